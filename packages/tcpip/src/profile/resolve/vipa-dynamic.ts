/**
 * A VIPADYNAMIC block, statement by statement.
 *
 * A syntax error ends the block: what stands before it counts, the statement itself and everything behind it is dropped. So does
 * EZZ0831I. Faults in what a statement says cost that statement alone, or the one address.
 * @source z/OS 2.1 IP Configuration Reference, VIPADYNAMIC statement summary; IP Messages Volume 4, EZZ0831I.
 */
import { diagnose, type Diagnostic, didYouMean, formatPosition } from "@sysplex/sysplex";
import { profileDiagnostics } from "../diagnostics.js";
import { Problems } from "../problems.js";
import { looksLikeComment, type ProfileStatement } from "../read.js";
import { meantStatement } from "../slip.js";
import { findStatement, profileStatements, statementName } from "../statements.js";
import { scratchOf, type Draft, type Resolver } from "./draft.js";
import { Operands } from "./operands.js";
import { resolveVipaBackup, resolveVipaDefine, resolveVipaDelete } from "./vipa-define.js";
import { resolveVipaDistribute } from "./vipa-distribute.js";
import { resolveVipaRange, resolveVipaRoute } from "./vipa-range.js";

const resolvers: Readonly<Record<string, Resolver>> = {
  VIPADEFINE: resolveVipaDefine,
  VIPABACKUP: resolveVipaBackup,
  VIPADELETE: resolveVipaDelete,
  VIPARANGE: resolveVipaRange,
  VIPAROUTE: resolveVipaRoute,
  VIPADISTRIBUTE: resolveVipaDistribute,
  VIPASMPARMS: () => undefined,
};

const blockWords = [
  ...profileStatements.filter(({ within }) => within === "VIPADYNAMIC").map(statementName),
  "ENDVIPADYNAMIC",
];

export function resolveVipaDynamic(
  statements: readonly ProfileStatement[],
  draft: Draft,
  problems: Problems,
): void {
  for (const [index, statement] of statements.entries()) {
    const fault = resolveStatement(statement, draft, problems);
    if (fault === undefined) continue;
    const dropped = statements.slice(index + 1);
    problems.add(withDropped(fault, dropped));
    for (const further of faultsOf(dropped, draft)) problems.add(inDroppedPart(further, fault));
    return;
  }
}

/** Faults of statements that are dropped anyway, so that all are mended in one go; none that depends on what was dropped. */
function faultsOf(dropped: readonly ProfileStatement[], draft: Draft): Diagnostic[] {
  const scratch = scratchOf(draft);
  // A statement of the profile itself is no fault of its own: the END word is missing, and that has been said.
  const examined = dropped.filter(({ name, recognised }) => resolvers[name] !== undefined || !recognised);
  return examined.slice(0, EXAMINED).flatMap((statement) => {
    const own = new Problems();
    const fault = resolveStatement(statement, scratch, own);
    const independent = own.diagnostics.filter(({ code }) => code.startsWith("HOTSTANDBY_"));
    return fault === undefined ? independent : [...independent, fault];
  });
}

/** How many of the dropped statements are examined. */
const EXAMINED = 100;

/** z/OS does not look at it, and so writes no message. */
function inDroppedPart({ zosMessage: _, ...further }: Diagnostic, fault: Diagnostic): Diagnostic {
  return {
    ...further,
    then: `It stands in the part that is dropped by the fault in line ${fault.range.start.line}, and would cost more once that is mended.`,
  };
}

/** The fault that ends the block, if there is one. */
function resolveStatement(
  statement: ProfileStatement,
  draft: Draft,
  problems: Problems,
): Diagnostic | undefined {
  const resolve = resolvers[statement.name];
  if (resolve === undefined || findStatement(statement.name)?.within === undefined) return foreign(statement);
  const operands = new Operands(statement);
  resolve(operands, draft, problems);
  return operands.problem;
}

function foreign({ keyword }: ProfileStatement): Diagnostic {
  if (looksLikeComment(keyword.word)) {
    return diagnose(profileDiagnostics, "NOT_A_COMMENT", keyword.range, keyword.text);
  }
  const slip = meantStatement(keyword.word);
  const suggestion =
    slip !== undefined && blockWords.includes(slip) ? slip : didYouMean(keyword.word, blockWords);
  return diagnose(profileDiagnostics, "NOT_A_VIPADYNAMIC_STATEMENT", keyword.range, keyword.text, suggestion);
}

/** Says what the fault costs. */
function withDropped(fault: Diagnostic, dropped: readonly ProfileStatement[]): Diagnostic {
  const own = "The statement is dropped, and z/OS ends the block here";
  const [first] = dropped;
  const last = dropped.at(-1);
  if (first === undefined || last === undefined) return { ...fault, then: `${own}; nothing else is lost.` };
  const names = dropped.map(({ name, keyword }) => `${name} (line ${keyword.range.start.line})`);
  const rest = names.length - SHOWN;
  const shown = names.slice(0, SHOWN).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
  return { ...fault, then: `${own}, which drops ${linesOf(first, last)} as well: ${shown}.` };
}

/** How many of the dropped statements are named. */
const SHOWN = 3;

function linesOf(first: ProfileStatement, last: ProfileStatement): string {
  if (first.range.file !== last.range.file) return `everything from ${formatPosition(first.range)} on`;
  const from = first.range.start.line;
  const to = last.range.end.line;
  return from === to ? `line ${from}` : `lines ${from} to ${to}`;
}
