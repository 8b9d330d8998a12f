/** `sysplex run`: exit statuses, what goes where, and where results are kept. */
import { existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { PROFILE, SCENARIO, scratchFolder, sysplexIn, writeScenario } from "./fixture.js";

const RUN = ["run", "small/scenario.yaml"];

function soundFolder(): string {
  const folder = scratchFolder();
  writeScenario(folder);
  return folder;
}

describe("the exit status", () => {
  test("is 0 when every expectation is met", async () => {
    expect(await sysplexIn(soundFolder(), RUN)).toMatchObject({ status: 0, err: "" });
  });

  test("is 1 when one is not", async () => {
    const folder = scratchFolder();
    writeScenario(folder, { "small/scenario.yaml": SCENARIO.replace('"= 0"', '"> 0"') });

    expect(await sysplexIn(folder, RUN)).toMatchObject({ status: 1, err: "" });
  });

  test.each([
    [["nonsense"], "unknown command"],
    [["run"], "missing required argument"],
    [["run", "a.yaml", "--sed", "1"], "unknown option '--sed'"],
    [["run", "a.yaml", "b.yaml"], "too many arguments"],
    [["run", "a.yaml", "--seed", ""], "--seed"],
    [["run", "a.yaml", "--set", "x"], "expected name=value"],
    [["schema", "profile"], "Allowed choices are scenario"],
    [
      ["statements", "jcl"],
      "Allowed choices are profile, tcpipdata, couple, sfm, arm, izuprm, ceaprm, bpxprm",
    ],
    [[], "Usage: sysplex"],
  ])("is 2 for the usage %j", async (argv, words) => {
    const { status, out, err } = await sysplexIn(scratchFolder(), argv);

    expect(status).toBe(2);
    expect(err).toContain(words);
    expect(out).toBe("");
  });

  test("is 2 for a parameter that does not exist, with the name that was meant", async () => {
    const { status, err } = await sysplexIn(soundFolder(), [...RUN, "--set", "zosmf.startDurtion=4m"]);

    expect(status).toBe(2);
    expect(err).toMatch(/^--set {2}error UNKNOWN_PARAMETER.*did you mean zosmf\.startDuration\?/);
  });

  test("is 3 when the program fails, with a message and no stack", async () => {
    const failing = {
      out: () => {
        throw new Error("The queue is empty.\nAt 00:05:00, seed 1.");
      },
    };

    const { status, err } = await sysplexIn(soundFolder(), RUN, failing);

    expect(status).toBe(3);
    expect(err).toMatch(
      /error of the program, not of your input\.\n {2}The queue is empty\.\n {2}At 00:05:00, seed 1\./,
    );
    expect(err).toContain("Please report it");
    expect(err).not.toMatch(/^\s+at /m);
    expect((await sysplexIn(soundFolder(), RUN, { ...failing, debug: true })).err).toMatch(/^\s+at /m);
  });

  test.each([[["--help"]], [["run", "--help"]], [["help", "run"]], [["--version"]]])(
    "is 0 for %j",
    async (argv) => {
      const { status, out, err } = await sysplexIn(scratchFolder(), argv);

      expect(status).toBe(0);
      expect(out).not.toBe("");
      expect(err).toBe("");
    },
  );
});

describe("--json", () => {
  test("prints exactly the result, and warnings beside it", async () => {
    const { out, err } = await sysplexIn(soundFolder(), [...RUN, "--json"]);

    expect(JSON.parse(out)).toMatchObject({ schema: 1, scenario: "small", seed: "1", wallSeconds: 0 });
    expect(out.endsWith("}\n")).toBe(true);
    // The scenario has a client and no z/OSMF.
    expect(err.match(/(?:error|warning) [A-Z_0-9]+/g)).toEqual(["warning CLIENT_PORT_UNSERVED"]);
  });

  test.each(["--json", "--quiet"])(
    "%s: entries of the timeline without effect are told beside it",
    async (option) => {
      const folder = soundFolder();
      const timeline = "timeline:\n  - { at: 10s, fail: SYSA }\n  - { at: 20s, start: SYSA/TCPIP }\nexpect:";
      writeScenario(folder, { "small/scenario.yaml": SCENARIO.replace("expect:", timeline) });

      expect((await sysplexIn(folder, [...RUN, option])).err).toContain(
        "small/scenario.yaml  warning  at 00:20.000, start SYSA/TCPIP: not done, SYSA does not run\n",
      );
      expect((await sysplexIn(folder, RUN)).out).toContain("start SYSA/TCPIP (not done: SYSA does not run)");
    },
  );

  test("prints the same fingerprint for the same seed, and tells the seed", async () => {
    const folder = soundFolder();
    const run = async (seed: string) =>
      JSON.parse((await sysplexIn(folder, [...RUN, "--json", "--seed", seed])).out) as Record<
        string,
        unknown
      >;

    expect(await run("7")).toEqual(await run("7"));
    expect(await run("8")).toMatchObject({ seed: "8" });
  });

  test("tells the value of a parameter that was set", async () => {
    const { out } = await sysplexIn(soundFolder(), [...RUN, "--json", "--set", "tcpip.clientLatency=3ms"]);

    expect((JSON.parse(out) as { assumptions: unknown[] }).assumptions).toContainEqual({
      name: "tcpip.clientLatency",
      value: "3ms",
      overridden: true,
    });
  });
});

describe("--quiet", () => {
  test("prints the expectations and nothing else", async () => {
    const { out } = await sysplexIn(soundFolder(), [...RUN, "--quiet"]);

    expect(out).toBe("  ok  rest.requests.succeeded  = 0  observed 0\n");
  });
});

describe("--out", () => {
  test("writes the result beside what is printed, and leaves nothing else behind", async () => {
    const folder = soundFolder();

    const { status, out } = await sysplexIn(folder, [...RUN, "--out", "result.json"]);

    expect(status).toBe(0);
    expect(out).toContain("Expectations");
    expect(JSON.parse(readFileSync(join(folder, "result.json"), "utf8"))).toMatchObject({
      scenario: "small",
    });
    expect(readdirSync(folder).sort()).toEqual(["result.json", "small"]);
  });

  test("replaces an earlier result", async () => {
    const folder = soundFolder();
    await sysplexIn(folder, [...RUN, "-o", "result.json"]);
    await sysplexIn(folder, [...RUN, "-o", "result.json", "--seed", "2"]);

    expect(JSON.parse(readFileSync(join(folder, "result.json"), "utf8"))).toMatchObject({ seed: "2" });
  });

  test.each(["small/scenario.yaml", "small/configs/TCPPROF", "./small/../small/scenario.yaml"])(
    "never overwrites the input %s",
    async (path) => {
      const folder = soundFolder();
      const before = readFileSync(join(folder, path), "utf8");

      expect(await sysplexIn(folder, [...RUN, "-o", path])).toMatchObject({ status: 2, out: "" });
      expect(readFileSync(join(folder, path), "utf8")).toBe(before);
    },
  );

  test("never overwrites an input through a symbolic link", async () => {
    const folder = soundFolder();
    symlinkSync(join(folder, "small/scenario.yaml"), join(folder, "result.json"));

    expect((await sysplexIn(folder, [...RUN, "-o", "result.json"])).status).toBe(2);
    expect(readFileSync(join(folder, "small/scenario.yaml"), "utf8")).toBe(SCENARIO);
  });

  test("never replaces the file that standard output goes to", async () => {
    const folder = soundFolder();
    writeFileSync(join(folder, "story.txt"), "");
    symlinkSync(join(folder, "story.txt"), join(folder, "result.json"));
    const io = { outFile: statSync(join(folder, "story.txt")) };

    for (const path of ["story.txt", "result.json"]) {
      const { status, err } = await sysplexIn(folder, [...RUN, "-o", path], io);
      expect([status, err]).toEqual([2, expect.stringContaining("standard output")]);
    }
    expect((await sysplexIn(folder, [...RUN, "-o", "other.json"], io)).status).toBe(0);
  });

  test.each([
    ["nowhere/result.json", "its folder does not exist"],
    ["small", "is a folder"],
    ["/dev/null", "is no regular file"],
    ["", "the name of a file"],
  ])("refuses %s before anything runs", async (path, why) => {
    const { status, out, err } = await sysplexIn(soundFolder(), [...RUN, "--out", path]);

    expect(status).toBe(2);
    expect(out).toBe("");
    expect(err).toContain(why);
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
  });

  test("writes nothing when the input is wrong", async () => {
    const folder = scratchFolder();
    writeScenario(folder, { "small/scenario.yaml": "scenario: 1" });
    await sysplexIn(folder, [...RUN, "-o", "result.json"]);

    expect(existsSync(join(folder, "result.json"))).toBe(false);
  });
});

describe("progress", () => {
  /** A clock that goes on by two seconds whenever somebody looks. */
  const slowClock = () => {
    let now = 0;
    return () => (now += 2_000);
  };

  test("is shown on a terminal when a run takes long, and wiped", async () => {
    const { err } = await sysplexIn(soundFolder(), RUN, { errIsTerminal: true, now: slowClock() });

    expect(err).toContain("100 % simulated");
    expect(err.endsWith("\r\u001b[K")).toBe(true);
  });

  test("is not shown for a short run, nor into a file", async () => {
    expect((await sysplexIn(soundFolder(), RUN, { errIsTerminal: true })).err).toBe("");
    expect((await sysplexIn(soundFolder(), RUN, { now: slowClock() })).err).toBe("");
  });
});

test.each([["--quiet"], ["--json"]])("%s leaves warnings about files to standard error", async (option) => {
  const folder = scratchFolder();
  writeScenario(folder, { "small/configs/TCPPROF": `${PROFILE}\nVIPADYNAMC\n` });

  const { out, err } = await sysplexIn(folder, [...RUN, option]);

  expect(err).toMatch(/TCPPROF:\d+:1 {2}warning UNKNOWN_STATEMENT/);
  expect(out).not.toMatch(/^\S+ {2}warning/m);
});
