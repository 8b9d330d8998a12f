/** How far a run is, on a terminal, once it has taken a second. */
import type { CommandIo } from "../io.js";

const PATIENCE_MS = 1_000;
const DISTANCE_MS = 200;

export class Progress {
  private readonly startedAt: number;
  private shownAt = 0;
  private isShown = false;

  constructor(private readonly io: Pick<CommandIo, "err" | "errIsTerminal" | "now">) {
    this.startedAt = io.now();
  }

  /** `done` from 0 to 1. */
  onProgress(done: number): void {
    const now = this.io.now();
    if (!this.io.errIsTerminal || now - this.startedAt < PATIENCE_MS || now - this.shownAt < DISTANCE_MS)
      return;
    this.shownAt = now;
    this.isShown = true;
    this.io.err(`\r${(done * 100).toFixed(0).padStart(3)} % simulated`);
  }

  /** Wipes the line; without it the story would begin behind it. */
  end(): void {
    if (this.isShown) this.io.err("\r\u001b[K");
    this.isShown = false;
  }

  get seconds(): number {
    return (this.io.now() - this.startedAt) / 1_000;
  }
}
