/** What a gateway counts of its websockets. */
import type { Forkable } from "@sysplex/sim-core";

/** What ended a websocket that was open, as its gateway sees it. */
export const websocketCauses = [
  /** The gateway's process ended. */
  "gatewayEnded",
  /** The instance, its worker or what is behind it ended: it said so, or its stack did. */
  "instanceReset",
  /** The instance's stack or system has gone without a word: data was never acknowledged. */
  "instanceSilent",
  "idle",
  /** The client closed, or was never heard of again. */
  "clientGone",
] as const;
export type WebsocketCause = (typeof websocketCauses)[number];

export interface WebsocketReport {
  readonly upgrades: number;
  /** Answered with something else than 101, or not at all. */
  readonly refused: number;
  readonly open: number;
  readonly messages: number;
  readonly cut: Readonly<Record<WebsocketCause, number>>;
}

export class WebsocketCounts implements Forkable {
  upgrades = 0;
  refused = 0;
  messages = 0;
  /** By cause. */
  private readonly cut = new Float64Array(websocketCauses.length);

  noteCut(cause: WebsocketCause): void {
    const index = websocketCauses.indexOf(cause);
    this.cut[index] = (this.cut[index] as number) + 1;
  }

  /** @param open Those that are open now. */
  report(open: number): WebsocketReport {
    const { upgrades, refused, messages } = this;
    const cut = websocketCauses.map((cause, index) => [cause, this.cut[index] as number] as const);
    return { upgrades, refused, open, messages, cut: Object.fromEntries(cut) as WebsocketReport["cut"] };
  }

  copyFrom(twin: WebsocketCounts): void {
    this.upgrades = twin.upgrades;
    this.refused = twin.refused;
    this.messages = twin.messages;
    this.cut.set(twin.cut);
  }
}
