/**
 * Reports in a real browser: opened from disk, with what a person does to them. It needs Chromium, which Debian has as a
 * package (`apt-get install chromium`), or any other that the variable CHROMIUM names; without one the tests are skipped.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundleScenario, compareVariants, conductStudy, conductSweep, readStudy } from "@sysplex/experiment";
import { reportHtml, type ComparisonResult, type ReportInput, type SweepResult } from "@sysplex/report";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, type TestContext } from "vitest";
import { folderHost } from "./support/folder-host.js";
import { run, shipped } from "./support/shipped-scenarios.js";

const CHROMIUM = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
].find((path) => path !== undefined && existsSync(path));

const folder = mkdtempSync(join(tmpdir(), "sysplex-report-"));
let browser: Browser | undefined;

beforeAll(async () => {
  if (CHROMIUM !== undefined)
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Opened {
  readonly page: Page;
  /** Everything that a console, a policy or a network had to say. */
  readonly noise: readonly string[];
}

/** Opens a report from disk; skips the test where there is no browser. */
async function opened(
  context: TestContext,
  name: string,
  options: BrowserContextOptions = {},
): Promise<Opened> {
  if (browser === undefined)
    return context.skip("no Chromium found: apt-get install chromium, or set CHROMIUM to one");
  const page = await browser.newPage({ viewport: { width: 1_100, height: 800 }, ...options });
  const noise: string[] = [];
  const url = pathToFileURL(join(folder, name)).href;
  page.on("console", (message) => noise.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => noise.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    noise.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (request.url() !== url) noise.push(`request: ${request.url()}`);
  });
  await page.goto(url);
  await page.waitForLoadState("load");
  return { page, noise };
}

function write(name: string, input: ReportInput): void {
  writeFileSync(join(folder, name), reportHtml(input));
}

const zosmf = run(shipped("zosmf-lpar-loss"));
const zowe = run(shipped("zowe-lpar-loss"));
const HOSTILE = `"'></script><script>window.pwned=1</script><img src=x onerror=window.pwned=1>{b}{a|x}`;

beforeAll(async () => {
  write("zosmf.html", { runs: [zosmf], command: "sysplex run scenarios/zosmf-lpar-loss/scenario.yaml" });
  write("zowe.html", { runs: [zowe] });
  write("hostile.html", { runs: [withHostileTexts(zowe)] });
  write("compared.html", { comparison: await compared("zosmf-lpar-loss-sfm", "zosmf-lpar-loss") });
  write("swept.html", { sweep: await swept() });
});

/** What users wrote, and what was made of it: every text but the few words that the report knows. */
function withHostileTexts<Value>(value: Value, key = ""): Value {
  if (typeof value === "string")
    return (["kind", "phase", "to"].includes(key) ? value : value + HOSTILE) as Value;
  if (Array.isArray(value)) return value.map((item: unknown) => withHostileTexts(item, key)) as Value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      key === "services" || key === "users" ? name + HOSTILE : name,
      withHostileTexts(item as unknown, name),
    ]),
  ) as Value;
}

/** What the package of experiments gives is what the package of reports takes. */
async function compared(...names: readonly string[]): Promise<ComparisonResult> {
  const variants = names.map((name) => {
    const folderOf = fileURLToPath(new URL(`../scenarios/${name}`, import.meta.url));
    const text = readFileSync(join(folderOf, "scenario.yaml"), "utf8");
    const { bundle } = bundleScenario({ file: "scenario.yaml", text }, folderHost(folderOf));
    if (bundle === undefined) throw new Error(`${name} cannot be read`);
    return { name, bundle };
  });
  const study = await conductStudy({ name: "pair", version: "test", seed: "1", variants, replications: 3 });
  return compareVariants(study.variants, { service: "zosmf" });
}

/** Every combination of two factors: when the lost system is isolated, and how long a take-over lasts. */
async function swept(): Promise<SweepResult> {
  const text = `study: isolation
scenario: scenario.yaml
replications: 2
factors:
  sfm.isolateTime: [0, 20]
  tcpip.takeoverDuration: [100ms, 5s]
metrics: [outageSeconds, availability]
`;
  const host = folderHost(fileURLToPath(new URL("../scenarios/zosmf-lpar-loss-sfm", import.meta.url)));
  const { study } = readStudy(
    { file: "study.yaml", text },
    {
      openScenario: (path) => {
        const reading = host.readText(path);
        return reading.ok ? { ...reading, host } : { ok: false, problem: "missing" };
      },
    },
  );
  if (study === undefined) throw new Error("The study cannot be read");
  return conductSweep(study, "test");
}

