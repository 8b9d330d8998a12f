/** Tables and traces as other programs read them. */
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { resolveBundle } from "../../src/index.js";
import { runScenario } from "@sysplex/scenario";
import { seconds, type Instant } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import {
  conductStudy,
  csvText,
  jsonLinesText,
  parquetBytes,
  studyTables,
  KernelEventRecord,
  traceOfRun,
  type Table,
} from "../../src/index.js";
import { pairVariant, quietVariant } from "../pair.js";

const { variants } = await conductStudy({
  name: "data",
  version: "test",
  seed: "1",
  variants: [pairVariant(), quietVariant("quiet, =so")],
  replications: 2,
});
const tables = studyTables(variants);

function tableNamed(name: Table["name"]): Table {
  return tables.find((table) => table.name === name) as Table;
}

describe.each(tables)("the table of $name", (table) => {
  test("has a unit or a text, and a meaning, for every column, and a cell for each", () => {
    for (const { name, type, unit, meaning } of table.columns) {
      expect(name).toMatch(/^[a-z][A-Za-z0-9]*$/);
      expect(meaning).toMatch(/\.$/);
      expect(type === "number" ? unit : "a text or a count").not.toBe("");
    }
    expect(new Set(table.columns.map(({ name }) => name)).size).toBe(table.columns.length);
    for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
  });

  test("reads from Parquet as it reads from JSON Lines", async () => {
    const file = parquetBytes(table).buffer as ArrayBuffer;
    const rows = await parquetReadObjects({ file });
    const lines = jsonLinesText(table)
      .trim()
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as object);

    const plain = rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([key, cell]) => [
          key,
          typeof cell === "bigint" ? Number(cell) : (cell as unknown),
        ]),
      ),
    );
    expect(plain).toEqual(lines);
    expect(plain).toHaveLength(table.rows.length);
    expect(parquetMetadata(file).key_value_metadata?.length).toBeGreaterThan(table.columns.length);
  });
});

test("rows: two replications of two variants; a failover where a system is lost, none where not", () => {
  expect(tableNamed("replications").rows).toHaveLength(4);
  expect(tableNamed("requests").rows).toHaveLength(4);
  expect(tableNamed("failovers").rows.map(([variant]) => variant)).toEqual(["pair", "pair"]);
});

