/** What a test file must not hold: a test that is left out, that runs alone, or that cannot fail. */
import ts from "typescript";
import { finding, nodesOf, type Finding, type Source } from "./source.js";

const LEFT_OUT = new Set(["only", "skip", "todo", "skipIf", "runIf", "fails"]);
const LEFT_OUT_NAMES = new Set(["fit", "fdescribe", "xit", "xtest", "xdescribe"]);
/** `test.each(rows)` makes no test yet; what it returns does. */
const MAKERS = new Set(["each", "for", "prop", "extend"]);
const SUITES = new Set(["test", "it", "describe", "suite"]);

export function testFindings(source: Source): Finding[] {
  const functions = functionsOf(source);
  const found: Finding[] = [];
  for (const node of nodesOf(source.tree)) {
    if (!ts.isCallExpression(node)) continue;
    const problem = leftOutProblem(node) ?? emptyProblem(node, functions);
    if (problem !== undefined) found.push(finding(source, node, problem));
  }
  return found;
}

/** Tests in a file whose name the runner does not look for never run. */
export function misnamedTestFindings(source: Source): Finding[] {
  if (source.path.endsWith(".test.ts")) return [];
  for (const node of nodesOf(source.tree)) {
    if (!ts.isCallExpression(node) || !["test", "it"].includes(calleeOf(node).root)) continue;
    if (!node.arguments.some(isFunction)) continue;
    return [finding(source, node, "the runner looks for *.test.ts: this test never runs")];
  }
  return [];
}

function leftOutProblem(call: ts.CallExpression): string | undefined {
  const { root, members } = calleeOf(call);
  if (LEFT_OUT_NAMES.has(root)) return `${root}: every test runs`;
  const member = SUITES.has(root) ? members.find((name) => LEFT_OUT.has(name)) : undefined;
  return member === undefined ? undefined : `${root}.${member}: every test runs`;
}

function emptyProblem(call: ts.CallExpression, functions: ReadonlyMap<string, ts.Node>): string | undefined {
  const { root, members } = calleeOf(call);
  if ((root !== "test" && root !== "it") || isMaker(call)) return undefined;
  const [title, ...others] = call.arguments;
  if (title === undefined || !isTitle(title)) return undefined;
  if (others.length === 0) return "a test without a body";
  const bodies = others.map((argument) => resolved(argument, functions)).filter(isFunction);
  if (bodies.some((body) => expects(body, functions, new Set()))) return undefined;
  if (members.includes("prop") && bodies.some(answers)) return undefined;
  return "a test that expects nothing cannot fail";
}

function isMaker({ expression }: ts.CallExpression): boolean {
  return ts.isPropertyAccessExpression(expression) && MAKERS.has(expression.name.text);
}

/** `describe.each(rows)` has the root `describe` and the member `each`. */
function calleeOf(call: ts.CallExpression): { root: string; members: string[] } {
  const members: string[] = [];
  let node: ts.Expression = call.expression;
  for (;;) {
    if (ts.isPropertyAccessExpression(node)) {
      members.push(node.name.text);
      node = node.expression;
    } else if (ts.isCallExpression(node)) node = node.expression;
    else if (ts.isTaggedTemplateExpression(node)) node = node.tag;
    else return { root: ts.isIdentifier(node) ? node.text : "", members };
  }
}

/** Whether the code calls `expect…` or `assert…`, itself or through a function of the same file. */
function expects(node: ts.Node, functions: ReadonlyMap<string, ts.Node>, seen: Set<ts.Node>): boolean {
  if (seen.has(node)) return false;
  seen.add(node);
  for (const inner of nodesOf(node)) {
    if (!ts.isCallExpression(inner)) continue;
    const { root, members } = calleeOf(inner);
    if ([root, ...members].some((name) => /^(expect|assert)/.test(name))) return true;
    const helper = functions.get(root);
    if (helper !== undefined && expects(helper, functions, seen)) return true;
  }
  return false;
}

/** A property may answer true or false in place of expecting. */
function answers(body: ts.ArrowFunction | ts.FunctionExpression | ts.FunctionDeclaration): boolean {
  if (body.body === undefined) return false;
  if (!ts.isBlock(body.body)) return true;
  return body.body.statements.some((statement) =>
    [...nodesOf(statement)].some((node) => ts.isReturnStatement(node) && node.expression !== undefined),
  );
}

function isTitle(node: ts.Node): boolean {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || ts.isIdentifier(node);
}

function isFunction(
  node: ts.Node,
): node is ts.ArrowFunction | ts.FunctionExpression | ts.FunctionDeclaration {
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isFunctionDeclaration(node);
}

function resolved(node: ts.Node, functions: ReadonlyMap<string, ts.Node>): ts.Node {
  return ts.isIdentifier(node) ? (functions.get(node.text) ?? node) : node;
}

function functionsOf(source: Source): ReadonlyMap<string, ts.Node> {
  const functions = new Map<string, ts.Node>();
  for (const node of nodesOf(source.tree)) {
    if (ts.isFunctionDeclaration(node) && node.name !== undefined) functions.set(node.name.text, node);
    if (!ts.isVariableDeclaration(node) || !ts.isIdentifier(node.name)) continue;
    if (node.initializer !== undefined && isFunction(node.initializer))
      functions.set(node.name.text, node.initializer);
  }
  return functions;
}
