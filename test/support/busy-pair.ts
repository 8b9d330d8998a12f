/** Two systems with z/OSMF in hot standby and a client at 100 requests/s; nothing fails. */
import { join } from "node:path";
import { readScenario, resolveScenario, type ResolvedScenario } from "@sysplex/scenario";
import { folderHost } from "./folder-host.js";

export function busyPair(): ResolvedScenario {
  const folder = join(import.meta.dirname, "../../scenarios/zosmf-lpar-loss");
  const text = `
scenario: busy-pair
title: Nothing fails. Does memory grow?
duration: 25h
sysplex:
  systems:
    SYSA: { tcpip: configs/TCPPROF.SYSA, zosmf: configs/IZUPRM0A, processors: dedicated }
    SYSB: { tcpip: configs/TCPPROF.SYSB, zosmf: configs/IZUPRM0B, processors: dedicated }
hosts: { zosmf.example.com: 10.1.1.100 }
clients:
  - { name: rest, request: GET https://zosmf.example.com/zosmf/restjobs/jobs, arrivals: poisson 100/s }
`;
  const host = folderHost(folder);
  const { scenario, diagnostics } = readScenario({ file: "busy-pair.yaml", text }, host);
  if (scenario === undefined) throw new Error(diagnostics.map((diagnostic) => diagnostic.text).join("\n"));
  const { resolved, diagnostics: more } = resolveScenario(scenario, host);
  if (resolved === undefined) throw new Error(more.map((diagnostic) => diagnostic.text).join("\n"));
  return resolved;
}
