/**
 * Scenario file → {@link ScenarioDocument}.
 *
 * Text becomes a tree with positions, the tree becomes sound values, the values become declarations that fit together. Faults
 * of all three steps are collected and come back at once, in the order of the file.
 */
import { formatDuration, NO_TIME } from "@sysplex/sim-core";
import { type Diagnostic, type SourceText, diagnose, hasErrors } from "@sysplex/sysplex";
import type { CertificateDeclarations } from "@sysplex/zowe";
import { readClients, readHosts } from "./clients.js";
import { type Fault, scenarioDiagnostics } from "./diagnostics.js";
import { readExpectations, type Subject } from "./expectations.js";
import { type ScenarioHost, readLayers } from "./extends.js";
import { readKubernetes } from "./kubernetes.js";
import { type Ground, Places } from "./places.js";
import { type Sound, readSound } from "./reading.js";
import type {
  ClientDeclaration,
  ParameterOverride,
  ScenarioDocument,
  UserDeclaration,
} from "./scenario-document.js";
import { type ScenarioFile, scenarioSchema } from "./schema.js";
import { readSysplex } from "./sysplex.js";
import { readTimeline } from "./timeline.js";
import { readZowe } from "./zowe.js";
import type { TreeNode } from "./yaml-tree.js";

/** More faults than this help nobody. */
const FAULTS_SHOWN_MAX = 100;

