/**
 * XCF groups: who is a member, and who is told about whom.
 *
 * Modelled: join, leave and failure of a member, told to each running system with another member after the signalling
 * delay; members of a dead system are told as failed after its partitioning only.
 * Simplified: one notification per observing system, not per member. News for a system that cannot be reached waits.
 * Not modelled: user states, quiesced and created members, member status exits.
 * @source z/OS MVS Programming: Sysplex Services Guide, XCF groups.
 */
import { defineEvent } from "@sysplex/sim-core";
import { Lpar } from "../lpar.js";
import type { Plex } from "../plex.js";
import type { SystemName } from "../sysplex-configuration.js";
import { signallingDelay } from "./signalling.js";

export interface MemberChange {
  readonly group: string;
  readonly member: string;
  /** Where the member is or was. */
  readonly system: SystemName;
  readonly change: "joined" | "left" | "failed";
  /** The system that learns of it. */
  readonly observer: SystemName;
}

export interface GroupMember {
  readonly member: string;
  readonly system: SystemName;
}

const memberChangeTold = defineEvent("sysplex.member-change-told", (plex: Plex, news: MemberChange) =>
  onTold(plex, news),
);

/** In the order of joining. */
export function membersOf(plex: Plex, group: string): readonly GroupMember[] {
  const members = plex.sysplex.state.value.groups[group] ?? {};
  return Object.entries(members).map(([member, system]) => ({ member, system }));
}

export function joinGroup(plex: Plex, group: string, member: string, system: SystemName): void {
  plex.sysplex.state.change(`${member} joins ${group}`, ({ groups }) => {
    groups[group] = { ...groups[group], [member]: system };
  });
  tell(plex, { group, member, system, change: "joined" });
}

/** Ignored when there is no such member, and on a system that does not run: partitioning ends its members. */
export function endMember(plex: Plex, group: string, member: string, change: "left" | "failed"): void {
  const system = plex.sysplex.state.value.groups[group]?.[member];
  if (system === undefined || !new Lpar(plex, system).isRunning) return;
  dropMember(plex, group, member);
  tell(plex, { group, member, system, change });
}

/** The system has been removed: all its members have failed, and every observer learns it now; a hung one when it runs on. */
export function tellMembersFailed(plex: Plex, system: SystemName): void {
  for (const news of dropNews(plex, system)) onTold(plex, news);
  for (const { group, member } of membersOn(plex, system)) {
    dropMember(plex, group, member);
    for (const observer of observersOf(plex, group, member)) {
      if (observer !== system) onTold(plex, { group, member, system, change: "failed", observer });
    }
  }
}

/** Takes out what waits to be told to or of the system; returns what others still have to learn. */
function dropNews(plex: Plex, system: SystemName): readonly MemberChange[] {
  const { undelivered } = plex.sysplex.state.value;
  plex.sysplex.state.change(`held news of ${system} is dropped`, (state) => {
    state.undelivered = undelivered.filter((news) => news.system !== system && news.observer !== system);
  });
  return undelivered.filter(
    (news) => news.system === system && news.observer !== system && news.change !== "joined",
  );
}

/** Sends on what waited for a path or for a hung observer; of a system that has stopped, XCF itself tells. */
export function deliverHeldNews(plex: Plex): void {
  const { undelivered } = plex.sysplex.state.value;
  if (undelivered.length === 0) return;
  plex.sysplex.state.change("held group changes are sent on", (state) => {
    state.undelivered = [];
  });
  for (const news of undelivered) {
    if (new Lpar(plex, news.system).isRunning) send(plex, news);
    else onTold(plex, news);
  }
}

function membersOn(
  plex: Plex,
  system: SystemName,
): readonly { readonly group: string; readonly member: string }[] {
  return Object.entries(plex.sysplex.state.value.groups).flatMap(([group, members]) =>
    Object.entries(members)
      .filter(([, where]) => where === system)
      .map(([member]) => ({ group, member })),
  );
}

function dropMember(plex: Plex, group: string, member: string): void {
  plex.sysplex.state.change(`${member} is out of ${group}`, ({ groups }) => {
    delete groups[group]?.[member];
  });
}

/** Systems with another member of the group, in configuration order. */
function observersOf(plex: Plex, group: string, member: string): readonly SystemName[] {
  const others = membersOf(plex, group).filter((other) => other.member !== member);
  return plex.sysplex.lpars
    .map(({ name }) => name)
    .filter((name) => others.some(({ system }) => system === name));
}

function tell(plex: Plex, change: Omit<MemberChange, "observer">): void {
  for (const observer of observersOf(plex, change.group, change.member)) {
    send(plex, { ...change, observer });
  }
}

function send(plex: Plex, news: MemberChange): void {
  const delay = signallingDelay(plex, news.system, news.observer);
  if (delay === undefined) hold(plex, news);
  else plex.sim.after(delay, memberChangeTold, news);
}

function onTold(plex: Plex, news: MemberChange): void {
  const observer = new Lpar(plex, news.observer);
  if (observer.isRunning) plex.sysplex.xcf.memberChanged.emit(news);
  else hold(plex, news);
}

/** A dead observer needs no news; a hung one, or one behind a cut path, gets it later. */
function hold(plex: Plex, news: MemberChange): void {
  const { kind } = new Lpar(plex, news.observer).state;
  if (kind !== "running" && kind !== "closing" && kind !== "hung") return;
  plex.sysplex.state.change(`news of ${news.member} for ${news.observer} waits`, ({ undelivered }) => {
    undelivered.push(news);
  });
}
