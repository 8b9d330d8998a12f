/** Little availability. @source docs.docker.com, Start containers automatically; Docker Engine API, RestartPolicy. */
import { describe, expect, test } from "vitest";
import { readCompose, type ClusterConfiguration } from "../../src/index.js";
import { ClusterFixture, START } from "./fixture.js";

const FILE = (restart: string): string => `services:
  gateway: { image: zowe/gateway-service, restart: ${restart}, ports: ["7554:7554"] }
  discovery: { image: zowe/discovery-service, restart: ${restart} }
  api-catalog: { image: zowe/api-catalog-services, restart: ${restart} }
`;

function composed(restart = "unless-stopped"): ClusterConfiguration {
  const { configuration } = readCompose({
    source: { file: "docker-compose.yml", text: FILE(restart) },
    zosmf: { host: "zosmf.example.com", port: 443 },
  });
  if (configuration === undefined) throw new Error("The file cannot be read");
  return configuration;
}

describe("containers by docker compose", () => {
  test("serve, and reach z/OSMF", () => {
    const fixture = ClusterFixture.up({ configuration: composed() });
    fixture.run(60);

    expect(fixture.pods).toEqual(["gateway*", "discovery*", "api-catalog*"]);
    expect(fixture.ask()).toBe(200);
  });

  test("are restarted 100 ms after they end, and register under the name that they had", () => {
    const fixture = ClusterFixture.up({ configuration: composed() });
    fixture.run(60);
    fixture.cluster.pod("api-catalog").crash();
    fixture.run(0.2);
    expect(fixture.cluster.restartCount()).toBe(1);
    fixture.run(START + 60);

    expect(fixture.registered("apicatalog", "discovery")).toHaveLength(1);
    expect(fixture.ask("/apicatalog/api/v1/x")).toBe(200);
  });

  test("stay down without a restart policy", () => {
    const fixture = ClusterFixture.up({ configuration: composed('"no"') });
    fixture.cluster.pod("gateway").crash();
    fixture.run(3_600);

    expect(fixture.cluster.restartCount()).toBe(0);
    expect(fixture.ask()).toBe("refused");
  });

  test("stay down after on-failure when they end in order", () => {
    const fixture = ClusterFixture.up({ configuration: composed("on-failure") });
    fixture.cluster.pod("gateway").crash(0);
    fixture.run(60);
    expect(fixture.cluster.restartCount()).toBe(0);
    fixture.cluster.pod("api-catalog").crash(1);
    fixture.run(60);
    expect(fixture.cluster.restartCount()).toBe(1);
  });

  test("come back with their host only if they are always restarted", () => {
    const fixture = ClusterFixture.up({ configuration: composed("on-failure") });
    fixture.cluster.node("HOST1").fail();
    fixture.cluster.node("HOST1").start();
    fixture.run(120);

    expect(fixture.cluster.pods.map(({ record }) => record.container.kind)).toEqual([
      "ended",
      "ended",
      "ended",
    ]);
  });

  test("are all gone with their host, until it is back", () => {
    const fixture = ClusterFixture.up({ configuration: composed() });
    fixture.run(60);
    fixture.cluster.node("HOST1").fail();
    fixture.run(3_600);
    expect(fixture.ask()).toBeUndefined();
    fixture.cluster.node("HOST1").start();
    fixture.run(120);

    expect(fixture.ask()).toBe(200);
  });
});
