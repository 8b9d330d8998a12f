/**
 * A simulated day of two systems at 100 requests/s: speed, and memory after the first hour against memory after the last.
 *
 *     pnpm bench:day
 */
import { readFileSync } from "node:fs";
import { hours } from "@sysplex/sim-core";
import { buildScenario, readScenario, resolveScenario } from "@sysplex/scenario";

const HOURS = Number(process.argv[2] ?? 24);
const folder = new URL("../scenarios/zosmf-lpar-loss/", import.meta.url);
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
const { scenario } = readScenario({ file: "busy-day.yaml", text }, host);
const { resolved } = resolveScenario(scenario, host);
const { sim, services } = buildScenario(resolved, "1");

let firstMiB = 0;
const start = performance.now();
for (let hour = 1; hour <= HOURS; hour += 1) {
  sim.runFor(hours(1));
  if (hour === 1) firstMiB = heapMiB();
}
const seconds = (performance.now() - start) / 1000;
const lastMiB = heapMiB();
const { sent } = services[0].meters[0].counts;

console.log(
  `${HOURS} simulated hours, ${sent.toLocaleString("en")} requests, ${sim.eventCount.toLocaleString("en")} events`,
);
console.log(`${seconds.toFixed(1)} s: ${Math.round(sent / seconds / 1000)} thousand requests a second`);
console.log(
  `heap after the first hour ${firstMiB.toFixed(1)} MiB, after the last ${lastMiB.toFixed(1)} MiB: ${(lastMiB / firstMiB).toFixed(3)} times`,
);
console.log(`largest resident set ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`);

function heapMiB() {
  globalThis.gc();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}
