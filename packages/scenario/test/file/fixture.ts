/** Scenario texts and hosts for the tests of the reader. */
import type { Diagnostic, SourceText } from "@sysplex/sysplex";
import {
  type HostReading,
  type ScenarioDocument,
  type ScenarioHost,
  readScenario,
} from "../../src/file/index.js";

/** A sound scenario of two systems, with every key that is simulated. */
export const TWO_SYSTEMS = `# yaml-language-server: $schema=../scenario.schema.json
scenario: zosmf-lpar-loss
title: The preferred z/OSMF's LPAR dies without a word. What does a REST client notice?
seed: 1
duration: 20m
warmup: 1m

sysplex:
  name: PLEX1
  couple: configs/COUPLE00
  sfm: configs/SFMPOL01
  statusDetection: false
  operator: { replyAfter: 3m, removes: SYSB }
  couplingFacilities: [CF01]
  systems:
    SYSA: { tcpip: configs/TCPPROF.SYSA, tcpipData: configs/TCPDATA, ceaprm: configs/CEAPRM00, bpxprm: configs/BPXPRM00, zosmf: configs/IZUPRM0A, processors: dedicated }
    SYSB:
      tcpip: configs/TCPPROF.SYSB
      zosmf: [configs/IZUPRM00, configs/IZUPRM0B]
      processors: shared
      clone: 01
      symbols: { IPHOST: 10.1.1.2, LEVEL: 007 }
      # SYSB is up when the simulation begins.
      upAtStart: true

hosts: { zosmf.example.com: 10.1.1.100 }

clients:
  - name: rest
    request: GET https://zosmf.example.com/zosmf/restjobs/jobs
    arrivals: poisson 20/s
    timeout: 30s
    retry: { attempts: 3, backoff: 1s }
    connections: { keepAlive: { pool: 10, idle: 30s } }
    os: windows
    auth: basic

probe: { every: 1s }

parameters:
  zosmf.serverStart: 4m

timeline:
  - { at: 12m, ipl: SYSA }
  - { at: 5m, fail: SYSA }

expect:
  zosmf.timeToFailover: < 60s
  rest.availability: ">= 95%"
`;

/** A host of a few texts, by path from the scenario's folder. */
export function hostOf(texts: Readonly<Record<string, string>>): ScenarioHost {
  return {
    readText(path): HostReading {
      const text = texts[path];
      if (text !== undefined) return { ok: true, source: { file: path, text } };
      return { ok: false, problem: path.startsWith("../../") ? "outside" : "missing" };
    },
  };
}

export function sourceOf(text: string): SourceText {
  return { file: "scenario.yaml", text };
}

/** Reads a scenario that has to be sound. */
export function read(text: string, texts: Readonly<Record<string, string>> = {}): ScenarioDocument {
  const { scenario, diagnostics } = readScenario(sourceOf(text), hostOf(texts));
  if (scenario === undefined) throw new Error(diagnostics.map(format).join("\n"));
  return scenario;
}

export function diagnosticsOf(
  text: string,
  texts: Readonly<Record<string, string>> = {},
): readonly Diagnostic[] {
  return readScenario(sourceOf(text), hostOf(texts)).diagnostics;
}

/** `3:9 WRONG_TYPE …` */
export function format({ range, code, text }: Diagnostic): string {
  return `${range.start.line}:${range.start.column} ${code} ${text}`;
}

/** Nothing but where things stand is taken out. */
export function withoutRanges(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, part: unknown) =>
      /^(?:range|nameRange|objectRange|files)$/.test(key) ? undefined : part,
    ),
  );
}

/** `TWO_SYSTEMS` with one stretch replaced, which has to be there. */
export function changed(from: string, to: string): string {
  if (!TWO_SYSTEMS.includes(from)) throw new Error(`the fixture has no ${from}`);
  return TWO_SYSTEMS.replace(from, () => to);
}

/** `TWO_SYSTEMS` with one more line in its timeline. */
export function withEntry(entry: string): string {
  return changed("timeline:\n", `timeline:\n  - ${entry}\n`);
}
