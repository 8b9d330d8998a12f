import { expect, test } from "vitest";
import { Counter } from "../../src/index.js";

test("a counter counts by one or by more, and starts anew after a warm-up", () => {
  const requests = new Counter();
  requests.add();
  requests.add(4);
  expect(requests.count).toBe(5);

  requests.reset();
  requests.add();
  expect(requests.count).toBe(1);
});
