/** Whatever the text: no crash, every position inside the file, and reading what was printed gives the same statements. */
import type { Diagnostic, KeywordDocument, KeywordOperand, SourceRange } from "@sysplex/sysplex";
import fc from "fast-check";
import { test } from "vitest";
import { printIzuprm, readIzuprm } from "../../src/izuprm/read-izuprm.js";
import { resolveIzuprm } from "../../src/izuprm/resolve-izuprm.js";

const FUZZ_RUNS = Number(process.env.FUZZ_RUNS ?? 2000);

const PIECES = [
  ..."(),' \n".split(""),
  ...["\r\n", "/*", "*/", "''", "\t", "*", "/", "&SYSNAME.", "('", "')"],
  ...[
    "HOSTNAME",
    "HTTP_SSL_PORT(443)",
    "LOGGING('",
    "PLUGINS(ISPF,",
    "COMMON_TSO",
    "ACCT(A)",
    "region",
    "csrf_switch",
  ],
];

const pieces = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...PIECES) },
  { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 80 }).map((length) => "x".repeat(length)) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 80 }).map((length) => " ".repeat(length)) },
);
const texts = fc.array(pieces, { maxLength: 16 }).map((parts) => parts.join(""));

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
    ...operands.flatMap(({ range, values }) => [range, ...(values ?? []).map((value) => value.range)]),
  ];
}

test("any text as IZUPRMxx", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const document = readIzuprm({ file: "IZUPRM00", text });
      const { configuration, diagnostics } = resolveIzuprm([document]);
      const again = readIzuprm({ file: "IZUPRM00", text: printIzuprm(document) });

      return (
        configuration.httpSslPort >= 1 &&
        ranges(document, diagnostics).every(
          ({ start, end }) => 0 <= start.offset && start.offset <= end.offset && end.offset <= text.length,
        ) &&
        shapes(again) === shapes(document)
      );
    }),
    { numRuns: FUZZ_RUNS },
  );
});

test("a quoted value of any length and content survives printing, wherever column 71 cuts it", () => {
  const contents = fc.array(fc.constantFrom("'", " ", "x", "(", "/*", "é", "𝒵"), { maxLength: 200 });
  fc.assert(
    fc.property(contents, (parts) => {
      const value = parts.join("");
      const document = readIzuprm({ file: "IZUPRM00", text: "LOGGING('x')" });
      const [statement] = document.statements;
      const [old] = statement?.values ?? [];
      if (statement === undefined || old === undefined) return false;
      const statements = [{ ...statement, values: [{ ...old, text: value }] }];
      const again = readIzuprm({ file: "IZUPRM00", text: printIzuprm({ ...document, statements }) });
      return again.statements[0]?.values?.[0]?.text === value && again.diagnostics.length === 0;
    }),
    { numRuns: FUZZ_RUNS },
  );
});

test("a system symbol that grows pushes no position out of the file", () => {
  const symbols = { SYSNAME: "A".repeat(100), EMPTY: "" };
  fc.assert(
    fc.property(texts, (text) => {
      const document = readIzuprm({ file: "IZUPRM00", text: `${text}&EMPTY.` }, { symbols });
      return ranges(document, document.diagnostics).every(
        ({ start, end }) => start.offset <= end.offset && end.offset <= text.length + "&EMPTY.".length,
      );
    }),
    { numRuns: FUZZ_RUNS },
  );
});
