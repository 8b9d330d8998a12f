/** `sysplex parameters`, `statements`, `diagnostics`, `metrics`, `schema`: printed from the code. */
import { describe, expect, test } from "vitest";
import { sysplexIn } from "./fixture.js";

async function json(...argv: string[]): Promise<Record<string, string>[]> {
  return JSON.parse((await sysplexIn(".", [...argv, "--json"])).out) as Record<string, string>[];
}

describe("the reference tables", () => {
  test("parameters have name, unit, default, standing, meaning and source", async () => {
    expect(await json("parameters")).toContainEqual({
      table: "Parameters: sysplex",
      name: "sysplex.spinTimeDedicated",
      unit: "duration",
      default: "10s",
      standing: "documented",
      meaning: expect.any(String) as unknown,
      source: expect.stringContaining("Setting Up a Sysplex") as unknown,
    });
  });

  test("statements are those of all languages, or of one", async () => {
    const tables = async (...argv: string[]) => [
      ...new Set((await json("statements", ...argv)).map(({ table }) => table)),
    ];

    expect(await tables()).toHaveLength(8);
    expect(await tables("profile")).toEqual(["Statements of the TCP/IP profile"]);
    expect((await json("statements", "profile")).map(({ statement }) => statement)).toContain(
      "VIPADYNAMIC … VIPADISTRIBUTE",
    );
    expect(await json("statements", "sfm")).toContainEqual(
      expect.objectContaining({ keyword: "ISOLATETIME" }),
    );
    expect(await json("statements", "arm")).toContainEqual(
      expect.objectContaining({ keyword: "RESTART_ATTEMPTS" }),
    );
    expect(await json("statements", "couple")).toContainEqual(
      expect.objectContaining({ keyword: "OPNOTIFY" }),
    );
    expect(await json("statements", "izuprm")).toContainEqual(
      expect.objectContaining({ statement: "HTTP_SSL_PORT" }),
    );
    expect(await json("statements", "ceaprm")).toContainEqual(
      expect.objectContaining({ keyword: "MAXSESSPERUSER", default: "10" }),
    );
    expect(await json("statements", "bpxprm")).toContainEqual(
      expect.objectContaining({ statement: "IPCMSGNIDS", default: "500" }),
    );
  });

  test("messages say which of their texts are IBM's as documented", async () => {
    const rows = await json("messages");

    // IXC102A is quoted; IXC101I up to the system's name; IXC105I by its meaning only.
    expect(rows).toContainEqual(expect.objectContaining({ id: "IXC102A", standing: "documented" }));
    expect(rows).toContainEqual(expect.objectContaining({ id: "IXC101I", standing: "documented in part" }));
    expect(rows).toContainEqual(expect.objectContaining({ id: "IXC105I", standing: "own wording" }));
    expect(rows).toContainEqual(
      expect.objectContaining({ id: "EZZ8301I", text: "VIPA ‹address› TAKEN OVER FROM ‹job› ON ‹system›" }),
    );
    expect(rows.filter(({ text }) => /undefined|object/.test(text ?? ""))).toEqual([]);
  });

  test("diagnostics show their texts with the names of what is filled in", async () => {
    expect(await json("diagnostics")).toContainEqual(
      expect.objectContaining({
        code: "TWO_VIPADEFINES",
        text: "VIPADEFINE for ‹address› is coded on ‹systems›",
      }),
    );
    expect(await json("diagnostics")).toContainEqual(
      expect.objectContaining({
        table: "About the study file",
        code: "UNKNOWN_SERVICE",
        text: "No client asks for ‹service›; there is ‹known›",
      }),
    );
  });

  test("metrics are those that a scenario may expect", async () => {
    expect((await json("metrics")).map(({ name }) => name)).toEqual(
      expect.arrayContaining(["timeToFailover", "messages.<id>"]),
    );
  });

  test.each(["parameters", "statements", "diagnostics", "metrics"])(
    "%s fit a terminal of 110 columns",
    async (name) => {
      const { status, out } = await sysplexIn(".", [name]);

      expect(status).toBe(0);
      expect(out.split("\n").filter(({ length }) => length > 110)).toEqual([]);
    },
  );

  test("the schema of a scenario is JSON Schema", async () => {
    expect(JSON.parse((await sysplexIn(".", ["schema", "scenario"])).out)).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      required: expect.arrayContaining(["scenario", "title"]) as unknown,
    });
  });
});
