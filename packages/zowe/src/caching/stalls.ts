/**
 * Members of a cluster that freeze because of Java's virtual threads.
 *
 * @source zowe/docs-site pull request 5076, zowe/api-layer pull request 4731: releases 3.4 and 3.5 on z/OS with Java 21.
 */
import { defineEvent, sampleDuration, type EventHandle } from "@sysplex/sim-core";
import type { ZowePlex } from "../plex.js";
import type { MemberName, RunningMember } from "./state.js";

const stallDue = defineEvent("zowe.cache-member-stalled", (plex: ZowePlex, member: MemberName) =>
  stall(plex, member),
);

const stallEnds = defineEvent("zowe.cache-member-goes-on", (plex: ZowePlex, member: MemberName) =>
  endStall(plex, member),
);

/** Members that have come into a cluster with others will freeze some time. */
export function expectStalls(plex: ZowePlex): void {
  const { caching, parameters } = plex.zowe;
  if (parameters.cachingJava !== "21") return;
  for (const { members } of caching.state.views) {
    if (members.length < 2) continue;
    for (const member of members) {
      const running = caching.state.running[member];
      if (running === undefined || running.stall !== undefined || running.stalled !== undefined) continue;
      if (caching.member(member).cluster?.virtualThreads !== true) continue;
      const wait = sampleDuration(
        parameters.virtualThreadStall,
        plex.sim.random(`zowe/${member}/virtual-threads`),
      );
      const handle = plex.sim.after(wait, stallDue, member);
      change(plex, member, "will stall", (record) => ({ ...record, stall: handle }));
    }
  }
}

/** It answers nobody any more: neither the cluster nor a request. */
export function stall(plex: ZowePlex, member: MemberName): void {
  const { caching, parameters } = plex.zowe;
  const running = caching.state.running[member];
  if (running === undefined || running.stalled !== undefined) return;
  if (running.stall !== undefined) plex.sim.cancel(running.stall);
  const { virtualThreadStallDuration: duration } = parameters;
  const handle = duration === 0 ? undefined : plex.sim.after(duration, stallEnds, member);
  const stalled = { since: plex.sim.now, ...(handle === undefined ? {} : { handle }) };
  change(plex, member, "stalls", ({ since }) => ({ since, stalled }));
  caching.invalidate();
}

export function endStall(plex: ZowePlex, member: MemberName): void {
  const { caching } = plex.zowe;
  const stalled = caching.state.running[member]?.stalled;
  if (stalled === undefined) return;
  if (stalled.handle !== undefined) plex.sim.cancel(stalled.handle);
  change(plex, member, "goes on", ({ since }) => ({ since }));
  caching.invalidate();
}

/** What it was going to do when its process ends. */
export function cancelStall(plex: ZowePlex, { stall: due, stalled }: RunningMember): void {
  for (const handle of [due, stalled?.handle] as readonly (EventHandle | undefined)[])
    if (handle !== undefined) plex.sim.cancel(handle);
}

function change(
  { zowe }: ZowePlex,
  member: MemberName,
  cause: string,
  next: (record: RunningMember) => RunningMember,
): void {
  const record = zowe.caching.state.running[member];
  if (record === undefined) return;
  const changed = next(record);
  zowe.caching.change(`${member} ${cause}`, (draft) => {
    draft.running[member] = changed as (typeof draft.running)[string];
  });
}
