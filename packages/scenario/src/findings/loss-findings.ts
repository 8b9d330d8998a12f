/** What happens when a system is lost without a word: how long until the others act, and who decides. */
import { formatDuration, inSeconds, type Duration } from "@sysplex/sim-core";
import { diagnose, failureDetectionInterval, sfmPolicyFor, type Diagnostic } from "@sysplex/sysplex";
import { findingRows } from "./finding-rows.js";
import { listed, type Whole } from "./whole.js";

export function lossFindings(whole: Whole): Diagnostic[] {
  const named = nameFindings(whole);
  if (whole.sysplex.systems.length < 2) return named;
  return [...named, ...intervalFindings(whole), ...opNotifyFindings(whole), ...decisionFindings(whole)];
}

function nameFindings({ sysplex: { name, couple }, range }: Whole): Diagnostic[] {
  const { sysplexName, origins } = couple;
  if (sysplexName === undefined || sysplexName === name) return [];
  return [diagnose(findingRows, "SYSPLEX_NAME_DIFFERS", origins["SYSPLEX"] ?? range, sysplexName, name)];
}

interface SystemInterval {
  readonly name: string;
  /** How long the system may miss status updates. */
  readonly effective: Duration;
  /** What z/OS derives from the excessive-spin values. */
  readonly derived: Duration;
}

function intervalsOf({ sysplex: { systems, couple, parameters } }: Whole): readonly SystemInterval[] {
  return systems.map(({ name, processors }) => ({
    name,
    effective: failureDetectionInterval(couple, processors, parameters),
    derived: failureDetectionInterval({ userInterval: false }, processors, parameters),
  }));
}

function intervalFindings(whole: Whole): Diagnostic[] {
  const { interval, userInterval, origins } = whole.sysplex.couple;
  if (interval === undefined) return [];
  const below = intervalsOf(whole).filter(({ derived }) => interval < derived);
  if (below.length === 0) return [];
  const code = userInterval ? "USERINTERVAL_SHORT" : "INTERVAL_OVERRULED";
  const systems = below.map(({ name, derived }) => `${name} ${formatDuration(derived)}`).join(", ");
  return [diagnose(findingRows, code, origins["INTERVAL"] ?? whole.range, inSeconds(interval), systems)];
}

function opNotifyFindings(whole: Whole): Diagnostic[] {
  const { opNotify, origins } = whole.sysplex.couple;
  const stretched = intervalsOf(whole).filter(({ effective }) => opNotify.time < effective);
  if (opNotify.kind === "relative" || stretched.length === 0) return [];
  const systems = stretched.map(({ name, effective }) => `${name} ${formatDuration(effective)}`).join(", ");
  const range = origins["OPNOTIFY"] ?? whole.range;
  return [diagnose(findingRows, "OPNOTIFY_STRETCHED", range, inSeconds(opNotify.time), systems)];
}

function decisionFindings(whole: Whole): Diagnostic[] {
  const { sysplex, range } = whole;
  if (sysplex.statusDetection && sysplex.couple.systemStatusDetection) return [];
  const prompted = sysplex.systems.filter(
    ({ name }) => sysplex.sfm === undefined || sfmPolicyFor(sysplex.sfm, name).action.kind === "prompt",
  );
  if (prompted.length === 0) return [];
  const names = listed(
    prompted.map(({ name }) => name),
    "or",
  );
  const interval = formatDuration(longest(intervalsOf(whole).map(({ effective }) => effective)));
  if (sysplex.operator === undefined)
    return [diagnose(findingRows, "NOBODY_ANSWERS", range, names, interval)];
  const reply = formatDuration(sysplex.operator.replyAfter);
  return [diagnose(findingRows, "OPERATOR_BOUND", range, names, interval, reply)];
}

function longest(intervals: readonly Duration[]): Duration {
  return intervals.reduce((best, interval) => (interval > best ? interval : best));
}
