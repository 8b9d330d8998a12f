/**
 * The certificates of a Zowe, and which handshakes between its components, z/OSMF and clients they allow.
 *
 * Modelled: one key store or key ring for each HA instance, with names, validity, signer and trusted authorities; a component
 * reads it when its process starts, so a rotation takes effect with a restart; expiry as an event; verifyCertificates; AT-TLS.
 * Simplified: an established connection survives the expiry of what it was opened with. A process outlives a bad certificate of
 * its own.
 *
 * A handshake costs nothing while all certificates are in order; otherwise its result is kept until one of them changes.
 * @source zowe/api-layer issues 698, 2720, 2913, 4316; Zowe documentation, Configuring certificates.
 */
import { defineEvent, known, Signal, type Forkable, type Instant, type Slice } from "@sysplex/sim-core";
import type { Component } from "../launcher/component.js";
import { zoweMessages } from "../messages.js";
import type { ZowePlex } from "../plex.js";
import type { ComponentName } from "../state.js";
import {
  authoritiesOf,
  keyMaterial,
  type CertificateDeclarations,
  type InstanceCertificates,
  type KeyMaterial,
} from "./certificate.js";
import { handshakeProblem, problemText, type HandshakeProblem, type TlsClient } from "./handshake.js";
import { clientParty, materialOf, serverParty, WANT_CLIENT_CERTIFICATE, zosmfParty } from "./parties.js";
import { tlsSettings } from "./settings.js";
import { initialCertificates, isInOrder, launcherOf, nextValidityChange } from "./stores.js";
import type { CertificatesState } from "./state.js";

const validityChanged = defineEvent("zowe.certificate-validity-changed", ({ zowe }: ZowePlex, _: null) =>
  zowe.certificates.onValidityChanged(),
);

/** A client that is no part of Zowe. */
export const OUTSIDE = "outside";

/** z/OSMF, whichever server answers. */
export const ZOSMF = "zosmf";

/** Components that check certificates in Java, and say when they do not. */
const API_ML: readonly string[] = [...WANT_CLIENT_CERTIFICATE, "gateway", "api-catalog"];

/** Somebody's certificate was replaced, read, or has begun or ended to be valid. */
export interface CertificateChange {
  readonly why: "rotated" | "read" | "validity";
  readonly at: Instant;
}

export class Certificates implements Forkable {
  readonly changed = new Signal<CertificateChange>();
  readonly state: Slice<CertificatesState>;
  /** `undefined`: it has to be looked at. */
  private inOrder: boolean | undefined;
  private results = new Map<string, HandshakeProblem | "none">();
  private versionCount = 0;
  /** What the logs have already. */
  private told = new Set<string>();

  constructor(
    private readonly plex: ZowePlex,
    private readonly zowe: Pick<
      ZowePlex["zowe"],
      "launchers" | "components" | "parameters" | "componentChanged"
    >,
    private readonly declarations: CertificateDeclarations = {},
  ) {
    this.state = plex.sim.store.slice<CertificatesState>(
      "zowe.certificates",
      initialCertificates(zowe.launchers, declarations, plex.sim.now),
    );
    zowe.componentChanged.subscribe(({ component, from, to }) => {
      if (from === "down") this.read(component);
      if (to === "starting") this.warn(component);
    });
  }

  copyFrom(twin: Certificates): void {
    this.inOrder = twin.inOrder;
    this.versionCount = twin.versionCount;
    this.results = new Map(twin.results);
    this.told = new Set(twin.told);
  }

  /** @internal Expiry is an event from now on. */
  start(): void {
    this.armBoundary();
  }

  /** Whose certificates can be rotated: systems, ids of HA instances, `zosmf`. */
  get targets(): readonly string[] {
    const { launchers } = this.zowe;
    return [
      ...new Set([
        ...launchers.flatMap(({ system, configuration }) => [system, configuration.instance.id]),
        ZOSMF,
      ]),
    ];
  }

