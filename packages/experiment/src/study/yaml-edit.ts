/** One value of a YAML text replaced, the rest left as it is. */
import { isMap, isSeq, parseDocument, type Document } from "yaml";
import type { SettingValue } from "./settings.js";

/** `timeline[1].at` → timeline, [1], at. */
export function stepsOf(path: string): string[] {
  return path.split(".").flatMap((part) => {
    const [, key = part, index] = /^([^[\]]+)\[(\d+)\]$/.exec(part) ?? [];
    return index === undefined ? [key] : [key, `[${index}]`];
  });
}

/**
 * The text with the value in it; `undefined`: there is no such place, as a list has no such item.
 *
 * @param farther The text that this one extends. A list that only that one has is taken over whole, as lists do not merge.
 */
export function setYaml(
  text: string,
  steps: readonly string[],
  value: SettingValue,
  farther?: string,
): string | undefined {
  const document = parseDocument(text, { uniqueKeys: false, logLevel: "error" });
  const [head = ""] = steps;
  if (!document.has(head) && farther !== undefined) {
    const inherited = getYaml(farther, [head]);
    if (Array.isArray(inherited)) document.set(head, document.createNode(inherited));
  }
  const path = resolved(document, steps);
  if (path === undefined) return undefined;
  try {
    document.setIn(path, value);
    return document.toString({ lineWidth: 0 });
  } catch {
    return undefined; // A single value stands where a map would have to.
  }
}

/** The value there as plain data; `undefined`: there is none. */
export function getYaml(text: string, steps: readonly string[]): unknown {
  const document = parseDocument(text, { uniqueKeys: false, logLevel: "error" });
  const path = resolved(document, steps);
  const node: unknown = path && document.getIn(path, true);
  return node === undefined || node === null
    ? undefined
    : (node as { toJS(of: Document): unknown }).toJS(document);
}

/** Steps with the items of lists as indexes. */
function resolved(document: Document, steps: readonly string[]): (string | number)[] | undefined {
  const path: (string | number)[] = [];
  for (const step of steps) {
    const parent: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
    if (!isSeq(parent)) {
      path.push(step);
      continue;
    }
    const counted = /^\[(\d+)\]$/.exec(step)?.[1];
    const index =
      counted === undefined
        ? parent.items.findIndex((item) => isMap(item) && item.get("name") === step)
        : Number(counted) - 1;
    if (index < 0 || index >= parent.items.length) return undefined;
    path.push(index);
  }
  return path;
}
