/** Certificates' table of contents. */
export { Certificates, OUTSIDE, ZOSMF, type CertificateChange } from "./certificates.js";
export {
  DEFAULT_AUTHORITY,
  type Certificate,
  type CertificateDeclaration,
  type CertificateDeclarations,
  type InstanceCertificates,
  type KeyMaterial,
} from "./certificate.js";
export {
  handshakeProblem,
  problemText,
  type HandshakeProblem,
  type TlsClient,
  type TlsServer,
} from "./handshake.js";
export {
  certificateFindingRows,
  certificateFindings,
  type CertificateFinding,
  type CertificateFindingCode,
  type InstanceOnSystem,
} from "./findings.js";
export { ClientHandshakes } from "./client-handshakes.js";
export { certificateRows } from "./parameters.js";
export { peerConnectionRate, PeerFloods } from "./peer-flood.js";
export { tlsSettings, type TlsSettings } from "./settings.js";
export type { CertificatesState } from "./state.js";
