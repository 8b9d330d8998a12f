/** A Zowe with Caching Services, as the tests speak of them. */
import type { Duration } from "@sysplex/sim-core";
import type { IpAddress } from "@sysplex/tcpip";
import type {
  CacheAnswer,
  CacheRequest,
  CachingServices,
  ClusterChange,
  EntriesLost,
} from "../../src/caching/index.js";
import { duration, HOSTS, ZoweFixture, type ZoweParameters } from "../fixture.js";

export interface CachingSetting {
  readonly systems?: readonly string[];
  /** Lines below `storage:`, by default Infinispan with all systems listed. */
  readonly storage?: string;
  /** Below `storage:` of single instances, by system. */
  readonly own?: Readonly<Record<string, string>>;
  /** Without a Caching Service. */
  readonly isAbsent?: boolean;
  /** `zowe:` of zowe.yaml has more than usual. */
  readonly zowe?: string;
  readonly parameters?: Partial<ZoweParameters>;
  readonly hosts?: Readonly<Record<string, IpAddress>>;
  readonly release?: `${number}.${number}`;
  readonly seed?: number;
}

/** Every time that chance decides is a constant, so that a test can tell it. */
const CONSTANT: Partial<ZoweParameters> = {
  cachingServiceStart: duration("40s"),
  jgroupsMergeNews: duration("20s"),
  jgroupsMergeCheck: duration("10s"),
  sentinelFailover: duration("2s"),
  serviceTime: duration("20ms"),
};

export const CALLER = { dn: "CN=Zowe Service" } as const;

export function allHosts(systems: readonly string[]): string {
  return systems.map((system) => `${system.toLowerCase()}.example.com[7600]`).join(",");
}

export function infinispan(hosts: string): string {
  return `mode: infinispan\ninfinispan: { initialHosts: "${hosts}" }`;
}

export class CachingFixture {
  readonly lost: EntriesLost[] = [];
  readonly changes: ClusterChange[] = [];
  readonly splits: string[] = [];

  private constructor(readonly zowe: ZoweFixture) {
    this.caching.entriesLost.subscribe((news) => this.lost.push(news));
    this.caching.clusterChanged.subscribe((change) => this.changes.push(change));
    this.caching.splitChanged.subscribe(({ isSplit, at }) =>
      this.splits.push(`${at / 1_000_000} ${isSplit ? "split" : "one"}`),
    );
  }

  static up(setting: CachingSetting = {}): CachingFixture {
    const { systems = ["SYSA", "SYSB"], parameters, hosts = HOSTS, seed, release } = setting;
    return new CachingFixture(
      ZoweFixture.up({
        systems,
        yaml: yamlOf(setting, systems),
        parameters: { ...CONSTANT, ...parameters },
        hosts,
        ...(seed === undefined ? {} : { seed }),
        ...(release === undefined ? {} : { release }),
      }),
    );
  }

  fork(): CachingFixture {
    return new CachingFixture(this.zowe.fork());
  }

  get caching(): CachingServices {
    return this.zowe.plex.zowe.caching;
  }

  /** Systems of the members of each view. */
  get views(): readonly string[] {
    return this.caching.views.map((view) => view.map(systemOf).sort().join(" "));
  }

  runFor(span: Duration): void {
    this.zowe.runFor(span);
  }

  ask(system: string, kind: CacheRequest["kind"], key?: string, value = 1): CacheAnswer {
    return this.caching.answer(nameOf(system), {
      kind,
      caller: CALLER,
      value,
      ...(key === undefined ? {} : { key }),
    });
  }

  status(system: string, kind: CacheRequest["kind"], key?: string): number {
    return this.ask(system, kind, key).status;
  }

  /** Creates so many entries through a system's Caching Service: `a1`, `a2`, … */
  fill(system: string, count: number, prefix = "a"): void {
    for (let number = 1; number <= count; number += 1) this.ask(system, "create", `${prefix}${number}`);
  }

  entries(system: string): number {
    return this.caching.entriesThrough(nameOf(system));
  }

  component(system: string, id = "caching-service") {
    return this.zowe.component(id, system);
  }

  cut(a: string, b: string, isCut = true): void {
    this.zowe.plex.zowe.eureka.setCut(a, b, isCut);
  }

  failLpar(system: string): void {
    this.zowe.plex.sysplex.lpar(system).fail("wait-state");
  }

  /** Reasons and counts of what was lost, in order. */
  get losses(): readonly string[] {
    return this.lost.map(({ why, count }) => `${why}: ${count}`);
  }
}

export function nameOf(system: string, id = "caching-service"): string {
  return `${system}/ZWE1SV/${id}`;
}

function systemOf(name: string): string {
  return name.split("/")[0] ?? "";
}

function yamlOf(setting: CachingSetting, systems: readonly string[]): string {
  const { storage = infinispan(allHosts(systems)), own = {}, isAbsent = false } = setting;
  return [
    "zowe:",
    "  runtimeDirectory: /usr/lpp/zowe",
    "  workspaceDirectory: /global/zowe/workspace",
    "  externalDomains: [dvipa.example.com]",
    "  externalPort: 7554",
    ...(setting.zowe === undefined ? [] : [`  ${setting.zowe}`]),
    "zOSMF: { host: dvipa.example.com, port: 443 }",
    "components:",
    "  gateway: { enabled: true, port: 7554 }",
    "  discovery: { enabled: true, port: 7553 }",
    "  caching-service:",
    `    enabled: ${!isAbsent}`,
    "    port: 7555",
    "    storage:",
    ...indented(storage, 6),
    "haInstances:",
    ...systems.flatMap((system) => [
      `  lpar${system.charCodeAt(3) - 64}:`,
      `    hostname: ${system.toLowerCase()}.example.com`,
      `    sysname: ${system}`,
      ...(own[system] === undefined
        ? []
        : [
            "    components:",
            "      caching-service:",
            "        storage:",
            ...indented(own[system] as string, 10),
          ]),
    ]),
    "",
  ].join("\n");
}

function indented(text: string, spaces: number): readonly string[] {
  return text.split("\n").map((line) => `${" ".repeat(spaces)}${line}`);
}
