/** What is counted for a service, and what for another one of the same product. */
import { describe, expect, test } from "vitest";
import { client, pairAskedBy, runOf, SOUND_PAIR } from "../fixture.js";

const bothFail = ["{ at: 10s, fail: SYSA }", "{ at: 10s, fail: SYSB }"];

function shortened(files: Record<string, string>, duration: string): Record<string, string> {
  return {
    ...files,
    "scenario.yaml": (files["scenario.yaml"] ?? "").replace("duration: 5m", `duration: ${duration}`),
  };
}

describe("availability", () => {
  const retrying = client("timeout: 30s, retry: { attempts: 3 }");

  test("counts a request that was being tried again when the run ended as failed", () => {
    const files = shortened(pairAskedBy([retrying], bothFail), "85500ms");
    const { requests, availability } = runOf(files).services["zosmf"] ?? expect.fail("no service");

    // Sent each second from 0 on. The first 10 or 11 succeed; those due before 55.5 s have failed once by 85.5 s.
    expect(requests.succeeded + requests.failed).toBe(56);
    expect(requests.abandoned).toBe(requests.failed);
    expect(requests.unfinished).toBe(86 - 56);
    expect(availability).toBeCloseTo(requests.succeeded / 56, 12);
    expect(availability).toBeLessThan(0.2);
  });

  test("is unknown when no request has ended: no expectation of it is met", () => {
    const files = shortened(
      pairAskedBy([retrying], ["{ at: 1ms, fail: SYSA }", "{ at: 1ms, fail: SYSB }"]),
      "20s",
    );
    const text = `${files["scenario.yaml"] ?? ""}expect: { zosmf.availability: ">= 0%" }\n`;
    const result = runOf({
      ...files,
      "scenario.yaml": text.replace("duration: 20s", "duration: 20s\nwarmup: 1s"),
    });

    expect(result.services["zosmf"]?.availability).toBeNull();
    expect(result.expectations[0]?.ok).toBe(false);
  });
});

describe("two destinations of one product", () => {
  const direct = client().replace("rest", "direct").replace("zosmf.example.com", "10.1.1.2");
  const files = pairAskedBy([client("", "every 20s"), direct], ["{ at: 1m, fail: SYSA }"]);
  const probing = (files["scenario.yaml"] ?? "")
    .replace("duration: 5m", "duration: 5m\nprobe: { every: 20s }")
    .replace("parameters: {", "parameters: { zosmf.bindsToHostname: false,");
  const { services } = runOf({ ...files, "scenario.yaml": probing });

  test("are two services", () => {
    expect(Object.keys(services)).toEqual(["zosmf", "zosmf@10.1.1.2:443"]);
    expect(services["zosmf@10.1.1.2:443"]?.failovers).toEqual([]);
    expect(services["zosmf"]?.requests.sent).toBe(16); // 0, 20, … 300 s
  });

  test("each ends its own failover, and accepts its own connections", () => {
    const { failovers } = services["zosmf"] ?? expect.fail("no service");
    const { at, phases, timeToFailoverSeconds } = failovers[0] ?? expect.fail("no failover");
    // ISOLATETIME(0): 45 s + 2 s fence + 2 s partitioning + 101 ms. The request of 80 s gives up at 110 s, before its SYN
    // of 111 s; that of 100 s sends its SYN again at 101, 103, 107 and 115 s.
    expect(at).toBe(60);
    expect(phases?.detect).toBe(45);
    expect((phases?.detect ?? 0) + (phases?.decide ?? 0) + (phases?.move ?? 0)).toBeCloseTo(49.101, 9);
    expect(phases?.accept).toBeCloseTo(115.0005 - 109.101, 9);
    expect(timeToFailoverSeconds).toBeCloseTo(55.0005 + 0.1005, 2); // 100 ms of service
  });

  test("a pair of clients of one address is one service", () => {
    const pair = pairAskedBy([client(), client().replace("rest", "other")]);
    expect(Object.keys(runOf(pair).services)).toEqual(["zosmf"]);
    expect(SOUND_PAIR["scenario.yaml"]).toContain("rest");
  });
});
