/** Plain data that nobody can change any more, all the way down. */
export function frozen<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const child of Object.values(value)) frozen<unknown>(child);
  return value;
}
