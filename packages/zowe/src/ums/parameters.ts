import {
  choiceParameter,
  defineParameters,
  distributionParameter,
  durationParameter,
  seconds,
} from "@sysplex/sim-core";

const UMS = "IBM Unified Management Server documentation, Preparing for high availability";

/** Rows of the Zowe table that are about Unified Management Server. */
export const umsRows = {
  umsStart: distributionParameter({
    default: "triangular(30s, 60s, 120s)",
    standing: "assumed",
    source: "No figure is published; a Java server, with the validation of its parmlib members before it.",
    meaning: "From the spawn of izp until it serves. The spread is assumed.",
  }),
  umsTakeover: distributionParameter({
    default: "triangular(2s, 5s, 10s)",
    standing: "assumed",
    source: `${UMS}: the backup finishes its initialization within a few seconds; no figure.`,
    meaning: "From the switch to a passive server until it serves users.",
  }),
  umsDeniedStatus: choiceParameter({
    choices: ["401", "403"],
    default: "403",
    standing: "assumed",
    source: `${UMS}: access denied messages during a switch; their HTTP status is not told.`,
    meaning:
      "HTTP status while a server takes over, and for an application that was opened at the other server.",
  }),
  umsWithoutZssStatus: choiceParameter({
    choices: ["500", "502", "503"],
    default: "500",
    standing: "assumed",
    source: `${UMS}: the port of ZSS belongs to the DVIPA too; what UMS answers without it is not told.`,
    meaning: "HTTP status of a request for which UMS finds no ZSS.",
  }),
  umsUserReaction: distributionParameter({
    default: "triangular(3s, 6s, 20s)",
    standing: "assumed",
    source: `${UMS}: leave UMS and open it again after a few seconds; people differ.`,
    meaning: "From an error on the screen until the user has left UMS and opens it again.",
  }),
  umsUserLogon: distributionParameter({
    default: "triangular(5s, 15s, 40s)",
    standing: "assumed",
    source: "Typing a user id and a password; no figure.",
    meaning: "How long a user takes to log on again.",
  }),
  umsUserPatience: durationParameter({
    default: seconds(30),
    min: seconds(1),
    standing: "assumed",
    source: "No figure is published; Node's and browsers' own time-outs are longer.",
    meaning: "After this a user counts a request that nobody has answered as failed.",
  }),
};

/** Only for its type, and for tests: the rows stand in the package's table. */
export const umsParameters = defineParameters("zowe", umsRows);
