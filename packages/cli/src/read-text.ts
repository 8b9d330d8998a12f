/** Reads a text file of a user: whatever stands behind the name, in bounded time and memory. */
import { closeSync, constants, fstatSync, openSync, readSync, statSync, type Stats } from "node:fs";
import { MAX_TEXT_LENGTH } from "@sysplex/sysplex";

/** In bytes; a text is never longer in characters. */
export const FILE_BYTES_MAX = MAX_TEXT_LENGTH;

export type FileProblem = "missing" | "directory" | "notRegular" | "forbidden" | "unreadable" | "tooLarge";

export type FileReading =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: FileProblem };

/**
 * UTF-8; a byte order mark is left out, and bytes that are no UTF-8 become U+FFFD for the readers to find.
 *
 * @param most In bytes; a longer file is not read.
 */
export function readTextFile(path: string, most = FILE_BYTES_MAX): FileReading {
  try {
    const problem = problemOf(statSync(path), most); // Before it is opened: to open a device may have effects.
    return problem === undefined
      ? { ok: true, text: decode(readRegularFile(path, most)) }
      : { ok: false, problem };
  } catch (error) {
    return { ok: false, problem: error instanceof Unreadable ? error.problem : problemOfError(error) };
  }
}

class Unreadable extends Error {
  constructor(readonly problem: FileProblem) {
    super(problem);
  }
}

function readRegularFile(path: string, most: number): Uint8Array {
  // A name may change what it stands for between two calls; not waiting keeps a FIFO from blocking.
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const problem = problemOf(fstatSync(descriptor), most);
    if (problem !== undefined) throw new Unreadable(problem);
    return readBounded(descriptor, most);
  } finally {
    closeSync(descriptor);
  }
}

const CHUNK_BYTES = 64 * 1024;

/** A file may also grow while it is read. */
function readBounded(descriptor: number, most: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const chunk = new Uint8Array(CHUNK_BYTES);
    const count = readSync(descriptor, chunk);
    if (count === 0) return Buffer.concat(chunks);
    size += count;
    if (size > most) throw new Unreadable("tooLarge");
    chunks.push(chunk.subarray(0, count));
  }
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder("utf-8").decode(bytes);
}

function problemOf(stats: Stats, most: number): FileProblem | undefined {
  if (stats.isDirectory()) return "directory";
  if (!stats.isFile()) return "notRegular";
  return stats.size > most ? "tooLarge" : undefined;
}

function problemOfError(error: unknown): FileProblem {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOENT" || code === "ENOTDIR") return "missing";
  return code === "EACCES" || code === "EPERM" ? "forbidden" : "unreadable";
}
