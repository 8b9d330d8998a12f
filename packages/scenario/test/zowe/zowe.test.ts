/** `zowe:` of a scenario: which launchers run where, what the timeline does to them, and what is told of it. */
import { describe, expect, test } from "vitest";
import { resolutionOf, resolvedOf, runOf, type Files } from "../fixture.js";
import { withTimeline, zowePair } from "./fixture.js";

const codesOf = (files: Files): readonly string[] => resolutionOf(files).diagnostics.map(({ code }) => code);

const startsOf = (files: Files): readonly string[] =>
  resolvedOf(files).zowe.starts.map(({ system, configuration }) => `${system} ${configuration.instance.id}`);

describe("where launchers run", () => {
  test("each of haInstances runs on the system of its sysname", () => {
    expect(startsOf(zowePair())).toEqual(["SYSA lpar1", "SYSB lpar2"]);
  });

  test("a configuration without haInstances runs on the first system, as non-HA Zowe does", () => {
    const files = zowePair([], [[/haInstances[\s\S]*/.exec(zowePair()["zowe.yaml"] ?? "")?.[0] ?? "", ""]]);

    expect(startsOf(files)).toEqual(["SYSA sysa"]);
  });

  test("instances say it otherwise, with configurations and releases of their own", () => {
    const own =
      '{ config: zowe.yaml, release: "3.1", instances: [{ system: SYSB, haInstance: lpar1, release: "3.3" }] }';
    const files = zowePair([['{ config: zowe.yaml, release: "3.1" }', own]]);

    expect(startsOf(files)).toEqual(["SYSB lpar1"]);
    expect(resolvedOf(files).zowe.starts[0]?.configuration.release).toBe("3.3");
  });

  test("two of haInstances on one system are two launchers, whose jobs have one name", () => {
    const files = withTimeline(
      zowePair([], [["sysname: SYSB", "sysname: SYSA"]]),
      "{ at: 1m, fail: SYSA/lpar2/api-catalog }",
    );

    expect(startsOf(files)).toEqual(["SYSA lpar1", "SYSA lpar2"]);
    expect(codesOf(files)).not.toContain("UNKNOWN_ADDRESS_SPACE");
  });

  test("the files are told with what was read", () => {
    expect(resolvedOf(zowePair()).filesRead).toContainEqual({
      file: "zowe.yaml",
      what: "Zowe configuration",
    });
  });
});

describe("what is surprising in it", () => {
  test.each<readonly [string, Files]>([
    [
      "ZOWE_NO_SYSTEM",
      zowePair(
        [],
        [
          ["sysname: SYSA", "sysname: LPAR1"],
          ["sysname: SYSB", "sysname: LPAR2"],
        ],
      ),
    ],
    ["ZOWE_HOST_UNKNOWN", zowePair([["  sysb.example.com: 10.1.1.2\n", ""]])],
    // zowe-install-packaging#3870: HAINST forgotten on every system, all register under the DVIPA.
    [
      "ZOWE_SAME_HOSTNAME",
      zowePair([['release: "3.1" }', 'release: "3.1", instances: [{ system: SYSA }, { system: SYSB }] }']]),
    ],
    // zowe-install-packaging#4367: HAINST is lower-cased, and the key is looked up as it stands.
    ["ZOWE_INSTANCE_NOT_FOUND", zowePair([], [["  lpar2:", "  LPAR2:"]])],
    ["ZOWE_PATH_NOT_ROUTED", zowePair([["/apicatalog/ui/v1", "/apicatalog"]])],
    ["CLIENT_PORT_UNSERVED", zowePair([[":7554/apicatalog", ":7999/apicatalog"]])],
    ["UNKNOWN_ADDRESS_SPACE", withTimeline(zowePair(), "{ at: 1m, fail: SYSA/ZWESLSTC/gatewya }")],
    ["ZW_FILE_UNREADABLE", zowePair([["config: zowe.yaml", "config: other.yaml"]])],
  ])("%s", (code, files) => {
    expect(codesOf(files)).toContain(code);
  });

  test("a sound pair surprises nobody about Zowe", () => {
    expect(codesOf(zowePair()).filter((code) => code.startsWith("ZOWE_"))).toEqual([]);
  });

  test("nor does an instance beside another one, on the same host and without a Gateway of its own", () => {
    // As in the example file of Zowe 3, whose lpar2b adds to lpar2a.
    const second =
      "  lpar2b: { hostname: sysb.example.com, sysname: SYSB, components: { gateway: { enabled: false }, discovery: { enabled: false } } }\n";
    const files = zowePair();
    const resolved = { ...files, "zowe.yaml": `${files["zowe.yaml"] ?? ""}${second}` };

    expect(startsOf(resolved)).toEqual(["SYSA lpar1", "SYSB lpar2", "SYSB lpar2b"]);
    expect(codesOf(resolved).filter((code) => code.startsWith("ZOWE_"))).toEqual([]);
  });

  test("from release 3.3 on, keys are found whatever their case", () => {
    // @source zowe-install-packaging#4370: the first key whose lower-case form equals the id.
    const files = zowePair([['release: "3.1"', 'release: "3.3"']], [["  lpar2:", "  LPAR2:"]]);

    expect(codesOf(files)).not.toContain("ZOWE_INSTANCE_NOT_FOUND");
  });
});

