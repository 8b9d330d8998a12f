/** `sysplex size`: the smallest of several sizes that keeps its targets. */
import {
  findSize,
  metricNamed,
  experimentMetrics,
  withSettings,
  bundleScenario,
  parseShare,
  sizePassport,
  type Passport,
  type SizeResult,
  type SizeTarget,
  type SizeTried,
  type Variant,
} from "@sysplex/experiment";
import { parseDuration } from "@sysplex/sim-core";
import { EXIT_STATUS, HostError, type ExitStatus } from "../exit-status.js";
import { FileHost } from "../host.js";
import { paintFor, type CommandIo } from "../io.js";
import { prepareOutput } from "../output-file.js";
import { columns, printable } from "../plain-text.js";
import { shellWord } from "../story/repeat.js";
import { section } from "../story/section.js";
import { packageVersion } from "../version.js";
import { jsonText } from "./compare-command.js";
import { conducting, type ExecutorOptions } from "./conduct.js";
import { meanText, quantityText, spanText } from "./quantity.js";
import { isWarning, readVariants, tellDiagnostics } from "./read-variants.js";
import { serviceOf } from "./service.js";

export interface SizeCommandOptions extends ExecutorOptions {
  /** `availability >= 99%`, each. */
  readonly target: readonly string[];
  /** `name=1,2,3`: the sizes of one scenario. */
  readonly vary?: string;
  readonly service?: string;
  readonly seed?: string;
  readonly set?: readonly string[];
  readonly replications?: number;
  readonly monotone?: boolean;
  readonly json?: boolean;
  readonly out?: string;
}

export async function sizeCommand(
  paths: readonly string[],
  options: SizeCommandOptions,
  io: CommandIo,
): Promise<ExitStatus> {
  const targets = options.target.map(targetFrom);
  const read = readVariants(paths, options.set ?? [], io);
  if (read.variants === undefined) return EXIT_STATUS.wrongInput;
  const service = serviceOf(read.variants, options.service);
  const sizes =
    options.vary === undefined ? read.variants : variedSizes(paths, options.vary, options.set ?? [], io);
  if (sizes === undefined) return EXIT_STATUS.wrongInput;
  const out = options.out === undefined ? undefined : prepareOutput(options.out, io, read.realPaths);
  const { seed = "1", replications: max = REPLICATIONS_MAX, monotone: isMonotone = false } = options;
  const request = {
    version: packageVersion(),
    seed,
    service,
    sizes: sizes.map(({ name, bundle }) => ({ name, bundle })),
    targets,
    budget: { min: Math.min(REPLICATIONS_MIN, max), max },
    isMonotone,
  };
  const found = await conducting(options, io, (conduct) => findSize(request, conduct));
  const passport = sizePassport(found, request, repeatCommand(paths, options));
  const { version } = request;
  const result: SizeCommandResult = { schema: 1, service, seed, version, passport, ...found };
  io.out(options.json === true ? jsonText(result) : sizeText(result, io));
  out?.write(jsonText(result));
  return found.size === null ? EXIT_STATUS.failed : EXIT_STATUS.ok;
}

interface SizeCommandResult extends SizeResult {
  readonly schema: 1;
  readonly service: string;
  readonly seed: string;
  readonly version: string;
  readonly passport: Passport;
}

const REPLICATIONS_MIN = 10;
const REPLICATIONS_MAX = 200;

/** One scenario with each of the values in turn. */
function variedSizes(
  paths: readonly string[],
  vary: string,
  set: readonly string[],
  io: CommandIo,
): readonly Variant[] | undefined {
  const [, name, list] = /^([^=]+)=(.+)$/.exec(vary) ?? [];
  const [path] = paths;
  if (name === undefined || list === undefined)
    throw new HostError(`--vary ${vary}: expected name=1,2,3, a setting and its values, the cheapest first`);
  if (path === undefined || paths.length > 1)
    throw new HostError("--vary makes the sizes of one scenario: name one, or leave --vary out");
  const values = list.split(",").map((value) => value.trim());
  const sizes = values.flatMap((value) => sizeWith(path, [...set, `${name}=${value}`], io) ?? []);
  return sizes.length === values.length ? sizes : undefined;
}

