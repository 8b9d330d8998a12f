import { durationParameter, flagParameter, minutes, NO_TIME, seconds } from "@sysplex/sim-core";

const JWT_ON_HA_SERVERS = "zowe-install-packaging wiki, Enable JWT function on z/OSMF HA servers";

/** Rows of z/OSMF's table that are about tokens. */
export const tokenRows = {
  ltpaExpire: durationParameter({
    default: minutes(500),
    min: minutes(1),
    standing: "assumed",
    source:
      "Not published. It must be above SESSION_EXPIRE, 495 minutes by default, and a server that raises it keeps 5 minutes " +
      "between the two (zowe/community issue 2202); zowe/zlux issue 434 speaks of 8 hours. " +
      "izu.ltpa.expiration in USER_DIR shows it.",
    meaning: "How long an LTPA token is good: LTPA_EXPIRE, before SESSION_EXPIRE raises it.",
  }),
  jwtSupport: flagParameter({
    default: true,
    standing: "assumed",
    source:
      "Off as shipped (z/OSMF Configuration Guide, Enabling JSON Web Token support); Zowe's default asks for it.",
    meaning: "A logon returns a JWT beside the LTPA token, on all servers.",
  }),
  jwtLifetime: durationParameter({
    default: NO_TIME,
    standing: "documented",
    source: `${JWT_ON_HA_SERVERS}: server_override.xml has expiresInSeconds of izu.ltpa.expiration.`,
    meaning: "How long a JWT of z/OSMF is good; 0s: as long as an LTPA token.",
  }),
  sharedLtpaKeys: flagParameter({
    default: false,
    standing: "documented",
    source:
      "z/OSMF, Enabling single sign-on between z/OSMF instances: keys are in each USER_DIR until an action shares them.",
    meaning:
      "Servers of one SAF prefix take each other's LTPA tokens; false: only servers of one USER_DIR do.",
  }),
  sharedJwtKey: flagParameter({
    default: true,
    standing: "assumed",
    source:
      `${JWT_ON_HA_SERVERS}: all sign with one certificate. zowe-install-packaging issue 1863: tokens work at both servers of a ` +
      "pair that was set up for it; in zowe/api-layer issue 1164 they did not.",
    meaning:
      "Servers of one key ring and SAF prefix take each other's JWT; false: only servers of one USER_DIR do.",
  }),
  remembersLogout: flagParameter({
    default: true,
    standing: "documented",
    source:
      "Open Liberty LoggedOutJwtSsoCookieCache, in the server's memory; zowe/api-layer issue 2900: the second logout is refused.",
    meaning: "A server refuses a token that was logged out there, as long as it runs.",
  }),
  allowBasicAuthLookup: flagParameter({
    default: true,
    standing: "documented",
    source: "Open Liberty authCache; zowe/api-layer issue 2826 advises false.",
    meaning: "A logon with user and password is answered out of the authentication cache, tokens included.",
  }),
  authCacheTimeout: durationParameter({
    default: seconds(600),
    standing: "documented",
    source: "Open Liberty authCache, timeout 600s.",
    meaning: "An entry of the authentication cache that nobody asks for is dropped after this time.",
  }),
};
