import { seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { formatReply, habitualReply, parseReply } from "../src/operator.js";

describe("a reply", () => {
  test.each([
    ["DOWN", { kind: "down" }],
    [" down ", { kind: "down" }],
    ["INTERVAL=120", { kind: "interval", time: seconds(120) }],
    ["RETRY", { kind: "retry" }],
    ["SYSNAME=sysb", { kind: "sysname", system: "SYSB" }],
    ["C", { kind: "cancel" }],
  ])("%s is understood", (text, reply) => {
    expect(parseReply(text)).toEqual(reply);
  });

  test.each([
    "",
    "U",
    "DOWN NOW",
    "INTERVAL=",
    "INTERVAL=-1",
    "INTERVAL=100000",
    "SYSNAME=",
    "SYSNAME=TOOLONGNAME",
  ])("%j is not", (text) => expect(parseReply(text)).toBeUndefined());

  test("reads back what is echoed", () => {
    for (const text of ["DOWN", "INTERVAL=5", "RETRY", "SYSNAME=SYSA", "C"]) {
      const reply = parseReply(text);
      expect(reply && formatReply(reply)).toBe(text);
    }
  });
});

describe("the operator", () => {
  test("gives up the later of two systems, unless told which", () => {
    const question = { id: "IXC409D", about: "SYSA", other: "SYSB" } as const;
    expect(habitualReply(question, {})).toEqual({ kind: "sysname", system: "SYSB" });
    expect(habitualReply(question, { removes: "SYSA" })).toEqual({ kind: "sysname", system: "SYSA" });
    expect(habitualReply(question, { removes: "SYSC" })).toEqual({ kind: "sysname", system: "SYSB" });
  });

  test("replies DOWN once a system is to be reset", () => {
    expect(habitualReply({ id: "IXC402D", about: "SYSA" }, {})).toEqual({ kind: "down" });
    expect(habitualReply({ id: "IXC102A", about: "SYSA" }, {})).toEqual({ kind: "down" });
  });
});
