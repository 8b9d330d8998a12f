/** How far a study is: chunks, rate and time left, on a terminal; what was found damaged and what delays it, always. */
import type { StudyProgress } from "@sysplex/experiment";
import type { CommandIo } from "../io.js";
import { printable } from "../plain-text.js";

const DISTANCE_MS = 200;

export class StudyMeter {
  private shownAt = -Infinity;
  private isShown = false;
  private readonly told = new Set<string>();

  constructor(private readonly io: Pick<CommandIo, "err" | "errIsTerminal" | "now">) {}

  onProgress(progress: StudyProgress): void {
    for (const damage of progress.damaged) this.tell(damage);
    const now = this.io.now();
    if (!this.io.errIsTerminal || now - this.shownAt < DISTANCE_MS) return;
    this.shownAt = now;
    this.isShown = true;
    this.io.err(`\r\u001b[K${progressText(progress)}`);
  }

  /** A line that stays; the same one once only. */
  tell(text: string): void {
    if (this.told.has(text)) return;
    this.told.add(text);
    this.end();
    this.io.err(`sysplex: ${printable(text)}\n`);
  }

  /** Wipes the line. */
  end(): void {
    if (this.isShown) this.io.err("\r\u001b[K");
    this.isShown = false;
  }
}

/** `12 of 40 chunks, 4 of them before; 35.2 replications/s, 1:20 left` */
export function progressText({ done, total, reused, rate, secondsLeft }: StudyProgress): string {
  const before = reused === 0 ? "" : `, ${reused} of them before`;
  const speed =
    rate === null || secondsLeft === null
      ? ""
      : `; ${rate.toFixed(rate < 10 ? 1 : 0)} replications/s, ${timeText(secondsLeft)} left`;
  return `${done} of ${total} chunks${before}${speed}`;
}

/** `0:07`, `1:20`, `2:05:00`. */
function timeText(seconds: number): string {
  const whole = Math.ceil(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const two = (value: number): string => String(value).padStart(2, "0");
  return hours === 0 ? `${minutes}:${two(whole % 60)}` : `${hours}:${two(minutes)}:${two(whole % 60)}`;
}
