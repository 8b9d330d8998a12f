/** What is surprising in a configuration as a whole. Every row of the table is provoked. */
import { describe, expect, test } from "vitest";
import { findingRows } from "../../src/index.js";
import { clusterFiles } from "../kubernetes/fixture.js";
import { withTimeline, zowePair } from "../zowe/fixture.js";
import { zoweProvocations } from "./zowe-provocations.js";
import { pairWith, resolutionOf, resolvedOf, SOUND_PAIR, type Files } from "../fixture.js";

type Row = keyof typeof findingRows;

const SCENARIO = "scenario.yaml";

const DISTRIBUTE = `  VIPADISTRIBUTE DEFINE DISTM HOTSTANDBY 10.1.1.100
    PORT 443 DESTIP
      10.1.2.1  PREFERRED
      10.1.2.2  BACKUP
`;

const TARGET_CONTROLLED = [
  ["HOTSTANDBY", "TARGCONTROLLED"],
  ["  PREFERRED", ""],
  ["  BACKUP", ""],
] as const;

/** The pair, with another port of the same DVIPA distributed by SYSA. */
function withTelnet(distribute: string): Files {
  const statement = `  ${distribute} 10.1.1.100 PORT 23 DESTIP 10.1.2.1 10.1.2.2\nENDVIPADYNAMIC`;
  return pairWith({ "TCPPROF.SYSA": [["ENDVIPADYNAMIC", statement]] });
}

/** The pair with dedicated processors, from which z/OS derives 45 s, and a COUPLExx member. */
function withCouple(keywords: string): Files {
  const files = pairWith({ [SCENARIO]: [["  sfm: SFMPOL01", "  sfm: SFMPOL01\n  couple: COUPLE00"]] });
  return { ...files, COUPLE00: `COUPLE PCOUPLE(SYS1.XCF.CDS01) ${keywords}\n` };
}

