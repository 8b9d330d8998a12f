/** Why nobody serves, and what an unfinished failover went through, as the state of the models has it. */
import { describe, expect, test } from "vitest";
import type { FailoverResult, RunResult } from "../../src/index.js";
import { client, pairAskedBy, runOf, SOUND_PAIR, type Files } from "../fixture.js";

interface Setting {
  readonly timeline: readonly string[];
  /** By file: what stands there and what shall stand there. */
  readonly changes?: Readonly<Record<string, readonly (readonly [string, string])[]>>;
}

function filesOf({ timeline, changes = {} }: Setting): Files {
  const files = pairAskedBy([client()], timeline);
  for (const [file, replacements] of Object.entries(changes))
    for (const [from, to] of replacements) files[file] = (files[file] ?? "").replace(from, to);
  return files;
}

function resultOf(setting: Setting): RunResult {
  return runOf(filesOf(setting));
}

const serviceOf = ({ services }: RunResult) => Object.values(services)[0] ?? expect.fail("nobody asks");

function onlyFailover(setting: Setting): FailoverResult {
  const { failovers } = serviceOf(resultOf(setting));
  expect(failovers).toHaveLength(1);
  return failovers[0] as FailoverResult;
}

const reasonsOf = ({ explanation }: FailoverResult): string[] => explanation.map(({ because }) => because);

const NO_SFM = { "scenario.yaml": [["  sfm: SFMPOL01\n", ""]] } as const;

describe("nobody serves at the end of the run", () => {
  test("as every stack has a plain VIPABACKUP, which creates nothing", () => {
    const changes = { "TCPPROF.SYSA": [["VIPADEFINE 255.255.255.0", "VIPABACKUP 50"]] } as const;
    const { wasServed, unservedAtEnd, failovers } = serviceOf(resultOf({ timeline: [], changes }));

    expect({ wasServed, failovers }).toEqual({ wasServed: false, failovers: [] });
    expect(unservedAtEnd).toBe(
      "nobody owns 10.1.1.100: the plain VIPABACKUP of SYSA/TCPIP creates nothing; " +
        "the plain VIPABACKUP of SYSB/TCPIP creates nothing",
    );
  });

  test("as no living stack backs the address up", () => {
    const changes = { "TCPPROF.SYSB": [["  VIPABACKUP 100 10.1.1.100\n", ""]] } as const;
    const failover = onlyFailover({ timeline: ["{ at: 1m, fail: SYSA }"], changes });

    expect(reasonsOf(failover).at(-1)).toBe(
      "nobody owns 10.1.1.100: SYSA/TCPIP has VIPADEFINE, and SYSA does not run; no stack that is up backs it up",
    );
  });

  test("as the owner has left the group and the address went with it", () => {
    const timeline = [
      '{ at: 1m, command: "V TCPIP,,SYSPLEX,LEAVEGROUP", on: SYSA }',
      "{ at: 2m, fail: SYSB }",
    ];
    const { failovers } = serviceOf(resultOf({ timeline }));

    expect(reasonsOf(failovers.at(-1) as FailoverResult).at(-1)).toMatch(/SYSB does not run/);
  });

  test("as no target is available, each for a reason of its own", () => {
    const timeline = [
      '{ at: 1m, command: "V TCPIP,,SYSPLEX,QUIESCE,TARGET", on: SYSB }',
      "{ at: 2m, fail: SYSA/IZUSVRA }",
    ];
    expect(reasonsOf(onlyFailover({ timeline })).at(-1)).toBe(
      "SYSA/TCPIP owns 10.1.1.100, and no target of 10.1.1.100:443 is available: " +
        "SYSA/TCPIP: no listener (IZUSVRA is not started); SYSB/TCPIP is quiesced",
    );
  });

  test("as TCP/IP was stopped and started again, and the server does not open its port again", () => {
    const changes = {
      "scenario.yaml": [
        ["client.tlsHandshake: 0s", "client.tlsHandshake: 0s, zosmf.reopensPortAfterStackRestart: false"],
      ],
    } as const;
    const timeline = [
      "{ at: 30s, stop: SYSB/IZUSVRB }",
      '{ at: 1m, command: "P TCPIP", on: SYSA }',
      "{ at: 2m, start: SYSA/TCPIP }",
    ];
    expect(reasonsOf(onlyFailover({ timeline, changes })).at(-1)).toContain(
      "SYSA/TCPIP: no listener (IZUSVRA runs without its port, which it lost with TCP/IP and does not open again by itself)",
    );
  });

  test("as the address was not there when the server of the new owner bound to it: connections are refused", () => {
    // Without VIPADISTRIBUTE an address is on its owner only.
    const noDistribution = [
      /VIPADISTRIBUTE[\s\S]*?(?=ENDVIPADYNAMIC)/.exec(SOUND_PAIR["TCPPROF.SYSA"] ?? "")?.[0] ?? "",
      "",
    ] as const;
    const changes = { "TCPPROF.SYSA": [noDistribution], "TCPPROF.SYSB": [noDistribution] };

    expect(reasonsOf(onlyFailover({ timeline: ["{ at: 1m, fail: SYSA }"], changes })).at(-1)).toBe(
      "10.1.1.100 reaches SYSB/TCPIP, and no server listens on port 443 there " +
        "(IZUSVRB runs without its port: EADDRNOTAVAIL when it bound, CWWKO0221E): connections are refused",
    );
  });

  test("as a question waits for an answer, which it names", () => {
    const failover = onlyFailover({ timeline: ["{ at: 1m, fail: SYSA }"], changes: NO_SFM });

    expect(reasonsOf(failover).at(-1)).toBe(
      "SYSA/TCPIP still counts as the owner of 10.1.1.100, and SYSA does not run; " +
        "IXC402D with reply id 01 on SYSB waits for a reply, and nobody gives one",
    );
  });

  test("a question that was answered is not named, nor one about something else", () => {
    const timeline = [
      "{ at: 30s, stop: SYSB/IZUSVRB }",
      "{ at: 1m, fail: SYSA }",
      "{ at: 2m, reply: DOWN }",
      '{ at: 3m, command: "V XCF,SYSB,OFFLINE", on: SYSB }',
    ];
    const reasons = reasonsOf(onlyFailover({ timeline, changes: NO_SFM }));

    expect(reasons.at(-1)).toBe(
      "SYSB/TCPIP owns 10.1.1.100, and no target of 10.1.1.100:443 is available: " +
        "SYSA/TCPIP: SYSA does not run; SYSB/TCPIP: no listener (IZUSVRB is not started)",
    );
  });

  test("as there is no other system that could notice it", () => {
    const timeline = ["{ at: 1m, fail: SYSB }", "{ at: 2m30s, fail: SYSA }"];
    const { failovers } = serviceOf(resultOf({ timeline }));

    expect(reasonsOf(failovers.at(-1) as FailoverResult).at(-1)).toContain(
      "no other system runs that could take notice of it",
    );
  });
});

