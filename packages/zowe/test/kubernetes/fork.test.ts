import { describe, expect, test } from "vitest";
import { ClusterFixture, node } from "./fixture.js";
import { zowe } from "./manifests.js";

const SETTING = {
  nodes: [node("NODE1"), node("NODE2"), node("NODE3")],
  manifests: zowe({ gateway: { replicas: 2 }, "api-catalog": { replicas: 2 }, discovery: { replicas: 2 } }),
  parameters: {},
};

/** Everything that can be seen. */
function sight(fixture: ClusterFixture): unknown {
  const { cluster, client, sim } = fixture;
  return {
    state: cluster.state,
    events: cluster.events.all,
    answers: client.answers,
    times: client.times,
    eureka: fixture.plex.zowe.eureka.state,
    fingerprint: sim.fingerprint,
  };
}

/** Faults and load that go on over the fork. */
function trouble(fixture: ClusterFixture): void {
  fixture.client.send("/apicatalog/api/v1/x");
  fixture.cluster.pod("gateway-0").crash();
  fixture.run(3);
  fixture.cluster.node("NODE3").fail();
  for (let count = 0; count < 40; count += 1) {
    fixture.client.send(count % 2 === 0 ? "/apicatalog/api/v1/x" : "/ibmzosmf/api/v1/restjobs/jobs");
    fixture.run(0.3);
  }
  fixture.cluster.rollOut("api-catalog");
  fixture.run(5);
}

describe("a fork of a cluster in trouble", () => {
  test("goes on as its parent does", () => {
    const parent = ClusterFixture.up(SETTING);
    trouble(parent);
    const fork = parent.fork();
    expect(sight(fork)).toEqual(sight(parent));
    for (const fixture of [parent, fork]) {
      trouble(fixture);
      fixture.run(900);
    }

    expect(sight(fork)).toEqual(sight(parent));
    expect(parent.client.answers.length).toBeGreaterThan(60);
  });

  test("leaves its parent alone", () => {
    const parent = ClusterFixture.up(SETTING);
    trouble(parent);
    const before = JSON.stringify(parent.cluster.state);
    const fork = parent.fork();
    fork.cluster.node("NODE1").fail();
    fork.run(900);

    expect(JSON.stringify(parent.cluster.state)).toBe(before);
    expect(JSON.stringify(fork.cluster.state)).not.toBe(before);
  });
});

test("the same seed gives the same run, another one another", () => {
  const run = (seed: number) => {
    const fixture = ClusterFixture.up({ ...SETTING, seed });
    trouble(fixture);
    fixture.run(900);
    return fixture.sim.fingerprint;
  };

  expect(run(1)).toEqual(run(1));
  expect(run(2)).not.toEqual(run(1));
});
