import { describe, expect, test } from "vitest";
import { diagnosticsOf } from "./fixture.js";

/** Ten anchors, each ten times the one before: 10¹⁰ values when written out. */
const BOMB = Array.from({ length: 10 }, (_, index) => {
  const items = Array.from({ length: 10 }, () => (index === 0 ? "x" : `*a${index - 1}`));
  return `a${index}: &a${index} [${items.join(", ")}]`;
}).join("\n");

/** Nearly as long as a scenario may be. */
const LENGTH = 1024 * 1024 - 16;
const filled = (text: string) => text.repeat(Math.floor(LENGTH / text.length));

/** Far beyond what each takes (some 100 ms); quadratic time or a bomb takes far longer. */
const PATIENCE_MS = 10_000;

describe("hostile input ends in bounded time with an error", () => {
  test.each([
    ["a YAML bomb", BOMB, "YAML_TOO_MUCH"],
    ["an alias inside of its own anchor", "a: &a [*a, *a]", "YAML_TOO_DEEP"],
    ["a million brackets", filled("["), "YAML_TOO_DEEP"],
    ["a million braces", filled("{"), "YAML_TOO_DEEP"],
    ["a list in a list in a list", filled("- "), "YAML_TOO_DEEP"],
    ["a key as a key as a key", filled("? "), "YAML_TOO_DEEP"],
    ["indentation without end", filled(" "), "YAML_TOO_DEEP"],
    [
      "one level more in each line",
      Array.from({ length: 600 }, (_, n) => `${" ".repeat(n)}a:`).join("\n"),
      "YAML_TOO_DEEP",
    ],
    ["a million empty lines", filled("\n"), "YAML_TOO_MUCH"],
    ["the same key again and again", filled("a: 1\n"), "YAML_TOO_MUCH"],
    ["thousands of keys", Array.from({ length: 6_000 }, (_, n) => `k${n}: 1`).join("\n"), "TOO_MANY_FAULTS"],
    ["thousands of documents", "---\n".repeat(5_000), "YAML_SYNTAX"],
    ["quotes that never end", filled('"a\n'), "YAML_SYNTAX"],
    ["faulty escapes", `a: "${filled("\\x")}`, "YAML_TOO_MUCH"],
    ["one long word", filled("a"), "WRONG_TYPE"],
    ["one long tag", `!${filled("a")}`, "YAML_TAG"],
    ["one long directive", filled("%"), "YAML_SYNTAX"],
    ["binary", "MZ\0\x01\x02", "TEXT_IS_BINARY"],
    ["EBCDIC read as UTF-8", "\uFFFD".repeat(200), "TEXT_IS_BINARY"],
    ["100 MB", "x".repeat(100_000_000), "TEXT_TOO_LONG"],
  ])("%s", { timeout: PATIENCE_MS }, (_, text, code) => {
    const diagnostics = diagnosticsOf(text);

    expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
    expect(diagnostics.length).toBeLessThanOrEqual(101);
    for (const diagnostic of diagnostics) expect(diagnostic.text.length).toBeLessThan(400);
  });

  test.each([
    ["a condition", `expect: { zosmf.outage: "${"1".repeat(200_000)}" }`],
    ["an object", `timeline: [{ at: 1m, fail: "${" x".repeat(100_000)}" }]`],
    ["a direction", `timeline: [{ at: 1m, partition: link A B, direction: "A${" ".repeat(200_000)}x" }]`],
    ["a request", `clients: [{ request: "GET https://${"a".repeat(200_000)}@" }]`],
    ["arrivals", `clients: [{ arrivals: "poisson ${" ".repeat(200_000)}x" }]`],
    ["a path", `sysplex: { couple: "${"../".repeat(100_000)}" }`],
  ])("%s of 200,000 characters", { timeout: PATIENCE_MS }, (_, text) => {
    expect(diagnosticsOf(text)).not.toEqual([]);
  });

  test("keys that every object has are keys like any other", () => {
    const text =
      "__proto__: 1\nconstructor: 2\ntoString: 3\nsysplex: { systems: { __proto__: 1, constructor: 2 } }";
    const codes = diagnosticsOf(text).map(({ code }) => code);

    expect(codes.filter((code) => code === "UNKNOWN_KEY")).toHaveLength(3);
    expect(codes.filter((code) => code === "BAD_NAME")).toHaveLength(2);
  });
});
