/** A setting is put where it belongs, and the rest of the file stays as it is. */
import { describe, expect, test } from "vitest";
import { standingOf, withSettings, type Setting } from "../../src/index.js";
import { hostOf, PAIR } from "../pair.js";

const FILES: Readonly<Record<string, string>> = {
  ...PAIR,
  "TCPPROF.SYSA": `; HEALTHSWITCH in a comment
VIPADYNAMIC
  VIPADISTRIBUTE DEFINE DISTM HOTSTANDBY AUTOSWITCHBACK HEALTHSWITCH 10.1.1.100 ; HEALTHSWITCH is meant
    PORT 443 DESTIP 10.1.2.1 PREFERRED
ENDVIPADYNAMIC
`,
  "zowe.yaml": "components:\n  gateway:\n    port: 7554 # the usual\n",
  "base.yaml": "clients:\n  - { name: rest, arrivals: every 1s }\nduration: 5m\n",
};

function apply(settings: readonly Setting[], text = FILES["scenario.yaml"] ?? "") {
  return withSettings({ file: "scenario.yaml", text }, hostOf(FILES), settings);
}

function fileAfter(setting: Setting, path: string, text?: string): string {
  const { host, problems } = apply([setting], text);
  const reading = host.readText(path);
  expect(problems).toEqual([]);
  return reading.ok ? reading.source.text : "";
}

describe("in the scenario", () => {
  test.each([
    ["clients.rest.arrivals", "poisson 50/s", "arrivals: poisson 50/s"],
    ["timeline[1].at", "40s", "{ at: 40s, fail: SYSA }"],
    ["sysplex.operator.replyAfter", "1m", "replyAfter: 1m"],
    ["zosmf.startDuration", "2m", "zosmf.startDuration: 2m"],
    ["duration", "9m", "duration: 9m"],
  ])("%s", (name, value, expected) => {
    const { source, problems } = apply([{ name, value }]);

    expect(problems).toEqual([]);
    expect(source.text).toContain(expected);
    expect(source.text).toContain("title: Does it work?");
  });

  test("a list of the file that is extended is taken over, and changed in one place", () => {
    const { source } = apply(
      [{ name: "clients.rest.arrivals", value: "every 2s" }],
      "extends: base.yaml\nscenario: a\n",
    );

    expect(source.text).toContain("name: rest");
    expect(source.text).toContain("arrivals: every 2s");
  });

  test.each(["clients.nobody.arrivals", "timeline[9].at", "duration.of.what"])("%s cannot be", (name) => {
    expect(apply([{ name, value: 1 }]).problems).toMatchObject([{ setting: { name } }]);
  });
});

describe("in a file that the scenario names", () => {
  test("a keyword of the SFM policy", () => {
    expect(fileAfter({ name: "sfm.isolateTime", value: 30 }, "SFMPOL01")).toContain("ISOLATETIME(30)");
  });

  test("a keyword of IZUPRMxx of one system, and of no other", () => {
    const { host } = apply([{ name: "izuprm SYSA HTTP_SSL_PORT", value: 8443 }]);

    expect(host.readText("IZUPRM0A")).toMatchObject({
      source: { text: expect.stringContaining("HTTP_SSL_PORT(8443)") },
    });
    expect(host.readText("IZUPRM0B")).toMatchObject({
      source: { text: expect.stringContaining("HTTP_SSL_PORT(443)") },
    });
  });

  test("a keyword of a statement of a profile, its comments untouched", () => {
    const text = fileAfter(
      { name: "profile SYSA VIPADISTRIBUTE.healthSwitch", value: false },
      "TCPPROF.SYSA",
    );

    expect(text).toContain("AUTOSWITCHBACK NOHEALTHSWITCH 10.1.1.100 ; HEALTHSWITCH is meant");
    expect(text).toContain("; HEALTHSWITCH in a comment");
  });

  test("the word behind a keyword of a statement", () => {
    const text = fileAfter({ name: "profile SYSA VIPADISTRIBUTE.port", value: 8443 }, "TCPPROF.SYSA");

    expect(text).toContain("PORT 8443 DESTIP");
  });

  test("a value of zowe.yaml, however the scenario names it", () => {
    for (const zowe of ["zowe.yaml", "{ config: FILE(zowe.yaml):FILE(base.yaml) }"]) {
      const setting = { name: "zowe.components.gateway.port", value: 8554 };

      expect(fileAfter(setting, "zowe.yaml", `zowe: ${zowe}\n`)).toContain("port: 8554 # the usual");
    }
  });

  test.each([
    ["sfm.prompt", /not coded in SFMPOL01/],
    ["couple.interval", /names no file/],
    ["profile SYSC VIPADISTRIBUTE.port", /names no file/],
  ])("%s cannot be", (name, why) => {
    expect(apply([{ name, value: 1 }]).problems).toMatchObject([{ why: expect.stringMatching(why) }]);
  });
});

test("a parameter has a standing, and nothing else has", () => {
  expect(standingOf("zosmf.startDuration")).toBeDefined();
  expect(standingOf("zosmf.nothing")).toBeUndefined();
  expect(standingOf("clients.rest.arrivals")).toBeUndefined();
});
