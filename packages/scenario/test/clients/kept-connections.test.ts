/** A pool of kept connections, and the requests that wait for a place in it. */
import { describe, expect, test } from "vitest";
import { KeptConnections } from "../../src/clients/kept-connections.js";

const ALWAYS = -Infinity;

describe("a pool", () => {
  test("opens no more connections than it may", () => {
    const kept = new KeptConnections(2);

    expect([kept.mayOpen(), kept.mayOpen(), kept.mayOpen()]).toEqual([true, true, false]);
  });

  test("has a place again when a connection has ended, whatever ended it", () => {
    const kept = new KeptConnections(1);
    kept.mayOpen();
    kept.ended();

    expect(kept.mayOpen()).toBe(true);
  });

  test("gives out the connection used last, so that the oldest fall idle", () => {
    const kept = new KeptConnections(3);
    kept.giveBack(11, 100);
    kept.giveBack(12, 200);

    expect(kept.take(ALWAYS)).toEqual({ name: 12, usable: true });
    expect(kept.take(ALWAYS)).toEqual({ name: 11, usable: true });
    expect(kept.take(ALWAYS)).toBeUndefined();
  });

  test("knows which connection has idled too long to be used", () => {
    const kept = new KeptConnections(3);
    kept.giveBack(11, 100);
    kept.giveBack(12, 200);

    expect(kept.take(200)?.usable).toBe(true);
    expect(kept.take(200)?.usable).toBe(false);
  });

  test("gives up those that have idled too long, the oldest first", () => {
    const kept = new KeptConnections(3);
    kept.giveBack(11, 100);
    kept.giveBack(12, 200);
    kept.giveBack(13, 300);

    expect([kept.takeExpired(300), kept.takeExpired(300), kept.takeExpired(300)]).toEqual([
      11,
      12,
      undefined,
    ]);
    expect(kept.take(ALWAYS)?.name).toBe(13);
  });
});

describe("requests that wait", () => {
  test("are served in the order in which they came, once there is a place", () => {
    const kept = new KeptConnections(1);
    kept.mayOpen();
    kept.wait(1);
    kept.wait(2);
    expect(kept.nextWaiting()).toBeUndefined();

    kept.giveBack(11, 0);
    expect(kept.nextWaiting()).toBe(1);
    kept.take(ALWAYS);
    kept.ended();
    expect(kept.nextWaiting()).toBe(2);
  });

  test("are forgotten when they are given up", () => {
    const kept = new KeptConnections(1);
    kept.wait(1);
    kept.wait(2);
    kept.withdraw(1);
    kept.withdraw(3);

    expect(kept.nextWaiting()).toBe(2);
    expect(kept.nextWaiting()).toBeUndefined();
  });
});

test("a copy has connections, places and waiting requests of its own", () => {
  const kept = new KeptConnections(2);
  kept.mayOpen();
  kept.mayOpen();
  kept.giveBack(11, 100);
  kept.wait(1);
  const copy = new KeptConnections(2);
  copy.copyFrom(kept);
  kept.take(ALWAYS);
  kept.ended();
  kept.withdraw(1);

  expect(copy.mayOpen()).toBe(false);
  expect(copy.nextWaiting()).toBe(1);
  expect(copy.take(100)).toEqual({ name: 11, usable: true });
  expect(kept.nextWaiting()).toBeUndefined();
  expect(kept.mayOpen()).toBe(true);
});
