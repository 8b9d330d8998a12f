/** The reference that `pnpm docs:api` writes: every exported name is in it, in a section, and nothing is left unsaid. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Application, Logger, LogLevel, ReflectionKind, type DeclarationReflection } from "typedoc";
import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";

const folder = resolve(import.meta.dirname, "..");

interface Reference {
  readonly warnings: readonly string[];
  readonly module: DeclarationReflection;
}

/** Keeps what TypeDoc would print. */
class Complaints extends Logger {
  readonly texts: string[] = [];

  override log(text: string, level: LogLevel): void {
    if (level >= LogLevel.Warn) this.texts.push(text);
  }
}

/** What TypeDoc makes of a package under its options. Nothing is written. */
async function referenceOf(options: string): Promise<Reference> {
  const app = await Application.bootstrapWithPlugins({ options, logLevel: "Warn" });
  const complaints = new Complaints();
  app.logger = complaints;
  const project = await app.convert();
  if (project === undefined)
    throw new Error(`TypeDoc cannot read the package:\n${complaints.texts.join("\n")}`);
  app.validate(project);
  const [module] = project.getChildrenByKind(ReflectionKind.Module);
  if (module === undefined) throw new Error("The reference has no module");
  return { warnings: complaints.texts, module };
}

/** The names that an index exports, in its order. */
function exportedNames(index: string): string[] {
  return ts
    .createSourceFile("index.ts", index, ts.ScriptTarget.ES2023)
    .statements.filter(ts.isExportDeclaration)
    .flatMap(({ exportClause }) =>
      exportClause !== undefined && ts.isNamedExports(exportClause)
        ? exportClause.elements.map(({ name }) => name.text)
        : [],
    );
}

describe("the reference", () => {
  const options = join(folder, "typedoc.config.mjs");
  const index = readFileSync(join(folder, "src/index.ts"), "utf8");

  let own: Reference;

  beforeAll(async () => {
    own = await referenceOf(options);
  });

  test("has every exported name, each in its section of the index, without a warning", () => {
    const { warnings, module } = own;
    const inSections = (module.categories ?? []).flatMap(({ title, children }) =>
      children.map(({ name }) => `${title}: ${name}`),
    );
    const sections = index.split(/^\/\/ /m).slice(1);
    const inIndex = sections.flatMap((section) =>
      exportedNames(section.slice(section.indexOf("\n"))).map((name) => `${section.split("\n")[0]}: ${name}`),
    );

    expect(warnings).toEqual([]);
    expect(inSections.toSorted()).toEqual(inIndex.toSorted());
    expect(inIndex).toHaveLength(exportedNames(index).length);
  });

  test("does not show what is internal", () => {
    const simulation = own.module.getChildByName("Simulation") as DeclarationReflection;

    expect(simulation.getChildByName("fork")).toBeDefined();
    expect(simulation.getChildByName("markUnforkable")).toBeUndefined();
  });

  test("is refused when something is undocumented, leads nowhere, or is not exported", async () => {
    const scratch = mkdtempSync(join(tmpdir(), "sim-core-reference-"));
    const files = {
      "index.ts": `
        interface Hidden { readonly count: number }
        export class Shown { act(): void {} }
        /** Like {@link Nobody}. @measured never */
        export function hide(_: Hidden): void {}`,
      "tsconfig.json": `{ "files": ["index.ts"], "compilerOptions": { "strict": true, "types": [] } }`,
      "typedoc.config.mjs": `
        import own from ${JSON.stringify(pathToFileURL(options))};
        const none = { readme: "none", projectDocuments: [], intentionallyNotExported: [] };
        export default { ...own, ...none, entryPoints: ["index.ts"] };`,
      "package.json": `{ "name": "scratch", "version": "1.0.0" }`,
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(scratch, name), text);

    const { warnings } = await referenceOf(join(scratch, "typedoc.config.mjs"));
    rmSync(scratch, { recursive: true });

    expect(warnings).toEqual([
      expect.stringContaining("Hidden"),
      expect.stringMatching(/Shown \(Class\).*does not have any documentation/),
      expect.stringMatching(/Shown\.act.*does not have any documentation/),
      expect.stringContaining("Nobody"),
    ]);
  });
});
