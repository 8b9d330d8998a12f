/** `sysplex parameters`, `statements`, `diagnostics`, `metrics`, `schema`: printed from the code. */
import { describe, expect, test } from "vitest";
import { sysplexIn } from "./fixture.js";

function json(...argv: string[]): Record<string, string>[] {
  return JSON.parse(sysplexIn(".", [...argv, "--json"]).out) as Record<string, string>[];
}

describe("the reference tables", () => {
  test("parameters have name, unit, default, standing, meaning and source", () => {
    expect(json("parameters")).toContainEqual({
      table: "Parameters: sysplex",
      name: "sysplex.spinTimeDedicated",
      unit: "duration",
      default: "10s",
      standing: "documented",
      meaning: expect.any(String) as unknown,
      source: expect.stringContaining("Setting Up a Sysplex") as unknown,
    });
  });

  test("statements are those of all languages, or of one", () => {
    const tables = (...argv: string[]) => [...new Set(json("statements", ...argv).map(({ table }) => table))];

    expect(tables()).toHaveLength(5);
    expect(tables("profile")).toEqual(["Statements of the TCP/IP profile"]);
    expect(json("statements", "profile").map(({ statement }) => statement)).toContain(
      "VIPADYNAMIC … VIPADISTRIBUTE",
    );
    expect(json("statements", "sfm")).toContainEqual(expect.objectContaining({ keyword: "ISOLATETIME" }));
    expect(json("statements", "arm")).toContainEqual(
      expect.objectContaining({ keyword: "RESTART_ATTEMPTS" }),
    );
    expect(json("statements", "couple")).toContainEqual(expect.objectContaining({ keyword: "OPNOTIFY" }));
    expect(json("statements", "izuprm")).toContainEqual(
      expect.objectContaining({ statement: "HTTP_SSL_PORT" }),
    );
  });

  test("messages say which of their texts are IBM's as documented", () => {
    const rows = json("messages");

    // IXC102A is quoted; IXC101I up to the system's name; IXC105I by its meaning only.
    expect(rows).toContainEqual(expect.objectContaining({ id: "IXC102A", standing: "documented" }));
    expect(rows).toContainEqual(expect.objectContaining({ id: "IXC101I", standing: "documented in part" }));
    expect(rows).toContainEqual(expect.objectContaining({ id: "IXC105I", standing: "own wording" }));
    expect(rows).toContainEqual(
      expect.objectContaining({ id: "EZZ8301I", text: "VIPA ‹address› TAKEN OVER FROM ‹job› ON ‹system›" }),
    );
    expect(rows.filter(({ text }) => /undefined|object/.test(text ?? ""))).toEqual([]);
  });

  test("diagnostics show their texts with the names of what is filled in", () => {
    expect(json("diagnostics")).toContainEqual(
      expect.objectContaining({
        code: "TWO_VIPADEFINES",
        text: "VIPADEFINE for ‹address› is coded on ‹systems›",
      }),
    );
  });

  test("metrics are those that a scenario may expect", () => {
    expect(json("metrics").map(({ name }) => name)).toEqual(
      expect.arrayContaining(["timeToFailover", "messages.<id>"]),
    );
  });

  test.each(["parameters", "statements", "diagnostics", "metrics"])(
    "%s fit a terminal of 110 columns",
    (name) => {
      const { status, out } = sysplexIn(".", [name]);

      expect(status).toBe(0);
      expect(out.split("\n").filter(({ length }) => length > 110)).toEqual([]);
    },
  );

  test("the schema of a scenario is JSON Schema", () => {
    expect(JSON.parse(sysplexIn(".", ["schema", "scenario"]).out)).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      required: expect.arrayContaining(["scenario", "title"]) as unknown,
    });
  });
});
