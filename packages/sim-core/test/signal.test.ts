import { expect, test } from "vitest";
import { Signal } from "../src/index.js";

test("a signal reaches its listeners at once, in the order of their subscription", () => {
  const signal = new Signal<string>();
  const heard: string[] = [];
  signal.emit("nobody listens");
  signal.subscribe((news) => heard.push(`tcpip: ${news}`));
  signal.subscribe((news) => heard.push(`zosmf: ${news}`));

  signal.emit("SYSA stopped");

  expect(heard).toEqual(["tcpip: SYSA stopped", "zosmf: SYSA stopped"]);
});
