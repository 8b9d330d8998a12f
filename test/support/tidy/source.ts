/** What the tidy rules read: the repository's files as text, the TypeScript ones also as syntax trees. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

export const repositoryRoot = fileURLToPath(new URL("../../../", import.meta.url));

/** A text file. The path starts at the repository's root and uses slashes. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** A TypeScript or JavaScript file. */
export interface Source extends TextFile {
  readonly tree: ts.SourceFile;
}

export interface Finding {
  readonly path: string;
  /** Counted from 1; absent when the whole file is meant. */
  readonly line?: number;
  readonly problem: string;
}

/** Folders of things that are installed, built or measured, not written. */
const SKIPPED_FOLDERS = new Set(["node_modules", "dist", ".git", ".cache", "tmp", "coverage"]);

/** Every file of the repository that a person wrote, the lock file included; binary ones are left out. */
export function repositoryFiles(folder = ""): TextFile[] {
  return readdirSync(join(repositoryRoot, folder), { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return SKIPPED_FOLDERS.has(entry.name) ? [] : repositoryFiles(path);
      if (!entry.isFile()) return [];
      const text = readFileSync(join(repositoryRoot, path), "utf8");
      return text.includes("\0") ? [] : [{ path, text }];
    });
}

export function isProgram({ path }: TextFile): boolean {
  return /\.(ts|mts|js|mjs)$/.test(path);
}

/** The package whose folder the path lies in: `tcpip`; `undefined` outside `packages/`. */
export function packageOf(path: string): string | undefined {
  return /^packages\/([^/]+)\//.exec(path)?.[1];
}

export function isPackageSource(path: string): boolean {
  return /^packages\/[^/]+\/src\//.test(path);
}

export function parse({ path, text }: TextFile): Source {
  return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true) };
}

export function finding(source: Source, node: ts.Node, problem: string): Finding {
  const { line } = source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree));
  return { path: source.path, line: line + 1, problem };
}

/** Every node below and including `node`, parents first. Comments are no nodes. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    children.push(child);
  });
  for (const child of children) yield* nodesOf(child);
}

/** One finding as an editor links it: `packages/tcpip/src/stack.ts:14  …`. */
export function lineOf({ path, line, problem }: Finding): string {
  return `${path}${line === undefined ? "" : `:${line}`}  ${problem}`;
}
