/** Runs about so many operations; those that count exactly say so in their file. */
type Run<Result> = (operations: number) => (Result & { count: number }) | Promise<Result & { count: number }>;

interface Models {
  hold(parameters: { pending: number; distribution: string; queue?: string }): Run<{ pending: number }>;
  phold(parameters: {
    processes: number;
    messages: number;
    lookaheadMs: number;
    meanMs: number;
  }): Run<{ pending: number; checksum: number }>;
  /** The mean wait is in seconds. */
  mm1(parameters: { load: number; queue?: string }): Run<{ customers: number; meanWait: number }>;
}

interface Timers {
  timers(parameters: {
    connections: number;
    timeoutUs: number;
    usePeriodUs: number;
  }): Run<{ armed: number; cancelled: number; fired: number; pending: number }>;
}

export const simCore: Models & Timers & { mm1Resource: Models["mm1"]; mm1Processes: Models["mm1"] };
export const heapJs: Models & Timers & { holdKernel: Models["hold"]; mm1OurDraws: Models["mm1"] };
export const simjs: Models & Timers;
export const simscript: Models;