  /**
   * Puts new certificates into key stores or key rings; who has read the old ones keeps them until it is restarted.
   *
   * @param target One of {@link targets}; absent: all instances.
   * @param declared What is not declared stays as it was; without `expiresAfter` the new one outlives the run.
   */
  rotate(target: string | undefined, declared: InstanceCertificates = {}): void {
    const { now } = this.plex.sim;
    if (target === ZOSMF) return this.replaceZosmf(declared);
    const launchers = this.zowe.launchers.filter(
      ({ system, configuration }) =>
        target === undefined || [system, configuration.instance.id].includes(target),
    );
    this.state.change(`certificates of ${target ?? "all instances"} rotated`, (draft) => {
      for (const { name, configuration, components } of launchers) {
        const before = known(this.state.value.stored[name], `Certificates of ${name}`);
        const owner = { subject: before.internal.subject, trusts: before.trusts, before };
        const next = keyMaterial(owner, declared, now) as (typeof draft.stored)[string];
        draft.stored[name] = next;
        const { atTlsReload, certificateReload } = this.zowe.parameters;
        const reload = tlsSettings(configuration.instance).atTls.server ? atTlsReload : certificateReload;
        if (reload === "atOnce") for (const component of components) draft.loaded[component.name] = next;
      }
    });
    this.invalidate("rotated");
  }

  /** What a component shows and trusts. */
  materialOf(name: ComponentName): KeyMaterial {
    return materialOf(this.state.value, name);
  }

  /**
   * What stands in the way of a TLS connection; `undefined`: nothing.
   *
   * @param from A component, or {@link OUTSIDE}; one that no launcher starts, as in Kubernetes, is in order.
   * @param to A component, or {@link ZOSMF}; likewise.
   * @param hostName As the caller knows the other side.
   */
  handshake(from: ComponentName, to: ComponentName, hostName: string): HandshakeProblem | undefined {
    if (from !== OUTSIDE && this.isInOrder) return undefined;
    const key = `${from}>${to}>${hostName}`;
    const kept = this.results.get(key);
    if (kept !== undefined) return kept === "none" ? undefined : kept;
    const problem = this.problemBetween(from, to, hostName);
    this.results.set(key, problem ?? "none");
    return problem;
  }

  /** Whether a component gets through to a service instance; a host and port that nobody has are no concern of it. */
  permits(from: ComponentName, host: string, port: number): boolean {
    if (this.isInOrder) return true;
    const to = this.behind(host, port);
    const problem = to === undefined ? undefined : this.handshake(from, to, host);
    if (problem !== undefined) this.tell(from, host, port, problem);
    return problem === undefined;
  }

  /**
   * What a client from outside meets, by the host name that it asked for. For each connection use `ClientHandshakes`.
   *
   * @param component Who has accepted the connection: a component, or {@link ZOSMF}.
   */
  clientHandshake(component: ComponentName, hostName: string): HandshakeProblem | undefined {
    return this.handshake(OUTSIDE, component, hostName);
  }

  /** Changes whenever the result of a handshake may have changed: for tables that are compiled of them. */
  get version(): number {
    return this.versionCount;
  }

  /** @internal Parameters say who verifies what. */
  onParametersChanged(): void {
    this.forget();
  }

  /** No certificate within Zowe stands in anybody's way now. */
  get isInOrder(): boolean {
    this.inOrder ??= isInOrder(this.state.value, this.zowe.launchers, this.plex.sim.now);
    return this.inOrder;
  }

  /** @internal */
  onValidityChanged(): void {
    this.state.change("a certificate begins or ends to be valid", (draft) => {
      delete draft.boundary;
    });
    this.invalidate("validity");
  }

  /** The process of a component reads what is in the key store now. */
  private read(name: ComponentName): void {
    const stored = known(this.state.value.stored[launcherOf(name)], `Certificates of ${name}`);
    if (this.state.value.loaded[name] === stored) return;
    const isNew = this.materialOf(name).serial !== stored.serial;
    this.state.change(`${name} reads its certificates`, (draft) => {
      draft.loaded[name] = stored as (typeof draft.loaded)[string];
    });
    if (isNew) this.invalidate("read");
  }

