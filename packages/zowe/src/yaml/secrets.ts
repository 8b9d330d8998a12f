/** Values that nobody should find on a terminal, in a report or in a message. */

export const MASK = "********";

const SECRET = /pass(?:word|wd|phrase|code)|secret|credential|api_?key/i;

/** `password`, `caPassword`, `ZWE_..._password`, `storage.redis.masterNodeUri` with user and password before the host. */
export function masked(keys: readonly string[], value: string): string {
  const last = keys.at(-1) ?? "";
  if (SECRET.test(last)) return value === "" ? value : MASK;
  return value.replaceAll(/([^\s/:@,]+):[^\s/@,]+@/g, `$1:${MASK}@`);
}

/** A source for excerpts: lines of the same length, with stars in place of what stands behind the name of a secret. */
export function maskedLines(text: string): string {
  return text
    .split("\n")
    .map((line) => {
      const start = SECRET.exec(line)?.index ?? (masked([], line) === line ? line.length : 0);
      const value = line.slice(start).search(/[:=]/);
      return value < 0
        ? line
        : line.slice(0, start + value + 1) + line.slice(start + value + 1).replaceAll(/\S/g, "*");
    })
    .join("\n");
}
