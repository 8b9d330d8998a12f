/** TSO/E behind z/OSMF, as clients and results see it. */
import { describe, expect, test } from "vitest";
import { printScenario } from "../../src/file/index.js";
import { client, pairAskedBy, pairWith, resolutionOf, resolvedOf, runOf, type Files } from "../fixture.js";

const JOBS = "GET https://zosmf.example.com/zosmf/restjobs/jobs";
const LOGON = "POST https://zosmf.example.com/zosmf/tsoApp/tso";
const PING = "PUT https://zosmf.example.com/zosmf/tsoApp/tso/ping/ALICE-71-aaa";
const READ = "GET https://zosmf.example.com/zosmf/restfiles/ds/HLQ.COPY(A)";

const asks = (name: string, request: string, arrivals: string, options = ""): string =>
  client(options, arrivals).replace("rest", name).replace(JOBS, request);

function expecting(files: Files, expectations: readonly string[]): Files {
  const text = files["scenario.yaml"] ?? "";
  return { ...files, "scenario.yaml": `${text}expect: { ${expectations.join(", ")} }\n` };
}

/** What was observed of metrics of the whole run or of a client. */
function observed(files: Files, metrics: readonly string[]): readonly (string | undefined)[] {
  const { expectations } = runOf(
    expecting(
      files,
      metrics.map((metric) => `${metric}: ">= 0"`),
    ),
  );
  return metrics.map((metric) => expectations.find((one) => one.metric === metric)?.observed);
}

describe("sessions that are lost at a switch", () => {
  // Two sessions of Alice, at 0 and 2 min, and one of Bob; SYSA dies at 3 min.
  const clients = [
    asks("jobs", JOBS, "every 10s"),
    asks("alice", LOGON, "every 2m", "user: alice"),
    asks("pings", PING, "every 30s", "user: alice"),
    asks("bob", LOGON, "every 4m"),
  ];

  test("are counted one by one, and as their client's", () => {
    const files = pairAskedBy(clients, ["{ at: 3m, fail: SYSA }"]);

    expect(
      observed(files, [
        "zosmf.tsoSessionsLost",
        "alice.lost.sessions",
        "bob.lost.sessions",
        "pings.lost.sessions",
      ]),
    ).toEqual(["3", "2", "1", "0"]);
    expect(runOf(files).services["zosmf"]?.lost.sessions).toBe(3);
  });

  test("are none while the server lives", () => {
    expect(observed(pairAskedBy(clients), ["alice.lost.sessions", "zosmf.tsoSessionsLost"])).toEqual([
      "0",
      "0",
    ]);
  });

  test("do not count in the warm-up", () => {
    const files = pairAskedBy(clients, ["{ at: 30s, fail: SYSA }"]);
    const warmed = (files["scenario.yaml"] ?? "").replace("duration: 5m", "duration: 5m\nwarmup: 1m");

    expect(observed({ ...files, "scenario.yaml": warmed }, ["alice.lost.sessions"])).toEqual(["0"]);
  });
});

describe("limits", () => {
  const many = pairAskedBy([asks("jobs", JOBS, "every 10s"), asks("editor", READ, "constant 30/s")]);

  test("show in metrics, in the result, and once in what happened", () => {
    const { zosmf, remarks, clients } = runOf(many);

    expect(zosmf?.metrics["tsoSessionsOfUser"]).toBe(10);
    expect(zosmf?.metrics["tsoRefused"]).toBe(clients["editor"]?.requests.byFailure["http500"]);
    expect(remarks.filter(({ what }) => what.includes("rc 12, reason 4"))).toHaveLength(1);
    expect(observed(many, ["zosmf.tsoRefused"])).toEqual([String(zosmf?.metrics["tsoRefused"])]);
  });

  test("a result without TSO/E has none of it", () => {
    expect(runOf(pairAskedBy([client()])).zosmf).toBeUndefined();
  });

  test("of CEAPRMxx and BPXPRMxx are those of the system that names them", () => {
    const files = {
      ...many,
      "scenario.yaml": (many["scenario.yaml"] ?? "").replace(
        "zosmf: IZUPRM0A",
        "zosmf: IZUPRM0A, ceaprm: CEAPRM00, bpxprm: BPXPRM00",
      ),
      CEAPRM00: "TSOASMGR(MAXSESSIONS(6) MAXSESSPERUSER(4))",
      BPXPRM00: "IPCMSGNIDS(3)",
    };

    // An address space that ends with S222 keeps its place for a while, but not its queue.
    expect(observed(files, ["zosmf.tsoSessionsOfUser", "zosmf.messageQueues"])).toEqual(["4", "3"]);
    expect(resolvedOf(files).zosmf.servers.map(({ tsoLimits }) => tsoLimits)).toEqual([
      { tsoMaxSessions: 6, tsoMaxSessionsPerUser: 4, ipcMsgNIds: 3 },
      undefined,
    ]);
    expect(resolvedOf(files).filesRead.map(({ what }) => what)).toContain("BPXPRMxx of SYSA");
    expect(printScenario(resolvedOf(files).document)).toMatch(/ceaprm: CEAPRM00\n\s+bpxprm: BPXPRM00/);
  });

  test("what is wrong in these members is told with its place, and so is one that is not there", () => {
    const files = pairWith({ "scenario.yaml": [["zosmf: IZUPRM0A", "zosmf: IZUPRM0A, bpxprm: BPXPRM00"]] });
    const bad = { ...files, BPXPRM00: "IPCMSGNIDS(0)" };

    expect(resolutionOf(bad).diagnostics.filter(({ range }) => range.file === "BPXPRM00")).toMatchObject([
      { code: "BAD_LIMIT", severity: "warning" },
    ]);
    expect(resolutionOf(files).diagnostics.map(({ code }) => code)).toContain("FILE_UNREADABLE");
  });
});
