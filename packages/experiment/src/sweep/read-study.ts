/** Study file → points that can be run. Every fault is collected, positioned in the study file, and told at once. */
import {
  HOST_PROBLEMS,
  Places,
  readSound,
  readYaml,
  resolveScenario,
  readScenario,
  scenarioDiagnostics,
  type Fault,
  type ScenarioHost,
} from "@sysplex/scenario";
import { diagnose, hasErrors, inFileOrder, type Diagnostic, type SourceText } from "@sysplex/sysplex";
import { bundleScenario, type Variant } from "../study/bundle.js";
import type { Warmup } from "../study/pilot.js";
import { withSettings } from "../study/settings.js";
import type { Budget, Precision } from "../statistics/precision.js";
import {
  factorialDesign,
  latinHypercube,
  levelOf,
  rangeBetween,
  settingsOf,
  type Factor,
  type Point,
} from "./design.js";
import { studyDiagnostics } from "./diagnostics.js";
import { studySchema, type StudyFile } from "./study-schema.js";

/** Where a study's scenario is read from: the path as the study file writes it, and a host for its folder. */
export interface StudyHost {
  openScenario(
    path: string,
  ):
    | { readonly ok: true; readonly source: SourceText; readonly host: ScenarioHost }
    | { readonly ok: false; readonly problem: keyof typeof HOST_PROBLEMS };
}

export interface Study {
  readonly name: string;
  readonly title: string;
  readonly seed: string;
  readonly service: string;
  readonly confidence: number;
  readonly warmup: StudyFile["warmup"];
  /** What its pilot runs have found; absent before them, and where none are asked for. See `settleWarmup`. */
  readonly foundWarmup?: Warmup;
  readonly replications:
    | { readonly kind: "fixed"; readonly count: number }
    | {
        readonly kind: "precise";
        readonly precision: Precision;
        readonly budget: Budget;
        readonly of: readonly string[];
      };
  readonly factors: readonly Factor[];
  readonly points: readonly Point[];
  /** One for each point, in their order. */
  readonly variants: readonly Variant[];
  readonly metrics: readonly string[];
  /** What repeats it, as a shell takes it. */
  readonly command: string;
}

export interface StudyReading {
  /** Absent when there is an error. */
  readonly study?: Study;
  readonly diagnostics: readonly Diagnostic[];
}

/** @assumption A point of ten replications takes some seconds; ten thousand points are a day. */
const POINTS_MAX = 10_000;

/**
 * Reads a study file, and builds every point of it. Never throws, whatever the text.
 *
 * @param command What repeats the study, as a shell takes it, for the passport of its result.
 */
export function readStudy(
  source: SourceText,
  host: StudyHost,
  command = `sysplex sweep ${source.file}`,
): StudyReading {
  return new StudyReader(source, host, command).read();
}

class StudyReader {
  private readonly diagnostics: Diagnostic[] = [];
  private places!: Places;

  constructor(
    private readonly source: SourceText,
    private readonly host: StudyHost,
    private readonly command: string,
  ) {}

  read(): StudyReading {
    const { tree, diagnostics } = readYaml(this.source, "");
    this.diagnostics.push(...diagnostics.map(ofStudy));
    if (tree === undefined || hasErrors(diagnostics)) return { diagnostics: this.diagnostics };
    this.places = new Places(tree);
    const fault: Fault = (code, range, ...args) => {
      const words = args.map((arg: unknown) => (arg === "A scenario" ? "A study" : arg));
      this.diagnostics.push(ofStudy(diagnose(scenarioDiagnostics, code, range, ...(words as never))));
    };
    const file = readSound(studySchema, tree, "", fault) as StudyFile | undefined;
    if (file === undefined || hasErrors(this.diagnostics)) return this.end();
    const factors = this.factors(file);
    const points = hasErrors(this.diagnostics) ? [] : this.points(file, factors);
    if (hasErrors(this.diagnostics)) return this.end();
    return this.build(file, factors, points);
  }

  private end(study?: Study): StudyReading {
    const diagnostics = inFileOrder(this.diagnostics);
    return study === undefined || hasErrors(diagnostics) ? { diagnostics } : { study, diagnostics };
  }

  private fault<Code extends keyof typeof studyDiagnostics>(
    code: Code,
    path: readonly (string | number)[],
    ...args: Parameters<(typeof studyDiagnostics)[Code]["text"]>
  ): void {
    this.diagnostics.push(diagnose(studyDiagnostics, code, this.places.range(...path), ...(args as never)));
  }

  private factors({ factors = {} }: StudyFile): Factor[] {
    return Object.entries(factors).flatMap(([name, values]): Factor[] => {
      if (Array.isArray(values)) {
        if (values.length === 0) this.fault("NO_VALUES", ["factors", name], name);
        return [{ name, levels: values.map((value) => levelOf(name, value)) }];
      }
      if ("choices" in values) {
        const levels = Object.entries(values.choices).map(([text, settings]) => ({
          text,
          settings: Object.entries(settings).map(([setting, value]) => ({ name: setting, value })),
        }));
        if (levels.length === 0) this.fault("NO_VALUES", ["factors", name], name);
        return [{ name, levels }];
      }
      const between = rangeBetween(name, values.from, values.to);
      if (between === undefined) {
        this.fault("NO_RANGE", ["factors", name], name, String(values.from), String(values.to));
        return [];
      }
      const levels = Array.from({ length: values.steps }, (_, step) => between(step / (values.steps - 1)));
      return [{ name, levels, between }];
    });
  }

