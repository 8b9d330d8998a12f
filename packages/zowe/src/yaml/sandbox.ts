/**
 * The program that runs inside QuickJS around the templates of one configuration. It answers requests, one template each.
 *
 * It first takes away what would make an answer depend on the host or its clock (Date, Math.random), what turns text into
 * programs (eval, Function), and what a template never needs and could run in without end: QuickJS interrupts programs, not
 * its own loops over arrays and strings. So every built-in function of arrays, strings, objects, JSON and regular expressions pays
 * for the work that it is given, and a template has a budget.
 */

/** @assumption Real templates call a handful of functions on short strings: some thousand units. */
export const WORK_MAX = 5_000_000;

/** @assumption The result of a real template is one setting. */
export const RESULT_LENGTH_MAX = 16_384;

/** Answers `(request: string) => string`; see `quickjs.ts` for what goes in and out. */
export const SANDBOX = `(() => {
"use strict";
const { parse, stringify } = JSON;
const { apply, ownKeys, getOwnPropertyDescriptor, defineProperty, deleteProperty } = Reflect;
const global = globalThis;
const { isArray } = Array;
const text = String, fail = TypeError, tooMuch = RangeError, pattern = RegExp;
const evaluate = eval;
let work = 0;

const pay = (units) => {
  work += units;
  if (!(work <= ${WORK_MAX})) throw new tooMuch("the template works too long");
};
const sizeOf = (value) => (typeof value === "string" || isArray(value) ? value.length : 1);
const guards = {
  list: (native) => function (...args) {
    if (!isArray(this)) throw new fail("array functions are for arrays");
    let units = 1 + this.length;
    for (let i = 0; i < args.length; i++) units += sizeOf(args[i]);
    pay(units);
    return apply(native, this, args);
  },
  text: (native) => function (...args) {
    if (typeof this !== "string") throw new fail("string functions are for strings");
    let units = 1;
    for (let i = 0; i < args.length; i++) {
      const arg = args[i];
      if (typeof arg === "object" && arg !== null && !(arg instanceof pattern)) args[i] = text(arg);
      if (typeof args[i] === "string") units += args[i].length;
      else if (args[i] > 0) units += args[i]; // repeat, padStart
    }
    pay((1 + this.length) * units);
    return apply(native, this, args);
  },
  whole: (native) => function (...args) {
    let units = 2000;
    for (let i = 0; i < args.length; i++) units += sizeOf(args[i]);
    pay(units);
    return apply(native, this, args);
  },
};
const guard = (object, kind) => {
  const keys = ownKeys(object);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    const { value, configurable } = getOwnPropertyDescriptor(object, key);
    if (key === "constructor" || typeof value !== "function" || !configurable) continue;
    defineProperty(object, key, { value: guards[kind](value), configurable: true, writable: true, enumerable: false });
  }
};
const listPrototype = Array.prototype, textPrototype = String.prototype;
delete listPrototype.flat;
delete listPrototype.flatMap;
delete String.raw;
delete Math.random;
const iterators = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
for (const key of ownKeys(iterators)) if (key !== Symbol.iterator) delete iterators[key];
for (const made of [function () {}, function* () {}, async function () {}, async function* () {}]) {
  const prototype = Object.getPrototypeOf(made); // Without promises there is none of async functions.
  if (prototype !== null) delete prototype.constructor;
}
delete Symbol.prototype.constructor;
guard(listPrototype, "list");
guard(textPrototype, "text");
for (const name of ["parseInt", "parseFloat", "encodeURIComponent", "decodeURIComponent"]) {
  global[name] = guards.whole(global[name]);
}
for (const object of [RegExp.prototype, Object, Array, String, JSON, Reflect]) guard(object, "whole");
const kept = ["Array", "Boolean", "Error", "Infinity", "JSON", "Math", "NaN", "Number", "Object", "RangeError", "RegExp",
  "String", "TypeError", "decodeURIComponent", "encodeURIComponent", "isFinite", "isNaN", "parseFloat", "parseInt", "undefined"];
const isKept = {};
for (const name of kept) isKept[name] = true;
for (const name of ownKeys(global)) if (isKept[name] !== true) deleteProperty(global, name);

let root;
const load = ({ config, environment, symbols, zos }) => {
  root = config;
  for (const key in config) global[key] = config[key];
  const absent = (name) => () => { throw new fail(name + " is not known to the simulator"); };
  const lookUp = (table, name) => (Object.hasOwn(table, name) ? table[name] : undefined);
  global.std = { getenv: (name) => lookUp(environment, text(name)) };
  global.os = {};
  global.xplatform = {};
  global.zos = {
    resolveSymbol: (spelled) => {
      const written = text(spelled);
      const name = (written[0] === "&" ? written.slice(1) : written).replace(/[.]$/, "").toUpperCase();
      return lookUp(symbols, name) ?? written;
    },
    getEsm: zos.esm === undefined ? absent("zos.getEsm()") : () => zos.esm,
    getZosVersion: zos.version === undefined ? absent("zos.getZosVersion()") : () => zos.version,
    getStatvfs: absent("zos.getStatvfs()"),
  };
};
const put = (path, value) => {
  let place = root;
  for (let i = 0; i + 1 < path.length; i++) place = place[path[i]];
  place[path[path.length - 1]] = value;
  if (path.length === 1) global[path[0]] = value;
};
return (request) => {
  work = 0;
  const asked = parse(request);
  if (asked.load !== undefined) return load(asked.load), "";
  const value = evaluate(asked.code);
  const json = stringify(value);
  if (json === undefined) return put(asked.path, null), "";
  if (json.length > ${RESULT_LENGTH_MAX}) throw new tooMuch("the template works too long");
  put(asked.path, parse(json));
  return json;
};
})()`;
