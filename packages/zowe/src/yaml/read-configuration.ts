/**
 * A start of Zowe on one system: from CONFIG and the files that it names to what the launcher and the components go by.
 *
 * Two readings, as Zowe has them: the launcher's, of the files alone, and that of the `zwe` command and the components, which
 * has the defaults of the release behind the files.
 */
import { type Diagnostic, hasErrors, type SourceText } from "@sysplex/sysplex";
import { candidatePaths, CHAIN_FILE, type ChainElement, readChain } from "./chain.js";
import { checkInstances, checkStart } from "./check-start.js";
import { type ComponentManifest, legacyManifests, startList } from "./components.js";
import { type MapNode, toJson } from "./config-node.js";
import { defaultsOf } from "./defaults.js";
import { discoveryList } from "./discovery-list.js";
import { Faults } from "./faults.js";
import { frozen } from "./frozen.js";
import { findInstanceKey, instanceId, instanceKeys, launcherInstanceId } from "./ha-instance.js";
import { readInstanceEnv } from "./instance-env.js";
import { mergeMaps } from "./merge.js";
import { provenanceOf } from "./provenance.js";
import { readYaml } from "./read-yaml.js";
import { ASSUMED_RELEASES, type ReleaseRules, releaseRules, versionOf, type ZoweRelease } from "./release.js";
import { guessVersion } from "./guess-version.js";
import { resolveInstance } from "./resolve-instance.js";
import { zoweSchema } from "./schema.js";
import { evaluateAll, type TemplateSurroundings } from "./templates.js";
import { validate } from "./validate.js";
import type { LauncherReading, ZoweConfiguration, ZoweInstance } from "./zowe-configuration.js";

/** The folder of the configuration. Paths are relative to it. */
export interface ZoweFileHost {
  readText(path: string): ZoweFileReading;
}

export type ZoweFileReading =
  | { readonly ok: true; readonly source: SourceText }
  /** `missing`, `outside` or another reason to give. */
  | { readonly ok: false; readonly problem: string };

export interface ZoweStart {
  /** As in STDENV: a path, or `FILE(path):PARMLIB(data.set(member))`. */
  readonly config: string;
  readonly host: ZoweFileHost;
  /** Absent: guessed from what is in the files. */
  readonly release?: ZoweRelease;
  /** HAINST; absent: left out. */
  readonly haInstance?: string;
  readonly system: {
    /** SYSNAME. */
    readonly name: string;
    readonly hostname?: string;
    /** System symbols by name without ampersand; SYSNAME is known. */
    readonly symbols?: Readonly<Record<string, string>>;
    /** Of the started task. */
    readonly environment?: Readonly<Record<string, string>>;
    /** `zos.getEsm()`, `zos.getZosVersion()`. */
    readonly zos?: { readonly esm?: string; readonly version?: number };
  };
  /** Of components that Zowe does not ship, by name. */
  readonly manifests?: Readonly<Record<string, ComponentManifest>>;
}

export interface ZoweReading {
  /** Absent when the files cannot be read. With errors of validation it is there, though Zowe would not start with it. */
  readonly configuration?: ZoweConfiguration;
  readonly diagnostics: readonly Diagnostic[];
}

/** Never throws, whatever the files hold. */
export function readZoweConfiguration(start: ZoweStart): ZoweReading {
  const faults = new Faults();
  const files = readFiles(start, faults);
  const first = files?.[0];
  if (files === undefined || first === undefined) return { diagnostics: faults.inOrder() };
  const [leftmost, ...others] = files;
  const user = others.reduce((left, right) => mergeMaps(left, right, "concatenate"), leftmost ?? first);
  const release = start.release ?? ASSUMED_RELEASES[guessVersion(user)];
  if (start.release === undefined) faults.report("ZW_ASSUMED_RELEASE", user.origin, release);
  return { configuration: frozen(resolve(start, user, release, faults)), diagnostics: faults.inOrder() };
}

/** The files from left to right; `undefined`: at least one of them is missing or no YAML. */
function readFiles(start: ZoweStart, faults: Faults): readonly MapNode[] | undefined {
  // Without a release, the rules of the newest that makes no demand that the others do not make.
  const rules = releaseRules(start.release ?? ASSUMED_RELEASES[3]);
  const files = readChain(start.config, rules, faults).map((element) =>
    readElement(start, element, rules, faults),
  );
  if (hasErrors(faults.inOrder().filter(({ range }) => range.file === CHAIN_FILE))) return undefined;
  return files.every((file) => file !== undefined) ? files : undefined;
}

