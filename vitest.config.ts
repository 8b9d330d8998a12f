import { defineConfig } from "vitest/config";

/** CI asks for many more inputs than a developer waits for; such a run may take minutes per test. */
const FUZZING = process.env.FUZZ_RUNS !== undefined;

/** What takes a minute by itself and tests how packages are built, not what is in them. */
const ONLY_IN_CI = FUZZING ? [] : ["test/pack.test.ts"];

/** Models and reports are pure: nothing is left behind by one test file that another could meet. */
const PURE = "packages/{sim-core,sysplex,tcpip,zosmf,zowe,scenario,report}/test/**/*.test.ts";

export default defineConfig({
  test: {
    // Two workers: what a small CI machine has. Forks, because a test may start processes and change directory.
    pool: "forks",
    maxWorkers: 2,
    testTimeout: FUZZING ? 900_000 : 30_000,
    hookTimeout: 120_000,
    projects: [
      // To import the packages anew for every file takes longer than all tests of most files.
      { extends: true, test: { name: "models", include: [PURE], isolate: false } },
      {
        extends: true,
        test: {
          name: "whole",
          include: ["packages/*/test/**/*.test.ts", "test/**/*.test.ts"],
          exclude: [PURE, "**/node_modules/**", ...ONLY_IN_CI],
        },
      },
    ],
    // A report for a program to count, beside the one for a person: .ci/run names the file.
    reporters:
      process.env.TEST_REPORT === undefined
        ? ["default"]
        : ["default", ["json", { outputFile: process.env.TEST_REPORT }]],
  },
});
