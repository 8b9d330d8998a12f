/**
 * Compares a fork with its parent, object by object: does it hold the same, and does it share what may change?
 *
 * Both walk every own field (private in TypeScript or not, symbols too), the entries of Maps and Sets, the elements of
 * arrays and typed arrays. Functions are not looked into, nor are fields that JavaScript itself keeps private (`#name`).
 * Of a simulation they see what it shows, its streams, its store, its context and its parts: how the kernel keeps the
 * pending events is for its own tests.
 */
import { Simulation } from "@sysplex/sim-core";

type Key = string | number | symbol;

/** How an object was reached. */
interface Way {
  readonly from?: Way;
  readonly step: string;
}

interface Pair {
  readonly original: unknown;
  readonly fork: unknown;
  readonly way: Way;
}

interface Part {
  readonly step: string;
  readonly value: unknown;
}

/**
 * Where a fork differs from its parent: `context.xcf.traffic.sent: 3, in the fork 2`. Empty when it does not.
 *
 * That includes what is one object in one of them and two in the other. The order of Map and Set entries counts.
 */
export function differences(original: object, fork: object): string[] {
  const found: string[] = [];
  const pairedWith = new Map<object, { readonly fork: object; readonly way: Way }>();
  const forkPairedWith = new Map<object, { readonly original: object; readonly way: Way }>();
  const open: Pair[] = [{ original, fork, way: { step: "" } }];
  // Breadth first, so that the ways are short: the list grows while it is walked.
  for (const { original: left, fork: right, way } of open) {
    if (Object.is(left, right) || (typeof left === "function" && typeof right === "function")) continue;
    if (!isObject(left) || !isObject(right)) {
      found.push(`${nameOf(way)}: ${shown(left)}, in the fork ${shown(right)}`);
      continue;
    }
    const met = pairedWith.get(left);
    const metInFork = forkPairedWith.get(right);
    if (met?.fork === right) continue;
    const other = met ?? metInFork;
    if (other !== undefined && !(Object.isFrozen(left) && Object.isFrozen(right))) {
      const where = met === undefined ? "only in the fork" : "in the fork another";
      found.push(`${nameOf(way)}: the object at ${nameOf(other.way)}, ${where}`);
      continue;
    }
    pairedWith.set(left, { fork: right, way });
    forkPairedWith.set(right, { original: left, way });
    comparePair(left, right, way, found, open);
  }
  return found;
}

/**
 * Where a fork holds the very object that its parent holds, here or anywhere, although it can change. Empty is good.
 *
 * Frozen objects may be shared; what they hold is looked at. So may the elements of arrays named `payloads` and `changes`:
 * payloads of events and the store's history are plain data that nobody changes.
 *
 * @param isImmutable Further objects that may be shared, with all that they hold: a configuration, event kinds.
 */
export function sharedMutables(
  original: object,
  fork: object,
  isImmutable: (value: object) => boolean = () => false,
): string[] {
  const held = reachable(original, isImmutable);
  const found: string[] = [];
  for (const [value, way] of reachable(fork, isImmutable)) {
    const there = held.get(value);
    if (there === undefined || !canChange(value)) continue;
    const [here, elsewhere] = [nameOf(way), nameOf(there)];
    found.push(here === elsewhere ? here : `${here}, in the parent ${elsewhere}`);
  }
  return found;
}

function comparePair(left: object, right: object, way: Way, found: string[], open: Pair[]): void {
  if (Object.getPrototypeOf(left) !== Object.getPrototypeOf(right)) {
    found.push(`${nameOf(way)}: ${shown(left)}, in the fork ${shown(right)}`);
    return;
  }
  const parts = partsOf(left);
  const others = partsOf(right);
  if (parts.length !== others.length) {
    found.push(`${nameOf(way)}: ${parts.length} parts, in the fork ${others.length}`);
  }
  for (let index = 0; index < Math.min(parts.length, others.length); index += 1) {
    const { step, value } = parts[index] as Part;
    const other = others[index] as Part;
    const next: Way = { from: way, step };
    if (other.step !== step) found.push(`${nameOf(next)}: in the fork ${other.step} stands here`);
    else open.push({ original: value, fork: other.value, way: next });
  }
}

const SIMULATION_FIELDS: readonly Key[] = ["seed", "streams", "store", "context", "parts"];
const HELD_IN_COMMON: readonly string[] = [".payloads", ".changes"];

/** Every object that can be reached, with one of the shortest ways to it. */
function reachable(root: object, isImmutable: (value: object) => boolean): Map<object, Way> {
  const ways = new Map<object, Way>();
  const open: { readonly value: unknown; readonly way: Way }[] = [{ value: root, way: { step: "" } }];
  for (const { value, way } of open) {
    if (!isObject(value) || ways.has(value) || isImmutable(value)) continue;
    ways.set(value, way);
    if (ArrayBuffer.isView(value)) {
      open.push({ value: value.buffer, way: { from: way, step: ".buffer" } });
      continue; // Numbers only.
    }
    if (HELD_IN_COMMON.includes(way.step)) continue;
    for (const part of partsOf(value)) open.push({ value: part.value, way: { from: way, step: part.step } });
  }
  return ways;
}

/** What an object holds, in its own order. A getter is not asked. */
function partsOf(value: object): readonly Part[] {
  if (ArrayBuffer.isView(value)) return elementsOf(value);
  const parts: Part[] = [];
  if (value instanceof Map) {
    [...value].forEach(([key, held], index) => {
      if (isObject(key)) parts.push({ step: `.key(${index})`, value: key });
      parts.push({ step: isObject(key) ? `.get(key ${index})` : `.get(${shown(key)})`, value: held });
    });
  }
  if (value instanceof Set) {
    [...value].forEach((held, index) => parts.push({ step: `.member(${index})`, value: held }));
  }
  if (value instanceof Simulation) {
    const { now, eventCount, pendingCount, fingerprint } = value;
    const visible = { now, eventCount, pendingCount, fingerprint, next: value.peek() };
    for (const [name, seen] of Object.entries(visible)) parts.push({ step: `.${name}`, value: seen });
  }
  for (const key of Reflect.ownKeys(value)) {
    if (value instanceof Simulation && !SIMULATION_FIELDS.includes(key)) continue;
    const field = Object.getOwnPropertyDescriptor(value, key);
    if (field !== undefined && "value" in field) parts.push({ step: stepTo(key, value), value: field.value });
  }
  return parts;
}

function elementsOf(view: ArrayBufferView): readonly Part[] {
  const bytes =
    view instanceof DataView ? new Uint8Array(view.buffer, view.byteOffset, view.byteLength) : view;
  return Array.from(bytes as Float64Array, (value: unknown, index) => ({ step: `[${index}]`, value }));
}

function stepTo(key: Key, owner: object): string {
  if (typeof key === "symbol") return `[${String(key)}]`;
  if (Array.isArray(owner) && key !== "length") return `[${key}]`;
  return `.${key}`;
}

/** A frozen Map or Set can change all the same; a view of nothing and a buffer of nothing cannot. */
function canChange(value: object): boolean {
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength > 0;
  return value instanceof Map || value instanceof Set || !Object.isFrozen(value);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function nameOf(way: Way): string {
  const steps: string[] = [];
  for (let at: Way | undefined = way; at !== undefined; at = at.from) steps.push(at.step);
  return steps.reverse().join("").replace(/^\./, "") || "(root)";
}

function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (isObject(value)) return `a ${(value.constructor as { name?: string } | undefined)?.name ?? "object"}`;
  return String(value);
}