/** How each row comes about: the pair with one thing changed, and the file that carries the finding. */
const provocations: Readonly<Record<Row, readonly [Files, string]>> = {
  ...zoweProvocations,
  UNKNOWN_CLUSTER_OBJECT: [clusterFiles({ timeline: ["{ at: 1m, fail: pod gatewy-0 }"] }), SCENARIO],
  ZOWE_NO_SYSTEM: [
    zowePair(
      [],
      [
        ["sysname: SYSA", "sysname: LPAR1"],
        ["sysname: SYSB", "sysname: LPAR2"],
      ],
    ),
    SCENARIO,
  ],
  ZOWE_HOST_UNKNOWN: [zowePair([["  sysb.example.com: 10.1.1.2\n", ""]]), SCENARIO],
  ZOWE_ZOSMF_NOT_THERE: [zowePair([], [["port: 443", "port: 10443"]]), SCENARIO],
  UNKNOWN_NAME_SERVER: [
    withTimeline(
      {
        ...pairWith({ [SCENARIO]: [["zosmf: IZUPRM0B", "zosmf: IZUPRM0B, tcpipData: TCPDATA"]] }),
        TCPDATA: "NSINTERADDR 10.1.1.53\n",
      },
      "{ at: 1m, fail: name-server 10.1.1.54 }",
    ),
    SCENARIO,
  ],
  ZOWE_SAME_HOSTNAME: [
    zowePair([['release: "3.1" }', 'release: "3.1", instances: [{ system: SYSA }, { system: SYSB }] }']]),
    SCENARIO,
  ],
  ZOWE_INSTANCE_NOT_FOUND: [zowePair([], [["  lpar2:", "  LPAR2:"]]), SCENARIO],
  ZOWE_PATH_NOT_ROUTED: [zowePair([["/apicatalog/ui/v1", "/apicatalog"]]), SCENARIO],
  TWO_VIPADEFINES: [
    pairWith({ "TCPPROF.SYSB": [["VIPABACKUP 100", "VIPADEFINE 255.255.255.0"]] }),
    "TCPPROF.SYSB",
  ],
  NO_VIPABACKUP: [
    pairWith({
      "TCPPROF.SYSB": [
        ["  VIPABACKUP 100 10.1.1.100\n", ""],
        [DISTRIBUTE, ""],
      ],
    }),
    "TCPPROF.SYSA",
  ],
  BACKUP_WITHOUT_DISTRIBUTE: [pairWith({ "TCPPROF.SYSB": [[DISTRIBUTE, ""]] }), "TCPPROF.SYSB"],
  TARGET_UNKNOWN: [
    pairWith({ "TCPPROF.SYSA": [["10.1.2.2  BACKUP", "10.1.1.2  BACKUP"]] }), // The home address.
    "TCPPROF.SYSA",
  ],
  PORT_NOT_SERVED: [pairWith({ "TCPPROF.SYSA": [["PORT 443 DESTIP", "PORT 10443 DESTIP"]] }), "TCPPROF.SYSA"],
  ADDRESS_TWICE: [
    pairWith({ "TCPPROF.SYSB": [["DYNAMICXCF 10.1.2.2", "DYNAMICXCF 10.1.2.1"]] }),
    "TCPPROF.SYSB",
  ],
  PREFERRED_DIFFERS: [
    pairWith({
      "TCPPROF.SYSB": [
        ["10.1.2.1  PREFERRED", "10.1.2.1  BACKUP"],
        ["10.1.2.2  BACKUP", "10.1.2.2  PREFERRED"],
      ],
    }),
    "TCPPROF.SYSB",
  ],
  SERVER_PORT_DIFFERS: [pairWith({ IZUPRM0B: [["PORT(443)", "PORT(10443)"]] }), "IZUPRM0B"],
  SERVER_SECURITY_DIFFERS: [
    pairWith({ IZUPRM0B: [["AUTOSTART(LOCAL)", "AUTOSTART(LOCAL)\nSAF_PREFIX('IZUDFLB')"]] }),
    "IZUPRM0B",
  ],
  DVIPA_NOT_ON_SYSTEM: [
    pairWith({ "TCPPROF.SYSA": [["      10.1.2.2  BACKUP", "      10.1.2.3  BACKUP"]] }),
    "IZUPRM0B",
  ],
  ONE_SERVER_ONLY: [pairWith({ [SCENARIO]: [[", zosmf: IZUPRM0B", ""]] }), SCENARIO],
  SYSPLEX_NAME_DIFFERS: [withCouple("SYSPLEX(PLEX2)"), "COUPLE00"],
  INTERVAL_OVERRULED: [withCouple("INTERVAL(30)"), "COUPLE00"],
  USERINTERVAL_SHORT: [withCouple("INTERVAL(30)\nFUNCTIONS ENABLE(USERINTERVAL)"), "COUPLE00"],
  OPNOTIFY_STRETCHED: [withCouple("OPNOTIFY(30)"), "COUPLE00"],
  SHARED_AUTOSTART_GROUP: [pairWith({ IZUPRM0B: [["'IZUDFLB'", "'IZUDFLA'"]] }), "IZUPRM0B"],
  SHARED_USER_DIR: [pairWith({ IZUPRM0B: [["/zosmfb'", "/zosmfa'"]] }), "IZUPRM0B"],
  CONNECT_IS_NO_STANDBY: [pairWith({ IZUPRM0B: [["AUTOSTART(LOCAL)", "AUTOSTART(CONNECT)"]] }), "IZUPRM0B"],
  HOSTNAME_UNRESOLVED: [pairWith({ IZUPRM0B: [["zosmf.example", "sysb.example"]] }), "IZUPRM0B"],
  HOSTNAME_NOT_DVIPA: [
    pairWith({
      IZUPRM0B: [["zosmf.example", "sysb.example"]],
      [SCENARIO]: [["hosts: {", "hosts: { sysb.example.com: 10.1.1.2,"]],
    }),
    "IZUPRM0B",
  ],
  OPERATOR_BOUND: [pairWith({ [SCENARIO]: [["sfm: SFMPOL01", "operator: { replyAfter: 3m }"]] }), SCENARIO],
  NOBODY_ANSWERS: [pairWith({ SFMPOL01: [["ISOLATETIME(0)", "PROMPT"]] }), SCENARIO],
  NOT_HA_SUPPORTED: [pairWith({ [SCENARIO]: [["restjobs/jobs", "workflow/rest/1.0/workflows"]] }), SCENARIO],
  // 5,000/s × 3 × 100 s is 1.5 million, and five minutes are long enough for that.
  TOO_MANY_REQUESTS: [
    pairWith({
      [SCENARIO]: [["arrivals: every 1s", "arrivals: poisson 5000/s, timeout: 100s, retry: { attempts: 3 }"]],
    }),
    SCENARIO,
  ],
  UNKNOWN_OPERATION: [
    pairWith({ [SCENARIO]: [["restjobs/jobs", "restjobs/nothing/of/the/kind"]] }),
    SCENARIO,
  ],
  // 9 h are 540 min; an LTPA token is good for 500.
  JWT_OUTLIVES_LTPA: [
    zowePair(
      [],
      [
        [
          "gateway: { enabled: true, port: 7554 }",
          "gateway: { enabled: true, port: 7554, apiml: { security: { auth: { zosmf: { jwtAutoconfiguration: ltpa }, tokenProperties: { expirationInSeconds: 32400 } } } } }",
        ],
      ],
    ),
    SCENARIO,
  ],
  TOKEN_NOT_TAKEN: [
    pairWith({ [SCENARIO]: [["arrivals: every 1s", "arrivals: every 1s, auth: pat"]] }),
    SCENARIO,
  ],
  METHOD_NOT_SIMULATED: [pairWith({ "TCPPROF.SYSA": TARGET_CONTROLLED }), "TCPPROF.SYSA"],
  METHOD_LEFT_OUT: [withTelnet("VIPADISTRIBUTE DISTMETHOD TARGCONTROLLED"), "TCPPROF.SYSA"],
  TIER_NOT_SIMULATED: [pairWith({ "TCPPROF.SYSA": [["VIPADEFINE ", "VIPADEFINE TIER1 "]] }), "TCPPROF.SYSA"],
  TIER_LEFT_OUT: [
    pairWith({
      "TCPPROF.SYSA": [["ENDVIPADYNAMIC", "  VIPADEFINE TIER1 255.255.255.0 10.1.1.101\nENDVIPADYNAMIC"]],
    }),
    "TCPPROF.SYSA",
  ],
  VIPARANGE_NOT_SIMULATED: [
    pairWith({ "TCPPROF.SYSA": [["ENDVIPADYNAMIC", "  VIPARANGE 255.255.255.0 10.1.3.0\nENDVIPADYNAMIC"]] }),
    "TCPPROF.SYSA",
  ],
  FILE_UNREADABLE: [pairWith({ [SCENARIO]: [["IZUPRM0B", "IZUPRM0X"]] }), SCENARIO],
  CLIENT_PORT_UNSERVED: [pairWith({ [SCENARIO]: [[".com/zosmf", ".com:10443/zosmf"]] }), SCENARIO],
  UNKNOWN_ADDRESS_SPACE: [
    { ...SOUND_PAIR, [SCENARIO]: `${SOUND_PAIR[SCENARIO]}timeline: [{ at: 1m, fail: SYSA/IZUSVRX }]\n` },
    SCENARIO,
  ],
  COMMAND_NOT_SIMULATED: [
    { ...SOUND_PAIR, [SCENARIO]: `${SOUND_PAIR[SCENARIO]}timeline: [{ at: 1m, command: D A, on: SYSA }]\n` },
    SCENARIO,
  ],
  CLIENT_ADDRESS_UNKNOWN: [
    pairWith({ [SCENARIO]: [["https://zosmf.example.com/", "https://10.9.9.9/"]] }),
    SCENARIO,
  ],
};

