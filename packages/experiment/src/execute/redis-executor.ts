/**
 * Chunks for workers on other machines: a queue in Redis, by BullMQ.
 *
 * A job is known by its chunk's hash, so that nothing is queued twice. Redis is trusted with nothing: results are kept by whoever
 * runs the study, and a look at the queue every few seconds queues again what a restarted Redis has forgotten. A worker that
 * is killed leaves its job to be taken by another when its lock has run out.
 *
 * @source BullMQ 6: custom job ids, stalled jobs, sandboxed processors.
 */
import { Queue, QueueEvents, type Job } from "bullmq";
import type { Redis } from "ioredis";
import type { ChunkTask } from "./chunk.js";
import { checkInterrupted, type ExecutionOptions, type Executor } from "./executor.js";
import { ExperimentError } from "./experiment-error.js";
import { checkRedis, lastingConnection, placeOf, queueNameFor } from "./redis-connection.js";

export interface RedisOptions {
  /** `redis://user:password@host:6379`, `rediss://…` with TLS. */
  readonly url: string;
  /** Of the models: workers of another version have another queue. */
  readonly version: string;
  /** Between two looks at what the queue knows. */
  readonly lookSeconds?: number;
  /** So long Redis may be away before the study is given up. */
  readonly patienceSeconds?: number;
  /** Told of what delays the study: no worker, no Redis. */
  readonly onTrouble?: (message: string) => void;
}

/** @assumption A restart of Redis takes seconds; five minutes cover a fail-over to another machine. */
const PATIENCE_SECONDS = 300;
const LOOK_SECONDS = 2;
/** Jobs that are looked up at a time. */
const BATCH = 100;
/** A chunk that has failed so often is at fault itself. */
const ATTEMPTS = 3;

type Settle = (hash: string, text: string) => void;

export class RedisExecutor implements Executor {
  private readonly connections: Redis[] = [];
  private queue: Queue | undefined;
  private events: QueueEvents | undefined;

  constructor(private readonly options: RedisOptions) {}

  async run(tasks: readonly ChunkTask[], { onResult, signal }: ExecutionOptions): Promise<void> {
    if (tasks.length === 0) return;
    await checkRedis(this.options.url);
    const { queue, events } = await this.open();
    const waiting = new Map(tasks.map((task) => [task.hash, task]));
    const failures: unknown[] = [];
    const settle: Settle = (hash, text) => {
      if (!waiting.delete(hash)) return;
      try {
        onResult(hash, text);
      } catch (error) {
        failures.push(error);
      }
    };
    const onCompleted = ({ jobId, returnvalue }: { jobId: string; returnvalue: unknown }): void => {
      const text = asText(returnvalue);
      if (text === undefined || !waiting.has(jobId)) return;
      settle(jobId, text);
      void queue.remove(jobId).catch(() => undefined);
    };
    events.on("completed", onCompleted as never);
    try {
      while (waiting.size > 0) {
        checkInterrupted(signal);
        await this.patiently(this.reconcile(queue, waiting, settle));
        if (failures.length > 0) throw failures[0] as Error;
        if (waiting.size > 0) await this.pause(waiting, failures, signal);
      }
      if (failures.length > 0) throw failures[0] as Error;
    } finally {
      events.off("completed", onCompleted as never);
      await this.takeBack(queue, waiting);
    }
  }

  async close(): Promise<void> {
    await Promise.race([Promise.allSettled([this.queue?.close(), this.events?.close()]), seconds(2)]);
    for (const connection of this.connections) connection.disconnect();
  }

  private async open(): Promise<{ queue: Queue; events: QueueEvents }> {
    const { url, version } = this.options;
    const connect = () => {
      const connection = lastingConnection(url);
      this.connections.push(connection);
      return connection;
    };
    this.queue ??= new Queue(queueNameFor(version), { connection: connect() });
    this.events ??= new QueueEvents(queueNameFor(version), { connection: connect() });
    this.queue.on("error", () => undefined);
    this.events.on("error", () => undefined);
    await this.patiently(this.events.waitUntilReady());
    return { queue: this.queue, events: this.events };
  }

