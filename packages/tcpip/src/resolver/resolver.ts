/**
 * The resolver of one system: what a lookup costs, and the watch over its name servers.
 *
 * Modelled: UDP queries to the name servers of NSINTERADDR in order, RESOLVERUDPRETRIES times through the list, for the name
 * as it is and then with each domain of SEARCH or DOMAINORIGIN; RESOLVERTIMEOUT for one that is silent or too slow, no time
 * for one that refuses; the messages of UNRESPONSIVETHRESHOLD.
 * Simplified: an answer always has the address, so only queries that fail go on; a query counts as failed when it is sent.
 * Not modelled: the cache, as if each lookup had a name of its own; local host tables; AUTOQUIESCE; IPv6 queries beside those
 * of IPv4; the resolver's own address space.
 * @source z/OS Communications Server: IP Configuration Guide, monitoring the responsiveness of name servers; IBM support page on
 * how the resolver queries DNS (swg21115689).
 */
import { defineEvent, type Duration } from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import { stackMessages } from "../messages.js";
import type { TcpipPlex } from "../plex.js";
import type { IpAddress } from "../profile/index.js";
import type { ResolverConfiguration } from "./resolve-tcpip-data.js";
import type { NameServerRecord, QueryCount, ResolverRecord } from "./resolver-state.js";

const nameServersWatched = defineEvent("tcpip.name-servers-watched", (plex: TcpipPlex, system: SystemName) =>
  plex.tcpip.resolvers.of(system)?.onWatched(),
);

/** What became of one query. */
export interface QueryResult {
  readonly outcome: "answered" | "unanswered" | "refused";
  /** From the query until the resolver goes on. */
  readonly takes: Duration;
  /** The lookup's next query. Absent: the lookup is over. */
  readonly next?: number;
}

/** A view of one system's resolver: it has no state of its own. */
export class Resolver {
  constructor(
    private readonly plex: TcpipPlex,
    readonly system: SystemName,
    readonly configuration: ResolverConfiguration,
  ) {}

  /** How many queries a lookup comes to when none is answered. */
  get queriesPerLookup(): number {
    const { nameServers, tries, domains } = this.configuration;
    return nameServers.length * tries * (1 + domains.length);
  }

  /**
   * Sends a query of a lookup.
   *
   * @param query Its number within the lookup: 0 to {@link queriesPerLookup} - 1.
   */
  ask(query: number): QueryResult {
    const { nameServers } = this.configuration;
    const address = nameServers[query % nameServers.length] as IpAddress;
    const { outcome, takes } = this.outcomeAt(address);
    this.count(address, outcome === "answered" ? 0 : 1);
    const isLast = outcome === "answered" || query + 1 === this.queriesPerLookup;
    return { outcome, takes, ...(isLast ? {} : { next: query + 1 }) };
  }

  /** @internal A step of the sliding interval is over. */
  onWatched(): void {
    if (!this.plex.sysplex.lpar(this.system).isRunning) return this.forget();
    for (const [address, seen] of Object.entries(this.record.seen)) this.judge(address, seen);
    const { nameServerMonitorInterval, nameServerMonitorStep } = this.plex.tcpip.parameters;
    const count = Math.max(1, Math.ceil(nameServerMonitorInterval / nameServerMonitorStep));
    const seen = Object.fromEntries(
      Object.entries(this.record.seen).map(([address, { steps, unresponsive }]) => [
        address,
        { steps: [...steps, NO_QUERIES].slice(-count), unresponsive },
      ]),
    );
    const watching = Object.values(seen).some(({ steps }) => totalOf(steps).sent > 0);
    this.change("a step of the watch over name servers is over", { seen, watching });
    if (watching) this.watch();
  }

  private outcomeAt(address: IpAddress): Pick<QueryResult, "outcome" | "takes"> {
    const { parameters, resolvers } = this.plex.tcpip;
    const { kind, delay } = resolvers.nameServer(address).state;
    const timeout = this.configuration.timeout ?? parameters.resolverTimeout;
    const answer = (parameters.nameServerAnswerTime + delay) as Duration;
    if (kind === "silent" || answer > timeout) return { outcome: "unanswered", takes: timeout };
    return { outcome: kind === "answers" ? "answered" : "refused", takes: answer };
  }

  private count(address: IpAddress, failed: number): void {
    if (this.plex.tcpip.parameters.unresponsiveThreshold === 0) return;
    const { seen, watching } = this.record;
    const { steps, unresponsive } = seen[address] ?? UNSEEN;
    const present = steps.at(-1) ?? NO_QUERIES;
    const counted = { sent: present.sent + 1, failed: present.failed + failed };
    this.change(`${address} is asked`, {
      seen: { ...seen, [address]: { steps: [...steps.slice(0, -1), counted], unresponsive } },
      watching: true,
    });
    if (!watching) this.watch();
  }

  private judge(address: IpAddress, { steps, unresponsive }: NameServerRecord): void {
    const { sent, failed } = totalOf(steps);
    if (sent === 0) return;
    const percentage = Math.floor((failed * 100) / sent);
    const fails = percentage > this.plex.tcpip.parameters.unresponsiveThreshold;
    if (fails === unresponsive) return;
    const { console } = this.plex.sysplex;
    if (fails) {
      console.write(this.system, "EZZ9308E", stackMessages.EZZ9308E(address));
      console.write(this.system, "EZZ9310I", stackMessages.EZZ9310I(address, sent, failed, percentage));
    } else console.write(this.system, "EZZ9309I", stackMessages.EZZ9309I(address));
    const { record } = this;
    const seen = { ...record.seen, [address]: { steps, unresponsive: fails } };
    this.change(`${address} is ${fails ? "unresponsive" : "responsive"}`, { ...record, seen });
  }

  private watch(): void {
    const { sim, tcpip } = this.plex;
    sim.after(tcpip.parameters.nameServerMonitorStep, nameServersWatched, this.system);
  }

  /** The image is gone, and its resolver with it. */
  private forget(): void {
    this.change("its system does not run", { seen: {}, watching: false });
  }

  private get record(): ResolverRecord {
    return this.plex.tcpip.resolvers.state.value.systems[this.system] ?? RESTING;
  }

  private change(cause: string, record: ResolverRecord): void {
    this.plex.tcpip.resolvers.state.change(`${this.system}: ${cause}`, (draft) => {
      (draft.systems as Record<SystemName, ResolverRecord>)[this.system] = record;
    });
  }
}

const NO_QUERIES: QueryCount = { sent: 0, failed: 0 };
const UNSEEN: NameServerRecord = { steps: [NO_QUERIES], unresponsive: false };
const RESTING: ResolverRecord = { seen: {}, watching: false };

function totalOf(steps: readonly QueryCount[]): QueryCount {
  return steps.reduce(
    (total, { sent, failed }) => ({ sent: total.sent + sent, failed: total.failed + failed }),
    NO_QUERIES,
  );
}
