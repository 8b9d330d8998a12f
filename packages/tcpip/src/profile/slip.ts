/**
 * Which words look like a mistyped statement name.
 *
 * A statement ends where the next one starts, so a mistyped name at the beginning of a line would silently become an operand of
 * the statement before it. A word at the beginning of a line that is one slip away from a name (a letter wrong, missing, too
 * many, two exchanged, or a name cut short) is therefore taken for that statement. z/OS would refuse it as an operand.
 * @assumption z/OS would name the statement before it; the words that it ignores are the same.
 */
import { statementWords } from "./statements.js";

/** Shorter names are near too many ordinary words: only an exchange of two letters counts for them. */
const SHORTEST_NAME_WITH_SLIPS = 5;
/** A name cut short must keep so many letters: TCPCONF. */
const SHORTEST_CUT = 5;

const byLength = new Map<number, string[]>();
for (const word of statementWords) byLength.set(word.length, [...(byLength.get(word.length) ?? []), word]);

/** The statement name that a folded word was meant to be, if it is but a slip away. */
export function meantStatement(word: string): string | undefined {
  if (word.length < 4 || !isLetter(word.charCodeAt(0))) return undefined;
  for (const length of [word.length, word.length + 1, word.length - 1]) {
    const meant = byLength.get(length)?.find((name) => isSlip(word, name));
    if (meant !== undefined) return meant;
  }
  return word.length < SHORTEST_CUT ? undefined : statementWords.find((name) => name.startsWith(word));
}

function isSlip(word: string, name: string): boolean {
  let same = 0;
  while (same < word.length && word[same] === name[same]) same += 1;
  if (word.length === name.length && isExchange(word, name, same)) return true;
  if (name.length < SHORTEST_NAME_WITH_SLIPS) return false;
  if (word.length === name.length) return word.slice(same + 1) === name.slice(same + 1);
  return word.length < name.length
    ? word.slice(same) === name.slice(same + 1)
    : word.slice(same + 1) === name.slice(same);
}

/** VIPADYNAIMC for VIPADYNAMIC. */
function isExchange(word: string, name: string, at: number): boolean {
  return word[at] === name[at + 1] && word[at + 1] === name[at] && word.slice(at + 2) === name.slice(at + 2);
}

function isLetter(code: number): boolean {
  return code >= 65 && code <= 90;
}
