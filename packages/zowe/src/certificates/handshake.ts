/**
 * One TLS handshake: whether both sides accept each other, and what stands in the way first.
 *
 * The order is that of Java: the path to a trusted authority, its validity, then the host name; the client's certificate last.
 * @source Zowe documentation, Configuring certificates: STRICT checks everything, NONSTRICT all but the host name, DISABLED
 * nothing; zowe/api-layer issue 698 (name mismatch), issue 74 (only trusted clients may register).
 */
import type { Instant } from "@sysplex/sim-core";
import { covers, isValidAt, type Certificate } from "./certificate.js";

export type VerifyMode = "STRICT" | "NONSTRICT" | "DISABLED";

export interface TlsClient {
  /** What it can show; absent: nothing. */
  readonly certificate?: Certificate;
  readonly trusts: readonly string[];
  readonly verify: VerifyMode;
}

export interface TlsServer {
  readonly certificate: Certificate;
  readonly trusts: readonly string[];
  /** It serves only clients with a certificate that it trusts. */
  readonly wantsClientCertificate: boolean;
}

export type HandshakeProblem =
  | "untrusted"
  | "expired"
  | "notYetValid"
  | "nameMismatch"
  | "noClientCertificate"
  | "clientUntrusted"
  | "clientExpired"
  | "clientNotYetValid";

/** What stands in the way; `undefined`: nothing. */
export function handshakeProblem(
  client: TlsClient,
  server: TlsServer,
  hostName: string,
  now: Instant,
): HandshakeProblem | undefined {
  return serverProblem(client, server.certificate, hostName, now) ?? clientProblem(client, server, now);
}

function serverProblem(
  { verify, trusts }: TlsClient,
  shown: Certificate,
  hostName: string,
  now: Instant,
): HandshakeProblem | undefined {
  if (verify === "DISABLED") return undefined;
  if (!trusts.includes(shown.signedBy)) return "untrusted";
  if (!isValidAt(shown, now)) return hasBegun(shown, now) ? "expired" : "notYetValid";
  return verify === "STRICT" && !covers(shown, hostName) ? "nameMismatch" : undefined;
}

function clientProblem(
  { certificate: shown }: TlsClient,
  { trusts, wantsClientCertificate }: TlsServer,
  now: Instant,
): HandshakeProblem | undefined {
  if (!wantsClientCertificate) return undefined;
  if (shown?.isForClients !== true) return "noClientCertificate";
  if (!trusts.includes(shown.signedBy)) return "clientUntrusted";
  if (isValidAt(shown, now)) return undefined;
  return hasBegun(shown, now) ? "clientExpired" : "clientNotYetValid";
}

function hasBegun({ notBefore }: Certificate, now: Instant): boolean {
  return notBefore === undefined || notBefore <= now;
}

/**
 * What the log has for it, after its message id. Names of the exceptions are Java's.
 *
 * @source zowe/api-layer issue 3870 for the name; the others are recalled.
 */
export function problemText(problem: HandshakeProblem, hostName: string): string {
  switch (problem) {
    case "nameMismatch":
      return `No subject alternative DNS name matching ${hostName} found.`;
    case "untrusted":
      return "PKIX path building failed: unable to find valid certification path to requested target";
    case "expired":
    case "notYetValid":
      return "PKIX path validation failed: validity check failed";
    case "noClientCertificate":
      return "Received fatal alert: certificate_required";
    case "clientUntrusted":
      return "Received fatal alert: certificate_unknown";
    case "clientExpired":
    case "clientNotYetValid":
      return "Received fatal alert: certificate_expired";
  }
}
