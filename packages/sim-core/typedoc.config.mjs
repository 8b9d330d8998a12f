/**
 * The reference of this package, printed from its docstrings: `pnpm docs:api` writes it into `tmp/api`.
 *
 * `src/index.ts` is the table of contents already: its sections are the categories here, so that no docstring has to
 * repeat the section it is in.
 */
import { readFileSync } from "node:fs";
import { CommentTag, Converter, OptionDefaults, ReflectionKind } from "typedoc";

const index = readFileSync(new URL("src/index.ts", import.meta.url), "utf8");
const [, ...titlesAndBodies] = index.split(/^\/\/ (.*)$/m);
const titles = titlesAndBodies.filter((_, place) => place % 2 === 0);

/** The title of the section that exports a name. */
const sectionOf = new Map(
  titles.flatMap((title, section) => {
    const body = titlesAndBodies[2 * section + 1].replaceAll(/ from ".*"/g, "");
    return Array.from(body.matchAll(/\w+/g), ([name]) => [name, title]);
  }),
);

function sections(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    const [module] = project.getChildrenByKind(ReflectionKind.Module);
    for (const exported of module?.children ?? []) {
      const title = sectionOf.get(exported.name);
      // A function's docstring is that of its signature. What has none stays without: it is a warning.
      const { comment } = exported.signatures?.[0] ?? exported;
      if (title === undefined) continue;
      comment?.blockTags.push(new CommentTag("@category", [{ kind: "text", text: title }]));
    }
  });
}

export default {
  name: "@sysplex/sim-core",
  entryPoints: ["src/index.ts"],
  alwaysCreateEntryPointModule: true,
  tsconfig: "tsconfig.json",
  plugin: [sections],
  readme: "README.md",
  projectDocuments: ["../../docs/kernel.md", "../../docs/coming-from-simpy.md", "MODEL.md"],
  out: "../../tmp/api",
  disableSources: true,

  excludeInternal: true,
  excludePrivate: true,
  excludeProtected: true,
  excludeExternals: true,
  blockTags: [...OptionDefaults.blockTags, "@source", "@measured", "@assumption"],
  highlightLanguages: [...OptionDefaults.highlightLanguages, "python"],
  categorizeByGroup: false,
  categoryOrder: titles,
  sort: ["source-order"],
  navigation: { includeCategories: true },

  treatWarningsAsErrors: true,
  validation: { notExported: true, invalidLink: true, invalidPath: true, notDocumented: true },
  // A field whose name and type say all needs no sentence; the others have one.
  requiredToBeDocumented: ["Class", "Interface", "TypeAlias", "Variable", "Function", "Method", "Accessor"],
  // Met in a signature, never by a user: who is told, a column of a pool, how a resource or store keeps its order.
  intentionallyNotExported: ["Waiter", "Column", "Line", "Shelf"],
};
