/** What the store holds of certificates: plain data. */
import type { EventHandle, Instant } from "@sysplex/sim-core";
import type { ComponentName, LauncherName } from "../state.js";
import type { KeyMaterial } from "./certificate.js";

export interface CertificatesState {
  /** In the key stores and key rings now. */
  readonly stored: Readonly<Record<LauncherName, KeyMaterial>>;
  /** What the process of each component has read. */
  readonly loaded: Readonly<Record<ComponentName, KeyMaterial>>;
  readonly zosmf: KeyMaterial;
  /** The next instant at which a certificate begins or ends to be valid. */
  readonly boundary?: { readonly at: Instant; readonly handle: EventHandle };
  /** Connections between Discovery services that the handshake ends, by the one that opens them. */
  readonly floods: Readonly<Record<ComponentName, PeerFlood>>;
}

export interface PeerFlood {
  readonly perSecond: number;
  readonly since: Instant;
  /** Opened before `since`. */
  readonly connections: number;
}
