import { describe, expect, test } from "vitest";
import { scratchFolder, sysplexIn, writeFiles, type Outcome } from "./fixture.js";

const ZOWE = `zowe:
  externalDomains: [dvipa.example.com]
  setup:
    certificate:
      pkcs12: { password: hidden }
zOSMF: { host: dvipa.example.com, port: 443 }
java:
  home: "\${{ '/java/' + zos.resolveSymbol('&SYSNAME') }}"
components:
  gateway: { enabled: true, port: 7554 }
  discovery: { enabled: true, port: 7553 }
  caching-service: { enabled: true, port: 7555 }
haInstances:
  lpar1: { hostname: lpar1.example.com, sysname: LPR1 }
  lpar2: { hostname: lpar2.example.com, sysname: LPR2, components: { discovery: { port: 17553 } } }
`;

const folder = scratchFolder();
writeFiles(folder, {
  "zowe.yaml": ZOWE,
  "site/zowe.yaml": ZOWE,
  "over.yaml": "zowe:\n  externalPort: 1443\n",
  "wrong.yaml": ZOWE.replace("7554", '"7554"').replace("password: hidden", "password: 4711"),
});

async function config(...argv: readonly string[]): Promise<Outcome> {
  return sysplexIn(folder, ["zowe", "config", ...argv]);
}

function rowOf({ out }: Outcome, name: string): string {
  return out.split("\n").find((line) => line.startsWith(`${name} `)) ?? "";
}

describe("sysplex zowe config", () => {
  test("prints every value of an instance and where it came from", async () => {
    const outcome = await config("zowe.yaml", "--instance", "LPAR2", "--release", "3.1");

    expect(outcome.status).toBe(0);
    expect(rowOf(outcome, "host name")).toMatch(/"lpar2\.example\.com" +computed$/);
    expect(rowOf(outcome, "/components/discovery/port")).toMatch(/ 17553 +zowe\.yaml:15$/);
    expect(rowOf(outcome, "/components/zss/port")).toMatch(/ 7557 +default of 3\.1$/);
    expect(rowOf(outcome, "/zowe/setup/certificate/pkcs12/password")).toMatch(/"\*{8}" +zowe\.yaml:5$/);
  });

  test("reads from another folder as from its own", async () => {
    expect(rowOf(await config("site/zowe.yaml", "--instance", "lpar1"), "/zOSMF/port")).toMatch(
      /443 +site\/zowe\.yaml:6$/,
    );
  });

  test("takes a chain as STDENV has it", async () => {
    const outcome = await config("FILE(over.yaml):FILE(zowe.yaml)", "--instance", "lpar1");

    expect(rowOf(outcome, "/zowe/externalPort")).toMatch(/ 1443 +over\.yaml:2$/);
  });

  test("lets templates know the system: that of the instance, or the one that is named", async () => {
    expect(rowOf(await config("zowe.yaml", "--instance", "lpar2"), "/java/home")).toContain('"/java/LPR2"');
    expect(
      rowOf(await config("zowe.yaml", "--instance", "lpar2", "--system", "SYSX"), "/java/home"),
    ).toContain('"/java/SYSX"');
  });

  test("prints the environment of a component", async () => {
    const outcome = await config("zowe.yaml", "--instance", "lpar2", "--component", "discovery");

    expect(rowOf(outcome, "ZWE_configs_port")).toContain('"17553"');
    expect(outcome.out).not.toContain("hidden");
  });

  test("prints JSON and nothing else on standard output", async () => {
    const { out, status } = await config("zowe.yaml", "--instance", "lpar1", "--json");
    const result = JSON.parse(out) as { readonly rows: readonly unknown[] };

    expect(status).toBe(0);
    expect(result).toMatchObject({
      schema: 1,
      release: "3.1",
      instance: { id: "lpar1" },
      startList: ["gateway", "discovery", "caching-service"],
    });
    expect(result.rows).toContainEqual({
      name: "/components/gateway/port",
      value: 7554,
      from: "zowe.yaml:10",
    });
    expect(out).not.toContain("hidden");
  });

  test("tells all faults of a wrong file, prints no values and no secret, and ends with 2", async () => {
    const { out, err, status } = await config("wrong.yaml", "--instance", "lpar1");

    expect(status).toBe(2);
    expect(out).toBe("");
    expect(err).toContain("wrong.yaml:10:35  error ZW_QUOTED_NUMBER (ZWEL0070E)");
    expect(err).toContain("wrong.yaml:5:27  error ZW_WRONG_TYPE (ZWEL0070E)");
    expect(err).not.toContain("4711");
  });

  test.each([
    [["none.yaml"], "does not exist"],
    [["FILE(../zowe.yaml)"], "lies outside"],
    [["zowe.yaml", "--release", "9"], "--release 9: expected a release of Zowe"],
    [["zowe.yaml", "--symbol", "x"], "--symbol x: expected NAME=value"],
    [["zowe.yaml", "--component", "none"], "the configuration has gateway"],
    [[], "missing required argument"],
  ])("%j is wrong input", async (argv, words) => {
    const { err, status } = await config(...argv);

    expect(status).toBe(2);
    expect(err).toContain(words);
  });
});
