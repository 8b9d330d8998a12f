/**
 * A study on disk.
 *
 *     manifest.json          what the study consists of
 *     study.json             what it asks
 *     results/<hash>.json    one chunk each: a line that describes it, a line with the result
 *     running-<part>.json    who works on it at the moment
 *
 * A result is written beside its place and renamed into it, so that what is there is whole. The first line has the length and
 * the hash of the second, so that a file that was cut short or changed later is noticed.
 */
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "./chunk.js";
import { claimPart } from "./claim.js";
import { ExperimentError, messageOf } from "./experiment-error.js";
import { nodeFiles, type Files } from "./files.js";
import { manifestHash, type Manifest } from "./manifest.js";
import { checkDuplicate, type ResultStore, type StoredResult } from "./result-store.js";
import { canonicalJson } from "../study/canonical.js";
import { questionOf, type StudyQuestion } from "../sweep/question.js";

interface Heading {
  readonly chunk: string;
  readonly length: number;
  readonly sha256: string;
}

const QUESTION = "study.json";
const RESULT_NAME = /^([0-9a-f]{64})\.json$/;

export class StudyFolder implements ResultStore {
  private readonly results: string;

  constructor(
    readonly folder: string,
    private readonly files: Files = nodeFiles,
  ) {
    this.results = join(folder, "results");
  }

  /**
   * Tells others that somebody works on this part, until the returned function is called. Refused while a process that does is
   * alive on this machine; what a process left behind that is gone, or is on another machine, does not count.
   */
  claim(part: string): () => void {
    this.make();
    return claimPart(join(this.folder, `running-${part}.json`), this.files);
  }

  /** Makes the folder, or finds it. A folder that holds another study is refused. */
  open(manifest: Manifest): void {
    this.make();
    const before = this.manifest();
    if (before === undefined) return this.replace("manifest.json", `${canonicalJson(manifest)}\n`);
    if (manifestHash(before) === manifestHash(manifest)) return;
    throw new ExperimentError("MANIFEST_DIFFERS", whatDiffers(this.folder, before, manifest));
  }

  /** As {@link open}, for a study that grows: more replications of the same variants are the same study. */
  grow(manifest: Manifest): void {
    const before = this.manifest();
    if (before === undefined || !isGrownFrom(before, manifest)) return this.open(manifest);
    if (manifest.replications > before.replications)
      this.replace("manifest.json", `${canonicalJson(manifest)}\n`);
  }

  /** `undefined`: there is no study in the folder. */
  manifest(): Manifest | undefined {
    const text = this.files.read(join(this.folder, "manifest.json"));
    if (text === undefined) return undefined;
    try {
      const manifest = JSON.parse(text) as Manifest;
      if (manifest.schema === 1 && Array.isArray(manifest.variants)) return manifest;
    } catch {
      // Told below.
    }
    const what = `${join(this.folder, "manifest.json")} is damaged, or not a study's`;
    throw new ExperimentError(
      "MANIFEST_DAMAGED",
      `${what}. Results beside it are untouched; remove it and start the study again to go on with them.`,
    );
  }

  /** Keeps what the study asks beside its results, so that whoever merges needs nothing else. */
  keepQuestion(question: StudyQuestion): void {
    this.make();
    this.replace(QUESTION, `${JSON.stringify(questionOf(question))}\n`);
  }

  /** What the study of this manifest asks. */
  question({ variants }: Manifest): StudyQuestion {
    const path = join(this.folder, QUESTION);
    try {
      const question = JSON.parse(this.files.read(path) ?? "") as StudyQuestion;
      const names = question.points.map(({ name }) => name);
      if (names.join("\n") === variants.map(({ name }) => name).join("\n")) return question;
    } catch {
      // Told below.
    }
    throw new ExperimentError(
      "MANIFEST_DAMAGED",
      `${path} is missing, damaged, or another study's. Results beside it are untouched; start the study again to write it anew.`,
    );
  }

  read(hash: string): StoredResult {
    const text = this.files.read(this.pathOf(hash));
    return text === undefined ? { kind: "missing" } : readResult(hash, text);
  }

  write(hash: string, text: string): void {
    checkDuplicate(hash, this.read(hash), text);
    const heading: Heading = { chunk: hash, length: text.length, sha256: sha256(text) };
    this.replace(join("results", `${hash}.json`), `${canonicalJson(heading)}\n${text}\n`);
  }

  /** The hashes of all results that are there, sound or not, in order. */
  storedHashes(): readonly string[] {
    return this.names().flatMap((name) => RESULT_NAME.exec(name)?.[1] ?? []);
  }

  /** Files among the results that no study writes. What begins with a dot was being written when somebody was killed. */
  strangers(): readonly string[] {
    return this.names().filter((name) => !RESULT_NAME.test(name) && !name.startsWith("."));
  }

  private make(): void {
    try {
      mkdirSync(this.results, { recursive: true });
    } catch (error) {
      const why = `${this.folder} cannot be used for a study: ${messageOf(error)}`;
      throw new ExperimentError("FOLDER_UNUSABLE", why, { cause: error });
    }
  }

  private names(): string[] {
    try {
      return readdirSync(this.results).sort();
    } catch {
      return [];
    }
  }

  private pathOf(hash: string): string {
    return join(this.results, `${hash}.json`);
  }

  private replace(name: string, text: string): void {
    try {
      this.files.replace(join(this.folder, name), text);
    } catch (error) {
      throw writeProblem(this.folder, name, error);
    }
  }
}

function readResult(hash: string, file: string): StoredResult {
  const end = file.indexOf("\n");
  const text = file.slice(end + 1, -1);
  try {
    const heading = JSON.parse(file.slice(0, Math.max(0, end))) as Heading;
    if (heading.chunk !== hash) return { kind: "damaged", why: "it is the result of another chunk" };
    if (!file.endsWith("\n") || heading.length !== text.length)
      return { kind: "damaged", why: "it is cut short" };
    const hashed = sha256(text);
    if (heading.sha256 !== hashed) return { kind: "damaged", why: "it was changed after it was written" };
    return { kind: "sound", text, sha256: hashed };
  } catch {
    return { kind: "damaged", why: "its first line cannot be read" };
  }
}

function writeProblem(folder: string, name: string, error: unknown): ExperimentError {
  const { code } = error as NodeJS.ErrnoException;
  const isFull = code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG";
  return isFull
    ? new ExperimentError(
        "DISK_FULL",
        `There is no room left for ${name} in ${folder}. What was finished is kept; make room and start the study again.`,
        { cause: error },
      )
    : new ExperimentError("FOLDER_UNUSABLE", `${name} cannot be written in ${folder}: ${messageOf(error)}`, {
        cause: error,
      });
}

/** The same study with as many replications or more. */
function isGrownFrom(before: Manifest, now: Manifest): boolean {
  const sameButCount = (manifest: Manifest) =>
    canonicalJson({
      ...manifest,
      replications: 0,
      variants: manifest.variants.map(({ name, bundle }) => ({ name, bundle })),
    });
  return sameButCount(before) === sameButCount(now);
}

function whatDiffers(folder: string, before: Manifest, now: Manifest): string {
  const keys = ["study", "version", "seed", "replications", "chunkReplications"] as const;
  const [key] = keys.filter((key) => before[key] !== now[key]);
  const what =
    key === undefined
      ? "its scenarios or files have changed"
      : `${key} was ${before[key]} and is ${now[key]}`;
  return `${folder} holds another study (${before.study}): ${what}. Choose another folder, or remove that one.`;
}
