/** @source launcher src/main.c get_component_list; CHANGELOG of the launcher; zowe-install-packaging files/defaults.yaml. */
import { inSeconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { codes, codesOf, read, resolved, TWO_INSTANCES } from "./fixture.js";

const components = (text: string): string => `components:\n${text}`;

describe("the launcher starts", () => {
  test("what is enabled and has a start command, in the order of the keys", () => {
    expect(resolved(TWO_INSTANCES, { haInstance: "lpar1" }).launcher.startList).toEqual([
      "gateway",
      "zaas",
      "api-catalog",
      "discovery",
      "caching-service",
      "app-server",
      "zss",
    ]);
  });

  test("what the instance has not disabled", () => {
    expect(resolved(TWO_INSTANCES, { haInstance: "lpar2a" }).launcher.startList).toEqual([
      "gateway",
      "zaas",
      "api-catalog",
      "discovery",
      "caching-service",
    ]);
  });

  test("what the instance has disabled all the same, in 2.17", () => {
    const asked = { haInstance: "lpar2a", release: "2.17" } as const;

    expect(resolved(TWO_INSTANCES, asked).launcher.startList).toContain("app-server");
    expect(resolved(TWO_INSTANCES, { ...asked, release: "2.18" }).launcher.startList).not.toContain(
      "app-server",
    );
  });

  test("nothing that only the defaults enable, though it is configured", () => {
    const { instance, launcher } = resolved(components("  gateway:\n    enabled: true\n"));

    expect(launcher.startList).toEqual(["gateway"]);
    expect(instance.components.find(({ name }) => name === "zaas")).toMatchObject({
      enabled: true,
      started: false,
    });
    expect(codesOf(read(components("  gateway:\n    enabled: true\n")).diagnostics)).toContain(
      "ZW_NEVER_SPAWNED",
    );
  });

  test("no explorer, which is a plug-in", () => {
    expect(
      resolved(components("  explorer-jes: { enabled: true }\n  zss: { enabled: true }\n")).launcher
        .startList,
    ).toEqual(["zss"]);
  });

  test("an extension whose manifest is known to have a start command", () => {
    const text = components("  sample: { enabled: true }\n  other: { enabled: true }\n");
    const manifests = { sample: { starts: true }, other: { starts: false } };

    expect(resolved(text, { manifests }).launcher.startList).toEqual(["sample"]);
    expect(codesOf(read(text).diagnostics).filter((code) => code === "ZW_NO_MANIFEST")).toHaveLength(2);
  });

  test("the single process in place of its parts, from 3.3", () => {
    const text = TWO_INSTANCES.replace("  zss:", "  apiml:\n    enabled: true\n  zss:");
    const asked = { haInstance: "lpar1" };

    expect(resolved(text, { ...asked, release: "3.3" }).launcher.startList).toEqual([
      "app-server",
      "apiml",
      "zss",
    ]);
    expect(resolved(text, { ...asked, release: "3.2" }).launcher.startList).toContain("gateway");
  });

  test("at most 128 components, with names of at most 31 characters", () => {
    const names = Array.from({ length: 129 }, (_, index) => `extension-${index}`);
    const text = components(names.map((name) => `  ${name}: { enabled: true }\n`).join(""));
    const manifests = Object.fromEntries(names.map((name) => [name, { starts: true }]));

    expect(codes(text, { manifests })).toEqual(["ZW_TOO_MANY_COMPONENTS"]);
    expect(codes(components(`  ${"x".repeat(32)}: { enabled: true }\n`))).toEqual([
      "ZW_COMPONENT_NAME_LENGTH",
    ]);
  });

  test("nothing at all with ZWEL0029E", () => {
    expect(read("zowe:\n  externalPort: 7554\n").diagnostics).toContainEqual(
      expect.objectContaining({ code: "ZW_NO_COMPONENTS", zosMessage: "ZWEL0029E" }),
    );
  });
});

describe("restart intervals", () => {
  const intervalsOf = (text: string, haInstance = "lpar1"): readonly number[] | undefined =>
    resolved(text, { haInstance })
      .instance.components.find(({ name }) => name === "zss")
      ?.launcher.restartIntervals.map(inSeconds);
  const common = `${TWO_INSTANCES}`.replace(
    "zowe:\n",
    "zowe:\n  launcher:\n    restartIntervals: [7, 8]\n    shareAs: must\n",
  );
  const own = common.replace(
    "  zss:\n",
    "  zss:\n    launcher:\n      restartIntervals: [9]\n      minUptime: 5\n",
  );

  test("are built in: ten tries, 463 seconds of waiting", () => {
    const intervals = intervalsOf(TWO_INSTANCES) ?? [];

    expect(intervals).toHaveLength(10);
    expect(intervals.reduce((sum, each) => sum + each)).toBe(463);
  });

  test("of the component go before those of zowe.launcher, and those of the instance before both", () => {
    const instances = own.replace(
      "      zss:\n        enabled: false",
      "      zss:\n        launcher:\n          restartIntervals: [3, 4]",
    );

    expect(intervalsOf(common)).toEqual([7, 8]);
    expect(intervalsOf(own)).toEqual([9]);
    expect(intervalsOf(instances, "lpar2a")).toEqual([3, 4]);
  });

  test("of zowe.launcher below an instance are not looked at", () => {
    expect(intervalsOf(`${common}    zowe:\n      launcher: { restartIntervals: [3] }\n`, "lpar2a")).toEqual([
      7, 8,
    ]);
  });

  test("minUptime is read and has no effect", () => {
    expect(codes(own, { haInstance: "lpar1" })).toEqual(["ZW_MIN_UPTIME"]);
  });

  test("shareAs is looked up the same way; what the launcher does not know is yes", () => {
    const shareAs = (text: string) => resolved(text).instance.components[0]?.launcher.shareAs;

    expect(shareAs(common)).toBe("must");
    expect(shareAs(TWO_INSTANCES)).toBe("yes");
    expect(shareAs(common.replace("must", "perhaps"))).toBe("yes");
  });
});
