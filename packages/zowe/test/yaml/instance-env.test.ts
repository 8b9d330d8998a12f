/** @source zowe-install-packaging v1.x scripts/instance.template.env, bin/internal/prepare-environment.sh. */
import { describe, expect, test } from "vitest";
import { componentEnvironment } from "../../src/index.js";
import { codes, read, resolved } from "./fixture.js";

const INSTANCE_ENV = `#!/bin/sh
# global config
ROOT_DIR=/usr/lpp/zowe
ZOWE_PREFIX=ZWE
ZOWE_INSTANCE=1
LAUNCH_COMPONENT_GROUPS=GATEWAY,DESKTOP
ZOSMF_PORT=443
ZOSMF_HOST=dvipa.example.com
ZOWE_EXPLORER_HOST=dvipa.example.com
DISCOVERY_PORT=7553 # the port the discovery service will use
GATEWAY_PORT=7554
APIML_GATEWAY_TIMEOUT_MILLIS=600000
ZWE_DISCOVERY_SERVICES_LIST=https://\${ZOWE_EXPLORER_HOST}:\${DISCOVERY_PORT}/eureka/
ZWE_CACHING_STORAGE_SIZE=10000
ZWE_CACHING_SERVICE_PERSISTENT=
JGROUPS_BIND_PORT=7600
CACHING_STORAGE_INFINISPAN_INITIALHOSTS="\${ZOWE_EXPLORER_HOST}[\${JGROUPS_BIND_PORT}]"
`;

function readEnv(text: string, environment: Readonly<Record<string, string>> = {}) {
  return resolved({ "instance.env": text }, { config: "FILE(instance.env)", release: "1.28", environment });
}

function codesOfEnv(line: string): readonly string[] {
  const asked = { config: "instance.env", release: "1.28" } as const;
  return codes({ "instance.env": `${line}\n` }, asked).filter((code) => code !== "ZW_NOT_VALIDATED");
}

describe("instance.env", () => {
  const configuration = readEnv(INSTANCE_ENV);
  const { discoveryList, instance, launcher } = configuration;

  test("sets ports, addresses and limits", () => {
    expect(instance.zosmf).toEqual({ host: "dvipa.example.com", port: 443 });
    expect(instance.components.find(({ name }) => name === "discovery")?.port).toBe(7553);
    expect(instance.gateway.timeout).toBe(600_000_000); // microseconds: ten minutes
    expect(instance.caching).toMatchObject({ mode: "inMemory", sizeMax: 10_000 });
    expect(instance.hostname).toBe("dvipa.example.com");
    expect(instance.job.prefix).toBe("ZWE1");
  });

  test("puts variables of lines above in place", () => {
    expect(discoveryList).toEqual(["https://dvipa.example.com:7553/eureka/"]);
    expect(componentEnvironment(configuration, instance)["CACHING_STORAGE_INFINISPAN_INITIALHOSTS"]).toBe(
      "dvipa.example.com[7600]",
    );
  });

  test("starts the components of its groups, the Desktop's first", () => {
    expect(launcher.startList.slice(0, 4)).toEqual(["zss", "app-server", "discovery", "gateway"]);
    expect(launcher.startList).toContain("explorer-jes");
  });

  test("starts those that it lists instead, if it lists any", () => {
    expect(readEnv(`${INSTANCE_ENV}ZWE_LAUNCH_COMPONENTS=zss,gateway\n`).launcher.startList).toEqual([
      "zss",
      "gateway",
    ]);
  });

  test("knows the environment of the started task", () => {
    expect(
      readEnv("ZOWE_EXPLORER_HOST=$HOST\nLAUNCH_COMPONENT_GROUPS=ZSS\n", { HOST: "a.example.com" }).instance,
    ).toMatchObject({
      hostname: "a.example.com",
    });
  });

  test("says where a value stands", () => {
    expect(instance.provenance["/components/gateway/port"]).toMatchObject({
      range: { file: "instance.env", start: { line: 11 } },
    });
  });

  test.each([
    ["echo hello", ["ZW_ENV_LINE"]],
    ["A=$(hostname)", ["ZW_ENV_COMMAND"]],
    ["A=`hostname`", ["ZW_ENV_COMMAND"]],
    ["A=${NONE}", ["ZW_ENV_UNDEFINED"]],
    ["A={{root_dir}}", ["ZW_ENV_PLACEHOLDER"]],
    ["A='$NONE' # not looked up", []],
    ["export A=1", []],
  ])("%s", (line, found) => {
    expect(codesOfEnv(line)).toEqual(found);
  });
});

test("a zowe.yaml of version 1 may quote its ports", () => {
  const text = 'zowe:\n  jobPrefix: ZWE\ncomponents:\n  gateway:\n    enabled: true\n    port: "7554"\n';
  const { configuration } = read(text, { release: "1.28" });

  expect(configuration?.instance.components[0]).toMatchObject({ name: "gateway", port: 7554, started: true });
});
