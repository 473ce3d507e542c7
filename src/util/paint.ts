// Colours for a terminal as functions of text, one colour for one meaning. Only `cli/` knows real ones.

/** Colours for the terminal. */
export interface Paint {
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly blue: (text: string) => string
  readonly green: (text: string) => string
  readonly yellow: (text: string) => string
  readonly red: (text: string) => string
}

const same = (text: string): string => text
/** No colours at all. */
export const PLAIN: Paint = { bold: same, dim: same, blue: same, green: same, yellow: same, red: same }
