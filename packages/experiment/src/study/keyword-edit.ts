/** One keyword of a z/OS member replaced where it is coded. Comments are left alone. */
import type { SettingValue } from "./settings.js";

/** `KEYWORD(value)` of parmlib members and policies. Every time it is coded; `undefined`: it is not. */
export function setCodedKeyword(text: string, keyword: string, value: SettingValue): string | undefined {
  const pattern = new RegExp(`(?<![\\w@#$])(${escaped(keyword)}\\s*\\()[^()]*(?=\\))`, "gi");
  return edited(text, /\/\*[\s\S]*?\*\//g, (code, found) =>
    code.replace(pattern, (_coded, head: string) => found(`${head}${value}`)),
  );
}

/**
 * A keyword of a statement of a TCP/IP profile: the word behind it is replaced; with true and false it becomes `KEYWORD` or
 * `NOKEYWORD`. Every time it is coded; `undefined`: it is not.
 */
export function setStatementKeyword(
  text: string,
  { statement, keyword }: { readonly statement: string; readonly keyword: string },
  value: SettingValue,
): string | undefined {
  // From the statement's name to the next line that begins without a blank, where another statement may stand.
  const extent = new RegExp(
    `(?<![\\w@#$])${escaped(statement)}(?![\\w@#$])[^\\n]*(?:\\n[ \\t][^\\n]*)*`,
    "gi",
  );
  const flag = new RegExp(`(?<![\\w@#$])(?:NO)?${escaped(keyword)}(?![\\w@#$])`, "gi");
  const operand = new RegExp(`(?<![\\w@#$])(${escaped(keyword)}[ \\t]+)[^\\s;]+`, "gi");
  const word = keyword.toUpperCase();
  return edited(text, /;.*/g, (code, found) =>
    code.replace(extent, (part) =>
      typeof value === "boolean"
        ? part.replace(flag, () => found(value ? word : `NO${word}`))
        : part.replace(operand, (_coded, head: string) => found(`${head}${value}`)),
    ),
  );
}

/** Comments are taken out for the edit and put back behind it. `undefined`: the edit found nothing. */
function edited(
  text: string,
  comments: RegExp,
  edit: (code: string, found: (replacement: string) => string) => string,
): string | undefined {
  const kept: string[] = [];
  const code = text.replace(comments, (comment) => {
    kept.push(comment);
    return MARK;
  });
  let isFound = false;
  const done = edit(code, (replacement) => {
    isFound = true;
    return replacement;
  });
  let next = 0;
  const whole = done.replaceAll(MARK, () => kept[next++] ?? "");
  return isFound ? whole : undefined;
}

/** Stands for a comment; no member holds such a character. */
const MARK = "\u0001";

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
