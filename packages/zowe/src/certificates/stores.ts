/** What is in the key stores of a Zowe: at the start of a run, as a whole, and when that changes by time alone. */
import { known, type Instant } from "@sysplex/sim-core";
import { addressOf } from "../discovery/reachability.js";
import type { Launcher } from "../launcher/launcher.js";
import type { ComponentName, LauncherName } from "../state.js";
import {
  authoritiesOf,
  covers,
  DEFAULT_SUBJECT,
  isValidAt,
  keyMaterial,
  type CertificateDeclarations,
  type KeyMaterial,
} from "./certificate.js";
import type { CertificatesState } from "./state.js";

export function initialCertificates(
  launchers: readonly Launcher[],
  declarations: CertificateDeclarations,
  now: Instant,
): CertificatesState {
  const { all, instances = {}, zosmf = {} } = declarations;
  const trusts = authoritiesOf(declarations);
  const hostnames = launchers.map(({ configuration: { instance } }) => instance.hostname);
  const stored = launchers.map(({ name, system, configuration: { instance } }) => {
    const { id, externalDomains } = instance;
    const owner = { subject: DEFAULT_SUBJECT, names: [...hostnames, ...externalDomains], trusts };
    return [name, keyMaterial(owner, instances[id] ?? instances[system] ?? all ?? {}, now)] as const;
  });
  return {
    stored: Object.fromEntries(stored),
    loaded: {},
    zosmf: keyMaterial({ subject: "CN=zosmf", trusts }, zosmf, now),
    floods: {},
  };
}

/**
 * No certificate stands in the way of any other component now: all are valid, trusted by all, and have the names that
 * others call them by.
 */
export function isInOrder(state: CertificatesState, launchers: readonly Launcher[], now: Instant): boolean {
  const owned = launchers.map((launcher) => ({
    materials: materialsOf(state, launcher.name),
    hosts: hostsOf(launcher, launchers),
  }));
  const zosmfHosts = launchers.flatMap(({ configuration }) => configuration.instance.zosmf?.host ?? []);
  const all = [...owned, { materials: [state.zosmf], hosts: zosmfHosts }];
  const shown = all.flatMap(({ materials }) => materials.map(({ internal }) => internal));
  const trusting = owned.flatMap(({ materials }) => materials.map(({ trusts }) => trusts));
  return (
    shown.every((one) => isValidAt(one, now) && one.isForClients) &&
    shown.every(({ signedBy }) => trusting.every((trusts) => trusts.includes(signedBy))) &&
    all.every(({ materials, hosts }) =>
      materials.every(({ internal }) => hosts.every((host) => covers(internal, host))),
    )
  );
}

/** The next instant at which some certificate begins or ends to be valid; `undefined`: none does. */
export function nextValidityChange(
  { stored, loaded, zosmf }: CertificatesState,
  now: Instant,
): Instant | undefined {
  const instants = [...Object.values(stored), ...Object.values(loaded), zosmf]
    .flatMap(({ internal, external }) => [internal, external])
    .flatMap(({ notBefore, notAfter }) => [notBefore ?? now, notAfter ?? now])
    .filter((at) => at > now);
  return instants.length === 0 ? undefined : (Math.min(...instants) as Instant);
}

export function launcherOf(name: ComponentName): LauncherName {
  return name.split("/").slice(0, 2).join("/");
}

/** Everything that anybody of an instance shows or will show. */
function materialsOf({ stored, loaded }: CertificatesState, launcher: LauncherName): readonly KeyMaterial[] {
  const read = Object.entries(loaded).flatMap(([name, material]) =>
    launcherOf(name) === launcher ? [material] : [],
  );
  return [known(stored[launcher], `Certificates of ${launcher}`), ...read];
}

/** By which others call it: its own name, and what the list of Discovery services has that is no other's own name. */
function hostsOf({ configuration }: Launcher, launchers: readonly Launcher[]): readonly string[] {
  const { instance, discoveryList } = configuration;
  const own = launchers.map(
    ({
      configuration: {
        instance: { hostname },
      },
    }) => hostname.toLowerCase(),
  );
  const listed = discoveryList.map((url) => addressOf(url).host).filter((host) => !own.includes(host));
  return [instance.hostname, ...listed];
}
