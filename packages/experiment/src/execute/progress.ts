/** How far a study has come: counted in chunks, with the rate of this session and the time left at that rate. */
export interface StudyProgress {
  readonly done: number;
  readonly total: number;
  /** Of those done: found finished, not computed in this session. */
  readonly reused: number;
  /** Found damaged, and computed again: what was wrong with each. */
  readonly damaged: readonly string[];
  /** Replications a second; null until the first chunk is done. */
  readonly rate: number | null;
  readonly secondsLeft: number | null;
}

export class ProgressMeter {
  private computed = 0;
  private replications = 0;
  private readonly begun = performance.now();

  constructor(
    private readonly total: number,
    private readonly reused: number,
    private readonly damaged: readonly string[],
    private readonly replicationsLeft: number,
  ) {}

  onChunk(replications: number): StudyProgress {
    this.computed += 1;
    this.replications += replications;
    return this.now;
  }

  get now(): StudyProgress {
    const { total, reused, damaged, computed } = this;
    const seconds = (performance.now() - this.begun) / 1000;
    const rate = computed === 0 || seconds === 0 ? null : this.replications / seconds;
    const left = Math.max(0, this.replicationsLeft - this.replications);
    return {
      done: reused + computed,
      total,
      reused,
      damaged,
      rate,
      secondsLeft: rate === null ? null : left / rate,
    };
  }
}
