import { metrics } from "@sysplex/scenario";
import type { ReferenceTable } from "./table.js";

/** What a scenario can expect of its answer. */
export function metricReference(): readonly ReferenceTable[] {
  const of = (scope: "service" | "users" | "run") =>
    metrics
      .filter((metric) => metric.scope === scope)
      .map(({ name, unit, meaning }) => ({ name, unit, meaning }));
  const columns = ["name", "unit", "meaning"];
  return [
    {
      title: "Metrics of a service or a client",
      introduction:
        'In `expect:`, behind the name of a service or client and a dot: `zosmf.timeToFailover: "< 60s"`. A duration takes a duration, a share a percentage, a count a whole number.',
      columns,
      rows: of("service"),
    },
    {
      title: "Metrics of users",
      introduction:
        "Behind the name of users of the Zowe Desktop (`desktop:` under `clients`) or of Unified Management Server (`ums:`) and a dot: `desk.logonsNeeded: = 0`.",
      columns,
      rows: of("users"),
    },
    {
      title: "Metrics of the whole run",
      introduction: "In `expect:`, by themselves: `messages.IXC402D: never`.",
      columns,
      rows: of("run"),
    },
  ];
}
