/** `--report`: one HTML file that opens from disk. */
import type { CommandIo } from "../io.js";

export function prepareReport(..._: unknown[]): Promise<{ write(input: unknown): void } | undefined> {
  return Promise.resolve(undefined);
}
