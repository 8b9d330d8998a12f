/** Entries of the timeline about name servers. */
import type { Duration } from "@sysplex/sim-core";
import type { Ground } from "./places.js";
import type {
  NameServerObject,
  NameServerVerb,
  TimelineAction,
  TimelineObject,
} from "./scenario-document.js";

const NAME_SERVER_VERBS: readonly NameServerVerb[] = ["fail", "hang", "stop", "start", "heal", "slow"];

type NameServerAction = Extract<TimelineAction, { verb: "nameServer" }>;

/** `undefined`: the entry is about something else. */
export function readNameServerAction(
  entry: object,
  index: number,
  { places, fault }: Ground,
): NameServerAction | "faulty" | undefined {
  const values = entry as Readonly<Record<string, unknown>>;
  const does = NAME_SERVER_VERBS.find((verb) => values[verb] !== undefined);
  const object = does && (values[does] as TimelineObject);
  if (does === undefined || object?.kind !== "nameServer") return undefined;
  for (const option of ["how", "restarts", "exitCode", "worker", "signalling", "factor"])
    if (values[option] !== undefined)
      fault("WRONG_OPTION", places.keyRange("timeline", index, option), option, "other objects");
  if (does !== "slow") return { verb: "nameServer", does, object };
  const delay = values["delay"] as Duration | undefined;
  if (!Object.hasOwn(values, "delay")) {
    const range = places.range("timeline", index, does);
    fault("MISSING_OPTION", range, "A slow name server", "a delay, such as delay: 3s");
  }
  return delay === undefined ? "faulty" : { verb: "nameServer", does, object, delay };
}

export function isNameServer(object: TimelineObject): object is NameServerObject {
  return object.kind === "nameServer";
}
