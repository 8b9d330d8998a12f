import { minutes, seconds, START, after } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { formatPosition } from "@sysplex/sysplex";
import { printScenario, readScenario } from "../../src/file/index.js";
import {
  TWO_SYSTEMS,
  changed,
  diagnosticsOf,
  format,
  hostOf,
  read,
  sourceOf,
  withEntry,
  withoutRanges,
} from "./fixture.js";

/** The least that can be asked. */
const SMALLEST = `
scenario: smallest
title: Does one system answer?
duration: 10m
sysplex: { systems: { SYSA: { tcpip: TCPPROF, processors: shared } } }
hosts: { z: 10.1.1.1 }
clients: [{ name: rest, request: GET https://z/zosmf/info, arrivals: every 1s }]
`;

describe("a scenario file", () => {
  test("is read with its quantities in units", () => {
    const scenario = read(TWO_SYSTEMS);

    expect(scenario).toMatchObject({
      name: "zosmf-lpar-loss",
      seed: "1",
      duration: minutes(20),
      warmup: minutes(1),
      probe: { every: seconds(1) },
      hosts: [{ name: "zosmf.example.com", address: "10.1.1.100" }],
      files: ["scenario.yaml"],
    });
    expect(scenario.clients).toMatchObject([
      {
        name: "rest",
        service: "zosmf",
        request: { method: "GET", scheme: "https", host: "zosmf.example.com", port: 443 },
        arrivals: { kind: "poisson", perSecond: 20 },
        timeout: seconds(30),
        retry: { attempts: 3, backoff: seconds(1) },
        connections: { kind: "keepAlive", pool: 10, idle: seconds(30) },
        os: "windows",
      },
    ]);
  });

  test("declares its systems in the order of their IPL", () => {
    const { sysplex } = read(TWO_SYSTEMS);

    expect(sysplex).toMatchObject({
      couple: { path: "configs/COUPLE00" },
      sfm: { path: "configs/SFMPOL01" },
      operator: { replyAfter: minutes(3), removes: "SYSB" },
      couplingFacilities: ["CF01"],
    });
    expect(sysplex.systems).toMatchObject([
      { name: "SYSA", clone: "SA", processors: "dedicated", zosmf: [{ path: "configs/IZUPRM0A" }] },
      {
        name: "SYSB",
        processors: "shared",
        zosmf: [{ path: "configs/IZUPRM00" }, { path: "configs/IZUPRM0B" }],
      },
    ]);
  });

  test("keeps the spelling of what only looks like a number", () => {
    const system = read(TWO_SYSTEMS).sysplex.systems[1];

    expect(system).toMatchObject({ clone: "01", symbols: { IPHOST: "10.1.1.2", LEVEL: "007" } });
    expect(read(changed("seed: 1", "seed: 0x10")).seed).toBe("0x10");
  });

  test("orders its timeline by time, and entries of one instant as they are written", () => {
    const text = changed(
      "  - { at: 12m, ipl: SYSA }",
      "  - { at: 12m, ipl: SYSA }\n  - { at: 5m, stop: SYSB/TCPIP }",
    );

    expect(read(text).timeline.map((entry) => entry.text)).toEqual([
      "stop SYSB/TCPIP",
      "fail SYSA",
      "ipl SYSA",
    ]);
    expect(read(text).timeline[0]?.at).toBe(after(START, minutes(5)));
  });

  test("says where each file, system and expectation stands", () => {
    const { sysplex, expectations, parameters } = read(TWO_SYSTEMS);

    expect(sysplex.couple && formatPosition(sysplex.couple.range)).toBe("scenario.yaml:10:11");
    expect(sysplex.systems.map(({ range }) => range.start.line)).toEqual([16, 17]);
    expect(expectations.map(({ range }) => range.start.line)).toEqual([48, 49]);
    expect(parameters).toMatchObject([
      { name: "zosmf.serverStart", raw: "4m", nameRange: { start: { line: 41 } } },
    ]);
  });

  test("may leave out nearly everything", () => {
    const scenario = read(SMALLEST);

    expect(scenario).toMatchObject({
      seed: "1",
      warmup: 0,
      sysplex: { name: "PLEX1", statusDetection: false, couplingFacilities: ["CF01"] },
      probe: { every: seconds(1) },
      timeline: [],
      expectations: [],
    });
    expect(scenario.sysplex.operator).toBeUndefined();
    expect(scenario.sysplex.systems).toMatchObject([{ clone: "SA", zosmf: [], upAtStart: true }]);
    expect(scenario.clients).toMatchObject([
      {
        timeout: seconds(30),
        retry: { attempts: 1, backoff: 0 },
        connections: { kind: "perRequest" },
        os: "linux",
        auth: "basic",
        arrivals: { kind: "every", interval: seconds(1) },
      },
    ]);
  });

  test("may use anchors and aliases", () => {
    const text = SMALLEST.replace("SYSA: {", "SYSA: &system {").replace(
      "shared } }",
      "shared }, SYSB: *system }",
    );

    expect(read(text).sysplex.systems).toMatchObject([
      { name: "SYSA", tcpip: { path: "TCPPROF" } },
      { name: "SYSB", tcpip: { path: "TCPPROF" } },
    ]);
  });

  test("may have Windows line ends and a byte order mark", () => {
    expect(withoutRanges(read(`\uFEFF${TWO_SYSTEMS.replaceAll("\n", "\r\n")}`))).toEqual(
      withoutRanges(read(TWO_SYSTEMS)),
    );
  });

  test.each([
    ["GET https://10.1.1.1:8443/zosmf/info", { host: "10.1.1.1", port: 8443, path: "/zosmf/info" }],
    ["PUT http://[2001:DB8:0::1]/zosmf", { method: "PUT", scheme: "http", host: "2001:db8::1", port: 80 }],
    ["GET https://Z/zosmf?x=1", { host: "z", path: "/zosmf?x=1" }],
  ])("knows the parts of %s", (request, parts) => {
    const [client] = read(SMALLEST.replace("GET https://z/zosmf/info", `"${request}"`)).clients;

    expect(client).toMatchObject({ service: "zosmf", request: parts });
  });

  test.each([
    ["poisson 600/m", { kind: "poisson", perSecond: 10 }],
    ["constant 4/s", { kind: "every", interval: 250_000 }],
    ["every 1500ms", { kind: "every", interval: 1_500_000 }],
    ["poisson 0.5/h", { kind: "poisson", perSecond: 0.5 / 3600 }],
  ])("lets requests arrive %s", (arrivals, expected) => {
    expect(read(SMALLEST.replace("every 1s", arrivals)).clients[0]?.arrivals).toEqual(expected);
  });
});

