/**
 * Contenders take turns: one process each, one of them running at a time. A machine's speed changes from second to second,
 * and so does an engine's inlining from process to process; ratios are taken among turns that lie side by side, and anew
 * with new processes.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { median } from "./spread.mjs";

/** Starts a process for every contender; returns each one's nanoseconds per operation and what its model found. */
export async function takeTurns(entries, { operations, warmUp = 0, tellsGrowth = false }, rounds) {
  const children = [];
  try {
    for (const entry of entries) children.push(await Child.start(entry, operations));
    for (const child of children) await child.prepare(warmUp, tellsGrowth);
    for (let round = 0; round < rounds; round += 1) {
      for (let place = 0; place < children.length; place += 1) {
        await children[(place + round) % children.length].timedTurn();
      }
    }
    const summaries = [];
    for (const child of children) summaries.push(await child.summary());
    return summaries;
  } finally {
    await Promise.all(children.map((child) => child.end()));
  }
}

class Child {
  nanos = [];
  operationCount = 0;
  last = undefined;
  bytesAtStart = undefined;

  constructor(entry, operations) {
    this.entry = entry;
    this.operations = Math.max(1, Math.round(operations * entry.share));
    this.process = spawn(entry.command, entry.args, {
      env: { ...process.env, ...entry.env },
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.lines = createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
  }

  static async start(entry, operations) {
    const child = new Child(entry, operations);
    await child.answer();
    return child;
  }

  /** Brings the model into its steady state, and lets the engine compile what is hot. */
  async prepare(warmUp, tellsGrowth) {
    if (warmUp > 0) await this.ask(Math.round(warmUp * this.entry.share));
    await this.ask(this.operations);
    if (tellsGrowth && this.entry.tellsBytes) this.bytesAtStart = (await this.ask("bytes")).bytes;
  }

  /** The clock counts what others did meanwhile; the processor's count, what it took to ask. The less of both is the turn's. */
  async timedTurn() {
    const before = this.nanosOnProcessor();
    const { nanos, count, ...result } = await this.ask(this.operations);
    const onProcessor = this.nanosOnProcessor() - before;
    this.operationCount += count;
    this.nanos.push((Number.isNaN(onProcessor) ? nanos : Math.min(nanos, onProcessor)) / count);
    this.last = { count, ...result };
  }

  /**
   * Of the main thread, as Linux counts it: a machine that is busy with something else makes a turn long, but not this. NaN
   * on other systems, where the clock has to do.
   */
  nanosOnProcessor() {
    try {
      return Number(readFileSync(`/proc/${this.process.pid}/schedstat`, "utf8").split(" ")[0]);
    } catch {
      return NaN;
    }
  }

  async summary() {
    const growthBytes =
      this.bytesAtStart === undefined ? undefined : (await this.ask("bytes")).bytes - this.bytesAtStart;
    return {
      label: this.entry.label,
      version: this.entry.version,
      comparedWith: this.entry.comparedWith,
      nanos: median(this.nanos),
      operationsPerTurn: this.operations,
      operationCount: this.operationCount,
      result: this.last,
      growthBytes,
    };
  }

  async ask(what) {
    this.process.stdin.write(`${what}\n`);
    return this.answer();
  }

  async answer() {
    const { value, done } = await this.lines.next();
    if (done) throw new Error(`${this.entry.label} ended without an answer`);
    return JSON.parse(value);
  }

  /** At once: to take a million events apart would fall into the next repeat's time. */
  async end() {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    this.process.kill("SIGKILL");
    await once(this.process, "exit");
  }
}
