/** What is surprising in a configuration as a whole. Every row of the table is provoked. */
import { describe, expect, test } from "vitest";
import { findingRows } from "../src/index.js";
import { pairWith, resolutionOf, SOUND_PAIR, type Files } from "./fixture.js";

type Row = keyof typeof findingRows;

const SCENARIO = "scenario.yaml";

const DISTRIBUTE = `  VIPADISTRIBUTE DEFINE DISTM HOTSTANDBY 10.1.1.100
    PORT 443 DESTIP
      10.1.2.1  PREFERRED
      10.1.2.2  BACKUP
`;

/** How each row comes about: the pair with one thing changed, and the file that carries the finding. */
const provocations: Readonly<Record<Row, readonly [Files, string]>> = {
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
  UNKNOWN_OPERATION: [
    pairWith({ [SCENARIO]: [["restjobs/jobs", "restjobs/nothing/of/the/kind"]] }),
    SCENARIO,
  ],
  METHOD_NOT_SIMULATED: [
    pairWith({
      "TCPPROF.SYSA": [
        ["HOTSTANDBY", "ROUNDROBIN"],
        ["  PREFERRED", ""],
        ["  BACKUP", ""],
      ],
    }),
    "TCPPROF.SYSA",
  ],
  TIER_NOT_SIMULATED: [pairWith({ "TCPPROF.SYSA": [["VIPADEFINE ", "VIPADEFINE TIER1 "]] }), "TCPPROF.SYSA"],
  VIPARANGE_NOT_SIMULATED: [
    pairWith({ "TCPPROF.SYSA": [["ENDVIPADYNAMIC", "  VIPARANGE 255.255.255.0 10.1.3.0\nENDVIPADYNAMIC"]] }),
    "TCPPROF.SYSA",
  ],
  FILE_UNREADABLE: [pairWith({ [SCENARIO]: [["IZUPRM0B", "IZUPRM0X"]] }), SCENARIO],
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

test("a sound pair has no surprise", () => {
  expect(resolutionOf(SOUND_PAIR).diagnostics).toEqual([]);
});

describe.each(Object.entries(provocations))("%s", (row, [files, file]) => {
  const { severity } = findingRows[row as Row];
  const { resolved, diagnostics } = resolutionOf(files);
  const found = diagnostics.filter(({ code }) => code === row);

  test("is found, where a person would look for it", () => {
    expect(found).toMatchObject([{ severity, range: { file } }]);
    expect(found[0]?.range.start.line).toBeGreaterThan(0);
  });

  test(severity === "error" ? "stops the run" : "stops nothing: the models do as z/OS does", () => {
    expect(resolved === undefined).toBe(severity === "error");
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
