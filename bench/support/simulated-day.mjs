/** Two systems with z/OSMF in hot standby and a client at 100 requests/s; nothing fails. */
import { readFileSync } from "node:fs";
import { buildScenario, readScenario, resolveScenario } from "@sysplex/scenario";

const folder = new URL("../../scenarios/zosmf-lpar-loss/", import.meta.url);
const text = `
scenario: busy-day
title: Nothing fails. What does a day cost?
duration: 25h
sysplex:
  systems:
    SYSA: { tcpip: configs/TCPPROF.SYSA, zosmf: configs/IZUPRM0A, processors: dedicated }
    SYSB: { tcpip: configs/TCPPROF.SYSB, zosmf: configs/IZUPRM0B, processors: dedicated }
hosts: { zosmf.example.com: 10.1.1.100 }
clients:
  - { name: rest, request: GET https://zosmf.example.com/zosmf/restjobs/jobs, arrivals: poisson 100/s }
`;

const host = {
  readText: (path) => ({
    ok: true,
    source: { file: path, text: readFileSync(new URL(path, folder), "utf8") },
  }),
};

export function simulatedDay() {
  const { scenario } = readScenario({ file: "busy-day.yaml", text }, host);
  const { resolved } = resolveScenario(scenario, host);
  const { sim, plex } = buildScenario(resolved, "1");
  return { sim, requestCount: () => plex.services[0].meters[0].counts.sent };
}