/** The place of a share of the drawing of a figure, in the page. */
async function pointIn(
  page: Page,
  title: string,
  across: number,
  down: number,
): Promise<{ x: number; y: number }> {
  const live = page.locator("figure", { hasText: title }).first().locator(".live");
  await live.scrollIntoViewIfNeeded();
  const box = await live.boundingBox();
  if (box === null) throw new Error(`${title} is not drawn`);
  return { x: box.x + box.width * across, y: box.y + box.height * down };
}

/** What the tooltip says when the mouse stands there. */
async function hovered(page: Page, title: string, across: number, down: number): Promise<string> {
  const { x, y } = await pointIn(page, title, across, down);
  await page.mouse.move(x - 2, y);
  await page.mouse.move(x, y);
  const tip = page.locator("figure", { hasText: title }).first().locator(".tip");
  await tip.locator("p").first().waitFor({ state: "visible", timeout: 5_000 });
  return tip.innerText();
}

describe("a report opened from disk", () => {
  test("draws every chart, says nothing to the console and asks nothing of a network", async (context) => {
    for (const [name, charts] of [
      ["zosmf.html", 6],
      ["zowe.html", 9],
      ["compared.html", 4],
      ["swept.html", 2],
    ] as const) {
      const { page, noise } = await opened(context, name);
      const drawn = page.locator("figure .live svg");

      expect(await drawn.count(), name).toBeGreaterThanOrEqual(charts);
      expect(await page.locator("figure").count()).toBe(await drawn.count());
      for (const svg of await drawn.all())
        expect(await svg.locator("path, polygon").count()).toBeGreaterThan(5);
      expect(noise).toEqual([]);
      await page.close();
    }
  });

  test("shows values where the mouse stands: over time, in a lane, in a part of a bar", async (context) => {
    const { page, noise } = await opened(context, "zosmf.html");

    // A quarter of the width is before the failure at 5 of 20 minutes; all three latencies are there.
    expect(await hovered(page, "Latency over time", 0.24, 0.5)).toMatch(
      /^at \d:\d\d\s+longest: [\d.,]+ ms\s+99th percentile: [\d.,]+ ms\s+median: [\d.,]+ ms$/,
    );
    expect(await hovered(page, "Requests by outcome", 0.24, 0.5)).toMatch(
      /succeeded: \d+ requests\s+failed: 0 requests/,
    );
    expect(await hovered(page, "Latency distribution", 0.5, 0.5)).toMatch(
      /% of the requests\s+zosmf: [\d.,]+ ms/,
    );
    expect(await hovered(page, "Stacks, owners", 0.3, 0.26)).toMatch(
      /^SYSA\/TCPIP: up, 0:00 to 5:00 \(5 min\)/,
    );
    expect(await hovered(page, "The seconds explained", 0.26, 0.32)).toMatch(
      /^45 s to detect: SYSA misses its status updates/,
    );
    expect(noise).toEqual([]);
  });

  test("is read with keys alone: the skip link, the sections, the charts and their values", async (context) => {
    const { page } = await opened(context, "zosmf.html");
    const focused = () => page.evaluate<string>(`document.activeElement.textContent.slice(0, 30)`);
    const order: string[] = [];
    for (let step = 0; step < 4; step += 1) {
      await page.keyboard.press("Tab");
      order.push(await focused());
    }
    expect(order).toEqual(["Skip to the content", "Summary", "Run: zosmf-lpar-loss", "Passport"]);

    const live = page.locator("figure", { hasText: "Latency over time" }).first().locator(".live");
    await live.focus();
    await page.keyboard.press("Home");
    const first = await page.locator("figure").first().locator(".said").textContent();
    await page.keyboard.press("ArrowRight");
    const second = await page.locator("figure").first().locator(".said").textContent();

    expect(first).toMatch(/^at 1:00; .*median: [\d.,]+ ms$/);
    expect(second).toMatch(/^at 1:05; /);
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("The figures as a table");
    await page.keyboard.press("Enter");
    expect(await page.locator("figure").first().locator("details table").isVisible()).toBe(true);
  });

  test("comes to every chart and every table that can be scrolled by the tabulator alone", async (context) => {
    const { page } = await opened(context, "zosmf.html");
    const reached = new Set<string>();
    for (let step = 0; step < 80; step += 1) {
      await page.keyboard.press("Tab");
      reached.add(await page.evaluate<string>(`document.activeElement.closest("figure")?.id ?? ""`));
    }

    for (const figure of await page.locator("figure").all())
      expect(reached).toContain(await figure.getAttribute("id"));
  });
});

