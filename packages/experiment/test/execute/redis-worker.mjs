// A worker process of its own: to be killed in the middle of a chunk. Prints a line when it is ready and for each chunk.
import { register } from "tsx/esm/api";

register();
const { startRedisWorker } = await import("../../src/index.ts");

const [url, version] = process.argv.slice(2);
await startRedisWorker({
  url,
  version,
  threads: 1,
  lockSeconds: 2,
  onChunk: (hash, problem) => process.stdout.write(`done ${hash} ${problem ?? ""}\n`),
});
process.stdout.write("ready\n");
