import { parameterValues, seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import {
  failureDetectionInterval,
  operatorNotificationTime,
  spinFailureDetectionInterval,
  sysplexParameters,
} from "../src/index.js";

const parameters = parameterValues(sysplexParameters);

// Expected values: (N + 1) × spin time + 5 s, z/OS MVS Setting Up a Sysplex, planning the failure detection interval.
describe("the failure detection interval", () => {
  test("follows from excessive-spin recovery: 45 s at 10 s, 165 s at 40 s with three actions", () => {
    expect(spinFailureDetectionInterval(3, seconds(10))).toBe(seconds(45));
    expect(spinFailureDetectionInterval(3, seconds(40))).toBe(seconds(165));
    expect(spinFailureDetectionInterval(1, seconds(10))).toBe(seconds(25));
  });

  test("is 45 s with dedicated and 165 s with shared processors when INTERVAL is not coded", () => {
    const couple = { userInterval: false };
    expect(failureDetectionInterval(couple, "dedicated", parameters)).toBe(seconds(45));
    expect(failureDetectionInterval(couple, "shared", parameters)).toBe(seconds(165));
  });

  test("is the derived value when a shorter INTERVAL is coded", () => {
    const couple = { interval: seconds(25), userInterval: false };
    expect(failureDetectionInterval(couple, "dedicated", parameters)).toBe(seconds(45));
  });

  test("is the coded INTERVAL when that is longer", () => {
    const couple = { interval: seconds(85), userInterval: false };
    expect(failureDetectionInterval(couple, "dedicated", parameters)).toBe(seconds(85));
    expect(failureDetectionInterval(couple, "shared", parameters)).toBe(seconds(165));
  });

  test("is the coded INTERVAL in any case with USERINTERVAL", () => {
    const couple = { interval: seconds(25), userInterval: true };
    expect(failureDetectionInterval(couple, "shared", parameters)).toBe(seconds(25));
  });

  test("stays derived with USERINTERVAL when no INTERVAL is coded", () => {
    expect(failureDetectionInterval({ userInterval: true }, "dedicated", parameters)).toBe(seconds(45));
  });
});

describe("OPNOTIFY", () => {
  test("counts from the end of the interval when relative", () => {
    expect(operatorNotificationTime({ kind: "relative", time: seconds(3) }, seconds(45))).toBe(seconds(48));
  });

  test("counts from the last status update when absolute", () => {
    expect(operatorNotificationTime({ kind: "absolute", time: seconds(60) }, seconds(45))).toBe(seconds(60));
  });

  test("never ends before the interval", () => {
    expect(operatorNotificationTime({ kind: "absolute", time: seconds(28) }, seconds(45))).toBe(seconds(45));
  });
});
