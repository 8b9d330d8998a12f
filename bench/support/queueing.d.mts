export function meanWait(load: number): number;
export function standardErrorOfMeanWait(load: number, customers: number): number;
export function toleranceOfMeanWait(load: number, customers: number): number;
