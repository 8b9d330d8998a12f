import type { Simulation } from "@sysplex/sim-core";
import { tcpProfiles } from "@sysplex/tcpip";
import { sharedMutables } from "../../../test/support/forked.js";
import type { ZowePlex } from "../src/index.js";

/** What a fork shares with its parent, but for what the context is built from and what is made once for all runs. */
export function sharedByFork(sim: Simulation<ZowePlex>, fork: Simulation<ZowePlex>): string[] {
  const { zowe, zosmf } = sim.context;
  const { configuration } = zowe;
  const constants: readonly unknown[] = [
    configuration,
    configuration.hosts,
    configuration.certificates,
    ...(configuration.umsUsers ?? []),
    zosmf.operations,
    ...zosmf.operations,
    ...Object.values(tcpProfiles),
  ];
  const isMadeOnce = (value: object): boolean =>
    constants.includes(value) || "nameHash" in value || ("sample" in value && "mean" in value);
  return sharedMutables(sim, fork, isMadeOnce);
}
