/**
 * IP addresses as the profile writes them, and the one spelling that the model compares them in.
 *
 * IPv4 octets are decimal even with leading zeros: IBM's own hot standby example writes `9.67.240.02`. IPv6 becomes
 * lower case with the longest run of zeros shortened, as RFC 5952 asks.
 */
import type { IpAddress } from "./stack-profile.js";

export type AddressFamily = "IPv4" | "IPv6";

export interface PrefixedAddress {
  readonly address: IpAddress;
  readonly family: AddressFamily;
  /** Absent when the text had no `/length`. */
  readonly prefixLength?: number;
}

const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;
const LONGEST_IPV6_TEXT = 45;
const IPV4_BITS = 32;
const IPV6_BITS = 128;

/** The canonical form of an IPv4 address; `undefined` when it is none. */
export function parseIpv4(text: string): IpAddress | undefined {
  const octets = ipv4Octets(text);
  return octets?.join(".");
}

/** The canonical form of an IPv6 address; `undefined` when it is none. */
export function parseIpv6(text: string): IpAddress | undefined {
  if (text.length > LONGEST_IPV6_TEXT || !text.includes(":")) return undefined;
  const groups = ipv6Groups(text);
  return groups === undefined ? undefined : formatIpv6(groups);
}

/** The canonical form of an address of either family. */
export function parseIpAddress(text: string): IpAddress | undefined {
  return parseIpv4(text) ?? parseIpv6(text);
}

export function addressFamily(address: IpAddress): AddressFamily {
  return address.includes(":") ? "IPv6" : "IPv4";
}

/** `10.1.1.1`, `10.1.1.1/24`, `2001:db8::1`, `2001:db8::1/64`. */
export function parsePrefixedAddress(text: string): PrefixedAddress | undefined {
  const slash = text.indexOf("/");
  const address = parseIpAddress(slash < 0 ? text : text.slice(0, slash));
  if (address === undefined) return undefined;
  const family = addressFamily(address);
  if (slash < 0) return { address, family };
  const length = text.slice(slash + 1);
  if (!/^\d{1,3}$/.test(length)) return undefined;
  const prefixLength = Number(length);
  return prefixLength <= addressBits(family) ? { address, family, prefixLength } : undefined;
}

/** The number of bits of a dotted mask, `255.255.255.0` → 24; `undefined` when its ones are not all at the front. */
export function parseMask(text: string): number | undefined {
  const octets = ipv4Octets(text);
  if (octets === undefined) return undefined;
  const bits = octets.map((octet) => octet.toString(2).padStart(8, "0")).join("");
  return /^1*0*$/.test(bits) ? bits.lastIndexOf("1") + 1 : undefined;
}

export function addressBits(family: AddressFamily): number {
  return family === "IPv4" ? IPV4_BITS : IPV6_BITS;
}

function ipv4Octets(text: string): number[] | undefined {
  const match = IPV4.exec(text);
  if (match === null) return undefined;
  const octets = match.slice(1).map(Number);
  return octets.every((octet) => octet <= 255) ? octets : undefined;
}

function ipv6Groups(text: string): number[] | undefined {
  const halves = withHexadecimalTail(text)?.split("::");
  if (halves === undefined || halves.length > 2) return undefined;
  const [front, back] = halves.map(groupsOf);
  if (front === undefined) return undefined;
  if (halves.length === 1) return front.length === 8 ? front : undefined;
  if (back === undefined) return undefined;
  const missing = 8 - front.length - back.length;
  return missing < 1 ? undefined : [...front, ...Array<number>(missing).fill(0), ...back];
}

/** `::ffff:10.1.1.1` → `::ffff:a01:101`. */
function withHexadecimalTail(text: string): string | undefined {
  if (!text.includes(".")) return text;
  const tail = text.lastIndexOf(":") + 1;
  const octets = ipv4Octets(text.slice(tail));
  if (octets === undefined) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = octets;
  return `${text.slice(0, tail)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

function groupsOf(half: string): number[] | undefined {
  if (half === "") return [];
  const groups = half.split(":");
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
    ? groups.map((group) => parseInt(group, 16))
    : undefined;
}

function formatIpv6(groups: readonly number[]): IpAddress {
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (mapped) {
    const [high = 0, low = 0] = groups.slice(6);
    return `::ffff:${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
  }
  const { start, length } = longestZeroRun(groups);
  const hex = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(":");
  if (length < 2) return hex(groups);
  return `${hex(groups.slice(0, start))}::${hex(groups.slice(start + length))}`;
}

function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
  let longest = { start: 0, length: 0 };
  let length = 0;
  groups.forEach((group, index) => {
    length = group === 0 ? length + 1 : 0;
    if (length > longest.length) longest = { start: index - length + 1, length };
  });
  return longest;
}
