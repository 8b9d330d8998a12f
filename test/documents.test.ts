/**
 * The documents' commands are run, and their output is what the documents show.
 *
 * In a block fenced as `console`, a line that begins with `$ ` is a command, lines that begin with `> ` go on with it, and
 * what follows up to the next command is its output. A line `…` stands for any lines. Blocks of one document run one after the other in one folder, which holds a
 * copy of the scenarios. UPDATE_DOCUMENTS=1 writes the present output into blocks that have no `…`.
 */
import { execFile } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");
const documents = [
  "README.md",
  ...readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

/** Run by CI itself; inside a test they would run the tests again. */
const LEFT_TO_CI = ["npx pnpm@10 test", "pnpm check", "pnpm bench"];

interface Command {
  readonly line: string;
  readonly shown: readonly string[];
}

function blocksOf(text: string): readonly string[] {
  return [...text.matchAll(/^```console\n([\s\S]*?)^```$/gm)].map((match) => match[1] ?? "");
}

function commandsOf(block: string): readonly Command[] {
  const commands: { line: string; shown: string[] }[] = [];
  for (const line of block.replace(/\n$/, "").split("\n")) {
    const last = commands.at(-1);
    if (line.startsWith("$ ")) commands.push({ line: line.slice(2), shown: [] });
    else if (line.startsWith("> ") && last !== undefined) last.line += `\n${line.slice(2)}`;
    else last?.shown.push(line);
  }
  return commands;
}

/** Some commands, each a process of its own that compiles the sources, beside all other tests. */
const DOCUMENT_MS = 120_000;

const folders: string[] = [];

/** A folder as a reader has it after cloning, with `npx pnpm@10 sim` and `sysplex` on the path. */
function readersFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "sysplex-docs-"));
  folders.push(folder);
  cpSync(join(root, "scenarios"), join(folder, "scenarios"), { recursive: true });
  const run = `exec "${process.execPath}" --import "${import.meta.resolve("tsx")}" "${join(root, "packages/cli/src/main.ts")}"`;
  script(join(folder, "sysplex"), `${run} "$@"`);
  script(join(folder, "npx"), `test "$1 $2" = "pnpm@10 sim" || exit 127\nshift 2\n${run} "$@"`);
  return folder;
}

function script(file: string, body: string): void {
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
}

function output(command: string, folder: string): Promise<string> {
  const env = {
    ...process.env,
    PATH: `${folder}:${process.env["PATH"] ?? ""}`,
    NO_COLOR: "1",
    COLUMNS: "100",
  };
  return new Promise((done) => {
    execFile("bash", ["-c", `exec 2>&1\n${command}`], { cwd: folder, env }, (_, stdout) => {
      done(stdout);
    });
  });
}

/** A pattern of the shown lines: `…` stands for any lines, and wall-clock seconds for any number. */
function patternOf(shown: readonly string[]): RegExp {
  const parts = shown.map((line) => (line.trim() === "…" ? "(?:.*\\n)*?" : `${escape(line)}\\n`));
  return new RegExp(`^${parts.join("")}$`);
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const withCommands = documents
  .map((document) => ({ document, text: readFileSync(join(root, document), "utf8") }))
  .filter(({ text }) => blocksOf(text).length > 0);

describe.each(withCommands)("$document", ({ document, text }) => {
  test(
    "shows what its commands print",
    async () => {
      const folder = readersFolder();
      let updated = text;
      for (const block of blocksOf(text)) {
        let rewritten = "";
        for (const { line, shown } of commandsOf(block)) {
          if (LEFT_TO_CI.includes(line)) continue;
          const printed = await output(line, folder);
          rewritten += `$ ${line.replaceAll("\n", "\n> ")}\n${printed}`;
          if (process.env["UPDATE_DOCUMENTS"] === undefined) expect(printed, line).toMatch(patternOf(shown));
        }
        if (!block.split("\n").includes("…") && rewritten !== "") updated = updated.replace(block, rewritten);
      }
      if (process.env["UPDATE_DOCUMENTS"] !== undefined) writeFileSync(join(root, document), updated);
    },
    DOCUMENT_MS,
  );
});

test("the README and the first chapter have commands", () => {
  expect(withCommands.map(({ document }) => document)).toEqual(
    expect.arrayContaining(["README.md", "docs/01-your-own-files.md"]),
  );
});