export interface ScenarioReading {
  /** Absent when there is an error. */
  readonly scenario?: ScenarioDocument;
  /**
   * Instead, when there is one: what is sound. What is not is left out, or empty. It cannot be run; the files that it names
   * can be read, so that their faults are told as well.
   */
  readonly parts?: ScenarioDocument;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a scenario and the files that it extends. Never throws, whatever the text. */
export function readScenario(source: SourceText, host: ScenarioHost): ScenarioReading {
  const { tree, diagnostics: layerDiagnostics, files } = readLayers(source, host);
  const diagnostics = [...layerDiagnostics];
  if (tree === undefined || diagnostics.some(leavesTreeUnsound))
    return { diagnostics: inOrder(diagnostics, files) };
  const fault: Fault = (code, range, ...args) => {
    diagnostics.push(diagnose(scenarioDiagnostics, code, range, ...(args as never)));
  };
  const { document, isWhole } = readDocument(tree, files, fault);
  const ordered = inOrder(diagnostics, files);
  if (document === undefined) return { diagnostics: ordered };
  return isWhole && !hasErrors(diagnostics)
    ? { scenario: document, diagnostics: ordered }
    : { parts: document, diagnostics: ordered };
}

/** A tree without the file that it extends would lack everything, and say so. Of two keys alike the first is there. */
function leavesTreeUnsound({ severity, code }: Diagnostic): boolean {
  const harmless: keyof typeof scenarioDiagnostics = "YAML_DUPLICATE_KEY";
  return severity === "error" && code !== harmless;
}

interface DocumentReading {
  readonly document?: ScenarioDocument;
  /** Nothing had to be left out of it. */
  readonly isWhole: boolean;
}

function readDocument(tree: TreeNode, files: readonly string[], fault: Fault): DocumentReading {
  const file = readSound(scenarioSchema, tree, "", fault);
  if (file === undefined) return { isWhole: false };
  const places = new Places(tree);
  const ground: Ground = {
    places,
    fault,
    systems: places.keys("sysplex", "systems"),
    couplingFacilities: file.sysplex?.couplingFacilities?.filter((name) => name !== undefined),
  };
  checkWarmup(file, ground);
  const hosts = readHosts(file.hosts ?? {}, ground);
  const { clients, users } = readClients(file.clients ?? [], ground);
  const timeline = readTimeline(
    file.timeline ?? [],
    { duration: file.duration, warmup: file.warmup },
    ground,
  );
  const areSomeFaulty = clients.length + users.length < places.count("clients");
  const subjects = areSomeFaulty ? undefined : subjectsOf(clients, users);
  const expectations = readExpectations(file.expect ?? {}, subjects, ground);
  const sysplex = file.sysplex && readSysplex(file.sysplex, ground);
  const zowe = file.zowe === undefined ? undefined : readZowe(file.zowe, ground);
  const kubernetes = file.kubernetes === undefined ? undefined : readKubernetes(file.kubernetes, ground);
  const { scenario: name, title, duration, warmup, probe } = file;
  const isWhole = Boolean(name && title && duration && warmup !== undefined && sysplex && probe?.every);
  const document = {
    name: name ?? "",
    title: title ?? "",
    ...storyOf(file.story),
    seed: places.spelling("seed") || "1",
    duration: duration ?? NO_TIME,
    warmup: warmup ?? NO_TIME,
    sysplex: sysplex ?? readSysplex({}, ground),
    ...(zowe === undefined ? {} : { zowe }),
    ...(kubernetes === undefined ? {} : { kubernetes }),
    ...(file.certificates === undefined ? {} : { certificates: definedOnly(file.certificates) }),
    hosts,
    clients,
    users,
    probe: { every: probe?.every ?? NO_TIME },
    parameters: readOverrides(file.parameters ?? {}, places),
    timeline,
    expectations,
    files,
  };
  return { document, isWhole };
}

/** Without the parts that were faulty, or left out. */
function definedOnly(value: NonNullable<Sound<ScenarioFile>["certificates"]>): CertificateDeclarations {
  return JSON.parse(JSON.stringify(value)) as CertificateDeclarations;
}

function storyOf(story: Sound<ScenarioFile>["story"]): Pick<ScenarioDocument, "story"> {
  if (story?.thread === undefined || story.symptom === undefined) return {};
  const { thread, symptom, fixed } = story;
  return { story: { thread, symptom, ...(fixed === undefined ? {} : { fixed }) } };
}

function checkWarmup({ duration, warmup }: Sound<ScenarioFile>, { places, fault }: Ground): void {
  if (duration === undefined || warmup === undefined || warmup < duration) return;
  fault("WARMUP_TOO_LONG", places.range("warmup"), formatDuration(warmup), formatDuration(duration));
}

/** What an expectation may speak of: the services, then the clients, then the users. */
function subjectsOf(clients: readonly ClientDeclaration[], users: readonly UserDeclaration[]): Subject[] {
  const services = clients.map(({ service }) => service).filter((service) => service !== undefined);
  const names = [...new Set([...services, ...clients.map(({ name }) => name)])];
  return [
    ...names.map((name): Subject => ({ name, kind: "service" })),
    ...users.map(({ name, kind }): Subject => ({ name, kind })),
  ];
}

function readOverrides(parameters: Sound<ScenarioFile["parameters"]>, places: Places): ParameterOverride[] {
  const overrides: ParameterOverride[] = [];
  for (const [name, raw] of Object.entries(parameters)) {
    if (raw === undefined) continue;
    const nameRange = places.keyRange("parameters", name);
    overrides.push({ name, raw, nameRange, range: places.range("parameters", name) });
  }
  return overrides;
}

/** By file, then position: a person mends from the top down. */
function inOrder(diagnostics: readonly Diagnostic[], files: readonly string[]): Diagnostic[] {
  const sorted = [...diagnostics].sort(
    (a, b) =>
      files.indexOf(a.range.file) - files.indexOf(b.range.file) ||
      a.range.start.offset - b.range.start.offset,
  );
  const more = sorted.length - FAULTS_SHOWN_MAX;
  const first = sorted[FAULTS_SHOWN_MAX];
  if (first === undefined) return sorted;
  const rest = diagnose(scenarioDiagnostics, "TOO_MANY_FAULTS", first.range, more);
  return [...sorted.slice(0, FAULTS_SHOWN_MAX), rest];
}
