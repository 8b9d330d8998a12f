/** Releases of Zowe as far as the reading of a configuration depends on them. */

/** `3.1`: version and release; a modification level makes no difference here. */
export type ZoweRelease = `${number}.${number}`;

/**
 * The release that is read when the user names none, by version.
 * @assumption For version 3 the level of the code that was read; for 1 and 2 their last releases.
 */
export const ASSUMED_RELEASES: Readonly<Record<ZoweVersion, ZoweRelease>> = {
  1: "1.28",
  2: "2.18",
  3: "3.1",
};

export type ZoweVersion = 1 | 2 | 3;

/** `undefined`: no release of Zowe. */
export function parseRelease(text: string): ZoweRelease | undefined {
  const [, version, release] = /^v?([1-3])\.(\d{1,2})(?:\.\d{1,3})?$/.exec(text) ?? [];
  return version === undefined ? undefined : `${Number(version)}.${Number(release)}`;
}

export function versionOf(release: ZoweRelease): ZoweVersion {
  return Number(release.split(".")[0]) as ZoweVersion;
}

export function isAtLeast(release: ZoweRelease, least: ZoweRelease): boolean {
  const [version = 0, level = 0] = release.split(".").map(Number);
  const [leastVersion = 0, leastLevel = 0] = least.split(".").map(Number);
  return version > leastVersion || (version === leastVersion && level >= leastLevel);
}

/** What differs between releases, each with the fact behind it. */
export interface ReleaseRules {
  /** Longest string value in characters. @source zowe-common-c CHANGELOG: 256 before 2.10, 1024 since. */
  readonly stringLengthMax: number;
  /** All members of PARMLIB elements need one name. @source launcher CHANGELOG: until 3.3.0 (ZWEL0067E). */
  readonly oneParmlibMember: boolean;
  /**
   * How the id finds its key under haInstances.
   * @source zowe-install-packaging#4370, #4378 (2025-06), taken to have shipped with 3.3.
   */
  readonly haKeyLookup: HaKeyLookup;
  /** The launcher heeds `enabled` under haInstances. @source launcher, regression of 2.17 fixed in 2.18. */
  readonly launcherHeedsInstanceEnabled: boolean;
  /** The single-process API ML takes the place of its parts. @source launcher CHANGELOG 3.3.0. */
  readonly modulith: boolean;
}

/** `exact`: the key as it stands; `anyCase`: the first key whose lower-case form equals the id. */
export type HaKeyLookup = "exact" | "anyCase";

export function releaseRules(release: ZoweRelease): ReleaseRules {
  return {
    stringLengthMax: isAtLeast(release, "2.10") ? 1024 : 256,
    oneParmlibMember: !isAtLeast(release, "3.3"),
    haKeyLookup: isAtLeast(release, "3.3") ? "anyCase" : "exact",
    launcherHeedsInstanceEnabled: release !== "2.17",
    modulith: isAtLeast(release, "3.3"),
  };
}
