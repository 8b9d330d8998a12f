/** `--out`: a result is written beside its place first and then moved there, so that no reader ever sees half of one. */
import {
  accessSync,
  constants,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  type Stats,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { HostError } from "./exit-status.js";
import type { CommandIo, FileIdentity } from "./io.js";

/** A place for a result that was found fit before the simulation runs. */
export interface OutputFile {
  readonly path: string;
  write(content: string | Uint8Array): void;
}

/**
 * Refuses what would harm: an input file, the file that is printed to, a folder, a device; and what would fail after a
 * long run.
 */
export function prepareOutput(
  written: string,
  { cwd, outFile }: Pick<CommandIo, "cwd" | "outFile">,
  inputs: ReadonlySet<string>,
  option = "--out",
): OutputFile {
  if (written === "") throw new HostError(`${option} needs the name of a file`);
  const path = resolve(cwd, written);
  const folder = dirname(path);
  const refuse = (why: string): never => {
    throw new HostError(`${option} ${written}: ${why}`);
  };
  const target = existing(path);
  if (target?.isDirectory() === true) refuse("is a folder");
  if (target?.isFile() === false) refuse("is no regular file; --json writes to standard output");
  if (target !== undefined && isInput(target, inputs))
    refuse("is a file that the scenario reads; it is not overwritten");
  if (target !== undefined && outFile !== undefined && isSame(target, outFile))
    refuse("is the file that standard output goes to");
  if (existing(folder)?.isDirectory() !== true) refuse("its folder does not exist");
  const place = target === undefined ? path : realpathSync(path); // A symbolic link stays one.
  if (!isWritable(dirname(place))) refuse("its folder cannot be written to");
  return { path: place, write: (content) => writeThenRename(place, content, `${option} ${written}`) };
}

/** @param what How the user named the place. */
export function writeThenRename(path: string, content: string | Uint8Array, what: string): void {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, content, { flag: "wx" });
    renameSync(temporary, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "EEXIST") rmSync(temporary, { force: true });
    throw new HostError(`${what}: the result could not be written (${(error as Error).message})`);
  }
}

function isInput(target: Stats, inputs: ReadonlySet<string>): boolean {
  return [...inputs].some((input) => {
    const stats = existing(input);
    return stats !== undefined && isSame(target, stats);
  });
}

function isSame(one: FileIdentity, other: FileIdentity): boolean {
  return one.dev === other.dev && one.ino === other.ino;
}

function existing(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
