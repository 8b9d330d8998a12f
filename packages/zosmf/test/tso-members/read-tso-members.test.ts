import { describe, expect, test } from "vitest";
import { hours, minutes, plus, seconds } from "@sysplex/sim-core";
import {
  bpxprmStatements,
  ceaprmStatements,
  readBpxprm,
  readCeaprm,
  tsoMemberDiagnostics,
  zosmfParameters,
} from "../../src/index.js";

const cea = (text: string, symbols = {}) => readCeaprm({ file: "CEAPRM00", text }, { symbols });
const bpx = (text: string) => readBpxprm({ file: "BPXPRM00", text });
const codes = ({ diagnostics }: { readonly diagnostics: readonly { readonly code: string }[] }) =>
  diagnostics.map(({ code }) => code);

describe("CEAPRMxx", () => {
  const limits = {
    tsoReconnectSessions: 2,
    tsoReconnectTime: plus(plus(hours(1), minutes(30)), seconds(5)),
    tsoMaxSessionsPerUser: 20,
    tsoMaxSessions: 200,
  };

  test.each([
    "TSOASMGR(RECONSESSIONS(2) RECONTIME(01:30:05)\n  MAXSESSPERUSER(20) MAXSESSIONS(200))",
    "TSOASMGR RECONSESSIONS(2) RECONTIME(01:30:05)\n  MAXSESSPERUSER(20) MAXSESSIONS(200)",
    "SNAPSHOT(Y) HLQ(CEA) /* more */\n  tsoasmgr(reconsessions(2)\n  recontime(01:30:05),maxsessperuser (20)\n maxsessions( 200 ))\nBRANCH(000)",
  ])("%s", (text) => {
    expect(cea(text)).toEqual({ limits, diagnostics: [] });
  });

  test("says nothing of what it does not code, nor of what it codes beside", () => {
    expect(cea("CAPTURE(SLIP(OPERLOG(00:30:00) LOGREC(01:00:00)))\nTSOASMGR(MAXSESSIONS(60))")).toEqual({
      limits: { tsoMaxSessions: 60 },
      diagnostics: [],
    });
    expect(cea("")).toEqual({ limits: {}, diagnostics: [] });
  });

  test("takes system symbols", () => {
    expect(cea("TSOASMGR(MAXSESSIONS(&MAX.))", { MAX: "70" }).limits).toEqual({ tsoMaxSessions: 70 });
    expect(codes(cea("TSOASMGR(MAXSESSIONS(&NONE.))"))).toEqual(["BAD_LIMIT", "SYMBOL_NOT_DEFINED"]);
  });

  test.each([
    "MAXSESSIONS(0)",
    "MAXSESSIONS(2001)",
    "RECONSESSIONS(4)",
    "RECONTIME(24:00:00)",
    "RECONTIME(10)",
  ])("%s is no value: the default applies", (text) => {
    const read = cea(`TSOASMGR(${text})`);

    expect(read.limits).toEqual({});
    expect(codes(read)).toEqual(["BAD_LIMIT"]);
  });
});

describe("BPXPRMxx", () => {
  test("is read for its message queues, whatever else is in it", () => {
    const text = [
      "/* z/OS UNIX */",
      "MAXPROCSYS(900) MAXPTYS(256)",
      "ROOT FILESYSTEM('OMVS.ROOT') TYPE(ZFS) MODE(READ)",
      "MOUNT FILESYSTEM('OMVS.IT''S') MOUNTPOINT('/u') PARM('AGGRGROW') TYPE(ZFS)",
      "NETWORK DOMAINNAME(AF_INET) DOMAINNUMBER(2) MAXSOCKETS(64000) TYPE(INET)",
      "IPCMSGNIDS  (4096)  IPCMSGQBYTES(2147483647) IPCMSGQMNUM(10000)",
    ].join("\n");

    expect(bpx(text)).toEqual({
      limits: { ipcMsgNIds: 4096, ipcMsgQBytes: 2_147_483_647 },
      diagnostics: [],
    });
  });

  test("queues that are smaller than z/OSMF asks for are told, with their place", () => {
    const [diagnostic] = bpx("IPCMSGNIDS(500)\nIPCMSGQBYTES(262144)").diagnostics;

    expect(diagnostic).toMatchObject({ code: "QUEUES_TOO_SMALL", range: { start: { line: 2, column: 1 } } });
    expect(bpx("IPCMSGQBYTES(20971520)").diagnostics).toEqual([]);
  });

  test.each([
    ["IPCMSGNIDS(20001)", "BAD_LIMIT", {}],
    ["IPCMSGQBYTES(2147483648)", "BAD_LIMIT", {}],
    ["IPCMSGNIDS(A)", "BAD_LIMIT", {}],
    ["IPCMSGNIDS", "BAD_LIMIT", {}],
    ["IPCMSGNIDS(600) IPCMSGNIDS(700)", "LIMIT_TWICE", { ipcMsgNIds: 700 }],
    ["IPCMSGNIDS(600) /* IPCMSGNIDS(700)", "COMMENT_NOT_CLOSED", { ipcMsgNIds: 600 }],
    ["IPCMSGNIDS(600) MOUNT FILESYSTEM('A", "QUOTE_NOT_CLOSED", { ipcMsgNIds: 600 }],
  ])("%s: %s", (text, code, limits) => {
    const read = bpx(text);

    expect(codes(read)).toEqual([code]);
    expect(read.limits).toEqual(limits);
  });
});

test("the defaults of the statements are those of the parameters", () => {
  const { MAXSESSIONS, MAXSESSPERUSER, RECONSESSIONS } = ceaprmStatements.TSOASMGR.keywords;
  const coded = [MAXSESSIONS, MAXSESSPERUSER, RECONSESSIONS, bpxprmStatements.IPCMSGNIDS.keywords[""]];
  const { rows } = zosmfParameters;

  expect(coded.map((row) => row.default)).toEqual(
    [rows.tsoMaxSessions, rows.tsoMaxSessionsPerUser, rows.tsoReconnectSessions, rows.ipcMsgNIds].map(
      ({ defaultText }) => defaultText,
    ),
  );
  expect(bpxprmStatements.IPCMSGQBYTES.keywords[""].default).toBe(rows.ipcMsgQBytes.defaultText);
});

test("every diagnostic is provoked above", () => {
  const provoked = [
    "COMMENT_NOT_CLOSED",
    "SYMBOL_NOT_DEFINED",
    "QUOTE_NOT_CLOSED",
    "BAD_LIMIT",
    "LIMIT_TWICE",
    "QUEUES_TOO_SMALL",
  ];
  expect(Object.keys(tsoMemberDiagnostics)).toEqual(provoked);
});
