/** Reads profiles for the tests of this folder. */
import type { Diagnostic } from "@sysplex/sysplex";
import {
  printProfile,
  type ProfileStatement,
  readProfile,
  type ReadProfileOptions,
  resolveProfile,
  type StackProfile,
} from "../../src/profile/index.js";

export const FILE = "profiles/sysa.tcpip";

export interface Answer {
  readonly profile: StackProfile;
  readonly statements: readonly ProfileStatement[];
  /** What the reader and the resolver say. */
  readonly diagnostics: readonly Diagnostic[];
  readonly codes: readonly string[];
}

export function answerTo(text: string, options: ReadProfileOptions = {}, base?: StackProfile): Answer {
  const document = readProfile({ file: FILE, text }, options);
  const { profile, diagnostics } = resolveProfile(document, base);
  const all = [...document.diagnostics, ...diagnostics];
  return { profile, statements: document.statements, diagnostics: all, codes: all.map(({ code }) => code) };
}

/** The lines inside a VIPADYNAMIC block, the first of them on line 2. */
export function dynamic(...lines: readonly string[]): string {
  return ["VIPADYNAMIC", ...lines, "ENDVIPADYNAMIC"].join("\n");
}

/** What a statement says, without its place. */
export function outline(statements: readonly ProfileStatement[]): unknown[] {
  return statements.map(({ name, operands, statements: inner, end }) => [
    name,
    operands.map(({ text }) => text),
    ...(inner === undefined ? [] : [outline(inner)]),
    end !== undefined,
  ]);
}

/** The statements of a text, and those of the same text printed and read again. */
export function readTwice(text: string): { first: unknown[]; second: unknown[] } {
  const document = readProfile({ file: FILE, text });
  const again = readProfile({ file: FILE, text: printProfile(document) });
  return { first: outline(document.statements), second: outline(again.statements) };
}
