/**
 * The stories of `scenarios/stories`: what somebody saw and told in public is what the simulation comes to, from
 * configuration and fault alone; and where a setting mends it, it does not with that setting.
 *
 * Prints the table story, symptom, observed.
 */
import { afterAll, describe, expect, test } from "vitest";
import type { RunResult } from "@sysplex/scenario";
import { after, START } from "@sysplex/sim-core";
import { buildScenario } from "@sysplex/scenario";
import { resolveShipped, run, scenarioText, shipped, storyFiles } from "./support/shipped-scenarios.js";

const results = new Map<string, RunResult>();

function resultOf(name: string): RunResult {
  const known = results.get(name) ?? run(shipped(name));
  results.set(name, known);
  return known;
}

const bare = (name: string): string => name.replace(/^stories\//, "").replace(/\/(\w+)\.yaml$/, "-$1");

describe.each(storyFiles)("%s", (name) => {
  test("says where it was told and what was seen", () => {
    const { document } = shipped(name);

    expect(scenarioText(name).split("\n")[0]).toBe(
      "# yaml-language-server: $schema=../../../docs/reference/scenario.schema.json",
    );
    expect(document.name).toBe(bare(name));
    expect(document.title).toMatch(/\?$/);
    expect(document.story?.thread).toMatch(/^[a-z][\w.-]*\/[\w.-]+#\d+|^https:\/\//);
    expect(document.story?.fixed === undefined).toBe(!name.endsWith("fixed.yaml"));
    expect(document.expectations.length).toBeGreaterThan(0);
  });

  test("is read without errors, and its timeline takes effect", () => {
    expect(resolveShipped(name).diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(resultOf(name).timeline.filter(({ refusal }) => refusal !== undefined)).toEqual([]);
  });

  test("the symptom shows, or does not where it is mended", () => {
    expect(resultOf(name).expectations.filter(({ ok }) => !ok)).toEqual([]);
  });

  test("repeats, and so does a fork of it", () => {
    const built = buildScenario(shipped(name), shipped(name).document.seed);
    const [first] = shipped(name).document.timeline;
    const last = shipped(name).document.duration;
    built.runUntil(first?.at ?? after(START, last));
    const fork = built.fork();

    expect(fork.finish({ version: "test" })).toEqual(resultOf(name));
  });
});

test("a story and its better end expect the opposite of at least one metric", () => {
  const mended = storyFiles.filter((name) => name.endsWith("/fixed.yaml"));
  for (const name of mended) {
    const story = resultOf(name.replace("/fixed.yaml", ""));
    const expected = new Map(story.expectations.map(({ metric, observed }) => [metric, observed]));
    const differing = resultOf(name).expectations.filter(
      ({ metric, observed }) => expected.has(metric) && expected.get(metric) !== observed,
    );
    expect(differing.length, name).toBeGreaterThan(0);
  }
});

afterAll(() => {
  const rows = [...results].map(([name, { story, expectations }]) => [
    bare(name),
    story?.thread ?? "",
    story?.fixed ?? story?.symptom ?? "",
    expectations.map(({ metric, observed }) => `${metric} ${observed}`).join(", "),
  ]);
  console.log(
    [["story", "thread", "seen, or mended by", "observed"], ...rows].map((row) => row.join(" | ")).join("\n"),
  );
});