function sizeWith(path: string, texts: readonly string[], io: CommandIo): Variant | undefined {
  const settings = texts.map((text) => {
    const at = text.indexOf("=");
    return { name: text.slice(0, at), value: text.slice(at + 1) };
  });
  const host = new FileHost(path, io.cwd);
  const source = host.readScenario();
  if (!("file" in source)) return undefined; // It was read before.
  const edited = withSettings(source, host, settings);
  const [problem] = edited.problems;
  if (problem !== undefined) throw new HostError(`--vary ${problem.setting.name}: ${problem.why}`);
  const { bundle, diagnostics } = bundleScenario(edited.source, edited.host);
  if (bundle !== undefined) return { name: texts.at(-1) ?? path, bundle };
  const sources = new Map([...host.sources, [source.file, edited.source]]);
  tellDiagnostics(
    diagnostics.filter((each) => !isWarning(each)),
    sources,
    io,
  );
  return undefined;
}

/** `availability >= 99%`, `latencyP99Ms <= 500`, `outageSeconds <= 1m`. */
function targetFrom(text: string): SizeTarget {
  const [, name = "", relation, amount = ""] = /^\s*(\w+)\s*(<=|>=)\s*(\S.*?)\s*$/.exec(text) ?? [];
  if (relation === undefined)
    throw new HostError(
      `--target ${text}: expected a metric, <= or >=, and a value, such as "availability >= 99%"`,
    );
  const metric = metricNamed(name);
  if (metric === undefined)
    throw new HostError(
      `--target ${text}: there is no metric ${name}; there are ${experimentMetrics.map((each) => each.name).join(", ")}`,
    );
  const value = amountIn(metric.unit, amount);
  if (value === undefined) throw new HostError(`--target ${text}: ${amount} is no amount of ${metric.unit}`);
  return relation === "<=" ? { metric: name, atMost: value } : { metric: name, atLeast: value };
}

function amountIn(unit: string, text: string): number | undefined {
  const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
  if (unit === "share") return text === "100%" ? 1 : (parseShare(text) ?? number);
  const micros = unit === "s" || unit === "ms" ? parseDuration(text) : undefined;
  return number ?? (micros === undefined ? undefined : micros / (unit === "s" ? 1_000_000 : 1_000));
}

/** The command that comes to the same result. */
function repeatCommand(
  paths: readonly string[],
  { target, vary, service, seed = "1", set = [], replications, monotone }: SizeCommandOptions,
): string {
  const words = [
    ...["sysplex", "size", ...paths],
    ...target.flatMap((each) => ["--target", each]),
    ...(vary === undefined ? [] : ["--vary", vary]),
    ...(monotone === true ? ["--monotone"] : []),
    ...(service === undefined ? [] : ["--service", service]),
    ...(replications === undefined ? [] : ["--replications", String(replications)]),
    ...["--seed", seed],
    ...set.flatMap((setting) => ["--set", setting]),
  ];
  return words.map(shellWord).join(" ");
}

function sizeText(
  { size, tried, service, version, seed, passport }: SizeCommandResult,
  io: CommandIo,
): string {
  const paint = paintFor(io.outColors);
  const answer =
    size === null
      ? paint.red("None of the sizes keeps its targets.")
      : `The cheapest size that keeps its targets: ${paint.bold(printable(size))}`;
  const lines = [
    answer,
    `Service ${printable(service)}, seed ${printable(seed)}, version ${version}; 95 % intervals of means, by Student's t.`,
    ...tried.flatMap((one) => section(`${printable(one.size)}: ${one.verdict}`, triedLines(one), paint)),
    "",
    `Repeat: ${printable(passport.command)}`,
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function triedLines({ targets, replications }: SizeTried): string[] {
  return columns(
    targets.map(({ metric, atMost, atLeast, verdict, interval }) => {
      const unit = metricNamed(metric)?.unit ?? "";
      const wanted =
        atMost === undefined ? `>= ${quantityText(atLeast ?? 0, unit)}` : `<= ${quantityText(atMost, unit)}`;
      return [
        metric,
        wanted,
        verdict,
        meanText(interval, unit),
        `${spanText(interval, unit)}; ${replications} replications`,
      ];
    }),
    { indent: 2 },
  );
}