  /** What the queue has forgotten is queued again, what is finished is taken, what has failed ends the study. */
  private async reconcile(queue: Queue, waiting: Map<string, ChunkTask>, settle: Settle): Promise<void> {
    const tasks = [...waiting.values()];
    for (let from = 0; from < tasks.length; from += BATCH) {
      const batch = tasks.slice(from, from + BATCH);
      const jobs = await Promise.all(batch.map(({ hash }) => queue.getJob(hash)));
      const missing: ChunkTask[] = [];
      for (const [index, task] of batch.entries()) {
        const job = jobs[index] as Job<ChunkTask> | undefined;
        if (job === undefined) missing.push(task);
        else await this.look(job, task, missing, settle);
      }
      await queue.addBulk(missing.filter(({ hash }) => waiting.has(hash)).map(jobOf));
    }
    if (waiting.size > 0 && (await queue.getWorkersCount()) === 0)
      this.options.onTrouble?.(
        `no worker of version ${this.options.version} is there: start one with sysplex worker --redis`,
      );
  }

  private async look(
    job: Job<ChunkTask>,
    task: ChunkTask,
    missing: ChunkTask[],
    settle: Settle,
  ): Promise<void> {
    const text = job.finishedOn === undefined ? undefined : asText(job.returnvalue);
    if (text !== undefined) {
      settle(task.hash, text);
      await job.remove().catch(() => undefined);
    } else if (await job.isFailed()) {
      const why = job.failedReason;
      await job.remove().catch(() => undefined);
      // One that failed before this study was started says nothing about it.
      if (job.timestamp < this.begun) missing.push(task);
      else throw failure(task, why);
    }
  }

  private readonly begun = Date.now();

  /** Not for ever. */
  private async patiently<Value>(promise: Promise<Value>): Promise<Value> {
    const { patienceSeconds = PATIENCE_SECONDS, url } = this.options;
    const outcome = await Promise.race([promise.then((value) => ({ value })), seconds(patienceSeconds)]);
    if (outcome !== undefined) return outcome.value;
    throw new ExperimentError(
      "REDIS_UNREACHABLE",
      `Redis at ${placeOf(url)} has not answered for ${patienceSeconds} s. What was finished is kept: start the study again to go on.`,
    );
  }

  private async pause(
    waiting: ReadonlyMap<string, ChunkTask>,
    failures: readonly unknown[],
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const end = performance.now() + (this.options.lookSeconds ?? LOOK_SECONDS) * 1000;
    while (performance.now() < end && waiting.size > 0 && failures.length === 0 && signal?.aborted !== true)
      await seconds(0.05);
  }

  /** A study that ends before its time leaves no work behind. */
  private async takeBack(queue: Queue, waiting: ReadonlyMap<string, ChunkTask>): Promise<void> {
    const removals = [...waiting.keys()].map((hash) => queue.remove(hash).catch(() => 0));
    await Promise.race([Promise.all(removals), seconds(2)]);
  }
}

function jobOf(task: ChunkTask) {
  return {
    name: "chunk",
    data: task,
    opts: {
      jobId: task.hash,
      attempts: ATTEMPTS,
      removeOnComplete: { age: 24 * 3600 },
      removeOnFail: { age: 24 * 3600 },
    },
  };
}

/** Events bring what a processor returned as JSON; jobs bring it as it was. */
function asText(returned: unknown): string | undefined {
  if (typeof returned !== "string" || returned === "") return undefined;
  if (!returned.startsWith('"')) return returned;
  return JSON.parse(returned) as string;
}

function failure({ spec, hash }: ChunkTask, why: string | undefined): ExperimentError {
  const isDeath = /stalled/i.test(why ?? "");
  return new ExperimentError(
    isDeath ? "WORKER_DIED" : "CHUNK_FAILED",
    `Chunk ${hash} (replications ${spec.first} to ${spec.last}) failed on its workers: ${why ?? "no reason was given"}. ` +
      "What was finished is kept.",
  );
}

/** Does not keep a process alive. */
function seconds(count: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), count * 1000).unref());
}
