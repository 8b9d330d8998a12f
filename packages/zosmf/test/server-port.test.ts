import { describe, expect, test } from "vitest";
import { minutes, seconds } from "@sysplex/sim-core";
import { duration, DVIPA, homeAddress, LIST_JOBS, ZosmfFixture } from "./fixture.js";

const HOST = "ZOSMF.example.com";
const hosts = { "zosmf.example.com": DVIPA };
const onDvipa = { SYSA: { hostname: HOST }, SYSB: { hostname: HOST } };

describe("HOSTNAME", () => {
  test("is the address that the server listens on: the DVIPA, and not the system's own (fact V6)", () => {
    const plex = new ZosmfFixture({ zosmf: onDvipa, hosts });
    const [through, past] = [plex.client(DVIPA), plex.client(homeAddress("SYSA"))];

    through.send(LIST_JOBS);
    past.send(LIST_JOBS);
    plex.runFor(seconds(10));

    expect(plex.server("SYSA").isListening && plex.server("SYSB").isListening).toBe(true);
    expect([through.answer, past.answer]).toEqual([200, "refused"]);
  });

  test("that is * listens everywhere", () => {
    const plex = new ZosmfFixture();
    const [through, past] = [plex.client(DVIPA), plex.client(homeAddress("SYSB"))];

    through.send(LIST_JOBS);
    past.send(LIST_JOBS);
    plex.runFor(seconds(10));

    expect([through.answer, past.answer]).toEqual([200, 200]);
  });

  test("listens everywhere where the parameter says so", () => {
    const plex = new ZosmfFixture({ zosmf: onDvipa, hosts, parameters: { bindsToHostname: false } });
    const client = plex.client(homeAddress("SYSB"));

    client.send(LIST_JOBS);
    plex.runFor(seconds(10));

    expect(client.answer).toBe(200);
  });

  test("that does not resolve leaves the server ready without a port", () => {
    const plex = new ZosmfFixture({ zosmf: onDvipa });

    expect(plex.state("SYSA")).toBe("ready");
    expect(plex.server("SYSA").isListening).toBe(false);
    expect(plex.messages("SYSA")).toEqual(["CWWKO0224E"]);
  });

  test("whose address is not on the stack leaves the server ready without a port (fact V6)", () => {
    const plex = new ZosmfFixture({ zosmf: onDvipa, hosts: { "zosmf.example.com": "10.9.9.9" } });

    expect(plex.state("SYSA")).toBe("ready");
    expect(plex.server("SYSA").isListening).toBe(false);
    expect(plex.messages("SYSA")).toEqual(["CWWKO0221E"]);
  });

  test("whose address comes late is tried again, once a second, if portOpenRetries says so", () => {
    const plex = new ZosmfFixture({
      zosmf: onDvipa,
      hosts: { "zosmf.example.com": "10.9.9.9" },
      parameters: { portOpenRetries: 5 },
    });

    plex.runFor(seconds(4));
    expect(plex.messages("SYSA")).toEqual([]);
    plex.runFor(seconds(1));

    expect(plex.timeOf("SYSA", "CWWKO0221E")).toBe(5);
  });
});

describe("the port", () => {
  test("goes with the TCP/IP stack, and a server that is not restarted stays without it", () => {
    const plex = new ZosmfFixture();
    const stack = plex.plex.tcpip.stack("SYSA/TCPIP");

    stack.stop();
    expect(plex.server("SYSA").isListening).toBe(false);
    stack.start();
    plex.runFor(minutes(10));

    expect(stack.isUp).toBe(true);
    expect(plex.state("SYSA")).toBe("ready");
    expect(plex.server("SYSA").isListening).toBe(false);
  });

  test("comes back with the stack where the parameter says so", () => {
    const plex = new ZosmfFixture({ parameters: { reopensPortAfterStackRestart: true } });
    const stack = plex.plex.tcpip.stack("SYSA/TCPIP");

    stack.stop();
    stack.start();
    plex.runFor(minutes(10));

    expect(plex.server("SYSA").isListening).toBe(true);
  });

  test("is missing from a server whose stack ended during its start", () => {
    const plex = new ZosmfFixture({ parameters: { startDuration: duration("4m") } });
    plex.server("SYSA").crash();
    plex.server("SYSA").start();

    plex.plex.tcpip.stack("SYSA/TCPIP").stop();
    plex.runFor(minutes(10));

    expect(plex.state("SYSA")).toBe("ready");
    expect(plex.server("SYSA").isListening).toBe(false);
    expect(plex.messages("SYSA")).toContain("CWWKO0221E");
  });
});
