/**
 * What the launcher reads in a MODIFY.
 *
 * @source zowe/launcher src/main.c, handle_console and get_cmd_val.
 */

export type ParsedCommand =
  | { readonly verb: "START" | "STOP"; readonly component: string }
  | { readonly verb: "DISP" }
  | { readonly verb: "bad value" }
  | { readonly verb: "unknown" };

/** Longer ones do not fit into the launcher's buffer. */
const VALUE_LENGTH_MAX = 127;

/** A verb is whatever begins with it: STARTED(gateway) starts the gateway. */
export function parseCommand(text: string): ParsedCommand {
  const verb = (["START", "STOP"] as const).find((known) => text.startsWith(known));
  if (verb !== undefined) {
    const component = valueOf(text);
    return component === undefined ? { verb: "bad value" } : { verb, component };
  }
  return { verb: text.startsWith("DISP") ? "DISP" : "unknown" };
}

/** Between the first `(` and the first `)`, as it stands. */
function valueOf(text: string): string | undefined {
  const [left, right] = [text.indexOf("("), text.indexOf(")")];
  if (left < 0 || right < 0 || left > right) return undefined;
  const value = text.slice(left + 1, right);
  return value.length > VALUE_LENGTH_MAX ? undefined : value;
}
