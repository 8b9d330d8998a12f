/** SFM policies. Facts: "Assigning defaults using an *" of Setting Up a Sysplex, and the SFM rows of the sysplex facts. */
import { seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { printSfmPolicy, readSfmPolicy } from "../../src/parmlib/sfm/read-sfm-policy.js";
import {
  type ResolvedSfmPolicy,
  resolveSfmPolicy,
  sfmPolicyFor,
} from "../../src/parmlib/sfm/resolve-sfm-policy.js";
import { sfmDiagnostics } from "../../src/parmlib/sfm/sfm-diagnostics.js";
import { refusedByUtility } from "../../src/parmlib/utility/utility-diagnostics.js";
import type { SfmPolicy, SfmSystemPolicy } from "../../src/parmlib/couple-configuration.js";

function resolve(text: string, policyName?: string): ResolvedSfmPolicy {
  return resolveSfmPolicy(readSfmPolicy({ file: "SFMPOL01", text }), policyName);
}

function policyOf(text: string): SfmPolicy {
  const { policy } = resolve(text);
  if (policy === undefined) throw new Error("the text defines no policy");
  return policy;
}

function codes(text: string, policyName?: string): string[] {
  return resolve(text, policyName).diagnostics.map(({ code }) => code);
}

/** What applies to SYSA under a policy with these SYSTEM statements. */
function forSysa(systems: string): SfmSystemPolicy {
  return sfmPolicyFor(policyOf(`DEFINE POLICY NAME(POL1)\n ${systems}`), "SYSA");
}

const ISOLATE_AT_ONCE = { kind: "isolate", after: seconds(0) };

describe("actions", () => {
  test.each([
    ["PROMPT", { kind: "prompt" }],
    ["ISOLATETIME(100)", { kind: "isolate", after: seconds(100) }],
    ["DEACTTIME(10)", { kind: "deactivate", after: seconds(10) }],
    ["RESETTIME(86400)", { kind: "reset", after: seconds(86_400) }],
  ])("SYSTEM NAME(SYSA) %s", (action, expected) => {
    expect(forSysa(`SYSTEM NAME(SYSA) ${action}`).action).toEqual(expected);
  });
});

describe("defaults of NAME(*)", () => {
  /** IBM's example, with names of our own: one system codes an action, one only a weight. */
  const text = `DEFINE POLICY NAME(POL1)
   SYSTEM NAME(SYSA)
      ISOLATETIME(100)
   SYSTEM NAME(SYSB)
      WEIGHT(25)
   SYSTEM NAME(*)
      WEIGHT(10)
      ISOLATETIME(0) SSUMLIMIT(150)
      CFSTRHANGTIME(300)
`;
  const { policy, diagnostics } = resolve(text);

  test("apply to systems that are not named", () => {
    expect(policy?.otherSystems).toEqual({ action: ISOLATE_AT_ONCE, ssumLimit: seconds(150), weight: 10 });
    expect(policy && sfmPolicyFor(policy, "SYSX")).toBe(policy?.otherSystems);
  });

  test("and attribute by attribute to named ones", () => {
    expect(policy?.systems["SYSB"]).toEqual({ action: ISOLATE_AT_ONCE, ssumLimit: seconds(150), weight: 25 });
  });

  test("but action and SSUMLIMIT are one attribute: an action alone means SSUMLIMIT(NONE)", () => {
    expect(policy?.systems["SYSA"]).toEqual({ action: { kind: "isolate", after: seconds(100) }, weight: 10 });
  });

  test("which surprises, and is reported where it happens", () => {
    expect(diagnostics.map(({ code, severity, range }) => [code, severity, range.start.line])).toEqual([
      ["SSUMLIMIT_NOT_INHERITED", "warning", 2],
    ]);
  });

  test("nothing is reported where NAME(*) has no limit to lose", () => {
    expect(codes("DEFINE POLICY NAME(P) SYSTEM NAME(*) ISOLATETIME(0)\nSYSTEM NAME(SYSA) PROMPT")).toEqual(
      [],
    );
    expect(
      codes("DEFINE POLICY NAME(P)\nSYSTEM NAME(*) ISOLATETIME(0) SSUMLIMIT(NONE)\nSYSTEM NAME(SYSA) PROMPT"),
    ).toEqual([]);
  });
});

describe("what nobody codes", () => {
  test("is ISOLATETIME(0), SSUMLIMIT(NONE) and WEIGHT(1), and the action is reported", () => {
    const { policy, diagnostics } = resolve("DEFINE POLICY NAME(POL1)");

    expect(policy?.otherSystems).toEqual({ action: ISOLATE_AT_ONCE, weight: 1 });
    expect(diagnostics.map(({ code }) => code)).toEqual(["ACTION_BY_DEFAULT"]);
  });

  test("CONNFAIL is YES", () => {
    expect(policyOf("DEFINE POLICY NAME(POL1)").connFail).toBe(true);
    expect(policyOf("DEFINE POLICY NAME(POL1) CONNFAIL(NO)").connFail).toBe(false);
  });
});

describe("a whole job", () => {
  const text = `//SFMPOL   JOB (ACCT),'SFM POLICY',CLASS=A
//STEP1    EXEC PGM=IXCMIAPU
//SYSPRINT DD  SYSOUT=*
//SYSIN    DD  *
  DATA TYPE(SFM) REPORT(YES)
  DEFINE POLICY NAME(POL1) CONNFAIL(YES) REPLACE(YES)
    SYSTEM NAME(*)  /* everybody */
      ISOLATETIME(0)
    SYSTEM NAME(SYSA) WEIGHT(100)
    RECONFIG FAILSYS(SYSA) ACTSYS(SYSB) TARGETSYS(SYSA) STORE(YES)
/*
//
`;

  test("gives the policy between the JCL", () => {
    const { policy, diagnostics } = resolve(text);

    expect(policy).toEqual({
      name: "POL1",
      file: "SFMPOL01",
      connFail: true,
      otherSystems: { action: ISOLATE_AT_ONCE, weight: 1 },
      systems: { SYSA: { action: ISOLATE_AT_ONCE, weight: 100 } },
    });
    expect(diagnostics.map(({ severity, text }) => `${severity} ${text}`)).toEqual([
      "info 5 lines of JCL",
      "info RECONFIG",
    ]);
  });

  test("a comment in column 1 ends the in-stream data, as JES sees it", () => {
    const commented = text.replace("    SYSTEM NAME(*)", "/* our systems */\n    SYSTEM NAME(*)");
    const { policy, diagnostics } = resolve(commented);

    expect(policy?.systems).toEqual({});
    expect(diagnostics.map(({ code }) => code)).toContain("COMMENT_ENDS_INPUT");
    expect(diagnostics.find(({ code }) => code === "COMMENT_ENDS_INPUT")?.range.start).toMatchObject({
      line: 7,
      column: 1,
    });
  });

  test("without JCL a comment may begin in column 1", () => {
    expect(codes("/* our policy */\nDEFINE POLICY NAME(P) SYSTEM NAME(*) PROMPT")).toEqual([]);
  });

  test("policies of other types are passed over", () => {
    const deck =
      "DATA TYPE(CFRM)\n DEFINE POLICY NAME(CFRM1)\n CF NAME(CF01)\nDATA TYPE(SFM)\n DEFINE POLICY NAME(SFM1) SYSTEM NAME(*) PROMPT";
    expect(policyOf(deck).name).toBe("SFM1");
    expect(codes(deck)).toEqual(["OTHER_TYPE"]);
  });
});

describe("several policies in one file", () => {
  const text =
    "DEFINE POLICY NAME(DAY) SYSTEM NAME(*) PROMPT\nDEFINE POLICY NAME(NIGHT) SYSTEM NAME(*) ISOLATETIME(0)";

  test("the named one is taken, in any case", () => {
    expect(resolve(text, "night").policy?.name).toBe("NIGHT");
    expect(codes(text, "NIGHT")).toEqual([]);
  });

  test("without a name the first is taken, and that is said", () => {
    expect(resolve(text).policy?.name).toBe("DAY");
    expect(codes(text)).toEqual(["SEVERAL_POLICIES"]);
  });

  test("a name that is not there is an error", () => {
    const { policy, diagnostics } = resolve(text, "NIGTH");
    expect(policy).toBeUndefined();
    expect(diagnostics).toMatchObject([{ severity: "error", code: "POLICY_NOT_FOUND" }]);
  });

  const twice = (replace: string) =>
    `DEFINE POLICY NAME(P) SYSTEM NAME(*) PROMPT\nDEFINE POLICY NAME(P) ${replace} SYSTEM NAME(*) ISOLATETIME(0)`;

  test("of two with one name the later counts with REPLACE(YES)", () => {
    expect(policyOf(twice("REPLACE(YES)")).otherSystems.action).toEqual(ISOLATE_AT_ONCE);
    expect(codes(twice("REPLACE(YES)"))).toEqual(["POLICY_REPLACED"]);
  });

  test("without it the utility refuses its input", () => {
    expect(resolve(twice("")).policy).toBeUndefined();
    expect(codes(twice(""))).toEqual(["NO_POLICY_ACTIVE", "POLICY_TWICE"]);
  });
});

describe("mistakes", () => {
  /** IXCMIAPU defines no policy out of input with a mistake; the couple data set stays as it was. */
  test.each([
    "CONNFAIL(MAYBE) SYSTEM NAME(*) ISOLATETIME(0)",
    "SYSTEM NAME(*) ISOLATETIME(0) PROMPT",
    "SYSTEM NAME(*) ISOLATETIME(0) WEIHGT(5)",
    "SYSTEM NAME(*) ISOLATETIME(0",
    "SYSTEM ISOLATETIME(0)",
  ])("leave no policy active: %s", (statements) => {
    const { policy, diagnostics } = resolve(`DEFINE POLICY NAME(P) ${statements}`);

    expect(policy).toBeUndefined();
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(diagnostics.map(({ code }) => code)).toContain("NO_POLICY_ACTIVE");
  });

  test("are those whose row says that no policy is active, and no others", () => {
    const says = Object.entries(sfmDiagnostics).filter(([, { then }]) =>
      then.includes("no policy of this file"),
    );

    const refused = refusedByUtility(sfmDiagnostics);

    expect([...refused]).toEqual(says.map(([code]) => code));
    expect(refused.size).toBeGreaterThan(10);
  });

  test("leave no policy active also behind a thousand other diagnostics", () => {
    const others = "DATA TYPE(ARM)\n".repeat(1_000);
    const { policy, diagnostics } = resolve(`${others}DATA TYPE(SFM)\nDEFINE POLICY NAME(P) CONNFAIL(MAYBE)`);

    expect(policy).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toContain("NO_POLICY_ACTIVE");
  });

  test("surprises leave the policy active", () => {
    const surprising = "DEFINE POLICY NAME(P) SYSTEM NAME(*) WEIGHT(5) RECONFIG FAILSYS(SYSA)";
    expect(resolve(surprising).policy?.name).toBe("P");
  });

  test("a mistyped statement does not spill into the one before it", () => {
    const text = "DEFINE POLICY NAME(P)\n SYSTEM NAME(SYSA) PROMPT\n SYSTM NAME(SYSB) ISOLATETIME(0)";
    const { diagnostics } = resolve(text);

    expect(diagnostics.map(({ code, range }) => [code, range.start.line])).toEqual([
      ["NO_POLICY_ACTIVE", 1],
      ["UNKNOWN_STATEMENT", 3],
    ]);
    expect(diagnostics[1]?.text).toContain("did you mean SYSTEM?");
  });

  test.each([
    "ISOLATETIME(86401)",
    "ISOLATETIME(-1)",
    "ISOLATETIME",
    "SSUMLIMIT(NO)",
    "WEIGHT(0)",
    "WEIGHT(10000)",
    "CFSTRHANGTIME(1801)",
    "MEMSTALLTIME(NONE)",
    "PROMPT(1)",
  ])("%s is not of its form", (keyword) => {
    expect(codes(`DEFINE POLICY NAME(P) SYSTEM NAME(*) RESETTIME(0) ${keyword}`)).toEqual([
      "NO_POLICY_ACTIVE",
      "BAD_VALUE",
    ]);
  });

  test.each([
    "WEIGHT(1)",
    "WEIGHT(9999)",
    "CFSTRHANGTIME(0)",
    "CFSTRHANGTIME(1800)",
    "MEMSTALLTIME(NO)",
    "SSUMLIMIT(0)",
  ])("%s is", (keyword) => {
    expect(codes(`DEFINE POLICY NAME(P) SYSTEM NAME(*) RESETTIME(0) ${keyword}`)).toEqual([]);
  });
});

describe("the table of diagnostics", () => {
  const policy = "DEFINE POLICY NAME(P) SYSTEM NAME(*) PROMPT ";
  const provocations: Record<keyof typeof sfmDiagnostics, string> = {
    COMMENT_NOT_CLOSED: `${policy}/* open`,
    PARENTHESIS_NOT_CLOSED: `${policy} SYSTEM NAME(SYSA PROMPT`,
    STRAY_TEXT: `${policy})`,
    TEXT_BEHIND_COLUMN_71: `${policy.padEnd(71)}WEIGHT(5)`,
    SYMBOL_NOT_DEFINED: `${policy} SYSTEM NAME(&SYSNAME.)`,
    JCL_IGNORED: `//SYSIN DD *\n${policy}`,
    COMMENT_ENDS_INPUT: `//SYSIN DD *\n/* c */\n${policy}`,
    OTHER_TYPE: `${policy}\nDATA TYPE(ARM)`,
    UNKNOWN_KEYWORD: `${policy} WEIHGT(5)`,
    UNKNOWN_STATEMENT: `${policy} SYSTM NAME(SYSA)`,
    BAD_VALUE: `${policy} WEIGHT(heavy)`,
    KEYWORD_TWICE: `${policy} WEIGHT(5) WEIGHT(6)`,
    SEVERAL_ACTIONS: `${policy} ISOLATETIME(0)`,
    SSUMLIMIT_NOT_INHERITED: `${policy} SSUMLIMIT(900)\nSYSTEM NAME(SYSA) ISOLATETIME(0)`,
    SSUMLIMIT_WITHOUT_ACTION: `${policy}\nSYSTEM NAME(SYSA) SSUMLIMIT(900)`,
    ACTION_BY_DEFAULT: "DEFINE POLICY NAME(P) SYSTEM NAME(*) WEIGHT(5)",
    NO_SYSTEM_NAME: `${policy} SYSTEM PROMPT`,
    SYSTEM_TWICE: `${policy} SYSTEM NAME(*) PROMPT`,
    OUTSIDE_POLICY: `SYSTEM NAME(SYSA) PROMPT ${policy}`,
    NO_POLICY_NAME: `${policy} DEFINE POLICY`,
    POLICY_TWICE: `${policy}\n${policy}`,
    POLICY_REPLACED: `${policy}\nDEFINE POLICY NAME(P) REPLACE(YES) SYSTEM NAME(*) PROMPT`,
    NO_POLICY_ACTIVE: `${policy} WEIGHT(heavy)`,
    SEVERAL_POLICIES: `${policy} DEFINE POLICY NAME(Q) SYSTEM NAME(*) PROMPT`,
    NO_POLICY: "DATA TYPE(SFM)",
    POLICY_NOT_FOUND: policy,
    NOT_MODELLED: `${policy} RECONFIG FAILSYS(SYSA)`,
  };

  test.each(Object.entries(provocations))("%s can be provoked", (code, text) => {
    expect(codes(text, code === "POLICY_NOT_FOUND" ? "OTHER" : undefined)).toContain(code);
  });
});

test("printing keeps column 1 free, and gives the same policy", () => {
  const text =
    "DEFINE POLICY NAME(P) CONNFAIL(NO)\nSYSTEM NAME(SYSA) ISOLATETIME(5) SSUMLIMIT(900) WEIGHT(7)\nSYSTEM NAME(*) PROMPT";
  const printed = printSfmPolicy(readSfmPolicy({ file: "SFMPOL01", text }));

  expect(printed.split("\n").every((line) => line === "" || line.startsWith(" "))).toBe(true);
  expect(policyOf(printed)).toEqual(policyOf(text));
});
