/**
 * The names that a plug-in of z/OSMF looks up while its server starts, one after the other.
 *
 *     START ── … ── plug-in begins ── lookups ── the plug-in's own start ── IZUG400I, port open ── CWWKF0011I
 *
 * Only where the name servers of the server's system are known: otherwise lookups take no time, and the start is as long as it
 * was drawn. With name servers that answer it is longer by their answers; with silent ones each lookup costs its time-outs.
 * A name that is not found is no obstacle: the plug-in goes on to the next one.
 * @source zowe/zowe-install-packaging#425: IzuManagementFacilitySysplexManagement took 8500 s to load, and about 10 s when
 * names were resolved.
 */
import { between, inSeconds, longer, minus, NO_TIME, type Duration } from "@sysplex/sim-core";
import { zosmfMessages } from "./messages.js";
import type { ZosmfPlex } from "./plex.js";
import type { Server } from "./server.js";

/** The plug-in of the report. */
const PLUG_IN = "IzuManagementFacilitySysplexManagement";

/** The rest of a start: from its beginning to the open port, and to CWWKF0011I. */
interface RestOfStart {
  readonly portDue: Duration;
  readonly ready: Duration;
}

/** What is left of a start is scheduled: at once, or when the names are looked up. */
export function scheduleRest(plex: ZosmfPlex, server: Server, rest: RestOfStart): void {
  const { startLookups, lookupPluginStart } = plex.zosmf.parameters;
  if (startLookups === 0 || plex.tcpip.resolvers.of(server.system) === undefined) {
    server.schedule("portDue", rest.portDue);
    server.schedule("ready", rest.ready);
    return;
  }
  const begins = longer(minus(rest.portDue, lookupPluginStart), NO_TIME);
  const afterwards = { portDue: minus(rest.portDue, begins), ready: minus(rest.ready, begins) };
  const due = { left: startLookups, query: 0, ...afterwards };
  server.change("a plug-in will look names up", (record) => ({ ...record, lookups: due }));
  server.schedule("lookupDue", begins);
}

/** The plug-in begins, or the query before is answered or given up. */
export function lookUpNext(plex: ZosmfPlex, server: Server): void {
  const { lookups } = server.record;
  const resolver = plex.tcpip.resolvers.of(server.system);
  if (lookups === undefined || resolver === undefined) return;
  const { left, query, since = plex.sim.now } = lookups;
  if (left === 0) {
    server.schedule("portDue", lookups.portDue);
    server.schedule("ready", lookups.ready);
    return;
  }
  const { takes, next } = resolver.ask(query);
  const then = next === undefined ? { left: left - 1, query: 0 } : { left, query: next };
  server.change("a name is looked up", (record) => ({ ...record, lookups: { ...lookups, ...then, since } }));
  server.schedule("lookupDue", takes);
}

/** The web applications are there, the plug-in last. */
export function endLookups({ sim }: ZosmfPlex, server: Server): void {
  const { lookups } = server.record;
  if (lookups?.since === undefined) return;
  const seconds = inSeconds(between(lookups.since, sim.now)).toFixed(3);
  server.write("CWWKZ0001I", zosmfMessages.CWWKZ0001I(PLUG_IN, seconds));
  forgetLookups(server);
}

/** A start that came to nothing leaves none behind. */
export function forgetLookups(server: Server): void {
  if (server.record.lookups === undefined) return;
  server.change("no lookups", (record) => {
    const rest = { ...record };
    delete rest.lookups;
    return rest;
  });
}
