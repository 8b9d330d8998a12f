/** Numbers and times as people read them. The same on every machine: no locale is asked. */

/** `3 min 50.1 s`, `20.1 s`, `101 ms`, `0 s`. */
export function duration(seconds: number): string {
  const length = Math.abs(seconds);
  const sign = seconds < 0 ? "−" : "";
  if (length === 0) return "0 s";
  if (length < 0.000_95) return `${sign}${trimmed(length * 1e6, 0)} µs`;
  if (length < 0.999_5) return `${sign}${trimmed(length * 1000, length < 0.01 ? 1 : 0)} ms`;
  if (length < 59.95) return `${sign}${trimmed(length, 1)} s`;
  return sign + inParts(Math.round(length));
}

function inParts(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor(seconds / 3_600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(" ");
}

export function millis(milliseconds: number | null): string {
  return milliseconds === null ? "—" : duration(milliseconds / 1000);
}

/** `85.13 %`; what is not all is never rounded to 100 %. */
export function share(fraction: number | null): string {
  if (fraction === null) return "—";
  const percent = trimmed(fraction * 100, 2);
  return fraction < 1 && percent === "100" ? "> 99.99 %" : `${percent} %`;
}

/** `22,980`; with as many decimals as tell something. */
export function number(value: number | null): string {
  if (value === null) return "—";
  const size = Math.abs(value);
  return trimmed(value, size >= 100 ? 0 : size >= 1 ? 2 : 4);
}

/** A figure with the unit that results name: `s`, `ms`, `MiB`, `share`, `count`, `bytes`; or `points` of a hundred. */
export function quantity(value: number | null, unit: string): string {
  if (value === null) return "—";
  if (unit === "s") return duration(value);
  if (unit === "ms") return millis(value);
  if (unit === "points") return `${trimmed(value * 100, 2)} points`;
  if (unit === "share")
    return Math.abs(value) < 0.01 && value !== 0 ? `${trimmed(value * 100, 4)} %` : share(value);
  return unit === "count" || unit === "" ? number(value) : `${number(value)} ${unit}`;
}

/** `1 connection`, `2 connections`. */
export function counted(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** `a, b and c`. */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1) ?? ""}`;
}

/** Cut with a mark, so that no text of a user's fills a report. */
export function clip(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/** `5:00`, `1:05:00`: a time of the run, as the clock of the run shows it. */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const [hours, minutes] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60];
  const two = (part: number): string => String(part).padStart(2, "0");
  const fraction = Math.round((seconds - whole) * 1000);
  const rest =
    two(whole % 60) + (fraction === 0 || fraction === 1000 ? "" : `.${String(fraction).padStart(3, "0")}`);
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${two(minutes)}:${rest}`;
}

function trimmed(value: number, decimals: number): string {
  const [whole = "", fraction = ""] = Math.abs(value).toFixed(decimals).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const decimalsLeft = fraction.replace(/0+$/, "");
  const text = decimalsLeft === "" ? grouped : `${grouped}.${decimalsLeft}`;
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}
