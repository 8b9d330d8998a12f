import { millis, seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { tcpProfiles, type TcpProfileName } from "../src/index.js";
import {
  distribute,
  DVIPA,
  homeAddress,
  LATENCY,
  MASKED,
  SIGNAL,
  twoSystems,
  type Setting,
  type TestPlex,
} from "./fixture.js";

const define = `VIPADEFINE MOVEABLE IMMEDIATE ${MASKED}`;
/** SYSB owns and distributes, SYSA is the preferred target: every connection takes the hop from one to the other. */
const remote: Setting = {
  dynamic: { SYSA: [`VIPABACKUP 1 ${DVIPA}`], SYSB: [define, distribute()] },
  operator: { replyAfter: seconds(3_600) },
};

/** When events of a kind ran, in seconds since now. */
function instantsOf(plex: TestPlex, kind: string): number[] {
  const instants: number[] = [];
  const start = plex.sim.now;
  plex.sim.trace((event) => {
    if (event.kind === kind) instants.push((event.at - start) / 1e6);
  });
  return instants;
}

/** No stack has the address: silence. */
const NOBODYS = "10.1.1.250";

describe("connect() against silence (LNX, TCPC)", () => {
  test.each<[TcpProfileName, number[], number]>([
    ["linux", [0, 1, 3, 7, 15, 31, 63], 127],
    ["linux-6.5", [0, 1, 2, 3, 4, 5, 7, 11, 19, 35, 67], 131],
    ["linux-2.6", [0, 3, 9, 21, 45, 93], 189],
    ["windows", [0, 3, 9], 21],
    ["zos", [0, 3, 9, 21, 45], 75],
  ])("%s sends its SYN at %j s and gives up at %d s", (tcp, synAt, timeout) => {
    const plex = twoSystems();
    const instants = instantsOf(plex, "tcpip.syn-arrived");
    const attempt = plex.client(tcp, NOBODYS).connect();
    const start = plex.sim.now / 1e6;
    plex.runFor(seconds(300));

    expect(instants).toEqual(synAt.map((second) => second + LATENCY / 1e6));
    expect([attempt.outcome, attempt.at]).toEqual(["timeout", start + timeout]);
  });

  test("every schedule is in order, begins with the first SYN and ends before the attempt does", () => {
    for (const { synAt, connectTimeout } of Object.values(tcpProfiles)) {
      expect(synAt[0]).toBe(0);
      expect([...synAt].sort((a, b) => a - b)).toEqual(synAt);
      expect(connectTimeout).toBeGreaterThan(synAt.at(-1) as number);
    }
  });

  test("an attempt made during a gap succeeds with the first SYN after it", () => {
    const plex = twoSystems({
      dynamic: { SYSA: [define] },
      parameters: { addressLearningDelay: seconds(10) },
    });
    plex.stack("SYSA").fail();
    const start = plex.sim.now / 1e6;
    const attempt = plex.client().connect();
    plex.runFor(seconds(60));

    // Take-over after 0.1005 s, the LAN learns 10 s later; the SYN of second 15 is the first to arrive.
    expect([attempt.outcome, attempt.at]).toEqual(["connected", start + 15 + (2 * LATENCY) / 1e6]);
  });
});

describe("refused against silence", () => {
  test("a live stack without a listener answers with RST: refused after one round trip", () => {
    const plex = twoSystems();
    const start = plex.sim.now / 1e6;
    const attempt = plex.client("linux", homeAddress("SYSA"), 9_999).connect();
    plex.runFor(seconds(1));

    expect([attempt.outcome, attempt.at]).toEqual(["refused", start + (2 * LATENCY) / 1e6]);
  });

  test("a dead stack says nothing", () => {
    const plex = twoSystems();
    plex.stack("SYSA").fail();

    expect(plex.connect(homeAddress("SYSA")).outcome).toBe("pending");
  });

  test("a target that has stopped listening, which the distributor does not know yet, refuses", () => {
    const plex = twoSystems(remote);
    plex.sysplex.xcf.slowLink("SYSA", "SYSB", millis(100));
    const attempt = plex.client().connect();
    plex.runFor(millis(50));
    plex.closeListener("SYSA");
    plex.runFor(seconds(1));

    expect(attempt.outcome).toBe("refused");
  });
});

test("a target that has left the group while the SYN was on its way refuses: the address has gone from it", () => {
  const plex = twoSystems(remote);
  plex.sysplex.xcf.slowLink("SYSA", "SYSB", millis(100));
  const attempt = plex.client().connect();
  plex.runFor(millis(50));
  plex.command("SYSA", "V TCPIP,,SYSPLEX,LEAVEGROUP");
  plex.runFor(millis(100));

  expect(attempt.outcome).toBe("refused");
});

describe("the backlog", () => {
  test("a hung server's stack completes the handshake", () => {
    const plex = twoSystems();
    plex.server("SYSA").accepting = false;
    const attempt = plex.connect();
    attempt.send();
    plex.runFor(seconds(10));

    expect([attempt.outcome, attempt.answers]).toEqual(["connected", []]);
  });

  test("once the backlog is full, SYNs are dropped: the client retransmits", () => {
    const plex = twoSystems({ servers: [] });
    plex.listen("SYSA", { backlog: 3 });
    plex.server("SYSA").accepting = false;
    const outcomes = [1, 2, 3, 4, 5].map(() => plex.connect().outcome);
    expect(outcomes).toEqual(["connected", "connected", "connected", "pending", "pending"]);

    plex.server("SYSA").accepting = true;
    plex.runFor(seconds(1));
    expect(plex.connect().outcome).toBe("connected");
  });

  test("SOMAXCONN is the most that a backlog holds", () => {
    const plex = twoSystems({ servers: [], statements: { SYSA: ["SOMAXCONN 2"] } });
    plex.listen("SYSA", { backlog: 100 });
    plex.server("SYSA").accepting = false;

    expect([1, 2, 3].map(() => plex.connect().outcome)).toEqual(["connected", "connected", "pending"]);
  });
});

describe("latency", () => {
  test("handshake and request take the client's way, and the hop from distributor to target", () => {
    const plex = twoSystems(remote);
    const start = plex.sim.now;
    const attempt = plex.client().connect();
    plex.runFor(seconds(1));
    expect(attempt.at).toBe((start + LATENCY + SIGNAL + LATENCY) / 1e6);
    expect(attempt.endsAt).toBe("SYSA");

    const responses = instantsOf(plex, "tcpip.response-arrived");
    attempt.send();
    plex.runFor(seconds(1));
    expect(responses).toEqual([(LATENCY + SIGNAL + LATENCY) / 1e6]);
  });
});

describe("an established connection", () => {
  test("a lost request is sent again after 200 ms, doubling, until the path is back", () => {
    const plex = twoSystems(remote);
    const attempt = plex.connect();
    plex.sysplex.xcf.cutLink("SYSA", "SYSB");
    const instants = instantsOf(plex, "tcpip.request-arrived");
    attempt.send();
    plex.runFor(seconds(5));
    plex.sysplex.xcf.healLink("SYSA", "SYSB");
    plex.runFor(seconds(5));

    // The route is gone: no hop to wait for.
    expect(instants).toEqual([0, 0.2, 0.6, 1.4, 3, 6.2].map((wait) => (seconds(wait) + LATENCY) / 1e6));
    expect(attempt.answers).toEqual([200]);
    expect(plex.server("SYSA").requests).toHaveLength(1);
  });

  test("Linux gives up after 15 retransmissions, 924.6 s after the request (ip-sysctl, tcp_retries2)", () => {
    const plex = twoSystems(remote);
    const attempt = plex.connect();
    plex.sysplex.xcf.cutLink("SYSA", "SYSB");
    const instants = instantsOf(plex, "tcpip.request-arrived");
    const start = plex.sim.now / 1e6;
    attempt.send();
    plex.runFor(seconds(2_000));

    expect(instants).toHaveLength(1 + 15);
    expect(attempt.outcome).toBe("stalled");
    expect(attempt.at).toBeCloseTo(start + 924.6 + LATENCY / 1e6, 6);
  });

  test("a connection that ended at the dead owner: lost before the take-over, RST after it", () => {
    const plex = twoSystems();
    const attempt = plex.connect();
    plex.stack("SYSA").fail();
    const start = plex.sim.now;
    attempt.send();
    plex.runFor(seconds(1));

    // The take-over is over at 0.1015 s: the retransmission at 0.2 s meets a stack that has no such connection.
    expect([attempt.outcome, attempt.at]).toEqual(["reset", (start + millis(200) + 2 * LATENCY) / 1e6]);
  });

  test("an image is dead and unnoticed: the client stalls, and learns it with its first segment after the take-over", () => {
    const plex = twoSystems();
    const attempt = plex.connect();
    plex.lpar("SYSA").fail("wait-state");
    const start = plex.sim.now;
    attempt.send();
    plex.runFor(seconds(120));
    expect([plex.owner, attempt.outcome]).toEqual(["SYSB", "connected"]);

    // 200 ms doubled: the segments after the first leave at 0.2, 0.6, 1.4, … 102.2, 204.6 s.
    plex.runFor(seconds(120));
    expect([attempt.outcome, attempt.at]).toEqual(["reset", (start + seconds(204.6) + 2 * LATENCY) / 1e6]);
  });

  test("a stack that was restarted knows no old connection: RST", () => {
    const plex = twoSystems();
    const attempt = plex.client("linux", homeAddress("SYSA")).connect();
    plex.runFor(seconds(1));
    plex.stack("SYSA").fail();
    plex.stack("SYSA").start();
    plex.runUntilUp("SYSA");
    attempt.send();
    plex.runFor(seconds(1));

    expect(attempt.outcome).toBe("reset");
  });

  test("a server that survived its stack cannot answer on a connection of the old one", () => {
    const plex = twoSystems();
    const attempt = plex.client("linux", homeAddress("SYSA")).connect();
    plex.runFor(seconds(1));
    plex.server("SYSA").accepting = false;
    attempt.send();
    plex.runFor(seconds(1));
    const [request = -1] = plex.server("SYSA").requests;
    plex.stack("SYSA").fail();
    plex.stack("SYSA").start();
    plex.runUntilUp("SYSA");
    plex.tcpip.respond(attempt.connection, request, 200);
    plex.runFor(seconds(1));

    expect(attempt.answers).toEqual([]);
  });

  test("an answer to a connection that the client has closed is ignored", () => {
    const plex = twoSystems();
    const attempt = plex.connect();
    plex.server("SYSA").accepting = false;
    attempt.send();
    plex.runFor(seconds(1));
    attempt.close();
    plex.tcpip.respond(attempt.connection, plex.server("SYSA").requests[0] as number, 200);
    plex.runFor(seconds(1));

    expect(attempt.answers).toEqual([]);
    expect(plex.tcpip.transport.connections.openCount).toBe(0);
  });

  test("LEAVEGROUP of the target: the distributor knows its connections no more", () => {
    const plex = twoSystems(remote);
    const attempt = plex.connect();
    plex.command("SYSA", "V TCPIP,,SYSPLEX,LEAVEGROUP");
    plex.runFor(seconds(1));
    attempt.send();
    plex.runFor(seconds(1));

    expect(attempt.outcome).toBe("reset");
  });
});

describe("what serves now", () => {
  test("the owner and the active target, if the server takes connections", () => {
    const plex = twoSystems(remote);
    const { transport } = plex.tcpip;
    const destination = transport.routes.destination(DVIPA, 443);
    expect(transport.servedBy(destination)).toEqual({ ingress: 1, target: 0 });

    plex.server("SYSA").accepting = false;
    expect(transport.servedBy(destination)).toBeUndefined();
  });
});
