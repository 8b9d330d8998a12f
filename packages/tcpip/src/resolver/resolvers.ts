/** The resolvers of all systems, and the name servers that they ask: hosts outside of the sysplex. */
import { NO_TIME, type Duration, type Slice } from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import type { TcpipPlex } from "../plex.js";
import type { IpAddress } from "../profile/index.js";
import type { ResolverConfiguration } from "./resolve-tcpip-data.js";
import { Resolver } from "./resolver.js";
import type { NameServerState, ResolversState } from "./resolver-state.js";

export class Resolvers {
  readonly state: Slice<ResolversState>;

  constructor(
    private readonly plex: TcpipPlex,
    private readonly configurations: Readonly<Record<SystemName, ResolverConfiguration>> = {},
  ) {
    this.state = plex.sim.store.slice<ResolversState>("resolvers", { nameServers: {}, systems: {} });
  }

  /** `undefined`: nothing is known of its name servers, or it asks none, so that lookups take no time. */
  of(system: SystemName): Resolver | undefined {
    const configuration = this.configurations[system];
    if (configuration === undefined || configuration.nameServers.length * configuration.tries === 0)
      return undefined;
    return new Resolver(this.plex, system, configuration);
  }

  /** Of all systems, each once. */
  get nameServers(): readonly IpAddress[] {
    return [...new Set(Object.values(this.configurations).flatMap(({ nameServers }) => nameServers))];
  }

  nameServer(address: IpAddress): NameServer {
    return new NameServer(this.state, address);
  }
}

const SOUND: NameServerState = { kind: "answers", delay: NO_TIME };

/** A view of one name server: it has no state of its own. */
export class NameServer {
  constructor(
    private readonly slice: Slice<ResolversState>,
    readonly address: IpAddress,
  ) {}

  get state(): NameServerState {
    return this.slice.value.nameServers[this.address] ?? SOUND;
  }

  /** Its host is gone, or hangs: queries are not answered. */
  fail(): void {
    this.become({ ...this.state, kind: "silent" });
  }

  /** Its program has ended, and the host says so to whoever asks. */
  stop(): void {
    this.become({ ...this.state, kind: "refuses" });
  }

  /** Answers take `delay` longer. */
  slow(delay: Duration): void {
    this.become({ ...this.state, delay });
  }

  /** It answers again, as fast as before. */
  restore(): void {
    this.become(SOUND);
  }

  private become(state: NameServerState): void {
    this.slice.change(`${this.address} ${state.kind}`, (draft) => {
      (draft.nameServers as Record<IpAddress, NameServerState>)[this.address] = state;
    });
  }
}
