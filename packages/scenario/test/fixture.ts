/** A sound pair of systems in memory, for tests that change one thing of it. */
import type { Diagnostic } from "@sysplex/sysplex";
import {
  readScenario,
  resolveScenario,
  runScenario,
  type ResolvedScenario,
  type Resolution,
  type RunResult,
} from "../src/index.js";
import { hostOf, PAIR_MEMBERS, PAIR_SYSPLEX } from "../../../test/support/zosmf-pair.js";

/** The files of the pair; `scenario.yaml` names the others. Clients and timeline are for a test to add. */
export const SOUND_PAIR: Readonly<Record<string, string>> = {
  "scenario.yaml": `
scenario: pair
title: Does it work?
duration: 5m
${PAIR_SYSPLEX}clients:
  - { name: rest, request: GET https://zosmf.example.com/zosmf/restjobs/jobs, arrivals: every 1s }
parameters: { zosmf.jobsServiceTime: 100ms, client.tlsHandshake: 0s }
`,
  ...PAIR_MEMBERS,
};

export type Files = Record<string, string>;

/** The pair with some of its texts changed: by file, what stands there and what shall stand there. */
export function pairWith(changes: Readonly<Record<string, readonly (readonly [string, string])[]>>): Files {
  const files: Files = { ...SOUND_PAIR };
  for (const [file, replacements] of Object.entries(changes)) {
    for (const [from, to] of replacements) {
      const text = files[file] ?? "";
      if (!text.includes(from)) throw new Error(`${file} does not contain ${from}`);
      files[file] = text.replace(from, to);
    }
  }
  return files;
}

export function resolutionOf(files: Readonly<Files>): Resolution {
  const host = hostOf(files);
  const { scenario, diagnostics } = readScenario(
    { file: "scenario.yaml", text: files["scenario.yaml"] ?? "" },
    host,
  );
  return scenario === undefined ? { diagnostics } : resolveScenario(scenario, host);
}

/** Resolves a scenario that has to be sound. */
export function resolvedOf(files: Readonly<Files>): ResolvedScenario {
  const { resolved, diagnostics } = resolutionOf(files);
  if (resolved === undefined) throw new Error(diagnostics.map(format).join("\n"));
  return resolved;
}

export function runOf(files: Readonly<Files>, seed = "1"): RunResult {
  return runScenario(resolvedOf(files), { seed, version: "test" });
}

/** The pair asked by these clients, `- { name: … }` each, while this happens to it. */
export function pairAskedBy(clients: readonly string[], timeline: readonly string[] = []): Files {
  const list = (key: string, items: readonly string[]): string =>
    items.length === 0 ? "" : `${key}:\n${items.map((item) => `  - ${item}\n`).join("")}`;
  const scenario = SOUND_PAIR["scenario.yaml"] ?? "";
  return {
    ...SOUND_PAIR,
    "scenario.yaml":
      scenario.replace(/clients:\n.*\n/, list("clients", clients)) + list("timeline", timeline),
  };
}

/** `- { name: rest, …}` with what differs from a request a second without retries. */
export function client(options = "", arrivals = "every 1s"): string {
  const request = "GET https://zosmf.example.com/zosmf/restjobs/jobs";
  return `{ name: rest, request: ${request}, arrivals: ${arrivals}${options === "" ? "" : `, ${options}`} }`;
}

function format({ range, code, text }: Diagnostic): string {
  return `${range.file}:${range.start.line}: ${code} ${text}`;
}
