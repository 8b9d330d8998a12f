/** One handshake, as a table of both sides. */
import { START, type Instant } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { covers, type Certificate } from "../../src/certificates/certificate.js";
import { handshakeProblem, type TlsClient, type TlsServer } from "../../src/certificates/index.js";

const NOW = 100 as Instant;

const GOOD: Certificate = {
  subject: "CN=sysa",
  names: ["sysa.example.com"],
  signedBy: "CA",
  isForClients: true,
};
const CLIENT: TlsClient = { certificate: GOOD, trusts: ["CA"], verify: "STRICT" };
const SERVER: TlsServer = { certificate: GOOD, trusts: ["CA"], wantsClientCertificate: true };

function problem(
  client: Partial<TlsClient>,
  shown: Partial<Certificate> = {},
  server: Partial<TlsServer> = {},
) {
  const both = { ...SERVER, certificate: { ...GOOD, ...shown }, ...server };
  return handshakeProblem({ ...CLIENT, ...client }, both, "sysa.example.com", NOW);
}

describe("a handshake", () => {
  test("succeeds when both sides are in order", () => expect(problem({})).toBeUndefined());

  test("fails for whom nobody trusted has signed", () => {
    expect(problem({}, { signedBy: "Other CA" })).toBe("untrusted");
  });

  test("fails from the very instant at which the certificate ends", () => {
    expect(problem({}, { notAfter: NOW })).toBe("expired");
    expect(problem({}, { notAfter: (NOW + 1) as Instant })).toBeUndefined();
  });

  test("fails until the very instant at which the certificate begins", () => {
    expect(problem({}, { notBefore: (NOW + 1) as Instant })).toBe("notYetValid");
    expect(problem({}, { notBefore: NOW })).toBeUndefined();
  });

  test("fails for another name (zowe/api-layer issue 698)", () => {
    expect(problem({}, { names: ["sysa"] })).toBe("nameMismatch");
  });

  // Zowe documentation, Configuring certificates: NONSTRICT leaves the host name out, DISABLED everything.
  test.each([
    ["NONSTRICT", { names: ["sysa"] }, undefined],
    ["NONSTRICT", { notAfter: START }, "expired"],
    ["NONSTRICT", { signedBy: "Other CA" }, "untrusted"],
    ["DISABLED", { names: ["sysa"] }, undefined],
    ["DISABLED", { notAfter: START }, undefined],
    ["DISABLED", { signedBy: "Other CA" }, undefined],
  ] as const)("%s with %o: %s", (verify, shown, expected) => {
    expect(problem({ verify }, shown)).toBe(expected);
  });

  test.each([
    [{ signedBy: "Other CA" }, "clientUntrusted"],
    [{ notAfter: START }, "clientExpired"],
    [{ notBefore: (NOW + 1) as Instant }, "clientNotYetValid"],
    [{ isForClients: false }, "noClientCertificate"],
    [{ names: [] }, undefined],
  ] as const)("a client that shows %o: %s, where a certificate is wanted", (own, expected) => {
    const certificate = { ...GOOD, ...own };
    expect(problem({ certificate })).toBe(expected);
    expect(problem({ certificate }, {}, { wantsClientCertificate: false })).toBeUndefined();
  });

  test("a client without any certificate is sent away only where one is wanted", () => {
    const client = { trusts: ["CA"], verify: "STRICT" } as const;
    expect(handshakeProblem(client, SERVER, "sysa.example.com", NOW)).toBe("noClientCertificate");
    const open = { ...SERVER, wantsClientCertificate: false };
    expect(handshakeProblem(client, open, "sysa.example.com", NOW)).toBeUndefined();
  });
});

// RFC 6125, 6.4.3: the wildcard is the whole first label, and stands for one.
test.each([
  [["*.example.com"], "sysa.example.com", true],
  [["*.example.com"], "SYSA.Example.COM", true],
  [["*.example.com"], "a.b.example.com", false],
  [["*.example.com"], "example.com", false],
  [["sysa.example.com"], "sysb.example.com", false],
  [["10.1.1.100"], "10.1.1.100", true],
  [[], "sysa", false],
  [undefined, "anything", true],
])("names %o cover %s: %s", (names, hostName, expected) => {
  const one: Certificate = {
    subject: "",
    signedBy: "CA",
    isForClients: true,
    ...(names === undefined ? {} : { names }),
  };
  expect(covers(one, hostName)).toBe(expected);
});
