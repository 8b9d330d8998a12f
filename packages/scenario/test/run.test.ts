/** What a run takes from its files, and what it leaves behind. */
import { describe, expect, test } from "vitest";
import { buildScenario, runScenario } from "../src/index.js";
import { client, pairAskedBy, pairWith, resolvedOf, runOf } from "./fixture.js";

describe("the verb set", () => {
  const files = pairAskedBy([client()], ["{ at: 1m, set: zosmf.jobsServiceTime, to: 2s }"]);

  test("changes the number from its instant on", () => {
    // 60 requests of 100 ms and 240 of 2 s, less what is under way at the end.
    const { latencyMs } = runOf(files).clients["rest"] ?? {};
    expect(latencyMs?.p50).toBeGreaterThanOrEqual(2_000);
    expect(latencyMs?.p50).toBeLessThan(2_030); // + the way there and back; the histogram is too high by less than 1/128
  });

  test("changes it for this run only: the next one of the same scenario is the same", () => {
    const resolved = resolvedOf(files);
    const first = runScenario(resolved, { version: "test" });
    const second = runScenario(resolved, { version: "test" });

    expect(second).toEqual(first);
    expect(buildScenario(resolved, "1").plex.zosmf.parameters.jobsServiceTime.text).toBe("100ms");
  });
});

describe("profile processing", () => {
  const mistaken = pairWith({ "TCPPROF.SYSB": [["10.1.2.2  BACKUP", ""]] });

  test("writes the messages of a profile's errors to the console, and EZZ0303I (MSG4)", () => {
    const { messages } = runOf(mistaken);
    const ofSysb = messages.filter(({ system }) => system === "SYSB").map(({ id }) => id);

    expect(ofSysb.slice(0, 4)).toEqual(["EZZ0309I", "EZZ0827I", "EZZ0303I", "EZZ0316I"]);
    expect(messages.filter(({ id }) => id === "EZZ0303I")).toHaveLength(1);
  });

  test("does so for OBEYFILE, behind the command (EZZ0060I)", () => {
    const files = {
      ...pairAskedBy([client()], ["{ at: 1m, obeyfile: OBEY1, on: SYSA/TCPIP }"]),
      OBEY1:
        "VIPADYNAMIC\n  VIPADISTRIBUTE DISTM HOTSTANDBY 10.1.1.100 PORT 444 DESTIP 10.1.2.1 PREFERRED\nENDVIPADYNAMIC\n",
    };
    const ids = runOf(files)
      .messages.filter(({ at }) => at === 60)
      .map(({ id }) => id);

    expect(ids).toEqual(["EZZ0060I", "EZZ0827I"]);
  });
});
