/**
 * What HOTSTANDBY asks of the DESTIP list. Each fault costs the one statement.
 *
 * @source z/OS 2.1 IP Messages Volume 4: EZZ0165I, EZZ0826I, EZZ0827I, EZZ0829I, EZZ0830I.
 */
import { MOST_BACKUPS } from "../limits.js";
import type { Problems } from "../problems.js";
import type { DistributionTarget } from "../stack-profile.js";
import type { Distribute } from "./distribute-syntax.js";

/** Whether the list is as HOTSTANDBY wants it. The first fault is reported. */
export function checkHotStandby({ dvipa, targets }: Distribute, problems: Problems): boolean {
  const { range, text } = dvipa;
  if (targets === "ALL") {
    problems.report("HOTSTANDBY_ALL", range, text);
    return false;
  }
  const roleless = targets.filter(({ role }) => role === undefined);
  const preferred = targets.filter(({ role }) => role === "preferred").length;
  const backups = targets.filter(({ role }) => role === "backup").length;
  const twice = firstTwice(targets);
  const [first] = roleless;
  if (first !== undefined) {
    const names = roleless.map(({ address }) => address).join(", ");
    problems.report("HOTSTANDBY_NO_ROLE", first.range, text, names);
  } else if (preferred !== 1 || backups < 1) {
    problems.report("HOTSTANDBY_ROLES", range, text, preferred, backups);
  } else if (backups > MOST_BACKUPS) {
    problems.report("HOTSTANDBY_BACKUPS", range, text, backups, MOST_BACKUPS);
  } else if (twice !== undefined) {
    problems.report("HOTSTANDBY_UNIQUE", twice.range, text, twice.address);
  } else {
    return true;
  }
  return false;
}

function firstTwice(targets: readonly DistributionTarget[]): DistributionTarget | undefined {
  const seen = new Set<string>();
  for (const target of targets) {
    if (seen.has(target.address)) return target;
    seen.add(target.address);
  }
  return undefined;
}
