import { choiceParameter, defineParameters, flagParameter, type ParameterValues } from "@sysplex/sim-core";

/** Rows of the Zowe table that are about certificates. */
export const certificateRows = {
  certificateReload: choiceParameter({
    choices: ["atStart", "atOnce"],
    default: "atStart",
    standing: "documented",
    source:
      "zowe/api-layer issue 4316, open in 2025-09: key store and trust store are read when a service starts.",
    meaning: "When a component takes a rotated certificate up.",
  }),
  atTlsReload: choiceParameter({
    choices: ["atStart", "atOnce"],
    default: "atOnce",
    standing: "assumed",
    source:
      "zowe/api-layer issue 4316 names AT-TLS as the way around a restart; the site has to refresh the policy's environment.",
    meaning: "The same where AT-TLS serves the connections that come in.",
  }),
  atTlsChecksNames: flagParameter({
    default: false,
    standing: "assumed",
    source: "System SSL as AT-TLS uses it validates the path; a check of the host name is not known of.",
    meaning: "AT-TLS of a client compares the host name too, where zowe.verifyCertificates is STRICT.",
  }),
  peersVerifyAlways: flagParameter({
    default: false,
    standing: "assumed",
    source: "zowe/api-layer issue 2913: true of 2.7; which level has the correction was not read.",
    meaning: "Discovery services verify their peers as STRICT does, whatever zowe.verifyCertificates says.",
  }),
  peerRetriesLimited: flagParameter({
    default: true,
    standing: "documented",
    source:
      "zowe/api-layer pull request 2775 (2023-02), for issue 2720: ten network failures in a row are the last retries.",
    meaning:
      "A Discovery stops trying a batch again when its peer cannot be reached; false: it goes on each peerRetrySleep.",
  }),
};

/** Only for its type, and for tests: the rows stand in the package's table. */
export const certificateParameters = defineParameters("zowe", certificateRows);

export type CertificateParameters = ParameterValues<typeof certificateParameters>;
