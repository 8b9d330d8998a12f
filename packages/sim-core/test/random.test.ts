import seedrandom from "seedrandom";
import { describe, expect, test } from "vitest";
import { RandomStream } from "../src/index.js";
import { NORMAL_9995 } from "./support/confidence.js";
import { newDiary } from "./support/diary.js";

const COUNT = 100_000;

describe("random streams", () => {
  test("a new reader shifts no other", () => {
    const alone = newDiary(3).sim;
    const crowded = newDiary(3).sim;
    const expected = draw(10, () => alone.random("client/arrivals").uniform());

    const observed = draw(10, () => {
      crowded.random("tcpip.syn-loss").uniform();
      return crowded.random("client/arrivals").uniform();
    });

    expect(observed).toEqual(expected);
  });

  test("are those of seedrandom's Alea, bit for bit", () => {
    const stream = new RandomStream("7", "client/arrivals");
    const peer = seedrandom.alea("7/client/arrivals");

    expect(draw(1_000, () => stream.uniform())).toEqual(draw(1_000, peer));
  });

  test("have signed bits that are 2³² times the uniform numbers", () => {
    const [bits, uniform] = [new RandomStream("7", "a"), new RandomStream("7", "a")];

    expect(draw(1_000, () => bits.bits() >>> 0)).toEqual(draw(1_000, () => uniform.uniform() * 2 ** 32));
    expect(draw(1_000, () => bits.bits()).every((word) => word === (word | 0))).toBe(true);
  });

  test("differ by name and by seed", () => {
    const firsts = [new RandomStream("1", "a"), new RandomStream("1", "b"), new RandomStream("2", "a")];

    expect(new Set(firsts.map((stream) => stream.uniform())).size).toBe(3);
  });

  test("of one name are one stream", () => {
    const { sim } = newDiary();

    expect(sim.random("a")).toBe(sim.random("a"));
  });

  test("of names that differ in one letter are not correlated", () => {
    const [a, b] = [new RandomStream("1", "client/1"), new RandomStream("1", "client/2")];
    const products = draw(COUNT, () => (a.uniform() - 0.5) * (b.uniform() - 0.5));
    const sum = products.reduce((total, product) => total + product, 0);

    // A product of two independent centred uniforms has mean 0 and variance 1/144.
    expect(Math.abs(sum / COUNT)).toBeLessThan(NORMAL_9995 * Math.sqrt(1 / 144 / COUNT));
  });

  test("stay in their ranges", () => {
    const stream = new RandomStream("1", "ranges");
    for (let index = 0; index < 10_000; index += 1) {
      const [uniform, below] = [stream.uniform(), stream.below(7)];
      if (!(uniform >= 0 && uniform < 1)) expect.unreachable();
      if (!(Number.isInteger(below) && below >= 0 && below < 7)) expect.unreachable();
    }
  });
});

function draw(count: number, next: () => number): number[] {
  return Array.from({ length: count }, next);
}
