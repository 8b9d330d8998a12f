import { scenarioJsonSchema } from "@sysplex/scenario";
import type { CommandIo } from "../io.js";

export type SchemaFormat = "scenario" | "study";

/** `sysplex schema scenario`, `sysplex schema study` */
export async function schemaCommand(format: SchemaFormat, io: CommandIo): Promise<void> {
  io.out(format === "scenario" ? schemaText() : await studySchemaText());
}

export function schemaText(): string {
  return asText(scenarioJsonSchema());
}

/** Loaded when it is asked for, with threads and Redis behind it. */
async function studySchemaText(): Promise<string> {
  const { studyJsonSchema } = await import("@sysplex/experiment");
  return asText(studyJsonSchema());
}

/** As files and the terminal have it. */
export function asText(schema: unknown): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}
