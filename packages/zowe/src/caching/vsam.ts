/**
 * VSAM data sets with entries: one that all members name is one store for all of them.
 *
 * Modelled: the limit and what happens at it; that each create reads the whole data set; that there are no lists; that the data
 * set outlives everybody; the risk of several systems that update one that is not defined for RLS.
 * Simplified: locks and retries of updates (three, a second apart) are not needed, as a request is carried out at an instant.
 * Not modelled: SMSVSAM and its recovery, the coupling facility under RLS, lengths of keys and records.
 * @source zowe/api-layer caching-service: VsamStorage, VsamConfig; zowe.setup.vsam of zowe-install-packaging.
 */
import { known, NO_TIME, times, type Forkable } from "@sysplex/sim-core";
import type { ZowePlex } from "../plex.js";
import { Entries } from "./entries.js";
import type { CachingMember } from "./members.js";
import { answerFrom, HTTP_ERROR, isWrite, type CacheAnswer, type CacheRequest } from "./requests.js";

interface DataSet {
  readonly entries: Entries;
  isDamaged: boolean;
}

export class VsamDataSets implements Forkable {
  private readonly dataSets = new Map<string, DataSet>();

  constructor(
    private readonly plex: ZowePlex,
    private readonly members: readonly CachingMember[],
  ) {
    for (const { vsam } of members)
      if (vsam !== undefined) this.dataSets.set(vsam.name, { entries: new Entries(), isDamaged: false });
  }

  copyFrom(twin: VsamDataSets): void {
    for (const [name, { entries, isDamaged }] of twin.dataSets) {
      const own = this.dataSet(name);
      own.entries.copyFrom(entries);
      own.isDamaged = isDamaged;
    }
  }

  entriesIn(name: string): number {
    return this.dataSet(name).entries.count;
  }

  isDamaged(name: string): boolean {
    return this.dataSet(name).isDamaged;
  }

  /** The operator has defined it anew: it is empty. */
  redefine(name: string): void {
    const dataSet = this.dataSet(name);
    dataSet.entries.clear();
    dataSet.isDamaged = false;
  }

  /** Several systems have it open, and nobody serializes them. */
  isAtRisk(name: string): boolean {
    const open = this.members.filter(
      (member) =>
        member.vsam?.name === name && this.plex.zowe.caching.state.running[member.name] !== undefined,
    );
    return open.some(({ vsam }) => vsam?.rls === false) && new Set(open.map(({ system }) => system)).size > 1;
  }

  answer(member: CachingMember, request: CacheRequest): CacheAnswer {
    const { name } = known(member.vsam, `Data set of ${member.name}`);
    const dataSet = this.dataSet(name);
    const { caching, parameters } = this.plex.zowe;
    if (isWrite(request) && !dataSet.isDamaged) this.risk(name, dataSet);
    if (dataSet.isDamaged) return { status: HTTP_ERROR, wait: NO_TIME };
    const { count } = dataSet.entries;
    const rules = { ...member, makesRoomFirst: true, hasLists: false };
    const answer = answerFrom(dataSet.entries, request, rules, caching.context);
    return request.kind === "create"
      ? { ...answer, wait: times(parameters.vsamReadPerRecord, count) }
      : answer;
  }

  private risk(name: string, dataSet: DataSet): void {
    const { sim, zowe } = this.plex;
    const { vsamSharedWriteFailure } = zowe.parameters;
    if (vsamSharedWriteFailure === 0 || !this.isAtRisk(name)) return;
    if (sim.random(`zowe/caching/vsam/${name}`).uniform() >= vsamSharedWriteFailure) return;
    dataSet.isDamaged = true;
    zowe.caching.lose(`vsam:${name}`, dataSet.entries.count, "data set damaged");
  }

  private dataSet(name: string): DataSet {
    return known(this.dataSets.get(name), `Data set ${name}`);
  }
}