describe("what the timeline does", () => {
  test("a crashed component is started anew after the first interval, 1 s", () => {
    // @source zowe/launcher: restart intervals 1, 1, 1, 5, 5, 10, 20, 60, 120, 240 s.
    const { zowe } = runOf(withTimeline(zowePair(), "{ at: 2m, fail: SYSA/ZWESLSTC/api-catalog }"));
    const turns = zowe?.turns.filter(({ at, name }) => at > 0 && name === "SYSA/ZWE1SV/api-catalog") ?? [];

    expect(turns[0]).toMatchObject({ at: 120, to: "down", why: "crash" });
    expect(turns[1]?.to).toBe("starting");
    // Noticed 0 to 3 s after its last line, then the interval.
    expect(turns[1]?.at).toBeGreaterThanOrEqual(121);
    expect(turns[1]?.at).toBeLessThanOrEqual(124.1);
  });

  test("one whose starts fail is given up after the eleventh death, and heal mends the starts only", () => {
    const files = withTimeline(
      zowePair([["duration: 5m", "duration: 30m"]]),
      "{ at: 2m, fail: SYSA/ZWESLSTC/api-catalog, restarts: fail, exitCode: 112 }",
      "{ at: 20m, heal: SYSA/ZWESLSTC/api-catalog }",
      "{ at: 21m, start: SYSA/ZWESLSTC/api-catalog }",
    );
    const { zowe } = runOf(files);

    expect(zowe?.metrics).toMatchObject({ givenUp: 1, starts: 11 });
    expect(zowe?.sysprint.filter(({ id }) => id === "ZWEL0004I")).toHaveLength(11);
    // A wait status: the exit code in the second byte, 112 × 256.
    expect(zowe?.sysprint.find(({ id }) => id === "ZWEL0004I")?.text).toMatch(/status = 28672$/);
  });

  test("P and S of the launcher take all of its components down and up", () => {
    const files = withTimeline(
      zowePair(),
      '{ at: 1m, command: "P ZWESLSTC", on: SYSB }',
      "{ at: 2m, start: SYSB/ZWESLSTC }",
    );
    const { zowe, timeline } = runOf(files);
    const ready = zowe?.turns.filter(({ at, to }) => at > 120 && to === "ready").map(({ name }) => name);

    expect(timeline.filter(({ refusal }) => refusal !== undefined)).toEqual([]);
    expect([...(ready ?? [])].sort()).toEqual(
      ["api-catalog", "discovery", "gateway", "zaas"].map((id) => `SYSB/ZWE1SV/${id}`),
    );
  });

  test.each([
    ["{ at: 1m, start: SYSA/ZWESLSTC }", "is started already"],
    ["{ at: 1m, start: SYSA/ZWESLSTC/gateway }", "is started already"],
    ["{ at: 1m, hang: SYSA/ZWESLSTC }", "is not simulated"],
    ['{ at: 1m, command: "F IZUSVRA,APPL=DISP", on: SYSA }', "is no launcher of Zowe"],
  ])("%s: %s", (entry, why) => {
    expect(runOf(withTimeline(zowePair(), entry)).timeline[0]?.refusal).toContain(why);
  });
});

describe("what is measured", () => {
  test("a service is named as its users name it, or as the client says", () => {
    expect(Object.keys(runOf(zowePair()).services)).toEqual(["api-catalog"]);
    const named = zowePair([["name: catalog", "name: catalog, service: cli"]]);
    expect(Object.keys(runOf(named).services)).toEqual(["cli"]);
  });

  test("the loss of a system leaves entries behind that nobody serves", () => {
    const files = withTimeline(zowePair([["duration: 5m", "duration: 20m"]]), "{ at: 2m, fail: SYSB }");
    const { zowe } = runOf(files);

    // Gateway, Discovery, ZAAS and Catalog of SYSB, until the end: self-preservation lets nothing be evicted.
    expect(zowe?.metrics).toMatchObject({ staleEntries: 4, staleEntriesAtEnd: 4, evictions: 0 });
    expect(zowe?.metrics["staleTime"]).toBe(18 * 60);
  });
});

