/**
 * Certificates as a handshake sees them, and what a scenario says of them.
 *
 * zowe.yaml names a key store or key ring and tells nothing of what is in it: names, validity and signers are declared.
 * Simplified: a certificate is signed by one authority directly, which itself does not expire.
 * Not modelled: keys, cipher suites, versions of TLS, revocation lists, certificates of single components.
 */
import { after, type Duration, type Instant } from "@sysplex/sim-core";

/** What a scenario says of one certificate; what it leaves out is in order. */
export interface CertificateDeclaration {
  /** Distinguished name. Default: one for all instances. */
  readonly subject?: string;
  /** Subject alternative names, `*.example.com` among them. Default: host names of all instances, and external domains. */
  readonly names?: readonly string[];
  /** Valid from then on, counted from the start of the run or from its rotation. Default: it is valid already. */
  readonly validAfter?: Duration;
  /** Valid until then, counted alike. Default: it outlives the run. */
  readonly expiresAfter?: Duration;
  /** Default: one authority for all. */
  readonly signedBy?: string;
  /** Authorities in the trust store beside it. Default: all that sign anything at the start of the run. */
  readonly trusts?: readonly string[];
  /** Its extended key usage lets it authenticate a client too. Default: true. */
  readonly isForClients?: boolean;
}

/** The certificates of an HA instance. */
export interface InstanceCertificates extends CertificateDeclaration {
  /** What its Gateway shows to clients from outside, where that differs: of version 1, or of an AT-TLS rule. */
  readonly external?: Omit<CertificateDeclaration, "trusts" | "isForClients">;
}

/** Everything that a scenario says of certificates. */
export interface CertificateDeclarations {
  /** Of every instance that has none of its own below. */
  readonly all?: InstanceCertificates;
  /** By id of the HA instance, or by system. */
  readonly instances?: Readonly<Record<string, InstanceCertificates>>;
  /** Of z/OSMF, whose names cover everything unless they are declared. */
  readonly zosmf?: CertificateDeclaration;
  /** Authorities that clients from outside trust. Default: as for instances. */
  readonly clientsTrust?: readonly string[];
}

export interface Certificate {
  readonly subject: string;
  /** In lower case; absent: it stands for every name. */
  readonly names?: readonly string[];
  /** Absent: it always was. */
  readonly notBefore?: Instant;
  /** The first instant at which it is not valid any more; absent: it outlives the run. */
  readonly notAfter?: Instant;
  readonly signedBy: string;
  readonly isForClients: boolean;
}

/** What a key store and a trust store hold, or a key ring. */
export interface KeyMaterial {
  /** Shown to other components, as server and as client. */
  readonly internal: Certificate;
  /** Shown to clients from outside. */
  readonly external: Certificate;
  readonly trusts: readonly string[];
  /** Counts rotations. */
  readonly serial: number;
}

/**
 * Of the one certificate that all instances of a zowe.yaml have.
 *
 * @source zowe/api-layer, the samples of its keystore; recalled, without the organization.
 */
export const DEFAULT_SUBJECT = "CN=Zowe Service";

/** The authority that signs what nothing else is declared for. */
export const DEFAULT_AUTHORITY = "Zowe CA";

/** Every authority that a declaration lets sign something: what is trusted where nothing else is declared. */
export function authoritiesOf({ all, instances = {}, zosmf }: CertificateDeclarations): readonly string[] {
  const declared = [
    all,
    all?.external,
    zosmf,
    ...Object.values(instances).flatMap((own) => [own, own.external]),
  ];
  return [...new Set([DEFAULT_AUTHORITY, ...declared.flatMap((one) => one?.signedBy ?? [])])];
}

/** Whom a certificate is made for, and what the one before it was. */
export interface CertificateOwner {
  readonly subject: string;
  readonly names?: readonly string[];
  readonly trusts: readonly string[];
  /** What a rotation replaces: what is not declared stays as it was, except its validity. */
  readonly before?: KeyMaterial;
}

export function keyMaterial(
  owner: CertificateOwner,
  declared: InstanceCertificates,
  now: Instant,
): KeyMaterial {
  const { before } = owner;
  const internal = certificate(owner, declared, before?.internal, now);
  const hasOwnExternal =
    declared.external !== undefined || (before !== undefined && before.external !== before.internal);
  return {
    internal,
    external: hasOwnExternal
      ? certificate(owner, { ...declared, ...declared.external }, before?.external, now)
      : internal,
    trusts: declared.trusts ?? before?.trusts ?? owner.trusts,
    serial: (before?.serial ?? 0) + 1,
  };
}

function certificate(
  { subject, names }: CertificateOwner,
  declared: CertificateDeclaration,
  before: Certificate | undefined,
  now: Instant,
): Certificate {
  const known = (declared.names ?? before?.names ?? names)?.map((name) => name.toLowerCase());
  const { validAfter, expiresAfter } = declared;
  return {
    subject: declared.subject ?? before?.subject ?? subject,
    ...(known === undefined ? {} : { names: known }),
    ...(validAfter === undefined ? {} : { notBefore: after(now, validAfter) }),
    ...(expiresAfter === undefined ? {} : { notAfter: after(now, expiresAfter) }),
    signedBy: declared.signedBy ?? before?.signedBy ?? DEFAULT_AUTHORITY,
    isForClients: declared.isForClients ?? before?.isForClients ?? true,
  };
}

/** It says so now: the instants are the only thing about it that time changes. */
export function isValidAt({ notBefore, notAfter }: Certificate, now: Instant): boolean {
  return (notBefore === undefined || notBefore <= now) && (notAfter === undefined || now < notAfter);
}

/**
 * A certificate stands for a host name: the name itself, or `*` in place of its first label.
 *
 * @source RFC 6125, 6.4.3. Addresses count as names.
 */
export function covers({ names }: Certificate, hostName: string): boolean {
  if (names === undefined) return true;
  const asked = hostName.toLowerCase();
  const parent = asked.slice(asked.indexOf(".") + 1);
  return names.some((name) => name === asked || (asked.includes(".") && name === `*.${parent}`));
}
