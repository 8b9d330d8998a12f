import { hashText } from "./fingerprint.js";

/**
 * A kind of event: declared once, with a name and a handler. Scheduling names the kind and hands over a payload of
 * plain data or a slot number, so that a trace can name every event and the queue holds no closure.
 */
export interface EventKind<Context, Payload> {
  /** Says what happened, for traces and messages: `tcpip.listener-closed`. */
  readonly name: string;
  /** Its place in a simulation's table of kinds: a count of definitions, without any meaning of its own. */
  readonly id: number;
  /** 32-bit hash of the name; what the fingerprint takes in. */
  readonly nameHash: number;
  /** What is done when an event of this kind is due. */
  readonly handler: (context: Context, payload: Payload) => void;
}

/** Any kind, whatever its context and payload. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the queue holds kinds of every payload.
export type AnyEventKind = EventKind<any, any>;

let definitionCount = 0;

/**
 * Declares an event kind.
 *
 * @param name Package, dot, what has happened in the past participle or what is due: `tcpip.listener-closed`.
 * @param handler Runs to completion when the event is due; receives the simulation's context and the payload.
 */
export function defineEvent<Context, Payload>(
  name: string,
  handler: (context: Context, payload: Payload) => void,
): EventKind<Context, Payload> {
  definitionCount += 1;
  return Object.freeze({ name, id: definitionCount, nameHash: hashText(name), handler });
}
