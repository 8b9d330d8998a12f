/** @source zowe-install-packaging schemas/zowe-yaml-schema.json of v2.x and v3.x. */
import { describe, expect, test } from "vitest";
import { codes, read, TWO_INSTANCES } from "./fixture.js";

const PKCS12 = `
  certificate:
    keystore: { type: PKCS12, file: /k.p12, password: secret1, alias: localhost }
    truststore: { type: PKCS12, file: /t.p12, password: secret1 }
    pem: { key: /k.key, certificate: /k.cer }
`;
const KEYRING = `
  certificate:
    keystore: { type: JCERACFKS, file: "safkeyring://ZWESVUSR/Ring", password: password, alias: localhost }
    truststore: { type: JCERACFKS, file: "safkeyringjce://ZWESVUSR/Ring" }
`;
const zowe = (text: string): string => `zowe:\n  ${text.trimStart()}\n`;

test.each([
  TWO_INSTANCES,
  zowe(PKCS12),
  zowe(KEYRING),
  zowe("launcher: { shareAs: '' }"),
  zowe("externalPort: 0"),
])("is sound: %#", (text) => {
  expect(codes(text, { haInstance: "lpar1" })).toEqual([]);
});

describe("what stops a start", () => {
  test.each([
    ["zowes:\n  a: 1\n", "ZW_UNKNOWN_PROPERTY", "did you mean zowe?"],
    [zowe("extrenalPort: 7554"), "ZW_UNKNOWN_PROPERTY", "did you mean externalPort?"],
    [
      zowe("launcher: { restartInterval: [1] }"),
      "ZW_UNKNOWN_PROPERTY",
      "zowe.launcher has no property restartInterval",
    ],
    ["zOSMF: { hostname: x }\n", "ZW_UNKNOWN_PROPERTY", "zOSMF has no property hostname"],
    ["components: { gateway: { port: '7554' } }\n", "ZW_QUOTED_NUMBER", "components.gateway.port"],
    ["components: { gateway: { enabled: 1 } }\n", "ZW_WRONG_TYPE", "true or false, and is 1"],
    ["components: { gateway: enabled }\n", "ZW_WRONG_TYPE", "a map of keys and values"],
    [zowe("externalPort: 65536"), "ZW_BAD_VALUE", "a whole number from 0 to 65535, and is 65536"],
    [zowe("externalPort: ~"), "ZW_WRONG_TYPE", "is nothing"],
    [zowe("externalDomains: a.example.com"), "ZW_WRONG_TYPE", "a list"],
    [zowe("externalDomains: []"), "ZW_EMPTY_LIST", "zowe.externalDomains"],
    [zowe("externalDomains: [a, b, a]"), "ZW_NOT_UNIQUE", "holds a twice"],
    [zowe("verifyCertificates: strict"), "ZW_BAD_VALUE", "did you mean STRICT?"],
    [zowe("launcher: { shareAs: true }"), "ZW_WRONG_TYPE", "no or yes or must"],
    [zowe("launchScript: { onComponentConfigureFail: stop }"), "ZW_BAD_VALUE", "warn or exit"],
    [zowe("setup: { vsam: { mode: RSL } }"), "ZW_BAD_VALUE", "NONRLS or RLS"],
    [zowe(`setup: { vsam: { name: ${"A".repeat(39)} } }`), "ZW_BAD_VALUE", "at most 38 characters"],
    [
      zowe(PKCS12.replace("    pem: { key: /k.key, certificate: /k.cer }\n", "")),
      "ZW_MISSING_PROPERTY",
      "needs pem",
    ],
    [zowe(KEYRING.replace("safkeyring:", "saf:")), "ZW_BAD_VALUE", "safkeyring://USER/RING"],
    [
      TWO_INSTANCES.replace("    sysname: LPR1\n", ""),
      "ZW_MISSING_PROPERTY",
      "haInstances.lpar1 needs sysname",
    ],
    [
      TWO_INSTANCES.replace("    sysname: LPR1", "    sysnam: LPR1"),
      "ZW_MISSING_PROPERTY",
      "needs sysname, and has sysnam",
    ],
  ])("fault %#", (text, code, words) => {
    const { diagnostics } = read(text, { haInstance: "lpar1" });
    const faults = diagnostics.filter(({ severity }) => severity === "error");

    expect(faults).toEqual([expect.objectContaining({ code, zosMessage: "ZWEL0070E" })]);
    expect(faults[0]?.text).toContain(words);
  });

  test("all of it is told at once, each at its place", () => {
    const text = "zowe:\n  externalPort: x\n  typo: 1\ncomponents:\n  zss:\n    port: -1\n";
    const faults = read(text).diagnostics.filter(({ zosMessage }) => zosMessage === "ZWEL0070E");

    expect(faults.map(({ code, range }) => [code, range.start.line, range.start.column])).toEqual([
      ["ZW_WRONG_TYPE", 2, 17],
      ["ZW_UNKNOWN_PROPERTY", 3, 3],
      ["ZW_WRONG_TYPE", 6, 11],
    ]);
  });
});

test("components and instances may have properties of their own", () => {
  expect(codes("components: { gateway: { anything: 1 } }\n")).toEqual([]);
});

test("version 1 has no schema", () => {
  expect(codes("zowe:\n  jobPrefix: ZWE\n  anything: 1\n", { release: "1.28" })).toEqual([
    "ZW_NOT_VALIDATED",
  ]);
});

test("no message tells a password", () => {
  const text = zowe(PKCS12)
    .replace("password: secret1", "password: [secret1]")
    .replace("password: secret1", "password: 4711");

  const words = read(text).diagnostics.map((diagnostic) => diagnostic.text);

  expect(words.join()).toContain("truststore.password must be a text");
  expect(words.join()).not.toMatch(/secret1|4711/);
});
