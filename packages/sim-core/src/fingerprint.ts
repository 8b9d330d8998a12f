/**
 * A running 64-bit hash over every event's time, kind and order.
 *
 * Built from 32-bit integer operations only, so that it is the same on every engine and processor. It tells runs
 * apart; it is no protection against somebody who wants two runs to look alike.
 */
export class Fingerprint {
  private low = 0x9e3779b9 | 0;
  private high = 0x85ebca6b | 0;

  /** Takes in one event. The order is in the chaining: swapping two events changes the hash. */
  add(time: number, nameHash: number): void {
    const timeLow = time >>> 0;
    const timeHigh = Math.floor(time / 4_294_967_296) | 0;
    this.low = mix(this.low ^ timeLow, nameHash);
    // The name once more, with a salt: otherwise two events with the same time XOR name would look alike.
    this.high = mix(this.high ^ timeHigh ^ this.low, nameHash + 0x27d4eb2f);
  }

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

function mix(value: number, salt: number): number {
  let mixed = Math.imul(value ^ salt, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) | 0;
}

function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, "0");
}
