import { describe, expect, test } from "vitest";
import { configurationRows, environmentRows, maskedLines } from "../../src/index.js";
import { resolved, TWO_INSTANCES } from "./fixture.js";

const SECRETS = TWO_INSTANCES.replace(
  "zowe:\n",
  `zowe:
  setup:
    certificate:
      pkcs12: { password: hidden1, caPassword: 4711 }
  environments:
    DB_PASSWORD: hidden2
    URL: redis://user:hidden3@host:6379
`,
);

/** `zowe.yaml:7` */
function placeOf(text: string, part: string): string {
  return `zowe.yaml:${text.slice(0, text.indexOf(part)).split("\n").length}`;
}

describe("rows", () => {
  const configuration = resolved(TWO_INSTANCES, { haInstance: "lpar2a" });
  const rows = configurationRows(configuration, configuration.instance);
  const row = (name: string) => rows.find((each) => each.name === name);

  test("say of every value where it came from", () => {
    expect(row("/zowe/externalPort")).toEqual({
      name: "/zowe/externalPort",
      value: 7554,
      from: placeOf(TWO_INSTANCES, "externalPort"),
    });
    expect(row("/components/discovery/port")).toMatchObject({
      value: 17553,
      from: placeOf(TWO_INSTANCES, "17553"),
    });
    expect(row("/zowe/job/name")).toMatchObject({ value: "ZWE1SV", from: "default of 3.1" });
    expect(rows.every(({ from }) => from !== "")).toBe(true);
  });

  test("begin with what was computed", () => {
    expect(row("host name")).toMatchObject({ value: "lpar2.example.com", from: "computed" });
    expect(row("ZWE_DISCOVERY_SERVICES_LIST")?.value).toHaveLength(2);
  });

  test("tell a template", () => {
    const text = `${TWO_INSTANCES}java:\n  home: "\${{ '/usr/lpp' }}"\n`;
    const templated = resolved(text);

    expect(configurationRows(templated, templated.instance)).toContainEqual({
      name: "/java/home",
      value: "/usr/lpp",
      from: `${placeOf(text, "home:")} by a template`,
    });
  });
});

describe("secrets", () => {
  const configuration = resolved(SECRETS, { haInstance: "lpar1" });

  test("are in no row, and in no variable", () => {
    const { instance } = configuration;
    const shown = JSON.stringify([
      configurationRows(configuration, instance),
      environmentRows(configuration, instance, "zss"),
    ]);

    expect(shown).toContain("********");
    expect(shown).not.toMatch(/hidden|4711/);
  });

  test("are behind stars in the lines of an excerpt, which keep their length", () => {
    const shown = maskedLines(SECRETS);

    expect(shown).not.toMatch(/hidden|4711/);
    expect(shown.split("\n").map(({ length }) => length)).toEqual(
      SECRETS.split("\n").map(({ length }) => length),
    );
  });
});
