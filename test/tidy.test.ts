/**
 * Reads the sources, not the behaviour: who imports whom, which names a model may say, what a test file may hold.
 * Each rule is first shown to refuse a bad sample and to pass a good one, then applied to the whole repository.
 */
import { describe, expect, test } from "vitest";
import { determinismFindings } from "./support/tidy/determinism.js";
import {
  importFindings,
  manifestFindings,
  MODEL_PACKAGES,
  unusedDependencies,
  type Manifest,
  type Manifests,
} from "./support/tidy/imports.js";
import { indexFindings, sizeOutliers } from "./support/tidy/shape.js";
import {
  isPackageSource,
  isProgram,
  lineOf,
  packageOf,
  parse,
  repositoryFiles,
  type Finding,
  type Source,
} from "./support/tidy/source.js";
import { misnamedTestFindings, testFindings } from "./support/tidy/tests.js";
import { wordFindings } from "./support/tidy/words.js";

const files = repositoryFiles();
const programs = files.filter(isProgram).map(parse);
const manifests: Manifests = new Map(
  files
    .filter(({ path }) => /^(packages\/[^/]+\/)?package\.json$/.test(path))
    .map(({ path, text }) => [packageOf(path) ?? "", JSON.parse(text) as Manifest]),
);

function isModelSource({ path }: Source): boolean {
  return isPackageSource(path) && MODEL_PACKAGES.includes(packageOf(path) ?? "");
}

/** WebAssembly has to be waited for; it is, once, while the module is loaded and before anything runs. */
function isLoading({ path, problem }: Finding): boolean {
  return path === "packages/zowe/src/yaml/quickjs.ts" && problem.startsWith("async:");
}

function isInTests({ path }: Source): boolean {
  return /^(packages\/[^/]+\/)?test\//.test(path);
}

function expectNoFindings(findings: readonly Finding[]): void {
  expect(findings.map(lineOf)).toEqual([]);
}

