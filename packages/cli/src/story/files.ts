/** What was read from which file, and what is surprising in it. */
import { findingRows, type DiagnosticResult, type RunResult } from "@sysplex/scenario";
import { notModelledText } from "../diagnostic-text.js";
import { columns, counted, hang, printable } from "../plain-text.js";
import { section, type StoryOptions } from "./section.js";

const NOT_MODELLED = "NOT_MODELLED";

export function filesStory(result: RunResult, { paint, scenarioPath }: StoryOptions): string[] {
  const files = [{ file: scenarioPath, what: "the scenario" }, ...result.files];
  const rows = files.map(({ file, what }) => [
    printable(file),
    [printable(what), ...remarks(result.diagnostics.filter((diagnostic) => diagnostic.file === file))].join(
      "; ",
    ),
  ]);
  return section("What was read", columns(rows, { indent: 2 }), paint);
}

function remarks(diagnostics: readonly DiagnosticResult[]): string[] {
  const unmodelled = new Set(
    diagnostics.filter(({ code }) => code === NOT_MODELLED).map(({ line, column }) => `${line}:${column}`),
  ).size;
  const warnings = different(diagnostics).filter(({ severity }) => severity === "warning").length;
  return [
    ...(warnings === 0 ? [] : [counted(warnings, "warning")]),
    ...(unmodelled === 0 ? [] : [notModelledText(unmodelled)]),
  ];
}

/** Findings about the whole come first, then the files' own, each warning before the notes. */
export function surprisesStory(result: RunResult, { paint }: StoryOptions): string[] {
  const told = different(result.diagnostics.filter(({ code }) => code !== NOT_MODELLED));
  const inOrder = [...told].sort((a, b) => urgency(a) - urgency(b));
  return section("What is surprising in it", inOrder.flatMap(surpriseLines), paint);
}

function urgency({ code, severity }: DiagnosticResult): number {
  return (Object.hasOwn(findingRows, code) ? 0 : 2) + (severity === "info" ? 1 : 0);
}

function surpriseLines({
  severity,
  code,
  zosMessage,
  text,
  then,
  instead,
  file,
  line,
  column,
}: DiagnosticResult) {
  const mark = severity === "info" ? "  - " : "  ! ";
  const message = zosMessage === undefined ? code : `${code}, ${zosMessage}`;
  return [
    ...hang(mark, printable(text)),
    ...hang("    ", printable(then)),
    ...(instead === undefined ? [] : hang("    Instead: ", printable(instead))),
    ...hang("    ", `${printable(file)}:${line}:${column}  ${message}`),
  ];
}

function different(diagnostics: readonly DiagnosticResult[]): DiagnosticResult[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ file, line, column, code, text }) => {
    const key = `${file}:${line}:${column} ${code} ${text}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
