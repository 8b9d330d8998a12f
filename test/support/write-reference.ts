/** `pnpm docs:reference`: prints the reference pages from the tables into docs/reference. */
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { referencePages } from "@sysplex/cli";

const folder = fileURLToPath(new URL("../../docs/reference/", import.meta.url));

mkdirSync(folder, { recursive: true });
for (const { file, text } of referencePages()) {
  writeFileSync(`${folder}${file}`, text);
  process.stdout.write(`docs/reference/${file}\n`);
}
