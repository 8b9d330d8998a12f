/**
 * Backup and recovery of an instance.
 *
 * Facts: zowe-install-packaging prepare/index.ts: the workspace must be writable; Zowe's original design of high availability
 * asks for backup and recovery by a person, and says no more.
 */
import { describe, expect, test } from "vitest";
import { minutes, seconds } from "@sysplex/sim-core";
import { ZoweFixture } from "../fixture.js";

const PARAMETERS = { workspaceRestore: minutes(10), workspaceRebuild: minutes(60) };

describe("a damaged workspace", () => {
  test("stops a start in its preparation", () => {
    const plex = ZoweFixture.beforeStart();
    plex.launcher().workspace.damage();
    plex.launcher().start();
    plex.runFor(minutes(1));
    expect(plex.launcher().state).toMatchObject({
      kind: "failed",
      why: "Workspace directory /global/zowe/workspace is not writable",
    });
  });

  test("is not felt by what runs, until a component is restarted: that one is given up", () => {
    const plex = ZoweFixture.up();
    plex.launcher().workspace.damage();
    plex.runFor(minutes(30));
    expect([plex.state("gateway"), plex.state("zss")]).toEqual(["ready", "ready"]);

    plex.component("zss").crash();
    plex.runFor(minutes(30));
    expect([plex.state("gateway"), plex.state("zss")]).toEqual(["ready", "down"]);
    expect(plex.ids()).toContain("ZWEL0038E");
  });

  test("is that of the other instances too, which share it", () => {
    const plex = ZoweFixture.up();
    plex.launcher("SYSA").workspace.damage();
    plex.component("zss", "SYSB").crash();
    plex.runFor(minutes(30));
    expect(plex.state("zss", "SYSB")).toBe("down");
  });
});

describe("recovery", () => {
  /** When the Gateway is ready again, in seconds after the recovery has begun. */
  function recovered(backedUp: boolean): number {
    const plex = ZoweFixture.up({ parameters: PARAMETERS });
    if (backedUp) plex.launcher().workspace.backUp();
    plex.launcher().workspace.damage();
    plex.launcher().workspace.recover();
    plex.runFor(minutes(90));
    return (
      plex.news
        .filter((news) => news.endsWith("SYSA/ZWE1SV/gateway ready"))
        .map(parseFloat)
        .at(-1) ?? NaN
    );
  }

  test("restores the backup, prepares and starts", () => {
    expect(recovered(true)).toBe(10 * 60 + 30 + 60);
  });

  test("without a backup takes a new configuration", () => {
    expect(recovered(false)).toBe(60 * 60 + 30 + 60);
  });

  test("ends what runs of the instance, orphans too, and nothing of the others", () => {
    const plex = ZoweFixture.up({ parameters: PARAMETERS });
    plex.launcher().cancel();
    plex.launcher().workspace.recover();
    plex.runFor(minutes(5));
    expect(plex.component("gateway").orphan.exists).toBe(false);
    expect([plex.state("gateway"), plex.state("gateway", "SYSB")]).toEqual(["down", "ready"]);
  });

  test("is over with its system; a second one does not begin beside it", () => {
    const plex = ZoweFixture.up({ parameters: PARAMETERS });
    plex.launcher().workspace.damage();
    plex.launcher().workspace.recover();
    plex.runFor(minutes(2));
    plex.launcher().workspace.recover();
    plex.plex.sysplex.lpar("SYSA").fail("wait-state");
    plex.runFor(minutes(90));
    expect(plex.launcher().workspace.record.damaged).toBe(true);
    expect(plex.timesOf("ZWEL0021I")).toEqual([]);
  });

  test("of a damaged workspace there is no backup to take", () => {
    const plex = ZoweFixture.up();
    plex.launcher().workspace.damage();
    plex.launcher().workspace.backUp();
    expect(plex.launcher().workspace.record).toEqual({ damaged: true });
  });

  test("in a fork goes on the same way", () => {
    const plex = ZoweFixture.up({ parameters: PARAMETERS });
    plex.launcher().workspace.damage();
    plex.launcher().workspace.recover();
    plex.runFor(seconds(30));
    const fork = plex.fork();
    for (const one of [plex, fork]) one.runFor(minutes(90));
    expect(fork.sim.fingerprint).toBe(plex.sim.fingerprint);
    expect(fork.state("gateway")).toBe("ready");
  });
});
