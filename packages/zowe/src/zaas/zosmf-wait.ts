/**
 * The wait for z/OSMF of what issues tokens: ZAAS in version 3, the Gateway before.
 *
 * Modelled: z/OSMF is looked for at the start and at each fetch of the registry; when the time is over, two messages; then
 * the program stays (version 3) or ends (versions 1 and 2).
 * Simplified: the wait begins when the component is ready. z/OSMF is there when its address serves and the copy of the registry
 * has it.
 * @source zowe/api-layer JwtSecurity of versions 3 and 2; issues 1573, 2874.
 */
import { after, defineEvent, type Duration, type Instant } from "@sysplex/sim-core";
import type { Component } from "../launcher/component.js";
import { zoweMessages } from "../messages.js";
import { answers } from "../launcher/prepare.js";
import type { ZowePlex } from "../plex.js";
import type { ComponentName } from "../state.js";
import { versionOf } from "../yaml/release.js";
import { zaasSettings, type ZaasSettings } from "./settings.js";

interface Wait {
  readonly component: ComponentName;
  /** Of which start of it: another one waits anew. */
  readonly since: Instant;
  readonly until: Instant;
}

const zosmfAwaited = defineEvent("zowe.zosmf-awaited", (plex: ZowePlex, wait: Wait) => lookAgain(plex, wait));

/** The component is ready: does it issue tokens of z/OSMF, and is that there? */
export function awaitZosmf(plex: ZowePlex, component: Component): void {
  const version = versionIn(plex);
  if (component.id !== (version < 3 ? "gateway" : "zaas")) return;
  const settings = zaasSettings(component.instance, version);
  if (settings.provider === "saf" || settings.jwtAutoconfiguration === "ltpa") return;
  if (isThere(plex, component, settings)) return;
  const { now } = plex.sim;
  const { zosmfWait } = plex.zowe.parameters;
  const until = after(now, version < 3 ? settings.jwtInitializerTimeout : zosmfWait);
  schedule(plex, { component: component.name, since: now, until });
}

function lookAgain(plex: ZowePlex, wait: Wait): void {
  const component = plex.zowe.component(wait.component);
  const { state } = component;
  if (state.kind !== "ready" || state.since > wait.since) return; // Another start of it, or it does nothing.
  if (isThere(plex, component, zaasSettings(component.instance, versionIn(plex)))) return;
  if (plex.sim.now < wait.until) schedule(plex, wait);
  else giveUp(plex, component);
}

function schedule({ sim, zowe }: ZowePlex, wait: Wait): void {
  const { registryFetchPeriod } = zowe.parameters;
  sim.after(Math.min(registryFetchPeriod, wait.until - sim.now) as Duration, zosmfAwaited, wait);
}

function giveUp(plex: ZowePlex, component: Component): void {
  const version = versionIn(plex);
  const { missingZosmfEnds } = plex.zowe.parameters;
  const ends = missingZosmfEnds === "release" ? version < 3 : missingZosmfEnds === "always";
  const { zosmfServiceId } = zaasSettings(component.instance, version);
  const who = version < 3 ? "Gateway" : "ZAAS";
  component.launcher.write("ZWEAG713E", zoweMessages.ZWEAG713E());
  component.launcher.write("ZWEAG108E", zoweMessages.ZWEAG108E(zosmfServiceId, who));
  if (ends) component.endByItself(1, "ZWEAG108E");
}

function isThere(plex: ZowePlex, component: Component, { zosmfServiceId }: ZaasSettings): boolean {
  const view = plex.zowe.eureka.registryView(component.name);
  // Static definitions of z/OSMF are written for the id of version 3; before, they had z/OSMF's own.
  const ids = [zosmfServiceId, "ibmzosmf", "zosmf"];
  const instance = view.instances.find(({ serviceId }) => ids.includes(serviceId));
  return instance !== undefined && answers(plex, instance);
}

function versionIn({ zowe }: ZowePlex): number {
  const release = zowe.configuration.starts[0]?.configuration.release;
  return release === undefined ? 3 : versionOf(release);
}
