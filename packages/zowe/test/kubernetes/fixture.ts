/**
 * A cluster of two nodes with Zowe's API Mediation Layer in it, and z/OSMF on SYSA, as the tests speak of them.
 *
 * A pod is created in 3 s, and its service starts in 30 s, of which the port is open for the last; SIGTERM ends it in 2 s.
 */
import { parameterValues, Simulation, type Duration } from "@sysplex/sim-core";
import { Sysplex } from "@sysplex/sysplex";
import { readProfile, resolveProfile, Tcpip, tcpipParameters } from "@sysplex/tcpip";
import { Zosmf, zosmfParameters } from "@sysplex/zosmf";
import {
  readManifests,
  Zowe,
  zoweParameters,
  type ClusterConfiguration,
  type KubernetesCluster,
  type NodeConfiguration,
  type ZowePlex,
} from "../../src/index.js";
import { AskingClient } from "../../../../test/support/asking-client.js";
import { sysplexConfiguration } from "../../../../test/support/sysplex-configuration.js";
import { zosmfConfiguration } from "../../../../test/support/zosmf-configuration.js";
import { duration, type ZoweParameters } from "../fixture.js";
import { zowe } from "./manifests.js";

/** Of the load balancer: the first one that is given. */
export const ENTRY_ADDRESS = "198.51.100.10";
export const GATEWAY_PORT = 7554;

export const CREATE = 3;
export const START = 30;
export const STOP = 2;

const CONSTANT: Partial<ZoweParameters> = {
  podCreateDuration: duration("3s"),
  podInitDuration: duration("0s"),
  podStartDuration: duration("30s"),
  podStopDuration: duration("2s"),
};

export interface Setting {
  readonly manifests?: string;
  readonly configuration?: ClusterConfiguration;
  readonly nodes?: readonly NodeConfiguration[];
  readonly parameters?: Partial<ZoweParameters>;
  readonly seed?: number;
}

export function node(name: string, milliCpu = 4_000): NodeConfiguration {
  return { name, milliCpu, memoryBytes: 16 * 1_073_741_824 };
}

export class ClusterFixture {
  private constructor(readonly sim: Simulation<ZowePlex>) {}

  /** Everything is up, and a second old. */
  static up(setting: Setting = {}): ClusterFixture {
    const sim = new Simulation<ZowePlex>({
      seed: setting.seed ?? 1,
      context: (sim) => buildPlex(sim, setting),
    });
    const fixture = new ClusterFixture(sim);
    const { sysplex, zosmf, zowe } = fixture.plex;
    sysplex.start();
    zosmf.start();
    zowe.start();
    fixture.run(1);
    return fixture;
  }

  fork(): ClusterFixture {
    return new ClusterFixture(this.sim.fork());
  }

  get plex(): ZowePlex & { client: Client } {
    return this.sim.context as ZowePlex & { client: Client };
  }

  get cluster(): KubernetesCluster {
    const { kubernetes } = this.plex.zowe;
    if (kubernetes === undefined) throw new Error("There is no cluster");
    return kubernetes;
  }

  get client(): Client {
    return this.plex.client;
  }

  /** Seconds since the start. */
  get now(): number {
    return this.sim.now / 1_000_000;
  }

  run(count: number): void {
    this.sim.runFor(Math.round(count * 1_000_000) as Duration);
  }

  runTo(second: number): void {
    this.sim.runUntil((second * 1_000_000) as typeof this.sim.now);
  }

  /** Names of pods that exist, with `*` behind those that are Ready. */
  get pods(): readonly string[] {
    return this.cluster.pods.map(({ name, record }) => `${name}${record.isReady ? "*" : ""}`);
  }

  podsOf(workload: string): readonly string[] {
    return this.cluster
      .podsOf(workload)
      .map(({ name, record, isActive }) => `${name}${isActive ? (record.isReady ? "*" : "") : "-"}`);
  }

  /** Reasons and objects of the events so far: `12 Killing pod/gateway-0`. */
  events(reason?: string): readonly string[] {
    return this.cluster.events.all
      .filter((event) => reason === undefined || event.reason === reason)
      .map(({ at, reason, object }) => `${at / 1_000_000} ${reason} ${object}`);
  }

  /** Addresses that Discovery has for a service. */
  registered(serviceId: string, discovery = "discovery-0"): readonly string[] {
    return this.plex.zowe.eureka
      .discovery(discovery)
      .entries.filter((entry) => entry.serviceId === serviceId)
      .map(({ host }) => host.split(".", 1)[0] ?? "");
  }

  /** One request on a connection of its own; what became of it within the time. */
  ask(path = "/ibmzosmf/api/v1/restjobs/jobs", withinSeconds = 2): string | number | undefined {
    const { length } = this.client.answers;
    this.client.send(path);
    this.run(withinSeconds);
    return this.client.answers[length];
  }
}

/** Enters by the load balancer. */
export class Client extends AskingClient {
  constructor(private readonly plex: ZowePlex) {
    super(plex, ENTRY_ADDRESS, GATEWAY_PORT);
  }

  send(path: string): void {
    this.ask(this.plex.zowe.operations.operationOf("GET", path) ?? -1);
  }
}

function buildPlex(sim: Simulation<ZowePlex>, setting: Setting): ZowePlex {
  const plex = { sim } as { -readonly [Root in keyof ZowePlex]: ZowePlex[Root] } & { client: Client };
  plex.sysplex = new Sysplex(plex, sysplexConfiguration(["SYSA"]));
  plex.tcpip = new Tcpip(plex, {
    stacks: [{ system: "SYSA", job: "TCPIP", profile: profile() }],
    parameters: parameterValues(tcpipParameters),
  });
  const hosts = { "zosmf.example.com": "10.0.0.1" };
  plex.zosmf = new Zosmf(plex, {
    servers: [{ system: "SYSA", configuration: zosmfConfiguration("SYSA") }],
    hosts,
    parameters: parameterValues(zosmfParameters),
  });
  plex.zowe = new Zowe(plex, {
    starts: [],
    hosts,
    parameters: parameterValues(zoweParameters, { ...CONSTANT, ...setting.parameters }),
    kubernetes: setting.configuration ?? clusterOf(setting),
  });
  plex.client = new Client(plex);
  sim.attach("test client", plex.client);
  return plex;
}

export function clusterOf({ manifests = zowe(), nodes }: Setting): ClusterConfiguration {
  const source = { file: "zowe.yaml", text: manifests };
  const { configuration, diagnostics } = readManifests({
    sources: [source],
    ...(nodes === undefined ? {} : { nodes }),
  });
  const errors = diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ code, text }) => `${code} ${text}`);
  if (configuration === undefined || errors.length > 0) throw new Error(`Manifests: ${errors.join("; ")}`);
  return configuration;
}

function profile() {
  const text = "INTERFACE OSA DEFINE IPAQENET PORTNAME OSA IPADDR 10.0.0.1/24";
  return resolveProfile(readProfile({ file: "sysa.tcpip", text })).profile;
}