function codesOf(files: Files): string[] {
  return resolutionOf(files).diagnostics.map(({ code }) => code);
}

test("a sound pair has no surprise", () => {
  expect(resolutionOf(SOUND_PAIR).diagnostics).toEqual([]);
});

describe.each(Object.entries(provocations))("%s", (row, [files, file]) => {
  const { severity } = findingRows[row as Row];
  const { resolved, diagnostics } = resolutionOf(files);
  const found = diagnostics.filter(({ code }) => code === row);

  test("is found, where a person would look for it", () => {
    const isToldOfEach = row in zoweProvocations; // Each instance of Zowe has what is wrong with it.
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThanOrEqual(isToldOfEach ? 2 : 1);
    for (const one of found) expect(one).toMatchObject({ severity, range: { file } });
    expect(found[0]?.range.start.line).toBeGreaterThan(0);
  });

  test(severity === "error" ? "stops the run" : "stops nothing: the models do as z/OS does", () => {
    expect(resolved === undefined).toBe(severity === "error");
  });
});

describe("what is not simulated", () => {
  test("is left out of the model: another method on another port does not disturb hot standby", () => {
    const distributions = resolvedOf(withTelnet("VIPADISTRIBUTE DISTMETHOD TARGCONTROLLED")).tcpip.stacks[0]
      ?.profile.distributions;
    expect(distributions?.map(({ method, ports }) => [method, ports[0]?.first])).toEqual([
      ["HOTSTANDBY", 443],
    ]);
  });

  test("is refused where a client asks for it, also when an OBEYFILE brings it", () => {
    const entry = "timeline: [{ at: 1m, obeyfile: NEW, on: SYSA/TCPIP }]\n";
    const obey = (port: number): Files => ({
      ...SOUND_PAIR,
      [SCENARIO]: `${SOUND_PAIR[SCENARIO]}${entry}`,
      NEW: `VIPADYNAMIC\nVIPADISTRIBUTE DISTMETHOD TARGCONTROLLED 10.1.1.100 PORT ${port} DESTIP ALL\nENDVIPADYNAMIC\n`,
    });
    expect(codesOf(obey(23))).toEqual(["METHOD_LEFT_OUT"]);
    expect(codesOf(withTelnet("VIPADISTRIBUTE DISTMETHOD TARGCONTROLLED"))).toEqual(["METHOD_LEFT_OUT"]);
    expect(codesOf(pairWith({ "TCPPROF.SYSA": TARGET_CONTROLLED }))).toContain("METHOD_NOT_SIMULATED");
  });
});

