/** A recovery in which requests reach a server and fail there: the parts add up, whatever lay over them. */
import { inSeconds, seconds, type Instant } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { hindered } from "../../src/explain/explain-hindrance.js";
import { seenReason, type Part, type Reason } from "../../src/explain/explained.js";
import type { Hindrance, HindranceCause } from "../../src/measure/hindrances.js";

const second = (at: number): Instant => (at * 1_000_000) as Instant;

function lay(cause: HindranceCause, from: number, to?: number): Hindrance {
  return { cause, because: cause, from: second(from), ...(to === undefined ? {} : { to: second(to) }) };
}

/** `registry 3` */
function cut(part: Part, ...hindrances: readonly Hindrance[]): string[] {
  const parts = hindered({ hindrances }, second(100), [part]);
  return parts.map(({ length, reason }) => `${reason.cause} ${inSeconds(length)}`);
}

const unexplained: Part = { length: seconds(20), reason: seenReason("unexplained", "?") };
const ruled: Reason = { ...seenReason("serverReady", "z/OSMF starts"), standing: "assumed" };

describe("what nothing else explains", () => {
  test("belongs to the registry as far as that lay over it", () => {
    expect(cut(unexplained, lay("registry", 90, 112))).toEqual(["registry 12", "unexplained 8"]);
    expect(cut(unexplained, lay("registry", 105))).toEqual(["unexplained 5", "registry 15"]);
    expect(cut(unexplained, lay("registry", 90, 100), lay("registry", 120, 130))).toEqual(["unexplained 20"]);
  });

  test("belongs to a new logon before the registry, and to a circuit breaker behind it", () => {
    expect(
      cut(unexplained, lay("targetHealth", 100, 119), lay("registry", 100, 110), lay("newLogon", 104, 106)),
    ).toEqual(["registry 4", "newLogon 2", "registry 4", "targetHealth 9", "unexplained 1"]);
  });
});

describe("what a rule explains", () => {
  test("stays", () => {
    expect(cut({ length: seconds(20), reason: ruled }, lay("registry", 90), lay("newLogon", 90))).toEqual([
      "serverReady 20",
    ]);
  });

  test("stays when it is a prompt answer, unless a client had to log on for it", () => {
    const answer: Part = { length: seconds(2), reason: { ...ruled, cause: "answer" } };

    expect(cut(answer, lay("registry", 90))).toEqual(["answer 2"]);
    expect(cut(answer, lay("newLogon", 100.5, 101.5))).toEqual(["answer 0.5", "newLogon 1", "answer 0.5"]);
  });
});

test("an observed part as short as an answer has not waited for the registry", () => {
  const short: Part = { length: seconds(4), reason: seenReason("serverReady", "?") };

  expect(cut(short, lay("registry", 90))).toEqual(["serverReady 4"]);
});
