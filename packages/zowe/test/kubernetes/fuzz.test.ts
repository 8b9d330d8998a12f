/** Whatever the text: no crash, every position inside its file, and a reading or a reason. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { readCompose, readManifests } from "../../src/index.js";
import { CONFIG, ENTRY, GATEWAY, workload, zowe } from "./manifests.js";

const RUNS = Number(process.env["FUZZ_RUNS"] ?? 300);
const TIMEOUT_MS = 600_000;

const SEED = ENTRY + workload(GATEWAY);
const WORDS = [
  ...new Set(SEED.split(/(?<=[\s:,{}[\]])|(?=[\s:,{}[\]])/)),
  "&a ",
  "*a",
  "---\n",
  "'",
  '"',
  "|\n ",
  "__proto__",
  "constructor",
  "-1",
  "1e999",
  "99999999999999999999",
  "null",
  "services:\n",
  "restart: ",
];

const noise = fc.array(fc.constantFrom(...WORDS), { maxLength: 60 }).map((words) => words.join(""));

/** The seed with a stretch replaced by words. */
const mutated = fc
  .tuple(fc.nat(SEED.length), fc.nat(80), fc.array(fc.constantFrom(...WORDS), { maxLength: 5 }))
  .map(([at, length, words]) => SEED.slice(0, at) + words.join("") + SEED.slice(at + length));

test.each([
  ["noise", noise],
  ["a mutation of what is right", mutated],
  ["any text", fc.string({ maxLength: 200 })],
])(
  "%s is read, or refused with a reason",
  (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const reading of [
          readManifests({ sources: [{ file: "k8s.yaml", text }] }),
          readCompose({ source: { file: "compose.yaml", text } }),
        ]) {
          const isExplained = reading.configuration !== undefined || reading.diagnostics.length > 0;
          expect(isExplained || text.trim() === "" || readsAsNothing(text)).toBe(true);
          for (const { range } of reading.diagnostics) {
            if (range.file.includes("#")) continue;
            expect(range.start.offset).toBeGreaterThanOrEqual(0);
            expect(range.end.offset).toBeLessThanOrEqual(text.length);
          }
        }
      }),
      { numRuns: RUNS },
    );
  },
  TIMEOUT_MS,
);

/** Comments and empty documents: for compose there is nothing to say. */
function readsAsNothing(text: string): boolean {
  return readCompose({ source: { file: "compose.yaml", text } }).configuration === undefined;
}

test("reading twice gives the same", () => {
  const text = zowe() + CONFIG;
  const read = () => readManifests({ sources: [{ file: "k8s.yaml", text }] });

  expect(read()).toEqual(read());
});
