/** How long tokens are good, one in the other. */
import { formatDuration, type Duration } from "@sysplex/sim-core";
import { diagnose, type Diagnostic } from "@sysplex/sysplex";
import { effectiveLtpaExpire } from "@sysplex/zosmf";
import { zaasSettings } from "@sysplex/zowe";
import { findingRows } from "./finding-rows.js";
import type { Whole } from "./whole.js";

/** A JWT that ZAAS signs for longer than the LTPA token in it is good. @source zowe/api-layer issue 615. */
export function tokenFindings({ zosmf, zowe, zoweRange }: Whole): Diagnostic[] {
  const [first] = zowe.starts;
  if (first === undefined || zosmf.servers.length === 0) return [];
  const { provider, jwtAutoconfiguration, jwtLifetime } = zaasSettings(first.configuration.instance, 3);
  if (provider === "saf" || jwtAutoconfiguration !== "ltpa") return [];
  const jwt = jwtLifetime ?? zowe.parameters.jwtLifetime;
  const ltpas = zosmf.servers.map(
    ({ configuration }) =>
      effectiveLtpaExpire(configuration.sessionExpire, zosmf.parameters.ltpaExpire).value,
  );
  const shortest = Math.min(...ltpas) as Duration;
  if (jwt <= shortest) return [];
  return [
    diagnose(findingRows, "JWT_OUTLIVES_LTPA", zoweRange, formatDuration(jwt), formatDuration(shortest)),
  ];
}
