/** What a run wrote down: messages, expectations, files and their diagnostics, assumptions. */
import type { RunResult } from "@sysplex/scenario";
import type { Figures } from "../html/figure.js";
import { markup, NOTHING, type Markup } from "../html/markup.js";
import { clock, number } from "../text/format.js";

export function messagesTable({ messages, zowe, kubernetes }: RunResult, figures: Figures): Markup {
  const lines = [
    ...messages.map(({ at, system, id, text, standing }) => ({
      at,
      who: system,
      id,
      text,
      standing: standing ?? "",
    })),
    ...(zowe?.sysprint ?? []).map(({ at, launcher, id, text }) => ({
      at,
      who: launcher,
      id,
      text,
      standing: "SYSPRINT",
    })),
    ...(kubernetes?.events ?? []).map(({ at, object, reason, message, type }) => ({
      at,
      who: object,
      id: reason,
      text: message,
      standing: type,
    })),
  ].toSorted((a, b) => a.at - b.at);
  if (lines.length === 0) return markup`<p>No message.</p>`;
  return markup`<details class="printed" open><summary>${lines.length} messages of the consoles and of Zowe’s launchers</summary>${figures.table(
    {
      caption:
        "Messages in the order of time; whether the text is IBM’s as documented, recalled, or the simulator’s own",
      head: ["at", "from", "id", "text", "standing"],
      numeric: [0],
      rows: lines.map(({ at, who, id, text, standing }) => [clock(at), who, id, text, standing]),
    },
  )}</details>`;
}

export function expectationsTable({ expectations }: RunResult, figures: Figures): Markup {
  if (expectations.length === 0) return markup`<p>The scenario states none.</p>`;
  return figures.table({
    caption: "What the scenario expects, and what came",
    head: ["metric", "expected", "observed", ""],
    rows: expectations.map(({ metric, expected, observed, ok }) => [
      metric,
      expected,
      observed,
      ok ? markup`<span class="good">✓ met</span>` : markup`<span class="bad">✗ missed</span>`,
    ]),
  });
}

export function configurationTable({ files, diagnostics }: RunResult, figures: Figures): Markup {
  const read =
    files.length === 0
      ? markup`<p>The scenario names no files.</p>`
      : figures.table({
          caption: "Files that were read",
          head: ["file", "as"],
          rows: files.map(({ file, what }) => [file, what]),
        });
  const told =
    diagnostics.length === 0
      ? markup`<p>No diagnostic: z/OS would take these files as they are.</p>`
      : figures.table({
          caption: "What the readers say about them",
          head: ["where", "severity", "code", "what", "then", "instead"],
          rows: diagnostics.map(({ severity, code, zosMessage, text, then, instead, file, line, column }) => [
            `${file}:${line}:${column}`,
            markup`<span class="${severity === "error" ? "bad" : severity === "warning" ? "warn" : "note"}">${severity}</span>`,
            zosMessage === undefined ? code : `${code} (${zosMessage})`,
            text,
            then,
            instead ?? "",
          ]),
        });
  return markup`${read}${told}`;
}

export function assumptionsTable({ assumptions }: RunResult, figures: Figures): Markup {
  if (assumptions.length === 0) return NOTHING;
  return markup`<p>Parameters without a published figure, at the values used. <code>sysplex sweep</code> tells which of them the answer hangs on.</p>
<details><summary>${assumptions.length} assumed parameters</summary>${figures.table({
    caption: "Assumed parameters",
    head: ["parameter", "value", "set by the scenario"],
    rows: assumptions.map(({ name, value, overridden }) => [name, value, overridden ? "yes" : ""]),
  })}</details>`;
}

/** People in the Zowe Desktop or with Unified Management Server: times are seconds. */
export function usersTable({ users }: RunResult, figures: Figures): Markup {
  const groups = Object.entries(users);
  if (groups.length === 0) return NOTHING;
  return figures.table({
    caption: "People: what they met (times in seconds), and their failed requests by kind",
    head: ["who", "with", "people", "what", "figure"],
    numeric: [2, 4],
    rows: groups.flatMap(([name, { kind, count, metrics, byFailure }]) =>
      [
        ...Object.entries(metrics),
        ...Object.entries(byFailure).map(([failure, times]) => [`failed: ${failure}`, times] as const),
      ].map(([what, figure]) => [name, kind, count, what, number(figure)]),
    ),
  });
}
