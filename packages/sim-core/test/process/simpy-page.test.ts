/**
 * The page "Coming from SimPy" compiles, runs, and prints what it shows: every block fenced as `ts` is one program, and
 * the block fenced as `text` after it is its output.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { runInThisContext } from "node:vm";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import * as simCore from "../../src/index.js";

const root = resolve(import.meta.dirname, "../../../..");
const page = readFileSync(join(root, "docs/coming-from-simpy.md"), "utf8");

interface Example {
  readonly title: string;
  readonly program: string;
  readonly output: string;
}

const examples: readonly Example[] = page
  .split(/^## /m)
  .filter((section) => /^\d+\. /.test(section))
  .map((section) => ({
    title: section.slice(0, section.indexOf("\n")),
    program: blockOf(section, "ts"),
    output: blockOf(section, "text"),
  }));

function blockOf(section: string, language: string): string {
  return new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, "m").exec(section)?.[1] ?? "";
}

const load = createRequire(import.meta.url);

/** What the program prints. */
async function outputOf(program: string): Promise<string> {
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
function complaintsOf(programs: readonly string[]): string[] {
  const sources = new Map(
    programs.map((text, index) => [join(import.meta.dirname, `example-${index + 1}.ts`), text]),
  );
  const settings = ts.readConfigFile(join(root, "tsconfig.base.json"), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(
    {
      ...(settings.config as object),
      files: [...sources.keys()],
    },
    ts.sys,
    root,
  );
  const { tsBuildInfoFile: _, ...strictness } = options;
  const checked: ts.CompilerOptions = {
    ...strictness,
    noEmit: true,
    composite: false,
    types: ["node"],
    typeRoots: [join(root, "node_modules/@types")],
    paths: { "@sysplex/sim-core": [join(root, "packages/sim-core/src/index.ts")] },
  };
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

describe("the page for those who come from SimPy", () => {
  test("has ten examples, each beside its SimPy form", () => {
    expect(examples).toHaveLength(10);
    expect(page.match(/^```python$/gm)).toHaveLength(10);
    expect(page.match(/^```ts$/gm)).toHaveLength(10);
  });

  test.each(examples)("$title prints what is shown", async ({ program, output }) => {
    expect(await outputOf(program)).toBe(output);
  });

  test("compiles under the project's settings", () => {
    expect(complaintsOf(["export const wrong: number = 'text';"])).toEqual([
      expect.stringContaining("Type 'string' is not assignable"),
    ]);

    expect(complaintsOf(examples.map(({ program }) => program))).toEqual([]);
  });
});
