/**
 * What zowe.yaml says of TLS: the key store or key ring, what is verified, and whether AT-TLS does it.
 *
 * @source zowe-install-packaging schemas/zowe-yaml-schema.json; Zowe documentation, Enabling AT-TLS (`zowe.network.*.tls.attls`;
 * in version 2 the profile `attls` of each component).
 */
import type { Json } from "../yaml/config-node.js";
import type { ZoweInstance } from "../yaml/zowe-configuration.js";
import type { VerifyMode } from "./handshake.js";

export interface TlsSettings {
  readonly verify: VerifyMode;
  /** PKCS12 files, a SAF key ring, or nothing that is coded. */
  readonly store: "file" | "keyring" | "none";
  /** `safkeyring://ZWESVUSR/ZoweKeyring`, `/global/zowe/keystore/localhost.p12`. */
  readonly location?: string;
  readonly alias?: string;
  /** TLS is done by the stack's AT-TLS: for connections that come in, and for those that go out. */
  readonly atTls: { readonly server: boolean; readonly client: boolean };
}

export function tlsSettings({ tree, verifyCertificates: verify }: ZoweInstance): TlsSettings {
  const keystore = at(tree, "zowe", "certificate", "keystore");
  const location = textOf(at(keystore, "file"));
  const alias = textOf(at(keystore, "alias"));
  const network = at(tree, "zowe", "network");
  const isProfile = at(tree, "components", "gateway", "spring", "profiles", "active") === "attls";
  return {
    verify,
    store: location === undefined ? "none" : /^safkeyring/i.test(location) ? "keyring" : "file",
    ...(location === undefined ? {} : { location }),
    ...(alias === undefined ? {} : { alias }),
    atTls: {
      server: isProfile || at(network, "server", "tls", "attls") === true,
      client: at(network, "client", "tls", "attls") === true,
    },
  };
}

function textOf(json: Json | undefined): string | undefined {
  return typeof json === "string" && json !== "" ? json : undefined;
}

function at(json: Json | undefined, ...path: readonly string[]): Json | undefined {
  let found: Json | undefined = json;
  for (const key of path) {
    if (typeof found !== "object" || found === null || Array.isArray(found)) return undefined;
    found = (found as Readonly<Record<string, Json>>)[key];
  }
  return found;
}
