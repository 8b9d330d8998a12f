/** Whatever the text: no crash, every position inside the file, and reading what was printed gives the same statements. */
import fc from "fast-check";
import { describe, test } from "vitest";
import { printArmPolicy, readArmPolicy } from "../../src/parmlib/arm/read-arm-policy.js";
import { resolveArmPolicy } from "../../src/parmlib/arm/resolve-arm-policy.js";
import { printCouple, readCouple } from "../../src/parmlib/couple/read-couple.js";
import { resolveCouple } from "../../src/parmlib/couple/resolve-couple.js";
import type { KeywordDocument, KeywordOperand } from "../../src/parmlib/keyword/statements.js";
import { printSfmPolicy, readSfmPolicy } from "../../src/parmlib/sfm/read-sfm-policy.js";
import { resolveSfmPolicy } from "../../src/parmlib/sfm/resolve-sfm-policy.js";
import type { Diagnostic } from "../../src/text/diagnostic.js";
import type { SourceRange } from "../../src/text/position.js";

const FUZZ_RUNS = Number(process.env.FUZZ_RUNS ?? 2000);

const PUNCTUATION = ["(", ")", ",", " ", "\n", "\r\n", "/*", "*/", "'", "''", "\t", "*", "/", "&SYSNAME."];
const COUPLE_WORDS = [
  "COUPLE",
  "sysplex",
  "PLEX1",
  "INTERVAL(25)",
  "OPNOTIFY(+3)",
  "FUNCTIONS",
  "ENABLE(",
  "PATHIN",
];
const SFM_WORDS = [
  "DATA TYPE(SFM)",
  "DEFINE POLICY NAME(",
  "SYSTEM NAME(*)",
  "SYSTEM NAME(SYSA)",
  "PROMPT",
  "ISOLATETIME(0)",
  "SSUMLIMIT(900)",
  "\n//SYSIN DD *\n",
  "\n/*\n",
  "\n /* c */",
];
const ARM_WORDS = [
  "DATA TYPE(ARM)",
  "DEFINE POLICY NAME(",
  "RESTART_ORDER LEVEL(1) ELEMENT_TYPE(",
  "RESTART_GROUP(G1)",
  "TARGET_SYSTEM(SYSA,SYSB)",
  "ELEMENT(ZOWE*)",
  "RESTART_ATTEMPTS(3,300)",
  "RESTART_METHOD(SYSTERM,STC,'S ZOWE')",
  "\n//SYSIN DD *\n",
  "\n/*\n",
];

function texts(words: readonly string[]): fc.Arbitrary<string> {
  const part = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...words) },
    { weight: 4, arbitrary: fc.constantFrom(...PUNCTUATION) },
    { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 80 }).map((length) => "x".repeat(length)) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 80 }).map((length) => " ".repeat(length)) },
  );
  return fc.array(part, { maxLength: 16 }).map((parts) => parts.join(""));
}

function shapeOf({ keyword, values }: KeywordOperand): unknown {
  return [
    keyword,
    values?.map(({ text, written, quoted, afterComma }) => [text, written, quoted, afterComma]),
  ];
}

/** All but the ranges. */
function shapes({ statements }: KeywordDocument): string {
  return JSON.stringify(statements.map((statement) => [shapeOf(statement), statement.operands.map(shapeOf)]));
}

function ranges(document: KeywordDocument, diagnostics: readonly Diagnostic[]): SourceRange[] {
  const operands = document.statements.flatMap((statement) => [statement, ...statement.operands]);
  return [
    ...diagnostics.map(({ range }) => range),
    ...operands.flatMap(({ range, keywordRange, values }) => [
      range,
      keywordRange,
      ...(values ?? []).map((value) => value.range),
    ]),
  ];
}

function areInside(text: string, found: readonly SourceRange[]): boolean {
  return found.every(
    ({ start, end }) =>
      start.offset >= 0 && start.offset <= end.offset && end.offset <= text.length && start.line >= 1,
  );
}

describe("any text", () => {
  test("as COUPLExx", () => {
    fc.assert(
      fc.property(texts(COUPLE_WORDS), (text) => {
        const document = readCouple({ file: "COUPLE00", text });
        const { configuration, diagnostics } = resolveCouple(document);
        const again = readCouple({ file: "COUPLE00", text: printCouple(document) });

        return (
          configuration.cleanup >= 0 &&
          areInside(text, ranges(document, diagnostics)) &&
          shapes(again) === shapes(document)
        );
      }),
      { numRuns: FUZZ_RUNS },
    );
  });

  test("as an SFM policy", () => {
    fc.assert(
      fc.property(texts(SFM_WORDS), (text) => {
        const document = readSfmPolicy({ file: "SFMPOL01", text });
        const { diagnostics } = resolveSfmPolicy(document);
        const again = readSfmPolicy({ file: "SFMPOL01", text: printSfmPolicy(document) });

        return areInside(text, ranges(document, diagnostics)) && shapes(again) === shapes(document);
      }),
      { numRuns: FUZZ_RUNS },
    );
  });

  test("as an ARM policy", () => {
    fc.assert(
      fc.property(texts(ARM_WORDS), (text) => {
        const document = readArmPolicy({ file: "ARMPOL01", text });
        const { diagnostics } = resolveArmPolicy(document);
        const again = readArmPolicy({ file: "ARMPOL01", text: printArmPolicy(document) });

        return areInside(text, ranges(document, diagnostics)) && shapes(again) === shapes(document);
      }),
      { numRuns: FUZZ_RUNS },
    );
  });
});
