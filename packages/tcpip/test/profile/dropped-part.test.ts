/** All faults at once: also those of statements that a fault before them drops. */
import { describe, expect, test } from "vitest";
import { readProfile, resolveProfile } from "../../src/index.js";

const text = `IPCONFIG DYNAMICXCF 10.1.2.1 255.255.255.0 1
VIPADYNAMIC
  VIPABACKUP 999 10.1.1.101
  VIPADEFINE 255.255.255.0 10.1.1.100
  VIPABACKUP 998 10.1.1.102
  VIPADISTRIBUTE DISTM HOTSTANDBY 10.1.1.100 PORT 443 DESTIP ALL
  VIPADISTRIBUTE DISTM ROUNDROBIN AUTOSWITCHBACK 10.1.1.100 PORT 443 DESTIP ALL
  VIPADFINE 255.255.255.0 10.1.1.103
ENDVIPADYNAMIC
`;

describe("behind a fault that ends a VIPADYNAMIC block (VDYN)", () => {
  const { profile, diagnostics } = resolveProfile(readProfile({ file: "tcpip", text }));

  test("nothing counts", () => {
    expect(profile.dvipas).toEqual([]);
    expect(profile.distributions).toEqual([]);
  });

  test("the further faults are told too, each at its place", () => {
    expect(diagnostics.map(({ code, range }) => `${range.start.line} ${code}`)).toEqual([
      "3 OUT_OF_RANGE",
      "5 OUT_OF_RANGE",
      "6 HOTSTANDBY_ALL",
      "7 HOTSTANDBY_KEYWORD",
      "8 NOT_A_VIPADYNAMIC_STATEMENT",
    ]);
    for (const { then } of diagnostics.slice(1)) expect(then).toContain("dropped by the fault in line 3");
  });

  test("z/OS writes a message for the first one only", () => {
    expect(diagnostics.map(({ zosMessage }) => zosMessage !== undefined)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
