import { describe, expect, test } from "vitest";
import type { ApplicationOptions } from "../src/applications.js";
import { ServiceThreads } from "../src/index.js";
import { COMPONENT_COUNT_MAX, componentIn, slotIn, slotPayload } from "../src/slot-events.js";
import { Zss } from "../src/zss/index.js";
import { SMALL_ZOWE, ZoweFixture } from "./fixture.js";

/** The last slot of a program: a payload has 31 bits, of which ten are the component's. */
const LAST_SLOT = 2 ** 21 - 1;
const LAST_COMPONENT = 2 ** 10 - 1;

describe("a payload", () => {
  test.each([
    [0, 0],
    [LAST_SLOT, 0],
    [0, LAST_COMPONENT],
    [LAST_SLOT, LAST_COMPONENT],
  ])("gives slot %i and component %i back, and stays below 2³¹", (slot, component) => {
    const payload = slotPayload(slot, component);

    expect([slotIn(payload), componentIn(payload)]).toEqual([slot, component]);
    expect(payload).toBeLessThan(2 ** 31);
  });
});

describe("the place of a component whose requests have events", () => {
  const plex = ZoweFixture.up({ yaml: SMALL_ZOWE });
  const optionsAt = (index: number) =>
    ({
      component: plex.component("zss"),
      index,
      parameters: plex.plex.zowe.parameters,
      operations: plex.plex.zowe.operations,
    }) as ApplicationOptions;

  test.each([
    ["service threads", (index: number) => new ServiceThreads(plex.plex, optionsAt(index))],
    ["a program that asks others", (index: number) => new Zss(plex.plex, optionsAt(index))],
  ])("fits its ten bits: %s", (_what, made) => {
    expect(() => made(LAST_COMPONENT)).not.toThrow();
    expect(() => made(COMPONENT_COUNT_MAX)).toThrow("At most 1024 components");
  });
});
