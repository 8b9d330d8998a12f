/** What can be said of certificates before a run. */
import { hours, minutes } from "@sysplex/sim-core";
import { expect, test } from "vitest";
import { certificateFindings, type CertificateDeclarations } from "../../src/index.js";
import { SMALL_ZOWE } from "../fixture.js";
import { resolved } from "../yaml/fixture.js";

const SYSTEMS = ["SYSA", "SYSB"];
const DISABLED = SMALL_ZOWE.replace("  externalPort", "  verifyCertificates: DISABLED\n  externalPort");

function findings(declarations: CertificateDeclarations, yaml = SMALL_ZOWE) {
  const starts = SYSTEMS.map((system, place) => ({
    system,
    instance: resolved(yaml, { name: system, haInstance: `lpar${place + 1}` }).instance,
  }));
  return certificateFindings(starts, declarations);
}

const codes = (...given: Parameters<typeof findings>): string[] => findings(...given).map(({ code }) => code);

test("nothing is said of certificates that are in order", () => expect(findings({})).toEqual([]));

test.each([
  ["CERTIFICATE_WITHOUT_DOMAIN", { instances: { SYSB: { names: ["sysb.example.com"] } } }],
  ["CERTIFICATE_WITHOUT_HOST", { instances: { SYSB: { names: ["dvipa.example.com"] } } }],
  ["CERTIFICATE_UNTRUSTED", { instances: { lpar1: { signedBy: "New CA" }, lpar2: { trusts: ["Zowe CA"] } } }],
  ["CERTIFICATES_EXPIRE_TOGETHER", { all: { expiresAfter: hours(1) } }],
] as const)("%s", (code, declarations) => expect(codes(declarations)).toEqual([code]));

test("one name is missing where an external certificate has the other", () => {
  const all = { names: ["*.example.com"], external: { names: ["sysa.example.com"] } };
  expect(findings({ all }).map(({ text }) => text)).toEqual([
    "The certificate that lpar1 shows to clients does not stand for dvipa.example.com",
    "The certificate that lpar2 shows to clients does not stand for dvipa.example.com",
  ]);
});

test("different ends are no finding", () => {
  const instances = { SYSA: { expiresAfter: minutes(10) }, SYSB: { expiresAfter: minutes(11) } };
  expect(findings({ instances })).toEqual([]);
});

test("without verification a missing host name is of no account", () => {
  const declarations = { all: { names: ["dvipa.example.com"] } };
  expect(codes(declarations, DISABLED)).toEqual(["CERTIFICATES_NOT_VERIFIED", "CERTIFICATES_NOT_VERIFIED"]);
});
