/** What happened, in order of time: the scenario's actions, the systems' messages, owners and active targets. */
import type { MessageResult, RunResult, TenureResult } from "@sysplex/scenario";
import { clock, columns, hang, printable } from "../plain-text.js";
import { section, type StoryOptions } from "./section.js";

interface Entry {
  readonly at: number;
  /** Who speaks: a system, or `>>>` for what the scenario does. */
  readonly who: string;
  readonly what: string;
}

/** With more messages than this, only the first of each kind is told. */
const MESSAGES_MAX = 80;

/** Changes that follow one another faster than anybody reads are cut here. */
const CHANGES_MAX = 200;

export function timelineStory(result: RunResult, { paint }: StoryOptions): string[] {
  const entries = [
    ...result.timeline.map(({ at, what, refusal }) => ({
      at,
      who: ">>>",
      what: refusal === undefined ? what : `${what} (not done: ${refusal})`,
    })),
    ...messageEntries(result.messages),
    ...result.remarks.map(({ at, system, what }) => ({ at, who: system, what })),
    ...changeEntries(result.owners, (of, stack) =>
      stack === null ? `nobody owns ${of}` : `${stack} owns ${of}`,
    ),
    ...changeEntries(result.activeTargets, (of, stack) =>
      stack === null ? `no target of ${of} is active` : `${stack} is the active target of ${of}`,
    ),
  ];
  // Sorting is stable: at one instant, what was done stands before what came of it.
  const rows = entries
    .sort((a, b) => a.at - b.at)
    .map(({ at, who, what }) => [clock(at), printable(who), printable(what)]);
  const lines = columns(rows, { indent: 2 });
  const painted = lines.map((line) => (/^ {2}\S+ +>>> /.test(line) ? paint.bold(line) : line));
  return section("What happened", [...painted, ...wordingLines(result.messages)], paint);
}

/** Messages are told by their ids; which of the texts are not IBM's as documented. */
function wordingLines(messages: readonly MessageResult[]): string[] {
  const ids = messages.filter(({ standing }) => standing !== "documented").map(({ id }) => id);
  if (ids.length === 0) return [];
  const list = [...new Set(ids)].sort().join(", ");
  return hang("  ", `Recalled, or worded here in part or whole (sysplex messages): ${list}`);
}

/** As a console shows it: a WTOR has its reply id before it. */
function messageText({ id, text, replyId }: MessageResult): string {
  return `${replyId === undefined ? "" : `${String(replyId).padStart(2, "0")} `}${id} ${text}`;
}

function messageEntries(messages: readonly MessageResult[]): Entry[] {
  if (messages.length <= MESSAGES_MAX) {
    return messages.map((message) => ({
      at: message.at,
      who: message.system,
      what: messageText(message),
    }));
  }
  const kinds = new Map<string, MessageResult[]>();
  for (const message of messages) {
    const kind = `${message.system} ${message.id}`;
    const known = kinds.get(kind);
    if (known === undefined) kinds.set(kind, [message]);
    else known.push(message);
  }
  return [...kinds.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const until = clock(same.at(-1)?.at ?? first.at);
    const more = same.length === 1 ? "" : ` (${same.length} of these until ${until})`;
    return [{ at: first.at, who: first.system, what: `${messageText(first)}${more}` }];
  });
}

function changeEntries(
  tenures: readonly TenureResult[],
  word: (of: string, stack: string | null) => string,
): Entry[] {
  const entries = tenures
    .slice(0, CHANGES_MAX)
    .map(({ at, of, stack }) => ({ at, who: "=", what: word(of, stack) }));
  const cut = tenures[CHANGES_MAX];
  const left = tenures.length - CHANGES_MAX;
  return cut === undefined
    ? entries
    : [...entries, { at: cut.at, who: "=", what: `… and ${left} further changes` }];
}