describe("extends", () => {
  const parent = { "../ha/scenario.yaml": TWO_SYSTEMS };
  const child = (lines: string) => `extends: ../ha/scenario.yaml\nscenario: child\n${lines}`;

  test("changes single values and keeps the rest", () => {
    const scenario = read(child("sysplex: { operator: { replyAfter: 9m } }"), parent);

    expect(scenario).toMatchObject({ name: "child", duration: minutes(20) });
    expect(scenario.sysplex.operator).toEqual({ replyAfter: minutes(9), removes: "SYSB" });
    expect(scenario.sysplex.systems).toHaveLength(2);
    expect(scenario.files).toEqual(["scenario.yaml", "../ha/scenario.yaml"]);
  });

  test("replaces lists whole", () => {
    expect(
      read(child("timeline: [{ at: 6m, hang: SYSB }]"), parent).timeline.map(({ text }) => text),
    ).toEqual(["hang SYSB"]);
  });

  test("takes away what the nearer file leaves without a value", () => {
    const { sysplex, expectations } = read(
      child("sysplex: { sfm: , operator: , systems: { SYSB: } }\nexpect: { rest.availability: }"),
      parent,
    );

    expect(sysplex.sfm).toBeUndefined();
    expect(sysplex.operator).toBeUndefined();
    expect(sysplex.systems.map(({ name }) => name)).toEqual(["SYSA"]);
    expect(expectations.map(({ metric }) => metric)).toEqual(["zosmf.timeToFailover"]);
  });

  test("leaves paths relative to the file that wrote them", () => {
    const { sysplex } = read(
      child("sysplex: { sfm: ./policies/SFM2, couple: ../ha/configs/../COUPLE01 }"),
      parent,
    );

    expect(sysplex.sfm?.path).toBe("policies/SFM2");
    expect(sysplex.couple?.path).toBe("../ha/COUPLE01");
    expect(sysplex.systems[0]?.tcpip.path).toBe("../ha/configs/TCPPROF.SYSA");
    expect(sysplex.systems[0]?.tcpip.range.file).toBe("../ha/scenario.yaml");
  });

  test("goes on over several files, each seen from its own folder", () => {
    const texts = { ...parent, "../middle/a.yaml": "extends: ../ha/scenario.yaml\nseed: 2\nduration: 30m" };

    expect(read("extends: ../middle/a.yaml\nseed: 3", texts)).toMatchObject({
      seed: "3",
      duration: minutes(30),
      name: "zosmf-lpar-loss",
      files: ["scenario.yaml", "../middle/a.yaml", "../ha/scenario.yaml"],
    });
  });

  test("shows faults of the farther file where they stand", () => {
    const texts = { "../ha/scenario.yaml": changed("duration: 20m", "duration: 20") };
    const [fault] = diagnosticsOf(child("seed: 2"), texts);

    expect(fault && formatPosition(fault.range)).toBe("../ha/scenario.yaml:5:11");
  });
});

