/**
 * Prints `<passed> <failed>` of a test run, from the report that the runner wrote.
 *
 *     node .ci/count.mjs <report.json> <the runner's exit status>
 *
 * Failed counts also a test that was left out, a file that could not be loaded, and a run that failed without saying where.
 */
import { existsSync, readFileSync } from "node:fs";

const [path, status] = process.argv.slice(2);
const { passed, failed } = existsSync(path) ? count(JSON.parse(readFileSync(path, "utf8"))) : noReport();
console.log(`${passed} ${failed === 0 && Number(status) !== 0 ? 1 : failed}`);

function count(report) {
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const broken = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
  );
  const passed = tests.filter((test) => test.status === "passed").length;
  return { passed, failed: tests.length - passed + broken.length };
}

function noReport() {
  return { passed: 0, failed: 1 };
}
