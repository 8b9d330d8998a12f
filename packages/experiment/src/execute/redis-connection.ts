/** The way to Redis: tried once, with a clear answer, before BullMQ may try for ever. */
import { Redis } from "ioredis";
import { ExperimentError, messageOf } from "./experiment-error.js";

/** Chunks of one version of the models are for workers of that version. */
export function queueNameFor(version: string): string {
  return `sysplex-chunks-${version.replaceAll(":", "_")}`;
}

/** A connection as BullMQ wants it: it waits, for as long as it takes, until Redis is there again. */
export function lastingConnection(url: string): Redis {
  const redis = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => RETRY_MS });
  redis.on("error", () => undefined); // Told by whoever finds that nothing gets done.
  return redis;
}

/** Half a second: short against the time that a Redis takes to come back, long against the cost of asking. */
const RETRY_MS = 500;

/** Resolves when Redis takes commands; else says what is wrong. The password is never part of it. */
export async function checkRedis(url: string): Promise<void> {
  const place = placeOf(url);
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 1, retryStrategy: () => null });
  let last: unknown;
  redis.on("error", (error) => (last = error));
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    throw connectionProblem(place, last ?? error);
  } finally {
    redis.disconnect();
  }
}

function connectionProblem(place: string, error: unknown): ExperimentError {
  const message = messageOf(error);
  const isRefused = /WRONGPASS|NOAUTH|NOPERM|invalid (username-)?password|AUTH/i.test(message);
  return isRefused
    ? new ExperimentError(
        "REDIS_REFUSED",
        `Redis at ${place} refuses the user or the password (${firstWord(message)}). Write redis://user:password@host:port.`,
        { cause: error },
      )
    : new ExperimentError("REDIS_UNREACHABLE", `Redis at ${place} cannot be reached: ${message}`, {
        cause: error,
      });
}

/** Host and port. */
export function placeOf(url: string): string {
  try {
    const { protocol, host } = new URL(url);
    if (protocol === "redis:" || protocol === "rediss:") return host;
  } catch {
    // Told below.
  }
  throw new ExperimentError("REDIS_UNREACHABLE", "The address of Redis has to look like redis://host:6379.");
}

function firstWord(message: string): string {
  return message.split(/[\s:]/)[0] ?? "";
}
