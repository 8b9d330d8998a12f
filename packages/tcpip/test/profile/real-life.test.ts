import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { answerTo, readTwice } from "./support.js";

const text = readFileSync(new URL("../fixtures/sysa.tcpip", import.meta.url), "utf8");

describe("a profile as a site has it", () => {
  const { profile, diagnostics } = answerTo(text);

  test("reads with nothing but notes about what is not modelled", () => {
    expect(diagnostics.filter(({ code }) => code !== "NOT_MODELLED")).toEqual([]);
    expect(diagnostics.map(({ text: what }) => what.split(" ")[0])).toEqual([
      "ARPAGE",
      "DATASETPREFIX",
      "UDPCONFIG",
      "SMFCONFIG",
      "NETMONITOR",
      "SACONFIG",
      "ITRACE",
      "NETACCESS",
      "IPSEC",
      "DEVICE",
      "PRIMARYINTERFACE",
      "BEGINROUTES",
      "SRCIP",
      "START",
    ]);
  });

  test("and means what it says", () => {
    expect(profile.homeAddresses).toEqual([
      "192.0.2.11",
      "10.20.240.11",
      "10.20.1.11",
      "10.20.2.11",
      "2001:db8:1::11",
      "2001:db8:20:1::11",
    ]);
    expect(profile.globalConfig).toMatchObject({ recovery: true, autoRejoin: true, join: "delayJoin" });
    expect(profile.ports).toHaveLength(68);
    expect(profile.autolog).toEqual(["OMPROUTE", "PAGENT", "FTPD", "SSHDS", "TN3270", "OSNMPD", "SYSLOGD"]);
    expect(profile.dvipas.map(({ kind, address }) => `${kind} ${address}`)).toEqual([
      "define 192.0.2.100",
      "define 192.0.2.101",
      "backup 192.0.2.120",
      "backup 192.0.2.121",
      "backup 192.0.2.122",
      "define 2001:db8:1::100",
    ]);
    expect(profile.vipaRanges).toHaveLength(2);
    expect(profile.vipaRoutes).toHaveLength(2);
    expect(profile.distributions.map(({ address, method }) => `${address} ${method}`)).toEqual([
      "192.0.2.100 HOTSTANDBY",
      "192.0.2.101 HOTSTANDBY",
      "192.0.2.121 SERVERWLM",
      "2001:db8:1::100 HOTSTANDBY",
    ]);
  });

  test("printed and read again it has the same statements", () => {
    const { first, second } = readTwice(text);

    expect(second).toEqual(first);
  });

  test("in lower case it means the same", () => {
    const lower = answerTo(text.toLowerCase());

    expect(lower.codes.filter((code) => code !== "NOT_MODELLED")).toEqual([]);
    expect(lower.profile).toEqual(profile);
  });
});
