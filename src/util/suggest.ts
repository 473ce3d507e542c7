// "Did you mean …?": the nearest known word, if it is near enough to be a slip of the hand.
import { distance } from 'fastest-levenshtein'

/** The nearest candidate at an edit distance of at most a third of its length (2 for short words), or undefined. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > 80) return undefined
  let best: { candidate: string; edits: number } | undefined
  for (const candidate of candidates.toSorted()) {
    const edits = distance(word.toLowerCase(), candidate.toLowerCase())
    if (!best || edits < best.edits) best = { candidate, edits }
  }
  return best && best.edits <= Math.max(2, Math.floor(best.candidate.length / 3)) ? best.candidate : undefined
}
