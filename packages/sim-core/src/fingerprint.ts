/**
 * A running 64-bit hash over every event's time, kind and order.
 *
 * Built from 32-bit integer operations only, so that it is the same on every engine and processor. It tells runs
 * apart; it is no protection against somebody who wants two runs to look alike.
 */
export class Fingerprint {
  private low = 0x9e3779b9 | 0;
  private high = 0x85ebca6b | 0;

  /**
   * Takes in one event. Both halves are multiplied on by every event, so that the order counts; the second takes in the
   * kind, what is beyond 32 bits of the time, and the first.
   */
  add(time: number, nameHash: number): void {
    const low = Math.imul(this.low ^ time, 0x9e3779b1);
    this.low = low ^ (low >>> 15);
    this.high = (Math.imul(this.high ^ nameHash ^ (time / 4_294_967_296), 0x85ebca77) + low) | 0;
  }

  /** Goes on from where the other stands. */
  copyFrom(other: Fingerprint): void {
    this.low = other.low;
    this.high = other.high;
  }

  /** Sixteen hexadecimal digits. */
  toString(): string {
    return hex(this.high) + hex(this.low);
  }
}

/** 32-bit FNV-1a over the UTF-16 code units of a text. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash;
}

function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, "0");
}
