/** What stands in a file, in the words of a message. */
import type { TreeNode } from "./yaml-tree.js";

/** A node in a few words, for messages: `the number 30`, `a list`. */
export function describe(node: TreeNode): string {
  if (node.kind !== "scalar") return `a ${node.kind}`;
  if (node.value === null) return "nothing";
  if (typeof node.value === "string") return `"${shorten(node.value)}"`;
  return typeof node.value === "number" ? `the number ${shorten(node.spelling)}` : String(node.value);
}

/** Long and unprintable texts do not belong into a message. */
export function shorten(text: string, lengthMax = 40): string {
  // eslint-disable-next-line no-control-regex -- they are what is taken out
  const clean = text.slice(0, 2 * lengthMax).replace(/[\u0000-\u001f\u007f-\u009f]+/g, " ");
  return clean.length > lengthMax ? `${clean.slice(0, lengthMax - 1)}…` : clean;
}
