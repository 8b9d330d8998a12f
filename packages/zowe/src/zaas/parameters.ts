import {
  choiceParameter,
  defineParameters,
  distributionParameter,
  durationParameter,
  flagParameter,
  hours,
  micros,
  millis,
  minutes,
  type ParameterValues,
} from "@sysplex/sim-core";

const ZAAS = "zowe/api-layer zaas-service (3.0)";

/** Rows of the Zowe table that are ZAAS's. */
export const zaasRows = {
  zaasServiceTime: distributionParameter({
    default: "exponential(mean 10ms)",
    standing: "assumed",
    source: "No measurement is published; a signature in Java, SAF calls, filters.",
    meaning: "ZAAS's own work on a request; what it waits for of z/OSMF and others comes on top.",
  }),
  zaasHopLatency: durationParameter({
    default: micros(200),
    standing: "assumed",
    source: "As gatewayHopLatency.",
    meaning: "One way between a ZAAS and a stack, its own or another. It counts when the model is built.",
  }),
  zaasTlsHandshake: durationParameter({
    default: millis(5),
    standing: "assumed",
    source: "As gatewayTlsHandshake; each call has a connection of its own here.",
    meaning: "TLS handshake of a ZAAS with z/OSMF, a Gateway or another ZAAS.",
  }),
  jwtLifetime: durationParameter({
    default: hours(8),
    min: millis(1),
    standing: "documented",
    source: `${ZAAS} AuthConfigurationProperties.TokenProperties: expirationInSeconds 28800.`,
    meaning: "How long a JWT of ZAAS is good, where tokenProperties.expirationInSeconds is not coded.",
  }),
  patLifetime: durationParameter({
    default: hours(90 * 24),
    min: millis(1),
    standing: "documented",
    source: `${ZAAS} ApimlAccessTokenProvider.getToken: 90 days at most, and when nothing is said.`,
    meaning: "How long a personal access token is good.",
  }),
  validationCacheTime: durationParameter({
    default: hours(24),
    standing: "documented",
    source: `${ZAAS} CacheConfig, validationJwtToken: one day, in memory.`,
    meaning: "How long a ZAAS remembers what it found out about a token.",
  }),
  cachesRefusals: flagParameter({
    default: true,
    standing: "documented",
    source: `${ZAAS} AuthenticationService.validateJwtToken: cached whatever it comes to.`,
    meaning: "A ZAAS that could not ask z/OSMF about a token refuses it as long as it remembers.",
  }),
  invalidatedTokenTime: durationParameter({
    default: hours(24),
    standing: "documented",
    source: `${ZAAS} CacheConfig, invalidatedJwtTokens: one day.`,
    meaning: "How long a ZAAS keeps the mark of a token that was logged out.",
  }),
  marksSurvive: choiceParameter({
    choices: ["never", "orderlyStop", "always"],
    default: "orderlyStop",
    standing: "assumed",
    source:
      "The marks lie on disk, by HA instance; zowe/api-layer issue 4193 counts on them after a restart. Ehcache empties a " +
      "store that was not closed (ehcache/ehcache3 issue 712). CacheConfig of 3.0 does not ask for a persistent store, " +
      "which would come to never.",
    meaning: "After which end of its process a ZAAS finds its marks again.",
  }),
  distributesMarks: choiceParameter({
    choices: ["release", "always", "never"],
    default: "release",
    standing: "documented",
    source:
      "Version 2 passes its marks on to an instance that registers (distributeInvalidatedCredentials); version 3 does not " +
      "(zowe/api-layer issue 4193).",
    meaning: "Marks are passed on to a ZAAS that registers; release: before version 3.",
  }),
  sharedJwtKey: flagParameter({
    default: true,
    standing: "assumed",
    source: "Zowe documentation, high availability: all instances have one keyring or keystore.",
    meaning: "All ZAAS sign with one key; false: a JWT of ZAAS is good at its own ZAAS only.",
  }),
  zosmfWait: durationParameter({
    default: minutes(1),
    standing: "documented",
    source: `${ZAAS} JwtSecurity: one minute; versions 1 and 2 take apiml.security.jwtInitializerTimeout.`,
    meaning: "After it a ZAAS of version 3 that has not seen z/OSMF says so.",
  }),
  missingZosmfEnds: choiceParameter({
    choices: ["release", "always", "never"],
    default: "release",
    standing: "documented",
    source:
      "zowe/api-layer issues 1573, 2874: the Gateway of versions 1 and 2 shuts down with ZWEAG108E. Version 3, and the last " +
      "level of 2, write the message and stay (JwtSecurity).",
    meaning: "What issues tokens ends when it has not seen z/OSMF in time; release: before version 3.",
  }),
};

/** Only for its type, and for tests: the rows stand in the package's table. */
export const zaasParameters = defineParameters("zowe", zaasRows);

/** What a ZAAS goes by; the rest is that of every component. */
export type ZaasParameterValues = ParameterValues<typeof zaasParameters> & {
  readonly threads: number;
  readonly notReadyStatus: string;
};
