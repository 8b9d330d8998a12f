/**
 * How a z/OSMF server comes up: what may stand in its way, and the steps from START to CWWKF0011I.
 *
 *     START ── launchShare ── CWWKE0001I ────────── IZUG400I, port open ── listenerToReady ── CWWKF0011I
 *       └───────────────────────────── startDuration (× warmStartFactor) ────────────────────────┘
 *
 * @source z/OSMF Lite guide, messages of a normal start; Open Liberty documentation, the angel on z/OS.
 */
import { inSeconds, longer, minus, NO_TIME, sampleDuration, times, type Duration } from "@sysplex/sim-core";
import { startProblem } from "./autostart.js";
import { zosmfMessages } from "./messages.js";
import { forgetLookups, scheduleRest } from "./name-lookups.js";
import type { ZosmfPlex } from "./plex.js";
import type { Server } from "./server.js";
import { openPort } from "./server-port.js";
import { isActive } from "./state.js";
import { effectiveLtpaExpire } from "./tokens/lifetimes.js";

/** START: by an operator or automation, or by autostart, which brings the angel up too. */
export function startServer(plex: ZosmfPlex, server: Server, by: "operator" | "autostart"): void {
  const problem = problemOf(plex, server);
  if (problem !== undefined) return refuseStart(plex, server, problem);
  server.cancelSteps();
  plex.zosmf.acquire(server);
  if (server.angel.state.kind === "up") return beginStart(plex, server);
  if (by === "operator") return failWithoutAngel(plex, server);
  server.become({ kind: "waitingForAngel", since: plex.sim.now }, "waits for its angel");
  server.angel.start();
}

/** Up and ready when the simulation begins, silently unless something is in its way. */
export function bringServerUp(plex: ZosmfPlex, server: Server): void {
  const problem = problemOf(plex, server);
  if (problem !== undefined) return refuseStart(plex, server, problem);
  plex.zosmf.acquire(server);
  server.angel.bringUp();
  server.change("there at the start", (record) => ({ ...record, startsThisIpl: 1 }));
  server.become({ kind: "ready", since: plex.sim.now }, "there at the start");
  writeRaisedLtpaExpire(plex, server);
  openPort(plex, server, plex.zosmf.parameters.portOpenRetries);
}

/** The angel is up: the server's own start begins. */
export function beginStart(plex: ZosmfPlex, server: Server): void {
  const { listenerToReady, launchShare } = plex.zosmf.parameters;
  const warm = server.record.startsThisIpl > 0;
  const duration = drawStartDuration(plex, server, warm);
  server.change("START", (record) => ({
    ...record,
    startsThisIpl: record.startsThisIpl + 1,
    startCount: record.startCount + 1,
  }));
  server.become({ kind: "starting", since: plex.sim.now, duration, warm }, "START");
  writeStarted(server);
  for (const file of server.configuration.files)
    server.write("IEE252I", zosmfMessages.IEE252I(memberName(file)));
  writeRaisedLtpaExpire(plex, server);
  const portDue = longer(minus(duration, listenerToReady), NO_TIME);
  const launched = times(duration, launchShare);
  server.schedule("launched", launched <= portDue ? launched : portDue);
  forgetLookups(server);
  scheduleRest(plex, server, { portDue, ready: duration });
}

/** z/OSMF needs authorised services: a start without an angel comes to nothing. */
export function failWithoutAngel(plex: ZosmfPlex, server: Server): void {
  const why = `angel ${server.angel.name} is not up`;
  writeStarted(server);
  server.write("CWWKB0101I", zosmfMessages.CWWKB0101I());
  server.write("$HASP395", zosmfMessages.$HASP395(server.job));
  plex.zosmf.release(server);
  server.become({ kind: "failed", since: plex.sim.now, why }, why);
}

function refuseStart(plex: ZosmfPlex, server: Server, why: string): void {
  writeStarted(server);
  server.write("$HASP395", zosmfMessages.$HASP395(server.job));
  if (!isActive(server.state)) server.become({ kind: "failed", since: plex.sim.now, why }, why);
}

function problemOf({ zosmf }: ZosmfPlex, { name, state, configuration }: Server): string | undefined {
  const { userDir, autostartGroup: group } = configuration;
  return startProblem({
    server: name,
    active: isActive(state),
    group,
    groupServer: zosmf.groupServer(group),
    userDir,
    userDirHolder: zosmf.state.value.enqueues[userDir],
  });
}

function drawStartDuration({ sim, zosmf }: ZosmfPlex, { name }: Server, warm: boolean): Duration {
  const { startDuration, warmStartFactor } = zosmf.parameters;
  const drawn = sampleDuration(startDuration, sim.random(`zosmf/${name}/start`));
  return warm ? times(drawn, warmStartFactor) : drawn;
}

function writeStarted(server: Server): void {
  server.write("$HASP100", zosmfMessages.$HASP100(server.job));
  server.write("$HASP373", zosmfMessages.$HASP373(server.job));
}

/** What is coded is not what the server goes by. */
function writeRaisedLtpaExpire({ zosmf }: ZosmfPlex, server: Server): void {
  const { value, isRaised } = effectiveLtpaExpire(
    server.configuration.sessionExpire,
    zosmf.parameters.ltpaExpire,
  );
  if (isRaised) server.write("IZUG018W", zosmfMessages.IZUG018W(inSeconds(value) / 60));
}

/** The member's name: the last part of the file's path. */
function memberName(file: string): string {
  return file.split("/").at(-1) ?? file;
}
