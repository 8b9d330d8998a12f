/** Helpers of the tests about load-balanced services. */
import { systemOf } from "./fixture.js";

/** How often each of them was named. */
export function tallyOf(names: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** The system of a stack that there is. */
export const systemName = (stack: string | undefined): string => systemOf(stack) ?? "no system";
