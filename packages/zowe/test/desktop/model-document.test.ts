import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { catalogRows } from "../../src/api-catalog/index.js";
import { desktopRows, socketCauses } from "../../src/desktop/index.js";
import { websocketCauses } from "../../src/gateway/index.js";
import { zssRows } from "../../src/zss/index.js";

const document = readFileSync(new URL("../../MODEL.md", import.meta.url), "utf8");

/** Cells of a table, without the spaces that line them up. */
const lines = document.split("\n").map((line) => line.replace(/ +\|/g, " |").replace(/\| +/g, "| "));

describe("MODEL.md", () => {
  test.each(Object.entries({ ...desktopRows, ...zssRows, ...catalogRows }))(
    "gives %s with its default, standing and meaning",
    (name, row) => {
      const line = lines.find((line) => line.startsWith(`| \`${name}\` |`));
      expect(line).toContain(`| ${row.unit} | ${row.defaultText} | ${row.standing} | ${row.meaning} |`);
    },
  );

  test("lists every event of the Desktop, of ZSS and of websockets, and what ends a websocket", () => {
    const folders = ["desktop", "zss", "gateway"].map(
      (name) => new URL(`../../src/${name}/`, import.meta.url),
    );
    const texts = folders.flatMap((folder) =>
      readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8")),
    );
    const pattern = /(?:defineEvent|programEvent|gatewayEvent)\(\s*"([^"]+)"/g;
    const events = texts.flatMap((text) => [...text.matchAll(pattern)]);

    expect(events.length).toBeGreaterThanOrEqual(9);
    for (const [, name = ""] of events) expect(document).toContain(`\`${name}\``);
    for (const cause of [...websocketCauses, ...socketCauses]) expect(document).toContain(`\`${cause}\``);
  });
});
