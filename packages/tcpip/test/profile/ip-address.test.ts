import { test as property, fc } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import {
  addressFamily,
  parseIpAddress,
  parseIpv4,
  parseIpv6,
  parseMask,
  parsePrefixedAddress,
} from "../../src/profile/index.js";

describe("IP addresses", () => {
  test("octets with leading zeros are decimal, as in IBM's hot standby example", () => {
    expect(parseIpv4("9.67.240.02")).toBe("9.67.240.2");
    expect(parseIpv4("010.001.001.009")).toBe("10.1.1.9");
  });

  test.each([
    "x.x.x.A",
    "10.1.1",
    "10.1.1.1.1",
    "10.1.1.256",
    "10.1.1.",
    "10.1.1.1 ",
    "0x0a.1.1.1",
    "1e1.1.1.1",
  ])("%s is no IPv4 address", (text) => expect(parseIpv4(text)).toBeUndefined());

  // RFC 5952 sections 4.1 to 4.3 and 5; the examples are the RFC's.
  test.each([
    ["2001:0DB8::0001", "2001:db8::1"],
    ["2001:db8:0:0:0:0:2:1", "2001:db8::2:1"],
    ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
    ["2001:0:0:1:0:0:0:1", "2001:0:0:1::1"],
    ["2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
    ["0:0:0:0:0:0:0:0", "::"],
    ["::ffff:c000:0201", "::ffff:192.0.2.1"],
    ["::FFFF:192.0.2.1", "::ffff:192.0.2.1"],
  ])("%s is written %s", (text, canonical) => expect(parseIpv6(text)).toBe(canonical));

  test.each([
    ":",
    ":::",
    "1::2::3",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "12345::",
    "::g",
    "1:2:3:4:5:6:7:8::",
    "::1.2.3",
  ])("%s is no IPv6 address", (text) => expect(parseIpv6(text)).toBeUndefined());

  test("masks are counted, and must have their ones at the front", () => {
    expect(parseMask("255.255.255.0")).toBe(24);
    expect(parseMask("255.255.255.255")).toBe(32);
    expect(parseMask("0.0.0.0")).toBe(0);
    expect(parseMask("255.0.255.0")).toBeUndefined();
  });

  test("a prefix length fits its family", () => {
    expect(parsePrefixedAddress("10.1.1.1/24")).toEqual({
      address: "10.1.1.1",
      family: "IPv4",
      prefixLength: 24,
    });
    expect(parsePrefixedAddress("10.1.1.1/33")).toBeUndefined();
    expect(parsePrefixedAddress("2001:DB8::1/64")?.prefixLength).toBe(64);
    expect(parsePrefixedAddress("2001:db8::1/129")).toBeUndefined();
    expect(parsePrefixedAddress("10.1.1.1/")).toBeUndefined();
  });

  property.prop([fc.ipV4()])("every IPv4 address is its own canonical form", (text) => {
    expect(parseIpAddress(text)).toBe(text);
  });

  property.prop([fc.ipV6()])(
    "the canonical form of an IPv6 address is canonical, and the same address",
    (text) => {
      const canonical = parseIpv6(text);
      expect(canonical).toBeDefined();
      expect(parseIpv6(canonical ?? "")).toBe(canonical);
      expect(addressFamily(canonical ?? "")).toBe("IPv6");
      // WHATWG URLs shorten by the same rule, except that they never write the mixed form.
      const asUrl = new URL(`http://[${text}]/`).hostname.slice(1, -1);
      if (!asUrl.startsWith("::ffff:")) expect(canonical).toBe(asUrl);
    },
  );
});
