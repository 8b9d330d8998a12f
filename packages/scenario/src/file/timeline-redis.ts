/** Entries of the timeline about a Redis. */
import type { RedisObject, RedisVerb, TimelineAction, TimelineObject } from "./scenario-document.js";

const REDIS_VERBS: readonly RedisVerb[] = ["fail", "heal", "promote"];

/** `undefined`: the entry is about something else. */
export function readRedisAction(entry: object): Extract<TimelineAction, { verb: "redis" }> | undefined {
  const values = entry as Readonly<Record<string, TimelineObject | undefined>>;
  const does = REDIS_VERBS.find((verb) => values[verb] !== undefined);
  const object = does && values[does];
  return does === undefined || object?.kind !== "redis" ? undefined : { verb: "redis", does, object };
}

export function formatRedis({ name, part }: RedisObject): string {
  return part === undefined ? `redis ${name}` : `redis ${name} ${part.what} ${part.place}`;
}
