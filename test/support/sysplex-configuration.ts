import { minutes, parameterValues, seconds } from "@sysplex/sim-core";
import { sysplexParameters, type SysplexConfiguration } from "@sysplex/sysplex";

/**
 * A sysplex as most tests want it: no SFM policy, and an operator who answers IXC402D after a minute.
 *
 * @param down Systems that are not up when the simulation begins.
 */
export function sysplexConfiguration(
  systems: readonly string[],
  down: readonly string[] = [],
): SysplexConfiguration {
  return {
    name: "PLEX1",
    couple: {
      opNotify: { kind: "relative", time: seconds(3) },
      cleanup: seconds(15),
      userInterval: false,
      systemStatusDetection: true,
      origins: {},
    },
    statusDetection: false,
    couplingFacilities: ["CF01"],
    operator: { replyAfter: minutes(1) },
    systems: systems.map((name) => ({
      name,
      clone: name.slice(-2),
      processors: "dedicated",
      upAtStart: !down.includes(name),
    })),
    parameters: parameterValues(sysplexParameters),
  };
}
