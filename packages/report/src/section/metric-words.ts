/** How a metric of a sweep is named, and in which unit it is told. */
import type { SweepResult } from "../input/report-input.js";

/** `timeToFailoverSeconds` reads as `Time to failover`; the unit stands with the figures. */
export function metricTitle(metric: string): string {
  const words = metric
    .replace(/(?:SecondsPerHour|Seconds|Ms|MiB)$/, "")
    .replace(/([a-z])([A-Z])/g, (_match, end: string, begin: string) => `${end} ${begin.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function metricUnit(points: SweepResult["points"], metric: string): string {
  return points[0]?.summary.metrics[metric]?.unit ?? "";
}

/** A difference of shares is no share. */
export function differenceUnit(unit: string): string {
  return unit === "share" ? "points" : unit;
}
