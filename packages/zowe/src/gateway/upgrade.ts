/** The upgrade of a connection to a websocket, as a request. */

/** HTTP: Switching Protocols. */
export const SWITCHING_PROTOCOLS = 101;

/** Of the number by which an instance knows an operation: it is to become a websocket, or is a message on one. */
const UPGRADE = 1 << 11;

/** What an instance is asked over a websocket. */
export function upgradeOf(asked: number): number {
  return asked | UPGRADE;
}

export function isUpgrade(asked: number): boolean {
  return (asked & UPGRADE) !== 0;
}