function readElement(
  { host, system }: ZoweStart,
  element: ChainElement,
  rules: ReleaseRules,
  faults: Faults,
): MapNode | undefined {
  const spelled = element.kind === "file" ? element.path : `${element.dataSet}(${element.member})`;
  let problem = "missing";
  for (const path of candidatePaths(element)) {
    const reading: ZoweFileReading = isInside(path) ? host.readText(path) : { ok: false, problem: "outside" };
    if (reading.ok) return readSource(reading.source, spelled, rules, system.environment ?? {}, faults);
    if (reading.problem !== "missing") problem = reading.problem;
  }
  faults.report(
    "ZW_FILE_UNREADABLE",
    element.range,
    spelled,
    PROBLEMS[problem] ?? `cannot be read: ${problem}`,
  );
  return undefined;
}

/** Whatever the host would give: only the folder of the configuration and what is below it. */
function isInside(path: string): boolean {
  return !/^[/\\]|^[A-Za-z]:|\0/.test(path) && !path.split(/[/\\]/).includes("..");
}

const PROBLEMS: Readonly<Record<string, string>> = {
  directory: "is a folder",
  notRegular: "is no regular file",
  forbidden: "may not be read",
  unreadable: "cannot be read",
  tooLarge: "is too large",
  missing: "does not exist in the folder of the configuration",
  outside: "lies outside of the folder of the configuration",
};

function readSource(
  source: SourceText,
  path: string,
  rules: ReleaseRules,
  environment: Readonly<Record<string, string>>,
  faults: Faults,
): MapNode | undefined {
  const isInstanceEnv = /(?:^|[/.])env$/i.test(path);
  return isInstanceEnv
    ? readInstanceEnv(source, environment, faults)
    : readYaml(source, rules.stringLengthMax, faults);
}

function resolve(start: ZoweStart, user: MapNode, release: ZoweRelease, faults: Faults): ZoweConfiguration {
  const rules = releaseRules(release);
  const surroundings = surroundingsOf(start);
  const isValidated = versionOf(release) > 1;
  const settled = (tree: MapNode, found: Faults): MapNode => {
    const evaluated = evaluateAll(tree, surroundings, found);
    if (isValidated) validate(evaluated, zoweSchema, found);
    return evaluated;
  };
  const root = settled(mergeMaps(user, defaultsOf(release), "concatenate"), faults);
  // A template that needs a default, say, fails in the launcher alone, and so does the start.
  const ofLauncher = new Faults();
  const launcherRoot = settled(user, ofLauncher);
  faults.addNew(ofLauncher.inOrder());
  if (!isValidated) faults.report("ZW_NOT_VALIDATED", user.origin);
  const manifests = { ...(isValidated ? {} : legacyManifests), ...start.manifests };

  const keys = instanceKeys(root);
  const launcherId = launcherInstanceId(start.haInstance, start.system, keys.length > 0);
  const startsOf = (instanceKey: string | undefined): readonly string[] =>
    startList({ root: launcherRoot, instanceKey, rules, manifests });
  const starts = startsOf(findInstanceKey(keys, launcherId, rules.haKeyLookup));
  const id = instanceId(start.haInstance, start.system);
  const key = findInstanceKey(keys, id, rules.haKeyLookup);
  const instance = resolveInstance(root, { id, key, startList: starts });
  const discoveries = discoveryList(root, surroundings.environment, isValidated, faults);
  checkInstances({ root, id, key, keys, rules }, faults);
  checkStart({ root, launcherRoot, id, starts, manifests }, faults);
  return {
    release,
    instance,
    instances:
      keys.length === 0 ? [instance] : keys.map((each) => instanceOfKey(root, each, rules, startsOf)),
    launcher: launcherReading(launcherRoot, launcherId, starts),
    tree: toJson(root),
    provenance: provenanceOf(root),
    discoveryList: discoveries,
  };
}

function launcherReading(root: MapNode, id: string, starts: readonly string[]): LauncherReading {
  return { id, startList: starts, tree: toJson(root), provenance: provenanceOf(root) };
}

/** As if an instance were started by its own key, which may find another one, or none. */
function instanceOfKey(
  root: MapNode,
  written: string,
  { haKeyLookup }: ReleaseRules,
  startsOf: (key: string | undefined) => readonly string[],
): ZoweInstance {
  const id = instanceId(written, { name: written });
  const key = findInstanceKey(instanceKeys(root), id, haKeyLookup);
  return resolveInstance(root, { id, key, startList: startsOf(key) });
}

function surroundingsOf({ system }: ZoweStart): TemplateSurroundings {
  const { name, symbols = {}, environment = {}, zos = {} } = system;
  return { symbols: { SYSNAME: name, ...symbols }, environment, zos };
}
