/** @source zowe-common-c c/embeddedjs.c, c/yaml2json.c. */
import { describe, expect, test } from "vitest";
import { at, codes, read, resolved, TWO_INSTANCES, valueOf } from "./fixture.js";

const yaml = (...lines: readonly string[]): string =>
  `zowe:\n  environments:\n${lines.map((line) => `    ${line}\n`).join("")}`;

describe("a template", () => {
  test.each([
    ["${{ 1 + 1 }}", 2],
    ["${{1+1}}", 2],
    ['"${{ [1, 2].length === 2 }}"', true],
    ['"${{ null }}"', null],
    ["\"${{ [1, 'a'] }}\"", [1, "a"]],
    ['"${{ ({ a: 1 }) }}"', { a: 1 }],
    ["${{ zos.resolveSymbol('&SYSNAME') }}", "LPR1"],
    ["${{ zos.resolveSymbol('&SYSCLONE.') }}", "1A"],
    ["${{ std.getenv('HOME_OF') }}", "/u/zowe"],
    ["${{ components['api-catalog'].port }}", 7552],
    ["${{ zos.getEsm() }}", "RACF"],
    ["${{ 'A-B'.toLowerCase().replace(/[^a-z]/g, '_') }}", "a_b"],
  ])("%s that stands alone keeps the type of its result", (text, value) => {
    const asked = { symbols: { SYSCLONE: "1A" }, environment: { HOME_OF: "/u/zowe" }, zos: { esm: "RACF" } };

    expect(valueOf(text, asked)).toEqual(value);
  });

  test.each([
    ["a${{ 1 }}b", "a1b"],
    ["${{ 1 }}${{ 2 }}", "12"],
    ['"${{ 1 + 1 }} ${{ [3] }}"', "2 3"],
    ['"a\n      ${{ 1 }}"', "a 1"],
  ])("%s is joined with the text around it", (text, value) => {
    expect(valueOf(text)).toBe(value);
  });

  test("sees the results of those above it", () => {
    const { tree } = resolved(yaml('A: "${{ 40 + 2 }}"', 'B: "${{ zowe.environments.A + 1 }}"'));

    expect(at(tree, "/zowe/environments/B")).toBe(43);
  });

  test.each(["${{ zowe.environments.B }}", "x${{ zowe.environments.B }}"])(
    "%s above the template that it names gets the internal object",
    (text) => {
      expect(codes(yaml(`A: "${text}"`, 'B: "${{ 1 }}"'))).toEqual(["ZW_TEMPLATE_FORWARD"]);
    },
  );

  test("that needs a default fails in the launcher, which has none", () => {
    const text = 'zowe:\n  environments:\n    A: "${{ zowe.job.name }}"\n';

    expect(at(resolved(text).tree, "/zowe/environments/A")).toBe("ZWE1SV");
    expect(codes(text)).toEqual(["ZW_TEMPLATE_FAILED"]);
  });

  test("stands where the value came from", () => {
    const { provenance } = resolved(yaml('A: "${{ 1 }}"'));

    expect(provenance["/zowe/environments/A"]).toMatchObject({
      template: "${{ 1 }}",
      range: { start: { line: 3 } },
    });
  });

  test("in single quotes takes its property away", () => {
    expect(at(resolved(yaml("A: '${{ 1 }}'", "B: 2")).tree, "/zowe/environments")).toEqual({ B: 2 });
    expect(codes(yaml("A: '${{ 1 }}'"))).toEqual(["ZW_TEMPLATE_SINGLE_QUOTED"]);
  });

  test("in a block stays text", () => {
    expect(valueOf("|\n      ${{ 1 }}")).toBe("${{ 1 }}\n");
    expect(codes(yaml("A: |\n      ${{ 1 }}"))).toEqual(["ZW_TEMPLATE_IN_BLOCK"]);
  });

  test.each([
    ["${{ nothing.at.all }}", "ZW_TEMPLATE_FAILED"],
    ["${{ 1 + }}", "ZW_TEMPLATE_FAILED"],
    ["${{ zos.getStatvfs() }}", "ZW_TEMPLATE_FAILED"],
    ["${{ zowe.none }}", "ZW_TEMPLATE_UNDEFINED"],
    ["${{ 1", "ZW_TEMPLATE_UNTERMINATED"],
  ])("%s is reported", (text, code) => {
    expect(codes(yaml(`A: "${text}"`))).toEqual([code]);
  });

  test("that fails does not count as a wrong type as well", () => {
    expect(codes('zowe:\n  externalPort: "${{ x }}"\n')).toEqual(["ZW_TEMPLATE_FAILED"]);
  });

  test("is evaluated before an instance is merged over the whole", () => {
    const text = `${TWO_INSTANCES}java:\n  home: "\${{ components.discovery.port }}"\n`;

    expect(at(resolved(text, { haInstance: "lpar2a" }).instance.tree, "/java/home")).toBe(7553);
  });
});

describe("a hostile template", () => {
  test.each([
    "for (;;);",
    "(function f() { return f() + f() })()",
    "/(a+)+b/.exec('a'.repeat(40))",
    "new Array(4294967295).indexOf(1)",
    "'a'.repeat(500000).indexOf('a'.repeat(100000) + 'b')",
    "({ toJSON() { for (;;); } })",
    "(() => { const a = []; a.length = 4294967295; return [...a] })()",
    "(() => { const o = {}; for (let i = 0; i < 1e7; i++) o[i] = i; return o })()",
    "JSON.stringify({}, new Array(4294967295))",
    "[1].concat([2], new Array(4294967295))",
    "'x'.repeat(100000)",
    "[".repeat(900),
    "(".repeat(900),
    "async function f() {}",
    "(() => { let s = '1'; for (let i = 0; i < 18; i++) s += s; for (;;) +s })()",
    "2n ** (2n ** 30n)",
  ])("%s ends, in bounded time, without a value", { timeout: 20_000 }, (code) => {
    const { configuration, diagnostics } = read(yaml(`A: "\${{ ${code} }}"`, 'B: "${{ 1 }}"'));

    expect(diagnostics.map((diagnostic) => diagnostic.code)).toContainEqual(
      expect.stringMatching(/^ZW_TEMPLATE_/),
    );
    expect(configuration).toBeDefined();
    expect(valueOf("${{ 1 + 1 }}")).toBe(2); // The engine serves the next reading.
  });

  test.each([
    "Date",
    "eval",
    "Function",
    "Promise",
    "globalThis",
    "Proxy",
    "Symbol",
    "Map",
    "process",
    "console",
  ])("has no %s", (name) => {
    expect(valueOf(`"\${{ typeof ${name} }}"`)).toBe("undefined");
  });

  test("has no chance and makes no programs of text", () => {
    expect(valueOf('"${{ typeof Math.random }}"')).toBe("undefined");
    expect(valueOf('"${{ typeof (() => 1).constructor }}"')).toBe("function"); // Object's, which makes no program.
    expect(codes(yaml("A: \"${{ (() => 1).constructor('return 1')() }}\""))).toEqual(["ZW_TEMPLATE_FAILED"]);
  });

  test("after one that met a limit nothing is evaluated, and that is said once", () => {
    const found = codes(yaml('A: "${{ (() => { for (;;); })() }}"', 'B: "${{ 1 }}"', 'C: "${{ 2 }}"'));

    expect(found).toEqual(["ZW_TEMPLATE_LIMIT"]);
  });
});
