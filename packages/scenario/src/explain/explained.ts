/** What the explanation of a failover is made of: the failover, what was seen meanwhile, and reasons with their standing. */
import { inSeconds, type AnyParameter, type Duration, type Instant, type Standing } from "@sysplex/sim-core";
import type { ConsoleMessage } from "@sysplex/sysplex";
import type { DelayCause } from "./delay-cause.js";
import type { ResolvedScenario } from "../resolve/configuration.js";
import { RUNS_ON, type Failover, type Phases } from "../measure/failover-tracker.js";
import type { Hindrance } from "../measure/hindrances.js";
import type { Tenure } from "../measure/measurement.js";
import { parameterTables } from "../resolve/parameters.js";

/** What was seen in the whole run, in order of time. */
export interface Seen {
  readonly messages: readonly ConsoleMessage[];
  readonly owners: readonly Tenure[];
  readonly activeTargets: readonly Tenure[];
}

/** What was seen of the service itself. */
export interface SeenOfService {
  /** What it lacks when the run ends; `undefined`: new connections reach a server. */
  readonly whyUnserved: string | undefined;
  readonly hindrances: readonly Hindrance[];
}

export interface Explained {
  readonly resolved: ResolvedScenario;
  readonly failover: Failover;
  readonly seen: Seen;
  readonly hindrances: readonly Hindrance[];
  /** The system whose service was lost, where one is known. */
  readonly system: string | undefined;
}

/** Why a stretch of time was as long as it was. */
export interface Reason {
  readonly because: string;
  /** What was waited for. */
  readonly cause: DelayCause;
  /** `configured`: by the user's files or the scenario. `observed`: no single rule or number gives it. */
  readonly standing: Standing | "configured" | "observed";
  /** The document, the user's file, or why a number is assumed; empty for what was observed. */
  readonly source: string;
  /** The parameters behind it, by their full names. */
  readonly parameters: readonly string[];
}

/** One part of a phase. */
export interface Explanation extends Reason {
  readonly phase: keyof Phases;
  /** Null: it lasted to the end of the run. */
  readonly seconds: number | null;
}

/** A stretch of time and the reason for it. */
export interface Part {
  readonly length: Duration;
  readonly reason: Reason;
}

/** Parts without length need no explanation. */
export function told(phase: keyof Phases, parts: readonly Part[]): Explanation[] {
  return parts
    .filter(({ length }) => length > 0)
    .map(({ length, reason }) => ({ phase, seconds: inSeconds(length), ...reason }));
}

export function seenReason(cause: DelayCause, because: string): Reason {
  return { because, cause, standing: "observed", source: "", parameters: [] };
}

export function configuredReason(cause: DelayCause, because: string, source: string): Reason {
  return { because, cause, standing: "configured", source, parameters: [] };
}

/** A reason that rests on parameters: as firm as the least firm of them, or configured when the scenario sets one. */
export function parametersReason(
  { resolved }: Pick<Explained, "resolved">,
  cause: DelayCause,
  because: string,
  names: readonly [string, ...string[]],
): Reason {
  const rows = names.map((name) => rowOf(name));
  const isSet = names.some((name) => resolved.overridden.includes(name));
  const least = FIRMNESS.find((standing) => rows.some((row) => row.standing === standing));
  const sources = rows.map(({ source }) => source);
  // Of two where one says all that the other says, the longer one.
  const source = sources.filter(
    (text, index) =>
      !sources.some((other, at) => at !== index && other.startsWith(text) && (other !== text || at < index)),
  );
  return {
    because,
    cause,
    standing: isSet ? "configured" : (least ?? "documented"),
    source: isSet ? `${names.join(", ")}, set for this run` : source.join("; "),
    parameters: names,
  };
}

const FIRMNESS: readonly Standing[] = ["assumed", "measured", "documented"];

function rowOf(name: string): Pick<AnyParameter, "standing" | "source"> {
  const [scope, key = ""] = name.split(".");
  const table = parameterTables.find((candidate) => candidate.scope === scope);
  const rows: Readonly<Record<string, AnyParameter>> = table?.rows ?? {};
  return rows[key] ?? { standing: "assumed", source: "" };
}

/** The milestone at an instant; of several the first, which the others follow from. */
export function milestoneAt({ failover }: Pick<Explained, "failover">, instant: Instant): string | undefined {
  return failover.milestones.find(({ at }) => at === instant)?.what;
}

/** What hung goes on at this instant: `SYSA runs on by itself`. */
export function runningOnAt({ failover }: Pick<Explained, "failover">, instant: Instant): string | undefined {
  return failover.milestones.findLast(({ at, what }) => at === instant && what.endsWith(RUNS_ON))?.what;
}
