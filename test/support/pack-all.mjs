/**
 * Builds every package from a clean copy of the sources and packs it, as a release would.
 *
 * The copy keeps a stale file of some `dist` out of the tarballs, and the workspace's own `dist` out of the way of
 * whoever is using it. Installed dependencies are shared: the copy's links lead to this workspace's `node_modules`.
 *
 *     pnpm release:pack [folder]      tarballs into tmp/packed, or into the folder
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./run.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const ROOT_FILES = ["package.json", "pnpm-workspace.yaml", "tsconfig.base.json", "LICENSE"];
const NOT_COPIED = /[/\\]packages[/\\][^/\\]+[/\\](dist|test)$/;

/** The package folders: `sim-core`, `sysplex`, … */
export function packageFolders() {
  return readdirSync(join(root, "packages"))
    .filter((name) => existsSync(join(root, "packages", name, "package.json")))
    .sort();
}

/** Packs all packages into the folder and returns the tarballs' paths. Throws with the compiler's words if one fails. */
export function packAll(destination) {
  mkdirSync(destination, { recursive: true });
  const copy = mkdtempSync(join(tmpdir(), "sysplex-build-"));
  try {
    copyWorkspace(copy);
    const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
    const projects = packageFolders().map((name) => join("packages", name));
    run(process.execPath, [tsc, "-b", ...projects], copy);
    for (const project of projects) packOne(join(copy, project), destination);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
  return readdirSync(destination)
    .filter((name) => name.endsWith(".tgz"))
    .sort()
    .map((name) => join(destination, name));
}

function copyWorkspace(copy) {
  for (const name of ROOT_FILES) cpSync(join(root, name), join(copy, name));
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  for (const name of packageFolders()) {
    cpSync(join(root, "packages", name), join(copy, "packages", name), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !NOT_COPIED.test(path),
    });
  }
}

function packOne(folder, destination) {
  const args = ["pack", "--pack-destination", destination, "--config.ignore-scripts=true"];
  // Under a pnpm script its own path is at hand; otherwise npx finds or fetches it.
  const own = process.env.npm_execpath ?? "";
  if (/pnpm[^/\\]*$/.test(own) && /\.c?js$/.test(own)) run(process.execPath, [own, ...args], folder);
  else run("npx", ["--yes", "pnpm@10", ...args], folder);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const destination = resolve(process.argv[2] ?? join(root, "tmp", "packed"));
  rmSync(destination, { recursive: true, force: true });
  try {
    for (const tarball of packAll(destination)) console.log(tarball);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
