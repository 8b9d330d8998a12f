/** The scenarios of this repository, read from disk and run in this process. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  readScenario,
  resolveScenario,
  runScenario,
  type FailoverResult,
  type KernelOptions,
  type ResolvedScenario,
  type Resolution,
  type RunResult,
  type ScenarioHost,
} from "@sysplex/scenario";

const root = fileURLToPath(new URL("../../scenarios/", import.meta.url));

const foldersIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

/** The names of their folders; those of stories are in {@link storyFiles}, pairs to compare have a test of their own. */
export const scenarioNames: readonly string[] = foldersIn(root).filter((name) =>
  existsSync(join(root, name, "scenario.yaml")),
);

/** Each story, `stories/lost-lpar`, and beside it the better end where there is one, `stories/lost-lpar/fixed.yaml`. */
export const storyFiles: readonly string[] = foldersIn(join(root, "stories")).flatMap((name) =>
  ["scenario.yaml", "fixed.yaml"]
    .filter((file) => existsSync(join(root, "stories", name, file)))
    .map((file) => (file === "scenario.yaml" ? `stories/${name}` : `stories/${name}/${file}`)),
);

function fileOf(name: string): string {
  return name.endsWith(".yaml") ? name : `${name}/scenario.yaml`;
}

export function scenarioText(name: string): string {
  return readFileSync(join(root, fileOf(name)), "utf8");
}

/** Reads the scenario file and all that it names. `edit` changes the text of the scenario file first. */
export function resolveShipped(name: string, edit = (text: string): string => text): Resolution {
  const file = `scenarios/${fileOf(name)}`;
  const source = { file, text: edit(scenarioText(name)) };
  const host = hostOf(dirname(join(root, fileOf(name))));
  const { scenario, diagnostics } = readScenario(source, host);
  if (scenario === undefined) return { diagnostics };
  const resolution = resolveScenario(scenario, host);
  return { ...resolution, diagnostics: [...diagnostics, ...resolution.diagnostics] };
}

/** As {@link resolveShipped}, for a scenario that is known to be sound. */
export function shipped(name: string, edit?: (text: string) => string): ResolvedScenario {
  const { resolved, diagnostics } = resolveShipped(name, edit);
  if (resolved === undefined) throw new Error(diagnostics.map(({ text }) => text).join("\n"));
  return resolved;
}

export function run(resolved: ResolvedScenario, seed?: string, kernel: KernelOptions = {}): RunResult {
  return runScenario(resolved, { version: "test", ...kernel, ...(seed === undefined ? {} : { seed }) });
}

/** The failovers of a result, or its moves of other kinds. */
export function movesOf(
  { services }: RunResult,
  ...kinds: readonly FailoverResult["kind"][]
): readonly FailoverResult[] {
  return (services["zosmf"]?.failovers ?? []).filter(({ kind }) => kinds.includes(kind));
}

function hostOf(folder: string): ScenarioHost {
  return {
    readText(path) {
      try {
        return { ok: true, source: { file: path, text: readFileSync(join(folder, path), "utf8") } };
      } catch {
        return { ok: false, problem: "missing" };
      }
    },
  };
}
