/** The few things that a study does with files. Replaceable, so that a test can have a disk that is full. */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

export interface Files {
  /** `undefined`: there is no such file. */
  read(path: string): string | undefined;
  /** Writes a file whole or not at all: beside its place, down to the disk, and then renamed into it. */
  replace(path: string, text: string): void;
}

export const nodeFiles: Files = { read, replace: (path, text) => replaceWith(path, text, writeDown) };

/** @param write Writes the text into a new file. */
export function replaceWith(path: string, text: string, write: (path: string, text: string) => void): void {
  const beside = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    write(beside, text);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

function writeDown(path: string, text: string): void {
  const file = openSync(path, "w");
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
