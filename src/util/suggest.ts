// "Did you mean …?": the nearest known word, if it is near enough to be a slip of the hand.
import { distance } from 'fastest-levenshtein'

/** The nearest other word, when it takes at most a third of its letters, or two, to come from one to the other. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > 80) return undefined
  let best: { candidate: string; edits: number } | undefined
  for (const candidate of candidates.toSorted()) {
    if (candidate === word) continue
    const edits = distance(word.toLowerCase(), candidate.toLowerCase())
    if (!best || edits < best.edits) best = { candidate, edits }
  }
  return best && best.edits <= slips(word, best.candidate) ? best.candidate : undefined
}

/** Of up to four letters, two that are others leave another word; two that changed places do not. */
function slips(word: string, candidate: string): number {
  if (candidate.length <= 4 && letters(word) !== letters(candidate)) return 1
  return Math.max(2, Math.floor(candidate.length / 3))
}

const letters = (word: string): string => [...word.toLowerCase()].toSorted().join('')
