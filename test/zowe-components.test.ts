/** Every component of Zowe on one of two systems crashes, hangs, and runs out of memory: who starts it again, and who forgets it. */
import { describe, expect, test } from "vitest";
import { run, shipped } from "./support/shipped-scenarios.js";

const components = ["gateway", "zaas", "discovery", "api-catalog", "caching-service", "app-server", "zss"];

/** Those that register themselves; ZSS has a static definition, which Discovery itself renews. */
const registering = components.filter((name) => name !== "zss");

/** @source zowe/api-layer issue 3518: start scripts with ExitOnOutOfMemoryError; that of ZAAS of 2024-10 has none. */
const staysOutOfMemory = ["zaas"];

function zoweAfter(entry: string) {
  const { zowe, timeline } = run(
    shipped("zowe-gateway-crash", (text) =>
      text.replace(/^timeline:[\s\S]*/m, `duration: 10m\ntimeline:\n  - { at: 2m, ${entry} }\n`),
    ),
  );
  expect(timeline[0]?.refusal).toBeUndefined();
  return zowe?.metrics ?? expect.fail("there is no Zowe");
}

describe.each(components)("%s", (name) => {
  test("that crashes is started again, before anybody has forgotten it", () => {
    expect(zoweAfter(`fail: SYSB/ZWESLSTC/${name}`)).toMatchObject({ starts: 1, evictions: 0, givenUp: 0 });
  });

  test("that hangs is not: its launcher sees a process that lives", () => {
    const { starts, evictions } = zoweAfter(`hang: SYSB/ZWESLSTC/${name}`);

    expect(starts).toBe(0);
    // One Discovery evicts it where it was a Discovery that hung, else both do; what is static stays for ever.
    const expected = !registering.includes(name) ? [0] : name === "discovery" ? [1, 2] : [2];
    expect(expected).toContain(evictions);
  });

  test("that is out of memory ends by itself and is started again, or stays, alive and useless", () => {
    const { starts } = zoweAfter(`fail: SYSB/ZWESLSTC/${name}, how: out-of-memory`);

    expect(starts).toBe(staysOutOfMemory.includes(name) ? 0 : 1);
  });
});
