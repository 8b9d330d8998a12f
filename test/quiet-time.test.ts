/** Quiet time costs nothing, in the whole simulated world: what is periodic is computed when somebody asks. */
import { buildScenario, type ResolvedScenario } from "@sysplex/scenario";
import { hours, minutes } from "@sysplex/sim-core";
import { expect, test } from "vitest";
import { shipped } from "./support/shipped-scenarios.js";

/** Two systems with z/OSMF in hot standby. Nothing fails and nobody asks for anything. */
function idlePair(): ResolvedScenario {
  const resolved = shipped("zosmf-lpar-loss");
  return { ...resolved, document: { ...resolved.document, clients: [], timeline: [] } };
}

// Once the stacks have told one another what they have, and the distributor has looked at its targets for the first time,
// nothing is pending: neither status updates nor evaluations are events. So a year costs what two minutes cost.
test("a year of two idle systems runs no event after the first two minutes", () => {
  const { sim } = buildScenario(idlePair(), "1");
  const kinds: string[] = [];
  sim.trace(({ kind }) => kinds.push(kind));
  sim.runFor(minutes(2));
  const { eventCount } = sim;
  sim.runFor(hours(24 * 365));

  expect(sim.eventCount).toBe(eventCount);
  expect(sim.pendingCount).toBe(0);
  expect(kinds.filter((kind) => kind === "tcpip.responsiveness-due")).toHaveLength(1);
});
