/** The inspector's profilers around a stretch of a run, in this process. */
import { Session } from "node:inspector/promises";
import { constants, PerformanceObserver } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import v8 from "node:v8";
import { placeOf } from "./shares.mjs";
import { median } from "./spread.mjs";

const CPU_INTERVAL_US = 100;
const HEAP_INTERVAL_BYTES = 4_096;

async function inSession(work) {
  const session = new Session();
  session.connect();
  try {
    return await work(session);
  } finally {
    session.disconnect();
  }
}

/** @param run Runs the stretch and returns how many requests it was. */
export function cpuProfile(run) {
  return inSession(async (session) => {
    await session.post("Profiler.enable");
    await session.post("Profiler.setSamplingInterval", { interval: CPU_INTERVAL_US });
    await session.post("Profiler.start");
    const start = process.hrtime.bigint();
    const requests = run();
    const nanos = Number(process.hrtime.bigint() - start);
    const { profile } = await session.post("Profiler.stop");
    return { requests, nanos, costs: selfTimes(profile) };
  });
}

function selfTimes({ nodes, samples, timeDeltas }) {
  const places = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame)]));
  return samples.map((id, index) => ({ place: places.get(id), cost: timeDeltas[index] }));
}

export function allocationProfile(run) {
  return inSession(async (session) => {
    await session.post("HeapProfiler.enable");
    await session.post("HeapProfiler.startSampling", {
      samplingInterval: HEAP_INTERVAL_BYTES,
      includeObjectsCollectedByMajorGC: true,
      includeObjectsCollectedByMinorGC: true,
    });
    const requests = run();
    const { profile } = await session.post("HeapProfiler.stopSampling");
    const costs = allocations(profile.head);
    return { requests, bytes: costs.reduce((sum, { cost }) => sum + cost, 0), costs };
  });
}

function allocations({ callFrame, selfSize, children }) {
  return [{ place: placeOf(callFrame), cost: selfSize }, ...children.flatMap(allocations)];
}

/**
 * Bytes allocated without any profiler: what the heap in use grew by over each of many short slices. A slice in which the
 * collector ran shrinks the heap and is left out; what reading the heap allocates itself is measured and taken off. The
 * collections of the young generation are counted beside it: each comes when one of its two halves is full, so that
 * `youngCollections × semiSpaceBytes` says the same a second time, more roughly.
 *
 * @param runSlice Runs one of `sliceCount` equal slices and returns how many requests it was.
 */
export async function allocatedBytes(runSlice, sliceCount) {
  const collections = countCollections();
  const ofReading = median(Array.from({ length: 101 }, () => -heapInUse() + heapInUse()));
  let counted = { bytes: 0, requests: 0 };
  let requests = 0;
  for (let slice = 0; slice < sliceCount; slice += 1) {
    const before = heapInUse();
    const sliceRequests = runSlice();
    const bytes = heapInUse() - before - ofReading;
    requests += sliceRequests;
    if (bytes > -ofReading)
      counted = { bytes: counted.bytes + bytes, requests: counted.requests + sliceRequests };
  }
  return { requests, bytesPerRequest: counted.bytes / counted.requests, ...(await collections()) };
}

function heapInUse() {
  return v8.getHeapStatistics().used_heap_size;
}

/** Counts from the call on, until the function that it returns is called. */
function countCollections() {
  let young = 0;
  let all = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { detail } of list.getEntries()) {
      all += 1;
      if (detail.kind === constants.NODE_PERFORMANCE_GC_MINOR) young += 1;
    }
  });
  observer.observe({ entryTypes: ["gc"] });
  return async () => {
    await pause(50); // They are told with a delay.
    observer.disconnect();
    const { space_size: bytes } = v8
      .getHeapSpaceStatistics()
      .find(({ space_name: name }) => name === "new_space");
    return { youngCollections: young, collections: all, semiSpaceBytes: bytes / 2 };
  };
}
