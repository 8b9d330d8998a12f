/** What a REST client sees of a z/OSMF that answers, refuses, hangs, is slow or away. Service times are 100 ms sharp. */
import { seconds, START, after } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { buildScenario } from "../../src/index.js";
import { client, pairAskedBy, pairWith, resolvedOf, runOf, type Files } from "../fixture.js";

const INFO = "request: GET https://zosmf.example.com/zosmf/info";

function requestsOf(files: Files) {
  const { requests, latencyMs, lostConnections } = runOf(files).clients["rest"] ?? expect.fail("no client");
  return { ...requests, latencyMs, lostConnections };
}

/** Nobody has the address: packets to it are lost. */
function silence(options: string, arrivals = "every 1m"): Files {
  const files = pairAskedBy([client(options, arrivals)]);
  return { ...files, "scenario.yaml": (files["scenario.yaml"] ?? "").replace("10.1.1.100", "10.1.9.9") };
}

/** No z/OSMF server: the stack refuses. */
function refusal(options: string): Files {
  return pairAskedBy(
    [client(options, "every 100s")],
    ["{ at: 1s, fail: SYSA/IZUSVRA }", "{ at: 1s, fail: SYSB/IZUSVRB }"],
  );
}

describe("a request", () => {
  test("takes four times the network's latency and its service time", () => {
    // SYN, SYN-ACK, request and answer take 0.5 ms each; the handshake is set to nothing here.
    expect(requestsOf(pairAskedBy([client()])).latencyMs).toMatchObject({ p50: 102, max: 102 });
  });

  test("over https waits for the TLS handshake", () => {
    const files = pairAskedBy([client()]);
    files["scenario.yaml"] = (files["scenario.yaml"] ?? "").replace("tlsHandshake: 0s", "tlsHandshake: 20ms");
    expect(requestsOf(files).latencyMs.max).toBe(122);
  });

  test("that is refused fails at once, as often as it may be tried", () => {
    const { failed, retried, byFailure } = requestsOf(refusal("retry: { attempts: 3, backoff: 1s }"));

    expect({ failed, retried, byFailure }).toEqual({
      failed: 2, // At 100 and 200 s; the one at 300 s comes with the end of the run.
      retried: 4,
      byFailure: { refused: 6, timeout: 0, reset: 0, http503: 0 },
    });
  });

  test("without an answer fails after the client's patience", () => {
    const { succeeded, byFailure } = requestsOf(silence("timeout: 10s"));

    expect(succeeded).toBe(0);
    expect(byFailure).toMatchObject({ timeout: 5, refused: 0 }); // At 0, 60, 120, 180 and 240 s.
  });

  test("is given up by the operating system when that has less patience: Windows after 21 s", () => {
    // At 0, 60, 120, 180 and 240 s, two attempts 21 s each. With the client's 50 s the last one would not end in time.
    const { byFailure } = requestsOf(silence("timeout: 50s, os: windows, retry: { attempts: 2 }"));
    expect(byFailure).toMatchObject({ timeout: 10 });
  });

  test("counts from the moment at which it should have been sent, retries included", () => {
    const files = pairAskedBy(
      [client("timeout: 5s, retry: { attempts: 9, backoff: 1s }")],
      ["{ at: 59.5s, hang: SYSA/IZUSVRA }", "{ at: 70s, heal: SYSA/IZUSVRA }"],
    );
    const { failed, retried, latencyMs } = requestsOf(files);

    expect(failed).toBe(0);
    // The one due at 60 s: attempts at 60 and 66 s time out or wait for the server, which runs on at 70 s.
    expect(retried).toBeGreaterThan(0);
    expect(latencyMs.max).toBeGreaterThan(10_000);
    expect(latencyMs.max).toBeLessThan(12_500);
  });

  test("that z/OSMF does not know is answered 404, and that is a failure", () => {
    const files = pairAskedBy([client().replace("restjobs/jobs", "restjobs/nothing/of/the/kind")]);
    const { succeeded, byFailure } = requestsOf(files);

    expect(succeeded).toBe(0);
    expect(byFailure["http404"]).toBeGreaterThan(290);
  });
});

describe("arrivals", () => {
  test("are not slowed down by a server that hangs", () => {
    const hung = pairAskedBy([client("timeout: 5s")], ["{ at: 10s, hang: SYSA/IZUSVRA }"]);
    expect(requestsOf(hung).sent).toBe(requestsOf(pairAskedBy([client("timeout: 5s")])).sent);
  });

  test("are the same whoever else asks", () => {
    const poisson = client("", "poisson 5/s");
    const other = `{ name: other, ${INFO}, arrivals: poisson 9/s }`;

    expect(requestsOf(pairAskedBy([poisson, other])).sent).toBe(requestsOf(pairAskedBy([poisson])).sent);
  });

  test("at a mean rate vary with the seed, at even distances they do not", () => {
    const sent = (arrivals: string, seed: string): number | undefined =>
      runOf(pairAskedBy([client("", arrivals)]), seed).clients["rest"]?.requests.sent;

    expect(sent("poisson 5/s", "1")).not.toBe(sent("poisson 5/s", "2"));
    expect(sent("constant 5/s", "1")).toBe(sent("constant 5/s", "2"));
  });
});

