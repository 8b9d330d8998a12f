/** Figures of people: of all groups of a run together, whatever service is measured. */
import { describe, expect, test } from "vitest";
import { conductStudy, metricNamed, metricValues, type ReplicationOutcome } from "../../src/index.js";
import { pairVariant } from "../pair.js";

type Users = NonNullable<ReplicationOutcome["users"]>[string];

const quiet: Users = {
  logonsNeeded: 0,
  disturbances: null,
  longestDisturbanceMicros: null,
  terminalsCut: null,
  unsavedStateLost: null,
};
const desk: Users = { ...quiet, logonsNeeded: 2, terminalsCut: 7, unsavedStateLost: 3 };
const admins: Users = { ...quiet, logonsNeeded: 1, disturbances: 5, longestDisturbanceMicros: 9_500_000 };

const plan = { name: "a", version: "test", seed: "1", variants: [pairVariant()], replications: 1 };
const [outcome] = (await conductStudy(plan)).variants[0]?.outcomes ?? [];

function read(name: string, users?: Readonly<Record<string, Users>>): number | null | undefined {
  const metric = metricNamed(name) ?? expect.fail(`there is no metric ${name}`);
  const told = { ...(outcome ?? expect.fail("no outcome")), ...(users === undefined ? {} : { users }) };
  return metricValues(metric, [told], "zosmf")[0];
}

describe("people at work", () => {
  test("are counted over all groups that have the figure", () => {
    const both = {
      desk,
      admins,
      others: { ...admins, disturbances: 1, longestDisturbanceMicros: 12_000_000 },
    };

    expect(read("userLogonsNeeded", both)).toBe(4);
    expect(read("disturbances", both)).toBe(6);
    expect(read("longestDisturbanceSeconds", both)).toBe(12);
    expect(read("terminalsCut", both)).toBe(7);
    expect(read("unsavedStateLost", both)).toBe(3);
  });

  test("have no longest disturbance while one lasts, and one of 0 s when nobody was disturbed", () => {
    const lasting = { ...admins, longestDisturbanceMicros: null };

    expect(read("longestDisturbanceSeconds", { admins, lasting })).toBeNull();
    expect(read("longestDisturbanceSeconds", { admins: { ...lasting, disturbances: 0 } })).toBe(0);
    expect(read("longestDisturbanceSeconds", { desk })).toBeNull();
  });

  test("have no figures where there are none", () => {
    expect(outcome).not.toHaveProperty("users");
    expect(read("disturbances")).toBeNull();
  });
});
