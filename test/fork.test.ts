/**
 * A fork of a running scenario is independent of its parent and goes on exactly as it does: for every scenario of this
 * repository, at instants that matter and at instants that chance picks.
 */
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { buildScenario, type BuiltScenario, type ResolvedScenario, type RunResult } from "@sysplex/scenario";
import { after, micros, START, type Instant } from "@sysplex/sim-core";
import { tcpProfiles } from "@sysplex/tcpip";
import { differences, sharedMutables } from "./support/forked.js";
import { run, scenarioNames, shipped } from "./support/shipped-scenarios.js";

const VERSION = { version: "test" };
/** Chosen by chance for each scenario, with the scenario's place in the list as seed. */
const RANDOM_INSTANTS = 6;

/** What a fork may share with its parent: each with all that it holds. */
function immutablesOf({ plex, resolved }: BuiltScenario): (value: object) => boolean {
  // Resolved once, for all runs of a scenario: nobody writes to it. The run's own parameters are copies.
  const configuration = objectsIn([resolved, plex.zosmf.operations, tcpProfiles]);
  return (value) => configuration.has(value) || isEventKind(value) || isDistribution(value);
}

/** Declared once, when a module is loaded. */
const isEventKind = (value: object): boolean => "nameHash" in value && "handler" in value;

/** Holds no state: the stream of random numbers does. */
const isDistribution = (value: object): boolean => "sample" in value && "mean" in value;

/** Shared, not frozen, and never written to again: put down once, read-only in their types. */
const RECORDS: readonly RegExp[] = [
  // Payloads of pending events: plain data.
  /^sim\.queue\.objects\[\d+\]/,
  // Changes of the store, in its history; the values themselves are frozen.
  /^sim\.store\.changes\[\d+\]$/,
  /^timeline\.(last|played\[\d+\])$/,
  /^measurement\.(owners|activeTargets|stacks|remarks)\[\d+\]$/,
  /^measurement\.usedBefore/,
  /^zoweRecord\.(turns|stale)\[\d+\]$/,
  /^clusterRecord\.((counts|podsAtStart)\[\d+\]|last\.get\(.*\))$/,
  /^services\[\d+\]\.(serving|lost|failovers\.open\.milestones\[\d+\])$/,
  /^services\[\d+\]\.failovers\.ended\[\d+\]/,
  // Outages of a probe.
  /^clients\[\d+\]\.observer\.listed\[\d+\]$/,
];

/** What parent and fork share and either could change. */
function sharedBy(parent: BuiltScenario, fork: BuiltScenario): string[] {
  const shared = sharedMutables(parent.plex, fork.plex, immutablesOf(parent));
  return shared.filter((way) => !RECORDS.some((records) => records.test(way)));
}

/** Where the fork differs. A queue may lay out its events anew: what it holds is seen when it is run. */
function differencesOf(parent: BuiltScenario, fork: BuiltScenario): string[] {
  return differences(parent.plex, fork.plex).filter((difference) => !difference.startsWith("sim.queue."));
}

/** In order: in the warm-up, before, at and behind each entry of the timeline, at chance instants, and at the end. */
function instantsOf({ document }: ResolvedScenario): Instant[] {
  const { duration, warmup, timeline } = document;
  const end = after(START, duration);
  const around = timeline.flatMap(({ at }) => [-1, 0, 2_500_000, 47_000_000].map((more) => at + more));
  const chance = fc.sample(fc.integer({ min: 0, max: end }), {
    seed: scenarioNames.indexOf(document.name),
    numRuns: RANDOM_INSTANTS,
  });
  return [START, Math.round(warmup / 2), warmup, ...around, ...chance, end]
    .filter((at) => at >= 0 && at <= end)
    .sort((a, b) => a - b) as Instant[];
}

function build(resolved: ResolvedScenario): BuiltScenario {
  return buildScenario(resolved, resolved.document.seed);
}

/** Forks a run at each of the instants, which are in order. */
function forkedAt(parent: BuiltScenario, instants: readonly Instant[]): readonly BuiltScenario[] {
  return instants.map((at) => {
    parent.runUntil(at);
    return parent.fork();
  });
}

/** CI, which sets FUZZ_RUNS, plays out more than a developer waits for. */
const EXHAUSTIVE_EACH = process.env.FUZZ_RUNS === undefined ? 24 : 6;

/** Scenarios have much in common: all are forked at some instants, and some are played out from all of them. */
const exhaustive = scenarioNames.filter((_, index) => index % EXHAUSTIVE_EACH === 0);
const others = scenarioNames.filter((name) => !exhaustive.includes(name));

