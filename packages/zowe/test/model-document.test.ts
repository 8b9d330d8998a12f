import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { componentRows, launcherRows } from "../src/parameters.js";

const document = readFileSync(new URL("../MODEL.md", import.meta.url), "utf8");

/** Cells of a table, without the spaces that line them up. */
const lines = document.split("\n").map((line) => line.replace(/ +\|/g, " |").replace(/\| +/g, "| "));

describe("MODEL.md", () => {
  test.each(Object.entries({ ...launcherRows, ...componentRows }))(
    "gives %s with its default and standing",
    (name, row) => {
      const line = lines.find((line) => line.startsWith(`| \`${name}\` |`));
      expect(line).toContain(`| ${row.defaultText} | ${row.standing} |`);
    },
  );

  test("lists every event of launchers and components", () => {
    const folders = ["", "launcher/"].map((name) => new URL(`../src/${name}`, import.meta.url));
    const texts = folders.flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith(".ts"))
        .map((name) => readFileSync(new URL(name, folder), "utf8")),
    );
    const events = texts.flatMap((text) => [...text.matchAll(/(?:defineEvent|step)\(\s*"([^"]+)"/g)]);

    expect(events.length).toBeGreaterThan(10);
    for (const [, name = ""] of events) expect(document).toContain(`\`${name}\``);
  });
});
