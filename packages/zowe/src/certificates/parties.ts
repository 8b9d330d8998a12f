/** Both sides of a handshake, from what components have read and what their zowe.yaml says. */
import { known } from "@sysplex/sim-core";
import type { Component } from "../launcher/component.js";
import type { ComponentName } from "../state.js";
import type { KeyMaterial } from "./certificate.js";
import type { TlsClient, TlsServer } from "./handshake.js";
import type { CertificateParameters } from "./parameters.js";
import { tlsSettings } from "./settings.js";
import { launcherOf } from "./stores.js";
import type { CertificatesState } from "./state.js";

/** Only clients with a certificate are served there. @source zowe/api-layer issue 74; CachingController; ZAAS's SecurityConfig. */
export const WANT_CLIENT_CERTIFICATE: readonly string[] = ["discovery", "zaas", "caching-service", "apiml"];

/** What a component shows and trusts. */
export function materialOf({ loaded, stored }: CertificatesState, name: ComponentName): KeyMaterial {
  return known(loaded[name] ?? stored[launcherOf(name)], `Certificates of ${name}`);
}

/** @param to Absent: z/OSMF. */
export function clientParty(
  state: CertificatesState,
  parameters: CertificateParameters,
  from: Component,
  to?: Component,
): TlsClient {
  const { internal: certificate, trusts } = materialOf(state, from.name);
  return { certificate, trusts, verify: verifyOf(parameters, from, to) };
}

/** @param isOutside The client is no part of Zowe. */
export function serverParty(
  state: CertificatesState,
  { name, id, instance }: Component,
  isOutside: boolean,
): TlsServer {
  const { internal, external, trusts } = materialOf(state, name);
  const isVerified = instance.verifyCertificates !== "DISABLED";
  return {
    certificate: isOutside ? external : internal,
    trusts,
    wantsClientCertificate: !isOutside && isVerified && WANT_CLIENT_CERTIFICATE.includes(id),
  };
}

/** Nobody knows what z/OSMF asks of its clients: no certificate. */
export function zosmfParty({ zosmf }: CertificatesState): TlsServer {
  return { certificate: zosmf.internal, trusts: zosmf.trusts, wantsClientCertificate: false };
}

/** AT-TLS takes the place of the program, and knows nothing of zowe.verifyCertificates. */
function verifyOf(
  { peersVerifyAlways, atTlsChecksNames }: CertificateParameters,
  from: Component,
  to: Component | undefined,
): TlsClient["verify"] {
  const { verify, atTls } = tlsSettings(from.instance);
  if (atTls.client) return verify === "STRICT" && atTlsChecksNames ? "STRICT" : "NONSTRICT";
  const arePeers = isDiscovery(from) && to !== undefined && isDiscovery(to);
  return arePeers && peersVerifyAlways ? "STRICT" : verify;
}

function isDiscovery({ id }: Component): boolean {
  return id === "discovery" || id === "apiml";
}
