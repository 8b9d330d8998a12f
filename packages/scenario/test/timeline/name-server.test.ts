/** Name servers that fail, are stopped, are slow and come back. */
import { describe, expect, test } from "vitest";
import { pairWith, runOf, type Files } from "../fixture.js";
import { withTimeline } from "../zowe/fixture.js";

const TCPDATA = "NSINTERADDR 10.1.1.53\nRESOLVERTIMEOUT 2\n";

/** The pair; SYSB asks a name server. Its server is started anew at 1 minute, in 120 s, and asks for ten names. */
function restarting(...entries: readonly string[]): Files {
  const files = pairWith({
    "scenario.yaml": [
      ["zosmf: IZUPRM0B", "zosmf: IZUPRM0B, tcpipData: TCPDATA"],
      [
        "client.tlsHandshake: 0s",
        "client.tlsHandshake: 0s, zosmf.startDuration: 120s, zosmf.warmStartFactor: 1, zosmf.startLookups: 10",
      ],
    ],
  });
  const timeline = [...entries, "{ at: 30s, fail: SYSB/IZUSVRB }", "{ at: 1m, start: SYSB/IZUSVRB }"];
  return withTimeline({ ...files, TCPDATA }, ...timeline);
}

/** CWWKF0011I of SYSB's server, in seconds. */
function readyAt(files: Files): number | undefined {
  return runOf(files).messages.find(({ id, at }) => id === "CWWKF0011I" && at > 60)?.at;
}

describe("a name server", () => {
  test.each([
    ["", 180 + 0.01],
    // Ten lookups of 2 s each.
    ["{ at: 10s, fail: name-server 10.1.1.53 }", 180 + 20],
    ["{ at: 10s, hang: name-server 10.1.1.53 }", 180 + 20],
    ["{ at: 10s, stop: name-server 10.1.1.53 }", 180 + 0.01],
    ["{ at: 10s, slow: name-server 10.1.1.53, delay: 1s }", 180 + 10 + 0.01],
  ])("%s", (entry, at) => {
    expect(readyAt(restarting(...(entry === "" ? [] : [entry])))).toBeCloseTo(at, 6);
  });

  test.each(["start", "heal"])("is there again after %s", (verb) => {
    const files = restarting(
      "{ at: 10s, fail: name-server 10.1.1.53 }",
      `{ at: 20s, ${verb}: name-server 10.1.1.53 }`,
    );

    expect(readyAt(files)).toBeCloseTo(180.01, 6);
  });

  test("is told what has no effect", () => {
    const { timeline } = runOf(
      restarting(
        "{ at: 1s, heal: name-server 10.1.1.53 }",
        "{ at: 2s, start: name-server 10.1.1.53 }",
        "{ at: 3s, stop: name-server 10.1.1.53 }",
        "{ at: 4s, stop: name-server 10.1.1.53 }",
        "{ at: 5s, slow: name-server 10.1.1.53, delay: 1s }",
        "{ at: 6s, fail: name-server 10.1.1.53 }",
        "{ at: 7s, hang: name-server 10.1.1.53 }",
        "{ at: 8s, stop: name-server 10.1.1.53 }",
        "{ at: 9s, heal: name-server 10.1.1.53 }",
      ),
    );

    expect(timeline.slice(0, 9).map(({ refusal }) => refusal)).toEqual([
      "10.1.1.53 neither fails nor is slow",
      "10.1.1.53 is started already",
      undefined,
      "10.1.1.53 is stopped already",
      "10.1.1.53 does not answer at all",
      undefined,
      "10.1.1.53 does not answer already",
      "10.1.1.53 does not answer at all",
      undefined,
    ]);
  });

  test("that is silent is named as what a failover waited for", () => {
    const { services } = runOf(
      restarting("{ at: 5s, stop: SYSA/IZUSVRA }", "{ at: 10s, fail: name-server 10.1.1.53 }"),
    );
    const failovers = services["zosmf"]?.failovers ?? [];
    const reasons = failovers.flatMap(({ explanation }) => explanation);

    expect(reasons).toContainEqual(
      expect.objectContaining({
        because: "z/OSMF starts on SYSB, and a plug-in of it asks name servers",
        cause: "listener",
      }),
    );
  });
});
