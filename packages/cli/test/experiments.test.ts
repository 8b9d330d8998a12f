/** `sysplex compare`, `sweep`, `merge`, `size`, `report`: what they print, write, and say when something is wrong. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Comparison, Passport, SweepResult } from "@sysplex/experiment";
import { beforeAll, describe, expect, test } from "vitest";
import { scratchFolder, sysplexIn, writeFiles, type Outcome } from "./fixture.js";

const shipped = fileURLToPath(new URL("../../../scenarios/", import.meta.url));
const PAIR = ["pair-zosmf/two-systems.yaml", "pair-zosmf/one-system.yaml"] as const;
const QUICK = ["--replications", "2", "--workers", "1"] as const;

const STUDY = `study: knobs
title: Which knob buys most?
scenario: short/scenario.yaml
replications: 2
factors:
  tcpip.takeoverDuration: [100ms, 5s]
`;

/** Three minutes of the shipped hot standby, of which SYSA is lost after one. */
const SHORT = `scenario: short
title: How long is z/OSMF gone?
extends: ../zosmf-lpar-loss-sfm/scenario.yaml
duration: 3m
warmup: 10s
timeline: [{ at: 1m, fail: SYSA }]
expect: { zosmf.outage: ">= 1s" }
`;

function pairFolder(): string {
  const folder = scratchFolder();
  for (const name of ["pair-zosmf", "zosmf-lpar-loss-sfm", "zosmf-single-system"])
    cpSync(join(shipped, name), join(folder, name), { recursive: true });
  writeFiles(folder, { "short/scenario.yaml": SHORT, "study.yaml": STUDY });
  return folder;
}

const compare = (folder: string, ...argv: string[]): Promise<Outcome> =>
  sysplexIn(folder, ["compare", ...argv, ...QUICK]);

describe("compare of shipped pairs", () => {
  test("tells which node stands for which system", async () => {
    const pair = ["in-kubernetes.yaml", "on-zos.yaml"].map((file) => join(shipped, "pair-kubernetes", file));
    const { status, out } = await sysplexIn(shipped, [
      "compare",
      ...pair,
      "--replications",
      "1",
      "--workers",
      "1",
    ]);

    expect(status).toBe(0);
    expect(out).toContain("Note: in the timelines node NODE1 stands for SYSA.");
    expect(out).not.toContain("also differ in");
    expect(out).not.toContain("People at work");
  });

  test("tells of people where there are any, and of what concerns them only", async () => {
    const pair = ["two-systems.yaml", "one-system.yaml"].map((file) => join(shipped, "pair-ums", file));
    const { out } = await sysplexIn(shipped, ["compare", ...pair, ...QUICK]);
    const [, people = ""] = /People at work\n([^]*?)\n\n/.exec(out) ?? [];

    expect(people).toContain("Disturbances of people's work with UMS");
    expect(people).toContain("Longest disturbance of somebody's work");
    expect(people).not.toContain("Terminals");
  });
});

