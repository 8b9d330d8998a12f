/** @source zowe-install-packaging bin/libs/configmgr.ts: getZoweConfigEnv, getDiscoveryServiceUrl; issues #4568. */
import { describe, expect, test } from "vitest";
import { componentEnvironment } from "../../src/index.js";
import { codes, codesOf, read, resolved, TWO_INSTANCES } from "./fixture.js";

function environmentOf(
  text: string,
  haInstance: string,
  component: string,
): Readonly<Record<string, string>> {
  const configuration = resolved(text, { haInstance });
  return componentEnvironment(configuration, configuration.instance, component);
}

describe("the environment of a component", () => {
  test("is the configuration, flattened, the instance's values over it", () => {
    expect(environmentOf(TWO_INSTANCES, "lpar2a", "discovery")).toMatchObject({
      ZWE_haInstance_id: "lpar2a",
      ZWE_haInstance_hostname: "lpar2.example.com",
      ZWE_zowe_externalDomains: "dvipa.example.com",
      ZWE_zowe_externalDomains_0: "dvipa.example.com",
      ZWE_components_api_catalog_port: "7552",
      ZWE_components_discovery_port: "17553",
      ZWE_configs_port: "17553",
      ZWE_haInstances_lpar1_hostname: "lpar1.example.com",
      ZOSMF_HOST: "dvipa.example.com",
      ZWE_sysname: "LPR2",
    });
  });

  test("has an empty value for null, _ for a dot, and keeps the items that a shorter list does not reach", () => {
    const text = `${TWO_INSTANCES}    zowe:\n      sysMessages: [C]\n`.replace(
      "zowe:\n",
      "zowe:\n  sysMessages: [A, B]\n  job: { name: ~ }\n",
    );
    const dotted = text.replace("  zss:\n", "  zss:\n    jgroups.port: 7600\n");
    const found = environmentOf(dotted, "lpar2a", "zss");

    expect(found).toMatchObject({ ZWE_zowe_job_name: "", ZWE_configs_jgroups_port: "7600" });
    expect(found).toMatchObject({
      ZWE_zowe_sysMessages: "C",
      ZWE_zowe_sysMessages_0: "C",
      ZWE_zowe_sysMessages_1: "B",
    });
  });

  test("has zowe.environments, but for names that the launcher refuses and values that are not plain", () => {
    const custom =
      "zowe:\n  environments: { MINE: 1, _BPX_SHAREAS: x, _CEE_ENVFILE_X: y, 'A B': z, LIST: [1] }\n";
    const found = environmentOf(TWO_INSTANCES.replace("zowe:\n", custom), "lpar1", "zss");

    expect(found["MINE"]).toBe("1");
    for (const name of ["_BPX_SHAREAS", "_CEE_ENVFILE_X", "A B", "LIST"])
      expect(found).not.toHaveProperty([name]);
  });
});

describe("ZWE_DISCOVERY_SERVICES_LIST", () => {
  const BOTH = ["https://lpar1.example.com:7553/eureka/", "https://lpar2.example.com:17553/eureka/"];

  test.each(["lpar1", "lpar2a"])(
    "has all instances in the order of their keys, the same on %s",
    (haInstance) => {
      expect(resolved(TWO_INSTANCES, { haInstance }).discoveryList).toEqual(BOTH);
      expect(environmentOf(TWO_INSTANCES, haInstance, "zss")).toMatchObject({
        ZWE_DISCOVERY_SERVICES_LIST: BOTH.join(","),
      });
    },
  );

  test("leaves out an instance whose Discovery is disabled", () => {
    const text = TWO_INSTANCES.replace("        port: 17553", "        enabled: false");

    expect(resolved(text).discoveryList).toEqual(BOTH.slice(0, 1));
  });

  test("lists one URL once", () => {
    const text = TWO_INSTANCES.replace("lpar2.example", "lpar1.example").replace(
      "port: 17553",
      "debug: true",
    );

    expect(resolved(text).discoveryList).toEqual(BOTH.slice(0, 1));
    expect(codes(text, { haInstance: "lpar1" })).toEqual(["ZW_DISCOVERY_TWICE"]);
  });

  test("without instances has one URL for each external domain", () => {
    const [alone = ""] = TWO_INSTANCES.split("haInstances:");
    const text = alone.replace("    - dvipa.example.com", "    - a.example.com\n    - b.example.com");

    expect(resolved(text).discoveryList).toEqual([
      "https://a.example.com:7553/eureka/",
      "https://b.example.com:7553/eureka/",
    ]);
  });

  test("is what is preset, wherever", () => {
    const url = "https://other.example.com:1/eureka/";
    const coded = TWO_INSTANCES.replace(
      "zowe:\n",
      `zowe:\n  environments: { ZWE_DISCOVERY_SERVICES_LIST: "${url}" }\n`,
    );

    expect(resolved(coded).discoveryList).toEqual([url]);
    expect(
      resolved(TWO_INSTANCES, { environment: { ZWE_DISCOVERY_SERVICES_LIST: url } }).discoveryList,
    ).toEqual([url]);
  });

  test("stops the start of version 1 when an instance has no host name, unless it is the only one", () => {
    const without = TWO_INSTANCES.replace("    hostname: lpar1.example.com\n", "");
    const only = without.split("  lpar2a:")[0] ?? "";

    expect(codesOf(read(without, { release: "1.28" }).diagnostics)).toContain("ZW_INSTANCE_WITHOUT_HOSTNAME");
    expect(codesOf(read(without).diagnostics)).toContain("ZW_MISSING_PROPERTY");
    expect(resolved(only, { release: "1.28" }).discoveryList).toEqual([
      "https://dvipa.example.com:7553/eureka/",
    ]);
  });
});
