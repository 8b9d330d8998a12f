/**
 * What a scalar of a YAML text means to Zowe's reader, which is written in C and knows fewer types than YAML.
 *
 * @source zowe-common-c, c/yaml2json.c and c/embeddedjs.c.
 */
import type { Origin, ScalarNode, TemplateNode } from "./config-node.js";
import { type Faults, shorten } from "./faults.js";

export type ScalarStyle = "plain" | "single" | "double" | "block";

export interface SpelledScalar {
  /** Without quotes, escapes resolved. */
  readonly text: string;
  readonly style: ScalarStyle;
  /** The key that it is the value of. */
  readonly key: string | undefined;
  readonly origin: Origin;
}

/** `undefined`: the reader drops the property or item that has this value. */
export function readScalar(
  { text, style, key, origin }: SpelledScalar,
  stringLengthMax: number,
  faults: Faults,
): ScalarNode | TemplateNode | undefined {
  const hasTemplate = text.includes("${{");
  if (style === "single" && hasTemplate) {
    faults.report("ZW_TEMPLATE_SINGLE_QUOTED", origin, shorten(text));
    return undefined;
  }
  if (style === "block" && hasTemplate) faults.report("ZW_TEMPLATE_IN_BLOCK", origin);
  if (text.length > stringLengthMax) {
    faults.report("ZW_STRING_CUT", origin, text.length, stringLengthMax);
    return { kind: "scalar", value: text.slice(0, stringLengthMax), origin };
  }
  if (style === "plain" && !hasTemplate) return readPlain(text, key, origin, faults);
  const isTemplate = hasTemplate && style !== "block";
  return (
    (isTemplate ? readTemplate(text, origin, faults) : undefined) ?? { kind: "scalar", value: text, origin }
  );
}

const NULLS = ["", "~", "null", "Null", "NULL"];
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["True", true],
  ["TRUE", true],
  ["false", false],
  ["False", false],
  ["FALSE", false],
]);

function readPlain(text: string, key: string | undefined, origin: Origin, faults: Faults): ScalarNode {
  const scalar = (value: ScalarNode["value"]): ScalarNode => ({ kind: "scalar", value, origin });
  if (NULLS.includes(text)) return scalar(null);
  const boolean = BOOLEANS.get(text);
  if (boolean !== undefined) return scalar(boolean);
  if (/^\d+$/.test(text) && Number.isSafeInteger(Number(text))) return scalar(Number(text));
  // There the words themselves are meant.
  if (key === "shareAs") return scalar(text);
  if (/^(?:yes|no|on|off)$/i.test(text)) faults.report("ZW_YES_OR_NO", origin, text);
  else if (/^[-+]?(?:0x[\da-f]+|\d+|\d*\.\d+(?:e[-+]?\d+)?)$/i.test(text)) {
    faults.report("ZW_NUMBER_AS_TEXT", origin, shorten(text));
  }
  return scalar(text);
}

/** Text and templates, joined by `+`; a scalar that is one template and nothing else keeps the type of its result. */
function readTemplate(text: string, origin: Origin, faults: Faults): TemplateNode | undefined {
  const parts: string[] = [];
  let from = 0;
  for (let start = text.indexOf("${{"); start >= 0; start = text.indexOf("${{", from)) {
    const end = text.indexOf("}}", start);
    if (end < 0) {
      faults.report("ZW_TEMPLATE_UNTERMINATED", origin, shorten(text));
      if (parts.length === 0) return undefined;
      break;
    }
    if (start > from) parts.push(JSON.stringify(text.slice(from, start)));
    parts.push(`(${text.slice(start + 3, end)}\n)`);
    from = end + 2;
  }
  if (from < text.length) parts.push(JSON.stringify(text.slice(from)));
  const [only = "", ...others] = parts;
  const code = others.length === 0 ? only : ['""', ...parts].join(" + ");
  return { kind: "template", text, code, origin };
}