test("CSV quotes what has commas, and disarms what a spreadsheet would compute", () => {
  const lines = csvText(tableNamed("requests")).split("\r\n");

  expect(lines[0]).toMatch(/^variant,replication,seed,client,sent/);
  expect(lines[3]).toMatch(/^"quiet, =so",1,1#1,rest,\d+/);
  const table: Table = {
    name: "requests",
    meaning: "",
    columns: [{ name: "a", type: "string", unit: "", meaning: "" }],
    rows: [["=1+1"], ['say "a"'], [null]],
  };
  expect(csvText(table)).toBe('a\r\n\'=1+1\r\n"say ""a"""\r\n\r\n');
});

describe("the trace of a run", () => {
  const { resolved } = resolveBundle(pairVariant().bundle);
  const result = runScenario(resolved as NonNullable<typeof resolved>, { version: "test" });
  const trace = traceOfRun(result);
  const named = (category: string) => trace.traceEvents.filter(({ cat }) => cat === category);

  test("has the outage, the failover and what it waited for, in microseconds", () => {
    const service = result.services["zosmf"];
    const [outage] = named("outage");
    const [failover] = named("failover");

    expect(outage?.ts).toBe(Math.round((service?.outages[0]?.from ?? 0) * 1e6));
    expect(failover?.dur).toBe(Math.round((service?.failovers[0]?.timeToFailoverSeconds ?? 0) * 1e6));
    expect(named("cause").reduce((sum, { dur = 0 }) => sum + dur, 0)).toBe(failover?.dur);
  });

  test("has every message and every entry of the timeline, each lane with a name", () => {
    expect(named("message")).toHaveLength(result.messages.length);
    expect(named("timeline")).toHaveLength(result.timeline.length);
    const lanes = new Set(trace.traceEvents.filter(({ ph }) => ph !== "M").map(({ tid }) => tid));
    const names = trace.traceEvents.filter(({ name }) => name === "thread_name").map(({ tid }) => tid);
    expect(new Set(names)).toEqual(lanes);
  });

  test("shows who owned the address: SYSA until it was lost, then SYSB", () => {
    expect(named("tenure").map(({ name }) => name)).toEqual(
      expect.arrayContaining(["SYSA/TCPIP", "SYSB/TCPIP"]),
    );
    for (const { dur = -1 } of named("tenure")) expect(dur).toBeGreaterThanOrEqual(0);
  });
});

describe("events of the kernel", () => {
  const second = (at: number) => seconds(at) as unknown as Instant;

  test("of a rare kind are told by their instants, of any other by how many there were in each stretch", () => {
    const record = new KernelEventRecord(seconds(240));
    for (const at of [1, 7, 240]) record.onEvent({ at: second(at), kind: "rare" });
    for (let at = 0; at < 50; at += 0.25) record.onEvent({ at: second(at), kind: "frequent" });
    const [frequent, rare] = record.tracks;

    expect(rare).toMatchObject({ kind: "rare", count: 3, instants: [1_000_000, 7_000_000, 240_000_000] });
    expect(rare?.counts).toHaveLength(240);
    expect([1, 7, 239].map((index) => rare?.counts[index])).toEqual([1, 1, 1]);
    expect(frequent).toMatchObject({
      kind: "frequent",
      count: 200,
      instants: null,
      stretchMicros: 1_000_000,
    });
    expect(frequent?.counts.slice(48, 52)).toEqual([4, 4, 0, 0]);
  });

  test("are counters that change where the number does, and instants in lanes of their own", () => {
    const record = new KernelEventRecord(seconds(240));
    record.onEvent({ at: second(3), kind: "rare" });
    for (let at = 10; at < 60; at += 0.25) record.onEvent({ at: second(at), kind: "frequent" });
    const quiet = { ...runOfPair(), simulatedSeconds: 240 };
    const kernel = traceOfRun(quiet, record.tracks).traceEvents.filter(({ pid }) => pid === 2);

    const counter = kernel.filter(({ ph }) => ph === "C").map(({ name, ts, args }) => [name, ts, args]);
    expect(counter).toEqual([
      ["frequent", 0, { events: 0 }],
      ["frequent", 10_000_000, { events: 4 }],
      ["frequent", 60_000_000, { events: 0 }],
      ["frequent", 240_000_000, { events: 0 }],
    ]);
    expect(kernel.filter(({ ph }) => ph === "i")).toMatchObject([{ name: "rare", ts: 3_000_000 }]);
    expect(kernel.find(({ name }) => name === "thread_name")?.args).toEqual({ name: "rare" });
    expect(traceOfRun(quiet).traceEvents.some(({ pid }) => pid === 2)).toBe(false);
  });

  test("of a run are all of them, change nothing in it, and stay few in the trace however many there are", () => {
    const { resolved } = resolveBundle(pairVariant().bundle);
    const sound = resolved ?? expect.fail("the scenario is unsound");
    const record = new KernelEventRecord(sound.document.duration);
    const result = runScenario(sound, { version: "test", onEvent: (event) => record.onEvent(event) });

    expect(result.fingerprint).toBe(runOfPair().fingerprint);
    expect(record.tracks.reduce((sum, { count }) => sum + count, 0)).toBe(result.events);
    expect(record.tracks.map(({ kind }) => kind)).toContain("client.request-due");
    const told = traceOfRun(result, record.tracks).traceEvents.filter(({ cat }) => cat === "kernel");
    expect(told.length).toBeLessThanOrEqual(record.tracks.length * 242);
  });

  function runOfPair() {
    const { resolved } = resolveBundle(pairVariant().bundle);
    return runScenario(resolved ?? expect.fail("the scenario is unsound"), { version: "test" });
  }
});
