/** Where the parts of a scenario file stand. */
import type { SourceRange } from "@sysplex/sysplex";
import type { Fault } from "./diagnostics.js";
import { joinPath } from "./file-path.js";
import type { FileReference } from "./scenario-document.js";
import type { MapEntry, TreeNode } from "./yaml-tree.js";

/** Keys, and indexes of lists, from the root down. */
export type Path = readonly (string | number)[];

export class Places {
  constructor(private readonly root: TreeNode) {}

  /** The value there; `undefined` where the file has none and a default holds. */
  node(...path: Path): TreeNode | undefined {
    let node: TreeNode | undefined = this.root;
    for (const step of path) {
      node = typeof step === "string" ? entryOf(node, step)?.node : itemOf(node, step);
    }
    return node;
  }

  /** Where the value stands, or else the nearest thing around it. */
  range(...path: Path): SourceRange {
    const node = this.node(...path);
    return node === undefined && path.length > 0
      ? this.range(...path.slice(0, -1))
      : (node ?? this.root).range;
  }

  /** Where the key stands. */
  keyRange(...path: Path): SourceRange {
    const key = path.at(-1);
    const entry = typeof key === "string" ? entryOf(this.node(...path.slice(0, -1)), key) : undefined;
    return entry?.keyRange ?? this.range(...path);
  }

  /** The keys of a map, in order, the faulty ones too. */
  keys(...path: Path): readonly string[] {
    const node = this.node(...path);
    return node?.kind === "map" ? [...node.entries.keys()] : [];
  }

  /** How many values a list has. */
  count(...path: Path): number {
    const node = this.node(...path);
    return node?.kind === "list" ? node.items.length : 0;
  }

  /** A value as it is spelled. */
  spelling(...path: Path): string {
    const node = this.node(...path);
    return node?.kind === "scalar" ? node.spelling.trim().replace(/\s+/g, " ") : "";
  }

  /** A path that the file names, as seen from the scenario's folder; empty where what it names is no path. */
  file(path: string, ...place: Path): FileReference {
    const folder = this.node(...place)?.folder ?? "";
    return { path: path === "" ? "" : joinPath(folder, path), range: this.range(...place) };
  }
}

function entryOf(node: TreeNode | undefined, key: string): MapEntry | undefined {
  return node?.kind === "map" ? node.entries.get(key) : undefined;
}

function itemOf(node: TreeNode | undefined, index: number): TreeNode | undefined {
  return node?.kind === "list" ? node.items[index] : undefined;
}

/** What every part of a scenario is checked against. */
export interface Ground {
  readonly places: Places;
  readonly fault: Fault;
  /** As the file names them, the faulty ones too: one mistake is enough to report. */
  readonly systems: readonly string[];
  /** Absent when the sysplex itself cannot be read. */
  readonly couplingFacilities: readonly string[] | undefined;
}
