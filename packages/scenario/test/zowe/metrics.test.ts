/** Figures of Zowe as a whole that expectations can be held against. */
import { describe, expect, test } from "vitest";
import { runOf } from "../fixture.js";
import { withTimeline, zowePair } from "./fixture.js";

const metricsOf = (...[files]: Parameters<typeof runOf>) => runOf(files).zowe?.metrics ?? {};

describe("metrics of Zowe", () => {
  test("a quiet pair: all entries are there, and nothing is sent in vain", () => {
    // gateway, zaas, discovery and api-catalog of two instances, and z/OSMF.
    expect(metricsOf(zowePair())).toMatchObject({
      entriesAtEnd: 9,
      timeToGiveUp: null,
      resentBatches: 0,
      stuckReplicationThreads: 0,
      peerConnectionsInVain: 0,
    });
  });

  test("the time until a component is given up is that of its ten intervals and eleven ends", () => {
    const files = withTimeline(
      zowePair([["duration: 5m", "duration: 15m"]]),
      "{ at: 2m, fail: SYSA/ZWESLSTC/api-catalog, restarts: fail }",
    );
    const { timeToGiveUp } = metricsOf(files);

    // 1 + 1 + 1 + 5 + 5 + 10 + 20 + 60 + 120 + 240 s; 507.6 s were seen in zowe/zowe-install-packaging issue 3986.
    expect(timeToGiveUp).toBeGreaterThan(463);
    expect(timeToGiveUp).toBeLessThan(520);
  });

  test("a batch that a peer works on for longer than its sender waits is sent again, and holds a thread", () => {
    const slow = "parameters: { zowe.peerBatchDuration: 18s, zowe.peerThreads: 50, ";
    const pair = zowePair([["parameters: { ", slow]]);
    const metrics = metricsOf(withTimeline(pair, "{ at: 1m, fail: SYSA/ZWESLSTC/api-catalog }"));

    // Its registration alone; the second attempt after 15 s + 1 s, a third would come after the batch has expired, at 30 s.
    expect(metrics["resentBatches"]).toBe(1);
    // 8 clients and z/OSMF renew at the first Discovery, each within 30 s: 9 / 30 s × 2 × 15 s.
    expect(metrics["stuckReplicationThreads"]).toBe(9);
  });

  test("peers whose certificates do not name them connect in vain, at most once each 100 ms", () => {
    const bad = "certificates: { all: { names: [zowe.example.com] } }\n";
    const unlimited = "parameters: { zowe.peerRetriesLimited: false, ";
    const { peerConnectionsInVain } = metricsOf(zowePair([["parameters: { ", `${bad}${unlimited}`]]));

    // Two of them for 5 minutes.
    expect(peerConnectionsInVain).toBeGreaterThan(0);
    expect(peerConnectionsInVain).toBeLessThanOrEqual(2 * 10 * 300);
  });
});
