/** @source kubernetes.io, Pod Lifecycle; Configure Liveness, Readiness and Startup Probes. */
import { NO_TIME, seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { backOff } from "../../src/kubernetes/probes.js";
import { ClusterFixture, CREATE, ENTRY_ADDRESS, GATEWAY_PORT, START, STOP } from "./fixture.js";
import { zowe } from "./manifests.js";

const RESTART_DELAY = 1;

const HTTP_LIVENESS = `          startupProbe:
            tcpSocket: { port: 7554 }
            failureThreshold: 90
          livenessProbe:
            httpGet: { path: /application/health, port: 7554 }
`;

describe("a container that ends", () => {
  test("is restarted in place: same pod, same address, a restart more", () => {
    const fixture = ClusterFixture.up();
    const { ip } = fixture.cluster.pod("gateway-0").record;

    fixture.cluster.pod("gateway-0").crash();
    fixture.run(RESTART_DELAY + START + 1);

    expect(fixture.pods).toContain("gateway-0*");
    expect(fixture.cluster.pod("gateway-0").record).toMatchObject({ ip, restartCount: 1 });
    expect(fixture.registered("gateway")).toHaveLength(1);
  });

  test("refuses connections until the start-up probe has seen the port and endpoints have followed", () => {
    const fixture = ClusterFixture.up();
    const at = fixture.now;
    fixture.cluster.pod("gateway-0").crash();

    expect(fixture.cluster.network.isServed(ENTRY_ADDRESS, GATEWAY_PORT)).toBe(false);
    expect(fixture.ask()).toBe("refused");
    fixture.runTo(at + RESTART_DELAY + START - 0.5); // The probe looks 30 s after the start; the port is open for 1 s.
    expect(fixture.podsOf("gateway")).toEqual(["gateway-0"]);
    fixture.runTo(at + RESTART_DELAY + START);
    expect(fixture.podsOf("gateway")).toEqual(["gateway-0*"]);
    expect(fixture.ask(undefined, 0.5)).toBe("refused"); // kube-proxy does not know yet.
    fixture.run(1);
    expect(fixture.cluster.network.isServed(ENTRY_ADDRESS, GATEWAY_PORT)).toBe(true);
    expect(fixture.ask()).not.toBe("refused");
  });

  test("waits 0, 10, 20, 40, 80, 160, 300, 300 s when it ends as soon as it has started", () => {
    const fixture = ClusterFixture.up();
    const waits: number[] = [];
    fixture.cluster.pod("gateway-0").crash();
    let { now: endedAt } = fixture;
    for (let round = 0; round < 8; round += 1) {
      while (fixture.cluster.pod("gateway-0").record.container.kind !== "starting") fixture.sim.step();
      waits.push(fixture.now - endedAt - RESTART_DELAY);
      fixture.cluster.pod("gateway-0").crash();
      endedAt = fixture.now;
    }

    expect(waits).toEqual([0, 10, 20, 40, 80, 160, 300, 300]);
  });

  test("has no back-off any more after ten minutes", () => {
    const fixture = ClusterFixture.up();
    fixture.cluster.pod("gateway-0").crash();
    fixture.run(RESTART_DELAY + 600);
    fixture.cluster.pod("gateway-0").crash();
    fixture.run(RESTART_DELAY);

    expect(fixture.events("BackOff")).toEqual([]);
    expect(fixture.cluster.restartCount("gateway")).toBe(2);
  });

  test("is killed for its memory with a word of the kernel", () => {
    const fixture = ClusterFixture.up();
    fixture.cluster.pod("gateway-0").oomKill();
    fixture.run(RESTART_DELAY + START + 1);

    expect(fixture.events("OOMKilling")).toEqual(["1 OOMKilling pod/gateway-0"]);
    expect(fixture.podsOf("gateway")).toEqual(["gateway-0*"]);
  });

  test("back-off doubles up to its maximum", () => {
    expect([0, 1, 2, 5, 30].map((count) => backOff(count, seconds(10), seconds(300)) / seconds(1))).toEqual([
      10, 20, 40, 300, 300,
    ]);
    expect(backOff(3, NO_TIME, seconds(300))).toBe(0);
  });
});

describe("a process that hangs", () => {
  test("passes a probe that only opens a socket, and nothing restarts it", () => {
    const fixture = ClusterFixture.up();
    fixture.cluster.pod("gateway-0").hang();
    fixture.run(3_600);

    expect(fixture.cluster.restartCount()).toBe(0);
    expect(fixture.podsOf("gateway")).toEqual(["gateway-0*"]);
    expect(fixture.ask()).toBeUndefined(); // Connected, and never answered.
  });

  test("fails three probes by HTTP, is sent SIGTERM in vain and killed after the grace period", () => {
    const fixture = ClusterFixture.up({ manifests: zowe({ gateway: { probes: HTTP_LIVENESS } }) });
    fixture.runTo(12);
    fixture.cluster.pod("gateway-0").hang();
    fixture.run(120);

    // Probes at 20, 30 and 40 s, the last one with its time-out of 1 s; 30 s of grace; 1 s to the restart.
    expect(fixture.events("Killing")).toEqual(["41 Killing pod/gateway-0"]);
    expect(fixture.events("Started")).toEqual(["72 Started pod/gateway-0"]);
  });

  test("that goes on in time is left alone", () => {
    const fixture = ClusterFixture.up({ manifests: zowe({ gateway: { probes: HTTP_LIVENESS } }) });
    fixture.runTo(12);
    fixture.cluster.pod("gateway-0").hang();
    fixture.runTo(39);
    fixture.cluster.pod("gateway-0").resume();
    fixture.run(300);

    expect(fixture.cluster.restartCount()).toBe(0);
  });
});

describe("probes", () => {
  test("a readiness probe keeps requests away until it has passed", () => {
    const readiness = `          readinessProbe:
            httpGet: { path: /, port: 7554 }
            initialDelaySeconds: 60
            periodSeconds: 5
`;
    const fixture = ClusterFixture.up({ manifests: zowe({ gateway: { container: readiness } }) });
    fixture.cluster.pod("gateway-0").crash();
    fixture.runTo(1 + RESTART_DELAY + 59);
    expect(fixture.podsOf("gateway")).toEqual(["gateway-0"]);
    fixture.runTo(1 + RESTART_DELAY + 60);
    expect(fixture.podsOf("gateway")).toEqual(["gateway-0*"]);
  });

  test("a readiness probe takes a process that hangs out of the endpoints without a restart", () => {
    const readiness = `          readinessProbe:
            httpGet: { path: /, port: 7554 }
`;
    const fixture = ClusterFixture.up({
      manifests: zowe({ gateway: { replicas: 2, container: readiness } }),
    });
    fixture.cluster.pod("gateway-0").hang();
    fixture.run(45);

    expect(fixture.podsOf("gateway")).toEqual(["gateway-0", "gateway-1*"]);
    expect(fixture.ask()).toBe(200);
    expect(fixture.cluster.restartCount()).toBe(0);
  });

  test("without any probe a pod is Ready as soon as the process exists, long before it serves", () => {
    const fixture = ClusterFixture.up({ manifests: zowe({ gateway: { probes: "" } }) });
    fixture.cluster.pod("gateway-0").crash();
    fixture.run(RESTART_DELAY + 2);

    expect(fixture.podsOf("gateway")).toEqual(["gateway-0*"]);
    expect(fixture.ask()).toBe("refused");
  });

  test("a start-up probe that fails to the end has the container restarted", () => {
    const short = `          startupProbe:
            tcpSocket: { port: 7554 }
            periodSeconds: 5
            failureThreshold: 4
`;
    const fixture = ClusterFixture.up({ manifests: zowe({ gateway: { probes: short } }) });
    fixture.cluster.pod("gateway-0").crash();
    fixture.run(300);

    // Probes 0, 5, 10 and 15 s after the start at 2 s, while the port opens after 29 s: it never comes up.
    expect(fixture.events("Unhealthy")[0]).toBe("17 Unhealthy pod/gateway-0");
    expect(fixture.podsOf("gateway")).toEqual(["gateway-0"]);
    expect(fixture.events("BackOff").length).toBeGreaterThan(2);
  });
});

describe("a pod that is deleted", () => {
  test("takes its registration out, and another one with another address takes its place at once", () => {
    const fixture = ClusterFixture.up();
    const [before] = fixture.registered("apicatalog");
    fixture.cluster.pod("api-catalog-0").delete();
    fixture.run(0.5);

    expect(fixture.podsOf("api-catalog")).toEqual(["api-catalog-0-", "api-catalog-1"]);
    expect(fixture.registered("apicatalog")).toEqual([]);
    fixture.run(STOP);
    expect(fixture.podsOf("api-catalog")).toEqual(["api-catalog-1"]);
    fixture.run(CREATE + START + 60);
    expect(fixture.registered("apicatalog")).toHaveLength(1);
    expect(fixture.registered("apicatalog")).not.toContain(before);
  });

  test("is killed after terminationGracePeriodSeconds when it hangs, and tells nobody", () => {
    const fixture = ClusterFixture.up();
    fixture.cluster.pod("api-catalog-0").hang();
    fixture.cluster.pod("api-catalog-0").delete();
    fixture.run(29);
    expect(fixture.podsOf("api-catalog")).toContain("api-catalog-0-");
    fixture.run(2);

    expect(fixture.podsOf("api-catalog")).toEqual(["api-catalog-1"]);
    expect(fixture.registered("apicatalog")).toHaveLength(1); // The entry of the pod that is gone.
  });

  test("runs its preStop hook before SIGTERM", () => {
    const hook = `          lifecycle:
            preStop: { exec: { command: [zwe] } }
`;
    const fixture = ClusterFixture.up({
      manifests: zowe({ "api-catalog": { container: hook } }),
      parameters: { preStopDuration: seconds(5) },
    });
    fixture.cluster.pod("api-catalog-0").delete();
    fixture.run(4.5);
    expect(fixture.registered("apicatalog")).toHaveLength(1);
    fixture.run(1);
    expect(fixture.registered("apicatalog")).toHaveLength(0);
  });
});
