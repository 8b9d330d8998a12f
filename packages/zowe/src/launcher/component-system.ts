/** What the end, the return, the hang of its TCP/IP stack and of its system are for a component. */
import type { ZowePlex } from "../plex.js";
import { servesSomebody } from "../state.js";
import type { Component } from "./component.js";
import { openPorts } from "./component-port.js";

/** The sockets go with the stack; the process accepts nothing any more and stays. */
export function loseStack(component: Component): void {
  if (component.record.port === "open") {
    component.change("its TCP/IP stack ended", (record) => ({ ...record, port: "closed" }));
    component.watch.reviewHealth();
  }
  component.orphan.onStackLost();
}

export function regainStack(plex: ZowePlex, component: Component): void {
  const { record } = component;
  if (!plex.zowe.parameters.reopensPortAfterStackRestart || component.orphan.exists) return;
  const { kind } = record.state;
  if (record.port === "closed" && (kind === "ready" || kind === "listening")) openPorts(plex, component);
  component.watch.reviewHealth();
}

/** Its system is gone, and no program of it says goodbye. */
export function loseSystem({ zowe }: ZowePlex, component: Component): void {
  component.steps.cancelAll();
  component.watch.forget();
  component.orphan.onSystemLost();
  const wasServing = servesSomebody(component.state);
  component.change("system lost", (record) => ({ ...record, port: "closed" }));
  component.enter({ kind: "down" }, "system lost");
  if (wasServing) zowe.componentLost.emit(component.news);
}

/** Its system executes nothing. */
export function hangWithSystem(component: Component): void {
  component.watch.suspend();
  component.orphan.hang("lpar");
  if (component.record.state.kind !== "hung") component.stall("lpar");
}

export function runOnWithSystem(component: Component): void {
  const { state } = component.record;
  component.watch.resume();
  component.orphan.resume("lpar");
  if (state.kind !== "hung" || state.cause === "lpar") component.goOn();
}
