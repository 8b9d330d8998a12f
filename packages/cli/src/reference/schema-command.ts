import { scenarioJsonSchema } from "@sysplex/scenario";
import type { CommandIo } from "../io.js";

/** `sysplex schema scenario` */
export function schemaCommand(io: CommandIo): void {
  io.out(schemaText());
}

export function schemaText(): string {
  return `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`;
}
