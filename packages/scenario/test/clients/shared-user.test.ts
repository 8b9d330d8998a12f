/** `user:` of clients: those with one user have one token. */
import { describe, expect, test } from "vitest";
import { printScenario } from "../../src/file/index.js";
import { resolvedOf, runOf } from "../fixture.js";
import { zowePair } from "../zowe/fixture.js";

const AUTH = "https://zowe.example.com:7554/gateway/api/v1/auth";

/** The worker shows its token once a minute, the leaver logs off at 2.5 min, as these users. */
function pairOf(worker: string, leaver: string) {
  const clients = [
    `clients:`,
    `  - { name: worker, request: GET ${AUTH}/query, arrivals: every 1m, auth: jwt${worker} }`,
    `  - { name: leaver, request: POST ${AUTH}/logout, arrivals: every 150s, auth: jwt${leaver} }`,
    `  - { name: catalog,`,
  ].join("\n");
  return zowePair(
    [
      ["clients:\n  - { name: catalog,", clients],
      ["duration: 5m", `duration: 5m\nwarmup: 90s\nexpect: { worker.lost.sessions: ">= 0" }`], // The leaver logs off at 0 too.
    ],
    [
      [
        "gateway: { enabled: true, port: 7554 }",
        "gateway: { enabled: true, port: 7554, apiml: { security: { auth: { provider: saf } } } }",
      ],
    ],
  );
}

const lostSessionsOf = (worker: string, leaver: string) =>
  runOf(pairOf(worker, leaver)).expectations[0]?.observed;

describe("clients with a user", () => {
  test("log each other off when they are the same", () => {
    expect(lostSessionsOf(", user: alice", ", user: alice")).toBe("1");
  });

  test("do not when they are different, or say nothing", () => {
    expect(lostSessionsOf(", user: alice", ", user: bob")).toBe("0");
    expect(lostSessionsOf("", "")).toBe("0");
  });

  test("are written out with it", () => {
    const { document } = resolvedOf(pairOf(", user: alice", ""));

    expect(printScenario(document).match(/user: .*/g)).toEqual(["user: alice"]);
  });
});
