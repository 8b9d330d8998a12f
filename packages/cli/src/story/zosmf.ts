/** What became of the TSO/E address spaces behind z/OSMF, where requests needed some. */
import type { RunResult } from "@sysplex/scenario";
import { counted } from "../plain-text.js";
import { section, type StoryOptions } from "./section.js";

export function zosmfStory({ zosmf }: RunResult, { paint }: StoryOptions): string[] {
  if (zosmf === undefined) return [];
  return section("TSO/E address spaces behind z/OSMF", sessionLines(zosmf.metrics), paint);
}

/** What did not happen is left out. */
function sessionLines(metrics: Readonly<Record<string, number>>): string[] {
  const of = (name: string): number => metrics[name] ?? 0;
  const lines: readonly (readonly [number, string])[] = [
    [
      of("tsoStarted"),
      `${counted(of("tsoStarted"), "address space")} started; at a time ${of("tsoSessions")} on one system at most, ` +
        `${of("tsoSessionsOfUser")} of one user`,
    ],
    [of("tsoRefused"), `${counted(of("tsoRefused"), "request")} refused, as a limit was reached`],
    [of("tsoCancelled"), `${counted(of("tsoCancelled"), "address space")} ended with S222`],
    [
      of("tsoCancelledBySite"),
      `${counted(of("tsoCancelledBySite"), "idle address space")} cancelled by the site`,
    ],
    [of("tsoTimedOut"), `${counted(of("tsoTimedOut"), "idle address space")} ended by CEA`],
    [of("tsoSessionsLost"), `${counted(of("tsoSessionsLost"), "session")} lost with their server or system`],
    [of("consolesLost"), `${counted(of("consolesLost"), "console request")} met no address space`],
    [
      of("consolesInUse"),
      `${counted(of("consolesInUse"), "console command")} met a console active elsewhere`,
    ],
    [
      of("messageQueuesLeft"),
      `${counted(of("messageQueuesLeft"), "message queue")} left behind, ${of("messageQueues")} in use at a time at most`,
    ],
  ];
  return lines.flatMap(([count, text]) => (count === 0 ? [] : [`  ${text}`]));
}