describe("ports", () => {
  test("several VIPADISTRIBUTE with ports of their own are judged together", () => {
    const telnet = "VIPADISTRIBUTE DISTMETHOD HOTSTANDBY";
    const files = withTelnet(telnet);
    const text = files["TCPPROF.SYSA"] ?? "";
    const roles = text.replace("DESTIP 10.1.2.1 10.1.2.2", "DESTIP 10.1.2.1 PREFERRED 10.1.2.2 BACKUP");
    expect(codesOf({ ...files, "TCPPROF.SYSA": roles })).toEqual([]);
  });

  test("of servers that no VIPADISTRIBUTE covers are named with their systems", () => {
    const files = pairWith({ "TCPPROF.SYSA": [["PORT 443 DESTIP", "PORT 10443 DESTIP"]] });
    const found = resolutionOf(files).diagnostics.find(({ code }) => code === "PORT_NOT_SERVED");
    expect(found?.text).toBe(
      "No VIPADISTRIBUTE on SYSA covers port 443 of 10.1.1.100, where z/OSMF of SYSA and SYSB listens",
    );
  });
});

describe("addresses", () => {
  test("that two systems have in HOME stop the run, each told once, where the scenario names the profile", () => {
    const files = pairWith({ "TCPPROF.SYSB": [["IPADDR 10.1.1.2/24", "IPADDR 10.1.1.1/24"]] });
    const { resolved, diagnostics } = resolutionOf(files);
    expect(resolved).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code: "ADDRESS_TWICE", range: { file: SCENARIO } }]);
  });
});

describe("the failure detection interval", () => {
  /** Setting Up a Sysplex: 45 s with dedicated, 165 s with shared processors; the larger of that and INTERVAL counts. */
  test("INTERVAL(85) counts on dedicated processors, and nothing is said", () => {
    expect(codesOf(withCouple("INTERVAL(85)"))).toEqual([]);
  });

  test("where one system has shared processors, it is named with what counts there", () => {
    const files = withCouple("INTERVAL(85) OPNOTIFY(90)");
    const scenario = (files[SCENARIO] ?? "").replace(
      "IZUPRM0B, processors: dedicated",
      "IZUPRM0B, processors: shared",
    );
    const texts = resolutionOf({ ...files, [SCENARIO]: scenario }).diagnostics.map(({ text }) => text);
    expect(texts).toEqual([
      "INTERVAL(85) is less than what z/OS derives from the excessive-spin values: SYSB 165s",
      "OPNOTIFY(90) is less than the effective interval: SYSB 165s",
    ]);
  });
});

