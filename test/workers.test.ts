/** The fingerprint of a scenario is the same alone and in worker threads that run at the same time. */
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { run, shipped } from "./support/shipped-scenarios.js";

const NAMES = ["zosmf-lpar-loss", "zosmf-keep-alive-clients", "zosmf-switchback-gap"];

function inWorker(names: readonly string[]): Promise<Record<string, string>> {
  return new Promise((resolve, reject) => {
    const fingerprints: Record<string, string> = {};
    new Worker(new URL("support/fingerprint-worker.mjs", import.meta.url), { workerData: names })
      .on("message", ([name, fingerprint]: [string, string]) => (fingerprints[name] = fingerprint))
      .on("error", reject)
      .on("exit", () => resolve(fingerprints));
  });
}

test("worker threads give the fingerprints of this thread, whatever else runs beside them", async () => {
  const inThreads = await Promise.all([inWorker(NAMES), inWorker([...NAMES].reverse())]);
  const here = Object.fromEntries(NAMES.map((name) => [name, run(shipped(name)).fingerprint]));

  expect(inThreads).toEqual([here, here]);
}, 60_000);
