/** Which version of Zowe a configuration was written for, by what only that version has. */
import { type ConfigNode, nodeAt } from "./config-node.js";
import type { ZoweVersion } from "./release.js";

/** @assumption What the example files of the versions do not share. */
const MARKS: readonly (readonly [ZoweVersion, readonly string[]])[] = [
  [1, ["zowe", "jobPrefix"]],
  [1, ["zowe", "externalCertificate"]],
  [1, ["zowe", "environments", "LAUNCH_COMPONENT_GROUPS"]],
  [1, ["zowe", "environments", "ZWE_LAUNCH_COMPONENTS"]],
  [3, ["components", "zaas"]],
  [3, ["components", "apiml"]],
  [2, ["zowe", "useConfigmgr"]],
  [2, ["components", "metrics-service"]],
  [2, ["components", "cloud-gateway"]],
  [2, ["components", "gateway", "server", "internal"]],
];

export function guessVersion(root: ConfigNode): ZoweVersion {
  return MARKS.find(([, path]) => nodeAt(root, ...path) !== undefined)?.[0] ?? 3;
}