describe("compare", () => {
  const folder = pairFolder();
  let outcome: Outcome;
  beforeAll(async () => {
    outcome = await compare(
      folder,
      ...PAIR,
      "--json",
      "-o",
      "result.json",
      "--data",
      "rows",
      "--report",
      "r.html",
    );
  });

  test("prints its result as JSON and nothing else: values and differences of the named metrics", () => {
    const { metrics, variants } = JSON.parse(outcome.out) as Comparison;

    expect(outcome).toMatchObject({ status: 0, err: "" });
    expect(variants).toEqual(["zosmf-two-systems", "zosmf-one-system"]);
    // The expectations of the two files: 55 s at most, and 692 s.
    expect(metrics["outageSeconds"]?.variants["zosmf-one-system"]).toMatchObject({
      mean: 692,
      low: 692,
      high: 692,
    });
    expect(metrics["outageSeconds"]?.difference).toMatchObject({ shown: true, better: "zosmf-two-systems" });
    for (const name of [
      "timeToFailoverSeconds",
      "availability",
      "latencyP50Ms",
      "latencyP99Ms",
      "lostSessions",
    ])
      expect(metrics).toHaveProperty(name);
    for (const name of ["idleCpuSecondsPerHour", "idleMemoryMiB", "stateChangeCpuSeconds", "lostConnections"])
      expect(metrics).toHaveProperty(name);
  });

  test("writes the same beside it, the rows in three formats, and a report", () => {
    expect(readFileSync(join(folder, "result.json"), "utf8")).toBe(outcome.out);
    const tables = ["failovers", "replications", "requests"];
    const files = tables.flatMap((name) => ["csv", "jsonl", "parquet"].map((ending) => `${name}.${ending}`));
    expect(readdirSync(join(folder, "rows")).sort()).toEqual(files);
    // Two replications of two scenarios, and the names.
    expect(readFileSync(join(folder, "rows/replications.csv"), "utf8").trim().split("\r\n")).toHaveLength(5);
    expect(readFileSync(join(folder, "r.html"), "utf8")).toMatch(/^<!doctype html>[^]*zosmf-two-systems/i);
  });

  test("says in words what is better, and where no difference is shown", async () => {
    const { out } = await compare(folder, ...PAIR);

    expect(out).toMatch(/zosmf-two-systems: \d+ s less than zosmf-one-system, which is better/);
    expect(out).toContain("no difference shown");
    expect(out).not.toContain("also differ");
    expect(out.split("\n").filter((line) => line.length > 110 && !line.startsWith("Repeat:"))).toEqual([]);
  });

  test("comes to the same by the line that repeats it", async () => {
    const { out } = await compare(folder, ...PAIR);
    const [, words = ""] = /^Repeat: sysplex (.*)$/m.exec(out) ?? [];

    expect((await sysplexIn(folder, [...words.split(" "), "--workers", "1"])).out).toBe(out);
  });

  test("measures one scenario alone, and the same scenario twice without a difference", async () => {
    const alone = await compare(folder, "short/scenario.yaml");
    expect(alone.status).toBe(0);
    expect(alone.out).not.toContain("difference");

    const twice = JSON.parse(
      (await compare(folder, "short/scenario.yaml", "./short/scenario.yaml", "--json")).out,
    ) as Comparison;
    expect(twice.variants).toHaveLength(2);
    expect(Object.values(twice.metrics).filter(({ difference }) => difference?.shown !== false)).toEqual([]);
  });

  test("notes what else differs", async () => {
    const { out } = await compare(folder, "short/scenario.yaml", PAIR[1]);

    expect(out).toMatch(/also differ in duration, warmup, clients, timeline/);
  });

  test("goes on with what is kept, and says when that is another study", async () => {
    const kept = ["short/scenario.yaml", "--keep", "kept", "--json"];
    const first = await compare(folder, ...kept);

    expect((await compare(folder, ...kept)).out).toBe(first.out);
    const other = await compare(folder, ...kept, "--seed", "2");
    expect(other).toMatchObject({ status: 2, out: "" });
    expect(other.err).toMatch(/holds another study.*seed was 1 and is 2/);
  });
});

describe("compare refuses", () => {
  test("every wrong file at once, before anything runs", async () => {
    const folder = pairFolder();
    writeFiles(folder, {
      "wrong/a.yaml": SHORT.replace("3m", "3"),
      "wrong/b.yaml": SHORT.replace("fail", "fial"),
    });

    const { status, out, err } = await compare(folder, "wrong/a.yaml", "wrong/b.yaml", "nowhere/c.yaml");

    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toMatch(/wrong\/a\.yaml:4:\d+ [^]*wrong\/b\.yaml:6:\d+ [^]*c\.yaml does not exist/);
  });

  test.each([
    [
      ["--service", "nobody"],
      "--service nobody: not every scenario has clients of it; all of them have: zosmf",
    ],
    [["--precision", "5"], "--precision 5: expected a share"],
    [["--set", "nothing"], "--set nothing: expected name=value"],
    [["--set", "zosmf.startDurtion=4m"], "no model has that parameter"],
    [["--out", "short/scenario.yaml"], "is a file that the scenario reads"],
    [["--report", "short"], "--report short: is a folder"],
    [["--data", "short/scenario.yaml"], "--data short/scenario.yaml: the folder cannot be made"],
    [["--replications", "0"], "--replications 0: expected a whole number from 1"],
    [["--workers", "many"], "--workers many: expected a whole number from 1"],
    [["--redis", "redis://localhost"], "--workers and --redis (or SYSPLEX_REDIS) exclude each other"],
  ])("%j", async (argv, words) => {
    const { status, out, err } = await sysplexIn(pairFolder(), [
      "compare",
      "short/scenario.yaml",
      ...QUICK,
      ...argv,
    ]);

    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toContain(words);
  });

  test("a Redis that is not there", async () => {
    const argv = ["compare", "short/scenario.yaml", "--replications", "2", "--redis", "redis://127.0.0.1:1"];
    const { status, err } = await sysplexIn(pairFolder(), argv);

    expect(status).toBe(2);
    expect(err).toContain("Redis at 127.0.0.1:1 cannot be reached");
  });
});

