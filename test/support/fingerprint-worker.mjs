/** In a worker thread: runs the scenarios it is handed and posts each one's fingerprint. */
import { parentPort, workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";

register();
const { run, shipped } = await import("./shipped-scenarios.ts");
for (const name of workerData) parentPort.postMessage([name, run(shipped(name)).fingerprint]);