describe("light, dark and paper", () => {
  const groundOf = (page: Page) => page.evaluate<string>(`getComputedStyle(document.body).backgroundColor`);
  /** Of the first text of a chart, the name of its axis. */
  const inkOf = (page: Page) =>
    page.evaluate<string>(`getComputedStyle(document.querySelector(".live svg text")).fill`);

  test("a report turns dark with the system, its charts too", async (context) => {
    const { page } = await opened(context, "zosmf.html", { colorScheme: "dark" });
    expect([await groundOf(page), await inkOf(page)]).toEqual(["rgb(20, 24, 29)", "rgb(167, 176, 187)"]);

    await page.emulateMedia({ colorScheme: "light" });
    expect([await groundOf(page), await inkOf(page)]).toEqual(["rgb(255, 255, 255)", "rgb(86, 94, 104)"]);
  });

  test("on paper it is light, shows drawings in place of live charts, and no table that was closed", async (context) => {
    const { page } = await opened(context, "zosmf.html", { colorScheme: "dark" });
    await page.emulateMedia({ media: "print" });

    expect(await groundOf(page)).toBe("rgb(255, 255, 255)");
    expect(await page.locator(".live:visible").count()).toBe(0);
    expect(await page.locator(".drawn svg:visible").count()).toBe(await page.locator("figure").count());
    expect(await page.locator("figure details:visible").count()).toBe(0);
    expect(await page.locator("nav:visible").count()).toBe(0);
    expect(await page.locator(".printed td", { hasText: "IXC402D" }).first().isVisible()).toBe(true);
  });

  test("no drawing or table is wider than the paper", async (context) => {
    const { page } = await opened(context, "zowe.html", { viewport: { width: 690, height: 1_000 } });
    await page.emulateMedia({ media: "print" });

    expect(await page.evaluate<number>(`document.documentElement.scrollWidth`)).toBeLessThanOrEqual(690);
  });

  test("on a telephone nothing is wider than the screen", async (context) => {
    for (const name of ["zowe.html", "compared.html", "swept.html"]) {
      const { page } = await opened(context, name, { viewport: { width: 390, height: 800 } });

      expect(await page.evaluate<number>(`document.documentElement.scrollWidth`), name).toBeLessThanOrEqual(
        390,
      );
      await page.close();
    }
  });
});

describe("interactions of two factors", () => {
  test("are a table that is open, reached by the tabulator, and printed", async (context) => {
    const { page } = await opened(context, "swept.html");
    const heading = page.getByRole("heading", { name: "Interactions of two factors", level: 3 });
    const region = page.getByRole("region", { name: /^Interactions of two factors/ });

    expect(await heading.isVisible()).toBe(true);
    expect(await region.getByRole("row").count()).toBe(1 + 2);
    expect(await region.getByRole("rowheader").allInnerTexts()).toEqual(["Outage", "Availability"]);
    await region.focus();
    expect(await region.evaluate((element) => element.matches(":focus-visible"))).toBe(true);

    await page.emulateMedia({ media: "print" });
    expect(await region.getByRole("columnheader", { name: "in words" }).isVisible()).toBe(true);
  });
});

describe("without scripts", () => {
  test("every chart is there as a drawing", async (context) => {
    const { page } = await opened(context, "zosmf.html", { javaScriptEnabled: false });

    expect(await page.locator(".drawn svg:visible").count()).toBe(await page.locator("figure").count());
    expect(await page.locator(".live:visible").count()).toBe(0);
  });
});

describe("hostile texts in a result", () => {
  test("run nothing, load nothing, and stand in tooltips as they are", async (context) => {
    const { page, noise } = await opened(context, "hostile.html");
    const tip = await hovered(page, "Zowe: launchers", 0.3, 0.15);
    await page.locator("figure").first().locator(".live").focus();
    await page.keyboard.press("Home");

    expect(tip).toContain("<script>window.pwned=1</script>");
    expect(await page.evaluate<unknown>(`window.pwned`)).toBeUndefined();
    expect(await page.locator("img").count()).toBe(0);
    expect(await page.locator("script").count()).toBe(3);
    expect(noise).toEqual([]);
  });

  test("could not run even if one came through: the policy refuses scripts it does not know", async (context) => {
    const { page, noise } = await opened(context, "zosmf.html");
    await page.evaluate(`
      const script = document.createElement("script");
      script.textContent = "window.pwned = 1";
      document.body.append(script);
    `);

    expect(await page.evaluate<unknown>(`window.pwned`)).toBeUndefined();
    expect(noise.join()).toMatch(/Content Security Policy/);
  });
});