const sweep = (folder: string, ...argv: string[]): Promise<Outcome> =>
  sysplexIn(folder, ["sweep", "study.yaml", "--workers", "1", ...argv]);

describe("sweep", () => {
  test("tells the points and which knob moves them, keeps the result, and does no work twice", async () => {
    const folder = pairFolder();
    const { status, out } = await sweep(folder);

    expect(status).toBe(0);
    expect(out).toMatch(/tcpip\.takeoverDuration +assumed +5 s/); // 4.9 s more, and probes come every second.
    const before = readFileSync(join(folder, "study.study/result.json"), "utf8");
    const times = readdirSync(join(folder, "study.study/results"));
    expect((await sweep(folder, "--resume", "--json")).out).toBe(before);
    expect(readdirSync(join(folder, "study.study/results"))).toEqual(times);
  });

  test("in shards and merged is the same to the byte, wherever the shards lie", async () => {
    const folder = pairFolder();
    await sweep(folder);
    for (const shard of [1, 2, 3]) await sweep(folder, "--shard", `${shard}/3`, "-o", `s${shard}`);

    const { out } = await sysplexIn(folder, ["merge", "s1", "s2", "s3", "--json"]);

    expect(out).toBe(readFileSync(join(folder, "study.study/result.json"), "utf8"));
    expect((JSON.parse(out) as SweepResult).points).toHaveLength(2);
  });

  test("tells interactions of a full factorial, and by which method", async () => {
    const folder = pairFolder();
    writeFiles(folder, { "study.yaml": `${STUDY}  tcpip.addressLearningDelay: [1ms, 4s]\n` });
    const { out } = await sweep(folder);
    const one = await sweep(pairFolder());

    expect(out).toMatch(/interaction of two factors is shown|How much further the first factor moves it/);
    expect(out).toContain(
      "Method: slopes and double differences over a full factorial, for each replication.",
    );
    expect(one.out).toContain("Method: slopes over a full factorial, for each replication.");
  });

  test("of a Latin hypercube has the order of a rank regression, and says how much that explains", async () => {
    const folder = pairFolder();
    const study = `${STUDY}design: { latinHypercube: 6 }\n`.replace(
      "[100ms, 5s]",
      "{ from: 100ms, to: 20s }",
    );
    writeFiles(folder, { "study.yaml": study });
    const { out } = await sweep(folder);

    expect(out).toMatch(/tcpip\.takeoverDuration .*SRRC 1\.00/);
    expect(out).toMatch(/The ranks of the factors explain R² = 1\.00 of its ranks at 6 points\./);
    expect(out).toContain("Method: effects by one linear regression of all factors");
  });

  test("says how it found the warm-up, also when shards are merged", async () => {
    const folder = pairFolder();
    writeFiles(folder, { "study.yaml": STUDY.replace("replications:", "warmup: mser5\nreplications:") });
    const { out } = await sweep(folder);
    expect(out).toMatch(/^Warm-up \d+ s, by MSER-5 of the mean of 5 pilot runs of 59 s\.$/m);

    for (const shard of [1, 2]) await sweep(folder, "--shard", `${shard}/2`, "-o", `s${shard}`);
    const merged = await sysplexIn(folder, ["merge", "s1", "s2", "--json"]);
    expect(merged.out).toBe(readFileSync(join(folder, "study.study/result.json"), "utf8"));
  });

  test("refuses pilot runs that are too short for MSER-5, and says what would help", async () => {
    const folder = pairFolder();
    writeFiles(folder, {
      "study.yaml": STUDY.replace("replications:", "warmup: mser5\nreplications:"),
      "short/scenario.yaml": SHORT.replace("at: 1m", "at: 40s"),
    });

    const { status, err } = await sweep(folder);
    expect(status).toBe(2);
    expect(err).toMatch(
      /pilot runs have 39 s .* 50 s are needed\. Put the first entry of the timeline later/,
    );
  });

  test("stops when it is interrupted, keeps what is finished, and goes on", async () => {
    const folder = pairFolder();
    const onInterrupt = (stop: () => void): (() => void) => {
      setImmediate(stop); // Behind the first of two chunks.
      return () => undefined;
    };

    const stopped = await sysplexIn(folder, ["sweep", "study.yaml", "--workers", "1"], { onInterrupt });

    expect(stopped).toMatchObject({ status: 2, out: "" });
    expect(stopped.err).toContain("What was finished is kept");
    expect(readdirSync(join(folder, "study.study/results"))).toHaveLength(1);
    expect((await sweep(folder, "--resume")).status).toBe(0);
  });

  test("shows chunks, rate and time left on a terminal, and wipes them", async () => {
    const { err } = await sysplexIn(pairFolder(), ["sweep", "study.yaml", "--workers", "1"], {
      errIsTerminal: true,
      now: () => performance.now() * 1000,
    });

    expect(err).toMatch(/1 of 2 chunks; [\d.]+ replications\/s, 0:\d\d left/);
    expect(err.endsWith("\r\u001b[K")).toBe(true);
  });

  test("tells every mistake of a study file with its place", async () => {
    const folder = pairFolder();
    writeFiles(folder, { "study.yaml": "study: knobs\nscenario: no.yaml\nreplications: many\nfactrs: {}\n" });

    const { status, err } = await sweep(folder);

    expect(status).toBe(2);
    expect(err).toMatch(/study\.yaml:3:15 [^]*study\.yaml:4:1 [^]*2 errors/);
    expect(existsSync(join(folder, "study.study"))).toBe(false);
  });

  test.each([
    [["--resume", "-o", "none"], "--resume: there is no study in none"],
    [["--shard", "4/3"], "--shard 4/3: expected"],
    [["-o", "study.yaml"], "cannot be used for a study"],
  ])("refuses %j", async (argv, words) => {
    const { status, err } = await sweep(pairFolder(), ...argv);

    expect(status).toBe(2);
    expect(err).toContain(words);
  });
});