describe("an SFM policy that the utility refuses", () => {
  const files = pairWith({ SFMPOL01: [["CONNFAIL(YES)", "CONNFAIL(MAYBE)"]] });

  test("is not active, and nobody decides about a system that dies", () => {
    expect(resolvedOf(files).sysplex.sfm).toBeUndefined();
    expect(codesOf(files)).toEqual(["NO_POLICY_ACTIVE", "BAD_VALUE", "NOBODY_ANSWERS"]);
  });
});

describe("a DVIPA that is not there when the server starts", () => {
  test("because its owner is down, and a plain VIPABACKUP creates nothing", () => {
    const files = pairWith({
      [SCENARIO]: [
        [
          "zosmf: IZUPRM0A, processors: dedicated",
          "zosmf: IZUPRM0A, processors: dedicated, upAtStart: false",
        ],
      ],
    });
    const found = resolutionOf(files).diagnostics.filter(({ code }) => code === "DVIPA_NOT_ON_SYSTEM");
    expect(found).toMatchObject([{ range: { file: "IZUPRM0B" } }]);
  });
});

describe("an address space", () => {
  const failing = (object: string): Files => ({
    ...SOUND_PAIR,
    [SCENARIO]: `${SOUND_PAIR[SCENARIO]}timeline: [{ at: 1m, fail: ${object} }]\n`,
  });

  test("that is not known is pointed at, and all that are known are named", () => {
    const files = failing("SYSA/IZUSVRX");
    const [found] = resolutionOf(files).diagnostics;
    expect(files[SCENARIO]?.slice(found?.range.start.offset, found?.range.end.offset)).toBe("SYSA/IZUSVRX");
    expect(found?.text).toContain("there are SYSA/TCPIP, SYSA/IZUSVRA, SYSA/IZUANG1, SYSB/TCPIP, ");
  });

  test("of a system whose member cannot be read is not judged", () => {
    const { IZUPRM0A: _, ...files } = failing("SYSA/IZUSVRA");
    expect(codesOf(files)).toEqual(["FILE_UNREADABLE"]);
    expect(codesOf({ ...files, IZUPRM0A: "\0\0" })).toEqual(["TEXT_IS_BINARY"]);
  });
});

describe("a file that cannot be read", () => {
  const withFiles = withCouple("");
  const garbage = "\0".repeat(100);

  test.each(["TCPPROF.SYSA", "TCPPROF.SYSB", "IZUPRM0A", "SFMPOL01", "COUPLE00"])(
    "%s: nothing is concluded from what it does not say",
    (file) => {
      const { [file]: _, ...missing } = withFiles;
      expect(codesOf(missing)).toEqual(["FILE_UNREADABLE"]);
      expect(codesOf({ ...withFiles, [file]: garbage })).toEqual(["TEXT_IS_BINARY"]);
    },
  );

  test("nor is anything from a failed INCLUDE", () => {
    const files = pairWith({ "TCPPROF.SYSB": [["IPCONFIG SYSPLEXROUTING DYNAMICXCF", "INCLUDE NOWHERE ;"]] });
    expect(codesOf(files)).toEqual(["INCLUDE_FAILED"]);
  });
});

describe("what is no surprise", () => {
  test("status detection makes the operator unnecessary", () => {
    const files = pairWith({ [SCENARIO]: [["sfm: SFMPOL01", "statusDetection: true"]] });
    expect(resolutionOf(files).diagnostics).toEqual([]);
  });

  test("one system alone can neither be asked about nor have a standby", () => {
    const files = pairWith({
      [SCENARIO]: [
        ["  sfm: SFMPOL01\n", ""],
        ["    SYSB: { tcpip: TCPPROF.SYSB, zosmf: IZUPRM0B, processors: dedicated }\n", ""],
      ],
      "TCPPROF.SYSA": [["      10.1.2.2  BACKUP\n", "      10.1.2.9  BACKUP\n"]],
    });
    const codes = resolutionOf(files).diagnostics.map(({ code }) => code);
    expect(codes).toEqual(["TARGET_UNKNOWN"]);
  });
});