describe.each(others)("%s", (name) => {
  const resolved = shipped(name);
  const instants = instantsOf(resolved).filter((_, index) => index % 4 === 1);

  test("a fork holds what its parent holds, shares nothing that may change, and comes to its result", () => {
    const parent = build(resolved);
    const forks = instants.map((at, index) => {
      parent.runUntil(at);
      const fork = parent.fork();
      expect(differencesOf(parent, fork), `at ${at} µs`).toEqual([]);
      expect(sharedBy(parent, fork), `at ${at} µs`).toEqual([]);
      return index === 1 || index === instants.length >> 1 ? fork : undefined;
    });
    const result = parent.finish(VERSION);

    for (const fork of forks) if (fork !== undefined) expect(fork.finish(VERSION)).toEqual(result);
  });
});

describe.each(exhaustive)("%s", (name) => {
  const resolved = shipped(name);
  const instants = instantsOf(resolved);
  const end = after(START, resolved.document.duration);
  let straight: RunResult;

  beforeAll(() => {
    straight = run(resolved);
  });

  test("a fork holds what its parent holds, and shares nothing that may change", () => {
    const parent = build(resolved);
    for (const at of instants) {
      parent.runUntil(at);
      const fork = parent.fork();
      expect(differencesOf(parent, fork), `at ${at} µs`).toEqual([]);
      expect(sharedBy(parent, fork), `at ${at} µs`).toEqual([]);
    }
  });

  test("forks of one run come to its result, one after the other", () => {
    const parent = build(resolved);
    const forks = forkedAt(parent, instants);

    forks.forEach((fork, index) => {
      expect(fork.finish(VERSION), `forked at ${instants[index]} µs`).toEqual(straight);
    });
    expect(parent.finish(VERSION)).toEqual(straight);
  });

  test("so do a parent and its forks that run by turns, and forks of forks", () => {
    const parent = build(resolved);
    const forks = forkedAt(
      parent,
      instants.filter((_, index) => index % 3 === 1),
    );
    const runs = [...forks, parent, ...forks.map((fork) => fork.fork())];
    const turns = fc.sample(fc.integer({ min: 1, max: 90_000_000 }), { seed: 1, numRuns: 40 });
    for (const [turn, length] of turns.entries()) {
      const taken = runs[turn % runs.length] as BuiltScenario;
      const next = after(taken.sim.now, micros(length));
      taken.runUntil(next < end ? next : end);
    }

    for (const taken of runs) expect(taken.finish(VERSION)).toEqual(straight);
  });

  test("what is done to one does not reach the other", () => {
    const parent = build(resolved);
    const forks = forkedAt(
      parent,
      instants.filter((_, index) => index % 4 === 0),
    );
    for (const fork of forks) {
      disturb(fork);
      fork.finish(VERSION);
    }
    const untouched = build(resolved);
    untouched.runUntil(instants[5] as Instant);
    const left = untouched.fork();
    disturb(untouched);
    const disturbed = untouched.finish(VERSION);

    expect(parent.finish(VERSION)).toEqual(straight);
    expect(left.finish(VERSION)).toEqual(straight);
    expect(disturbed).not.toEqual(straight);
  });

  test("no handler changes a payload, which forks share", () => {
    const built = build(resolved);
    built.sim.trace(({ payload }) => freeze(payload));

    expect(built.finish(VERSION)).toEqual(straight);
  });
});

test("every scenario is forked in its warm-up and at each entry of its timeline", () => {
  for (const name of scenarioNames) {
    const { document } = shipped(name);
    const instants: readonly number[] = instantsOf(shipped(name));
    if (document.warmup > 0) expect(instants.some((at) => at > 0 && at < document.warmup)).toBe(true);
    for (const { at } of document.timeline) expect(instants).toContain(at);
    expect(instants.length).toBeGreaterThan(RANDOM_INSTANTS + 2);
  }
});

/** Fails systems and servers, changes parameters, profiles and clients' state: as much as can be done from outside. */
function disturb({ plex }: BuiltScenario): void {
  const { sysplex, tcpip, zosmf, clientParameters } = plex;
  const [first, ...others] = sysplex.lpars;
  Object.assign(zosmf.parameters, { threads: 1 });
  Object.assign(tcpip.parameters, { clientLatency: 0, tsrPeriod: 1_000_000 });
  Object.assign(sysplex.parameters, { signallingDelay: 1, statusUpdatePeriod: 100_000 });
  Object.assign(clientParameters, { tlsHandshake: 5_000_000 });
  zosmf.onParametersChanged();
  tcpip.onParametersChanged();
  for (const server of zosmf.servers) server.slow(3);
  for (const other of others) sysplex.xcf.cutLink(first?.name ?? "", other.name, "both");
  for (const stack of tcpip.stacks) stack.stop();
  for (const server of zosmf.servers) server.hang();
  first?.fail("wait-state");
}

/** Everything that can be reached by fields and elements. */
function objectsIn(roots: readonly object[]): ReadonlySet<unknown> {
  const found = new Set<unknown>();
  const open: unknown[] = [...roots];
  for (const value of open) {
    if (typeof value !== "object" || value === null || found.has(value)) continue;
    found.add(value);
    open.push(...Object.values(value));
  }
  return found;
}

function freeze(value: unknown): void {
  for (const held of objectsIn([{ value }])) Object.freeze(held);
}
