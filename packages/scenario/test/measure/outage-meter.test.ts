/** Outages, as a probe that asks once a second sees them. */
import { inSeconds, seconds, type Duration, type Instant } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { OutageMeter } from "../../src/measure/outage-meter.js";

const second = (seconds: number): Instant => (seconds * 1_000_000) as Instant;

function probeEverySecond({ from = 0 } = {}): OutageMeter {
  return new OutageMeter(second(from), second, () => undefined);
}

/** Answers in the order given: the second of the probe, and whether it succeeded. */
function answer(meter: OutageMeter, ...answers: readonly (readonly [number, boolean])[]): void {
  for (const [serial, ok] of answers) {
    if (ok) meter.onSucceeded(seconds(0.1), serial, 0);
    else meter.onFailed(seconds(30), serial);
  }
}

function outagesOf(meter: OutageMeter): (number | null)[][] {
  return meter.outages.map(({ from, to }) => [inSeconds(from), to === undefined ? null : inSeconds(to)]);
}

describe("an outage", () => {
  test("lasts from the first probe that fails to the next one that succeeds", () => {
    const meter = probeEverySecond();
    answer(meter, [0, true], [1, false], [2, false], [3, true], [4, true], [5, false], [6, true]);

    expect(outagesOf(meter)).toEqual([
      [1, 3],
      [5, 6],
    ]);
    expect(inSeconds(meter.outage)).toBe(3);
    expect(inSeconds(meter.longestOutage)).toBe(2);
  });

  test("is told by when probes were sent, not by when their answers came", () => {
    const meter = probeEverySecond();
    answer(meter, [0, true], [3, true], [4, true]); // 1 and 2 wait for their time-out.
    expect(outagesOf(meter)).toEqual([]);

    answer(meter, [2, false], [1, false]);
    expect(outagesOf(meter)).toEqual([[1, 3]]);
  });

  test("that lasts to the end of the run has no end, and counts until there", () => {
    const meter = probeEverySecond();
    answer(meter, [0, true], [1, false], [2, false]);
    meter.finish(second(10));

    expect(outagesOf(meter)).toEqual([[1, null]]);
    expect(inSeconds(meter.outage)).toBe(9);
    expect(inSeconds(meter.longestOutage)).toBe(9);
  });

  test("is not measured during the warm-up", () => {
    const meter = probeEverySecond({ from: 2 });
    answer(meter, [0, false], [1, false], [2, false], [3, true]);

    expect(outagesOf(meter)).toEqual([[2, 3]]);
  });

  test("does not happen where every probe succeeds", () => {
    const meter = probeEverySecond();
    answer(meter, [0, true], [1, true]);
    meter.finish(second(2));

    expect(meter.outages).toEqual([]);
    expect(inSeconds(meter.outage)).toBe(0);
  });
});

test("every success is told with its age, in the order in which answers come", () => {
  const told: [Duration, number][] = [];
  const meter = new OutageMeter(second(0), second, (age, stack) => told.push([age, stack]));
  meter.onSucceeded(seconds(3), 1, 7);
  meter.onSucceeded(seconds(5), 0, 8);

  expect(told).toEqual([
    [seconds(3), 7],
    [seconds(5), 8],
  ]);
});

test("a copy knows the answers that came before their turn, and is not told of later ones", () => {
  const meter = probeEverySecond();
  answer(meter, [0, true], [3, true], [4, true]);
  const copy = probeEverySecond();
  copy.copyFrom(meter);
  answer(meter, [1, true], [2, true]);
  answer(copy, [1, false], [2, false]);

  expect(outagesOf(copy)).toEqual([[1, 3]]);
  expect(outagesOf(meter)).toEqual([]);
});
