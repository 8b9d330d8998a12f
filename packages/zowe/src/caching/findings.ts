/** What the configuration of the Caching Services tells before anything has run. */
import { componentsOf, configuredClusters, knowEachOther, lists, type CachingMember } from "./members.js";
import type { MemberName } from "./state.js";

export type CachingFindingCode =
  | "neverClustered"
  | "oneSidedInitialHosts"
  | "sharedFileStore"
  | "notShared"
  | "differentStorages"
  | "vsamNotRls"
  | "noTokenRevocation"
  | "virtualThreads";

export interface CachingFinding {
  readonly code: CachingFindingCode;
  readonly members: readonly MemberName[];
  readonly text: string;
}

/** @param java Level of the Java under them. */
export function cachingFindings(
  members: readonly CachingMember[],
  java: "17" | "21",
): readonly CachingFinding[] {
  return [
    ...ofStorages(members),
    ...ofClusters(members),
    ...ofFileStores(members),
    ...ofVsam(members),
    ...ofThreads(members, java),
  ];
}

function finding(
  code: CachingFindingCode,
  members: readonly CachingMember[],
  text: string,
): readonly CachingFinding[] {
  return members.length === 0 ? [] : [{ code, members: members.map(({ name }) => name), text }];
}

function ofStorages(members: readonly CachingMember[]): readonly CachingFinding[] {
  const inMemory = members.filter(({ mode }) => mode === "inMemory");
  const modes = [...new Set(members.map(({ mode }) => mode))];
  return [
    ...finding(
      "notShared",
      members.length > 1 ? inMemory : [],
      "inMemory shares nothing: an entry is found by every other request only, and a restart loses all",
    ),
    ...finding(
      "differentStorages",
      modes.length > 1 ? members : [],
      `Caching Services of one Zowe have different storages: ${modes.join(", ")}`,
    ),
    ...finding(
      "noTokenRevocation",
      members.filter(({ mode }) => mode !== "infinispan"),
      "Personal access tokens cannot be revoked: lists need Infinispan, others answer 400 ZWECS136",
    ),
  ];
}

function ofClusters(members: readonly CachingMember[]): readonly CachingFinding[] {
  const groups = configuredClusters(members);
  const pairs = groups.flatMap((group) =>
    group.flatMap((a) => group.filter((b) => a !== b && lists(a, b) && !lists(b, a)).map(() => a)),
  );
  return [
    ...finding(
      "neverClustered",
      groups.length > 1 ? groups.flat() : [],
      "No initialHosts lists the others: each of these groups has a store of its own and never a cluster " +
        `(${groups.map((group) => group.map(({ name }) => name).join(" with ")).join("; ")})`,
    ),
    ...finding(
      "oneSidedInitialHosts",
      [...new Set(pairs)],
      "A member lists others that do not list it: who starts alone is joined by a merge only, which keeps one side's entries",
    ),
  ];
}

function ofFileStores(members: readonly CachingMember[]): readonly CachingFinding[] {
  const stores = componentsOf(
    members.filter(({ cluster }) => cluster !== undefined),
    (a, b) => a.cluster?.fileStore === b.cluster?.fileStore,
  );
  return stores
    .filter(({ length }) => length > 1)
    .flatMap((group) =>
      finding("sharedFileStore", group, `They have one file store, ${group[0]?.cluster?.fileStore ?? ""}`),
    );
}

function ofVsam(members: readonly CachingMember[]): readonly CachingFinding[] {
  const groups = componentsOf(
    members.filter(({ vsam }) => vsam !== undefined),
    (a, b) => a.vsam?.name === b.vsam?.name,
  );
  return groups
    .filter((group) => new Set(group.map(({ system }) => system)).size > 1)
    .filter((group) => group.some(({ vsam }) => vsam?.rls === false))
    .flatMap((group) =>
      finding(
        "vsamNotRls",
        group,
        `${group[0]?.vsam?.name ?? ""} is not defined for RLS, and several systems write to it: it may be damaged`,
      ),
    );
}

function ofThreads(members: readonly CachingMember[], java: "17" | "21"): readonly CachingFinding[] {
  const clustered = members.filter(
    (member) =>
      member.cluster?.virtualThreads === true &&
      members.some((other) => other !== member && knowEachOther(member, other)),
  );
  return finding(
    "virtualThreads",
    java === "21" ? clustered : [],
    "With Java 21 the clusters of 3.4 and 3.5 freeze at random on z/OS: use Java 17 or 3.6",
  );
}
