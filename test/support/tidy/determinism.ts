/**
 * What a model must not say: names of the host's clock, timers, chance and locale, and arithmetic that engines may
 * round differently. `Math` is refused but for the listed exact members, so that what is added to it later is refused too.
 *
 * A name that the file declares itself (a local `console`) is its own; the linter, which knows scopes, looks again.
 */
import { readFileSync } from "node:fs";
import ts from "typescript";
import { finding, nodesOf, type Finding, type Source } from "./source.js";

interface BannedNames {
  readonly globals: Readonly<Record<string, string>>;
  readonly members: Readonly<Record<string, string>>;
  readonly exactMath: readonly string[];
}

export const banned = JSON.parse(
  readFileSync(new URL("../banned-names.json", import.meta.url), "utf8"),
) as BannedNames;

export function determinismFindings(source: Source): Finding[] {
  const declared = declaredNames(source);
  const found: Finding[] = [];
  for (const node of nodesOf(source.tree)) {
    const problem = nameProblem(node, declared) ?? memberProblem(node) ?? syntaxProblem(node);
    if (problem !== undefined) found.push(finding(source, node, problem));
  }
  return found;
}

function nameProblem(node: ts.Node, declared: ReadonlySet<string>): string | undefined {
  if (!ts.isIdentifier(node) || !isReference(node)) return undefined;
  if (node.text === "Math") return mathProblem(node);
  if (declared.has(node.text) || !Object.hasOwn(banned.globals, node.text)) return undefined;
  return `${node.text}: ${banned.globals[node.text]}`;
}

function mathProblem(node: ts.Identifier): string | undefined {
  const { parent } = node;
  if (!ts.isPropertyAccessExpression(parent)) return "Math: name the member that is meant";
  const member = parent.name.text;
  return banned.exactMath.includes(member)
    ? undefined
    : `Math.${member}: not exact on every engine, or not repeatable`;
}

function memberProblem(node: ts.Node): string | undefined {
  const name = memberName(node);
  if (name === undefined || !Object.hasOwn(banned.members, name)) return undefined;
  return `${name}: ${banned.members[name]}`;
}

/** The name by which an expression or a pattern takes something out of an object. */
function memberName(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (ts.isElementAccessExpression(node)) {
    return ts.isStringLiteralLike(node.argumentExpression) ? node.argumentExpression.text : undefined;
  }
  if (!ts.isBindingElement(node) || !ts.isObjectBindingPattern(node.parent)) return undefined;
  const name = node.propertyName ?? node.name;
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : undefined;
}

function syntaxProblem(node: ts.Node): string | undefined {
  switch (node.kind) {
    case ts.SyntaxKind.AsteriskAsteriskToken:
    case ts.SyntaxKind.AsteriskAsteriskEqualsToken:
      return "**: not exact on every engine; use sim-core's pow, or write the number out";
    case ts.SyntaxKind.AsyncKeyword:
    case ts.SyntaxKind.AwaitExpression:
    case ts.SyntaxKind.AwaitKeyword:
      return "async: a handler runs to completion; schedule an event";
    case ts.SyntaxKind.ImportKeyword:
      return ts.isCallExpression(node.parent) ? "import(): runs outside the event order" : undefined;
    case ts.SyntaxKind.MetaProperty:
      return (node as ts.MetaProperty).keywordToken === ts.SyntaxKind.ImportKeyword
        ? "import.meta: the host's environment"
        : undefined;
    default:
      return undefined;
  }
}

/** Whether the identifier stands for a value or type of that name, rather than naming a member. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name !== node;
  if (ts.isQualifiedName(parent)) return parent.right !== node;
  if (ts.isBindingElement(parent) || ts.isImportSpecifier(parent)) return parent.propertyName !== node;
  if (ts.isExportSpecifier(parent)) return parent.propertyName === undefined || parent.propertyName === node;
  return !isMemberDeclaration(parent);
}

function isMemberDeclaration(parent: ts.Node): boolean {
  return (
    ts.isPropertyAssignment(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isMethodSignature(parent) ||
    ts.isAccessor(parent) ||
    ts.isEnumMember(parent)
  );
}

function declaredNames(source: Source): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of nodesOf(source.tree)) {
    if (!isDeclaration(node) || node.name === undefined || !ts.isIdentifier(node.name)) continue;
    names.add(node.name.text);
  }
  return names;
}

function isDeclaration(node: ts.Node): node is ts.Node & { readonly name?: ts.Node } {
  return (
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isBindingElement(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isImportSpecifier(node)
  );
}
