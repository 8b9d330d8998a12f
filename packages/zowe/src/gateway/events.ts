import { defineEvent } from "@sysplex/sim-core";
import { componentIn, slotIn } from "../slot-events.js";
import type { Gateway } from "./gateway.js";
import type { GatewayPlex } from "./plex.js";

/** An event of one gateway, about what is in one of its slots. */
export const gatewayEvent = (name: string, step: (gateway: Gateway, slot: number) => void) =>
  defineEvent(name, ({ zowe }: GatewayPlex, payload: number) =>
    step(zowe.application(componentIn(payload)) as Gateway, slotIn(payload)),
  );
