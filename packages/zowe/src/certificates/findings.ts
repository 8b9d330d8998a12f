/** What a handshake will meet sooner or later: said of certificates before anything is run. */
import { formatDuration, START } from "@sysplex/sim-core";
import type { ZoweInstance } from "../yaml/zowe-configuration.js";
import {
  authoritiesOf,
  covers,
  DEFAULT_SUBJECT,
  keyMaterial,
  type CertificateDeclarations,
  type InstanceCertificates,
} from "./certificate.js";

/** Surprises of certificates: the table behind messages and reference page. */
export const certificateFindingRows = {
  CERTIFICATE_WITHOUT_DOMAIN: {
    severity: "warning",
    text: (instance: string, domain: string) =>
      `The certificate that ${instance} shows to clients does not stand for ${domain}`,
    then: "Clients refuse this instance as soon as the DVIPA leads to it: after a switch, and not before.",
    instead: "Every external domain among the subject alternative names of every instance.",
  },
  CERTIFICATE_WITHOUT_HOST: {
    severity: "warning",
    text: (instance: string, host: string) =>
      `The certificate of ${instance} does not stand for its host name ${host}`,
    then: "With verifyCertificates STRICT no component can call another one of this instance.",
    instead: "The host name of the instance among the subject alternative names.",
  },
  CERTIFICATE_UNTRUSTED: {
    severity: "warning",
    text: (instance: string, authority: string, other: string) =>
      `${other} does not trust ${authority}, which has signed the certificate of ${instance}`,
    then: "Their Discovery services do not replicate, and their Gateways do not reach each other's services.",
    instead: "Every authority in every trust store.",
  },
  CERTIFICATES_EXPIRE_TOGETHER: {
    severity: "warning",
    text: (instances: string, after: string) =>
      `The certificates of ${instances} expire at the same instant, after ${after}`,
    then: "No instance outlives the other one: high availability does not help.",
    instead: "Different ends, or a rotation in time, with a restart of one instance after the other.",
  },
  CERTIFICATES_NOT_VERIFIED: {
    severity: "info",
    text: (instance: string) => `zowe.verifyCertificates of ${instance} is DISABLED`,
    then: "Whatever is wrong with a certificate, components do not notice; clients from outside do.",
    instead: "STRICT.",
  },
} as const;

export type CertificateFindingCode = keyof typeof certificateFindingRows;

export interface CertificateFinding {
  readonly code: CertificateFindingCode;
  readonly text: string;
}

/** One HA instance on one system. */
export interface InstanceOnSystem {
  readonly system: string;
  readonly instance: ZoweInstance;
}

export function certificateFindings(
  starts: readonly InstanceOnSystem[],
  declarations: CertificateDeclarations = {},
): readonly CertificateFinding[] {
  const trusts = authoritiesOf(declarations);
  const hostnames = starts.map(({ instance }) => instance.hostname);
  const all = starts.map((start) => {
    const { externalDomains } = start.instance;
    const declared = declarationOf(declarations, start);
    const owner = { subject: DEFAULT_SUBJECT, names: [...hostnames, ...externalDomains], trusts };
    return { ...start, declared, material: keyMaterial(owner, declared, START) };
  });
  return [
    ...all.flatMap((one) => [...nameFindings(one), ...trustFindings(one, all)]),
    ...expiryFindings(all),
  ];
}

interface Checked extends InstanceOnSystem {
  readonly declared: InstanceCertificates;
  readonly material: ReturnType<typeof keyMaterial>;
}

function declarationOf(
  { all = {}, instances = {} }: CertificateDeclarations,
  { system, instance }: InstanceOnSystem,
): InstanceCertificates {
  return instances[instance.id] ?? instances[system] ?? all;
}

function nameFindings({ instance, material }: Checked): readonly CertificateFinding[] {
  const { id, hostname, externalDomains, verifyCertificates } = instance;
  const rows = certificateFindingRows;
  const missing = externalDomains.filter((domain) => !covers(material.external, domain));
  const found: CertificateFinding[] = missing.map((domain) => ({
    code: "CERTIFICATE_WITHOUT_DOMAIN",
    text: rows.CERTIFICATE_WITHOUT_DOMAIN.text(id, domain),
  }));
  if (verifyCertificates === "STRICT" && !covers(material.internal, hostname))
    found.push({ code: "CERTIFICATE_WITHOUT_HOST", text: rows.CERTIFICATE_WITHOUT_HOST.text(id, hostname) });
  if (verifyCertificates === "DISABLED")
    found.push({ code: "CERTIFICATES_NOT_VERIFIED", text: rows.CERTIFICATES_NOT_VERIFIED.text(id) });
  return found;
}

function trustFindings(
  { instance, material }: Checked,
  all: readonly Checked[],
): readonly CertificateFinding[] {
  const { signedBy } = material.internal;
  const { text } = certificateFindingRows.CERTIFICATE_UNTRUSTED;
  return all
    .filter((other) => !other.material.trusts.includes(signedBy))
    .map((other) => ({
      code: "CERTIFICATE_UNTRUSTED",
      text: text(instance.id, signedBy, other.instance.id),
    }));
}

/** One certificate for all is the usual way to this; so are several that one job has made. */
function expiryFindings(all: readonly Checked[]): readonly CertificateFinding[] {
  const ends = [...new Set(all.map(({ declared }) => declared.expiresAfter))];
  const [after] = ends;
  if (all.length < 2 || ends.length > 1 || after === undefined) return [];
  const { text } = certificateFindingRows.CERTIFICATES_EXPIRE_TOGETHER;
  const ids = all.map(({ instance }) => instance.id).join(" and ");
  return [{ code: "CERTIFICATES_EXPIRE_TOGETHER", text: text(ids, formatDuration(after)) }];
}
