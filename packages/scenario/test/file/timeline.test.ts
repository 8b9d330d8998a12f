import { describe, expect, test } from "vitest";
import { millis, minutes, seconds } from "@sysplex/sim-core";
import { printScenario } from "../../src/file/index.js";
import { read, withEntry, withoutRanges } from "./fixture.js";

const SYSA = { kind: "system", system: "SYSA" };
const SERVER = { kind: "addressSpace", system: "SYSA", job: "IZUSVRA" };
const STACK = { kind: "stack", system: "SYSA", job: "TCPIP" };
const DNS = { kind: "nameServer", address: "10.1.1.53" };
const LINK = { kind: "link", a: "SYSA", b: "SYSB" };

/** What is written at 2 minutes, what it is called, and what it means. */
const ENTRIES: readonly (readonly [string, string, Readonly<Record<string, unknown>>])[] = [
  ["fail: SYSA", "fail SYSA", { verb: "fail", object: SYSA, how: "wait-state" }],
  ["fail: SYSA, how: power-loss", "fail SYSA", { verb: "fail", object: SYSA, how: "power-loss" }],
  ["fail: SYSA/TCPIP", "fail SYSA/TCPIP", { verb: "fail", object: STACK }],
  ["fail: SYSA/IZUSVRA", "fail SYSA/IZUSVRA", { verb: "fail", object: SERVER }],
  ["fail: cf CF01", "fail cf CF01", { verb: "fail", object: { kind: "couplingFacility", name: "CF01" } }],
  ["hang: SYSA", "hang SYSA", { verb: "hang", object: SYSA, signalling: false }],
  ["hang: SYSA, signalling: true", "hang SYSA", { verb: "hang", object: SYSA, signalling: true }],
  ["hang: SYSA/IZUSVRA", "hang SYSA/IZUSVRA", { verb: "hang", object: SERVER }],
  ["stop: SYSA", "stop SYSA", { verb: "stop", object: SYSA }],
  ["stop: SYSA/TCPIP", "stop SYSA/TCPIP", { verb: "stop", object: STACK }],
  ["start: SYSA/IZUSVRA", "start SYSA/IZUSVRA", { verb: "start", object: SERVER }],
  ["ipl: SYSA", "ipl SYSA", { verb: "ipl", object: SYSA }],
  [
    "slow: link SYSA SYSB, delay: 200ms",
    "slow link SYSA SYSB",
    { verb: "slowLink", object: LINK, delay: millis(200) },
  ],
  ["slow: SYSA/IZUSVRA, factor: 10", "slow SYSA/IZUSVRA", { verb: "slowServer", object: SERVER, factor: 10 }],
  [
    "partition: link SYSA SYSB",
    "partition link SYSA SYSB",
    { verb: "partition", object: LINK, direction: "both" },
  ],
  [
    "partition: link SYSA SYSB, direction: SYSA->SYSB",
    "partition link SYSA SYSB",
    { verb: "partition", object: LINK, direction: "aToB" },
  ],
  ["heal: link SYSA SYSB", "heal link SYSA SYSB", { verb: "heal", object: LINK }],
  ["heal: SYSA", "heal SYSA", { verb: "heal", object: SYSA }],
  ["heal: SYSA/IZUSVRA", "heal SYSA/IZUSVRA", { verb: "heal", object: SERVER }],
  ["heal: cf CF01", "heal cf CF01", { verb: "heal", object: { kind: "couplingFacility", name: "CF01" } }],
  [
    "fail: name-server 10.1.1.53",
    "fail name-server 10.1.1.53",
    { verb: "nameServer", does: "fail", object: DNS },
  ],
  [
    "hang: name-server 10.1.1.53",
    "hang name-server 10.1.1.53",
    { verb: "nameServer", does: "hang", object: DNS },
  ],
  [
    "stop: name-server 10.1.1.53",
    "stop name-server 10.1.1.53",
    { verb: "nameServer", does: "stop", object: DNS },
  ],
  [
    "start: name-server 10.1.1.53",
    "start name-server 10.1.1.53",
    { verb: "nameServer", does: "start", object: DNS },
  ],
  [
    "heal: name-server 10.1.1.53",
    "heal name-server 10.1.1.53",
    { verb: "nameServer", does: "heal", object: DNS },
  ],
  [
    "slow: name-server 10.1.1.53, delay: 3s",
    "slow name-server 10.1.1.53",
    { verb: "nameServer", does: "slow", object: DNS, delay: seconds(3) },
  ],
  [
    "fail: name-server 2001:db8::53",
    "fail name-server 2001:db8::53",
    { verb: "nameServer", does: "fail", object: { kind: "nameServer", address: "2001:db8::53" } },
  ],
  [
    'command: "V TCPIP,,SYSPLEX,QUIESCE,TARGET", on: SYSA',
    "command V TCPIP,,SYSPLEX,QUIESCE,TARGET on SYSA",
    { verb: "command", command: "V TCPIP,,SYSPLEX,QUIESCE,TARGET", system: "SYSA" },
  ],
  ["reply: DOWN", "reply DOWN", { verb: "reply", reply: "DOWN" }],
  ["reply: DOWN, to: IXC402D", "reply DOWN", { verb: "reply", reply: "DOWN", to: "IXC402D" }],
  [
    "obeyfile: configs/OBEY1, on: SYSA/TCPIP",
    "obeyfile configs/OBEY1 on SYSA/TCPIP",
    { verb: "obeyfile", profile: { path: "configs/OBEY1" }, object: STACK },
  ],
  [
    "set: zosmf.serviceTime, to: 200ms",
    "set zosmf.serviceTime to 200ms",
    { verb: "set", parameter: { name: "zosmf.serviceTime", raw: "200ms" } },
  ],
];

describe("a timeline entry", () => {
  test.each(ENTRIES)("{ %s }", (written, text, action) => {
    const [entry] = read(withEntry(`{ at: 2m, ${written} }`)).timeline;

    expect(entry).toMatchObject({ at: minutes(2), text, ...action });
  });

  test.each(ENTRIES)("{ %s } reads the same when printed", (written) => {
    const scenario = read(withEntry(`{ at: 2m, ${written} }`));

    expect(withoutRanges(read(printScenario(scenario)))).toEqual(withoutRanges(scenario));
  });

  test("cuts the direction that it names, whichever way round the link is written", () => {
    const [entry] = read(withEntry("{ at: 2m, partition: link SYSA SYSB, direction: SYSB->SYSA }")).timeline;

    expect(entry).toMatchObject({ object: { a: "SYSB", b: "SYSA" }, direction: "aToB" });
  });
});
