/** Where in the program a cost arose, and how large it was. */
interface Cost {
  place: { function: string; package: string };
  cost: number;
}

export function cpuProfile(run: () => number): Promise<{ requests: number; nanos: number; costs: Cost[] }>;
export function allocationProfile(
  run: () => number,
): Promise<{ requests: number; bytes: number; costs: Cost[] }>;
export function allocatedBytes(
  runSlice: () => number,
  sliceCount: number,
): Promise<{
  requests: number;
  bytesPerRequest: number;
  youngCollections: number;
  collections: number;
  semiSpaceBytes: number;
}>;
