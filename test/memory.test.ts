/** A long run needs no more memory than a short one: the data plane lives in pools that are used again. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { hours, minutes } from "@sysplex/sim-core";
import { buildScenario } from "@sysplex/scenario";
import { expect, test } from "vitest";
import { busyPair } from "./support/busy-pair.js";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

function heapMiB(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

test("the heap after four simulated hours at 100 requests/s is that after half an hour", () => {
  const { sim, plex } = buildScenario(busyPair(), "1");
  sim.runFor(minutes(30));
  const pending = sim.pendingCount;
  const early = heapMiB();

  sim.runFor(hours(3.5));

  // 1.26 million requests came and went in between; one byte of each would be 1.2 MiB.
  expect(heapMiB() - early).toBeLessThan(1);
  expect(sim.pendingCount).toBeLessThan(4 * pending + 100);
  expect(plex.tcpip.transport.connections.slotCount).toBeLessThan(256); // 100/s × 0.2 s, and room for bursts
});
