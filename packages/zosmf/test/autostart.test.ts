import { describe, expect, test } from "vitest";
import { autostartDecision, startProblem, type StartRequest } from "../src/index.js";

describe("autostart of a system at IPL (facts A1, A2, A14)", () => {
  test("the first system of a group starts its server", () => {
    expect(autostartDecision("LOCAL", undefined)).toEqual({ kind: "start" });
  });

  test("a later system of the group uses that server, though it is LOCAL itself", () => {
    expect(autostartDecision("LOCAL", "SYSA/IZUSVR1")).toEqual({ kind: "connect", to: "SYSA/IZUSVR1" });
  });

  test("a CONNECT system uses the group's server", () => {
    expect(autostartDecision("CONNECT", "SYSA/IZUSVR1")).toEqual({ kind: "connect", to: "SYSA/IZUSVR1" });
  });

  test("a CONNECT system starts nothing, even if nobody serves its group", () => {
    expect(autostartDecision("CONNECT", undefined)).toEqual({ kind: "connect", to: undefined });
  });
});

describe("START", () => {
  const request: StartRequest = {
    server: "SYSB/IZUSVRB",
    active: false,
    group: "ZOSMFB",
    groupServer: undefined,
    userDir: "/global/zosmf/zosmfb",
    userDirHolder: undefined,
  };

  test("goes ahead when nothing stands in its way", () => {
    expect(startProblem(request)).toBeUndefined();
  });

  test("goes ahead when the ENQs are those that its own previous life left behind", () => {
    expect(
      startProblem({ ...request, groupServer: request.server, userDirHolder: request.server }),
    ).toBeUndefined();
  });

  test("is refused while the server is active (fact A10)", () => {
    expect(startProblem({ ...request, active: true })).toBe("it is active already");
  });

  test("is refused while another server holds the ENQ on its USER_DIR (fact A3)", () => {
    expect(startProblem({ ...request, userDirHolder: "SYSA/IZUSVRA" })).toBe(
      "USER_DIR /global/zosmf/zosmfb is in use by SYSA/IZUSVRA",
    );
  });

  test("is refused while another server serves the group: one active server per group (fact A2)", () => {
    expect(startProblem({ ...request, groupServer: "SYSA/IZUSVRA" })).toBe(
      "autostart group ZOSMFB is served by SYSA/IZUSVRA",
    );
  });
});
