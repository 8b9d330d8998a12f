import { expect, test } from "vitest";
import { didYouMean } from "../../src/text/did-you-mean.js";

const keywords = ["INTERVAL", "OPNOTIFY", "CLEANUP"];

test("a mistyped keyword finds the one that is meant", () => {
  expect(didYouMean("INTERVL", keywords)).toBe("INTERVAL");
  expect(didYouMean("opnotfy", keywords)).toBe("OPNOTIFY");
});

test("a word that is like none of them finds nothing", () => {
  expect(didYouMean("MAXMSG", keywords)).toBeUndefined();
  expect(didYouMean("X", [])).toBeUndefined();
});
