/** What people saw who work in the Zowe Desktop or with Unified Management Server. */
import type { RunResult, UsersResult } from "@sysplex/scenario";
import { columns, counted, printable, secondsText } from "../plain-text.js";
import { section, type StoryOptions } from "./section.js";

export function usersStory({ users }: RunResult, { paint }: StoryOptions): string[] {
  return Object.entries(users).flatMap(([name, result]) => {
    const rows = [
      ["people", `${result.count}, ${PLACES[result.kind]}`],
      ...requestRows(result),
      ...(result.kind === "desktop" ? desktopRows(result) : umsRows(result)),
    ];
    return section(`What users of ${printable(name)} saw`, columns(rows, { indent: 2 }), paint);
  });
}

const PLACES = { desktop: "in the Zowe Desktop", ums: "with Unified Management Server" } as const;

function requestRows({ metrics, byFailure }: UsersResult): string[][] {
  const of = (name: string): number => metrics[name] ?? 0;
  const kinds = Object.entries(byFailure)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${printable(kind)}`);
  const availability = metrics["availability"];
  const share =
    typeof availability === "number" ? `, ${String(Number((availability * 100).toFixed(4)))} %` : "";
  return [
    [
      "requests",
      `${of("requests.sent")} sent, ${of("requests.succeeded")} succeeded, ${of("requests.failed")} failed${share}`,
    ],
    ["failed requests", kinds.length === 0 ? "none" : kinds.join(", ")],
  ];
}

function desktopRows({ metrics }: UsersResult): string[][] {
  const of = (name: string): number => metrics[name] ?? 0;
  const reconnect = metrics["longestReconnect"];
  const back =
    typeof reconnect === "number" ? `; the longest until the next one ${secondsText(reconnect)} s` : "";
  const cut = of("websocketsCut");
  const how =
    cut === 0 ? "" : ` (${of("websocketsReset")} reset, ${of("websocketsStalled")} given up)${back}`;
  return [
    [
      "logons",
      `${of("logons")} succeeded, ${of("logonsFailed")} failed, ${of("logonsNeeded")} needed in the middle of work; ${of("loggedOnAtEnd")} users logged on at the end`,
    ],
    [
      "terminals",
      `${of("websocketsOpened")} opened, ${cut} cut${how}; ${of("terminalsAtEnd")} open at the end`,
    ],
    ["unsaved state", cut === 0 ? "nothing lost" : `lost in ${counted(of("unsavedStateLost"), "terminal")}`],
  ];
}

function umsRows({ metrics }: UsersResult): string[][] {
  const of = (name: string): number => metrics[name] ?? 0;
  const longest = metrics["longestDisturbance"];
  const length = typeof longest === "number" ? `, the longest ${secondsText(longest)} s` : "";
  return [
    ["disturbed", `${counted(of("disturbances"), "time")}${length}; ${of("disturbedAtEnd")} at the end`],
    [
      "what they did",
      `left UMS and opened it again ${counted(of("reopenings"), "time")}, logged on again ${counted(of("logonsNeeded"), "time")}`,
    ],
  ];
}
