import { seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { answerTo, dynamic } from "./support.js";

const DVIPA = "VIPADEFINE 255.255.255.0 10.1.1.100";
const TARGETS = "DESTIP 10.0.0.1 PREFERRED 10.0.0.2 BACKUP";
const HOT = "VIPADISTRIBUTE DISTMETHOD HOTSTANDBY 10.1.1.100 PORT 443";

describe("VIPADEFINE and VIPABACKUP", () => {
  test("one statement defines several DVIPAs; MOVEABLE IMMEDIATE is the default", () => {
    const { profile, codes } = answerTo(dynamic("VIPADEFINE 255.255.255.192 201.2.10.11 201.2.10.12"));

    expect(codes).toEqual([]);
    expect(profile.dvipas).toMatchObject([
      {
        kind: "define",
        address: "201.2.10.11",
        prefixLength: 26,
        moveable: "immediate",
        serviceManager: false,
      },
      { kind: "define", address: "201.2.10.12", prefixLength: 26 },
    ]);
  });

  test("the options stand in their fixed order, and may be shortened", () => {
    const { profile, codes } = answerTo(
      dynamic(
        "VIPADEF TIER2 CPCSCOPE MOVE WHENIDLE SERVICEMGR 255.255.255.255 10.1.1.1",
        "VIPADEF MOVE IMMED 255.0.0.0 10.1.1.2",
      ),
    );

    expect(codes).toEqual([]);
    expect(profile.dvipas).toMatchObject([
      { tier: 2, cpcScope: true, moveable: "whenIdle", serviceManager: true, prefixLength: 32 },
      { cpcScope: false, moveable: "immediate", prefixLength: 8 },
    ]);
    expect(answerTo(dynamic("VIPADEFINE MOVEABLE IMMEDIATE TIER1 255.0.0.0 10.1.1.1")).codes).toEqual([
      "OPERAND_EXPECTED",
    ]);
  });

  test("a plain VIPABACKUP has no mask, as it creates nothing; with MOVEABLE it has one", () => {
    const { profile, codes } = answerTo(
      dynamic(
        "VIPABACKUP 100 10.1.1.1 10.1.1.2",
        "VIPABACKUP 15 MOVEABLE IMMED 255.255.255.255 10.9.8.7",
        "VIPAB 10.1.1.3",
      ),
    );

    expect(codes).toEqual([]);
    expect(profile.dvipas.map(({ address, rank, prefixLength }) => [address, rank, prefixLength])).toEqual([
      ["10.1.1.1", 100, undefined],
      ["10.1.1.2", 100, undefined],
      ["10.9.8.7", 15, 32],
      ["10.1.1.3", 1, undefined],
    ]);
  });

  test("a rank outside 1 to 254 is a syntax error", () => {
    expect(answerTo(dynamic("VIPABACKUP 0 10.1.1.1")).codes).toEqual(["OUT_OF_RANGE"]);
    expect(answerTo(dynamic("VIPABACKUP 255 10.1.1.1")).codes).toEqual(["OUT_OF_RANGE"]);
  });

  test("a mask in a plain VIPABACKUP is taken for a DVIPA and rejected; the real one stays", () => {
    const { profile, codes } = answerTo(dynamic("VIPABACKUP 50 255.255.255.0 10.1.1.1"));

    expect(codes).toEqual(["MASK_AS_ADDRESS"]);
    expect(profile.dvipas).toMatchObject([{ address: "10.1.1.1" }]);
  });

  test("IPv6 DVIPAs have an interface name", () => {
    const { profile, codes } = answerTo(
      dynamic(
        "VIPADEFINE DVIPA6A 2001:DB8::0100/64",
        "VIPABACKUP 5 DVIPA6B 2001:db8::101",
        "VIPABACKUP MOVEABLE IMMEDIATE DVIPA6C 2001:db8::102",
      ),
    );

    expect(codes).toEqual([]);
    expect(
      profile.dvipas.map(({ interfaceName, address, prefixLength }) => [
        interfaceName,
        address,
        prefixLength,
      ]),
    ).toEqual([
      ["DVIPA6A", "2001:db8::100", 64],
      ["DVIPA6B", "2001:db8::101", undefined],
      ["DVIPA6C", "2001:db8::102", 128],
    ]);
  });

  test("EZZ9654I: an IPv6 interface name that another DVIPA has costs the statement, not the block", () => {
    const { profile, diagnostics } = answerTo(
      dynamic("VIPADEFINE V6A 2001:db8::1", "VIPADEFINE V6A 2001:db8::2", "VIPADEFINE V6B 2001:db8::3"),
    );

    expect(diagnostics).toMatchObject([
      { zosMessage: "EZZ9654I", range: { start: { line: 3, column: 12 } } },
    ]);
    expect(profile.dvipas.map(({ address }) => address)).toEqual(["2001:db8::1", "2001:db8::3"]);
  });

  test("EZZ8307I: an address of HOME or DYNAMICXCF is rejected, wherever HOME stands; the others go on", () => {
    const { profile, diagnostics } = answerTo(
      [
        "IPCONFIG DYNAMICXCF 10.0.0.1 255.255.255.0 1",
        dynamic("VIPADEFINE 255.255.255.0 10.1.1.1 10.0.0.1 10.1.1.2"),
        "DEVICE D VIRTUAL 0 LINK L VIRTUAL 0 D HOME 10.1.1.1 L",
      ].join("\n"),
    );

    expect(diagnostics.filter(({ severity }) => severity === "warning")).toMatchObject([
      { zosMessage: "EZZ8307I", text: "10.1.1.1 is already defined in the HOME list" },
      { zosMessage: "EZZ8307I", text: "10.0.0.1 is already defined in DYNAMICXCF" },
    ]);
    expect(profile.dvipas.map(({ address }) => address)).toEqual(["10.1.1.2"]);
  });

  test("a second definition in one profile is rejected, unless VIPADELETE stands before it or it says the same", () => {
    const second = "VIPABACKUP 10 10.1.1.100";

    expect(answerTo(dynamic(DVIPA, DVIPA)).codes).toEqual([]);
    expect(answerTo(dynamic(DVIPA, second))).toMatchObject({
      codes: ["DVIPA_TWICE"],
      profile: { dvipas: [{ kind: "define" }] },
    });
    expect(answerTo(dynamic(DVIPA, "VIPADELETE 10.1.1.100", second))).toMatchObject({
      codes: [],
      profile: { dvipas: [{ kind: "backup" }] },
    });
  });

  test("a stack has at most 1024 DVIPAs", () => {
    const addresses = Array.from({ length: 1026 }, (_, index) => `10.2.${index >> 8}.${index & 255}`);
    const { profile, codes } = answerTo(dynamic(...addresses.map((address) => `VIPABACKUP 1 ${address}`)));

    expect(profile.dvipas).toHaveLength(1024);
    expect(codes).toEqual(["DVIPA_LIMIT", "DVIPA_LIMIT"]);
  });
});

describe("a syntax error inside VIPADYNAMIC", () => {
  test("ends the block: what stands before it counts, the statement and all behind it is dropped", () => {
    const { profile, diagnostics } = answerTo(
      `${dynamic(DVIPA, "VIPADEFINE 255.255.255.0 10.1.1.1O1", "VIPABACKUP 1 10.1.1.102", `${HOT} ${TARGETS}`)}\nSOMAXCONN 9`,
    );

    expect(profile.dvipas.map(({ address }) => address)).toEqual(["10.1.1.100"]);
    expect(profile.distributions).toEqual([]);
    expect(profile.tcpConfig.soMaxConn).toBe(9);
    expect(diagnostics).toMatchObject([
      { code: "OPERAND_EXPECTED", range: { start: { line: 3, column: 26 } } },
    ]);
    expect(diagnostics[0]?.then).toContain("lines 4 to 5");
    expect(diagnostics[0]?.then).toContain("VIPABACKUP (line 4), VIPADISTRIBUTE (line 5)");
  });

  test("a later block is read again", () => {
    const { profile } = answerTo(`${dynamic("VIPADEFINE 10.1.1.1")}\n${dynamic(DVIPA)}`);

    expect(profile.dvipas.map(({ address }) => address)).toEqual(["10.1.1.100"]);
  });

  test("a statement that does not belong into the block ends it", () => {
    const { profile, codes } = answerTo(dynamic(DVIPA, "SOMAXCONN 5", "VIPABACKUP 1 10.1.1.101"));

    expect(codes).toEqual(["NOT_A_VIPADYNAMIC_STATEMENT"]);
    expect(profile.dvipas).toHaveLength(1);
    expect(profile.tcpConfig.soMaxConn).toBe(1024);
  });

  test("outside the block its statements are unknown", () => {
    expect(answerTo(DVIPA)).toMatchObject({ codes: ["OUTSIDE_BLOCK"], profile: { dvipas: [] } });
  });
});

describe("VIPADISTRIBUTE", () => {
  test("the published z/OSMF sample reads without a warning, with the block in column 2", () => {
    const { profile, diagnostics } = answerTo(
      [
        "IPCONFIG SYSPLEXROUTING DYNAMICXCF 10.0.0.1 255.255.255.0 1",
        " VIPADYNAMIC                                                      ",
        "  VIPADEFINE  255.255.255.0 10.1.1.100",
        "  VIPADISTRIBUTE DEFINE DISTM HOTSTANDBY NOAUTOSWITCHBACK 10.1.1.100",
        "    PORT 443 DESTIP",
        "     10.0.0.1  PREFERRED ",
        "     10.0.0.2  BACKUP                                         ",
        " ENDVIPADYNAMIC",
      ].join("\n"),
    );

    expect(diagnostics).toEqual([]);
    expect(profile.ipConfig).toMatchObject({
      sysplexRouting: true,
      dynamicXcf: { address: "10.0.0.1", prefixLength: 24, costMetric: 1 },
    });
    expect(profile.distributions).toMatchObject([
      {
        address: "10.1.1.100",
        ports: [{ first: 443, last: 443 }],
        method: "HOTSTANDBY",
        autoSwitchBack: false,
        healthSwitch: true,
        targets: [
          { address: "10.0.0.1", role: "preferred" },
          { address: "10.0.0.2", role: "backup", rank: 1 },
        ],
      },
    ]);
  });

  test("the published Zowe user management sample reads without a warning", () => {
    const { profile, diagnostics } = answerTo(
      dynamic(
        DVIPA,
        "    VIPADISTRIBUTE",
        "       DISTMETHOD HOTSTANDBY 10.1.1.100 PORT 7554",
        "       DESTIP",
        "          10.0.0.1 PREFERRED",
        "          10.0.0.2 BACKUP",
      ),
    );

    expect(diagnostics).toEqual([]);
    expect(profile.distributions).toMatchObject([{ autoSwitchBack: true, ports: [{ first: 7554 }] }]);
  });

  test("IBM's hot standby example: leading zeros, ranks 50 and 100", () => {
    const { profile, diagnostics } = answerTo(
      dynamic(
        "VIPADEFINE 255.255.255.0 9.67.240.02",
        "VIPADISTRIBUTE DISTMETHOD HOTSTANDBY AUTOSWITCHBACK HEALTHSWITCH",
        "  9.67.240.02 PORT 10000 DESTIP 203.3.10.16 PREFERRED 203.3.10.17 BACKUP 50 203.3.10.18 BACKUP 100",
      ),
    );

    expect(diagnostics).toEqual([]);
    expect(profile.distributions[0]).toMatchObject({
      address: "9.67.240.2",
      autoSwitchBack: true,
      healthSwitch: true,
    });
    expect(profile.distributions[0]?.targets).toMatchObject([
      { role: "preferred" },
      { rank: 50 },
      { rank: 100 },
    ]);
  });

  test("options before the address stand in any order", () => {
    const { profile, codes } = answerTo(
      dynamic(
        DVIPA,
        "VIPADIST TIMEDAFF 30 SYSPLEXP OPTLOCAL DISTM HOTSTANDBY NOHEALTHSWITCH NOAUTOSWITCHBACK DEFINE 10.1.1.100 PORT 443 8000-8010",
        TARGETS,
      ),
    );

    expect(codes).toEqual([]);
    expect(profile.distributions).toMatchObject([
      {
        timedAffinity: seconds(30),
        sysplexPorts: true,
        optLocal: 1,
        healthSwitch: false,
        autoSwitchBack: false,
        ports: [
          { first: 443, last: 443 },
          { first: 8000, last: 8010 },
        ],
      },
    ]);
  });

  test("options of the method may stand behind DESTIP, as IBM's sample has PROCTYPE behind DESTIP ALL", () => {
    const { profile, codes } = answerTo(
      dynamic(
        DVIPA,
        "VIPADISTRIBUTE DEFINE 10.1.1.100 PORT 20 21 DESTIP ALL PROCTYPE CP 20 ZAAP 40 ZIIP 40",
        `${HOT} ${TARGETS} 5 NOAUTOSWITCHBACK`,
        "VIPADISTRIBUTE DISTM SERVERWLM PROCXCOST ZAAP 20 ZIIP 4 ILWEIGHTING 1 10.1.1.100 PORT 23 DESTIP ALL",
      ),
    );

    expect(codes).toEqual([]);
    expect(profile.distributions).toMatchObject([
      { method: "BASEWLM", targets: "ALL" },
      { method: "HOTSTANDBY", autoSwitchBack: false },
      { method: "SERVERWLM" },
    ]);
  });

  test("WEIGHTEDACTIVE weights are 10 by default; elsewhere WEIGHT is ignored with EZZ0799I", () => {
    const { profile, diagnostics } = answerTo(
      dynamic(
        DVIPA,
        "VIPADISTRIBUTE DISTM WEIGHTEDA 10.1.1.100 PORT 23 DESTIP 10.0.0.1 WEIGHT 40 10.0.0.2",
        "VIPADISTRIBUTE DISTM ROUNDROBIN 10.1.1.100 PORT 24 DESTIP 10.0.0.1 WEIGHT 40",
      ),
    );

    expect(diagnostics).toMatchObject([{ zosMessage: "EZZ0799I" }]);
    expect(profile.distributions).toMatchObject([
      { method: "WEIGHTEDACTIVE", targets: [{ weight: 40 }, { weight: 10 }] },
      { method: "ROUNDROBIN", targets: [{ weight: 10 }] },
    ]);
  });

  test("without PORT, ports are assigned dynamically", () => {
    const { profile, codes } = answerTo(dynamic(DVIPA, "VIPADISTRIBUTE 10.1.1.100 DESTIP ALL"));

    expect(codes).toEqual([]);
    expect(profile.distributions).toMatchObject([{ ports: [], method: "BASEWLM", targets: "ALL" }]);
  });

  test("an IPv6 DVIPA is named by its interface", () => {
    const { profile, codes } = answerTo(
      dynamic(
        "VIPADEFINE DVIPA6 2001:db8::100/64",
        `VIPADISTRIBUTE DISTM HOTSTANDBY DVIPA6 PORT 443`,
        "DESTIP 2001:db8::1 PREFERRED 2001:db8::2 BACKUP",
      ),
    );

    expect(codes).toEqual([]);
    expect(profile.distributions).toMatchObject([{ address: "2001:db8::100" }]);
  });

  test("it needs a DVIPA that this stack defines", () => {
    const { profile, codes } = answerTo(dynamic(`${HOT} ${TARGETS}`, DVIPA));

    expect(codes).toEqual(["DISTRIBUTE_UNDEFINED"]);
    expect(profile).toMatchObject({ distributions: [], dvipas: [{ address: "10.1.1.100" }] });
  });

  test("tiers: group name, routing and control port", () => {
    const { profile, codes } = answerTo(
      dynamic(
        "VIPADEFINE TIER1 255.255.255.0 10.1.1.100",
        "VIPADEFINE TIER2 255.255.255.0 10.1.1.101",
        "VIPADISTRIBUTE TIER1 WEB GRE CONTROLPORT 5000 DISTM TARGCONTROLLED 10.1.1.100 PORT 80 DESTIP 10.5.5.1 10.5.5.2",
        "VIPADISTRIBUTE TIER2 WEB DISTM SERVERWLM 10.1.1.101 PORT 80 DESTIP ALL",
      ),
    );

    expect(codes).toEqual([]);
    expect(profile.distributions).toMatchObject([
      { tier: 1, tierGroup: "WEB", method: "TARGCONTROLLED" },
      { tier: 2, tierGroup: "WEB" },
    ]);
  });

  test("a mistyped option is named, with the one that was meant", () => {
    const [first] = answerTo(
      dynamic(DVIPA, `VIPADISTRIBUTE DISTM HOTSTANDBY AUTOSWITCHBAK 10.1.1.100 PORT 443 ${TARGETS}`),
    ).diagnostics;

    expect(first).toMatchObject({ code: "UNKNOWN_OPERAND", range: { start: { line: 3, column: 33 } } });
    expect(first?.text).toContain("did you mean AUTOSWITCHBACK?");
  });
});

describe("HOTSTANDBY lists", () => {
  const backups = Array.from({ length: 32 }, (_, index) => `10.0.1.${index + 1} BACKUP`).join(" ");

  test.each([
    ["EZZ0165I", "DESTIP ALL"],
    ["EZZ0826I", "DESTIP 10.0.0.1 10.0.0.2"],
    ["EZZ0827I", "DESTIP 10.0.0.1 PREFERRED"],
    ["EZZ0827I", "DESTIP 10.0.0.1 PREFERRED 10.0.0.2 PREFERRED 10.0.0.3 BACKUP"],
    ["EZZ0827I", "DESTIP 10.0.0.1 BACKUP 10.0.0.2 BACKUP"],
    ["EZZ0829I", `DESTIP 10.0.0.1 PREFERRED ${backups}`],
    ["EZZ0830I", "DESTIP 10.0.0.1 PREFERRED 10.0.0.1 BACKUP"],
  ])("%s drops only the statement: %s", (zosMessage, list) => {
    const { profile, diagnostics } = answerTo(dynamic(DVIPA, `${HOT} ${list}`, "VIPABACKUP 1 10.1.1.101"));

    expect(diagnostics).toMatchObject([{ zosMessage, severity: "warning" }]);
    expect(profile.distributions).toEqual([]);
    expect(profile.dvipas).toHaveLength(2);
  });

  test("31 backups are allowed", () => {
    const list = `DESTIP 10.0.0.1 PREFERRED ${backups.split(" BACKUP").slice(0, 31).join(" BACKUP")} BACKUP`;

    expect(answerTo(dynamic(DVIPA, `${HOT} ${list}`)).codes).toEqual([]);
  });

  test.each([
    "VIPADISTRIBUTE DISTM ROUNDROBIN AUTOSWITCHBACK 10.1.1.100 PORT 443 DESTIP ALL",
    "VIPADISTRIBUTE 10.1.1.100 PORT 443 DESTIP 10.0.0.1 PREFERRED 10.0.0.2 BACKUP",
    "VIPADISTRIBUTE NOHEALTHSWITCH DISTM HOTSTANDBY 10.1.1.100 PORT 443 DESTIP 10.0.0.1 PREFERRED 10.0.0.2 BACKUP",
  ])("EZZ0831I drops the statement and the rest of the block: %s", (statement) => {
    const { profile, diagnostics } = answerTo(dynamic(DVIPA, statement, "VIPABACKUP 1 10.1.1.101"));

    expect(diagnostics).toMatchObject([{ zosMessage: "EZZ0831I" }]);
    expect(diagnostics[0]?.then).toContain("VIPABACKUP (line 4)");
    expect(profile.distributions).toEqual([]);
    expect(profile.dvipas).toHaveLength(1);
  });
});

describe("VIPARANGE and VIPAROUTE", () => {
  test("ranges of both families", () => {
    const { profile, codes } = answerTo(
      dynamic(
        "VIPARANGE DEFINE MOVEABLE DISRUPTIVE 255.255.255.192 201.2.10.192 SAF ABC",
        "VIPARANGE V6 2001:db8:1::/64 ZCX",
      ),
    );

    expect(codes).toEqual([]);
    expect(profile.vipaRanges).toMatchObject([
      { address: "201.2.10.192", prefixLength: 26, moveable: "disruptive" },
      { address: "2001:db8:1::", prefixLength: 64, interfaceName: "V6", moveable: "nondisruptive" },
    ]);
  });

  test("DISRUPTIVE is for IPv4 only", () => {
    expect(answerTo(dynamic("VIPARANGE MOVEABLE DISRUPTIVE V6 2001:db8::/64")).codes).toEqual([
      "OPERAND_EXPECTED",
    ]);
  });

  test("routes to targets", () => {
    const { profile, codes } = answerTo(
      dynamic("VIPAROUTE DEFINE 10.0.0.2 192.168.1.2", "VIPAROUTE 2001:db8::2 2001:db8:9::2"),
    );

    expect(codes).toEqual([]);
    expect(profile.vipaRoutes).toMatchObject([
      { dynamicXcf: "10.0.0.2", target: "192.168.1.2" },
      { dynamicXcf: "2001:db8::2", target: "2001:db8:9::2" },
    ]);
  });
});

describe("VARY TCPIP,,OBEYFILE", () => {
  const base = answerTo(`PORT 443 TCP IZUSVR1\n${dynamic(DVIPA, `${HOT} 8443 ${TARGETS}`)}`).profile;

  test("goes on from the active profile", () => {
    const { profile, codes } = answerTo("SOMAXCONN 99\nPORT 21 TCP FTPD1", {}, base);

    expect(codes).toEqual([]);
    expect(profile.ports.map(({ first }) => first)).toEqual([443, 21]);
    expect(profile.dvipas).toEqual(base.dvipas);
    expect(profile.tcpConfig.soMaxConn).toBe(99);
  });

  test("VIPADELETE takes the DVIPA and what is distributed for it", () => {
    const { profile, codes } = answerTo(dynamic("VIPADELETE 10.1.1.100"), {}, base);

    expect(codes).toEqual([]);
    expect(profile).toMatchObject({ dvipas: [], distributions: [] });
  });

  test("VIPADISTRIBUTE DELETE takes away one port, or one target", () => {
    const onePort = answerTo(
      dynamic("VIPADISTRIBUTE DELETE 10.1.1.100 PORT 8443 DESTIP ALL"),
      {},
      base,
    ).profile;
    const oneTarget = answerTo(
      dynamic("VIPADISTRIBUTE DELE 10.1.1.100 PORT 443 8443 DESTIP 10.0.0.2"),
      {},
      base,
    ).profile;

    expect(onePort.distributions).toMatchObject([{ ports: [{ first: 443 }] }]);
    expect(onePort.dvipas).toHaveLength(1);
    expect(oneTarget.distributions).toMatchObject([
      { ports: [{ first: 443 }, { first: 8443 }], targets: [{ address: "10.0.0.1" }] },
    ]);
  });

  test("a VIPADEFINE may take the place of an active VIPABACKUP", () => {
    const backup = answerTo(dynamic("VIPABACKUP 5 10.1.1.7")).profile;
    const { profile, codes } = answerTo(dynamic("VIPADEFINE 255.255.255.0 10.1.1.7"), {}, backup);

    expect(codes).toEqual([]);
    expect(profile.dvipas).toMatchObject([{ kind: "define", address: "10.1.1.7" }]);
  });

  test("a definition for the same port takes the place of the active one", () => {
    const { profile } = answerTo(dynamic("VIPADISTRIBUTE 10.1.1.100 PORT 443 DESTIP ALL"), {}, base);

    expect(
      profile.distributions.map(({ method, ports }) => [method, ports.map(({ first }) => first)]),
    ).toEqual([
      ["HOTSTANDBY", [8443]],
      ["BASEWLM", [443]],
    ]);
  });

  test("ranges and routes are deleted by name", () => {
    const ranges = answerTo(
      dynamic("VIPARANGE 255.255.255.0 10.3.3.0", "VIPAROUTE 10.0.0.2 10.9.9.9"),
    ).profile;
    const { profile, codes } = answerTo(
      dynamic("VIPARANGE DELETE 255.255.255.0 10.3.3.0", "VIPAROUTE DELETE 10.0.0.2 10.9.9.9"),
      {},
      ranges,
    );

    expect(codes).toEqual([]);
    expect(profile).toMatchObject({ vipaRanges: [], vipaRoutes: [] });
  });

  test("the active profile is not changed by it", () => {
    const before = JSON.stringify(base);
    answerTo(`${dynamic("VIPADELETE 10.1.1.100")}\nPORT 1 TCP X`, {}, base);

    expect(JSON.stringify(base)).toBe(before);
  });
});
