import { readFileSync } from "node:fs";

/** The version of this package, which is the version of the whole. Its manifest lies above `src` and above `dist`. */
export function packageVersion(): string {
  const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { readonly version: string }).version;
}
