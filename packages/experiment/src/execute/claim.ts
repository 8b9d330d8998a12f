/** Who works on a part of a study: a file with the number of the process, so that nobody does the same work beside it. */
import { rmSync } from "node:fs";
import { hostname } from "node:os";
import { ExperimentError, messageOf } from "./experiment-error.js";
import type { Files } from "./files.js";

interface Claim {
  readonly pid: number;
  readonly host: string;
}

/** Takes the part, and returns how to give it back. */
export function claimPart(path: string, files: Files): () => void {
  const before = claimIn(files.read(path));
  if (before !== undefined && isAlive(before))
    throw new ExperimentError(
      "STUDY_RUNNING",
      `Process ${before.pid} is working on this already (${path}). Wait for it, end it, or choose another folder.`,
    );
  try {
    files.replace(path, `${JSON.stringify({ pid: process.pid, host: hostname() } satisfies Claim)}\n`);
  } catch (error) {
    throw new ExperimentError("FOLDER_UNUSABLE", `${path} cannot be written: ${messageOf(error)}`, {
      cause: error,
    });
  }
  return () => rmSync(path, { force: true });
}

function claimIn(text: string | undefined): Claim | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Claim);
  } catch {
    return undefined;
  }
}

/** Only of this machine can it be known. Two claims of one process are two studies at once. */
function isAlive({ pid, host }: Claim): boolean {
  if (host !== hostname() || !Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
