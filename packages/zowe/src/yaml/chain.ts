/**
 * CONFIG, the list of files that make a configuration: `FILE(/a.yaml):PARMLIB(HLQ.PARMLIB(ZWEYAML))`, the left over the right.
 *
 * @source zowe-common-c c/configmgr.c addPathElement; launcher src/main.c init_context.
 */
import { type SourceRange, TextLines } from "@sysplex/sysplex";
import { type Faults, shorten } from "./faults.js";
import type { ReleaseRules } from "./release.js";

export type ChainElement =
  | { readonly kind: "file"; readonly path: string; readonly range: SourceRange }
  | {
      readonly kind: "parmlib";
      readonly dataSet: string;
      readonly member: string;
      readonly range: SourceRange;
    };

/** @assumption A chain of a handful of files is long. */
const ELEMENTS_MAX = 64;

/** The name under which diagnostics point into the chain itself. */
export const CHAIN_FILE = "CONFIG";

/** The elements from left to right; what cannot be read is left out and reported. */
export function readChain(text: string, rules: ReleaseRules, faults: Faults): readonly ChainElement[] {
  const lines = new TextLines({ file: CHAIN_FILE, text });
  if (text.trim() === "") {
    faults.report("ZW_CONFIG_MISSING", lines.range(0, 0));
    return [];
  }
  const elements: ChainElement[] = [];
  let offset = 0;
  for (const part of text.split(":")) {
    const range = lines.range(offset, offset + part.length);
    offset += part.length + 1;
    if (elements.length === ELEMENTS_MAX) {
      faults.report("ZW_CHAIN_TOO_LONG", range, ELEMENTS_MAX);
      break;
    }
    const element = readElement(part.trim(), range, faults);
    if (element !== undefined) elements.push(element);
  }
  if (rules.oneParmlibMember) checkMembers(elements, faults);
  return elements;
}

function readElement(part: string, range: SourceRange, faults: Faults): ChainElement | undefined {
  const [, wrapper, inside] = /^([A-Z]+)\((.*)\)$/s.exec(part) ?? [undefined, "FILE", part];
  const isBare = wrapper === "FILE" && inside === part;
  if (inside === undefined || inside === "" || (isBare && /[()]/.test(part))) {
    faults.report("ZW_CHAIN_ELEMENT", range, shorten(part));
    return undefined;
  }
  if (wrapper === "FILE") return { kind: "file", path: inside, range };
  if (wrapper === "PARMLIB") return readParmlib(inside, range, faults);
  const known = wrapper === "PARMLIBS" || wrapper === "DIR" || wrapper === "LIBRARY";
  faults.report(known ? "ZW_CHAIN_NOT_IMPLEMENTED" : "ZW_CHAIN_ELEMENT", range, shorten(part));
  return undefined;
}

function readParmlib(inside: string, range: SourceRange, faults: Faults): ChainElement | undefined {
  const [, dataSet, member] = /^([^()]+)\(([A-Za-z0-9@#$]{1,8})\)$/.exec(inside) ?? [];
  if (dataSet !== undefined && member !== undefined) return { kind: "parmlib", dataSet, member, range };
  faults.report("ZW_PARMLIB_MEMBER", range, shorten(inside));
  return undefined;
}

function checkMembers(elements: readonly ChainElement[], faults: Faults): void {
  const [first, ...others] = elements.filter((element) => element.kind === "parmlib");
  for (const { member, range } of others) {
    if (member !== first?.member)
      faults.report("ZW_PARMLIB_MEMBERS_DIFFER", range, member, first?.member ?? "");
  }
}

/**
 * Where an element may lie in the folder of the configuration, best guess first. A path of a z/OS file system is looked for
 * below the folder, then by its last name; a member as `HLQ.PARMLIB(ZWEYAML)`, in a folder of the data set's name, and alone.
 */
export function candidatePaths(element: ChainElement): readonly string[] {
  if (element.kind === "parmlib") {
    const { dataSet, member } = element;
    return [`${dataSet}(${member})`, `${dataSet}/${member}`, member];
  }
  const { path } = element;
  if (!path.startsWith("/")) return [path];
  return [...new Set([path.replace(/^\/+/, ""), path.split("/").at(-1) ?? ""])].filter((name) => name !== "");
}