test("an unfinished failover tells the isolation, the partitioning and the take-over that did happen", () => {
  const timeline = ["{ at: 30s, stop: SYSB/IZUSVRB }", "{ at: 1m, fail: SYSA }"];
  const { explanation } = onlyFailover({ timeline });

  expect(explanation.map(({ phase, because }) => `${phase}: ${because}`)).toEqual([
    expect.stringMatching(/^detect: SYSA misses its status updates for 45s/),
    "decide: SYSA is isolated through a coupling facility",
    "decide: SYSA is partitioned from the sysplex (IXC105I)",
    "move: SYSB/TCPIP takes 10.1.1.100 over",
    expect.stringMatching(/^move: SYSB\/TCPIP owns 10\.1\.1\.100, and no target/),
  ]);
});

describe("what hung and runs on", () => {
  test("before anybody noticed: nobody knew", () => {
    const failover = onlyFailover({ timeline: ["{ at: 1m, hang: SYSA }", "{ at: 90s, heal: SYSA }"] });

    expect(failover).toMatchObject({ kind: "recovery", from: "SYSA", to: "SYSA", noticedBy: "nobody" });
    expect(reasonsOf(failover)[0]).toBe("until SYSA runs on by itself: nobody had taken notice");
    expect(failover.phases).toMatchObject({ detect: 30, decide: 0, move: 0 });
  });

  test("while the operator was asked: nothing had been decided", () => {
    const failover = onlyFailover({
      timeline: ["{ at: 1m, hang: SYSA }", "{ at: 2m, heal: SYSA }"],
      changes: NO_SFM,
    });

    expect(failover).toMatchObject({ kind: "recovery", noticedBy: "sysplex" });
    expect(reasonsOf(failover).slice(0, 3)).toEqual([
      expect.stringMatching(/^SYSA misses its status updates/),
      "until IXC402D asks the operator: OPNOTIFY(+3), the default",
      "until SYSA runs on by itself: nothing had been decided",
    ]);
  });

  test("a server that runs on is no switch either", () => {
    const timeline = [
      '{ at: 30s, command: "V TCPIP,,SYSPLEX,QUIESCE,TARGET", on: SYSB }',
      "{ at: 1m, hang: SYSA/IZUSVRA }",
      "{ at: 80s, heal: SYSA/IZUSVRA }",
    ];
    expect(reasonsOf(onlyFailover({ timeline }))[0]).toBe(
      "until SYSA/IZUSVRA runs on by itself: nobody had taken notice",
    );
  });
});

