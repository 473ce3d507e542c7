// Texts that many cells of a workbook have, written once and named by their number: outcomes, requirements, institutions.

/** Digests, and what only one cell says, would fill the list with what nobody names twice. */
const MAX_LETTERS = 40
/** A list in memory: later texts are written in their cells. */
const MAX_TEXTS = 20_000

export interface SharedStrings {
  /** The number of an escaped text, or undefined when it is to stand in its cell. */
  readonly indexOf: (text: string) => number | undefined
  /** The items of the list, in the order of their numbers. */
  readonly texts: () => readonly string[]
}

/** An empty list. The same texts in the same order get the same numbers. */
export function sharedStrings(): SharedStrings {
  const known = new Map<string, number>()
  return {
    indexOf: (text) => {
      if (text.length > MAX_LETTERS) return undefined
      const found = known.get(text)
      if (found !== undefined || known.size === MAX_TEXTS) return found
      known.set(text, known.size)
      return known.size - 1
    },
    texts: () => [...known.keys()],
  }
}
