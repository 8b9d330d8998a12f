/** Prints a profile so that reading it again gives the same statements: the same names with the same operands. */
import type { ProfileDocument, ProfileStatement } from "./read.js";
import { findStatement } from "./statements.js";
import { fullWord } from "./stem.js";

/** Longer statements go on in the next line. */
const WIDTH = 72;

/** Included statements are printed in place of their INCLUDE; comments and system symbols are gone. */
export function printProfile({ statements }: ProfileDocument): string {
  return statements.map((statement) => `${printStatement(statement, "")}\n`).join("");
}

function printStatement(statement: ProfileStatement, indentation: string): string {
  const lines = [printWords(statement, indentation)];
  for (const inner of statement.statements ?? []) lines.push(printStatement(inner, `${indentation}  `));
  const endWord = findStatement(statement.name)?.end;
  if (statement.end !== undefined && endWord !== undefined) lines.push(indentation + fullWord(endWord));
  return lines.join("\n");
}

/**
 * A line is broken only before a word that began a line when it was read, or that begins with a digit: any other word might be
 * taken for a mistyped statement at the beginning of a line.
 */
function printWords({ name, operands }: ProfileStatement, indentation: string): string {
  let text = indentation + name;
  let column = text.length;
  for (const { text: word, firstOnLine } of operands) {
    const mayBreak = firstOnLine || /^\d/.test(word);
    if (mayBreak && column + 1 + word.length > WIDTH) {
      text += `\n${indentation}    ${word}`;
      column = indentation.length + 4 + word.length;
    } else {
      text += ` ${word}`;
      column += 1 + word.length;
    }
  }
  return text;
}
