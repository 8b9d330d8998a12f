import { describe, expect, test } from "vitest";
import { millis, minutes, seconds } from "@sysplex/sim-core";
import type { ServiceThreads } from "../src/index.js";
import { duration, homeAddress, SMALL_ZOWE, ZoweFixture } from "./fixture.js";

const CONSTANT = { serviceTime: duration("100ms") };

/** A component that has no model of its own. */
const COMPONENT = "metrics-service";
const WITH_METRICS = SMALL_ZOWE.replace(
  "  zss:\n    enabled: true\n    port: 7557\n",
  `  ${COMPONENT}:\n    enabled: true\n    port: 7551\n`,
);

function threadsOf(plex: ZoweFixture, id = COMPONENT): ServiceThreads {
  return plex.plex.zowe.applicationOf(`SYSA/ZWE1SV/${id}`) as ServiceThreads;
}

/** Sends so many requests to it, each on a connection of its own. */
function send(plex: ZoweFixture, count: number) {
  const client = plex.client(homeAddress("SYSA"), 7551);
  for (let request = 0; request < count; request += 1) client.send();
  return client;
}

describe("a component's threads", () => {
  test("work on as many requests at a time as there are, the others wait in order of arrival", () => {
    const plex = ZoweFixture.up({ yaml: WITH_METRICS, parameters: { ...CONSTANT, threads: 2 } });
    const client = send(plex, 5);

    const answered = [100, 100, 100].map((wait) => {
      plex.runFor(millis(wait));
      return client.answers.length;
    });

    expect(answered).toEqual([2, 4, 5]);
    expect(threadsOf(plex).answeredCount).toBe(5);
  });

  test("take longer by the factor that slows the component", () => {
    const plex = ZoweFixture.up({ yaml: WITH_METRICS, parameters: CONSTANT });
    plex.component(COMPONENT).slow(25);
    const client = send(plex, 1);

    plex.runFor(millis(2_499));
    expect(client.answers).toEqual([]);
    plex.runFor(millis(1));
    expect(client.answers).toEqual([200]);
  });

  test("lose what is in service and what waits, when the process ends", () => {
    const plex = ZoweFixture.up({ yaml: WITH_METRICS, parameters: { ...CONSTANT, threads: 2 } });
    const client = send(plex, 5);
    plex.runFor(millis(50));
    expect(threadsOf(plex).inside).toBe(5);

    plex.component(COMPONENT).kill();
    plex.runFor(seconds(1));

    expect(client.answers).toEqual(Array.from({ length: 5 }, () => "reset"));
    expect([threadsOf(plex).inside, threadsOf(plex).lostCount]).toEqual([0, 5]);
  });

  test("hold up a request in service by exactly the length of a hang", () => {
    const plex = ZoweFixture.up({ yaml: WITH_METRICS, parameters: CONSTANT });
    const client = send(plex, 1);
    plex.runFor(millis(50));

    plex.component(COMPONENT).hang();
    plex.runFor(minutes(1));
    plex.component(COMPONENT).resume();
    plex.runFor(millis(49));
    expect(client.answers).toEqual([]);
    plex.runFor(millis(1));

    expect(client.answers).toEqual([200]);
  });
});
