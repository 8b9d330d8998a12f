/**
 * D XCF,ARMSTATUS: what IXC392I shows.
 *
 * Simplified: one line an element, without ASID; counts, then elements by restart group.
 * @source z/OS MVS System Messages, IXC392I.
 */
import type { Arm } from "./arm.js";
import type { ArmElement } from "./arm-state.js";

/** The lines of IXC392I, without its id. */
export function armStatusLines(arm: Arm): readonly string[] {
  const { elements } = arm;
  const heading = `ARM RESTARTS ARE ${arm.isEnabled ? "ENABLED" : "NOT ENABLED"}`;
  if (elements.length === 0) return [heading, "NO ARM ELEMENTS ARE DEFINED"];
  const groups = [...new Set(elements.map(({ name }) => arm.rulesFor(name).group))];
  return [
    heading,
    "-------------- ELEMENT STATE SUMMARY -------------- -TOTAL-",
    "STARTING AVAILABLE FAILED RESTARTING RECOVERING",
    summaryLine(elements),
    ...groups.flatMap((group) => [
      `RESTART GROUP:${group.name} PACING :${group.pacing / 1_000_000}`,
      "ELEMENT NAME     STATE        CURR SYS INIT SYS JOBNAME  LEVEL",
      ...elements
        .filter(({ name }) => arm.rulesFor(name).group.name === group.name)
        .map((element) => elementLine(element, arm.levelOf(element))),
    ]),
  ];
}

function summaryLine(elements: readonly ArmElement[]): string {
  const count = (state: string): string =>
    String(elements.filter((element) => element.state.startsWith(state)).length);
  return [
    count("STARTING").padStart(8),
    count("AVAILABLE").padStart(9),
    count("FAILED").padStart(6),
    count("RESTARTING").padStart(10),
    count("RECOVERING").padStart(10),
    String(elements.length).padStart(7),
  ].join(" ");
}

/** JOBNAME is N/A while it is not there. */
function elementLine({ name, state, system, initialSystem, job }: ArmElement, level: number): string {
  const isThere = state !== "FAILED" && state !== "RESTARTING";
  return [
    name.padEnd(16),
    state.padEnd(12),
    system.padEnd(8),
    initialSystem.padEnd(8),
    (isThere ? job : "N/A").padEnd(8),
    level,
  ].join(" ");
}
