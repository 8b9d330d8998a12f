/** Middle, smallest and largest of a few measurements. */
export function spreadOf(values) {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** `3.17 (3.13–3.51)`; three figures. */
export function spreadText({ median, min, max }) {
  return `${figures(median)} (${figures(min)}–${figures(max)})`;
}

function figures(value) {
  return value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2);
}