test("a system that hangs and signals serves until it is fenced: the cause has an instant of its own", () => {
  const changes = { SFMPOL01: [["ISOLATETIME(0)", "ISOLATETIME(0) SSUMLIMIT(30)"]] } as const;
  const failover = onlyFailover({ timeline: ["{ at: 1m, hang: SYSA, signalling: true }"], changes });

  // 45 s + SSUMLIMIT(30) + the fence, 2 s.
  expect(failover).toMatchObject({ cause: "hang SYSA", causedAt: 60, at: 137 });
  expect(reasonsOf(failover)[0]).toMatch(
    /SYSA served until it was stopped.*SSUMLIMIT\(30\) behind its interval of 45s/,
  );
});

test("a start that comes to nothing is told, with what stood in its way; the message says only that it ended", () => {
  const timeline = [
    "{ at: 1m, stop: SYSA/IZUSVRA }",
    "{ at: 80s, stop: SYSA/IZUANG1 }",
    "{ at: 90s, start: SYSA/IZUSVRA }",
  ];
  const { remarks, messages } = resultOf({ timeline });

  expect(remarks).toEqual([
    { at: 90, system: "SYSA", what: "SYSA/IZUSVRA does not start: angel SYSA/IZUANG1 is not up" },
  ]);
  expect(messages.filter(({ id, at }) => id === "$HASP395" && at === 90).map(({ text }) => text)).toEqual([
    "IZUSVRA ENDED",
  ]);
});

test("messages have the standing of their wording, and WTORs the id that a reply names", () => {
  const { messages } = resultOf({
    timeline: ["{ at: 1m, fail: SYSA }", "{ at: 2m, reply: DOWN }"],
    changes: NO_SFM,
  });
  const first = (wanted: string) => messages.find(({ id }) => id === wanted);

  expect(first("IXC402D")).toMatchObject({ replyId: 1, standing: "own wording" });
  expect(first("IEE600I")).toMatchObject({ text: "REPLY TO 01 IS;DOWN", standing: "recalled" });
  expect(first("IXC101I")).toMatchObject({
    text: "SYSPLEX PARTITIONING IN PROGRESS FOR SYSA REQUESTED BY *MASTER*. REASON: STATUS UPDATE MISSING",
    standing: "documented in part",
  });
});

test("time to failover and phases count failovers and recoveries, the two counts keep them apart", () => {
  const expected = [
    "  zosmf.timeToFailover: 30s..32s\n",
    "  zosmf.phases.detect: = 30s\n",
    "  zosmf.failovers: = 0\n",
    "  zosmf.recoveries: = 1\n",
  ];
  const files = filesOf({ timeline: ["{ at: 1m, hang: SYSA }", "{ at: 90s, heal: SYSA }"] });
  const scenario = `${files["scenario.yaml"] ?? ""}expect:\n${expected.join("")}`;

  expect(runOf({ ...files, "scenario.yaml": scenario }).expectations.map(({ ok }) => ok)).toEqual([
    true,
    true,
    true,
    true,
  ]);
});

test("a question that is asked again names the reply that put it off", () => {
  const timeline = ["{ at: 1m, fail: SYSA }", "{ at: 2m, reply: INTERVAL=60 }", "{ at: 200s, reply: DOWN }"];

  expect(reasonsOf(onlyFailover({ timeline, changes: NO_SFM }))).toContain(
    "until IXC402D asks again: the operator had replied INTERVAL=60",
  );
});
