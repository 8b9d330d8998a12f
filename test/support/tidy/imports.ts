/**
 * Who may import whom. Packages lean one way, nothing reaches past another package's index, and what a package imports
 * stands in its manifest, so that the packed package works outside the workspace.
 */
import { isBuiltin } from "node:module";
import { posix } from "node:path";
import ts from "typescript";
import { finding, isPackageSource, nodesOf, packageOf, type Finding, type Source } from "./source.js";

export interface Manifest {
  readonly name?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** The manifests by package folder (`tcpip`); the repository's own under "". */
export type Manifests = ReadonlyMap<string, Manifest>;

/** A package may lean on those of a lower level only. */
const LEVELS: Readonly<Record<string, number>> = {
  "sim-core": 0,
  sysplex: 1,
  tcpip: 2,
  zosmf: 3,
  zowe: 4,
  scenario: 5,
  check: 6,
  experiment: 6,
  report: 6,
  testing: 6,
  cli: 7,
};

/** The packages that hold models: no clock, no host, no chance but the simulation's. */
export const MODEL_PACKAGES: readonly string[] = ["sim-core", "sysplex", "tcpip", "zosmf", "zowe"];

export function mayLeanOn(from: string, on: string): boolean {
  const own = LEVELS[from];
  const other = LEVELS[on];
  return own !== undefined && other !== undefined && other < own;
}

export function importFindings(source: Source, manifests: Manifests): Finding[] {
  return importsOf(source).flatMap(({ node, from }) => {
    const problem = from.startsWith(".")
      ? relativeProblem(source.path, from)
      : packageProblem(source.path, from, manifests);
    return problem === undefined ? [] : [finding(source, node, problem)];
  });
}

/** A manifest leans as the imports do. */
export function manifestFindings(folder: string, manifest: Manifest): Finding[] {
  const path = `packages/${folder}/package.json`;
  if (LEVELS[folder] === undefined) {
    return [{ path, problem: `${folder} has no level yet: give it one in test/support/tidy/imports.ts` }];
  }
  return Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
    .filter((name) => name.startsWith("@sysplex/"))
    .filter((name) => !mayLeanOn(folder, name.slice("@sysplex/".length)))
    .map((name) => ({ path, problem: `${folder} cannot lean on ${name}` }));
}

/** Dependencies of a manifest that none of the package's sources imports. */
export function unusedDependencies(manifest: Manifest, sources: readonly Source[]): string[] {
  const used = new Set(sources.flatMap((source) => importsOf(source).map(({ from }) => packageName(from))));
  return Object.keys(manifest.dependencies ?? {}).filter((name) => !used.has(name));
}

function importsOf(source: Source): { node: ts.Node; from: string }[] {
  const found: { node: ts.Node; from: string }[] = [];
  for (const node of nodesOf(source.tree)) {
    const specifier = specifierOf(node);
    if (specifier !== undefined && ts.isStringLiteralLike(specifier))
      found.push({ node, from: specifier.text });
  }
  return found;
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node))
    return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return node.arguments[0];
  return undefined;
}

/** Test support by the highest package that it leans on: tests of that one, and of those above it, may use it. */
const SHARED_TEST_SUPPORT: Readonly<Record<string, string>> = {
  "test/support/duration.js": "sim-core",
  "test/support/forked.js": "sim-core",
  "test/support/sysplex-configuration.js": "sysplex",
  "test/support/asking-client.js": "tcpip",
  "test/support/hot-standby-profile.js": "tcpip",
  "test/support/ipl.js": "tcpip",
  "test/support/zosmf-configuration.js": "zosmf",
  "test/support/zosmf-pair.js": "scenario",
  "test/support/redis-server.js": "experiment",
};

function mayUse(own: string, testSupport: string): boolean {
  const on = SHARED_TEST_SUPPORT[testSupport];
  return on !== undefined && (on === own || mayLeanOn(own, on));
}

function relativeProblem(path: string, from: string): string | undefined {
  const target = posix.join(posix.dirname(path), from);
  const own = packageOf(path);
  const other = packageOf(target);
  if (own === undefined) {
    const compiled = path.startsWith("bench/") && target.includes("/dist/");
    return other === undefined || compiled
      ? undefined
      : `${from} reaches past the index of @sysplex/${other}`;
  }
  if (!isPackageSource(path) && mayUse(own, target)) return undefined;
  const home = isPackageSource(path) ? `packages/${own}/src/` : `packages/${own}/`;
  return target.startsWith(home) ? undefined : `${from} leaves ${home}: import the package by its name`;
}

function packageProblem(path: string, from: string, manifests: Manifests): string | undefined {
  const own = packageOf(path);
  if (isBuiltin(from)) {
    const inModel = own !== undefined && MODEL_PACKAGES.includes(own) && isPackageSource(path);
    return inModel ? `${from}: a model cannot reach the host` : undefined;
  }
  const name = packageName(from);
  if (name.startsWith("@sysplex/")) {
    const target = name.slice("@sysplex/".length);
    if (from !== name) return `${from} reaches past the index of ${name}`;
    if (target === own)
      return isPackageSource(path) ? `${from}: import within a package by its files` : undefined;
    if (own !== undefined && !mayLeanOn(own, target)) return `${own} cannot lean on ${name}`;
  }
  return isDeclared(path, name, manifests) ? undefined : `${name} is not declared in the manifest`;
}

/** Sources ship, so they need a dependency; tests, benchmarks and settings may use what is there for development. */
function isDeclared(path: string, name: string, manifests: Manifests): boolean {
  const own = manifests.get(packageOf(path) ?? "");
  if (own?.dependencies?.[name] !== undefined) return true;
  if (isPackageSource(path)) return false;
  return (
    own?.devDependencies?.[name] !== undefined || manifests.get("")?.devDependencies?.[name] !== undefined
  );
}

/** `@stdlib/stats` of `@stdlib/stats/base`, `yaml` of `yaml/util`. */
function packageName(from: string): string {
  return from
    .split("/")
    .slice(0, from.startsWith("@") ? 2 : 1)
    .join("/");
}
