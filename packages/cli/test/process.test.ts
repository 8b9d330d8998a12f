/** The command as a process of its own: streams and exit status. Each start costs half a second, so there are few. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { scratchFolder, writeScenario } from "./fixture.js";

const command = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const tsx = import.meta.resolve("tsx");
const env = { ...process.env, NO_COLOR: "1" };

describe("the process", () => {
  test("ends with the command's status, and nothing but the result is on standard output", () => {
    const folder = scratchFolder();
    writeScenario(folder);
    const args = ["--import", tsx, command, "run", "small/scenario.yaml", "--json"];

    const { status, stdout } = spawnSync(process.execPath, args, { cwd: folder, env, encoding: "utf8" });

    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ scenario: "small" });
  });

  test("ends quietly when the reader of its output has seen enough", () => {
    const script = `"$0" --import "$1" "$2" schema scenario | head -c 10; echo; echo "status \${PIPESTATUS[0]}"`;

    const { stdout, stderr } = spawnSync("bash", ["-c", script, process.execPath, tsx, command], {
      env,
      encoding: "utf8",
    });

    expect(stdout).toContain("status 0");
    expect(stderr).not.toMatch(/EPIPE|Error/);
  });

  test("ends with 2 and a message when the input is missing", () => {
    const args = ["--import", tsx, command, "run", "nowhere.yaml"];

    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: scratchFolder(),
      env,
      encoding: "utf8",
    });

    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain("nowhere.yaml does not exist");
  });
});
