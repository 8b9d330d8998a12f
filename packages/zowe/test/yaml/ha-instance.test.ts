/** @source zowe-install-packaging bin/libs: sanitizeHaInstanceId, makeHaConfig; launcher src/main.c; issues #4367, #3870. */
import { describe, expect, test } from "vitest";
import { at, codes, resolved, TWO_INSTANCES } from "./fixture.js";

const UPPER = TWO_INSTANCES.replace("  lpar1:", "  LPAR1:");

describe("the id", () => {
  test.each([
    ["LPAR1", "lpar1"],
    ["LPAR-2", "lpar_2"],
    ["lpar#2", "lpar_2"],
    [" lpar1 ", "lpar1"],
  ])("of HAINST=%s is %s to the components", (haInstance, id) => {
    expect(resolved(TWO_INSTANCES, { haInstance }).instance.id).toBe(id);
  });

  test("is only lower-cased by the launcher", () => {
    expect(resolved(TWO_INSTANCES, { haInstance: "LPAR-2" }).launcher.id).toBe("lpar-2");
  });

  test.each([undefined, "", "__ha_instance_id__", "{{ha_instance_id}}", "{{HA_INSTANCE_ID}}"])(
    "%s becomes SYSNAME",
    (haInstance) => {
      const asked = haInstance === undefined ? {} : { haInstance };
      const { instance, launcher } = resolved(TWO_INSTANCES, { ...asked, name: "LPAR1" });

      expect(instance).toMatchObject({
        id: "lpar1",
        key: "lpar1",
        hostname: "lpar1.example.com",
        sysname: "LPR1",
      });
      expect(launcher.id).toBe("lpar1");
    },
  );

  test("without haInstances stays to the launcher as it was given", () => {
    const [alone = ""] = TWO_INSTANCES.split("haInstances:");

    expect(resolved(alone, { haInstance: "__ha_instance_id__" }).launcher.id).toBe("__ha_instance_id__");
  });
});

describe("an id that is no key", () => {
  test("overrides nothing and registers under the first external domain", () => {
    const { instance } = resolved(TWO_INSTANCES, { name: "LPR2" });

    expect(instance).toMatchObject({ id: "lpr2", hostname: "dvipa.example.com" });
    expect(instance.key).toBeUndefined();
    expect(codes(TWO_INSTANCES, { name: "LPR2" })).toEqual(["ZW_INSTANCE_UNKNOWN"]);
  });

  test("is what every upper-case key makes of its own id, before release 3.3", () => {
    expect(resolved(UPPER, { haInstance: "LPAR1" }).instance.hostname).toBe("dvipa.example.com");
    expect(codes(UPPER, { haInstance: "LPAR1" })).toEqual([
      "ZW_INSTANCE_UNKNOWN",
      "ZW_INSTANCE_KEY_UNREACHABLE",
    ]);
    expect(resolved(UPPER, { haInstance: "LPAR1", release: "3.3" }).instance).toMatchObject({
      key: "LPAR1",
      hostname: "lpar1.example.com",
    });
  });

  test("is found by a key with another character in no release", () => {
    const text = TWO_INSTANCES.replace("  lpar1:", "  lpar-1:");

    expect(codes(text, { haInstance: "lpar-1", release: "3.3" })).toContain("ZW_INSTANCE_KEY_UNREACHABLE");
  });

  test("of two keys that differ in case only the first is found", () => {
    const text = TWO_INSTANCES.replace("  lpar2a:", "  LPAR1:");
    const { instances } = resolved(text, { haInstance: "lpar1", release: "3.3" });

    expect(instances.map(({ hostname }) => hostname)).toEqual(["lpar1.example.com", "lpar1.example.com"]);
    expect(codes(text, { haInstance: "lpar1", release: "3.3" })).toEqual(["ZW_INSTANCE_KEYS_ALIKE"]);
  });
});

describe("the section of an instance", () => {
  const text = `${TWO_INSTANCES}    zowe:
      externalDomains: [own.example.com]
    zOSMF:
      port: 10443
`;
  const { instance, tree } = resolved(text, { haInstance: "lpar2a" });

  test("overrides values, and not only of components", () => {
    expect(instance.zosmf).toEqual({ host: "dvipa.example.com", port: 10443 });
    expect(at(instance.tree, "/components/discovery/port")).toBe(17553);
    expect(at(tree, "/components/discovery/port")).toBe(7553);
  });

  test("replaces lists", () => {
    expect(instance.externalDomains).toEqual(["own.example.com"]);
  });

  test("leaves hostname and sysname out of the whole", () => {
    expect(instance.tree).not.toHaveProperty("hostname");
    expect(instance.tree).not.toHaveProperty("sysname");
  });
});

test("the three instances of the example file have the ports and the Discovery list that Zowe gives them", () => {
  const text = `${TWO_INSTANCES}  lpar2b:
    hostname: lpar2.example.com
    sysname: LPR2
    components:
      zaas: { enabled: false }
      gateway: { enabled: false }
      discovery: { enabled: false }
      api-catalog: { enabled: false }
      app-server: { enabled: false, port: 28544 }
      zss: { port: 28542 }
      caching-service: { enabled: false }
`;
  const { instances, discoveryList } = resolved(text, { haInstance: "lpar2b" });
  const portsOf = (id: string) =>
    instances
      .find((instance) => instance.id === id)
      ?.components.filter(({ started }) => started)
      .map(({ name, port }) => `${name} ${port}`);

  expect(discoveryList).toEqual([
    "https://lpar1.example.com:7553/eureka/",
    "https://lpar2.example.com:17553/eureka/",
  ]);
  expect(portsOf("lpar1")).toContain("discovery 7553");
  expect(portsOf("lpar2a")).toContain("discovery 17553");
  expect(portsOf("lpar2b")).toEqual(["zss 28542"]);
});

test("all instances are resolved, in the order of their keys", () => {
  const { instances } = resolved(TWO_INSTANCES);

  expect(instances.map(({ id, hostname, sysname }) => [id, hostname, sysname])).toEqual([
    ["lpar1", "lpar1.example.com", "LPR1"],
    ["lpar2a", "lpar2.example.com", "LPR2"],
  ]);
});

test("what is resolved cannot be changed", () => {
  const { instance } = resolved(TWO_INSTANCES);

  expect(Object.isFrozen(instance.components[0]?.launcher.restartIntervals)).toBe(true);
});