describe("imports", () => {
  const sample: Manifests = new Map([
    ["", { devDependencies: { vitest: "^4", "@sysplex/tcpip": "workspace:*" } }],
    [
      "tcpip",
      { dependencies: { "@sysplex/sim-core": "workspace:*", yaml: "^2" }, devDependencies: { tsx: "^4" } },
    ],
    ["zosmf", {}],
  ]);
  const problems = (path: string, text: string): string[] =>
    importFindings(parse({ path, text }), sample).map(({ problem }) => problem);

  test.each([
    [
      "a lower package by its name",
      "packages/tcpip/src/stack.ts",
      `import { minutes } from "@sysplex/sim-core";`,
    ],
    ["its own files", "packages/tcpip/src/profile/port.ts", `export { x } from "../dvipa.js";`],
    ["a declared dependency's subpath", "packages/tcpip/src/stack.ts", `import { y } from "yaml/util";`],
    [
      "in a test, the sources",
      "packages/tcpip/test/stack.test.ts",
      `import { Stack } from "../src/stack.js";`,
    ],
    [
      "in a test, the package itself",
      "packages/tcpip/test/stack.test.ts",
      `import { Stack } from "@sysplex/tcpip";`,
    ],
    [
      "in a test, the repository's tools",
      "packages/tcpip/test/stack.test.ts",
      `import { test } from "vitest";`,
    ],
    [
      "in a test, the comparison of forks",
      "packages/tcpip/test/fork.test.ts",
      `import { differences } from "../../../test/support/forked.js";`,
    ],
    [
      "in a test, test support that leans on a lower package",
      "packages/tcpip/test/fixture.ts",
      `import { sysplexConfiguration } from "../../../test/support/sysplex-configuration.js";`,
    ],
    ["in the whole project's tests, a package", "test/x.test.ts", `import { Stack } from "@sysplex/tcpip";`],
    ["in a benchmark, compiled code", "bench/x.bench.mjs", `import "../packages/tcpip/dist/stack.js";`],
  ])("may name %s", (_what, path, text) => {
    expect(problems(path, text)).toEqual([]);
  });

  test.each([
    [
      "an upper package",
      "packages/tcpip/src/stack.ts",
      `import { Server } from "@sysplex/zosmf";`,
      "cannot lean on",
    ],
    [
      "an upper package's type",
      "packages/tcpip/src/stack.ts",
      `let s: import("@sysplex/zosmf").Server;`,
      "cannot lean",
    ],
    [
      "an upper package in a test",
      "packages/tcpip/test/a.test.ts",
      `import "@sysplex/zosmf";`,
      "cannot lean on",
    ],
    [
      "a package without a level",
      "packages/tcpip/src/stack.ts",
      `import "@sysplex/other";`,
      "cannot lean on",
    ],
    [
      "past an index",
      "packages/tcpip/src/stack.ts",
      `import "@sysplex/sim-core/dist/queue.js";`,
      "past the index",
    ],
    [
      "another package's files",
      "packages/tcpip/src/stack.ts",
      `import "../../sim-core/src/queue.js";`,
      "leaves",
    ],
    ["its own tests", "packages/tcpip/src/stack.ts", `export * from "../test/fixture.js";`, "leaves"],
    [
      "test support that leans on an upper package",
      "packages/tcpip/test/fixture.ts",
      `import { zosmfConfiguration } from "../../../test/support/zosmf-configuration.js";`,
      "leaves",
    ],
    [
      "test support, from a source",
      "packages/tcpip/src/stack.ts",
      `import "../../../test/support/forked.js";`,
      "leaves",
    ],
    [
      "in a test, support that leans on upper packages",
      "packages/tcpip/test/a.test.ts",
      `import "../../../test/support/busy-pair.js";`,
      "leaves",
    ],
    [
      "a package's files from outside",
      "test/a.test.ts",
      `import "../packages/tcpip/src/stack.js";`,
      "past the index",
    ],
    ["itself by name", "packages/tcpip/src/stack.ts", `import "@sysplex/tcpip";`, "by its files"],
    ["what it has not declared", "packages/tcpip/src/stack.ts", `import { z } from "zod";`, "not declared"],
    [
      "what it has for development only",
      "packages/tcpip/src/stack.ts",
      `await import("tsx");`,
      "not declared",
    ],
    [
      "a lower package undeclared",
      "packages/zosmf/src/server.ts",
      `import "@sysplex/tcpip";`,
      "not declared",
    ],
    [
      "the host, from a model",
      "packages/tcpip/src/stack.ts",
      `import fs from "node:fs";`,
      "cannot reach the host",
    ],
    [
      "the host by its old name",
      "packages/tcpip/src/stack.ts",
      `import fs from "fs";`,
      "cannot reach the host",
    ],
  ])("cannot name %s", (_what, path, text, problem) => {
    expect(problems(path, text)).toEqual([expect.stringContaining(problem)]);
  });

  test("a manifest cannot lean on an upper package", () => {
    const upward = { dependencies: { "@sysplex/sim-core": "workspace:*", "@sysplex/cli": "workspace:*" } };

    expect(manifestFindings("tcpip", upward)).toEqual([
      { path: "packages/tcpip/package.json", problem: "tcpip cannot lean on @sysplex/cli" },
    ]);
    expect(manifestFindings("unheard-of", {})).toHaveLength(1);
  });

  test("an unused dependency is noticed", () => {
    const source = parse({ path: "packages/tcpip/src/a.ts", text: `import "yaml";` });

    expect(unusedDependencies({ dependencies: { yaml: "^2", zod: "^4" } }, [source])).toEqual(["zod"]);
  });

  test("of every package lean one way, stop at the index and are declared", () => {
    expectNoFindings(programs.flatMap((source) => importFindings(source, manifests)));
  });

  test("of every manifest lean one way", () => {
    expectNoFindings(
      [...manifests].flatMap(([folder, manifest]) =>
        folder === "" ? [] : manifestFindings(folder, manifest),
      ),
    );
  });
});