  private points({ design, points, seed }: StudyFile, factors: readonly Factor[]): Point[] {
    if (design === "list") {
      if (points === undefined || points.length === 0) this.fault("NO_POINTS", ["design"]);
      return (points ?? []).map((settings) => pointOf(settings));
    }
    const kind = design === "factorial" ? "factorial" : "Latin hypercube";
    if (points !== undefined) this.fault("POINTS_UNUSED", ["points"], kind);
    if (factors.length === 0) this.fault("NO_FACTORS", ["factors"], kind);
    const count =
      design === "factorial"
        ? factors.reduce((product, { levels }) => product * levels.length, 1)
        : design.latinHypercube;
    if (count > POINTS_MAX) this.fault("TOO_MANY_POINTS", ["factors"], count, POINTS_MAX);
    if (hasErrors(this.diagnostics)) return [];
    return design === "factorial" ? factorialDesign(factors) : latinHypercube(factors, count, String(seed));
  }

  private build(file: StudyFile, factors: readonly Factor[], points: readonly Point[]): StudyReading {
    const opened = this.host.openScenario(file.scenario);
    if (!opened.ok) {
      this.fault("SCENARIO_UNREADABLE", ["scenario"], file.scenario, HOST_PROBLEMS[opened.problem]);
      return this.end();
    }
    const { source, host } = opened;
    const { scenario, diagnostics } = readScenario(source, host);
    const resolution = scenario === undefined ? { diagnostics: [] } : resolveScenario(scenario, host);
    this.diagnostics.push(
      ...diagnostics,
      ...resolution.diagnostics.filter(({ severity }) => severity !== "info"),
    );
    if (scenario === undefined || hasErrors(this.diagnostics)) return this.end();
    const service = this.service(file, [
      ...new Set(scenario.clients.flatMap((client) => client.service ?? [])),
    ]);
    const variants = points.flatMap((point, index) => this.variant(point, index, source, host) ?? []);
    const { study, title = "", seed, confidence, warmup, metrics } = file;
    return this.end({
      name: String(study),
      title: String(title),
      seed: String(seed),
      service,
      confidence,
      warmup,
      replications: this.replications(file),
      factors,
      points,
      variants,
      metrics,
      command: this.command,
    });
  }

  private service({ service }: StudyFile, known: readonly string[]): string {
    if (service !== undefined && !known.includes(service))
      this.fault("UNKNOWN_SERVICE", ["service"], service, known.join(", ") || "none");
    return service ?? known[0] ?? "";
  }

  private replications({ replications }: StudyFile): Study["replications"] {
    if (typeof replications === "number") return { kind: "fixed", count: replications };
    const { precision, of, min, max } = replications;
    if (min > max) this.fault("BUDGET_TURNED", ["replications"], min, max);
    return { kind: "precise", precision: { relative: precision }, budget: { min, max }, of };
  }

  /** A point with its settings in the scenario; what cannot be is told once for each factor. */
  private variant(point: Point, index: number, source: SourceText, host: ScenarioHost): Variant | undefined {
    const edited = withSettings(source, host, settingsOf(point));
    for (const { setting, why } of edited.problems) this.settingFault(setting.name, why, index);
    if (edited.problems.length > 0) return undefined;
    const { bundle, diagnostics } = bundleScenario(edited.source, edited.host);
    if (bundle !== undefined) return { name: point.name, bundle };
    const [first] = diagnostics.filter(({ severity }) => severity === "error");
    this.pointFault(point, index, first?.text ?? "it is unsound");
    return undefined;
  }

  private readonly told = new Set<string>();

  private settingFault(name: string, why: string, index: number): void {
    if (this.told.has(name)) return;
    this.told.add(name);
    this.fault("SETTING_FAILS", this.placeOf(name, index), name, why);
  }

  private pointFault(point: Point, index: number, why: string): void {
    if (this.told.has(why)) return;
    this.told.add(why);
    const named = settingsOf(point).find(({ name }) => why.includes(name.split(".").at(-1) ?? name));
    const place = named === undefined ? ["factors"] : this.placeOf(named.name, index);
    this.fault("SCENARIO_UNSOUND", place, point.name, why);
  }

  /** Where a setting stands in the study file. */
  private placeOf(name: string, index: number): readonly (string | number)[] {
    if (this.places.node("factors", name) !== undefined) return ["factors", name];
    if (this.places.node("points", index, name) !== undefined) return ["points", index, name];
    const factor = this.places
      .keys("factors")
      .find((key) =>
        this.places
          .keys("factors", key, "choices")
          .some((label) => this.places.keys("factors", key, "choices", label).includes(name)),
      );
    return factor === undefined ? ["factors"] : ["factors", factor];
  }
}

/** The reader of YAML files words its messages for scenarios. */
function ofStudy({ instead, ...told }: Diagnostic): Diagnostic {
  const isOwn = instead !== undefined && !instead.includes("scenario");
  return { ...told, ...(isOwn ? { instead } : {}), then: "The study is not run." };
}

function pointOf(settings: Readonly<Record<string, string | number | boolean>>): Point {
  const levels = Object.entries(settings).map(([name, value]) => [name, levelOf(name, value)] as const);
  return {
    name: levels.map(([name, { text }]) => `${name}=${text}`).join(", "),
    levels: Object.fromEntries(levels),
  };
}
