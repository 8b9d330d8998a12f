/** Two systems in hot standby and a client at 100 requests/s, of z/OSMF itself or through Zowe's Gateway; nothing fails. */
import { readFileSync } from "node:fs";
import { buildScenario, readScenario, resolveScenario } from "@sysplex/scenario";

const zosmf = {
  folder: new URL("../../scenarios/zosmf-lpar-loss/", import.meta.url),
  more: "hosts: { zosmf.example.com: 10.1.1.100 }",
  request: "GET https://zosmf.example.com/zosmf/restjobs/jobs",
};

const zowe = {
  folder: new URL("../../scenarios/zowe-lpar-loss/", import.meta.url),
  more: `zowe: { config: configs/zowe.yaml, release: "3.1" }
hosts:
  zosmf.example.com: 10.1.1.100
  zowe.example.com: 10.1.1.200
  sysa.example.com: 10.1.1.1
  sysb.example.com: 10.1.1.2`,
  request: "GET https://zowe.example.com:7554/ibmzosmf/api/v1/restjobs/jobs",
};

const textOf = ({ more, request }) => `
scenario: busy-day
title: Nothing fails. What does a day cost?
duration: 25h
sysplex:
  systems:
    SYSA: { tcpip: configs/TCPPROF.SYSA, zosmf: configs/IZUPRM0A, processors: dedicated }
    SYSB: { tcpip: configs/TCPPROF.SYSB, zosmf: configs/IZUPRM0B, processors: dedicated }
${more}
clients:
  - { name: rest, request: ${request}, arrivals: poisson 100/s }
`;

const hostOf = (folder) => ({
  readText: (path) => ({
    ok: true,
    source: { file: path, text: readFileSync(new URL(path, folder), "utf8") },
  }),
});

/** @param product `zosmf` or `zowe`. */
export function simulatedDay(product = "zosmf") {
  const kind = product === "zowe" ? zowe : zosmf;
  const host = hostOf(kind.folder);
  const { scenario } = readScenario({ file: "busy-day.yaml", text: textOf(kind) }, host);
  const { resolved } = resolveScenario(scenario, host);
  const { sim, plex } = buildScenario(resolved, "1");
  return { sim, requestCount: () => plex.services[0].meters[0].counts.sent };
}
