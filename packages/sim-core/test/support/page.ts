/**
 * Programs on a page: every block fenced as `ts` is one program, compiled alone, and the block fenced as `text` that
 * follows it is what it prints.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { runInThisContext } from "node:vm";
import ts from "typescript";
import * as simCore from "../../src/index.js";

const root = resolve(import.meta.dirname, "../../../..");

/** A page by its path from the repository's root. */
export function readPage(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

export interface Example {
  /** The heading that it stands under. */
  readonly title: string;
  readonly program: string;
  /** What the page shows as printed; `undefined` when no such block comes before the next program. */
  readonly output: string | undefined;
}

/** The programs of a page, in order. */
export function examplesOf(page: string): readonly Example[] {
  const found: { title: string; program: string; output: string | undefined }[] = [];
  let title = "";
  for (const [, heading, language, body] of page.matchAll(/^#+ (.+)$|^```(\w*)\n([\s\S]*?)^```$/gm)) {
    const last = found.at(-1);
    if (heading !== undefined) title = heading;
    else if (language === "ts") found.push({ title, program: body ?? "", output: undefined });
    else if (language === "text" && last !== undefined) last.output ??= body ?? "";
  }
  return found;
}

const load = createRequire(import.meta.url);

/** What the program prints. */
export async function outputOf(program: string): Promise<string> {
  const lines: string[] = [];
  const compiled = ts.transpileModule(program, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 },
  }).outputText;
  const run = runInThisContext(`(async (require, exports, console) => {${compiled}\n})`) as (
    require: (name: string) => unknown,
    exports: object,
    console: { log(line: string): void },
  ) => Promise<void>;
  const modules = (name: string): unknown => (name === "@sysplex/sim-core" ? simCore : load(name));
  await run(modules, {}, { log: (line) => void lines.push(`${line}\n`) });
  return lines.join("");
}

/** What the compiler has to say, under the project's own settings. */
export function complaintsOf(programs: readonly string[]): string[] {
  const sources = new Map(
    programs.map((text, index) => [join(import.meta.dirname, `example-${index + 1}.ts`), text]),
  );
  const checked = compilerOptions([...sources.keys()]);
  const host = ts.createCompilerHost(checked);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => sources.has(path) || fileExists(path);
  host.readFile = (path) => sources.get(path) ?? readFile(path);
  host.getSourceFile = (path, version, ...others) => {
    const text = sources.get(path);
    return text === undefined
      ? getSourceFile(path, version, ...others)
      : ts.createSourceFile(path, text, version);
  };
  return ts
    .getPreEmitDiagnostics(ts.createProgram([...sources.keys()], checked, host))
    .map(({ file, start, messageText }) => {
      const line = file?.getLineAndCharacterOfPosition(start ?? 0).line ?? -1;
      return `${file?.fileName ?? ""}:${line + 1} ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
    });
}

/** Those of the project, for a reader's program: the types of Node, and this package by its name. */
function compilerOptions(files: readonly string[]): ts.CompilerOptions {
  const settings = ts.readConfigFile(join(root, "tsconfig.base.json"), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent({ ...(settings.config as object), files }, ts.sys, root);
  const { tsBuildInfoFile: _, ...strictness } = options;
  return {
    ...strictness,
    noEmit: true,
    composite: false,
    types: ["node"],
    typeRoots: [join(root, "node_modules/@types")],
    paths: { "@sysplex/sim-core": [join(root, "packages/sim-core/src/index.ts")] },
  };
}
