/**
 * The scenario file's schema: the one definition behind its types, its checks, its reference page, and the JSON Schema that
 * editors use.
 */
import { z } from "zod";
import { metrics } from "../result/expectation.js";
import { certificatesSchema } from "./certificates-schema.js";
import { clientSchema, probeSchema } from "./client-schema.js";
import { address, anyDuration, duration, filePath, spelledText } from "./quantities.js";
import { kubernetesSchema } from "./kubernetes-schema.js";
import { innerSchema, readingHints } from "./reading.js";
import { sysplexSchema } from "./sysplex-schema.js";
import { timelineEntrySchema } from "./timeline-schema.js";
import { desktopUsersSchema, umsUsersSchema } from "./users-schema.js";
import { zoweSchema } from "./zowe-schema.js";

const hostName = z
  .string()
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})$/)
  .register(readingHints, { expects: "a host name such as zosmf.example.com" });

const storySchema = z
  .strictObject({
    thread: z
      .string()
      .regex(/\S/)
      .register(readingHints, { expects: "where it was told, such as zowe/api-layer#2461" })
      .describe("The public thread or page that tells of it.")
      .meta({ examples: ["zowe/api-layer#2461"] }),
    symptom: z
      .string()
      .regex(/\S/)
      .register(readingHints, { expects: "what was seen, in a sentence" })
      .describe("What people saw, which the expectations demand of the simulation."),
    fixed: z
      .string()
      .regex(/\S/)
      .register(readingHints, { expects: "what is set otherwise, in a sentence" })
      .describe("Of the story's better end: what is set otherwise, so that the symptom must not show.")
      .optional(),
  })
  .register(readingHints, { expects: "a story such as { thread: zowe/api-layer#2461, symptom: … }" });

export const scenarioSchema = z.strictObject({
  scenario: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/)
    .register(readingHints, { expects: "a name of letters, digits and hyphens, such as zosmf-lpar-loss" })
    .describe("The scenario's name, the same as its folder's.")
    .meta({ examples: ["zosmf-lpar-loss"] }),
  title: z
    .string()
    .regex(/\S/)
    .register(readingHints, { expects: "the question that the scenario asks" })
    .describe("The one question that the scenario asks."),
  story: storySchema
    .describe("Of a scenario that retells what happened to somebody: where it was told, and what was seen.")
    .optional(),
  extends: filePath("a scenario file")
    .describe(
      "Another scenario file, which this one changes: maps merge key by key, lists and single values replace, a key without a value takes away.",
    )
    .meta({ examples: ["../zosmf-lpar-loss/scenario.yaml"] })
    .optional(),
  seed: spelledText("a number or text")
    .describe("Where chance begins. The same seed gives the same run.")
    .prefault("1"),
  duration: duration("20m")
    .describe("How long is simulated.")
    .meta({ examples: ["20m", "1h30m"] }),
  warmup: anyDuration("1m")
    .describe("Requests that are sent before the end of the warm-up are not measured.")
    .prefault("0s"),
  sysplex: sysplexSchema.describe("The Parallel Sysplex: its systems and what they share."),
  zowe: zoweSchema
    .describe("Zowe: its zowe.yaml, and where its launchers run. Left out: there is no Zowe.")
    .meta({ examples: ["configs/zowe.yaml"] })
    .optional(),
  kubernetes: kubernetesSchema
    .describe(
      "Zowe in containers beside the sysplex: a Kubernetes or OpenShift cluster, or docker compose. Left out: there are none.",
    )
    .meta({ examples: [{ manifests: ["k8s/zowe.yaml"] }] })
    .optional(),
  certificates: certificatesSchema
    .describe("What is in the key stores of Zowe, which no configuration tells. Left out: all is in order.")
    .optional(),
  hosts: z
    .record(hostName, address())
    .register(readingHints, { expects: "a map of host names and addresses" })
    .describe("Host names, as clients know them, with their addresses: most often DVIPAs.")
    .meta({ examples: [{ "zosmf.example.com": "10.1.1.100" }] })
    .prefault({}),
  clients: z
    .array(
      z.union([clientSchema, desktopUsersSchema, umsUsersSchema]).register(readingHints, {
        expects: "a client such as { name: rest, request: GET https://…, arrivals: poisson 20/s }",
        entry: "client",
      }),
    )
    .register(readingHints, { expects: "a list of clients" })
    .describe(
      "Who sends requests: programs (request), users of the Zowe Desktop (desktop), users of Unified Management Server (ums).",
    )
    .prefault([]),
  probe: probeSchema
    .describe("The probe that measures outages: a client that asks at even distances and never tries again.")
    .prefault({ every: "1s" }),
  parameters: z
    .record(
      z.string(),
      z
        .union([z.string(), z.number(), z.boolean()])
        .register(readingHints, { expects: "a parameter's value" }),
    )
    .register(readingHints, { expects: "a map of parameters and values" })
    .describe(
      "Numbers of the models that differ from their defaults, by name. `sysplex parameters` lists them.",
    )
    .meta({ examples: [{ "zosmf.startDuration": "4m" }] })
    .prefault({}),
  timeline: z
    .array(timelineEntrySchema)
    .register(readingHints, { expects: "a list of entries such as { at: 5m, fail: SYSA }" })
    .describe("What happens, and when. Each entry has one verb.")
    .prefault([]),
  expect: z
    .record(z.string(), spelledText('a condition such as "< 60s"'))
    .register(readingHints, { expects: "a map of metrics and conditions" })
    .describe("What the scenario expects of its own answer: a metric and a condition for each line.")
    .meta({ examples: [{ "zosmf.timeToFailover": "< 60s", "zosmf.availability": ">= 95%" }] })
    .prefault({}),
});

/** What the file holds, with defaults filled in and single values in units. */
export type ScenarioFile = z.output<typeof scenarioSchema>;

/** The JSON Schema (draft 2020-12) of a scenario file, for editors: keys with descriptions, examples and defaults. */
export function scenarioJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(scenarioSchema, {
    io: "input",
    target: "draft-2020-12",
    override: ({ zodSchema, jsonSchema }) => {
      const { examples } = z.globalRegistry.get(innerSchema(zodSchema)) ?? {};
      if (Array.isArray(examples)) jsonSchema.examples = examples;
    },
  });
  return { title: "Sysplex Simulator scenario", ...schema, properties: withMetrics(schema.properties ?? {}) };
}

/** Editors complete and explain the metrics of z/OSMF, and of users called `users`; other names are checked when the file is read. */
function withMetrics(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const rows = metrics
    .filter(({ name }) => !name.includes("<"))
    .map(({ name, scope, meaning, unit }) => [
      scope === "run" ? name : `${scope === "users" ? "users" : "zosmf"}.${name}`,
      { description: meaning, examples: [EXAMPLE_CONDITIONS[unit]] },
    ]);
  const expect = properties["expect"] as object;
  return { ...properties, expect: { ...expect, properties: Object.fromEntries(rows) as unknown } };
}

const EXAMPLE_CONDITIONS = { duration: "< 60s", share: ">= 95%", count: "= 0" } as const;
