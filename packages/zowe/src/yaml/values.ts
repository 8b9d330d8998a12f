/** Values of a tree by path, in the type that is asked for; anything else is as good as absent. */
import { type ConfigNode, nodeAt } from "./config-node.js";

export function textAt(root: ConfigNode | undefined, ...path: readonly string[]): string | undefined {
  const node = nodeAt(root, ...path);
  return node?.kind === "scalar" && typeof node.value === "string" ? node.value : undefined;
}

/** A whole number that is not negative; also in quotes, as version 1 had them. */
export function numberAt(root: ConfigNode | undefined, ...path: readonly string[]): number | undefined {
  const node = nodeAt(root, ...path);
  if (node?.kind !== "scalar") return undefined;
  if (typeof node.value === "number") return isCount(node.value) ? node.value : undefined;
  const isDigits = typeof node.value === "string" && /^\d{1,15}$/.test(node.value);
  return isDigits ? Number(node.value) : undefined;
}

export function booleanAt(root: ConfigNode | undefined, ...path: readonly string[]): boolean | undefined {
  const node = nodeAt(root, ...path);
  return node?.kind === "scalar" && typeof node.value === "boolean" ? node.value : undefined;
}

export function textsAt(
  root: ConfigNode | undefined,
  ...path: readonly string[]
): readonly string[] | undefined {
  const node = nodeAt(root, ...path);
  if (node?.kind !== "list") return undefined;
  return node.items.flatMap((item) =>
    item.kind === "scalar" && item.value !== null ? [String(item.value)] : [],
  );
}

export function numbersAt(
  root: ConfigNode | undefined,
  ...path: readonly string[]
): readonly number[] | undefined {
  const node = nodeAt(root, ...path);
  if (node?.kind !== "list") return undefined;
  return node.items.flatMap((item) =>
    item.kind === "scalar" && typeof item.value === "number" && isCount(item.value) ? [item.value] : [],
  );
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
