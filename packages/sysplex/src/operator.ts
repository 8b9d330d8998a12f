/**
 * The operator: outstanding WTORs, and a person who answers them after a time, or never.
 *
 * Modelled: the replies to IXC102A, IXC371D, IXC402D, IXC409D, IXC426D; before DOWN the person resets the image.
 * Simplified: each message is answered on its own, `replyAfter` after it was written, and always the same way.
 * Not modelled: a person who is busy with other messages, or who resets the wrong image.
 * @source z/OS MVS System Messages: IXC102A, IXC402D (documented), the others recalled.
 */
import { assert, defineEvent, inSeconds, known, seconds, type Duration } from "@sysplex/sim-core";
import { replyIdText } from "./console.js";
import type { Plex } from "./plex.js";
import type { OperatorConfiguration, SystemName } from "./sysplex-configuration.js";
import type { Prompt, PromptId } from "./sysplex-state.js";
import { Absentee } from "./xcf/absentee.js";
import { retryConnection } from "./xcf/connectivity.js";
import { Partitioning } from "./xcf/partitioning.js";
import { StatusMonitor } from "./xcf/status-monitor.js";

export type Reply =
  | { readonly kind: "down" }
  | { readonly kind: "interval"; readonly time: Duration }
  | { readonly kind: "retry" }
  | { readonly kind: "sysname"; readonly system: SystemName }
  | { readonly kind: "cancel" };

export type ReplyOutcome = "accepted" | "nothing outstanding" | "not valid";

/** What may be replied to each message. */
const VALID_REPLIES: Readonly<Record<PromptId, readonly Reply["kind"][]>> = {
  IXC102A: ["down"],
  IXC371D: ["sysname", "cancel"],
  IXC402D: ["down", "interval"],
  IXC409D: ["retry", "sysname"],
  IXC426D: ["sysname", "interval"],
};

const operatorAnswered = defineEvent("sysplex.operator-answered", (plex: Plex, replyId: number) =>
  onAnswerDue(plex, replyId),
);

