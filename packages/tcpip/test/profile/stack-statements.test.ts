import { millis, minutes, NO_TIME, seconds } from "@sysplex/sim-core";
import { formatPosition } from "@sysplex/sysplex";
import { describe, expect, test } from "vitest";
import { defaultProfile } from "../../src/profile/index.js";
import { answerTo, FILE } from "./support.js";

describe("an empty profile", () => {
  test("leaves the stack with the defaults of z/OS", () => {
    const { profile } = answerTo("");

    expect(profile).toEqual(defaultProfile(FILE));
    // GLOBALCONFIG statement: NOAUTOREJOIN, NODELAYJOIN, NOMONINTERFACE, NORECOVERY, TIMERSECS 60, SYSPLEXWLMPOLL 60.
    expect(profile.globalConfig).toEqual({
      autoRejoin: false,
      join: "atOnce",
      monitorInterface: false,
      recovery: false,
      timer: seconds(60),
      sysplexWlmPoll: seconds(60),
    });
    // TCPCONFIG statement; SOMAXCONN statement since V2R1.
    expect(profile.tcpConfig).toEqual({
      connectInitInterval: millis(3000),
      connectTimeout: seconds(75),
      maximumRetransmitTime: seconds(120),
      retransmitAttempts: 15,
      keepAliveInterval: minutes(120),
      finWait2Time: seconds(600),
      timeWaitInterval: seconds(60),
      soMaxConn: 1024,
    });
  });
});

describe("IPCONFIG and IPCONFIG6", () => {
  test.each([
    ["IPCONFIG SYSPLEXROUTING DYNAMICXCF 10.0.0.1 255.255.255.0 1", 24, 1],
    ["IPCONFIG DYNAMICXCF 10.0.0.1/28 SYSPLEXROUTING", 28, 0],
    ["IPCONF DYNAMICXCF 10.0.0.1/28 5 SECCLASS 7 SYSPLEXR", 28, 5],
    ["IPCONFIG SYSPLEXROUTING\nIPCONFIG DATAGRAMFWD DYNAMICXCF 10.0.0.1 255.255.0.0 0 SOURCEVIPA", 16, 0],
    [
      "IPCONFIG DATAGR FWDMULT PERPACKET MULTIPATH PERC SYSPLEXROUTING\n DYNAMICXCF 010.0.0.01 255.255.255.0 8\nTTL 64",
      24,
      8,
    ],
  ])("%s", (text, prefixLength, costMetric) => {
    const { profile, codes } = answerTo(text);

    expect(codes).toEqual([]);
    expect(profile.ipConfig).toMatchObject({
      sysplexRouting: true,
      dynamicXcf: { address: "10.0.0.1", prefixLength, costMetric },
    });
  });

  test("IPv6 dynamic XCF", () => {
    const { profile, codes } = answerTo(
      "IPCONFIG6 DYNAMICXCF 2001:0DB8::1/64 INTFID 0:0:0:1 SOURCEVIPAINT V6 SOURCEVIPA TCPSTACKSOURCEV V6",
    );

    expect(codes).toEqual([]);
    expect(profile.ipConfig.dynamicXcf6).toMatchObject({ address: "2001:db8::1", prefixLength: 64 });
  });

  test("NODYNAMICXCF and NOSYSPLEXROUTING take away what stood before", () => {
    const { profile } = answerTo(
      "IPCONFIG SYSPLEXROUTING DYNAMICXCF 10.0.0.1/24 IPCONFIG NODYNAMICXCF NOSYSPLEXROUTING",
    );

    expect(profile.ipConfig).toEqual({ sysplexRouting: false });
  });

  test("what stands before a bad operand counts", () => {
    const { profile, diagnostics } = answerTo("IPCONFIG SYSPLEXROUTING DYNAMICXFC 10.0.0.1 255.255.255.0 1");

    expect(profile.ipConfig).toEqual({ sysplexRouting: true });
    expect(diagnostics).toMatchObject([{ code: "UNKNOWN_OPERAND", range: { start: { column: 25 } } }]);
    expect(diagnostics[0]?.text).toContain("did you mean DYNAMICXCF?");
  });

  test("the placeholders of published samples are pointed at", () => {
    const [first] = answerTo("IPCONFIG SYSPLEXROUTING DYNAMICXCF x.x.x.A 255.255.255.0 1").diagnostics;

    expect(first?.text).toBe("IPCONFIG: expected an IPv4 address, found x.x.x.A");
  });
});

