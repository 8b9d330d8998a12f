/**
 * HTML that cannot hold a user's text unescaped: whatever is put into a template is escaped, unless it is {@link Markup}
 * itself. Only templates of this package's own sources make markup.
 */
export class Markup {
  private constructor(readonly text: string) {}

  /** Text that is known to be markup: a template's, or a drawing whose texts its renderer has escaped. */
  static of(text: string): Markup {
    return new Markup(text);
  }
}

export type Content = Markup | string | number | readonly Content[];

/** `markup`<p>${name}</p>``: the template is markup, the values are text. Attribute values stand in double quotes. */
export function markup(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  const text = parts.map((part, index) => part + (index < values.length ? textOf(values[index] ?? "") : ""));
  return Markup.of(text.join(""));
}

export const NOTHING = Markup.of("");

function textOf(content: Content): string {
  if (content instanceof Markup) return content.text;
  if (typeof content === "string") return escaped(content);
  if (typeof content === "number") return String(content);
  return content.map(textOf).join("");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** What a browser may not be given as a character: controls, halves of pairs, and marks that turn the reading direction. */
const UNPRINTABLE =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** As text of an element, or inside a quoted attribute value. */
export function escaped(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}

export function printable(text: string): string {
  return text.replace(UNPRINTABLE, "�");
}

/** JSON for a script element that is not run: nothing in it can end the element or begin a comment. */
export function scriptJson(value: unknown): Markup {
  const text = JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "string" ? printable(part) : part,
  );
  return Markup.of(
    text.replace(
      /[<>&\u2028\u2029]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    ),
  );
}