/** Reads a reply as an operator types it. INTERVAL takes up to five digits. */
export function parseReply(text: string): Reply | undefined {
  const word = text.trim().toUpperCase();
  if (word === "DOWN") return { kind: "down" };
  if (word === "RETRY") return { kind: "retry" };
  if (word === "C") return { kind: "cancel" };
  const [, keyword, value] = /^(INTERVAL|SYSNAME)=([A-Z0-9@#$]{1,8})$/.exec(word) ?? [];
  if (keyword === "SYSNAME" && value !== undefined) return { kind: "sysname", system: value };
  if (keyword !== "INTERVAL" || value === undefined || !/^\d{1,5}$/.test(value)) return undefined;
  return { kind: "interval", time: seconds(Number(value)) };
}

/** A reply as it is echoed on the console. */
export function formatReply(reply: Reply): string {
  if (reply.kind === "interval") return `INTERVAL=${inSeconds(reply.time)}`;
  if (reply.kind === "sysname") return `SYSNAME=${reply.system}`;
  return reply.kind === "cancel" ? "C" : reply.kind.toUpperCase();
}

/** How the configured operator answers a message. */
export function habitualReply(
  { id, about, other }: Pick<Prompt, "id" | "about" | "other">,
  { removes }: Pick<OperatorConfiguration, "removes">,
): Reply {
  if (id === "IXC402D" || id === "IXC102A") return { kind: "down" };
  if (id !== "IXC409D" || other === undefined) return { kind: "sysname", system: about };
  return { kind: "sysname", system: removes === about ? about : other };
}

/** Writes a WTOR on a console; the operator, if there is one, will answer it. */
export function askOperator(plex: Plex, question: Pick<Prompt, "id" | "console" | "about" | "other">): void {
  const { sysplex, sim } = plex;
  const replyId = sysplex.state.value.promptCount + 1;
  const { operator } = sysplex.configuration;
  writePrompt(plex, question, replyId);
  const answer = operator && { timer: sim.after(operator.replyAfter, operatorAnswered, replyId) };
  sysplex.state.change(`${question.id} is outstanding`, (state) => {
    state.promptCount = replyId;
    state.prompts.push({ ...question, replyId, ...answer });
  });
}

/** Deletes WTORs whose reason has gone. */
export function withdrawPrompts(plex: Plex, applies: (prompt: Prompt) => boolean): void {
  const { state } = plex.sysplex;
  const withdrawn = state.value.prompts.filter(applies);
  if (withdrawn.length === 0) return;
  for (const { timer } of withdrawn) if (timer !== undefined) plex.sim.cancel(timer);
  state.change(`${withdrawn.map(({ id }) => id).join(", ")} withdrawn`, (draft) => {
    draft.prompts = draft.prompts.filter(
      (prompt) => !withdrawn.some(({ replyId }) => replyId === prompt.replyId),
    );
  });
}

/** The console of a system is lost: what it asked is asked anew, by the next system that runs. */
export function reissuePrompts(plex: Plex, console: SystemName): void {
  const lost = plex.sysplex.state.value.prompts.filter((prompt) => prompt.console === console);
  withdrawPrompts(plex, (prompt) => lost.includes(prompt));
  for (const { id, about, other } of lost) {
    if (id === "IXC402D" || id === "IXC426D")
      new Absentee(plex, about).schedule("prompt operator", plex.sim.now);
    if (id === "IXC102A") new Absentee(plex, about).schedule("prompt for reset", plex.sim.now);
    if (id === "IXC409D" && other !== undefined) retryConnection(plex, { a: about, b: other });
  }
}

/** A person, or a script, replies to the oldest outstanding WTOR. */
export function replyToPrompt(plex: Plex, text: string, id?: PromptId): ReplyOutcome {
  const prompt = plex.sysplex.state.value.prompts.find((prompt) => id === undefined || prompt.id === id);
  if (prompt === undefined) return "nothing outstanding";
  const reply = parseReply(text);
  if (reply === undefined || !isValid(reply, prompt)) return "not valid";
  accept(plex, prompt, reply);
  return "accepted";
}

function accept(plex: Plex, prompt: Prompt, reply: Reply): void {
  plex.sysplex.console.issue(prompt.console, "IEE600I", replyIdText(prompt.replyId), formatReply(reply));
  withdrawPrompts(plex, (other) => other.replyId === prompt.replyId);
  carryOut(plex, prompt, reply);
}

function isValid(reply: Reply, { id, about, other }: Prompt): boolean {
  if (!VALID_REPLIES[id].includes(reply.kind)) return false;
  return reply.kind !== "sysname" || reply.system === about || reply.system === other;
}

function carryOut(plex: Plex, { id, about, other, console }: Prompt, reply: Reply): void {
  switch (reply.kind) {
    case "down":
      return new Partitioning(plex, about).removeAfterReset(console);
    case "interval":
      return new StatusMonitor(plex, about).promptAgain(reply.time);
    case "retry":
      return retryConnection(plex, { a: about, b: known(other, "The other end of the paths") });
    case "sysname":
      return giveUp(plex, id, reply.system);
    case "cancel":
      return;
  }
}

function giveUp(plex: Plex, id: PromptId, system: SystemName): void {
  const partitioning = new Partitioning(plex, system);
  if (id === "IXC371D") return partitioning.removeAsPlanned();
  const actor = plex.sysplex.actingSystem(system) ?? system;
  partitioning.giveUpByReply(actor, id === "IXC409D" ? "signalling lost" : "status update missing");
}

function onAnswerDue(plex: Plex, replyId: number): void {
  const { state, configuration } = plex.sysplex;
  const prompt = state.value.prompts.find((prompt) => prompt.replyId === replyId);
  const operator = configuration.operator;
  assert(prompt !== undefined && operator !== undefined, `WTOR ${replyId} is not outstanding`);
  accept(plex, prompt, habitualReply(prompt, operator));
}

function writePrompt(
  plex: Plex,
  { id, console: on, about, other }: Pick<Prompt, "id" | "console" | "about" | "other">,
  replyId: number,
): void {
  const { console } = plex.sysplex;
  if (id === "IXC402D") console.ask(on, replyId, id, about, new StatusMonitor(plex, about).lastOperative);
  else if (id === "IXC409D") console.ask(on, replyId, id, about, other ?? about);
  else console.ask(on, replyId, id, about);
}
