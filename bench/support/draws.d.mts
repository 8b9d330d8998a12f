export const distributionNames: readonly string[];
export function generator(seed: number): () => number;
export function distances(distribution: string): Float64Array;
export function remainders(distribution: string): Float64Array;
