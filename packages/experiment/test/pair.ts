/** A small pair of z/OSMF servers in memory, of which one is lost. */
import type { ScenarioHost } from "@sysplex/scenario";
import { bundleScenario, type StudyPlan, type Variant } from "../src/index.js";

const profile = (number: number, job: string, own: string): string => `
IPCONFIG SYSPLEXROUTING DYNAMICXCF 10.1.2.${number} 255.255.255.0 1
INTERFACE OSA${number} DEFINE IPAQENET PORTNAME OSAP1
  IPADDR 10.1.1.${number}/24
PORT
  443 TCP ${job}
VIPADYNAMIC
  ${own} 10.1.1.100
  VIPADISTRIBUTE DEFINE DISTM HOTSTANDBY 10.1.1.100
    PORT 443 DESTIP
      10.1.2.1  PREFERRED
      10.1.2.2  BACKUP
ENDVIPADYNAMIC
`;

const izuprm = (letter: string): string => `
HOSTNAME('zosmf.example.com')
HTTP_SSL_PORT(443)
AUTOSTART(LOCAL)
AUTOSTART_GROUP('IZUDFL${letter}')
SERVER_PROC(IZUSVR${letter})
ANGEL_PROC(IZUANG1)
USER_DIR('/global/zosmf/zosmf${letter.toLowerCase()}')
`;

/** 150 seconds, in which SYSA is lost at 30 s and SFM isolates it: an outage, and a failover to SYSB. */
export const PAIR: Readonly<Record<string, string>> = {
  "scenario.yaml": `
scenario: pair
title: Does it work?
duration: 150s
warmup: 5s
sysplex:
  name: PLEX1
  sfm: SFMPOL01
  systems:
    SYSA: { tcpip: TCPPROF.SYSA, zosmf: IZUPRM0A, processors: dedicated }
    SYSB: { tcpip: TCPPROF.SYSB, zosmf: IZUPRM0B, processors: dedicated }
hosts: { zosmf.example.com: 10.1.1.100 }
clients:
  - name: rest
    request: GET https://zosmf.example.com/zosmf/restjobs/jobs
    arrivals: poisson 5/s
    retry: { attempts: 2, backoff: 1s }
timeline:
  - { at: 30s, fail: SYSA }
expect:
  zosmf.outage: < 60s
`,
  "TCPPROF.SYSA": profile(1, "IZUSVRA", "VIPADEFINE 255.255.255.0"),
  "TCPPROF.SYSB": profile(2, "IZUSVRB", "VIPABACKUP 100"),
  IZUPRM0A: izuprm("A"),
  IZUPRM0B: izuprm("B"),
  SFMPOL01: "DEFINE POLICY NAME(SFMPOL01) CONNFAIL(YES)\n  SYSTEM NAME(*) ISOLATETIME(0)\n",
};

export function hostOf(files: Readonly<Record<string, string>>): ScenarioHost {
  return {
    readText(path) {
      const text = files[path];
      return text === undefined
        ? { ok: false, problem: "missing" }
        : { ok: true, source: { file: path, text } };
    },
  };
}

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
