/** What may happen to a Zowe's Discovery services and clients, for tests over random stories. */
import { micros, type Duration } from "@sysplex/sim-core";
import fc from "fast-check";
import { systemNames, type DiscoveryPlex } from "./fixture.js";

export const SYSTEMS = systemNames(3);
export const NAMES = SYSTEMS.flatMap((system) =>
  ["discovery", "gateway", "zaas", "zss"].map((service) => `${system}/${service}`),
);

const KINDS = [
  "kill",
  "start",
  "stop",
  "hang",
  "resume",
  "cut",
  "heal",
  "lpar",
  "lpar-hang",
  "lpar-resume",
] as const;

export interface Happening {
  readonly what: (typeof KINDS)[number];
  /** Of a component; its system is the LPAR that is meant. */
  readonly name: string;
  /** The other end of a cut. */
  readonly other: string;
  /** What passes afterwards. */
  readonly wait: Duration;
}

export const happening: fc.Arbitrary<Happening> = fc.record({
  what: fc.constantFrom(...KINDS),
  name: fc.constantFrom(...NAMES),
  other: fc.constantFrom(...SYSTEMS),
  wait: fc.integer({ min: 0, max: 400_000_000 }).map(micros),
});

function happen(plex: DiscoveryPlex, { what, name, other }: Happening): void {
  const system = name.split("/")[0] ?? "";
  const lpar = plex.sysplex.lpar(system);
  if (what === "cut" || what === "heal") {
    if (system !== other) plex.eureka.setCut(system, other, what === "cut");
  } else if (what === "lpar") lpar.fail("power-loss");
  else if (what === "lpar-hang") lpar.hang({ signalling: false });
  else if (what === "lpar-resume") lpar.resume();
  else if (lpar.isRunning) plex[what](name);
}

export function play(plex: DiscoveryPlex, happenings: readonly Happening[]): void {
  for (const one of happenings) {
    happen(plex, one);
    plex.runFor(one.wait);
  }
}
