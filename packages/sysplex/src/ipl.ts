/**
 * IPL of one system, in phases.
 *
 * Modelled: a duration per phase; an IPL that waits, at the end of NIP, until the old instance of the system has been
 * removed and signalling paths to every running system exist.
 * Simplified: joining the sysplex is the last thing an IPL does; operator prompts of an IPL are answered at once.
 * Not modelled: cold and warm starts, parmlib errors, System Recovery Boost.
 * @source z/OS MVS Setting Up a Sysplex, joining a sysplex; phases as every SYSLOG shows them.
 */
import { assert, defineEvent, known, NO_TIME, type Duration, type ParameterValues } from "@sysplex/sim-core";
import { Lpar } from "./lpar.js";
import type { MessageId } from "./messages.js";
import type { sysplexParameters } from "./parameters.js";
import type { Plex } from "./plex.js";
import type { SystemName } from "./sysplex-configuration.js";
import type { IplPhase, IplProgress } from "./sysplex-state.js";
import { isConnected } from "./xcf/connectivity.js";
import { Partitioning } from "./xcf/partitioning.js";
import { StatusMonitor } from "./xcf/status-monitor.js";

const iplPhaseEnded = defineEvent("sysplex.ipl-phase-ended", (plex: Plex, system: SystemName) =>
  endPhase(plex, system),
);

interface PhaseRow {
  readonly phase: IplPhase;
  readonly duration: (parameters: ParameterValues<typeof sysplexParameters>) => Duration;
  /** Written when the phase ends. */
  readonly message?: MessageId & ("IEE389I" | "$HASP492" | "BPXI004I");
}

/** In their order. */
const PHASES: readonly PhaseRow[] = [
  { phase: "NIP", duration: ({ iplNip }) => iplNip },
  { phase: "master scheduler", duration: ({ iplMasterScheduler }) => iplMasterScheduler, message: "IEE389I" },
  { phase: "JES2", duration: ({ iplJes2 }) => iplJes2, message: "$HASP492" },
  { phase: "z/OS UNIX", duration: ({ iplUnix }) => iplUnix, message: "BPXI004I" },
];

export function startIpl(plex: Plex, system: SystemName): void {
  const lpar = new Lpar(plex, system);
  const before = lpar.state;
  lpar.stopImage({ kind: "ipl", phase: "NIP", since: plex.sim.now }, "ipl");
  plex.sysplex.console.issue(system, "IEA371I", system);
  beginPhase(plex, system, "NIP");
  if (lpar.isUp) new StatusMonitor(plex, system).onIpl(before);
}

/** Cancels what is still to come of an IPL under way. */
export function abandonIpl(plex: Plex, system: SystemName): void {
  const lpar = new Lpar(plex, system);
  const { ipl } = lpar.record;
  if (ipl === undefined) return;
  if (ipl.kind === "timed") plex.sim.cancel(ipl.timer);
  setProgress(lpar, undefined);
}

/** Lets in the systems whose way has become free, once the present event is over. */
export function continueIpls(plex: Plex): void {
  for (const lpar of plex.sysplex.lpars) {
    if (lpar.record.ipl?.kind !== "waiting" || !mayJoin(plex, lpar.name)) continue;
    const timer = plex.sim.after(NO_TIME, iplPhaseEnded, lpar.name);
    setProgress(lpar, { kind: "timed", timer });
  }
}

function beginPhase(plex: Plex, system: SystemName, phase: IplPhase): void {
  const row = known(
    PHASES.find((row) => row.phase === phase),
    phase,
  );
  const timer = plex.sim.after(row.duration(plex.sysplex.parameters), iplPhaseEnded, system);
  const lpar = new Lpar(plex, system);
  lpar.change(`${system}: ${phase} begins`, (record) => {
    record.lpar = { kind: "ipl", phase, since: plex.sim.now };
  });
  setProgress(lpar, { kind: "timed", timer });
}

function endPhase(plex: Plex, system: SystemName): void {
  const lpar = new Lpar(plex, system);
  const { state } = lpar;
  assert(state.kind === "ipl", `${system} is in no IPL`);
  const index = PHASES.findIndex(({ phase }) => phase === state.phase);
  const next = PHASES[index + 1];
  const meetsOthers = index === 0 || next === undefined;
  if (meetsOthers && !mayJoin(plex, system)) return setProgress(lpar, { kind: "waiting" });
  const message = PHASES[index]?.message;
  if (message !== undefined) plex.sysplex.console.issue(system, message);
  if (next === undefined) join(plex, lpar);
  else beginPhase(plex, system, next.phase);
}

function setProgress(lpar: Lpar, progress: IplProgress | undefined): void {
  lpar.change(`${lpar.name}: the IPL ${progress === undefined ? "ends" : "goes on"}`, (record) => {
    if (progress === undefined) delete record.ipl;
    else record.ipl = progress;
  });
}

/** An old instance has to be gone, and every running system has to be within reach. */
function mayJoin(plex: Plex, system: SystemName): boolean {
  const others = plex.sysplex.lpars.filter((lpar) => lpar.name !== system && lpar.isRunning);
  if (others.length === 0) return true;
  return !new Lpar(plex, system).isUp && others.every(({ name }) => isConnected(plex, system, name));
}

function join(plex: Plex, lpar: Lpar): void {
  const others = plex.sysplex.lpars.filter(({ name }) => name !== lpar.name);
  if (!others.some(({ isRunning }) => isRunning)) {
    // The first system of a sysplex initialises it anew. Its operator has made sure that no other image runs.
    new Partitioning(plex, lpar.name).forget({ tell: false });
    for (const { name } of others) new Partitioning(plex, name).forget({ tell: true });
  }
  setProgress(lpar, undefined);
  const { console, configuration } = plex.sysplex;
  console.issue(lpar.name, "IXC418I", lpar.name, configuration.name);
  lpar.onStarted(false);
}
