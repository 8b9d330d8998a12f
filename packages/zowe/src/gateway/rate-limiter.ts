/**
 * The optional rate limiter: a bucket of tokens for each user, over all services that it is coded for.
 *
 * Modelled: capacity, greedy refill. Each gateway has buckets of its own; a request without a user is not limited.
 * @source zowe/api-layer gateway-service, InMemoryRateLimiter (Bucket4j, refillGreedy): keyed by user, not by route.
 * @assumption Tokens come evenly, to the microsecond.
 */
import { grownTo, minutes, type Duration, type Forkable } from "@sysplex/sim-core";
import { NO_USER } from "@sysplex/tcpip";
import type { Json } from "../yaml/config-node.js";
import type { Clock } from "./plex.js";

export interface RateLimit {
  /** Requests at once. */
  readonly capacity: number;
  /** Tokens that come in each period. */
  readonly tokens: number;
  readonly period: Duration;
  /** Ids of the services that are limited, in lower case. */
  readonly services: readonly string[];
}

/** @source zowe/api-layer InMemoryRateLimiter: what is not coded is 20, 20 and one minute. */
export function rateLimitOf(coded: Json | undefined): RateLimit | undefined {
  if (coded === null || typeof coded !== "object" || Array.isArray(coded)) return undefined;
  const section = coded as Readonly<Record<string, Json>>;
  const services = servicesOf(section["servicesToLimitRequestRate"]);
  if (services.length === 0) return undefined;
  return {
    capacity: wholeOr(20, section["rateLimiterCapacity"]),
    tokens: wholeOr(20, section["rateLimiterTokens"]),
    period: minutes(wholeOr(1, section["rateLimiterRefillDuration"])),
    services,
  };
}

function servicesOf(coded: Json | undefined): readonly string[] {
  const list = typeof coded === "string" ? coded.split(",") : Array.isArray(coded) ? coded : [];
  return list.map((service) => String(service).trim().toLowerCase()).filter((service) => service !== "");
}

function wholeOr(otherwise: number, coded: Json | undefined): number {
  const value = typeof coded === "string" ? Number(coded) : coded;
  return typeof value === "number" && Number.isInteger(value) && value > 0 ? value : otherwise;
}

export class RateLimiter implements Forkable {
  private readonly buckets = new Map<number, number>();
  /** By bucket: what is in it, in tokens × µs of the period: whole numbers throughout. */
  private level = new Float64Array(0);
  private filledAt = new Float64Array(0);

  constructor(
    private readonly clock: Clock,
    readonly limit: RateLimit,
  ) {}

  /** Takes a token of the user, if there is one. */
  admits(user: number): boolean {
    if (user === NO_USER) return true;
    const bucket = this.buckets.get(user) ?? this.newBucket(user);
    const { tokens, period } = this.limit;
    const now: number = this.clock.now;
    const filled = (this.level[bucket] as number) + tokens * (now - (this.filledAt[bucket] as number));
    const level = Math.min(filled, this.fullLevel);
    this.filledAt[bucket] = now;
    this.level[bucket] = level >= period ? level - period : level;
    return level >= period;
  }

  /** The process has ended: its buckets were in memory. */
  clear(): void {
    this.buckets.clear();
  }

  copyFrom(twin: RateLimiter): void {
    this.buckets.clear();
    for (const [user, bucket] of twin.buckets) this.buckets.set(user, bucket);
    this.level = twin.level.slice();
    this.filledAt = twin.filledAt.slice();
  }

  private get fullLevel(): number {
    return this.limit.capacity * this.limit.period;
  }

  private newBucket(user: number): number {
    const bucket = this.buckets.size;
    if (bucket >= this.level.length) {
      const capacity = Math.max(16, 2 * this.level.length);
      this.level = grownTo(capacity, this.level);
      this.filledAt = grownTo(capacity, this.filledAt);
    }
    this.buckets.set(user, bucket);
    this.level[bucket] = this.fullLevel;
    this.filledAt[bucket] = this.clock.now;
    return bucket;
  }
}
