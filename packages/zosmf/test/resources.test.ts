import { describe, expect, test } from "vitest";
import { hours, millis, minutes, seconds } from "@sysplex/sim-core";
import { duration, homeAddress, LIST_JOBS, ZosmfFixture } from "./fixture.js";

describe("what a server uses", () => {
  test("standing by: 31 min 25 s of CPU in 288 h 20 min (fact T7)", () => {
    const plex = new ZosmfFixture();

    plex.runFor(minutes(288 * 60 + 20));

    expect(plex.plex.zosmf.resources[1]?.cpuSeconds.idle).toBeCloseTo(31 * 60 + 25, -1);
  });

  test("standing by is counted while it is ready only", () => {
    const plex = new ZosmfFixture({ parameters: { startDuration: duration("2h"), idleCpu: 10 } });

    plex.runFor(hours(1));
    plex.server("SYSA").crash();
    plex.server("SYSA").start(); // Warm: ready after one hour.
    plex.runFor(hours(3));

    expect(plex.plex.zosmf.resources[0]?.cpuSeconds.idle).toBeCloseTo(30, 6);
  });

  test("for requests: so much each", () => {
    const plex = new ZosmfFixture({ parameters: { jobsCpu: millis(10) } });
    const client = plex.client(homeAddress("SYSA"));

    for (let request = 0; request < 50; request += 1) client.send(LIST_JOBS);
    plex.runFor(minutes(1));

    expect(plex.plex.zosmf.resources[0]).toMatchObject({ requestsAnswered: 50 });
    expect(plex.plex.zosmf.resources[0]?.cpuSeconds.requests).toBeCloseTo(0.5, 9);
  });

  test("for a start; to be up at the start costs none", () => {
    const plex = new ZosmfFixture({ parameters: { startCpu: seconds(120) } });
    expect(plex.plex.zosmf.resources[0]).toMatchObject({ startCount: 0, cpuSeconds: { starts: 0 } });

    plex.server("SYSA").crash();
    plex.server("SYSA").start();
    plex.runFor(minutes(15));

    expect(plex.plex.zosmf.resources[0]).toMatchObject({ startCount: 1, cpuSeconds: { starts: 120 } });
  });

  test("its memory is free while it is down", () => {
    const plex = new ZosmfFixture({ parameters: { memory: 2_048 } });

    plex.server("SYSA").crash();

    expect(plex.plex.zosmf.resources.map(({ memoryMiB }) => memoryMiB)).toEqual([0, 2_048]);
  });
});
