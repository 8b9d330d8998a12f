/** Whatever the text: no crash, bounded time, every position inside its file, and a reading or a reason. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { configurationRows, readZoweConfiguration } from "../../src/index.js";
import { hostOf, TWO_INSTANCES, valueOf } from "./fixture.js";

const RUNS = Number(process.env["FUZZ_RUNS"] ?? 600);
const TIMEOUT_MS = 600_000;

/** Small, since parsing and templates are what an input costs. */
const SMALL = `zowe:
  externalDomains: [d.example.com]
  externalPort: 7554
  job: { prefix: "\${{ 'ZWE' + 1 }}", name: "\${{ zowe.job.prefix }}SV" }
  launcher: { restartIntervals: [1, 5], shareAs: no }
components:
  discovery: { enabled: true, port: 7553 }
  zss: { enabled: "\${{ zos.resolveSymbol('&SYSNAME') == 'SYS1' }}" }
haInstances:
  sys1: { hostname: a.example.com, sysname: SYS1, components: { discovery: { port: 1 } } }
  sys2: { hostname: b.example.com, sysname: SYS2 }
`;

const WORDS = [
  ...SMALL.split(/(?<=[\s:,{}[\]])|(?=[\s:,{}[\]])/),
  "&a ",
  "*a",
  "<<: *a",
  "---\n",
  "'",
  '"',
  "|\n ",
  "\n  ",
];
const CODE = [
  ..."()[]{}.,;+-*/=!?:'`\\",
  "zowe",
  "components",
  "std.getenv",
  "zos.resolveSymbol",
  "=>",
  "for(;;)",
  "while(1)",
  "new Array(4294967295)",
  "'a'.repeat(1e6)",
  ".length",
  ".indexOf(",
  ".map(",
  "function f(){",
  "async ",
  "yield ",
  "throw ",
  "1n",
  "/(a+)+b/",
  "__proto__",
  "constructor",
  "toJSON",
  "get ",
  "0",
  "1e308",
  "null",
];

const mutated = fc
  .array(
    fc.record({
      at: fc.nat(SMALL.length),
      cut: fc.nat(12),
      put: fc.oneof(fc.constantFrom(...WORDS), fc.string({ maxLength: 6 })),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((changes) =>
    changes.reduce((text, { at, cut, put }) => text.slice(0, at) + put + text.slice(at + cut), SMALL),
  );
const templates = fc
  .array(fc.constantFrom(...CODE), { maxLength: 14 })
  .map(
    (pieces) =>
      `zowe:\n  environments:\n    A: ${JSON.stringify(`\${{ ${pieces.join("")} }}`)}\n    B: "\${{ 1 }}"\n`,
  );
const random = fc.oneof(
  fc.array(fc.constantFrom(...WORDS), { maxLength: 30 }).map((words) => words.join("")),
  fc.string({ maxLength: 80, unit: "binary" }),
);

function check(text: string, config = "zowe.yaml"): void {
  const host = hostOf({ "zowe.yaml": text, "instance.env": text, "base.yaml": TWO_INSTANCES });
  const { configuration, diagnostics } = readZoweConfiguration({ config, host, system: { name: "SYS1" } });
  const sources: Readonly<Record<string, string>> = { CONFIG: config, "base.yaml": TWO_INSTANCES };
  for (const { range } of diagnostics) {
    const { length } = sources[range.file] ?? text;
    const isInside =
      0 <= range.start.offset && range.start.offset <= range.end.offset && range.end.offset <= length;
    if (!isInside) expect.fail(JSON.stringify(range));
  }
  if (configuration === undefined)
    expect(diagnostics.some(({ severity }) => severity === "error")).toBe(true);
  else expect(configurationRows(configuration, configuration.instance).length).toBeGreaterThan(5);
}

test("a mutated configuration", { timeout: TIMEOUT_MS }, () => {
  fc.assert(
    fc.property(mutated, (text) => check(text)),
    { numRuns: Math.ceil(RUNS / 3) },
  );
});

test("a mutated configuration over another", { timeout: TIMEOUT_MS }, () => {
  fc.assert(
    fc.property(mutated, (text) => check(text, "FILE(zowe.yaml):FILE(base.yaml)")),
    { numRuns: Math.ceil(RUNS / 6) },
  );
});

test("any template", { timeout: TIMEOUT_MS }, () => {
  fc.assert(
    fc.property(templates, (text) => check(text)),
    { numRuns: Math.ceil(RUNS / 3) },
  );
  expect(valueOf("${{ 1 + 1 }}")).toBe(2); // None of them has damaged the engine.
});

test("any text as zowe.yaml, as instance.env and as CONFIG", { timeout: TIMEOUT_MS }, () => {
  fc.assert(
    fc.property(random, (text) => {
      check(text);
      check(text, "FILE(instance.env)");
      check("a: 1", text);
    }),
    { numRuns: Math.ceil(RUNS / 3) },
  );
});

/** Ten anchors, each ten times the one before: 10¹⁰ values when written out. */
const BOMB = Array.from({ length: 10 }, (_, index) => {
  const items = Array.from({ length: 10 }, () => (index === 0 ? "x" : `*a${index - 1}`));
  return `a${index}: &a${index} [${items.join(", ")}]`;
}).join("\n");

test.each([
  ["a YAML bomb", BOMB],
  ["an alias inside of its own anchor", "a: &a [*a, *a]"],
  ["a million brackets", "[".repeat(1_000_000)],
  ["a list in a list", "- ".repeat(500_000)],
  ["indentation without end", " ".repeat(1_000_000)],
  ["the same key again and again", "a: 1\n".repeat(200_000)],
  [
    "thousands of unknown properties",
    `zowe:\n${Array.from({ length: 5_000 }, (_, n) => `  k${n}: 1\n`).join("")}`,
  ],
  [
    "thousands of templates",
    `zowe:\n${Array.from({ length: 1_000 }, (_, n) => `  k${n}: "\${{ ${n} }}"\n`).join("")}`,
  ],
  [
    "a deep template result",
    'a: "${{ (() => { let o = 1; for (let i = 0; i < 5000; i++) o = [o]; return o })() }}"',
  ],
  ["binary", "MZ\0\x01\x02"],
  ["100 MB", "x".repeat(100_000_000)],
])("%s ends in bounded time", { timeout: 20_000 }, (_, text) => {
  const host = hostOf({ "zowe.yaml": text });
  const { diagnostics } = readZoweConfiguration({ config: "zowe.yaml", host, system: { name: "SYS1" } });

  expect(diagnostics).not.toEqual([]);
  expect(diagnostics.length).toBeLessThanOrEqual(1_001);
  for (const diagnostic of diagnostics) expect(diagnostic.text.length).toBeLessThan(400);
});
