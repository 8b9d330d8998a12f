import { defineConfig } from "vitest/config";

/** CI asks for many more inputs than a developer waits for; such a run may take minutes per test. */
const FUZZING = process.env.FUZZ_RUNS !== undefined;

export default defineConfig({
  test: {
    include: ["packages/*/test/**/*.test.ts", "test/**/*.test.ts"],
    // Two workers: what a small CI machine has. Forks, because a test may start processes and change directory.
    pool: "forks",
    maxWorkers: 2,
    testTimeout: FUZZING ? 900_000 : 30_000,
    hookTimeout: 120_000,
    // A report for a program to count, beside the one for a person: .ci/run names the file.
    reporters:
      process.env.TEST_REPORT === undefined
        ? ["default"]
        : ["default", ["json", { outputFile: process.env.TEST_REPORT }]],
  },
});
