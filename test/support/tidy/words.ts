/** What no committed file may say: a path of somebody's machine, a registry's host in the lock file, work left undone. */
import type { Finding, TextFile } from "./source.js";
import { isPackageSource } from "./source.js";

interface WordRule {
  readonly pattern: RegExp;
  readonly problem: string;
  readonly applies: (path: string) => boolean;
}

const isLockFile = (path: string): boolean => /(^|\/)(pnpm-lock\.yaml|package-lock\.json)$/.test(path);

// Written in pieces: this file is read as well.
const RULES: readonly WordRule[] = [
  {
    pattern: new RegExp("\\b(TO" + "DO|FIX" + "ME)\\b"),
    problem: "work left undone: do it, or open an issue",
    applies: (path) => !isLockFile(path),
  },
  {
    pattern: new RegExp("\\bfor" + " now\\b", "i"),
    problem: "work left undone: say what is not modelled, and why",
    applies: isPackageSource,
  },
  {
    pattern: new RegExp("(?<![\\w.~-])/(wo" + "rk|ho" + "me|Us" + "ers)/\\w"),
    problem: "a path of somebody's machine",
    applies: (path) => !isLockFile(path),
  },
  {
    pattern: /\bregistry\.[a-z]|\bresolution: \{.*tarball:|https?:\/\//,
    problem: "a registry's host: the lock file must suit every registry",
    applies: isLockFile,
  },
];

export function wordFindings({ path, text }: TextFile): Finding[] {
  const rules = RULES.filter((rule) => rule.applies(path));
  return text
    .split("\n")
    .flatMap((line, index) =>
      rules
        .filter((rule) => rule.pattern.test(line))
        .map(({ problem }) => ({ path, line: index + 1, problem })),
    );
}
