import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { metrics } from "../../src/result/expectation.js";
import { scenarioJsonSchema } from "../../src/file/index.js";
import { TWO_SYSTEMS, changed, withEntry } from "./fixture.js";

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly additionalProperties?: JsonSchema | false;
  readonly description?: string;
}

/** The paths of keys that an editor could not explain. */
function undocumented(schema: JsonSchema, path: string): string[] {
  const { properties = {}, items, anyOf = [], additionalProperties } = schema;
  const keys = Object.entries(properties).flatMap(([key, property]) => [
    ...(property.description === undefined ? [`${path}.${key}`] : []),
    ...undocumented(property, `${path}.${key}`),
  ]);
  const parts = [items, additionalProperties === false ? undefined : additionalProperties, ...anyOf];
  return [...keys, ...parts.flatMap((part) => (part === undefined ? [] : undocumented(part, `${path}[]`)))];
}

/** An independent reading of the JSON Schema. */
const accepts = (text: string) =>
  z.fromJSONSchema(scenarioJsonSchema() as Parameters<typeof z.fromJSONSchema>[0]).safeParse(parse(text))
    .success;

describe("the JSON Schema for editors", () => {
  test("is of draft 2020-12", () => {
    expect(scenarioJsonSchema()["$schema"]).toBe("https://json-schema.org/draft/2020-12/schema");
  });

  test("explains every key", () => {
    expect(undocumented(scenarioJsonSchema() as JsonSchema, "")).toEqual([]);
  });

  test("offers every metric of z/OSMF", () => {
    const { properties } = scenarioJsonSchema() as JsonSchema;
    const offered = Object.keys(properties?.["expect"]?.properties ?? {});

    for (const { name, scope } of metrics.filter((metric) => !metric.name.includes("<"))) {
      expect(offered).toContain(scope === "run" ? name : `${scope === "users" ? "users" : "zosmf"}.${name}`);
    }
  });

  test("accepts what the reader accepts", () => {
    expect(accepts(TWO_SYSTEMS)).toBe(true);
    expect(accepts(withEntry("{ at: 2m, partition: link SYSA SYSB, direction: SYSA->SYSB }"))).toBe(true);
  });

  test.each([
    ["an unknown key", changed("seed: 1", "sead: 1")],
    ["a missing key", changed("duration: 20m\n", "")],
    ["a duration without unit", changed("duration: 20m", "duration: 20")],
    ["a system in small letters", changed("    SYSA:", "    sysa:")],
    ["what is not simulated yet", changed("auth: basic", "from: SYSA")],
    ["a timeline entry without a verb", withEntry("{ at: 2m }")],
  ])("refuses %s", (_, text) => {
    expect(accepts(text)).toBe(false);
  });
});
