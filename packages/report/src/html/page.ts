/**
 * The whole page in one file. Nothing is loaded: the policy allows the two scripts and the one style sheet that stand in it, by
 * their hashes, and no request at all.
 *
 * Style attributes are allowed, as drawings position and colour their parts by them; no user's text stands in one.
 */
import { createHash } from "node:crypto";
import { CHART_LIBRARY, PAGE_SCRIPT } from "./scripts.js";
import type { LiveChart } from "./figure.js";
import { markup, Markup, scriptJson } from "./markup.js";
import { STYLE } from "./style.js";

export interface Page {
  readonly title: string;
  readonly header: Markup;
  readonly body: Markup;
  readonly charts: readonly LiveChart[];
}

export function pageText({ title, header, body, charts }: Page): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${Markup.of(STYLE)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
${header}
<main id="content">
${body}
</main>
<footer><p>Written by Sysplex Simulator. The file is complete: it opens without a network. Figures are those of a model; what it assumes is listed above.</p></footer>
<script id="charts" type="application/json">${scriptJson(charts)}</script>
<script>${Markup.of(CHART_LIBRARY)}</script>
<script>${Markup.of(PAGE_SCRIPT)}</script>
</body>
</html>
`.text;
}

function policy(): string {
  return [
    "default-src 'none'",
    `script-src ${hashOf(CHART_LIBRARY)} ${hashOf(PAGE_SCRIPT)}`,
    "style-src 'unsafe-inline'", // For browsers that do not know the next two.
    `style-src-elem ${hashOf(STYLE)}`,
    "style-src-attr 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
}
