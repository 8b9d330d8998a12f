/** Metrics of people who work in the Desktop or with Unified Management Server: name, unit, meaning, and where the figure is read. */
import { seconds } from "@sysplex/sim-core";
import type { UmsUsersReport } from "@sysplex/zowe";
import type { DesktopClientReport } from "../clients/desktop-counts.js";

export type UserKind = "desktop" | "ums";

/** What one group of users has met with since the warm-up was over. */
export interface UserFigures {
  readonly sent: number;
  readonly succeeded: number;
  readonly failed: number;
  /** `refused`, `timeout`, `reset`, `http403`. */
  readonly byFailure: Readonly<Record<string, number>>;
  /** Of users of the Desktop. */
  readonly desktop?: DesktopClientReport;
  /** Of users of UMS. */
  readonly ums?: UmsUsersReport;
}

export interface UserMetric {
  /** Behind the name of the users. `<…>` stands for any one word. */
  readonly name: string;
  readonly kinds: readonly UserKind[];
  readonly unit: "duration" | "share" | "count";
  readonly meaning: string;
  /** @param measure As it was asked for, where the name has a `<…>`. `undefined`: it did not happen. */
  readonly observe: (figures: UserFigures, measure: string) => number | undefined;
}

const BOTH: readonly UserKind[] = ["desktop", "ums"];

const ofBoth = (
  name: string,
  meaning: string,
  observe: (figures: UserFigures, measure: string) => number,
): UserMetric => ({ name, kinds: BOTH, unit: "count", meaning, observe });

const ofDesktop = (
  name: string,
  meaning: string,
  count: (report: DesktopClientReport) => number,
): UserMetric => ({
  name,
  kinds: ["desktop"],
  unit: "count",
  meaning: `Of the Desktop. ${meaning}`,
  observe: ({ desktop }) => (desktop === undefined ? undefined : count(desktop)),
});

const ofUms = (name: string, meaning: string, count: (report: UmsUsersReport) => number): UserMetric => ({
  name,
  kinds: ["ums"],
  unit: "count",
  meaning: `Of UMS. ${meaning}`,
  observe: ({ ums }) => (ums === undefined ? undefined : count(ums)),
});

const failures = ({ byFailure }: UserFigures, measure: string): number =>
  byFailure[measure.split(".")[1] ?? ""] ?? 0;

/** For expectations, results and the reference page. */
export const userMetrics: readonly UserMetric[] = [
  ofBoth("requests.sent", "Requests sent.", ({ sent }) => sent),
  ofBoth("requests.succeeded", "Requests that succeeded.", ({ succeeded }) => succeeded),
  ofBoth("requests.failed", "Requests that failed.", ({ failed }) => failed),
  ofBoth("failures.refused", "Requests that failed as the connection was refused.", failures),
  ofBoth("failures.timeout", "Requests that failed as nothing came in time.", failures),
  ofBoth("failures.reset", "Requests that failed as the connection was reset.", failures),
  ofBoth("failures.http<status>", "Requests that failed with this HTTP status: failures.http401.", failures),
  {
    name: "availability",
    kinds: BOTH,
    unit: "share",
    meaning: "Requests that succeeded over requests that ended.",
    observe: ({ succeeded, failed }) =>
      succeeded + failed === 0 ? undefined : succeeded / (succeeded + failed),
  },
  ofBoth(
    "logonsNeeded",
    "How often a user had to log on again in the middle of work, as the session was not known any more.",
    ({ desktop, ums }) => desktop?.logonsNeeded ?? ums?.logons ?? 0,
  ),
  ofDesktop("logons", "Logons that succeeded, the first of each user among them.", ({ logons }) => logons),
  ofDesktop("logonsFailed", "Logons that failed; each is tried again.", ({ logonsFailed }) => logonsFailed),
  ofDesktop("loggedOnAtEnd", "Users who are logged on when the run ends.", ({ loggedOn }) => loggedOn),
  ofDesktop(
    "terminalsAtEnd",
    "Users who have an open terminal when the run ends.",
    ({ terminalsOpen }) => terminalsOpen,
  ),
  ofDesktop(
    "websocketsOpened",
    "Websockets of terminals opened.",
    ({ websocketsOpened }) => websocketsOpened,
  ),
  ofDesktop(
    "websocketsCut",
    "Open websockets that were reset, or given up as no message was answered any more.",
    ({ websocketsCut: { reset, stalled } }) => reset + stalled,
  ),
  ofDesktop(
    "websocketsReset",
    "Those of them that were reset: the user is told at once.",
    ({ websocketsCut }) => websocketsCut.reset,
  ),
  ofDesktop(
    "websocketsStalled",
    "Those of them that were given up: the user waits for the timeout.",
    ({ websocketsCut }) => websocketsCut.stalled,
  ),
  ofDesktop(
    "unsavedStateLost",
    "Terminals that were cut after something had been typed.",
    ({ unsavedStateLost }) => unsavedStateLost,
  ),
  ofDesktop("messages", "Messages sent over terminals.", ({ messages }) => messages),
  {
    name: "longestReconnect",
    kinds: ["desktop"],
    unit: "duration",
    meaning: "Of the Desktop. The longest time from the cut of a terminal to the next one of the same user.",
    observe: ({ desktop }) =>
      desktop === undefined || desktop.reconnectSeconds.count === 0
        ? undefined
        : seconds(desktop.reconnectSeconds.max),
  },
  ofUms(
    "disturbances",
    "How often a user's work was disturbed: from the first error until work goes on.",
    ({ disturbances }) => disturbances,
  ),
  ofUms(
    "reopenings",
    "How often a user left UMS and opened it again because of an error.",
    ({ reopenings }) => reopenings,
  ),
  ofUms("disturbedAtEnd", "Users who are disturbed when the run ends.", ({ disturbed }) => disturbed),
  {
    name: "longestDisturbance",
    kinds: ["ums"],
    unit: "duration",
    meaning: "Of UMS. The longest disturbance; without a figure while one has not ended.",
    observe: ({ ums }) =>
      ums === undefined || ums.disturbed > 0 || ums.disturbances === 0
        ? undefined
        : seconds(ums.longestDisturbanceSeconds),
  },
];