describe("determinism", () => {
  const problems = (text: string): string[] =>
    determinismFindings(parse({ path: "packages/tcpip/src/a.ts", text })).map(({ problem }) => problem);

  test.each([
    "const t = new Date();",
    "function f(when: Date): void {}",
    "const t = performance.now();",
    "const x = Math.random();",
    "const x = Math.exp(1);",
    "const x = Math.log1p(1);",
    "const x = Math.atan2(1, 2);",
    "const x = Math.hypot(1, 2);",
    "const { exp } = Math;",
    'const x = Math["pow"](2, 3);',
    "const x = 2 ** 3;",
    "let x = 2; x **= 3;",
    "names.sort((a, b) => a.localeCompare(b));",
    'const compare = a["localeCompare"];',
    "const { localeCompare } = a;",
    "const x = total.toLocaleString();",
    "const f = new Intl.NumberFormat();",
    "if (process.env.DEBUG) f();",
    "setTimeout(f, 1);",
    "queueMicrotask(f);",
    "async function f(): X {}",
    "const f = { async g() {} };",
    "for await (const x of y) f(x);",
    "let p: Promise<void>;",
    'const m = import("./a.js");',
    "const here = import.meta.url;",
    "console.log(1);",
    "const x = { process };",
    "const x = globalThis.Date;",
    'eval("1");',
    "export { Date };",
  ])("refuses %s", (text) => {
    expect(problems(text)).not.toEqual([]);
  });

  test.each([
    "/** Not a Date, nor Math.random, nor 2 ** 3. */ const text = 'new Date() and Math.exp';",
    "const x = Math.floor(Math.sqrt(2)) * Math.PI;",
    "import { exp, pow } from './math.js'; const x = exp(pow(2, 3));",
    "class Sysplex { readonly console = new Console(); start(): void { this.console.write('IXC101I'); } }",
    "const console = sysplex.console; console.write('IXC101I');",
    "interface Job { process: string; Date: string } const job: Job = { process: 'a', Date: 'b' };",
    "const { process: address } = job;",
    "function pause(process: string): string { return process; }",
  ])("passes %s", (text) => {
    expect(problems(text)).toEqual([]);
  });

  test("of every model package", () => {
    const models = programs.filter(isModelSource);

    expect(models.length).toBeGreaterThan(10);
    expectNoFindings(models.flatMap(determinismFindings).filter((found) => !isLoading(found)));
  });
});

describe("tests", () => {
  const problems = (text: string): string[] =>
    testFindings(parse({ path: "test/a.test.ts", text })).map(({ problem }) => problem);

  test.each([
    "test.only('a', () => { expect(1).toBe(1); });",
    "describe.skip('a', () => {});",
    "it.todo('a');",
    "test.skipIf(slow)('a', () => { expect(1).toBe(1); });",
    "test.each(rows)('a %i', (n) => { run(n); });",
    "test.each([1]).only('a', () => { expect(1).toBe(1); });",
    "xit('a', () => { expect(1).toBe(1); });",
    "test('a');",
    "test('a', () => { run(); });",
    "test(`a ${b}`, async () => { await run(); });",
    "test('a', helper); function helper() { again(); } function again() { helper(); }",
    "test.prop([fc.nat()])('a', (n) => { run(n); });",
  ])("refuses %s", (text) => {
    expect(problems(text)).not.toEqual([]);
  });

  test.each([
    "test('a', () => { expect(1).toBe(1); });",
    "test('a', { timeout: 5 }, () => { expectMeanWait(2); });",
    "test('a', () => { fc.assert(fc.property(fc.nat(), (n) => n >= 0)); });",
    "test('a', () => { roundTrips('x'); }); const roundTrips = (x) => { expect(x).toBe(x); };",
    "test.prop([fc.nat()])('a', (n) => n >= 0);",
    "test.each(rows)('a %i', (n) => { expect(n).toBe(1); });",
    "test.each([1])('a %i', (n) => { expect(n).toBe(1); });",
    "const found = /x/.test('x'); const y = queue.only;",
    "describe('a', () => { beforeEach(() => { run(); }); });",
  ])("passes %s", (text) => {
    expect(problems(text)).toEqual([]);
  });

  test("a test in a file that the runner does not look for is refused", () => {
    const text = "test('a', () => { expect(1).toBe(1); });";

    expect(misnamedTestFindings(parse({ path: "packages/tcpip/test/stack.ts", text }))).toHaveLength(1);
    expect(misnamedTestFindings(parse({ path: "packages/tcpip/test/stack.test.ts", text }))).toEqual([]);
  });

  test("of the whole project run, and can fail", () => {
    const testing = programs.filter(isInTests);

    expectNoFindings(testing.flatMap((source) => [...testFindings(source), ...misnamedTestFindings(source)]));
  });
});

