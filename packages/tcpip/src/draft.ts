/** A value of the store while a change is being made: what is readonly outside may be assigned inside. */
export type Draft<State> = State extends object
  ? { -readonly [Key in keyof State]: Draft<State[Key]> }
  : State;

/** A readonly value, to be assigned inside a change. The store freezes it afterwards. */
export function draftOf<State>(value: State): Draft<State> {
  return value as unknown as Draft<State>;
}
