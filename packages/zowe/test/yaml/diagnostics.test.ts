/** Each row of the table can be provoked; what provokes it in detail is tested beside its rule. */
import { expect, test } from "vitest";
import { zoweDiagnostics } from "../../src/index.js";
import { codesOf, read, TWO_INSTANCES } from "./fixture.js";

type Code = keyof typeof zoweDiagnostics;
type Question = readonly [files: Readonly<Record<string, string>>, asked?: Parameters<typeof read>[1]];

const yaml = (text: string): Readonly<Record<string, string>> => ({ "zowe.yaml": text });
const value = (text: string): Question => [yaml(`zowe:\n  environments:\n    V: ${text}\n`)];
const env = (text: string): Question => [
  { "zowe.yaml": "", "x.env": `${text}\n` },
  { config: "x.env", release: "1.28" },
];

const PROVOKED: Readonly<Record<Code, Question>> = {
  ZW_CONFIG_MISSING: [{}, { config: "" }],
  ZW_CHAIN_ELEMENT: [{}, { config: "X(a)" }],
  ZW_CHAIN_NOT_IMPLEMENTED: [{}, { config: "DIR(a)" }],
  ZW_CHAIN_TOO_LONG: [{}, { config: "a:".repeat(70) }],
  ZW_PARMLIB_MEMBER: [{}, { config: "PARMLIB(A)" }],
  ZW_PARMLIB_MEMBERS_DIFFER: [{}, { config: "PARMLIB(A(B)):PARMLIB(A(C))" }],
  ZW_FILE_UNREADABLE: [{}],
  ZW_YAML_TOO_DEEP: [yaml("[".repeat(100))],
  ZW_YAML_TOO_MUCH: [yaml(`a: [${"1,".repeat(70_000)}]`)],
  ZW_YAML_SYNTAX: [yaml("a: [")],
  ZW_YAML_TAG: value("!!int 5"),
  ZW_YAML_KEY: [yaml("? [a]\n: 1\n")],
  ZW_YAML_ALIAS: value("*none"),
  ZW_NOT_A_MAP: [yaml("- 1")],
  ZW_DUPLICATE_KEY: value("1\n    V: 2"),
  ZW_FURTHER_DOCUMENTS: value("1\n---\na: 1"),
  ZW_MERGE_KEY: value("1\n    <<: 2"),
  ZW_YES_OR_NO: value("yes"),
  ZW_NUMBER_AS_TEXT: value("1.5"),
  ZW_STRING_CUT: value("x".repeat(2000)),
  ZW_TEMPLATE_SINGLE_QUOTED: value("'${{ 1 }}'"),
  ZW_TEMPLATE_IN_BLOCK: value("|\n      ${{ 1 }}"),
  ZW_TEMPLATE_UNTERMINATED: value('"${{ 1"'),
  ZW_TEMPLATE_FAILED: value('"${{ a }}"'),
  ZW_TEMPLATE_FORWARD: value('"${{ zowe.environments.W }}"\n    W: "${{ 1 }}"'),
  ZW_TEMPLATE_UNDEFINED: value('"${{ zowe.a }}"'),
  ZW_TEMPLATE_LIMIT: value('"${{ (() => { for (;;); })() }}"'),
  ZW_INSTANCE_UNKNOWN: [yaml(TWO_INSTANCES), { haInstance: "lpar9" }],
  ZW_INSTANCE_KEY_UNREACHABLE: [yaml(TWO_INSTANCES.replace("lpar1:", "LPAR1:"))],
  ZW_INSTANCE_KEYS_ALIKE: [yaml(TWO_INSTANCES.replace("lpar2a:", "LPAR1:")), { release: "3.3" }],
  ZW_TOO_MANY_INSTANCES: [
    yaml(
      `haInstances:\n${Array.from({ length: 65 }, (_, index) => `  x${index}: { hostname: h, sysname: S }\n`).join("")}`,
    ),
  ],
  ZW_INSTANCE_WITHOUT_HOSTNAME: [
    yaml(TWO_INSTANCES.replace("hostname: lpar1", "x: lpar1")),
    { release: "1.28" },
  ],
  ZW_DISCOVERY_TWICE: [
    yaml(TWO_INSTANCES.replace("lpar2.example", "lpar1.example").replace("17553", "7553")),
  ],
  ZW_NO_COMPONENTS: value("1"),
  ZW_TOO_MANY_COMPONENTS: [
    yaml(
      `components:\n${Array.from({ length: 129 }, (_, index) => `  x${index}: { enabled: true }\n`).join("")}`,
    ),
    {
      manifests: Object.fromEntries(
        Array.from({ length: 129 }, (_, index) => [`x${index}`, { starts: true }]),
      ),
    },
  ],
  ZW_COMPONENT_NAME_LENGTH: [yaml(`components: { ${"x".repeat(40)}: { enabled: true } }`)],
  ZW_NO_MANIFEST: [yaml("components: { x: { enabled: true } }")],
  ZW_NEVER_SPAWNED: [yaml("components: { x: { enabled: true } }")],
  ZW_MIN_UPTIME: [yaml("zowe: { launcher: { minUptime: 5 } }")],
  ZW_UNKNOWN_PROPERTY: [yaml("zowe: { x: 5 }")],
  ZW_WRONG_TYPE: [yaml("zowe: 5")],
  ZW_QUOTED_NUMBER: [yaml("zowe: { externalPort: '5' }")],
  ZW_BAD_VALUE: [yaml("zowe: { externalPort: 99999 }")],
  ZW_MISSING_PROPERTY: [yaml("haInstances: { lpar1: { x: 1 } }")],
  ZW_NOT_UNIQUE: [yaml("zowe: { externalDomains: [a, a] }")],
  ZW_EMPTY_LIST: [yaml("zowe: { externalDomains: [] }")],
  ZW_NOT_VALIDATED: [yaml("a: 1"), { release: "1.28" }],
  ZW_ASSUMED_RELEASE: [yaml("a: 1"), { release: undefined as never }],
  ZW_ENV_LINE: env("x y"),
  ZW_ENV_COMMAND: env("A=$(b)"),
  ZW_ENV_UNDEFINED: env("A=$B"),
  ZW_ENV_PLACEHOLDER: env("A={{b}}"),
};

test.each(Object.entries(PROVOKED))("%s", (code, [files, asked]) => {
  expect(codesOf(read(files, asked).diagnostics)).toContain(code);
});

test("each says what Zowe does with it, in sentences", () => {
  for (const [code, { then }] of Object.entries(zoweDiagnostics)) expect(then, code).toMatch(/^[A-Z].*\.$/s);
});