describe("GLOBALCONFIG", () => {
  test("SYSPLEXMONITOR with its operands", () => {
    const { profile, codes } = answerTo(
      "GLOBALCONFIG SYSPLEXMON AUTOREJOIN DELAYJOIN MONINTERFACE DYNROUTE RECOVERY TIMERSECS 30 SYSPLEXWLMP 20 XCFGRPID 7",
    );

    expect(codes).toEqual([]);
    expect(profile.globalConfig).toEqual({
      autoRejoin: true,
      join: "delayJoin",
      monitorInterface: true,
      recovery: true,
      timer: seconds(30),
      sysplexWlmPoll: seconds(20),
      xcfGroupId: "07",
    });
  });

  test("the operands of SYSPLEXMONITOR stand behind it", () => {
    expect(answerTo("GLOBALCONFIG RECOVERY").codes).toEqual(["UNKNOWN_OPERAND"]);
  });

  test("everything else that it takes is read over", () => {
    const { profile, codes } =
      answerTo(`GLOBALCONFIG NOTCPIPSTATISTICS ECSALIMIT 0M POOLLIMIT 0K MAXRECS * IQDVLANID 3
      ZIIP IPSECURITY IQDIOMULTIWRITE WLMPRIORITYQ IOPRI1 0 IOPRI2 1 IOPRI3 2 3 IOPRI4 4 5 6 FWD
      SMCD FIXEDMEMORY 1000 SMCR PFID 0203 PORTNUM 2 PFID 205 SMCGLOBAL AUTOCACHE EXPLICITBINDPORTRANGE 5000 100
      ADJUSTDVIPAMSS ALL AUTOIQDX NOLARGEDATA ZERT AGGREGATION SYSPLEXMONITOR NOJOIN`);

    expect(codes).toEqual([]);
    expect(profile.globalConfig.join).toBe("noJoin");
  });
});

describe("TCPCONFIG and SOMAXCONN", () => {
  test("times are in the units of the statement", () => {
    const { profile, codes } =
      answerTo(`TCPCONFIG CONNECTINIT 500 CONNECTT 20 FINWAIT2 300 INT 15 MAXIMUM 60.5
      RETRANSMITA 8 TIMEWAITI 30 TCPSENDBFRSIZE 64K TCPRCVBUFRSIZE 64K SENDGARBAGE FALSE RESTRICTLOWPORTS TTLS
      EPHEMERALPORTS 1024 65535`);

    expect(codes).toEqual([]);
    expect(profile.tcpConfig).toMatchObject({
      connectInitInterval: millis(500),
      connectTimeout: seconds(20),
      finWait2Time: seconds(300),
      keepAliveInterval: minutes(15),
      maximumRetransmitTime: millis(60_500),
      retransmitAttempts: 8,
      timeWaitInterval: seconds(30),
    });
  });

  test("INTERVAL 0 switches keep-alive off", () => {
    expect(answerTo("TCPCONFIG INTERVAL 0").profile.tcpConfig.keepAliveInterval).toBe(NO_TIME);
  });

  test("a number out of its range is refused, what stands before it counts", () => {
    const { profile, diagnostics } = answerTo(
      "TCPCONFIG FINWAIT2TIME 60 CONNECTTIMEOUT 191 TIMEWAITINTERVAL 1",
    );

    expect(diagnostics).toMatchObject([{ code: "OUT_OF_RANGE", range: { start: { column: 42 } } }]);
    expect(profile.tcpConfig).toMatchObject({ finWait2Time: seconds(60), connectTimeout: seconds(75) });
  });

  test("SOMAXCONN", () => {
    expect(answerTo("SOMAXCONN 10").profile.tcpConfig.soMaxConn).toBe(10);
  });
});

describe("PORT and PORTRANGE", () => {
  test("entries with every option in its order", () => {
    const { profile, codes } = answerTo(`PORT
         443 TCP IZUSVR1 NOAUTOLOG NODELAYACKS SHAREPORT BIND 10.1.1.100 SAF ZOSMF
        7554 TCP ZWE1AG SHAREPORTWLM
         161 UDP OSNMPD
           7 TCP RESERVED
       UNRSV TCP * DENY
       UNRSV UDP OMVS SAF X WHENBIND
       PORTRANGE 6000 11 TCP SERVER NOAUTOL 4000 2 UDP OMVS`);

    expect(codes).toEqual([]);
    expect(profile.ports.map(({ range: _range, ...port }) => port)).toEqual([
      { first: 443, last: 443, protocol: "TCP", job: "IZUSVR1", sharing: "shareport", bind: "10.1.1.100" },
      { first: 7554, last: 7554, protocol: "TCP", job: "ZWE1AG", sharing: "shareportwlm" },
      { first: 161, last: 161, protocol: "UDP", job: "OSNMPD", sharing: "none" },
      { first: 7, last: 7, protocol: "TCP", job: "RESERVED", sharing: "none" },
      { first: 6000, last: 6010, protocol: "TCP", job: "SERVER", sharing: "none" },
      { first: 4000, last: 4001, protocol: "UDP", job: "OMVS", sharing: "none" },
    ]);
  });

  test("an error inside the list makes the rest of the list ignored", () => {
    const { profile, codes } = answerTo("PORT 21 TCP FTPD1 22 TPC SSHD 23 TCP INTCLIEN");

    expect(codes).toEqual(["OPERAND_EXPECTED"]);
    expect(profile.ports.map(({ first }) => first)).toEqual([21]);
  });

  test("EZZ0146I: DENY with a job name costs the whole statement", () => {
    const { profile, diagnostics } = answerTo("PORT 21 TCP FTPD1 UNRSV TCP FTPD1 DENY");

    expect(diagnostics).toMatchObject([{ zosMessage: "EZZ0146I" }]);
    expect(profile.ports).toEqual([]);
  });

  test("of a PORT and a PORTRANGE that overlap, the later is ignored; a port may be shared by several PORT entries", () => {
    const { profile, codes } = answerTo(
      "PORT 6005 TCP A SHAREPORT 6005 TCP B\nPORTRANGE 6000 10 TCP C\nPORTRANGE 6000 10 UDP C",
    );

    expect(codes).toEqual(["PORT_OVERLAP"]);
    expect(profile.ports.map(({ job, protocol }) => [job, protocol])).toEqual([
      ["A", "TCP"],
      ["B", "TCP"],
      ["C", "UDP"],
    ]);
  });

  test("a range ends at port 65535", () => {
    const { profile, codes } = answerTo("PORTRANGE 65000 1000 TCP A");

    expect(codes).toEqual(["PORTRANGE_BEYOND"]);
    expect(profile.ports).toMatchObject([{ first: 65_000, last: 65_535 }]);
  });

  test("DELETE PORT takes a reservation away", () => {
    const base = answerTo("PORT 21 TCP FTPD1 443 TCP IZUSVR1 PORTRANGE 6000 10 TCP C").profile;
    const { profile, codes } = answerTo(
      "DELETE PORT 21 TCP FTPD1\nDELETE PORTRANGE 6000 10 TCP C\nPORT 6001 TCP D",
      {},
      base,
    );

    expect(codes).toEqual([]);
    expect(profile.ports.map(({ first }) => first)).toEqual([443, 6001]);
  });
});

