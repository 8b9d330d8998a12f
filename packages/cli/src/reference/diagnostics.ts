/** Everything that the readers may say about a user's files, one table for each reader. */
import { findingRows, scenarioDiagnostics } from "@sysplex/scenario";
import {
  armDiagnostics,
  coupleDiagnostics,
  sfmDiagnostics,
  textDiagnostics,
  type DiagnosticRow,
  type DiagnosticTable,
} from "@sysplex/sysplex";
import { profileDiagnostics, tcpipDataDiagnostics } from "@sysplex/tcpip";
import { izuprmDiagnostics, tsoMemberDiagnostics } from "@sysplex/zosmf";
import { kubernetesDiagnostics, zoweDiagnostics } from "@sysplex/zowe";
import { hostDiagnostics } from "../host-diagnostics.js";
import type { ReferenceTable } from "./table.js";

const READERS: readonly (readonly [string, DiagnosticTable])[] = [
  ["files", { ...hostDiagnostics, ...textDiagnostics }],
  ["the scenario file", scenarioDiagnostics],
  ["the configuration as a whole", findingRows],
  ["the TCP/IP profile", profileDiagnostics],
  ["TCPIP.DATA", tcpipDataDiagnostics],
  ["IZUPRMxx", izuprmDiagnostics],
  ["CEAPRMxx and BPXPRMxx", tsoMemberDiagnostics],
  ["the Zowe configuration", zoweDiagnostics],
  ["manifests of Kubernetes and docker compose files", kubernetesDiagnostics],
  ["COUPLExx", coupleDiagnostics],
  ["the SFM policy", sfmDiagnostics],
  ["the ARM policy", armDiagnostics],
];

/** @param ofStudies Of the study file: whoever asks has loaded what reads it. */
export function diagnosticReference(ofStudies: DiagnosticTable): readonly ReferenceTable[] {
  const readers = [...READERS, ["the study file", ofStudies] as const];
  return readers.map(([reader, table]) => ({
    title: `About ${reader}`,
    introduction: "",
    columns: ["code", "severity", "z/OS", "text", "then", "instead"],
    rows: Object.entries(table).map(([code, row]) => ({
      code,
      severity: row.severity,
      "z/OS": row.zosMessage ?? "",
      text: exampleText(row),
      then: row.then,
      instead: row.instead ?? "",
    })),
    wide: ["then", "instead"],
  }));
}

/** The text with the names of its arguments in place of their values. */
export function exampleText({ text }: DiagnosticRow<never[]>): string {
  const names = argumentNames(text);
  // A text may ask a list to join itself: so each argument is tried as a word and as a list of one word.
  for (let lists = 0; lists < 2 ** names.length; lists += 1) {
    const values = names.map((name, index) => ((lists >> index) % 2 === 0 ? `‹${name}›` : [`‹${name}›`]));
    try {
      return text(...(values as never[]));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
  return "";
}

/** Of an arrow function, as it is written. */
export function argumentNames(text: (...args: never[]) => string): string[] {
  const source = String(text);
  const [, inBrackets, alone] = /^\s*(?:\(([^)]*)\)|([\w$]+))\s*=>/.exec(source) ?? [];
  return (inBrackets ?? alone ?? "")
    .split(",")
    .map((name) => name.replace(/=.*$/s, "").trim())
    .filter((name) => /^[\w$]+$/.test(name));
}
