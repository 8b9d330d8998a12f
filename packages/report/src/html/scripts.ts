/**
 * The two scripts of a page, read once, as an import would: the chart library as its package ships it for browsers, and ours.
 *
 * Both lie where they are found from the sources and from the compiled package alike, so that nothing has to be built.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** Bars, lines, points and both renderers: 0.7 MB. It ends no script element, which a test looks at. */
export const CHART_LIBRARY = readFileSync(
  createRequire(import.meta.url).resolve("echarts/dist/echarts.common.min.js"),
  "utf8",
);

export const PAGE_SCRIPT = readFileSync(new URL("../../src/browser/page.js", import.meta.url), "utf8");
