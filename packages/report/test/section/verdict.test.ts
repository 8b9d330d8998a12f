/** The first screen, in words. */
import type { RunResult, ServiceResult } from "@sysplex/scenario";
import { describe, expect, test } from "vitest";
import { sweepVerdicts } from "../../src/section/swept.js";
import { comparisonVerdicts, differenceWords, runVerdicts } from "../../src/section/verdict.js";
import { COMPARISON, RUN, SWEEP } from "../fixture.js";

const runWith = (change: Partial<ServiceResult>): RunResult => ({
  ...RUN,
  expectations: [],
  users: {},
  services: { zosmf: { ...(RUN.services["zosmf"] as ServiceResult), ...change } },
});

describe("the verdict of a run", () => {
  test("tells what was noticed, for how long, what failed, and what most of it waited for", () => {
    expect(runVerdicts(RUN)[0]).toEqual({
      tone: "warn",
      text:
        "After “fail SYSA” at 5:00, users of zosmf were without service for 50 s at the longest, 55 s in all. " +
        "10 of 100 requests failed: availability 89.9 %. SYSB served 50.5 s after the loss. " +
        "Most of that, 45 s: SYSA misses its status updates.",
    });
  });

  test("tells which expectations are missed", () => {
    expect(runVerdicts(RUN).at(-1)).toEqual({
      tone: "bad",
      text: "1 of 2 expectations are missed: zosmf.availability should be >= 95% and is 89.9 %.",
    });
  });

  test("is good where nobody noticed anything", () => {
    const requests = { ...(RUN.services["zosmf"] as ServiceResult).requests, succeeded: 100, failed: 0 };
    const quiet = runWith({
      requests,
      availability: 1,
      outageSeconds: 0,
      longestOutageSeconds: 0,
      outages: [],
      failovers: [],
    });

    expect(runVerdicts(quiet)).toEqual([
      { tone: "good", text: "Users of zosmf noticed nothing: none of 100 requests failed." },
    ]);
  });

  test("is bad where the service does not come back, or never served", () => {
    expect(runVerdicts(runWith({ unservedAtEnd: "nobody owns 10.1.1.100" }))[0]).toMatchObject({
      tone: "bad",
      text: expect.stringContaining("was lost and did not come back: nobody owns 10.1.1.100") as unknown,
    });
    expect(runVerdicts(runWith({ wasServed: false }))[0]?.text).toMatch(/^zosmf never served/);
  });
});

describe("the verdict of people", () => {
  const metrics = {
    "requests.sent": 100,
    "requests.failed": 2,
    availability: 0.98,
    logonsNeeded: 12,
    longestReconnect: 35,
  };
  const users = (change: object) => ({
    ...runWith({}),
    services: {},
    users: {
      desk: { kind: "desktop" as const, count: 25, metrics: { ...metrics, ...change }, byFailure: {} },
    },
  });

  test("tells what failed, how long work was disturbed, and how many had to log on", () => {
    expect(runVerdicts(users({}))).toEqual([
      {
        tone: "warn",
        text:
          "25 people of desk: 2 of 100 requests failed: availability 98 %. " +
          "Work was disturbed for 35 s at the longest. 12 new logons became necessary.",
      },
    ]);
  });

  test("is good where they noticed nothing", () => {
    expect(runVerdicts(users({ "requests.failed": 0, logonsNeeded: 0, longestReconnect: null }))).toEqual([
      { tone: "good", text: "25 people of desk noticed nothing: none of 100 requests failed." },
    ]);
  });

  test("is none where nobody asked", () => {
    expect(runVerdicts({ ...users({}), users: {} })[0]?.text).toMatch(/^Nobody asked for anything/);
  });
});

describe("the verdict of a comparison", () => {
  test("names the better one, how much it saves with its interval, and what it costs", () => {
    expect(comparisonVerdicts(COMPARISON).map(({ text }) => text)).toEqual([
      "ha is more available: it saves 5 min 10 s of outage a run (95 % interval 5 min 10 s to 5 min 11 s). " +
        "In 20 paired runs, users of zosmf were without service for 50 s with ha and 6 min with single, on average.",
      "The price: ha takes 6.5 s more processor time an hour to stand by, 2,048 MiB more memory to stand by and " +
        "1 min less processor time for changes of state than single.",
    ]);
  });

  test("tells the price of the more available one, whichever came first", () => {
    const turned = Object.fromEntries(
      Object.entries(COMPARISON.metrics).map(([name, metric]) => [
        name,
        {
          ...metric,
          differences: Object.fromEntries(
            Object.values(metric.differences).map(({ mean, low, high, ...difference }) => [
              "ha",
              {
                ...difference,
                of: ["single", "ha"] as const,
                mean: mean === null ? null : -mean,
                low: high === null ? null : -high,
                high: low === null ? null : -low,
              },
            ]),
          ),
        },
      ]),
    );
    const verdicts = comparisonVerdicts({ ...COMPARISON, variants: ["single", "ha"], metrics: turned });

    expect(verdicts[0]?.text).toMatch(/^ha is more available: it saves 5 min 10 s of outage/);
    expect(verdicts[1]?.text).toMatch(
      /^The price: ha takes 6.5 s more processor time .* 1 min less .* than single\.$/,
    );
  });

  test("says that no difference is shown when that is the truth", () => {
    const { latencyP50Ms } = COMPARISON.metrics;
    if (latencyP50Ms === undefined) throw new Error("The fixture compares medians");
    const words = Object.values(latencyP50Ms.differences).map((difference) =>
      differenceWords(difference, latencyP50Ms),
    );

    expect(words).toEqual(["No difference shown between ha and single: 95 % interval −2 ms to 1 ms."]);
  });

  test("says that one never came back, and compares nothing then", () => {
    const { timeToFailoverSeconds } = COMPARISON.metrics;
    if (timeToFailoverSeconds === undefined) throw new Error("The fixture compares failovers");
    const words = Object.values(timeToFailoverSeconds.differences).map((difference) =>
      differenceWords(difference, timeToFailoverSeconds),
    );

    expect(words).toEqual(["ha and single cannot be compared: no pair of runs has a value of both."]);
  });
});

describe("the verdict of a sweep", () => {
  test("names the knob that moves most, and the assumption to measure first", () => {
    expect(sweepVerdicts(SWEEP).map(({ text }) => text)).toEqual([
      "2 points of 20 runs each, measured on zosmf.",
      "Outage: sfm.isolateTime moves it most, by 1 min over its range. " +
        "Of the assumed parameters, tcpip.takeoverDuration matters most: measure it first.",
      "Latency p99: no factor is shown to move it.",
    ]);
  });
});
