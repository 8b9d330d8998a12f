// A worker thread that ends itself over the first attempt at every chunk; the environment names a folder to remember in.
import { existsSync, writeFileSync } from "node:fs";
import { register } from "tsx/esm/api";

register();
const { default: compute } = await import("../../src/execute/thread-worker.ts");

export default function dyingCompute(task) {
  const mark = `${process.env.DYING_WORKER_FOLDER}/${task.hash}.died`;
  if (!existsSync(mark)) {
    writeFileSync(mark, "");
    process.exit(1);
  }
  return compute(task);
}
