import type { ApplicationMode } from "@sysplex/tcpip";
import type { ComponentState } from "../state.js";

/** What the application does in a state of its component. */
export function applicationMode(state: ComponentState): ApplicationMode {
  switch (state.kind) {
    case "ready":
      return "serving";
    case "listening":
      return "notReady";
    case "hung":
    case "outOfMemory":
      return "stopped";
    default:
      return "closed";
  }
}
