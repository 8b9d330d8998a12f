import { describe, expect, test } from "vitest";
import { defineEvent, InvariantError, seconds } from "../src/index.js";
import { newDiary, type Diary } from "./support/diary.js";

interface Ownership {
  readonly owner: string;
  readonly backups: readonly string[];
}

const initial = (): Ownership => ({ owner: "SYSA", backups: ["SYSB", "SYSC"] });

describe("a slice of the store", () => {
  test("changes through a draft, and every earlier value stays", () => {
    const slice = newDiary().sim.store.slice("tcpip", initial());
    const before = slice.value;

    slice.change("SYSA died", (draft) => {
      draft.owner = "SYSB";
    });

    expect(slice.value).toEqual({ owner: "SYSB", backups: ["SYSB", "SYSC"] });
    expect(before).toEqual(initial());
    expect(slice.value.backups).toBe(before.backups); // What did not change is shared.
  });

  test("cannot be changed past the draft", () => {
    const slice = newDiary().sim.store.slice("tcpip", initial());

    expect(() => Object.assign(slice.value, { owner: "SYSB" })).toThrow(TypeError);
    expect(slice.value.owner).toBe("SYSA");
  });

  test("is one of its name", () => {
    const { store } = newDiary().sim;
    store.slice("tcpip", initial());

    expect(() => store.slice("tcpip", initial())).toThrow("The store already has a slice tcpip");
  });

  test("refuses a change inside a change, which would be lost", () => {
    const slice = newDiary().sim.store.slice("tcpip", initial());
    const nested = () =>
      slice.change("outer", (outer) => {
        outer.owner = "SYSB";
        slice.change("inner", (inner) => {
          inner.owner = "SYSC";
        });
      });

    expect(nested).toThrow(InvariantError);
    expect(slice.value.owner).toBe("SYSA");
    slice.change("afterwards", (draft) => {
      draft.owner = "SYSC";
    });
    expect(slice.value.owner).toBe("SYSC");
  });
});

describe("the history", () => {
  test("records when, where and why, with the value before and after", () => {
    const { sim } = newDiary();
    const slice = sim.store.slice("tcpip", initial());
    const taken = defineEvent("test.taken", (_: Diary, owner: string) => {
      slice.change(`${owner} takes over`, (draft) => {
        draft.owner = owner;
      });
    });
    sim.after(seconds(5), taken, "SYSB");
    sim.run();

    expect(sim.store.history).toEqual([
      {
        at: 5_000_000,
        slice: "tcpip",
        cause: "SYSB takes over",
        before: initial(),
        after: { owner: "SYSB", backups: ["SYSB", "SYSC"] },
      },
    ]);
  });

  test("holds no change that changed nothing", () => {
    const { store } = newDiary().sim;
    const slice = store.slice("tcpip", initial());

    slice.change("SYSA still owns it", (draft) => {
      draft.owner = "SYSA";
    });

    expect(store.history).toEqual([]);
  });

  test("keeps the latest 8,192 changes", () => {
    const { store } = newDiary().sim;
    const slice = store.slice("counter", { count: 0 });
    for (let count = 1; count <= 10_000; count += 1) {
      slice.change(String(count), (draft) => {
        draft.count = count;
      });
    }

    expect(store.history).toHaveLength(8_192);
    expect(store.history.at(-1)?.cause).toBe("10000");
    expect(store.history[0]?.cause).toBe("1809"); // 10,000 − 8,192 + 1
  });
});
