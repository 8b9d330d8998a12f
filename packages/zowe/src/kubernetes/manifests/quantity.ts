/** Quantities of Kubernetes. @source kubernetes.io, Quantity. */

/** Largest first, so that `Mi` is not taken for `M`. */
const SUFFIXES: readonly (readonly [suffix: string, factor: number])[] = [
  ["Ki", 1024],
  ["Mi", 1_048_576],
  ["Gi", 1_073_741_824],
  ["Ti", 1_099_511_627_776],
  ["m", 1e-3],
  ["k", 1e3],
  ["K", 1e3],
  ["M", 1e6],
  ["G", 1e9],
  ["T", 1e12],
  ["", 1],
];

/** The number, `undefined` when it is none. Thousandths are exact: `150m` is 0.15. */
export function parseQuantity(text: string): number | undefined {
  const [, number = "", suffix = ""] = /^(\d+(?:\.\d*)?|\.\d+)([A-Za-z]*)$/.exec(text.trim()) ?? [];
  const row = SUFFIXES.find(([known]) => known === suffix);
  if (number === "" || row === undefined) return undefined;
  return suffix === "m" ? Number(number) / 1_000 : Number(number) * row[1];
}

/** `25%` or `1`. */
export function parsePodCount(
  value: string | number,
): { kind: "count"; count: number } | { kind: "share"; share: number } | undefined {
  const [, percent] = /^(\d{1,3})%$/.exec(String(value)) ?? [];
  if (percent !== undefined) return { kind: "share", share: Number(percent) / 100 };
  const count = typeof value === "number" ? value : Number.NaN;
  return Number.isInteger(count) && count >= 0 ? { kind: "count", count } : undefined;
}
