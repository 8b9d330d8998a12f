/** Discovery of a Zowe with launchers: from zowe.yaml to the registry, and along with the lives of its components. */
import { minutes, parameterValues, seconds, Simulation } from "@sysplex/sim-core";
import { Sysplex } from "@sysplex/sysplex";
import { Tcpip, tcpipParameters } from "@sysplex/tcpip";
import { Zosmf, zosmfParameters } from "@sysplex/zosmf";
import { expect, test } from "vitest";
import { discoveryParameters } from "../../src/discovery/eureka-plex.js";
import type { Eureka } from "../../src/discovery/eureka.js";
import { eurekaOf } from "../../src/discovery/of-zowe.js";
import { Zowe, zoweParameters, type ZowePlex } from "../../src/index.js";
import { SMALL_ZOWE } from "../fixture.js";
import { resolved } from "../yaml/fixture.js";
import { sysplexConfiguration } from "../../../../test/support/sysplex-configuration.js";
import { homeAddress, hostOf, profileOf } from "./fixture.js";

const SYSTEMS = ["SYSA", "SYSB"];

function buildPlex(sim: Simulation<ZowePlex>): ZowePlex {
  const plex = { sim } as { -readonly [Root in keyof ZowePlex]: ZowePlex[Root] };
  const hosts = Object.fromEntries(SYSTEMS.map((system) => [hostOf(system), homeAddress(system)]));
  plex.sysplex = new Sysplex(plex, sysplexConfiguration(SYSTEMS));
  plex.tcpip = new Tcpip(plex, {
    stacks: SYSTEMS.map((system) => ({ system, job: "TCPIP", profile: profileOf(system) })),
    parameters: parameterValues(tcpipParameters),
  });
  plex.zosmf = new Zosmf(plex, { servers: [], hosts, parameters: parameterValues(zosmfParameters) });
  plex.zowe = new Zowe(plex, {
    starts: SYSTEMS.map((system, index) => ({
      system,
      configuration: resolved(SMALL_ZOWE, { name: system, haInstance: `lpar${index + 1}` }),
    })),
    hosts,
    parameters: { ...parameterValues(discoveryParameters), ...parameterValues(zoweParameters) },
  });
  if (!("eureka" in plex.zowe)) Object.assign(plex.zowe, { eureka: eurekaOf(plex, plex.zowe) });
  return plex;
}

function zoweWithDiscovery(): { plex: ZowePlex; eureka: Eureka } {
  const sim = new Simulation<ZowePlex>({ seed: 1, context: buildPlex });
  const plex = sim.context;
  plex.sysplex.start();
  plex.zosmf.start();
  plex.zowe.start();
  return { plex, eureka: (plex.zowe as unknown as { readonly eureka: Eureka }).eureka };
}

const instanceIds = (eureka: Eureka, system: string): string[] =>
  eureka
    .discovery(`${system}/ZWE1SV/discovery`)
    .entries.map(({ instanceId }) => instanceId)
    .sort();

const EVERYBODY = [
  "STATIC-dvipa.example.com:ibmzosmf:443",
  "STATIC-sysa.example.com:zss:7557",
  "STATIC-sysb.example.com:zss:7557",
  "sysa.example.com:discovery:7553",
  "sysa.example.com:gateway:7554",
  "sysb.example.com:discovery:7553",
  "sysb.example.com:gateway:7554",
];

test("both registries hold every component of both LPARs, and the static definitions of the shared workspace", () => {
  const { plex, eureka } = zoweWithDiscovery();
  plex.sim.runFor(seconds(1));

  expect(instanceIds(eureka, "SYSA")).toEqual(EVERYBODY);
  expect(instanceIds(eureka, "SYSB")).toEqual(EVERYBODY);
  expect(eureka.registryView("SYSB/ZWE1SV/gateway").instancesOf("gateway")).toHaveLength(2);
});

test("a launcher's P takes its components out; ZSS stays UP, and counts as stale", () => {
  const { plex, eureka } = zoweWithDiscovery();
  plex.sim.runFor(minutes(2));
  plex.zowe.launcher("SYSB/ZWE1SV").stop();
  plex.sim.runFor(minutes(1));

  expect(instanceIds(eureka, "SYSA")).toEqual(EVERYBODY.filter((id) => !id.startsWith("sysb")));
  expect(eureka.discovery("SYSA/ZWE1SV/discovery").staleEntries.map(({ serviceId }) => serviceId)).toEqual([
    "zss",
  ]);
});

test("a Gateway that crashes registers again when its launcher has restarted it", () => {
  const { plex, eureka } = zoweWithDiscovery();
  plex.sim.runFor(minutes(2));
  plex.zowe.component("SYSB/ZWE1SV/gateway").crash();
  plex.sim.runFor(seconds(1));
  expect(eureka.discovery("SYSA/ZWE1SV/discovery").staleEntries).toHaveLength(1);
  plex.sim.runFor(minutes(2));

  expect(eureka.discovery("SYSA/ZWE1SV/discovery").staleEntries).toEqual([]);
  expect(instanceIds(eureka, "SYSA")).toEqual(EVERYBODY);
});

test("an LPAR that dies stays in the registry", () => {
  const { plex, eureka } = zoweWithDiscovery();
  plex.sim.runFor(minutes(2));
  plex.sysplex.lpar("SYSB").fail("power-loss");
  plex.sim.runFor(minutes(60));

  expect(instanceIds(eureka, "SYSA")).toEqual(EVERYBODY);
  expect(eureka.discovery("SYSA/ZWE1SV/discovery").record.stale.count).toBe(3);
});
