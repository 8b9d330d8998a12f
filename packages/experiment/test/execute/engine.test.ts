/** The engine's settings are its own names, which change from version to version. */
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

const engine = new URL("../../src/execute/engine.ts", import.meta.url);

test("this version of the engine knows every setting it is told", () => {
  const program = `import { leaveCoresToThreads } from ${JSON.stringify(engine.href)}; leaveCoresToThreads(); leaveCoresToThreads();`;
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--import", import.meta.resolve("tsx"), "--input-type=module", "--eval", program],
    { encoding: "utf8" },
  );

  expect(stderr).toBe(""); // An unknown setting is told there, and nothing else happens.
  expect(status).toBe(0);
});
