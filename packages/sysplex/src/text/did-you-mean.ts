import { distance } from "fastest-levenshtein";

/** The candidate nearest to a mistyped word, if one is near enough to be meant; ties go to the earlier candidate. */
export function didYouMean(word: string, candidates: readonly string[]): string | undefined {
  const allowed = Math.max(1, Math.floor(word.length / 3));
  let best: { candidate: string; edits: number } | undefined;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > allowed) continue;
    const edits = distance(word.toLowerCase(), candidate.toLowerCase());
    if (edits <= allowed && (best === undefined || edits < best.edits)) best = { candidate, edits };
  }
  return best?.candidate;
}

/** The end of a diagnostic's text: asks for the candidate, if there is one. */
export function maybe(meant: string | undefined): string {
  return meant === undefined ? "" : `; did you mean ${meant}?`;
}
