/** An index is a table of contents; files and functions that grow are listed for a reader to judge. */
import ts from "typescript";
import { finding, nodesOf, type Finding, type Source } from "./source.js";

const FILE_LINES_MAX = 300;
const FUNCTION_LINES_MAX = 40;

export function indexFindings(source: Source): Finding[] {
  return source.tree.statements
    .filter(
      (statement) =>
        ts.isExportDeclaration(statement) &&
        (statement.exportClause === undefined || ts.isNamespaceExport(statement.exportClause)),
    )
    .map((statement) => finding(source, statement, "export *: an index names what it exports"));
}

/** Long is no fault by itself: a table or a flat state machine may run on. */
export function sizeOutliers(source: Source): Finding[] {
  const lines = source.text.split("\n").length - 1;
  const long =
    lines > FILE_LINES_MAX
      ? [{ path: source.path, problem: `a file of ${lines} lines` } satisfies Finding]
      : [];
  return [...long, ...longFunctions(source)];
}

function longFunctions(source: Source): Finding[] {
  const found: Finding[] = [];
  for (const node of nodesOf(source.tree)) {
    if (!ts.isFunctionLike(node)) continue;
    const lines = lineAt(source, node.end) - lineAt(source, node.getStart(source.tree)) + 1;
    if (lines <= FUNCTION_LINES_MAX) continue;
    found.push(finding(source, node, `${nameOf(node)} of ${lines} lines`));
  }
  return found;
}

function lineAt(source: Source, position: number): number {
  return source.tree.getLineAndCharacterOfPosition(position).line;
}

function nameOf(node: ts.SignatureDeclaration): string {
  return node.name === undefined ? "a function" : `function ${node.name.getText()}`;
}
