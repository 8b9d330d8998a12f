/** The shipped pairs: what `sysplex compare` sets against each other asks the same of both sides, and each side is sound. */
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { FileHost } from "@sysplex/cli";
import { bundleScenario, counterparts, whatElseDiffers } from "@sysplex/experiment";
import { runScenario, type ResolvedScenario } from "@sysplex/scenario";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../scenarios/", import.meta.url));

const pairs = readdirSync(root)
  .filter((name) => name.startsWith("pair-"))
  .map((name) => ({ name, files: readdirSync(`${root}${name}`).filter((file) => file.endsWith(".yaml")) }));

function resolved(path: string): ResolvedScenario {
  const host = new FileHost(path, root);
  const source = host.readScenario();
  if (!("file" in source)) throw new Error(source.text);
  const { resolved, diagnostics } = bundleScenario(source, host);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return resolved ?? expect.fail(`${path} cannot be run`);
}

describe.each(pairs)("$name", ({ name, files }) => {
  test("has two sides at least, and no scenario of its own", () => {
    expect(files.length).toBeGreaterThanOrEqual(2);
    expect(existsSync(`${root}${name}/scenario.yaml`)).toBe(false);
  });

  test("has the same clients, faults and length on every side", () => {
    const [first, ...others] = files.map((file) => resolved(`${name}/${file}`).document);
    for (const other of others) expect(whatElseDiffers(first as never, other)).toEqual([]);
  });

  test.each(files)("%s meets its expectations", (file) => {
    const { expectations } = runScenario(resolved(`${name}/${file}`), { version: "test" });

    expect(expectations.length).toBeGreaterThan(0);
    expect(expectations.filter(({ ok }) => !ok)).toEqual([]);
  });
});

test("what the tool is asked for most is there as a pair", () => {
  expect(pairs.map(({ name }) => name)).toEqual([
    "pair-caching",
    "pair-gateway",
    "pair-kubernetes",
    "pair-ums",
    "pair-zosmf",
    "pair-zowe",
  ]);
});

test("pair-kubernetes: the node that is lost stands for the system that is lost", () => {
  const [cluster, zos] = ["in-kubernetes.yaml", "on-zos.yaml"].map(
    (file) => resolved(`pair-kubernetes/${file}`).document,
  );

  expect(counterparts(cluster as never, zos as never)).toEqual([{ node: "NODE1", system: "SYSA" }]);
});

test("pair-ums: the second server shortens the longest disturbance by more than it is long", () => {
  const longest = ["two-systems.yaml", "one-system.yaml"].map((file) => {
    const { users } = runScenario(resolved(`pair-ums/${file}`), { version: "test" });
    return users["admins"]?.metrics["longestDisturbance"] ?? expect.fail(`${file} disturbs nobody`);
  });

  expect(longest[1]).toBeGreaterThan(2 * (longest[0] ?? Infinity));
});
