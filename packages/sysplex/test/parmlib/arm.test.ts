/** ARM policies. Facts: "Automatic restart management parameters for administrative data utility" of Setting Up a Sysplex. */
import { seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { armDiagnostics } from "../../src/parmlib/arm/arm-diagnostics.js";
import type { ArmElementPolicy, ArmPolicy } from "../../src/parmlib/arm/arm-policy.js";
import { armLevelOf, armRulesFor, matches } from "../../src/parmlib/arm/match-element.js";
import { printArmPolicy, readArmPolicy } from "../../src/parmlib/arm/read-arm-policy.js";
import { type ResolvedArmPolicy, resolveArmPolicy } from "../../src/parmlib/arm/resolve-arm-policy.js";
import { refusedByUtility } from "../../src/parmlib/utility/utility-diagnostics.js";

function resolve(text: string, policyName?: string): ResolvedArmPolicy {
  return resolveArmPolicy(readArmPolicy({ file: "ARMPOL01", text }), policyName);
}

function policyOf(text: string): ArmPolicy {
  const { policy, diagnostics } = resolve(text);
  if (policy === undefined) throw new Error(diagnostics.map((one) => one.text).join("; "));
  return policy;
}

function codes(text: string): string[] {
  return resolve(text).diagnostics.map(({ code }) => code);
}

/** What applies to ZOWE under a policy with this ELEMENT statement. */
function forZowe(element: string): ArmElementPolicy {
  const text = `DEFINE POLICY NAME(POL1)\n RESTART_GROUP(G1)\n ${element}`;
  return armRulesFor(policyOf(text), "ZOWE").element;
}

const JOB = `//ARMPOL  EXEC PGM=IXCMIAPU
//SYSPRINT DD SYSOUT=*
//SYSIN   DD *
  DATA TYPE(ARM) REPORT(YES)
  DEFINE POLICY NAME(ARMPOL01) REPLACE(YES)
    RESTART_ORDER
      LEVEL(4)
        ELEMENT_NAME(ZOWE*)
      LEVEL(5)
        ELEMENT_TYPE(SYSBFGAG,SYSBFGLG)
    RESTART_GROUP(ZOWEGRP)
      TARGET_SYSTEM(SYSB,SYSC) FREE_CSA(600,600)
      RESTART_PACING(20)
      ELEMENT(ZOWESYSA)
        RESTART_ATTEMPTS(2,600)
        RESTART_TIMEOUT(120)
        READY_TIMEOUT(900)
        CLEANUP_TIMEOUT(120)
        TERMTYPE(ALLTERM)
        RESTART_METHOD(ELEMTERM,PERSIST)
        RESTART_METHOD(SYSTERM,STC,'S ZWESLSTC,HAINST=LPAR2')
/*
`;

describe("a whole policy", () => {
  const policy = policyOf(JOB);

  test("is read as it is coded", () => {
    expect(policy.groups).toEqual([
      {
        name: "ZOWEGRP",
        targetSystems: ["SYSB", "SYSC"],
        pacing: seconds(20),
        elements: [
          {
            element: "ZOWESYSA",
            attempts: { max: 2, within: seconds(600) },
            restartTimeout: seconds(120),
            readyTimeout: seconds(900),
            cleanupTimeout: seconds(120),
            termType: "ALLTERM",
            onElementEnd: { kind: "persist" },
            onSystemEnd: { kind: "startCommand", text: "S ZWESLSTC,HAINST=LPAR2" },
          },
        ],
      },
    ]);
  });

  test("levels go by name before type, then by the table of z/OS, and are 2 for the rest", () => {
    expect(armLevelOf(policy, "ZOWESYSA", "SYSDB2")).toBe(4);
    expect(armLevelOf(policy, "AGENT", "SYSBFGLG")).toBe(5);
    expect(armLevelOf(policy, "EZA01TCPIP", "SYSTCPIP")).toBe(1);
    expect(armLevelOf(policy, "ANY", "SYSCB")).toBe(3);
    expect(armLevelOf(undefined, "ANY", "MINE")).toBe(2);
  });

  test("nothing is wrong with it", () => {
    expect(codes(JOB)).toEqual(["JCL_IGNORED"]);
  });

  test("and printed it is the same policy", () => {
    const printed = printArmPolicy(readArmPolicy({ file: "ARMPOL01", text: JOB }));
    expect(policyOf(printed)).toEqual(policy);
  });
});

describe("defaults", () => {
  test("of an element", () => {
    expect(forZowe("ELEMENT(ZOWE)")).toEqual({
      element: "ZOWE",
      attempts: { max: 3, within: seconds(300) },
      restartTimeout: seconds(300),
      readyTimeout: seconds(300),
      cleanupTimeout: seconds(300), // @source z/OS Migration, APAR OA35357: five minutes.
      onElementEnd: { kind: "persist" },
      onSystemEnd: { kind: "persist" },
    });
  });

  test("of a group: any system, no pacing", () => {
    const [group] = policyOf("DEFINE POLICY NAME(P) RESTART_GROUP(G)").groups;
    expect(group).toMatchObject({ targetSystems: "any", pacing: seconds(0) });
  });

  test("RESTART_METHOD(BOTH,…) is for both events", () => {
    const element = forZowe("ELEMENT(ZOWE) RESTART_METHOD(BOTH,STC,'S Z')");
    expect([element.onElementEnd, element.onSystemEnd]).toEqual([
      { kind: "startCommand", text: "S Z" },
      { kind: "startCommand", text: "S Z" },
    ]);
  });
});

describe("an element among patterns", () => {
  // The sample policy of IBM MQ: nothing is restarted but queue managers.
  const policy = policyOf(`DEFINE POLICY NAME(ARMPOL1) REPLACE(YES)
    RESTART_GROUP(DEFAULT)
      ELEMENT(*)
        RESTART_ATTEMPTS(0)  /* Jobs not to be restarted by ARM */
    RESTART_GROUP(GROUP1)
      ELEMENT(SYSMQMGRMQ*)`);

  test("the longer pattern wins over * of the group DEFAULT", () => {
    const rules = armRulesFor(policy, "SYSMQMGRMQ01");
    expect([rules.group.name, rules.element.attempts.max]).toEqual(["GROUP1", 3]);
  });

  test("what matches nothing else is in the group DEFAULT", () => {
    const rules = armRulesFor(policy, "ZOWE");
    expect([rules.group.name, rules.element.attempts.max]).toEqual(["DEFAULT", 0]);
  });

  test.each([
    ["ZOWE*", "ZOWESYSA", true],
    ["ZOWE???A", "ZOWESYSA", true],
    ["*SYS?", "ZOWESYSA", true],
    ["ZOWE?", "ZOWESYSA", false],
    ["*B", "ZOWESYSA", false],
    ["**", "", true],
  ])("%s matches %s: %s", (pattern, name, expected) => {
    expect(matches(pattern, name)).toBe(expected);
  });
});

const PROVOKED: Readonly<Record<string, string>> = {
  COMMENT_NOT_CLOSED: "DEFINE POLICY NAME(P) /* open",
  PARENTHESIS_NOT_CLOSED: "DEFINE POLICY NAME(P REPLACE(YES)",
  STRAY_TEXT: "DEFINE POLICY NAME(P) )",
  QUOTE_NOT_CLOSED: "DEFINE POLICY NAME(P) RESTART_GROUP(G) ELEMENT(E)\n RESTART_METHOD(BOTH,STC,'S ZOWE)",
  QUOTE_OVER_SHORT_LINE:
    "DEFINE POLICY NAME(P) RESTART_GROUP(G) ELEMENT(E)\n RESTART_METHOD(BOTH,STC,'S\nZOWE')",
  TEXT_BEHIND_COLUMN_71: `DEFINE POLICY NAME(P)${" ".repeat(55)}RESTART_GROUP(G)`,
  SYMBOL_NOT_DEFINED: "DEFINE POLICY NAME(P) RESTART_GROUP(G) ELEMENT(ZOWE&SYSCLONE.)",
  JCL_IGNORED: "//X JOB\nDEFINE POLICY NAME(P)",
  COMMENT_ENDS_INPUT: "//X JOB\nDEFINE POLICY NAME(P)\n/* word */\n RESTART_GROUP(G)",
  OTHER_TYPE: "DATA TYPE(SFM) DATA TYPE(ARM) DEFINE POLICY NAME(P)",
  UNKNOWN_KEYWORD: "DEFINE POLICY NAME(P) RESTART_GROUP(G) ELEMENT(E) REDY_TIMEOUT(3)",
  UNKNOWN_STATEMENT: "DEFINE POLICY NAME(P) RESTRT_GROUP(G)",
  BAD_VALUE: "DEFINE POLICY NAME(P) RESTART_GROUP(G) ELEMENT(E) TERMTYPE(NEVER)",
  KEYWORD_TWICE: "DEFINE POLICY NAME(P) RESTART_GROUP(G) RESTART_PACING(1) RESTART_PACING(2)",
  LEVEL_WITHOUT_ELEMENTS: "DEFINE POLICY NAME(P) RESTART_ORDER LEVEL(1)",
  OUTSIDE_ORDER: "DEFINE POLICY NAME(P) LEVEL(1) ELEMENT_NAME(E)",
  OUTSIDE_GROUP: "DEFINE POLICY NAME(P) ELEMENT(E)",
  OUTSIDE_POLICY: "RESTART_GROUP(G) DEFINE POLICY NAME(P)",
  GROUP_TWICE: "DEFINE POLICY NAME(P) RESTART_GROUP(G) RESTART_GROUP(G)",
  ELEMENT_TWICE: "DEFINE POLICY NAME(P) RESTART_GROUP(G) ELEMENT(E)\n RESTART_GROUP(H) ELEMENT(E)",
  TERMTYPE_AGAINST_METHOD:
    "DEFINE POLICY NAME(P) RESTART_GROUP(G) ELEMENT(E)\n TERMTYPE(ELEMTERM) RESTART_METHOD(SYSTERM,STC,'S Z')",
  NO_RESTARTS: "DEFINE POLICY NAME(P) RESTART_GROUP(G) ELEMENT(E) RESTART_ATTEMPTS(0)",
  NO_POLICY_NAME: "DEFINE POLICY DEFINE POLICY NAME(P)",
  POLICY_TWICE: "DEFINE POLICY NAME(P) DEFINE POLICY NAME(P)",
  POLICY_REPLACED: "DEFINE POLICY NAME(P) DEFINE POLICY NAME(P) REPLACE(YES)",
  SEVERAL_POLICIES: "DEFINE POLICY NAME(P) DEFINE POLICY NAME(Q)",
  NO_POLICY_ACTIVE: "DEFINE POLICY NAME(P) NONSENSE(1)",
  NO_POLICY: "DATA TYPE(ARM)",
  POLICY_NOT_FOUND: "DEFINE POLICY NAME(WANTER)",
  NOT_MODELLED: "DELETE POLICY NAME(P) DEFINE POLICY NAME(Q)",
};

describe("diagnostics", () => {
  test.each(Object.keys(armDiagnostics))("%s can be provoked", (code) => {
    const text = PROVOKED[code] ?? expect.fail(`no text provokes ${code}`);
    const { diagnostics } = resolve(text, code === "POLICY_NOT_FOUND" ? "WANTED" : undefined);
    expect(diagnostics.map((one) => one.code)).toContain(code);
  });

  test.each(Object.keys(PROVOKED))(
    "%s: the policy is active if and only if the utility takes the file",
    (code) => {
      const { policy, diagnostics } = resolve(PROVOKED[code] ?? "");
      const isRefused = diagnostics.some(
        (one) => refusedByUtility(armDiagnostics).has(one.code) || one.severity === "error",
      );
      expect(policy === undefined).toBe(isRefused);
    },
  );

  test("say what was meant", () => {
    const [first] = resolve(PROVOKED["UNKNOWN_KEYWORD"] ?? "").diagnostics.slice(-1);
    expect(first?.text).toContain("did you mean READY_TIMEOUT?");
  });

  test.each([
    ["LEVEL(65536) ELEMENT_NAME(E)", "RESTART_ORDER "],
    ["RESTART_GROUP(TOO_LONG_FOR_A_NAME)", ""],
    ["RESTART_GROUP", ""],
    ["RESTART_ORDER(1)", ""],
    ["ELEMENT(1ABC)", "RESTART_GROUP(G) "],
    ["ELEMENT(E) RESTART_ATTEMPTS(1,0)", "RESTART_GROUP(G) "],
    ["ELEMENT(E) RESTART_ATTEMPTS(1,2,3)", "RESTART_GROUP(G) "],
    ["ELEMENT(E) CLEANUP_TIMEOUT(119)", "RESTART_GROUP(G) "],
    ["ELEMENT(E) RESTART_METHOD(BOTH,STC)", "RESTART_GROUP(G) "],
    ["ELEMENT(E) RESTART_METHOD(BOTH,STC,SZOWE)", "RESTART_GROUP(G) "],
    ["ELEMENT(E) RESTART_METHOD(NEVER,PERSIST)", "RESTART_GROUP(G) "],
    ["RESTART_GROUP(G) TARGET_SYSTEM(*,SYSA)", ""],
  ])("%s is refused", (text, before) => {
    expect(codes(`DEFINE POLICY NAME(P)\n ${before}${text}`)).toContain("BAD_VALUE");
  });
});
