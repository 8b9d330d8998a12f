import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { certificateRows } from "../../src/certificates/index.js";
import { umsRows } from "../../src/ums/index.js";

const document = readFileSync(new URL("../../MODEL.md", import.meta.url), "utf8");

/** Cells of a table, without the spaces that line them up. */
const lines = document.split("\n").map((line) => line.replace(/ +\|/g, " |").replace(/\| +/g, "| "));

describe("MODEL.md", () => {
  test.each(Object.entries({ ...certificateRows, ...umsRows }))(
    "gives %s with its default and standing",
    (name, row) => {
      const line = lines.find((line) => line.startsWith(`| \`${name}\` |`));
      expect(line).toContain(`| ${row.unit} | ${row.defaultText} | ${row.standing} | ${row.meaning} |`);
    },
  );

  test("lists every event of certificates and UMS", () => {
    const folders = ["certificates", "ums"].map((name) => new URL(`../../src/${name}/`, import.meta.url));
    const texts = folders.flatMap((folder) =>
      readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8")),
    );
    const events = texts.flatMap((text) => [...text.matchAll(/(?:defineEvent|userEvent)\(\s*"([^"]+)"/g)]);

    expect(events).toHaveLength(3);
    for (const [, name = ""] of events) expect(document).toContain(`\`${name}\``);
  });
});
