import { describe, expect, test } from "vitest";
import { minutes, seconds } from "@sysplex/sim-core";
import { duration, ZosmfFixture } from "./fixture.js";

const parameters = { startDuration: duration("4m"), angelStartDuration: seconds(2) };

describe("the angel", () => {
  test("is there on every system that has a server, one for each image (facts 0.13, G1)", () => {
    const plex = new ZosmfFixture();

    expect(plex.plex.zosmf.angels.map(({ name }) => name)).toEqual(["SYSA/IZUANG1", "SYSB/IZUANG1"]);
    expect(plex.angel("SYSA").state.kind).toBe("up");
  });

  test("may end without its server taking notice (fact G7)", () => {
    const plex = new ZosmfFixture();

    plex.angel("SYSA").crash();
    plex.runFor(minutes(1));

    expect(plex.angel("SYSA").state.kind).toBe("down");
    expect(plex.state("SYSA")).toBe("ready");
  });

  test("is missed at the server's next start, which fails (fact G4)", () => {
    const plex = new ZosmfFixture({ parameters });
    plex.angel("SYSA").crash();
    plex.server("SYSA").crash();

    plex.server("SYSA").start();
    plex.runFor(minutes(30));

    expect(plex.server("SYSA").state).toMatchObject({ kind: "failed", why: "angel SYSA/IZUANG1 is not up" });
    expect(plex.messages("SYSA")).toContain("CWWKB0101I");
    expect(plex.server("SYSA").isListening).toBe(false);
  });

  test("lets the server start again once it is up", () => {
    const plex = new ZosmfFixture({ parameters });
    plex.angel("SYSA").crash();
    plex.server("SYSA").crash();
    plex.server("SYSA").start();

    plex.angel("SYSA").start();
    plex.runFor(seconds(2));
    plex.server("SYSA").start();
    plex.runFor(minutes(2)); // Warm: half of the four minutes.

    expect(plex.state("SYSA")).toBe("ready");
  });

  test("of another system is of no use (fact 0.13)", () => {
    const plex = new ZosmfFixture({ parameters });
    plex.angel("SYSA").crash();
    plex.server("SYSA").crash();

    plex.server("SYSA").start();

    expect(plex.angel("SYSB").state.kind).toBe("up");
    expect(plex.state("SYSA")).toBe("failed");
  });

  test("that ends while a server waits for it takes the start down with it", () => {
    const plex = new ZosmfFixture({ down: ["SYSB"], parameters });
    plex.ipl("SYSB");
    expect(plex.state("SYSB")).toBe("waitingForAngel");

    plex.angel("SYSB").crash();

    expect(plex.state("SYSB")).toBe("failed");
  });

  test("is not started twice", () => {
    const plex = new ZosmfFixture();

    plex.angel("SYSA").start();

    expect(plex.messages("SYSA")).toEqual([]);
  });
});
