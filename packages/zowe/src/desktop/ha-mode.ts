/**
 * Whether the Desktop knows that it is one of several.
 *
 * @source zlux-server-framework lib/util.js isHaMode: more than one variable ZWE_haInstances_*_hostname; zlux issue 969.
 */
import { componentEnvironment, type Environment } from "../yaml/environment.js";
import type { ZoweConfiguration } from "../yaml/zowe-configuration.js";

/** The release whose Desktop went by a variable that nothing set. */
const RELEASE_WITHOUT_THE_VARIABLE = "2.7";

export function isHaEnvironment(environment: Environment): boolean {
  const hostnames = Object.keys(environment).filter((name) => /^ZWE_haInstances_.+_hostname$/.test(name));
  return hostnames.length > 1;
}

export function isHaMode(
  configuration: ZoweConfiguration,
  variable: "byRelease" | "present" | "missing",
): boolean {
  const isMissing =
    variable === "byRelease"
      ? configuration.release === RELEASE_WITHOUT_THE_VARIABLE
      : variable === "missing";
  return !isMissing && isHaEnvironment(componentEnvironment(configuration, configuration.instance));
}
