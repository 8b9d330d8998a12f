/** A study file: which scenario, what is varied, how, and when it is enough. */
import { parsedText, readingHints, spelledText } from "@sysplex/scenario";
import { z } from "zod";
import { metricNamed } from "../study/metrics.js";

/** `95%` or 0.95 as a number from 0 to 1, both excluded. */
export function parseShare(text: string): number | undefined {
  const [, digits, percent] = /^(\d{1,3}(?:\.\d{1,6})?)\s*(%?)$/.exec(text.trim()) ?? [];
  const share = Number(digits) / (percent === "%" ? 100 : 1);
  return share > 0 && share < 1 ? share : undefined;
}

function share(expects: string) {
  return parsedText(parseShare, { expects, asSpelled: true });
}

function whole(expects: string, least: number, most: number) {
  return z.number().int().min(least).max(most).register(readingHints, { expects });
}

const scalar = z
  .union([z.string(), z.number(), z.boolean()])
  .register(readingHints, { expects: "a single value" });

const metric = z
  .string()
  .refine((name) => metricNamed(name) !== undefined)
  .register(readingHints, { expects: "a metric such as outageSeconds" });

const range = z.strictObject({
  from: scalar.describe("The least value, with its unit."),
  to: scalar.describe("The greatest value, in the same unit."),
  steps: whole("a number from 2 to 100", 2, 100)
    .describe("How many values a factorial design takes, both ends among them.")
    .prefault(3),
});

const choices = z.strictObject({
  choices: z
    .record(z.string(), z.record(z.string(), scalar))
    .describe("By a name each: settings that belong together, such as a fault and its time."),
});

const factor = z
  .union([
    z.array(scalar).register(readingHints, { expects: "a list of values" }),
    range.register(readingHints, { verb: "from" }),
    choices.register(readingHints, { verb: "choices" }),
  ])
  .register(readingHints, { expects: "a list of values, { from: 1m, to: 8m }, or choices" });

export const studySchema = z.strictObject({
  study: spelledText("a name").describe("The name that results carry."),
  title: spelledText("a text").describe("The question that the study asks.").optional(),
  scenario: z
    .string()
    .register(readingHints, { expects: "the path of a scenario file" })
    .describe("The scenario, relative to this file."),
  seed: spelledText("a number or a text")
    .describe("Replication n runs with the seed `<seed>#n`.")
    .prefault("1"),
  service: z.string().describe("The service that is measured. Left out: the scenario's first.").optional(),
  confidence: share("a share such as 95%").describe("Of every interval.").prefault("95%"),
  warmup: z
    .enum(["scenario", "mser5"])
    .describe(
      "scenario: as the scenario says. mser5: found by MSER-5 in the mean of five pilot runs before the first fault; an error when those are too short.",
    )
    .prefault("scenario"),
  replications: z
    .union([
      whole("a number from 1 to 100000", 1, 100_000),
      z.strictObject({
        precision: share("a share such as 5%").describe("Half-width of the interval, over the mean."),
        of: z
          .array(metric)
          .describe("The metrics whose intervals have to be so short.")
          .prefault(["outageSeconds"]),
        min: whole("a number from 2", 2, 100_000).prefault(10),
        max: whole("a number from 2", 2, 100_000).prefault(200),
      }),
    ])
    .register(readingHints, { expects: "a number, or { precision: 5%, max: 200 }" })
    .describe("Of each point.")
    .prefault(10),
  design: z
    .union([
      z.enum(["factorial", "list"]),
      z.strictObject({ latinHypercube: whole("a number from 2 to 10000", 2, 10_000).describe("Points.") }),
    ])
    .register(readingHints, { expects: "factorial, list or { latinHypercube: 40 }" })
    .describe(
      "factorial: every combination. list: the points as written. latinHypercube: so many, spread evenly.",
    )
    .prefault("factorial"),
  factors: z
    .record(z.string(), factor)
    .describe("By the name of a setting: a parameter, a value of the scenario, a keyword of a member.")
    .optional(),
  points: z
    .array(z.record(z.string(), scalar))
    .describe("Of the design `list`: the settings of each point.")
    .optional(),
  metrics: z
    .array(metric)
    .describe("Those that sensitivity is told of.")
    .prefault(["outageSeconds", "timeToFailoverSeconds", "availability", "latencyP99Ms"]),
});

/** What a sound study file says. */
export type StudyFile = z.output<typeof studySchema>;

/** JSON Schema of a study file, for editors. */
export function studyJsonSchema(): unknown {
  return z.toJSONSchema(studySchema, { io: "input", unrepresentable: "any" });
}
