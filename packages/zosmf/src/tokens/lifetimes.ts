/** How long tokens are good, by IZUPRMxx and parameters. */
import { minutes, plus, type Duration } from "@sysplex/sim-core";

/** What the server keeps between the two. @source zowe/community issue 2202: SESSION_EXPIRE(43200) gives 43205. */
const LTPA_MARGIN = minutes(5);

export interface LtpaExpire {
  readonly value: Duration;
  /** The server has raised it, and says so with IZUG018W. */
  readonly isRaised: boolean;
}

/** LTPA_EXPIRE as the server goes by it: it must be above SESSION_EXPIRE. */
export function effectiveLtpaExpire(sessionExpire: Duration, ltpaExpire: Duration): LtpaExpire {
  return sessionExpire < ltpaExpire
    ? { value: ltpaExpire, isRaised: false }
    : { value: plus(sessionExpire, LTPA_MARGIN), isRaised: true };
}
