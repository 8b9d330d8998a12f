/** The declared users of the Desktop and of UMS: where they come in, and whether that can be known. */
import { checkHost } from "./clients.js";
import type { Ground } from "./places.js";
import type { Sound } from "./reading.js";
import type { Destination, UserDeclaration } from "./scenario-document.js";
import type { ScenarioFile } from "./schema.js";

type FileEntry = ScenarioFile["clients"][number];
type FileDesktop = Extract<FileEntry, { desktop: unknown }>;
type FileUms = Extract<FileEntry, { ums: unknown }>;

/** `undefined`: a fault has been reported. */
export function readUsers(
  entry: Sound<FileEntry>,
  index: number,
  ground: Ground,
): UserDeclaration | undefined {
  return "desktop" in entry
    ? readDesktopUsers(entry as Partial<FileDesktop>, index, ground) // Single values are sound as a whole.
    : readUmsUsers(entry as Partial<FileUms>, index, ground);
}

function readDesktopUsers(
  entry: Partial<FileDesktop>,
  index: number,
  ground: Ground,
): UserDeclaration | undefined {
  const { name, desktop: at, users, arrivals, logonsWithin, messageEvery, timeout, backoff, os } = entry;
  if (at !== undefined) checkDestination(at, "desktop", index, ground);
  const isWhole = name && at && users && arrivals && logonsWithin && messageEvery && timeout && os;
  if (!isWhole || backoff === undefined) return undefined;
  const range = ground.places.range("clients", index, "name");
  return {
    kind: "desktop",
    name,
    at,
    users,
    arrivals,
    logonsWithin,
    messageEvery,
    timeout,
    backoff,
    os,
    range,
  };
}

function readUmsUsers(entry: Partial<FileUms>, index: number, ground: Ground): UserDeclaration | undefined {
  const { name, ums: at, users, think } = entry;
  if (at !== undefined) checkDestination(at, "ums", index, ground);
  if (!name || !at || !users || !think) return undefined;
  return { kind: "ums", name, at, users, think, range: ground.places.range("clients", index, "name") };
}

function checkDestination(
  { host, text }: Destination,
  key: "desktop" | "ums",
  index: number,
  ground: Ground,
): void {
  const range = ground.places.range("clients", index, key);
  checkHost(host, range, ground);
  if (ground.places.node("zowe") === undefined) ground.fault("NO_ZOWE", range, text);
}
