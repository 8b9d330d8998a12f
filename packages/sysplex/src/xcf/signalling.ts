/**
 * XCF signalling paths: one per direction and pair of systems.
 *
 * Modelled: a delay per path; a path that is cut, slowed, healed; signals of one path arrive in the order sent.
 * Simplified: all paths of one direction are one; a signal under way when the path is cut still arrives.
 * Not modelled: transport classes, buffers, structures, path restart.
 * @source z/OS MVS Setting Up a Sysplex, signalling paths.
 */
import { after, between, longer, NO_TIME, type Duration, type Instant } from "@sysplex/sim-core";
import { Lpar } from "../lpar.js";
import type { Plex } from "../plex.js";
import type { SystemName } from "../sysplex-configuration.js";
import type { SignallingPath } from "../sysplex-state.js";

/** How long a signal sent now takes; `undefined`: the path is cut, or one of the systems does not run. */
export function signallingDelay(plex: Plex, from: SystemName, to: SystemName): Duration | undefined {
  if (!new Lpar(plex, from).isRunning || !new Lpar(plex, to).isRunning) return undefined;
  if (from === to) return NO_TIME;
  const { cut, delay, notBefore } = path(plex, from, to);
  return cut ? undefined : longer(delay, between(plex.sim.now, notBefore));
}

/** The delay of the path alone, whatever was sent over it before: it stays so until the path changes. `undefined`: as above. */
export function pathDelay(plex: Plex, from: SystemName, to: SystemName): Duration | undefined {
  if (!new Lpar(plex, from).isRunning || !new Lpar(plex, to).isRunning) return undefined;
  if (from === to) return NO_TIME;
  const { cut, delay } = path(plex, from, to);
  return cut ? undefined : delay;
}

/** The path of one direction, as it is now. */
export function path(plex: Plex, from: SystemName, to: SystemName): SignallingPath {
  const { state, parameters } = plex.sysplex;
  const asAtStart = { cut: false, delay: parameters.signallingDelay, notBefore: 0 as Instant };
  return state.value.paths[`${from}>${to}`] ?? asAtStart;
}

/** Changes one direction. Signals under way keep their place before those that are sent from now on. */
export function changePath(
  plex: Plex,
  from: SystemName,
  to: SystemName,
  change: Partial<Pick<SignallingPath, "cut" | "delay">>,
): void {
  const before = path(plex, from, to);
  const lastArrival = after(plex.sim.now, before.delay);
  const notBefore = lastArrival > before.notBefore ? lastArrival : before.notBefore;
  plex.sysplex.state.change(`the path from ${from} to ${to} changes`, ({ paths }) => {
    paths[`${from}>${to}`] = { ...before, ...change, notBefore };
  });
}
