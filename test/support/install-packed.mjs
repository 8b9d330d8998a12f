/**
 * Packs every package and installs the tarballs in a folder with plain npm, as a user would get them.
 *
 *     node test/support/install-packed.mjs <folder>      the command is then <folder>/node_modules/.bin/sysplex
 */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { packAll } from "./pack-all.mjs";
import { run } from "./run.mjs";

/** The folder must be empty or absent. Returns the tarballs, which stay in it. */
export function installPacked(folder) {
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0) throw new Error(`${folder} is not empty`);
  const tarballs = packAll(join(folder, "tarballs"));
  installTarballs(folder, tarballs);
  return tarballs;
}

/** Installs tarballs, with what they depend on, in a folder that is there. */
export function installTarballs(folder, tarballs) {
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", ...tarballs], folder);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    installPacked(resolve(process.argv[2] ?? ""));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
