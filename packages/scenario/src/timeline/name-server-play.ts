/** The timeline's verbs on name servers, and why they would have no effect. */
import { NO_TIME } from "@sysplex/sim-core";
import type { TimelineAction } from "../file/index.js";
import type { ScenarioPlex } from "../plex.js";

type NameServerAction = Extract<TimelineAction, { verb: "nameServer" }>;

export function playOnNameServer({ tcpip }: ScenarioPlex, { does, object, delay }: NameServerAction): void {
  const nameServer = tcpip.resolvers.nameServer(object.address);
  if (does === "slow") nameServer.slow(delay ?? NO_TIME);
  else if (does === "stop") nameServer.stop();
  else if (does === "start" || does === "heal") nameServer.restore();
  else nameServer.fail();
}

export function nameServerRefusal(
  { tcpip }: ScenarioPlex,
  { does, object: { address } }: NameServerAction,
): string | undefined {
  const { kind, delay } = tcpip.resolvers.nameServer(address).state;
  const isSound = kind === "answers" && delay === NO_TIME;
  if (does === "start") return kind === "answers" ? `${address} is started already` : undefined;
  if (does === "heal") return isSound ? `${address} neither fails nor is slow` : undefined;
  if (does === "slow") return kind === "answers" ? undefined : `${address} does not answer at all`;
  if (kind === "answers") return undefined;
  if (does === "stop")
    return kind === "silent" ? `${address} does not answer at all` : `${address} is stopped already`;
  return kind === "silent" ? `${address} does not answer already` : undefined;
}
