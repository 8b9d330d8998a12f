import { describe, expect, test } from "vitest";
import {
  checkUser,
  NO_USER,
  operationIn,
  OPERATION_COUNT_MAX,
  requestBy,
  userIn,
  USER_COUNT_MAX,
} from "../src/index.js";

describe("what a request says", () => {
  test("operation and user come out as they went in, up to the largest of both, in 31 bits", () => {
    for (const operation of [0, 1, OPERATION_COUNT_MAX - 1]) {
      for (const user of [NO_USER, 1, USER_COUNT_MAX - 1]) {
        const request = requestBy(operation, user);
        expect([operationIn(request), userIn(request)]).toEqual([operation, user]);
        expect(request).toBeLessThan(2 ** 31);
      }
    }
  });

  test("of nobody, it is the operation's number", () => {
    expect(requestBy(7, NO_USER)).toBe(7);
  });

  test("an operation that a program does not have stays one, and bears no user", () => {
    const request = requestBy(-1, 5);
    expect([request, operationIn(request), userIn(request)]).toEqual([-1, -1, NO_USER]);
  });

  test("there are no users beyond the last one", () => {
    expect(() => checkUser(USER_COUNT_MAX - 1)).not.toThrow();
    expect(() => checkUser(USER_COUNT_MAX)).toThrow("users can be told apart");
    expect(() => checkUser(-1)).toThrow("users can be told apart");
  });
});
