/** Entries in the memory of one Caching Service each: nobody else finds them, and they end with the process. */
import { known, type Forkable } from "@sysplex/sim-core";
import type { ZowePlex } from "../plex.js";
import { Entries } from "./entries.js";
import type { CachingMember } from "./members.js";
import { answerFrom, type CacheAnswer, type CacheRequest } from "./requests.js";
import type { MemberName } from "./state.js";

export class InMemory implements Forkable {
  private readonly memories = new Map<MemberName, Entries>();

  constructor(
    private readonly plex: ZowePlex,
    members: readonly CachingMember[],
  ) {
    for (const { name, mode } of members) if (mode === "inMemory") this.memories.set(name, new Entries());
  }

  copyFrom(twin: InMemory): void {
    for (const [name, entries] of twin.memories) this.memory(name).copyFrom(entries);
  }

  entriesOf(member: MemberName): number {
    return this.memory(member).count;
  }

  answer(member: CachingMember, request: CacheRequest): CacheAnswer {
    const rules = { ...member, makesRoomFirst: false, hasLists: false };
    return answerFrom(this.memory(member.name), request, rules, this.plex.zowe.caching.context);
  }

  onEnded(member: MemberName): void {
    const memory = this.memory(member);
    const { count } = memory;
    memory.clear();
    if (count > 0) this.plex.zowe.caching.lose(`memory:${member}`, count, "process ended");
  }

  private memory(member: MemberName): Entries {
    return known(this.memories.get(member), `Memory of ${member}`);
  }
}