  /** @source zowe/api-layer issue 3748. */
  private warn(name: ComponentName): void {
    const { id, instance, launcher } = this.componentOf(name);
    const { verify, atTls } = tlsSettings(instance);
    if (verify !== "DISABLED" || atTls.client || !API_ML.includes(id)) return;
    launcher.write("ZWEAM500W", zoweMessages.ZWEAM500W());
  }

  private replaceZosmf(declared: InstanceCertificates): void {
    this.state.change("certificates of z/OSMF rotated", (draft) => {
      const before = this.state.value.zosmf;
      const owner = { subject: before.internal.subject, trusts: before.trusts, before };
      draft.zosmf = keyMaterial(owner, declared, this.plex.sim.now) as typeof draft.zosmf;
    });
    this.invalidate("rotated");
  }

  private invalidate(why: CertificateChange["why"]): void {
    this.forget();
    this.armBoundary();
    this.plex.zowe.eureka.invalidate();
    this.changed.emit({ why, at: this.plex.sim.now });
  }

  private forget(): void {
    this.inOrder = undefined;
    this.versionCount += 1;
    this.results.clear();
    this.told.clear();
  }

  private problemBetween(
    from: ComponentName,
    to: ComponentName,
    hostName: string,
  ): HandshakeProblem | undefined {
    const { value } = this.state;
    const [caller, called] = [this.find(from), this.find(to)];
    if ((caller === undefined && from !== OUTSIDE) || (called === undefined && to !== ZOSMF))
      return undefined;
    const client =
      caller === undefined ? this.outsider : clientParty(value, this.zowe.parameters, caller, called);
    const server =
      called === undefined ? zosmfParty(value) : serverParty(value, called, caller === undefined);
    return handshakeProblem(client, server, hostName, this.plex.sim.now);
  }

  private get outsider(): TlsClient {
    const { clientsTrust = authoritiesOf(this.declarations) } = this.declarations;
    return { trusts: clientsTrust, verify: "STRICT" };
  }

  private find(name: ComponentName): Component | undefined {
    return this.zowe.components.find((component) => component.name === name);
  }

  private componentOf(name: ComponentName): Component {
    return known(this.find(name), `Component ${name}`);
  }

  /** Who serves at a host name and port. */
  private behind(host: string, port: number): ComponentName | undefined {
    const name = host.toLowerCase();
    const isZosmf = this.zowe.launchers.some(({ configuration }) => {
      const { zosmf } = configuration.instance;
      return zosmf?.host.toLowerCase() === name && zosmf.port === port;
    });
    if (isZosmf) return ZOSMF;
    return this.zowe.components.find(
      ({ instance, ports }) => instance.hostname.toLowerCase() === name && ports.includes(port),
    )?.name;
  }

  private tell(from: ComponentName, host: string, port: number, problem: HandshakeProblem): void {
    const what = `${from} ${host}:${port} ${problem}`;
    if (this.told.has(what)) return;
    this.told.add(what);
    const text = zoweMessages.ZWEAM511E(`https://${host}:${port}`, problemText(problem, host));
    this.componentOf(from).launcher.write("ZWEAM511E", text);
  }

  /** One event for the next instant at which some certificate begins or ends to be valid. */
  private armBoundary(): void {
    const { sim } = this.plex;
    const { boundary } = this.state.value;
    const at = nextValidityChange(this.state.value, sim.now);
    if (boundary?.at === at) return;
    if (boundary !== undefined) sim.cancel(boundary.handle);
    const handle = at === undefined ? undefined : sim.at(at, validityChanged, null);
    this.state.change("the next change of validity is due", (draft) => {
      if (at === undefined || handle === undefined) delete draft.boundary;
      else draft.boundary = { at, handle };
    });
  }
}
