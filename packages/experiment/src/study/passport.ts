/** What goes with a result, so that somebody else comes to the same one: version, seed, hashes, and the command. */
import { manifestHash, type Manifest } from "../execute/manifest.js";

export interface Passport {
  /** Of the models: another version gives another result. */
  readonly version: string;
  readonly seed: string;
  /** Of each scenario or point; where they differ, the most. */
  readonly replications: number;
  /** SHA-256 of each scenario with all its files, as it was run: by its name, or by that of the point. */
  readonly scenarios: Readonly<Record<string, string>>;
  /** SHA-256 over what was to be computed: version, seed, scenarios, replications. */
  readonly study: string;
  /** SHA-256 over every result, in order. */
  readonly result: string;
  /** What comes to the same result, as a shell takes it. How many threads or machines computed it makes no difference, and is no part of it. */
  readonly command: string;
}

export function passportOf(
  { manifest, hash }: { readonly manifest: Manifest; readonly hash: string },
  command: string,
): Passport {
  const { version, seed, replications, variants } = manifest;
  return {
    version,
    seed,
    replications,
    scenarios: Object.fromEntries(variants.map(({ name, bundle }) => [name, bundle])),
    study: manifestHash(manifest),
    result: hash,
    command,
  };
}
