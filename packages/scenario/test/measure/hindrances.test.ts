/** Stretches in which requests that reach a server are kept from success. */
import type { Instant } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { foremost, Hindrances } from "../../src/measure/hindrances.js";

const second = (seconds: number): Instant => (seconds * 1_000_000) as Instant;

describe("a hindrance", () => {
  test("lasts from the first word of it until it is over, and keeps its first reason", () => {
    const hindrances = new Hindrances();
    hindrances.note("registry", "SYSA is gone", second(3));
    hindrances.note("registry", "SYSA and SYSC are gone", second(4));
    hindrances.note("registry", undefined, second(9));

    expect(hindrances.all).toEqual([
      { cause: "registry", because: "SYSA is gone", from: second(3), to: second(9) },
    ]);
  });

  test("without an end lasts, and stands in the order of beginnings", () => {
    const hindrances = new Hindrances();
    hindrances.note("registry", "gone", second(1));
    hindrances.note("newLogon", "refused", second(2));
    hindrances.note("newLogon", undefined, second(3));

    expect(hindrances.all.map(({ cause, to }) => [cause, to])).toEqual([
      ["registry", undefined],
      ["newLogon", second(3)],
    ]);
  });

  test("that is over at the instant at which it began was none", () => {
    const hindrances = new Hindrances();
    hindrances.note("serverReady", "nothing serves", second(1));
    hindrances.note("serverReady", undefined, second(1));

    expect(hindrances.all).toEqual([]);
  });

  test("is not ended by what is heard of an instant before it", () => {
    const hindrances = new Hindrances();
    hindrances.note("targetHealth", "open", second(5));
    hindrances.note("targetHealth", undefined, second(4)); // The answer to an earlier probe, which came late.

    expect(hindrances.all).toHaveLength(1);
    expect(hindrances.all[0]).not.toHaveProperty("to");
  });

  test("is the fork's own", () => {
    const [one, other] = [new Hindrances(), new Hindrances()];
    one.note("registry", "gone", second(1));
    other.copyFrom(one);
    one.note("registry", undefined, second(2));

    expect(other.all.map(({ to }) => to)).toEqual([undefined]);
  });
});

test("of several the one comes first that the others cannot explain", () => {
  expect(foremost([{ cause: "registry" }, { cause: "newLogon" }, { cause: "targetHealth" }])?.cause).toBe(
    "newLogon",
  );
  expect(foremost([])).toBeUndefined();
});