describe("an index", () => {
  const problems = (text: string): unknown[] =>
    indexFindings(parse({ path: "packages/tcpip/src/index.ts", text }));

  test("names what it exports", () => {
    expect(problems(`export * from "./stack.js";`)).toHaveLength(1);
    expect(problems(`export * as stack from "./stack.js";`)).toHaveLength(1);
    expect(problems(`export { Stack, type StackName } from "./stack.js";`)).toEqual([]);
  });

  test("of every package does", () => {
    expectNoFindings(
      programs.filter(({ path }) => /\/src\/(.*\/)?index\.ts$/.test(path)).flatMap(indexFindings),
    );
  });
});

describe("words", () => {
  const problems = (path: string, text: string): unknown[] => wordFindings({ path, text });

  test.each([
    ["docs/a.md", "one\n" + "TO" + "DO: two"],
    ["packages/tcpip/src/a.ts", "// FIX" + "ME"],
    ["packages/tcpip/src/a.ts", "// Always zero for" + " now."],
    ["scenarios/a/scenario.yaml", "tcpip: /wo" + "rk/main/TCPPROF"],
    ["docs/a.md", "See /ho" + "me/somebody/x"],
    ["pnpm-lock.yaml", "  tarball: https://registry.example.com/yaml.tgz"],
    ["pnpm-lock.yaml", "    resolution: {integrity: sha512-x, tarball: file.tgz}"],
  ])("refused in %s: %s", (path, text) => {
    expect(problems(path, text)).toHaveLength(1);
  });

  test.each([
    ["docs/a.md", "https://example.com/wo" + "rk/item and ../wo" + "rk/item, /worker/1, /homes/a"],
    ["pnpm-lock.yaml", "    resolution: {integrity: sha512-TO" + "DO/x==}"],
    ["docs/a.md", "The mastodon; ToDo lists; for nowhere"],
  ])("passed in %s: %s", (path, text) => {
    expect(problems(path, text)).toEqual([]);
  });

  test("of the whole repository", () => {
    expect(files.length).toBeGreaterThan(30);
    expectNoFindings(files.flatMap(wordFindings));
  });
});

describe("for a reader to judge", () => {
  test("a long file and a long function are noticed", () => {
    const body = Array.from({ length: 45 }, (_, line) => `  f(${line});`).join("\n");
    const path = "packages/tcpip/src/a.ts";

    expect(sizeOutliers(parse({ path, text: `function long() {\n${body}\n}\n` }))).toEqual([
      { path, line: 1, problem: "function long of 47 lines" },
    ]);
    expect(sizeOutliers(parse({ path, text: "f();\n".repeat(301) }))).toEqual([
      { path, problem: "a file of 301 lines" },
    ]);
    expect(sizeOutliers(parse({ path, text: "f();\n".repeat(300) }))).toEqual([]);
  });

  test("sizes and unused dependencies are listed", () => {
    const sources = programs.filter(({ path }) => isPackageSource(path));
    const outliers = sources.flatMap(sizeOutliers).map(lineOf);
    const unused = [...manifests].flatMap(([folder, manifest]) =>
      unusedDependencies(
        manifest,
        sources.filter(({ path }) => packageOf(path) === folder),
      ).map((name) => `packages/${folder}/package.json  ${name} is not imported`),
    );

    console.log(["Long files, long functions, unused dependencies:", ...outliers, ...unused].join("\n  "));

    expect(sources.length).toBeGreaterThan(10);
  });
});
