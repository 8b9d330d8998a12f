/** Figures with their units, as exact as their interval is short. */
import type { Interval } from "@sysplex/experiment";

/** The unit as it stands behind a figure. */
const UNITS: Readonly<Record<string, string>> = { share: " %", count: "", bytes: " bytes" };

/** `49.15 s`; a dash where there is no estimate. */
export function meanText(interval: Interval, unit: string): string {
  return interval.mean === null ? "–" : quantityText(interval.mean, unit, decimalsOf(interval, unit));
}

/** `49.13 to 49.17 s`; `always` for one without a length; empty where there is none. */
export function spanText({ mean, low, high, ...rest }: Interval, unit: string): string {
  if (low === null || high === null) return "";
  if (low === high) return "always";
  const decimals = decimalsOf({ mean, low, high, ...rest }, unit);
  return `${numberText(scaled(low, unit), decimals)} to ${quantityText(high, unit, decimals)}`;
}

export function quantityText(value: number, unit: string, decimals = DECIMALS): string {
  return `${numberText(scaled(value, unit), decimals)}${UNITS[unit] ?? ` ${unit}`}`;
}

function numberText(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  const plain = text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  return (plain === "-0" ? "0" : plain).replace("-", "−");
}

function scaled(value: number, unit: string): number {
  return unit === "share" ? value * 100 : value;
}

const DECIMALS = 3;

/** Two digits of the half-width that are not zero; three decimals where it has no length. */
function decimalsOf({ low, high }: Interval, unit: string): number {
  if (low === null || high === null || low === high) return DECIMALS;
  const half = scaled((high - low) / 2, unit);
  return Math.max(0, Math.min(6, 1 - Math.floor(Math.log10(half))));
}
