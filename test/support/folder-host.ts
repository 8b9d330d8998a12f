import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ScenarioHost } from "@sysplex/scenario";

/** A host that reads what lies below a folder, without the checks that the command makes. */
export function folderHost(folder: string): ScenarioHost {
  return {
    readText: (path) => {
      try {
        return { ok: true, source: { file: path, text: readFileSync(join(folder, path), "utf8") } };
      } catch {
        return { ok: false, problem: "missing" };
      }
    },
  };
}