describe("kept connections", () => {
  const kept = (pool: number, idle = "30s"): string =>
    `connections: { keepAlive: { pool: ${pool}, idle: ${idle} } }`;

  /** Connections to SYSA at an instant. */
  function connectionsAt(files: Files, at: number): number {
    const { sim, plex } = buildScenario(resolvedOf(files), "1");
    sim.runUntil(after(START, seconds(at)));
    return plex.tcpip.connectionCount("10.1.1.100", "SYSA/TCPIP");
  }

  /** Quantiles come from a histogram, the longest latency does not: of the requests after the first, 102 or 101 ms. */
  const isReused = ({ latencyMs: { p50 } }: ReturnType<typeof requestsOf>): boolean => (p50 ?? NaN) < 101.9;

  test("save SYN and handshake: only the first request has them", () => {
    const requests = requestsOf(pairAskedBy([client(kept(1))]));

    expect(requests.latencyMs.max).toBe(102);
    expect(isReused(requests)).toBe(true);
    expect(isReused(requestsOf(pairAskedBy([client()])))).toBe(false);
  });

  test("are as many as requests overlap, and no more than the pool holds", () => {
    // 40 requests a second of 100 ms: four at a time.
    expect(connectionsAt(pairAskedBy([client(kept(10), "constant 40/s")]), 30.5)).toBe(5);
    expect(connectionsAt(pairAskedBy([client(kept(2), "constant 10/s")]), 30.55)).toBe(2);
  });

  test("make requests wait when the pool is too small", () => {
    // One connection answers 9.9 requests a second, and 12 arrive: the queue grows for 300 s.
    const { latencyMs, unfinished } = requestsOf(
      pairAskedBy([client(`${kept(1)}, timeout: 10m`, "constant 12/s")]),
    );

    expect(unfinished).toBeGreaterThan(300 * (12 - 10));
    expect(latencyMs.max).toBeGreaterThan(30_000);
  });

  test("that idle longer than either side allows are made anew", () => {
    const rare = (idle: string): Files => pairAskedBy([client(kept(1, idle), "every 20s")]);

    expect(isReused(requestsOf(rare("10s")))).toBe(false);
    expect(isReused(requestsOf(rare("25s")))).toBe(true);
    // Liberty closes after 30 s, whatever the client would like.
    expect(isReused(requestsOf(pairAskedBy([client(kept(1, "10m"), "every 40s")])))).toBe(false);
  });

  test("are lost with their server, those in use and those that idle", () => {
    const crash = (at: string): Files =>
      pairAskedBy([client(kept(1))], [`{ at: ${at}, fail: SYSA/IZUSVRA }`]);

    // Idle at 60.5 s; at 60.05 s a request is under way. Both are made anew, to SYSB.
    expect(requestsOf(crash("60.5s"))).toMatchObject({ lostConnections: 1, failed: 0 });
    expect(requestsOf(crash("60.05s"))).toMatchObject({
      lostConnections: 1,
      failed: 1,
      byFailure: { reset: 1 },
    });
  });

  test("that were closed for idleness are not lost any more", () => {
    // A burst of ten at 30 s; afterwards one connection is enough, and the other nine are closed after 10 s.
    const slow = "{ at: 29.5s, slow: SYSA/IZUSVRA, factor: 20 }";
    const fast = "{ at: 31.5s, slow: SYSA/IZUSVRA, factor: 1 }";
    const files = pairAskedBy(
      [client(kept(10, "10s"), "constant 5/s")],
      [slow, fast, "{ at: 60.15s, fail: SYSA/IZUSVRA }"],
    );

    expect(connectionsAt(files, 33)).toBeGreaterThan(5);
    expect(requestsOf(files).lostConnections).toBe(1);
  });

  test("stay with the backup after a switchback", () => {
    const files = pairAskedBy(
      [client(`${kept(1)}, retry: { attempts: 3, backoff: 1s }`)],
      [
        "{ at: 20s, fail: SYSA/IZUSVRA }",
        "{ at: 30s, start: SYSA/IZUSVRA }",
        "{ at: 2m, fail: SYSB/IZUSVRB }",
      ],
    );
    files["scenario.yaml"] = (files["scenario.yaml"] ?? "").replace(
      "parameters: {",
      "parameters: { zosmf.startDuration: 1m, zosmf.listenerToReady: 0s,",
    );
    expect(requestsOf(files)).toMatchObject({ lostConnections: 2, failed: 0 });
  });
});

describe("a connection that nothing comes back on", () => {
  test("stalls until the client's patience ends, and counts as lost", () => {
    const files = pairAskedBy([client("timeout: 5s")], ["{ at: 60.05s, fail: SYSA }"]);
    const { lostConnections } = requestsOf(files);

    expect(lostConnections).toBe(1);
  });

  test("is not lost if it was never established", () => {
    expect(requestsOf(silence("timeout: 10s")).lostConnections).toBe(0);
  });
});

test("what was due before the end of the warm-up is not counted", () => {
  const files = pairWith({ "scenario.yaml": [["duration: 5m", "duration: 5m\nwarmup: 4m"]] });
  expect(requestsOf(files).sent).toBe(61); // From 240 to 300 s.
});