describe("certificates", () => {
  const expiring = zowePair([["duration: 5m", "duration: 5m\ncertificates: { all: { expiresAfter: 2m } }"]]);

  test("clients refuse one that has expired, from the instant at which it has", () => {
    const requests = runOf(expiring).services["api-catalog"]?.requests;

    // A request a second, sent in the first 120 s, of 300 s: 120 to 122 of them get an answer.
    expect(requests?.succeeded).toBeGreaterThanOrEqual(118);
    expect(requests?.succeeded).toBeLessThanOrEqual(122);
    expect(requests?.byFailure["tls"]).toBe(requests?.failed);
  });

  test("a rotation in time, with a restart of each launcher, keeps them from it", () => {
    const files = withTimeline(
      zowePair([["duration: 5m", "duration: 20m\ncertificates: { all: { expiresAfter: 15m } }"]]),
      "{ at: 1m, rotate: all }",
      "{ at: 2m, stop: SYSB/ZWESLSTC }",
      "{ at: 3m, start: SYSB/ZWESLSTC }",
      "{ at: 7m, stop: SYSA/ZWESLSTC }",
      "{ at: 8m, start: SYSA/ZWESLSTC }",
    );

    expect(runOf(files).services["api-catalog"]?.requests.byFailure["tls"]).toBeUndefined();
  });

  test("a rotation of what is not there is told", () => {
    const { timeline } = runOf(withTimeline(zowePair(), "{ at: 1m, rotate: lpar9 }"));

    expect(timeline[0]?.refusal).toContain("lpar9 has no certificates; all, SYSA, lpar1, SYSB, lpar2");
  });
});

describe("an update without downtime", () => {
  const levels = `{ config: zowe.yaml, release: "3.1", instances: [
    { system: SYSA, haInstance: lpar1 }, { system: SYSB, haInstance: lpar2 },
    { system: SYSA, haInstance: lpar1, config: new.yaml, upAtStart: false },
    { system: SYSB, haInstance: lpar2, config: new.yaml, upAtStart: false } ] }`;
  const pair = zowePair([
    ['{ config: zowe.yaml, release: "3.1" }', levels],
    ["duration: 5m", "duration: 20m"],
  ]);
  const files: Files = {
    ...pair,
    "new.yaml": (pair["zowe.yaml"] ?? "").replace(
      "  externalPort",
      "  job: { name: ZWE2SV }\n  externalPort",
    ),
  };
  const updated = withTimeline(
    files,
    "{ at: 2m, update: SYSB/ZWE1SV, to: SYSB/ZWE2SV }",
    "{ at: 2m, update: SYSA/ZWE1SV, to: SYSA/ZWE2SV }",
  );

  test("goes system by system: quiesce, stop, start, registries, resume", () => {
    const { zowe, messages, timeline } = runOf(updated);
    const launchers = zowe?.turns.filter(({ name, at }) => at > 0 && /ZWE\dSV$/.test(name)) ?? [];
    const commands = messages
      .filter(({ id }) => id === "EZZ0060I")
      .map(({ system, text }) => `${system} ${text}`);

    expect(timeline.filter(({ refusal }) => refusal !== undefined)).toEqual([]);
    expect(launchers.map(({ name, to }) => `${name} ${to}`)).toEqual([
      "SYSB/ZWE1SV stopping",
      "SYSB/ZWE1SV down",
      "SYSB/ZWE2SV preparing",
      "SYSB/ZWE2SV running",
      "SYSA/ZWE1SV stopping",
      "SYSA/ZWE1SV down",
      "SYSA/ZWE2SV preparing",
      "SYSA/ZWE2SV running",
    ]);
    expect(
      commands.map((text) => /^(\S+).*(QUIESCE|RESUME),PORT=7554/.exec(text)?.slice(1).join(" ")),
    ).toEqual(["SYSB QUIESCE", "SYSB RESUME", "SYSA QUIESCE", "SYSA RESUME"]);
  });

  test("nobody who opens a connection is refused by a Gateway that is stopped", () => {
    // @source Zowe docs, upgrading without downtime: QUIESCE diverts new connections before the stop.
    expect(runOf(updated).services["api-catalog"]?.requests.byFailure["refused"]).toBe(0);
  });
});