describe("a timeline entry without a verb", () => {
  test.each([
    ["fial: SYSA", "fial is no verb of a timeline entry (did you mean fail?); the verbs are fail, hang, "],
    ["stopp: SYSA", "stopp is no verb of a timeline entry (did you mean stop?); "],
    ["explode: SYSA", "explode is no verb of a timeline entry; "],
  ])("{ at: 2m, %s } is told with the word that stands there", (entry, text) => {
    const [found] = diagnosticsOf(withEntry(`{ at: 2m, ${entry} }`));

    expect(found?.code).toBe("NO_VERB");
    expect(found?.text.startsWith(text)).toBe(true);
  });
});

describe("a scenario with a fault", () => {
  const partsOf = (text: string) => readScenario(sourceOf(text), hostOf({})).parts;

  test("is not whole, and what is sound of it comes back beside the faults", () => {
    const faulty = changed("duration: 20m", "duration: soon").replace("at: 5m", "at: early");
    const { scenario, parts } = readScenario(sourceOf(faulty), hostOf({}));

    expect(scenario).toBeUndefined();
    expect(parts?.sysplex.systems.map(({ tcpip }) => tcpip.path)).toEqual([
      "configs/TCPPROF.SYSA",
      "configs/TCPPROF.SYSB",
    ]);
    expect(parts?.timeline.map(({ text }) => text)).toEqual(["ipl SYSA"]);
    expect(parts?.parameters.map(({ name }) => name)).toEqual(["zosmf.serverStart"]);
  });

  test("names no file where what it writes is no path", () => {
    const parts = partsOf(changed("zosmf: configs/IZUPRM0A", "zosmf: /etc/IZUPRM0A"));

    expect(parts?.sysplex.systems[0]?.zosmf.map(({ path }) => path)).toEqual([""]);
  });

  test("is nothing at all when it is no YAML", () => {
    expect(partsOf("a: [")).toBeUndefined();
  });

  test("a sound one has no parts", () => {
    expect(partsOf(TWO_SYSTEMS)).toBeUndefined();
  });
});

describe("all faults at once", () => {
  test("each with its own position, in the order of the file", () => {
    const text = changed("seed: 1", "sead: 1")
      .replace("duration: 20m", "duration: 20")
      .replace("processors: shared", "processors: sharde")
      .replace("fail: SYSA", "fail: SYSC")
      .replace("backoff: 1s", "backoff: soon")
      .replace("rest.availability", "rest.avialability");

    expect(diagnosticsOf(text).map(format)).toEqual([
      "4:1 UNKNOWN_KEY A scenario has no key sead (did you mean seed?)",
      "5:11 NO_UNIT duration: 20 has no unit; expected a duration above zero such as 20m",
      '20:19 BAD_VALUE sysplex.systems.SYSB.processors: expected dedicated or shared, found "sharde" (did you mean shared?)',
      '33:36 BAD_QUANTITY clients[1].retry.backoff: expected a duration such as 1s, found "soon"; units are d, h, m, s, ms and us',
      "45:21 UNKNOWN_SYSTEM SYSC is no system of this sysplex (did you mean SYSA?)",
      "49:3 UNKNOWN_METRIC There is no metric rest.avialability (did you mean rest.availability?)",
    ]);
  });

  test("one mistake is not reported twice", () => {
    expect(diagnosticsOf(changed("duration: 20m", "durration: 20m")).map(({ code }) => code)).toEqual([
      "UNKNOWN_KEY",
    ]);
    expect(diagnosticsOf(changed("processors: dedicated", "processors: 3")).map(({ code }) => code)).toEqual([
      "BAD_VALUE",
    ]);
    expect(diagnosticsOf(changed("poisson 20/s", "poisson 20")).map(({ code }) => code)).toEqual([
      "BAD_QUANTITY",
    ]);
  });
});

describe("a client that sends something", () => {
  const uploading = changed(
    "clients:\n",
    `clients:
  - name: upload
    request: PUT https://zosmf.example.com/zosmf/restfiles/ds/A.B
    arrivals: every 2m
    body: 20 MB
    uploadRate: 250 kB/s
    responseTimeout: 10m
`,
  );

  test("says how much, how fast, and how long it waits", () => {
    expect(read(uploading).clients[0]?.upload).toEqual({
      bytes: 20_000_000,
      bytesPerSecond: 250_000,
      limit: minutes(10),
    });
    expect(read(TWO_SYSTEMS).clients[0]).not.toHaveProperty("upload");
  });

  test("reads the same when printed", () => {
    const scenario = read(uploading);

    expect(withoutRanges(read(printScenario(scenario)))).toEqual(withoutRanges(scenario));
  });
});

describe("printing", () => {
  test("gives a file that reads the same", () => {
    const scenario = read(TWO_SYSTEMS);

    expect(withoutRanges(read(printScenario(scenario)))).toEqual(withoutRanges(scenario));
  });

  test("writes out what the scenario extends", () => {
    const text = "extends: ../ha/scenario.yaml\nseed: 5";
    const scenario = read(text, { "../ha/scenario.yaml": TWO_SYSTEMS });

    expect(withoutRanges(read(printScenario(scenario)))).toEqual(withoutRanges(scenario));
  });
});
