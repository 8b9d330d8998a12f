import { readFileSync } from "node:fs";
import { fc, test } from "@fast-check/vitest";
import type { Diagnostic, SourceRange } from "@sysplex/sysplex";
import { describe, expect } from "vitest";
import {
  printProfile,
  type ProfileStatement,
  profileStatements,
  readProfile,
  resolveProfile,
  type StackProfile,
} from "../../src/profile/index.js";
import { answerTo, dynamic, outline } from "./support.js";

const numRuns = Number(process.env.FUZZ_RUNS ?? 2000);
const fixture = readFileSync(new URL("../fixtures/sysa.tcpip", import.meta.url), "utf8");

const words = profileStatements.flatMap(({ stem, end, keywords = [] }) => [
  stem.toUpperCase(),
  stem.replace(/[a-z]+$/, "").toLowerCase(),
  ...(end === undefined ? [] : [end]),
  ...keywords,
]);
const values = [
  "10.1.1.1",
  "10.0.0.1",
  "255.255.255.0",
  "10.0.0.1/24",
  "2001:db8::1",
  "V6",
  "1",
  "443",
  "6000-6010",
  "LINK1",
  "*",
];
const oddities = [
  "x.x.x.A",
  ";",
  "; comment",
  "&SYSNAME.",
  "&NONE.",
  "\t",
  "#",
  "VIPADEFNE",
  "HOEM",
  "99999",
  "'a",
  "\u00a0",
  "-",
];
const separators = [" ", " ", " ", "\n", "\n  ", "\r\n", "\r", ";\n"];

/** Profiles made of the language's own words, in any order. */
const wordSalad = fc
  .array(
    fc.tuple(fc.constantFrom(...words, ...values, ...values, ...oddities), fc.constantFrom(...separators)),
    { maxLength: 20 },
  )
  .map((parts) => parts.flat().join(""));

const target = fc.constantFrom(
  "10.0.0.1 PREFERRED",
  "10.0.0.2 BACKUP",
  "10.0.0.3 BACKUP 50",
  "10.0.0.2",
  "ALL",
  "2001:db8::1 BACKUP",
);
const distribute = fc
  .tuple(
    fc.subarray([
      "DEFINE",
      "DISTM HOTSTANDBY",
      "NOAUTOSWITCHBACK",
      "OPTLOCAL 3",
      "SYSPLEXPORTS",
      "TIER1 G",
      "DELETE",
    ]),
    fc.constantFrom("10.1.1.1", "10.1.1.2", "V6"),
    fc.constantFrom("", "PORT 443", "PORT 1 2 5-9"),
    fc.array(target, { maxLength: 3 }),
  )
  .map(
    ([options, dvipa, ports, targets]) =>
      `VIPADISTRIBUTE ${options.join(" ")} ${dvipa} ${ports} DESTIP ${targets.join(" ")}`,
  );
const define = fc.constantFrom(
  "VIPADEFINE 255.255.255.0 10.1.1.1 10.1.1.2",
  "VIPADEFINE MOVE WHENIDLE 255.255.255.0 10.1.1.2",
  "VIPABACKUP 5 10.1.1.1",
  "VIPADEFINE V6 2001:db8::100",
  "VIPADELETE 10.1.1.1 V6",
  "VIPARANGE 255.0.0.0 10.0.0.0",
  "VIPAROUTE 10.0.0.1 10.9.9.9",
  "SOMAXCONN 5",
);
/** Blocks that are nearly right. */
const grammatical = fc
  .array(fc.oneof(define, distribute), { maxLength: 4 })
  .map((lines) => dynamic(...lines));

/** A piece of a valid profile with a piece of it replaced. */
const mutation = fc
  .tuple(
    fc.nat(fixture.length),
    fc.nat(250),
    fc.nat(250),
    fc.nat(12),
    fc.oneof(fc.constantFrom(...words, ...oddities), fc.string({ maxLength: 8 })),
  )
  .map(([start, length, at, removed, put]) => {
    const piece = fixture.slice(start, start + length);
    return piece.slice(0, at) + put + piece.slice(at + removed);
  });

const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => String.fromCharCode(...array));

const anyText = fc.oneof(
  wordSalad,
  grammatical,
  mutation,
  bytes,
  fc.string({ unit: "binary", maxLength: 100 }),
);

function assertInside(range: SourceRange, lines: readonly string[], length: number): void {
  for (const { offset, line, column } of [range.start, range.end]) {
    if (!(offset >= 0 && offset <= length && line >= 1 && line <= lines.length))
      throw new Error(`${offset} ${line}`);
    if (!(column >= 1 && column <= (lines[line - 1]?.length ?? 0) + 1)) throw new Error(`column ${column}`);
  }
  if (range.end.offset < range.start.offset) throw new Error("ends before it starts");
}

function assertPlaces(
  text: string,
  statements: readonly ProfileStatement[],
  diagnostics: readonly Diagnostic[],
): void {
  const lines = text.split(/\r\n|\n|\r/);
  const inside = (range: SourceRange): void => assertInside(range, lines, text.length);
  for (const { range } of diagnostics) inside(range);
  for (const statement of statements.flatMap((one) => [one, ...(one.statements ?? [])])) {
    inside(statement.range);
    for (const token of [statement.keyword, ...statement.operands]) inside(token.range);
  }
}

function assertSound({ dvipas, distributions, homeAddresses }: StackProfile): void {
  const owned = new Set(dvipas.map(({ address }) => address));
  if (owned.size !== dvipas.length) throw new Error("a DVIPA twice");
  if (homeAddresses.some((address) => owned.has(address))) throw new Error("a DVIPA in HOME");
  for (const { address, method, targets } of distributions) {
    if (!owned.has(address)) throw new Error(`${address} is distributed but no DVIPA`);
    if (method !== "HOTSTANDBY") continue;
    const preferred = targets === "ALL" ? [] : targets.filter(({ role }) => role === "preferred");
    // VIPADISTRIBUTE DELETE may take the PREFERRED target away.
    if (preferred.length > 1) throw new Error("HOTSTANDBY with two PREFERRED");
    if (targets === "ALL") throw new Error("HOTSTANDBY with DESTIP ALL");
  }
}

describe("any text at all", () => {
  test.prop([anyText], { numRuns })(
    "is read without a crash, with every place inside the file, to a sound profile",
    (text) => {
      const { statements, diagnostics, profile } = answerTo(text, { symbols: { SYSNAME: "SYSA" } });

      assertPlaces(text, statements, diagnostics);
      assertSound(profile);
    },
  );

  test.prop([anyText], { numRuns })("reads the same once it is printed, and then prints the same", (text) => {
    const document = readProfile({ file: "p", text });
    const printed = printProfile(document);
    const again = readProfile({ file: "p", text: printed });

    if (JSON.stringify(outline(again.statements)) !== JSON.stringify(outline(document.statements))) {
      expect(outline(again.statements)).toEqual(outline(document.statements));
    }
    if (printProfile(again) !== printed) expect(printProfile(again)).toBe(printed);
  });

  test.prop([grammatical, grammatical], { numRuns })(
    "applied to an active profile gives a sound profile",
    (text, more) => {
      const base = answerTo(text).profile;
      const document = readProfile({ file: "q", text: more });

      assertSound(resolveProfile(document, base).profile);
    },
  );
});
