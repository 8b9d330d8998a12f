/** Whether z/OSMF listens at `zOSMF.host` and `zOSMF.port` of zowe.yaml. */
import { describe, expect, test } from "vitest";
import { zowePair } from "../zowe/fixture.js";
import { resolutionOf, type Files } from "../fixture.js";

function toldOf(files: Files): readonly string[] {
  return resolutionOf(files)
    .diagnostics.filter(({ code }) => code === "ZOWE_ZOSMF_NOT_THERE")
    .map(({ text }) => text);
}

function inMembers(files: Files, from: string, to: string): Files {
  const changed = (name: string): string => (files[name] ?? "").replace(from, to);
  return { ...files, IZUPRM0A: changed("IZUPRM0A"), IZUPRM0B: changed("IZUPRM0B") };
}

const AT_SYSA = ["host: zosmf.example.com", "host: sysa.example.com"] as const;

describe("zOSMF.host and zOSMF.port", () => {
  test("are where the servers listen: nothing is said", () => {
    expect(toldOf(zowePair())).toEqual([]);
  });

  test("on another port are told once, with where the servers are", () => {
    expect(toldOf(zowePair([], [["port: 443", "port: 10443"]]))).toEqual([
      "zOSMF.host zosmf.example.com is 10.1.1.100, and no z/OSMF listens there on port 10443: it does at 10.1.1.100, port 443, of SYSA and 10.1.1.100, port 443, of SYSB",
    ]);
  });

  test("at a home address, where servers are bound to the DVIPA", () => {
    expect(toldOf(zowePair([], [AT_SYSA]))).toHaveLength(1);
  });

  test("at a home address, where servers listen on every address", () => {
    expect(
      toldOf(inMembers(zowePair([], [AT_SYSA]), "HOSTNAME('zosmf.example.com')", "HOSTNAME('*')")),
    ).toEqual([]);
  });

  test("at the DVIPA, where servers listen on every address", () => {
    expect(toldOf(inMembers(zowePair(), "HOSTNAME('zosmf.example.com')", "HOSTNAME('*')"))).toEqual([]);
  });

  test("at a DVIPA of something else", () => {
    expect(toldOf(zowePair([], [["host: zosmf.example.com", "host: zowe.example.com"]]))).toHaveLength(1);
  });

  test("where HOSTNAME has no address nobody listens", () => {
    const [told] = toldOf(
      inMembers(zowePair(), "HOSTNAME('zosmf.example.com')", "HOSTNAME('nobody.example.com')"),
    );

    expect(told).toMatch(/: it does nowhere$/);
  });
});
