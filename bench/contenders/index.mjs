/** Every contender in JavaScript, for the tests. A benchmark's process loads one alone. */
export * as heapJs from "./heap-js.mjs";
export * as simCore from "./sim-core.mjs";
export * as simjs from "./simjs.mjs";
export * as simscript from "./simscript.mjs";
