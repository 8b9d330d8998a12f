/**
 * Loss of signalling connectivity between systems that are alive, and who has to go.
 *
 * Modelled: the loss of either direction; SFM with CONNFAIL(YES), where weights decide; IXC409D and its replies
 * otherwise. Nobody answers: both sides go on, and nothing ever happens.
 * Simplified: the loss is noticed after one fixed delay by both sides; the earlier system asks.
 * Not modelled: RECONFIG statements.
 * @source z/OS MVS Setting Up a Sysplex, loss of signalling connectivity; message IXC409D.
 */
import { defineEvent } from "@sysplex/sim-core";
import { continueIpls } from "../ipl.js";
import { Lpar } from "../lpar.js";
import { askOperator, withdrawPrompts } from "../operator.js";
import { sfmPolicyFor } from "../parmlib/index.js";
import type { Plex } from "../plex.js";
import { electSurvivors } from "../sfm.js";
import type { SystemName } from "../sysplex-configuration.js";
import type { LostConnection } from "../sysplex-state.js";
import { Partitioning } from "./partitioning.js";
import { path } from "./signalling.js";

type Pair = Pick<LostConnection, "a" | "b">;

const connectionLossNoticed = defineEvent("sysplex.connection-loss-noticed", (plex: Plex, pair: Pair) =>
  onLossNoticed(plex, pair),
);

/** Two systems reach each other only if both directions work. */
export function isConnected(plex: Plex, a: SystemName, b: SystemName): boolean {
  return a === b || !(path(plex, a, b).cut || path(plex, b, a).cut);
}

/** Looks at every pair again, after a path or a system has changed. */
export function reviewConnections(plex: Plex): void {
  const { lpars } = plex.sysplex;
  lpars.forEach((a, index) => {
    for (const b of lpars.slice(index + 1)) reviewPair(plex, { a: a.name, b: b.name });
  });
  continueIpls(plex);
}

/** The system is out of the sysplex: nobody misses its signals. */
export function forgetConnections(plex: Plex, system: SystemName): void {
  for (const pair of plex.sysplex.state.value.lostConnections) {
    if (pair.a === system || pair.b === system) endLoss(plex, pair);
  }
}

/** The operator has replied RETRY: the paths are tried once more. */
export function retryConnection(plex: Plex, pair: Pair): void {
  endLoss(plex, pair);
  reviewPair(plex, pair);
}

/** A loss matters only while both systems are alive members. */
function reviewPair(plex: Plex, pair: Pair): void {
  const lost = !isConnected(plex, pair.a, pair.b) && signals(plex, pair.a) && signals(plex, pair.b);
  const known = findLoss(plex, pair);
  if (lost && known === undefined) beginLoss(plex, pair);
  if (!lost && known !== undefined) endLoss(plex, pair);
}

function signals(plex: Plex, system: SystemName): boolean {
  const lpar = new Lpar(plex, system);
  return lpar.isUp && lpar.isRunning && lpar.record.absence?.stage !== "removing";
}

function findLoss(plex: Plex, { a, b }: Pair): LostConnection | undefined {
  return plex.sysplex.state.value.lostConnections.find((pair) => pair.a === a && pair.b === b);
}

function beginLoss(plex: Plex, { a, b }: Pair): void {
  const timer = plex.sim.after(plex.sysplex.parameters.pathLossDetectionDelay, connectionLossNoticed, {
    a,
    b,
  });
  plex.sysplex.state.change(`${a} and ${b} lose their signalling paths`, ({ lostConnections }) => {
    lostConnections.push({ a, b, timer });
  });
}

function endLoss(plex: Plex, { a, b }: Pair): void {
  const timer = findLoss(plex, { a, b })?.timer;
  if (timer !== undefined) plex.sim.cancel(timer);
  plex.sysplex.state.change(`${a} and ${b}: no loss of signalling any more`, (state) => {
    state.lostConnections = state.lostConnections.filter((pair) => pair.a !== a || pair.b !== b);
  });
  withdrawPrompts(plex, ({ id, about, other }) => id === "IXC409D" && about === a && other === b);
}

function onLossNoticed(plex: Plex, { a, b }: Pair): void {
  const { sysplex, sim } = plex;
  sysplex.state.change(`${a} and ${b} notice that they have no signalling paths`, ({ lostConnections }) => {
    delete lostConnections.find((pair) => pair.a === a && pair.b === b)?.timer;
  });
  sysplex.systemSuspected.emit({ system: b, observer: a, at: sim.now });
  sysplex.systemSuspected.emit({ system: a, observer: b, at: sim.now });
  if (sysplex.configuration.sfm?.connFail === true) return removeTheLightest(plex);
  askOperator(plex, { id: "IXC409D", console: a, about: a, other: b });
}

/** SFM keeps the heaviest set of systems that reach one another; every other system has to go. */
function removeTheLightest(plex: Plex): void {
  const { sfm } = plex.sysplex.configuration;
  if (sfm === undefined) return;
  const alive = plex.sysplex.lpars.map(({ name }) => name).filter((name) => signals(plex, name));
  const connected = (a: SystemName, b: SystemName): boolean => isConnected(plex, a, b);
  const survivors = electSurvivors(alive, connected, (system) => sfmPolicyFor(sfm, system).weight);
  const actor = survivors[0];
  if (actor === undefined) return;
  for (const system of alive) {
    if (!survivors.includes(system)) new Partitioning(plex, system).giveUp(actor, "signalling lost");
  }
  reviewConnections(plex);
}
