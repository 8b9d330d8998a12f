/** What the values of keyword languages look like. */

/** A whole number without a sign, of at most nine digits. */
export function wholeNumber(text: string): number | undefined {
  return /^[0-9]{1,9}$/.test(text) ? Number(text) : undefined;
}

export function numberBetween(text: string, least: number, most: number): number | undefined {
  const value = wholeNumber(text);
  return value === undefined || value < least || value > most ? undefined : value;
}

/** A name of 1 to 8 letters, digits, $, # and @; the first is no digit. Upper case, as values are folded. */
export function isName(text: string): boolean {
  return /^[A-Z$#@][A-Z0-9$#@]{0,7}$/.test(text);
}
