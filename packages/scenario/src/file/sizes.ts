/** Sizes and rates of bodies: `20 MB`, `250 kB/s`. */
import { parsedText } from "./quantities.js";

const BYTES_PER_UNIT: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
};
const UNITS = "B, kB, MB, GB, KiB, MiB and GiB";

/** @assumption Nobody sends more in one request. */
const BYTES_MAX = 1e12;

/** A size in bytes, above zero. */
export function parseSize(text: string): number | undefined {
  const [, count, unit = ""] = /^(\d{1,12}(?:\.\d{1,6})?)\s?([A-Za-z]{1,3})$/.exec(text.trim()) ?? [];
  const perUnit = Object.hasOwn(BYTES_PER_UNIT, unit) ? BYTES_PER_UNIT[unit] : undefined;
  if (count === undefined || perUnit === undefined) return undefined;
  const bytes = Math.round(Number(count) * perUnit);
  return bytes >= 1 && bytes <= BYTES_MAX ? bytes : undefined;
}

/** Bytes per second. */
export function parseByteRate(text: string): number | undefined {
  const [, size] = /^(.{1,24})\/s$/.exec(text.trim()) ?? [];
  return size === undefined ? undefined : parseSize(size);
}

export function size() {
  return parsedText(parseSize, { expects: 'a size such as "20 MB"', quantity: true, units: UNITS });
}

export function byteRate() {
  return parsedText(parseByteRate, {
    expects: 'a rate such as "250 kB/s"',
    quantity: true,
    units: `${UNITS} per second (/s)`,
  });
}

/** In the largest unit in which it is a whole number. */
export function formatSize(bytes: number): string {
  const unit = ["GB", "MB", "kB"].find((name) => bytes % (BYTES_PER_UNIT[name] ?? 1) === 0) ?? "B";
  return `${bytes / (BYTES_PER_UNIT[unit] ?? 1)} ${unit}`;
}