/** The words of a command as this shell-less test can give them to the program. */
function wordsOf(command: string): string[] {
  const quoted = command.match(/'[^']*'|\S+/g) ?? [];
  return quoted.map((word) => word.replaceAll("'", "")).slice(1);
}

describe("the passport of a result", () => {
  const SHA256 = /^[0-9a-f]{64}$/;
  const folder = pairFolder();
  const passportOf = (outcome: Outcome): Passport =>
    (JSON.parse(outcome.out) as { readonly passport: Passport }).passport;

  test.each([
    ["compare", 2, ["short/scenario.yaml", PAIR[1], ...QUICK.slice(0, 2), "--seed", "7"]],
    [
      "size",
      10, // a whole chunk
      ["short/scenario.yaml", "--target", "outageSeconds <= 1m", "--replications", "2", "--seed", "7"],
    ],
  ])("of %s comes to the same result by its command", async (name, replications, words) => {
    const outcome = await sysplexIn(folder, [name, ...words, "--workers", "1", "--json"]);
    const passport = passportOf(outcome);

    expect(passport).toMatchObject({ seed: "7", replications });
    expect(passport.version).toMatch(/^\d+\.\d+\.\d+/);
    for (const hash of [passport.study, passport.result, ...Object.values(passport.scenarios)])
      expect(hash).toMatch(SHA256);
    expect(Object.keys(passport.scenarios)).toContain("short");
    const again = await sysplexIn(folder, [...wordsOf(passport.command), "--workers", "1", "--json"]);
    expect(again.out).toBe(outcome.out);
  });

  test("of sweep names each point, and no way to compute it", async () => {
    const outcome = await sysplexIn(folder, ["sweep", "study.yaml", "--workers", "1", "--json"]);
    const { command, scenarios, result, study } = passportOf(outcome);

    expect(command).toBe("sysplex sweep study.yaml");
    expect(Object.keys(scenarios)).toEqual(["tcpip.takeoverDuration=100ms", "tcpip.takeoverDuration=5s"]);
    expect(result).toBe((JSON.parse(outcome.out) as SweepResult).hash);
    expect(study).toMatch(SHA256);
    const printed = await sysplexIn(folder, [...wordsOf(command), "--workers", "1"]);
    expect(printed.out).toContain("Repeat: sysplex sweep study.yaml\n");
  });

  test("changes with the seed, and with a file of the scenario; a scenario's own hash with its files only", async () => {
    const of = async (...words: string[]): Promise<Passport> =>
      passportOf(await sysplexIn(folder, ["compare", ...words, ...QUICK, "--json"]));
    const [one, other] = [await of("short/scenario.yaml"), await of("short/scenario.yaml", "--seed", "2")];
    const third = await of("short/scenario.yaml", "--set", "tcpip.takeoverDuration=5s");

    expect(other.scenarios).toEqual(one.scenarios);
    expect(third.scenarios).not.toEqual(one.scenarios);
    expect(new Set([one.study, other.study, third.study]).size).toBe(3);
    expect(new Set([one.result, other.result, third.result]).size).toBe(3);
  });
});