describe("static addresses", () => {
  const links = "DEVICE OSA1D MPCIPA LINK OSA1 IPAQENET OSA1D\n";
  const warnings = (text: string): string[] =>
    answerTo(text)
      .diagnostics.filter(({ severity }) => severity === "warning")
      .map(({ code }) => code);

  test("HOME and INTERFACE, in order", () => {
    const { profile } = answerTo(
      `${links}HOME 192.168.1.1 OSA1\nINTERFACE OSA2 DEFINE IPAQENET PORTNAME P IPADDR 192.168.2.1/24 MTU 1492
       INTERFACE OSA6 DEFINE IPAQENET6 PORTNAME P IPADDR 2001:db8::1 2001:db8::2`,
    );

    expect(profile.homeAddresses).toEqual(["192.168.1.1", "192.168.2.1", "2001:db8::1", "2001:db8::2"]);
  });

  test.each([
    ["IPADDR 10.1.1.1/44", "1:35", []],
    ["IPADDR 10.1.1.300/24 MTU 1492", "1:35", []],
    ["IPADDR", "1:28", []],
    ["IPADDR 10.1.1.1/24 10.1.1.300/24", "1:47", ["10.1.1.1"]],
    ["IPADDR MTU 1492", "1:35", []],
  ])("INTERFACE … %s: what is no address is told", (text, place, kept) => {
    const { profile, diagnostics } = answerTo(`INTERFACE A DEFINE VIRTUAL ${text}`);

    expect(diagnostics.map(({ code, range }) => [code, formatPosition(range)])).toEqual([
      ["OPERAND_EXPECTED", expect.stringMatching(new RegExp(`:${place}$`))],
    ]);
    expect(profile.homeAddresses).toEqual(kept);
  });

  test("INTERFACE DELETE takes the interface's addresses away", () => {
    expect(
      answerTo(
        "INTERFACE A DEFINE VIRTUAL IPADDR 10.1.1.1\nINTERFACE A DELETE\nINTERFACE B DEFINE VIRTUAL IPADDR 10.1.1.2",
      ).profile.homeAddresses,
    ).toEqual(["10.1.1.2"]);
  });

  test("a link must be defined before HOME names it; the rest of the list is ignored", () => {
    expect(warnings("HOME 192.168.1.1 OSA1")).toEqual(["HOME_LINK_UNDEFINED"]);
    expect(answerTo(`${links}HOME 10.1.1.1 OSA1 10.1.1.2 OSA9 10.1.1.3 OSA1`).profile.homeAddresses).toEqual([
      "10.1.1.1",
    ]);
  });

  test("EZZ0344I: the loopback address cannot be in HOME", () => {
    expect(warnings("HOME 127.0.0.1 LOOPBACK")).toEqual(["HOME_LOOPBACK"]);
    expect(warnings("HOME 14.0.0.0 LOOPBACK")).toEqual([]);
  });
});

describe("AUTOLOG", () => {
  test("procedures with their options", () => {
    const { profile, codes } = answerTo(`AUTOLOG 5
      FTPD JOBNAME FTPD1
      TRMD PARMSTRING "D=TCPDATA5 AND MORE"
      OMPROUTE DELAYSTART DVIPA TTLS
      IZUSVR1 DELAYSTART
      ENDAUTOLOG`);

    expect(codes).toEqual([]);
    expect(profile.autolog).toEqual(["FTPD", "TRMD", "OMPROUTE", "IZUSVR1"]);
  });
});
