/** A small pair of z/OSMF servers in memory, of which one is lost. */
import { bundleScenario, type StudyPlan, type Variant } from "../src/index.js";
import { hostOf, PAIR_MEMBERS, PAIR_SYSPLEX } from "../../../test/support/zosmf-pair.js";

export { hostOf };

/** 150 seconds, in which SYSA is lost at 30 s and SFM isolates it: an outage, and a failover to SYSB. */
export const PAIR: Readonly<Record<string, string>> = {
  "scenario.yaml": `
scenario: pair
title: Does it work?
duration: 150s
warmup: 5s
${PAIR_SYSPLEX}clients:
  - name: rest
    request: GET https://zosmf.example.com/zosmf/restjobs/jobs
    arrivals: poisson 5/s
    retry: { attempts: 2, backoff: 1s }
timeline:
  - { at: 30s, fail: SYSA }
expect:
  zosmf.outage: < 60s
`,
  ...PAIR_MEMBERS,
};

/** A variant of the pair; `edit` changes the scenario file. */
export function pairVariant(name = "pair", edit = (text: string): string => text): Variant {
  const source = { file: "scenario.yaml", text: edit(PAIR["scenario.yaml"] ?? "") };
  const { bundle, diagnostics } = bundleScenario(source, hostOf(PAIR));
  if (bundle === undefined) throw new Error(diagnostics.map(({ text }) => text).join("\n"));
  return { name, bundle };
}

/** Nothing fails: the same pair left in peace. */
export function quietVariant(name = "quiet"): Variant {
  return pairVariant(name, (text) => text.replace(/timeline:\n.*\n/, ""));
}

/** Two variants, six replications each, in chunks of two. */
export function smallPlan(): StudyPlan {
  return {
    name: "small",
    version: "test",
    seed: "1",
    variants: [pairVariant(), quietVariant()],
    replications: 6,
    chunkReplications: 2,
  };
}
