/** Old pods in the registry. @source zowe/api-layer issue 1768: they draw requests, and the catalog is stuck. */
import { describe, expect, test } from "vitest";
import { ClusterFixture, CREATE, START } from "./fixture.js";
import { zowe } from "./manifests.js";

const TWO_CATALOGS = { manifests: zowe({ "api-catalog": { replicas: 2 } }) };
const CATALOG = "/apicatalog/api/v1/containers";

describe("a pod that is lost without a word", () => {
  test("stays registered beside its successor, whose address is another one", () => {
    const fixture = ClusterFixture.up(TWO_CATALOGS);
    const [first] = fixture.registered("apicatalog");
    fixture.cluster.pod("api-catalog-0").forceDelete();
    fixture.run(CREATE + START + 60);

    expect(fixture.podsOf("api-catalog")).toEqual(["api-catalog-1*", "api-catalog-2*"]);
    expect(fixture.registered("apicatalog")).toHaveLength(3);
    expect(fixture.registered("apicatalog")).toContain(first);
  });

  test("draws every second request for the whole time-out of 60 s where its address answers nothing", () => {
    const fixture = ClusterFixture.up(TWO_CATALOGS);
    fixture.run(60);
    fixture.cluster.pod("api-catalog-0").forceDelete();
    fixture.run(1);
    for (let count = 0; count < 4; count += 1) fixture.client.send(CATALOG);
    fixture.run(2);
    expect(fixture.client.answers).toEqual([200, 200]);
    fixture.run(60);

    expect(fixture.client.answers).toEqual([200, 200, 504, 504]);
  });

  test("costs a retry only where its node refuses calls to addresses of pods that are gone", () => {
    const fixture = ClusterFixture.up({ ...TWO_CATALOGS, parameters: { deadPodAddress: "refused" } });
    fixture.run(60);
    fixture.cluster.pod("api-catalog-0").forceDelete();
    fixture.run(1);
    for (let count = 0; count < 4; count += 1) fixture.client.send(CATALOG);
    fixture.run(2);

    expect(fixture.client.answers).toEqual([200, 200, 200, 200]);
  });

  test("is evicted 180 to 240 s after its last heartbeat, without self-preservation", () => {
    const fixture = ClusterFixture.up({ ...TWO_CATALOGS, parameters: { selfPreservation: false } });
    fixture.run(59);
    fixture.cluster.pod("api-catalog-0").forceDelete();
    fixture.run(150); // Its last heartbeat may be 30 s old.
    expect(fixture.registered("apicatalog")).toHaveLength(3);
    fixture.run(91);

    expect(fixture.registered("apicatalog")).toHaveLength(2);
  });

  test("is never evicted from a small registry: five of six renew, 83 % where 85 % are needed", () => {
    const fixture = ClusterFixture.up(TWO_CATALOGS);
    fixture.run(59);
    fixture.cluster.pod("api-catalog-0").forceDelete();
    fixture.run(12 * 3_600);

    expect(fixture.registered("apicatalog")).toHaveLength(3);
    expect(fixture.plex.zowe.eureka.discovery("discovery-0").record.selfPreservation.on).toBe(true);
  });
});

test("a pod whose container restarts has the same entry, and none is left over", () => {
  const fixture = ClusterFixture.up(TWO_CATALOGS);
  fixture.cluster.pod("api-catalog-0").crash();
  fixture.run(120);

  expect(fixture.registered("apicatalog")).toHaveLength(2);
});

test("a restart of Discovery forgets entries of pods that are gone", () => {
  const fixture = ClusterFixture.up(TWO_CATALOGS);
  fixture.run(59);
  fixture.cluster.pod("api-catalog-0").forceDelete();
  fixture.run(120);
  expect(fixture.registered("apicatalog")).toHaveLength(3);
  fixture.cluster.pod("discovery-0").crash();
  fixture.run(120);

  expect(fixture.registered("apicatalog")).toHaveLength(2);
});
