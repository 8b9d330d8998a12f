/** Certificates in a Zowe on two LPARs: who talks to whom, and what an expiry and a rotation do. */
import { hours, minutes, seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { ClientHandshakes, OUTSIDE, tlsSettings, ZOSMF } from "../../src/index.js";
import { differences } from "../../../../test/support/forked.js";
import { DVIPA, homeAddress, SMALL_ZOWE, ZoweFixture, type FixtureOptions } from "../fixture.js";
import { resolved } from "../yaml/fixture.js";

const A_GATEWAY = "SYSA/ZWE1SV/gateway";
const B_GATEWAY = "SYSB/ZWE1SV/gateway";
const A_DISCOVERY = "SYSA/ZWE1SV/discovery";
const B_DISCOVERY = "SYSB/ZWE1SV/discovery";
const A_ZSS = "SYSA/ZWE1SV/zss";
const A_HOST = "sysa.example.com";
const B_HOST = "sysb.example.com";

const HOSTS = {
  "dvipa.example.com": DVIPA,
  [A_HOST]: homeAddress("SYSA"),
  [B_HOST]: homeAddress("SYSB"),
};

function zowe(options: FixtureOptions = {}): ZoweFixture {
  return ZoweFixture.up({ hosts: HOSTS, ...options });
}

const certificatesOf = ({ plex }: ZoweFixture) => plex.zowe.certificates;

const instancesAt = ({ plex }: ZoweFixture, discovery: string): string[] =>
  plex.zowe.eureka.discovery(discovery).entries.map(({ instanceId }) => instanceId);

/** Restarts Zowe on a system, and waits until it is up: a stop of 2 s, a preparation of 30 s, a start of 60 s. */
function restart(plex: ZoweFixture, system: string): void {
  plex.launcher(system).stop();
  plex.runFor(seconds(30));
  plex.launcher(system).start();
  plex.runFor(minutes(3));
}

describe("certificates of which nothing is said", () => {
  test("are in order, and stand in nobody's way", () => {
    const plex = zowe();
    const certificates = certificatesOf(plex);

    expect(certificates.isInOrder).toBe(true);
    expect(certificates.handshake(A_GATEWAY, B_DISCOVERY, B_HOST)).toBeUndefined();
    expect(certificates.handshake(A_GATEWAY, ZOSMF, "dvipa.example.com")).toBeUndefined();
    expect(certificates.clientHandshake(A_GATEWAY, "dvipa.example.com")).toBeUndefined();
  });

  test("are one for all instances, as zowe.certificate is: one subject, whose name spaces they share", () => {
    const certificates = certificatesOf(zowe());
    expect(certificates.materialOf(A_GATEWAY).internal).toEqual(certificates.materialOf(B_GATEWAY).internal);
    expect(certificates.clientHandshake(B_GATEWAY, A_HOST)).toBeUndefined();
  });

  test("name hosts and the external domains, so that a client with an address fails", () => {
    expect(certificatesOf(zowe()).clientHandshake(A_GATEWAY, DVIPA)).toBe("nameMismatch");
  });

  test("leave no event behind", () => {
    expect(certificatesOf(zowe()).state.value.boundary).toBeUndefined();
  });
});

describe("a certificate without the DVIPA's name", () => {
  test("is refused by clients from outside, and by nobody within Zowe", () => {
    const plex = zowe({ certificates: { instances: { SYSB: { names: [B_HOST] } } } });
    const certificates = certificatesOf(plex);

    expect(certificates.clientHandshake(B_GATEWAY, "dvipa.example.com")).toBe("nameMismatch");
    expect(certificates.clientHandshake(A_GATEWAY, "dvipa.example.com")).toBeUndefined();
    expect(certificates.isInOrder).toBe(true);
  });

  test("is no matter where an external one has it", () => {
    const certificates = { all: { names: [A_HOST, B_HOST], external: { names: ["dvipa.example.com"] } } };
    const plex = zowe({ certificates });

    expect(certificatesOf(plex).clientHandshake(B_GATEWAY, "dvipa.example.com")).toBeUndefined();
    expect(certificatesOf(plex).handshake(A_GATEWAY, B_GATEWAY, B_HOST)).toBeUndefined();
  });
});

describe("an expiry", () => {
  const expiring = { certificates: { instances: { lpar2: { expiresAfter: minutes(10) } } } };

  test("is an event, after which nobody talks to that instance, nor it to anybody", () => {
    const plex = zowe(expiring);
    plex.runFor(minutes(9));
    expect(certificatesOf(plex).isInOrder).toBe(true);
    plex.runFor(minutes(2));

    expect(certificatesOf(plex).handshake(A_GATEWAY, B_GATEWAY, B_HOST)).toBe("expired");
    expect(certificatesOf(plex).handshake(B_GATEWAY, A_DISCOVERY, A_HOST)).toBe("clientExpired");
    expect(certificatesOf(plex).handshake(B_GATEWAY, A_ZSS, A_HOST)).toBeUndefined();
    expect(certificatesOf(plex).handshake(A_GATEWAY, A_DISCOVERY, A_HOST)).toBeUndefined();
  });

  test("takes the instance's own components off its own Discovery too", () => {
    const plex = zowe(expiring);
    plex.runFor(minutes(11));

    expect(certificatesOf(plex).handshake(B_GATEWAY, B_DISCOVERY, B_HOST)).toBe("expired");
    expect(plex.plex.zowe.eureka.client(B_GATEWAY).discovery).toBeUndefined();
    expect(plex.plex.zowe.eureka.client(A_GATEWAY).discovery).toBe(A_DISCOVERY);
  });

  test("leaves that instance in the registry of the other one: self-preservation keeps it UP", () => {
    const plex = zowe(expiring);
    plex.runFor(hours(1));
    const discovery = plex.plex.zowe.eureka.discovery(A_DISCOVERY);

    // Two clients and three static definitions renew twice a minute; 0.85 of 2 for each of 7 entries is 11.9.
    expect(discovery.renewalsLastMinute).toBe(10);
    expect(discovery.renewalThreshold).toBeGreaterThan(10);
    expect(instancesAt(plex, A_DISCOVERY)).toContain("sysb.example.com:gateway:7554");
  });

  test("of z/OSMF's own certificate keeps the Gateway from it: 500, and ZWEAM511E once", () => {
    const plex = zowe({ certificates: { zosmf: { expiresAfter: minutes(1) } } });
    const client = plex.client(homeAddress("SYSA"));
    client.send();
    plex.runFor(seconds(10));
    plex.runFor(minutes(2));
    for (let count = 0; count < 3; count += 1) client.send();
    plex.runFor(seconds(10));

    // zowe/api-layer GatewayExceptionHandler: an SSLException becomes 500 with tlsError.
    expect(client.answers).toEqual([200, 500, 500, 500]);
    expect(plex.ids().filter((id) => id === "ZWEAM511E")).toHaveLength(1);
  });

  test("of a certificate of one instance sends a GET on to another one", () => {
    const plex = zowe(expiring);
    plex.runFor(minutes(11));
    const client = plex.client(homeAddress("SYSA"), 7554, "/zss/api/v1/unixfile");
    for (let count = 0; count < 4; count += 1) client.send();
    plex.runFor(seconds(10));

    // SSLException is an IOException: Spring's retry filter goes on to the next instance.
    // ZSS itself answers, whatever it thinks of the user.
    expect(client.answers).toHaveLength(4);
    expect(client.answers).not.toContain(500);
    // Two first attempts meet SYSB; round robin sends their retries to SYSA and to SYSB, which is one more.
    expect(plex.plex.zowe.gateway(A_GATEWAY)?.report.retries.reset).toBe(3);
  });

  test("is not seen with verifyCertificates DISABLED", () => {
    const yaml = SMALL_ZOWE.replace("  externalPort", "  verifyCertificates: DISABLED\n  externalPort");
    const plex = zowe({ yaml, ...expiring });
    plex.runFor(minutes(11));

    expect(certificatesOf(plex).isInOrder).toBe(false);
    expect(plex.ids("SYSB")).toEqual([]);
    plex.component("gateway", "SYSB").crash();
    plex.runFor(seconds(10));
    expect(plex.ids("SYSB")).toContain("ZWEAM500W");
    expect(certificatesOf(plex).handshake(A_GATEWAY, B_DISCOVERY, B_HOST)).toBeUndefined();
    expect(certificatesOf(plex).clientHandshake(B_GATEWAY, "dvipa.example.com")).toBe("expired");
  });
});

describe("a rotation", () => {
  const shortLived = { all: { expiresAfter: minutes(30) } };

  test("takes effect when a component is started again (zowe/api-layer issue 4316)", () => {
    const plex = zowe({ certificates: shortLived });
    plex.runFor(minutes(10));
    certificatesOf(plex).rotate(undefined, { expiresAfter: hours(24 * 47) });
    restart(plex, "SYSA");
    plex.runFor(minutes(30));

    expect(certificatesOf(plex).handshake(B_GATEWAY, A_ZSS, A_HOST)).toBeUndefined();
    expect(certificatesOf(plex).handshake(A_GATEWAY, B_GATEWAY, B_HOST)).toBe("expired");
  });

  test("of one component that is restarted leaves the others on the old one", () => {
    const plex = zowe({ certificates: shortLived });
    certificatesOf(plex).rotate("lpar1");
    plex.component("gateway").crash();
    plex.runFor(minutes(2));

    expect(certificatesOf(plex).materialOf(A_GATEWAY).serial).toBe(2);
    expect(certificatesOf(plex).materialOf(A_DISCOVERY).serial).toBe(1);
  });

  test("needs no restart with AT-TLS, where the site refreshes the policy's environment", () => {
    const yaml = SMALL_ZOWE.replace(
      "  externalPort",
      "  network:\n    server:\n      tls:\n        attls: true\n  externalPort",
    );
    const plex = zowe({ yaml, certificates: shortLived });
    certificatesOf(plex).rotate(undefined);
    plex.runFor(minutes(31));

    expect(certificatesOf(plex).isInOrder).toBe(true);
  });

  test("one system after the other, in time, is seen by nobody", () => {
    const plex = zowe({ certificates: shortLived });
    certificatesOf(plex).rotate(undefined);
    for (const system of ["SYSA", "SYSB"]) restart(plex, system);
    plex.runFor(minutes(30));

    expect(certificatesOf(plex).isInOrder).toBe(true);
    expect(instancesAt(plex, A_DISCOVERY)).toContain("sysb.example.com:gateway:7554");
    expect(instancesAt(plex, B_DISCOVERY)).toContain("sysa.example.com:gateway:7554");
  });

  test("to an authority that the other system does not trust parts the two", () => {
    const plex = zowe();
    certificatesOf(plex).rotate("SYSA", { signedBy: "New CA", trusts: ["Zowe CA", "New CA"] });
    restart(plex, "SYSA");

    expect(certificatesOf(plex).handshake(B_GATEWAY, A_GATEWAY, A_HOST)).toBe("untrusted");
    expect(certificatesOf(plex).handshake(A_GATEWAY, B_DISCOVERY, B_HOST)).toBe("clientUntrusted");
    expect(plex.plex.zowe.eureka.replication.peersOf(A_DISCOVERY)).toEqual([]);
  });

  test("knows systems, instances and z/OSMF by name", () => {
    expect(certificatesOf(zowe()).targets).toEqual(["SYSA", "lpar1", "SYSB", "lpar2", "zosmf"]);
  });
});

describe("a bad certificate between Discovery services", () => {
  const bad = { certificates: { instances: { SYSB: { names: ["wrong.example.com"] } } } };

  test("leaves one of them with its own static definitions, while everybody talks to the other", () => {
    const plex = zowe(bad);
    plex.runFor(minutes(5));

    expect(plex.plex.zowe.eureka.replication.peersOf(A_DISCOVERY)).toEqual([]);
    expect(instancesAt(plex, A_DISCOVERY)).toContain("sysb.example.com:discovery:7553");
    expect(instancesAt(plex, B_DISCOVERY).filter((id) => !id.startsWith("STATIC-"))).toEqual([]);
  });

  test("opens a connection each 100 ms, as long as retries had no limit (zowe/api-layer issue 2720)", () => {
    const plex = zowe({ ...bad, parameters: { peerRetriesLimited: false } });
    plex.runFor(minutes(5));
    const before = plex.plex.zowe.peerFloods.connections(A_DISCOVERY);
    plex.runFor(seconds(10));

    expect(plex.plex.zowe.peerFloods.perSecond(A_DISCOVERY)).toBe(10);
    expect(plex.plex.zowe.peerFloods.connections(A_DISCOVERY) - before).toBeCloseTo(100);
  });

  test("opens one for each heartbeat since the retries have one (pull request 2775)", () => {
    const plex = zowe(bad);
    plex.runFor(minutes(5));
    const { entries } = plex.plex.zowe.eureka.discovery(A_DISCOVERY);
    const renewed = entries.filter(({ lease }) => lease.renewals.length > 0);

    expect(renewed.length).toBeGreaterThan(3);
    expect(plex.plex.zowe.peerFloods.perSecond(A_DISCOVERY)).toBeCloseTo(renewed.length / 30);
  });

  test("ends with a rotation and a restart", () => {
    const plex = zowe(bad);
    plex.runFor(minutes(5));
    certificatesOf(plex).rotate("SYSB", { names: [B_HOST, "dvipa.example.com"] });
    expect(plex.plex.zowe.peerFloods.totalPerSecond).toBeGreaterThan(0);
    restart(plex, "SYSB");
    plex.runFor(minutes(1));

    expect(plex.plex.zowe.peerFloods.totalPerSecond).toBe(0);
    expect(instancesAt(plex, A_DISCOVERY)).toContain("sysb.example.com:gateway:7554");
  });

  test("was verified in 2.7 although verification was disabled (zowe/api-layer issue 2913)", () => {
    const yaml = SMALL_ZOWE.replace("  externalPort", "  verifyCertificates: DISABLED\n  externalPort");
    const peers = (peersVerifyAlways: boolean): readonly string[] => {
      const plex = zowe({ yaml, ...bad, parameters: { peersVerifyAlways } });
      plex.runFor(minutes(1));
      return plex.plex.zowe.eureka.replication.peersOf(A_DISCOVERY);
    };
    expect(peers(false)).toEqual([B_DISCOVERY]);
    expect(peers(true)).toEqual([]);
  });
});

test("a client's table follows rotations, and tells the stacks apart", () => {
  const plex = zowe({ certificates: { instances: { SYSB: { names: [B_HOST] } } } });
  const client = new ClientHandshakes(plex.plex, "dvipa.example.com", 7554);
  const problems = (): unknown[] => [0, 1].map((stack) => client.problemAt(stack));

  expect(problems()).toEqual([undefined, "nameMismatch"]);
  certificatesOf(plex).rotate("SYSB", { names: ["*.example.com"] });
  expect(problems()).toEqual([undefined, "nameMismatch"]);
  restart(plex, "SYSB");
  expect(problems()).toEqual([undefined, undefined]);
  expect(new ClientHandshakes(plex.plex, "dvipa.example.com", 9999).problemAt(1)).toBeUndefined();
});

test("a parameter that changes who verifies what takes effect at once", () => {
  const yaml = SMALL_ZOWE.replace("  externalPort", "  verifyCertificates: DISABLED\n  externalPort");
  const plex = zowe({ yaml, certificates: { instances: { SYSB: { names: ["wrong.example.com"] } } } });
  plex.runFor(minutes(1));
  Object.assign(plex.plex.zowe.parameters, { peersVerifyAlways: true });
  plex.plex.zowe.onParametersChanged();

  expect(certificatesOf(plex).handshake(A_DISCOVERY, B_DISCOVERY, B_HOST)).toBe("nameMismatch");
});

test("a fork keeps certificates, results and what is due", () => {
  const plex = zowe({
    certificates: { instances: { SYSB: { names: ["wrong.example.com"], expiresAfter: minutes(20) } } },
  });
  plex.runFor(minutes(5));
  certificatesOf(plex).rotate("SYSA", { expiresAfter: minutes(10) });
  certificatesOf(plex).handshake(OUTSIDE, A_GATEWAY, "dvipa.example.com");
  plex.component("gateway").crash();
  plex.runFor(seconds(30));
  const fork = plex.fork();

  expect(differences(plex.sim, fork.sim)).toEqual([]);
  certificatesOf(fork).rotate("SYSB", { names: [B_HOST] });
  expect(certificatesOf(plex).state.value.stored["SYSB/ZWE1SV"]?.serial).toBe(1);
  certificatesOf(plex).rotate("SYSB", { names: [B_HOST] });
  for (const one of [plex, fork]) one.runFor(minutes(30));
  expect(differences(plex.sim, fork.sim)).toEqual([]);
});

test("zowe.yaml says where certificates are, what is verified, and whether AT-TLS does it", () => {
  const yaml = `${SMALL_ZOWE}`.replace(
    "  externalPort",
    `  verifyCertificates: NONSTRICT
  network:
    client:
      tls:
        attls: true
  certificate:
    keystore:
      type: JCERACFKS
      file: safkeyring://ZWESVUSR/ZoweKeyring
      password: password
      alias: zowes0w1
    truststore:
      type: JCERACFKS
      file: safkeyring://ZWESVUSR/ZoweKeyring
      password: password
  externalPort`,
  );
  const { instance } = resolved(yaml, { name: "SYSA", haInstance: "lpar1" });

  expect(tlsSettings(instance)).toEqual({
    verify: "NONSTRICT",
    store: "keyring",
    location: "safkeyring://ZWESVUSR/ZoweKeyring",
    alias: "zowes0w1",
    atTls: { server: false, client: true },
  });
});
