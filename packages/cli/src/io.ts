/** What the command sees of the process that it runs in. Tests hand in their own. */
import { fstatSync } from "node:fs";
import pc from "picocolors";

/** Which file it is, whatever its name. */
export interface FileIdentity {
  readonly dev: number;
  readonly ino: number;
}

export interface CommandIo {
  /** Standard output. */
  readonly out: (text: string) => void;
  /** Standard error. */
  readonly err: (text: string) => void;
  /** Where standard output goes, if that is known. */
  readonly outFile?: FileIdentity;
  readonly outColors: boolean;
  readonly errColors: boolean;
  /** Standard error is a terminal: progress may be shown, and wiped. */
  readonly errIsTerminal: boolean;
  readonly cwd: string;
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number;
  /** Has `stop` called at the first Ctrl-C or request to end; the next one ends the process. Returns how to undo it. */
  readonly onInterrupt?: (stop: () => void) => () => void;
  /** SYSPLEX_DEBUG is set: an error of the program's own comes with its stack. */
  readonly debug: boolean;
}

export type Paint = ReturnType<typeof pc.createColors>;

export function paintFor(colors: boolean): Paint {
  return pc.createColors(colors);
}

export function processIo(): CommandIo {
  const { env, stdout, stderr } = process;
  const outFile = standardOutputFile();
  return {
    ...(outFile === undefined ? {} : { outFile }),
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    outColors: wantsColors(env, stdout.isTTY),
    errColors: wantsColors(env, stderr.isTTY),
    errIsTerminal: stderr.isTTY && env.TERM !== "dumb",
    cwd: process.cwd(),
    now: () => performance.now(),
    onInterrupt,
    debug: isSet(env.SYSPLEX_DEBUG),
  };
}

function onInterrupt(stop: () => void): () => void {
  const signals = ["SIGINT", "SIGTERM"] as const;
  const release = (): void => signals.forEach((signal) => process.off(signal, once));
  const once = (): void => {
    release();
    stop();
  };
  signals.forEach((signal) => process.on(signal, once));
  return release;
}

const STANDARD_OUTPUT = 1;

function standardOutputFile(): FileIdentity | undefined {
  try {
    return fstatSync(STANDARD_OUTPUT);
  } catch {
    return undefined; // It is closed.
  }
}

/** NO_COLOR wins, then FORCE_COLOR; otherwise a terminal that is not dumb decides. */
export function wantsColors(
  env: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean | undefined,
): boolean {
  if (isSet(env["NO_COLOR"])) return false;
  if (isSet(env["FORCE_COLOR"])) return env["FORCE_COLOR"] !== "0";
  return isTerminal === true && env["TERM"] !== "dumb";
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "";
}
