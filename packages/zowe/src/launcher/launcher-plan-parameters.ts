/** The launcher's planned second phase, and what a site does around the launcher: nothing of it is in Zowe. */
import {
  choiceParameter,
  durationParameter,
  flagParameter,
  minutes,
  numberParameter,
  seconds,
} from "@sysplex/sim-core";

const DESIGN =
  "Zowe's original design of high availability plans a second phase of the launcher, which was not built; the number is ours.";

export const launcherPlanRows = {
  launcherPhase: choiceParameter({
    choices: ["1", "2"],
    default: "1",
    standing: "assumed",
    source:
      "Phase 1 is the launcher as it is. Phase 2 follows Zowe's original design of high availability, which plans dependencies " +
      "and several processes of a component; that it asks for health is our reading of its message “is not accessible”.",
    meaning:
      "1: components are spawned back to back and restarted when they end. 2: in order of dependency, and restarted when " +
      "they do not answer, too. It counts when the model is built.",
  }),
  dependencyPatience: durationParameter({
    default: minutes(5),
    standing: "assumed",
    source: DESIGN,
    meaning:
      "Phase 2: how long components wait for those that they depend on; then they are spawned all the same.",
  }),
  healthProbePeriod: durationParameter({
    default: seconds(10),
    min: seconds(1),
    standing: "assumed",
    source: `${DESIGN} Kubernetes probes of Zowe's containers have this period.`,
    meaning: "Phase 2: how often the launcher asks a component that was ready whether it still answers.",
  }),
  healthProbeFailures: numberParameter({
    default: 3,
    unit: "probes",
    min: 1,
    max: 100,
    whole: true,
    standing: "assumed",
    source: `${DESIGN} Kubernetes probes of Zowe's containers have this threshold.`,
    meaning: "Phase 2: after so many probes without an answer the component is stopped and started.",
  }),
  armKeepsFailedStart: flagParameter({
    default: false,
    standing: "assumed",
    source:
      "ARMWRAP REQUEST=DEREGISTER is a step behind the launcher's, which runs after condition code 8 unless COND is coded.",
    meaning: "A launcher whose preparation failed stays registered with ARM, and is restarted.",
  }),
  workspaceRestore: durationParameter({
    default: minutes(10),
    standing: "assumed",
    source: "No figure; a copy of a zFS of about a gigabyte and a person who finds it.",
    meaning: "Recovery of an instance: restoring its workspace from the backup.",
  }),
  workspaceRebuild: durationParameter({
    default: minutes(60),
    standing: "assumed",
    source: "No figure; a person who configures the instance anew with `zwe init` and the documentation.",
    meaning: "Recovery of an instance of whose workspace there is no backup.",
  }),
} as const;
