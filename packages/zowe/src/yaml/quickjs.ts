/**
 * The only place that knows QuickJS, the JavaScript engine in which Zowe evaluates templates.
 *
 * A template sees plain data and no function of the host. Its memory, its depth and its steps are limited; steps are counted by
 * the engine, not timed, so that the same template fails or succeeds on every machine.
 */
import releaseSync from "@jitl/quickjs-singlefile-mjs-release-sync";
import {
  newQuickJSWASMModuleFromVariant,
  type QuickJSContext,
  type QuickJSHandle,
} from "quickjs-emscripten-core";
import type { Json } from "./config-node.js";
import { SANDBOX } from "./sandbox.js";

// WebAssembly has no loading that returns at once from code that this package can carry; it is loaded with the module, and
// everything after that is synchronous.
// eslint-disable-next-line no-restricted-syntax -- the one await of the package, before anything runs
const quickjs = await newQuickJSWASMModuleFromVariant(releaseSync);

/** What templates may know of the system that Zowe starts on. */
export interface TemplateGlobals {
  readonly config: Json;
  /** `std.getenv`. */
  readonly environment: Readonly<Record<string, string>>;
  /** `zos.resolveSymbol`, names without ampersand. */
  readonly symbols: Readonly<Record<string, string>>;
  readonly zos: { readonly esm?: string; readonly version?: number };
}

export interface TemplateJob {
  /** Where the result belongs in the configuration. */
  readonly path: readonly (string | number)[];
  readonly code: string;
}

/** `limit`: it took too much memory or too many steps, and nothing was evaluated after it. */
export type TemplateResult =
  | { readonly kind: "value"; readonly value: Json }
  | { readonly kind: "undefined" }
  | { readonly kind: "failed"; readonly why: string }
  | { readonly kind: "limit" };

/**
 * Beyond what the configuration itself takes. It bounds texts, and so what one step may cost.
 * @assumption Results are short texts and numbers.
 */
const MEMORY_BYTES_MAX = 64 * 1024;
/** The engine's parser takes thirty times as much of the host's stack, which it does not watch. */
const LOADING_BYTES_MAX = 8 * 1024 * 1024;
const STACK_BYTES_MAX = 32 * 1024;
/** Each may nest the parser one deeper. @assumption Real templates have some ten. */
const BRACKETS_MAX = 200;
/** The engine asks every 10,000 steps whether to go on. @assumption Real templates take some ten steps. */
const INTERRUPTS_MAX = 1;

/** Evaluates one template after the other; each sees the results of those before it. Never throws. */
export function evaluateTemplates(
  globals: TemplateGlobals,
  jobs: readonly TemplateJob[],
): readonly TemplateResult[] {
  if (isBroken) return jobs.map(() => ({ kind: "limit" }));
  try {
    return evaluateInContext(globals, jobs);
  } catch {
    isBroken = true; // The engine's own memory can no longer be trusted, for the rest of the process.
    return jobs.map(() => ({ kind: "limit" }));
  }
}

let isBroken = false;

function evaluateInContext(
  globals: TemplateGlobals,
  jobs: readonly TemplateJob[],
): readonly TemplateResult[] {
  const runtime = quickjs.newRuntime({ memoryLimitBytes: LOADING_BYTES_MAX + 64 * sizeOf(globals) });
  runtime.setMaxStackSize(STACK_BYTES_MAX);
  const context = runtime.newContext({ intrinsics: INTRINSICS });
  const sandbox = context.unwrapResult(context.evalCode(SANDBOX, "sandbox.js"));
  let steps = 0;
  runtime.setInterruptHandler(() => (steps += 1) > INTERRUPTS_MAX);
  const ask = (request: unknown): TemplateResult => {
    steps = 0;
    return askSandbox(context, sandbox, JSON.stringify(request), () => steps > INTERRUPTS_MAX);
  };
  let isOver = ask({ load: globals }).kind === "limit";
  runtime.setMemoryLimit(usedMemory(context) + MEMORY_BYTES_MAX);
  const results = jobs.map((job): TemplateResult => {
    const result: TemplateResult = isOver || isRefused(job) ? { kind: "limit" } : ask(job);
    isOver = result.kind === "limit";
    return result;
  });
  sandbox.dispose();
  context.dispose();
  runtime.dispose();
  return results;
}

/** Nested too deep, or with whole numbers of any length: one step of arithmetic with them may take for ever. */
function isRefused({ code }: TemplateJob): boolean {
  return code.split(/[([{]/).length > BRACKETS_MAX || /\b\d[\da-fox_]*n\b/i.test(code);
}

function usedMemory(context: QuickJSContext): number {
  const usage = context.runtime.computeMemoryUsage();
  const used = context.getProp(usage, "memory_used_size");
  const bytes = context.getNumber(used);
  used.dispose();
  usage.dispose();
  return bytes;
}

/** No clock, no chance, no threads. */
const INTRINSICS = {
  BaseObjects: true,
  Eval: true,
  JSON: true,
  RegExp: true,
  RegExpCompiler: true,
  Date: false,
  StringNormalize: false,
  Proxy: false,
  MapSet: false,
  TypedArrays: false,
  Promise: true, // Without it an async function in a template damages the engine. Nothing that it defers ever runs.
  BigInt: false,
} as const;

function askSandbox(
  context: QuickJSContext,
  sandbox: QuickJSHandle,
  request: string,
  isInterrupted: () => boolean,
): TemplateResult {
  const asked = context.newString(request);
  const answer = context.callFunction(sandbox, context.undefined, asked);
  asked.dispose();
  if (answer.error === undefined) {
    const json = context.getString(answer.value);
    answer.value.dispose();
    return json === "" ? { kind: "undefined" } : { kind: "value", value: JSON.parse(json) as Json };
  }
  const why = isInterrupted() ? undefined : failureText(context, answer.error);
  answer.error.dispose();
  return why === undefined ? { kind: "limit" } : { kind: "failed", why };
}

/** `TypeError: cannot read property 'x' of undefined`; `undefined`: a limit was met. */
function failureText(context: QuickJSContext, error: QuickJSHandle): string | undefined {
  const [name, message] = ["name", "message"].map((key) => {
    const handle = context.getProp(error, key);
    const text = context.typeof(handle) === "string" ? context.getString(handle) : "";
    handle.dispose();
    return text;
  });
  if (name === "InternalError" && /out of memory|interrupted/.test(message ?? "")) return undefined;
  if (name === "RangeError" && message === "the template works too long") return undefined;
  return name === "" && message === "" ? "it throws" : `${name ?? ""}: ${message ?? ""}`;
}

function sizeOf(globals: TemplateGlobals): number {
  return JSON.stringify(globals).length;
}
