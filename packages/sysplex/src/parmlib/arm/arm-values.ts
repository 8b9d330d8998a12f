/** The forms of values in ARM policies. */
import type { KeywordOperand, KeywordStatement } from "../keyword/statements.js";
import { isName, numberBetween } from "../keyword/values.js";
import {
  ARM_SECONDS_MAX,
  ATTEMPTS_MAX,
  CLEANUP_SECONDS_MIN,
  LEVEL_MAX,
  START_TEXT_LENGTH_MAX,
} from "./arm-statements.js";

/** What stands in the parentheses of a statement itself. */
export const OWN_FORM: Readonly<Record<string, string>> = {
  LEVEL: `0 to ${LEVEL_MAX}`,
  RESTART_GROUP: "a group name of 1 to 16 characters, or DEFAULT",
  ELEMENT: "an element name of 1 to 16 characters, with * and ? as wildcards",
};

/** Letters, digits, $, #, @ and _, and wildcards; no digit first. @source Adabas, ARMNAME: the names that ARM takes. */
export function isElementPattern(text: string): boolean {
  return /^[A-Z$#@_*?][A-Z0-9$#@_*?]{0,15}$/.test(text);
}

export function hasOwnForm({ keyword, values }: KeywordStatement): boolean {
  if (OWN_FORM[keyword] === undefined) return values === undefined;
  const text = values?.length === 1 ? values[0]?.text : undefined;
  if (text === undefined) return false;
  if (keyword === "LEVEL") return numberBetween(text, 0, LEVEL_MAX) !== undefined;
  return keyword === "ELEMENT" ? isElementPattern(text) : /^[A-Z$#@_][A-Z0-9$#@_]{0,15}$/.test(text);
}

/** Whether the operand's values are of the form that the table of statements describes. */
export function hasForm({ keyword, values }: KeywordOperand): boolean {
  const texts = values?.map(({ text }) => text) ?? [];
  const [first = ""] = texts;
  switch (keyword) {
    case "POLICY":
      return values === undefined;
    case "NAME":
      return texts.length === 1 && isName(first);
    case "REPLACE":
    case "REPORT":
      return texts.length === 1 && (first === "YES" || first === "NO");
    case "ELEMENT_NAME":
    case "ELEMENT_TYPE":
      return texts.length > 0 && texts.every(isElementPattern);
    case "TARGET_SYSTEM":
      return texts.length > 0 && (texts.every(isName) || (texts.length === 1 && first === "*"));
    case "FREE_CSA":
      return texts.length <= 2 && texts.length > 0 && texts.every((text) => isNumber(text));
    case "RESTART_PACING":
    case "RESTART_TIMEOUT":
    case "READY_TIMEOUT":
      return texts.length === 1 && isNumber(first);
    case "CLEANUP_TIMEOUT":
      return texts.length === 1 && isNumber(first, CLEANUP_SECONDS_MIN);
    case "RESTART_ATTEMPTS":
      return isAttempts(texts);
    case "TERMTYPE":
      return texts.length === 1 && (first === "ALLTERM" || first === "ELEMTERM");
    case "RESTART_METHOD":
      return isMethod(values ?? []);
    default:
      return texts.length === 1;
  }
}

function isAttempts(texts: readonly string[]): boolean {
  const [max = "", within] = texts;
  if (texts.length > 2 || numberBetween(max, 0, ATTEMPTS_MAX) === undefined) return false;
  return within === undefined || isNumber(within, 1);
}

function isMethod(values: NonNullable<KeywordOperand["values"]>): boolean {
  const [event, type, what] = values;
  if (!["BOTH", "ELEMTERM", "SYSTERM"].includes(event?.text ?? "")) return false;
  if (type?.text === "PERSIST") return values.length === 2;
  if (values.length !== 3 || what?.quoted !== true || what.text === "") return false;
  return type?.text === "JOB" || (type?.text === "STC" && what.text.length <= START_TEXT_LENGTH_MAX);
}

function isNumber(text: string, least = 0): boolean {
  return numberBetween(text, least, ARM_SECONDS_MAX) !== undefined;
}