describe("merge", () => {
  const folder = pairFolder();
  beforeAll(async () => {
    for (const shard of [1, 2]) await sweep(folder, "--shard", `${shard}/2`, "-o", `s${shard}`);
  });

  test("names the chunks that nobody has computed", async () => {
    const { status, err } = await sysplexIn(folder, ["merge", "s1"]);

    expect(status).toBe(2);
    expect(err).toMatch(/1 of 2 chunks have no result:\n {2}[0-9a-f]{64}\n$/);
  });

  test("refuses a result that was cut short, and computes it anew when the shard is started again", async () => {
    cpSync(join(folder, "s2"), join(folder, "cut"), { recursive: true });
    const [name = ""] = readdirSync(join(folder, "cut/results"));
    truncateSync(join(folder, "cut/results", name), 300);

    const { status, err } = await sysplexIn(folder, ["merge", "s1", "cut"]);
    expect(status).toBe(2);
    expect(err).toContain(`results/${name}: it is cut short`);

    const again = await sweep(folder, "--shard", "2/2", "-o", "cut");
    expect(again.err).toContain("it is computed again");
    expect((await sysplexIn(folder, ["merge", "s1", "cut"])).status).toBe(0);
  });

  test("refuses a folder without a study, and one whose question is gone", async () => {
    mkdirSync(join(folder, "empty"));
    expect((await sysplexIn(folder, ["merge", "empty"])).err).toContain("holds no study");

    cpSync(join(folder, "s1"), join(folder, "asked"), { recursive: true });
    writeFileSync(join(folder, "asked/study.json"), "{");
    expect((await sysplexIn(folder, ["merge", "asked", "s2"])).err).toContain(
      "study.json is missing, damaged",
    );
  });
});

describe("size", () => {
  const target = ["--target", "outageSeconds <= 1m", "--replications", "2", "--workers", "1"];

  test("finds the first that keeps its targets, and says what the others missed", async () => {
    const { status, out } = await sysplexIn(pairFolder(), ["size", PAIR[1], PAIR[0], ...target]);

    expect(status).toBe(0);
    expect(out).toMatch(/The cheapest size that keeps its targets: zosmf-two-systems/);
    expect(out).toMatch(/zosmf-one-system: missed\n {2}outageSeconds +<= 60 s +missed +692 s/);
  });

  test("ends with 1 when none does", async () => {
    const argv = [
      "size",
      "short/scenario.yaml",
      "--vary",
      "tcpip.takeoverDuration=30s,20s",
      ...target.slice(2),
    ];
    const { status, out } = await sysplexIn(pairFolder(), [...argv, "--target", "outageSeconds <= 10"]);

    expect(status).toBe(1);
    expect(out).toContain("None of the sizes keeps its targets.");
  });

  test.each([
    ["outage", "expected a metric, <= or >=, and a value"],
    ["outage <= 3", "there is no metric outage"],
    ["outageSeconds <= blue", "blue is no amount of s"],
  ])("refuses the target %s", async (text, words) => {
    const { status, err } = await sysplexIn(pairFolder(), ["size", "short/scenario.yaml", "--target", text]);

    expect(status).toBe(2);
    expect(err).toContain(words);
  });
});

describe("report", () => {
  test("puts results into one file, and names every one that is none", async () => {
    const folder = pairFolder();
    await compare(folder, "short/scenario.yaml", "-o", "c.json");
    writeFileSync(join(folder, "cut.json"), "{");

    expect(await sysplexIn(folder, ["report", "c.json", "-o", "r.html"])).toMatchObject({
      status: 0,
      out: "",
    });
    expect(existsSync(join(folder, "r.html"))).toBe(true);
    const { status, err } = await sysplexIn(folder, ["report", "no.json", "cut.json", "-o", "s.html"]);
    expect(status).toBe(2);
    expect(err).toMatch(/no\.json does not exist[^]*cut\.json: no JSON/);
    expect((await sysplexIn(folder, ["report", "c.json", "-o", "c.json"])).status).toBe(2);
  });
});

test("schema study is JSON Schema", async () => {
  expect(JSON.parse((await sysplexIn(".", ["schema", "study"])).out)).toMatchObject({
    required: ["study", "scenario"],
  });
});

test("run --trace writes what happened as trace events", async () => {
  const folder = pairFolder();
  expect(
    (await sysplexIn(folder, ["run", "short/scenario.yaml", "--quiet", "--trace", "t.json"])).status,
  ).toBe(0);
  const trace = JSON.parse(readFileSync(join(folder, "t.json"), "utf8")) as {
    traceEvents: { name: string }[];
  };
  const names = trace.traceEvents.map(({ name }) => name);
  expect(names).toContain("fail SYSA");
  expect(names).toContain("client.request-due"); // A kind of the kernel's events.
});
