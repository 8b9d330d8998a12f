/** A fork in the middle of any story of certificates and UMS. */
import fc from "fast-check";
import { minutes, seconds, type Duration } from "@sysplex/sim-core";
import { expect, test } from "vitest";
import { differences } from "../../../../test/support/forked.js";
import { UMS_PORT } from "../../src/index.js";
import { DVIPA, duration, homeAddress, SMALL_ZOWE, ZoweFixture } from "../fixture.js";
import { sharedByFork } from "../shared-by-fork.js";

const YAML = SMALL_ZOWE.replace(
  "haInstances:",
  "  izp:\n    enabled: true\n    server:\n      host: dvipa.example.com\n      authType: MFA_JWT\nhaInstances:",
);

const systems = ["SYSA", "SYSB"] as const;

interface Happening {
  readonly what: string;
  readonly system: (typeof systems)[number];
  readonly component: string;
  readonly wait: Duration;
}

const things: Readonly<Record<string, (plex: ZoweFixture, happening: Happening) => void>> = {
  kill: (plex, { component, system }) => plex.component(component, system).kill(),
  hang: (plex, { component, system }) => plex.component(component, system).hang(),
  resume: (plex, { component, system }) => plex.component(component, system).resume(),
  rotate: ({ plex }, { system }) => plex.zowe.certificates.rotate(system, { expiresAfter: minutes(7) }),
  rotateAll: ({ plex }) => plex.zowe.certificates.rotate(undefined),
  otherAuthority: ({ plex }, { system }) => plex.zowe.certificates.rotate(system, { signedBy: "New CA" }),
  badNames: ({ plex }, { system }) => plex.zowe.certificates.rotate(system, { names: [] }),
  zosmf: ({ plex }) => plex.zowe.certificates.rotate("zosmf", { expiresAfter: minutes(2) }),
};

const story = fc.array(
  fc.record({
    what: fc.constantFrom(...Object.keys(things)),
    system: fc.constantFrom(...systems),
    component: fc.constantFrom("izp", "gateway", "discovery", "zss"),
    wait: fc.nat(90).map((length) => seconds(length)),
  }),
  { minLength: 1, maxLength: 10 },
);

function play(plex: ZoweFixture, happenings: readonly Happening[]): void {
  for (const happening of happenings) {
    things[happening.what]?.(plex, happening);
    plex.runFor(happening.wait);
  }
}

function zowe(): ZoweFixture {
  const hosts = {
    "dvipa.example.com": DVIPA,
    "sysa.example.com": homeAddress("SYSA"),
    "sysb.example.com": homeAddress("SYSB"),
  };
  const users = { name: "dba", count: 3, address: DVIPA, port: UMS_PORT, think: duration("uniform(2s, 9s)") };
  const certificates = { instances: { lpar2: { expiresAfter: minutes(5) } } };
  return ZoweFixture.up({ yaml: YAML, hosts, ports: [UMS_PORT, 7557], umsUsers: [users], certificates });
}

test("holds the same, shares nothing that changes, and goes on as its parent and as one never forked", () => {
  const problems = new Set<boolean>();
  fc.assert(
    fc.property(story, fc.nat(9), (happenings, cut) => {
      const count = cut % (happenings.length + 1);
      const [plex, straight] = [zowe(), zowe()];
      for (const one of [plex, straight]) play(one, happenings.slice(0, count));
      for (const one of [plex, straight]) problems.add(one.plex.zowe.certificates.isInOrder);
      const fork = plex.fork();

      expect(differences(plex.sim, fork.sim)).toEqual([]);
      expect(sharedByFork(plex.sim, fork.sim)).toEqual([]);
      for (const one of [fork, plex, straight]) {
        play(one, happenings.slice(count));
        one.runFor(minutes(6));
      }
      expect(differences(straight.sim, fork.sim)).toEqual([]);
      expect(differences(straight.sim, plex.sim)).toEqual([]);
    }),
    { numRuns: 30 },
  );
  expect(problems.size, "certificates were in order, and were not").toBe(2);
});
