// The shape of words about a problem: what is wrong, and what to do next.
export type Params = Readonly<Record<string, string | number>>
export interface ProblemWords {
  readonly what: (p: Params) => string
  readonly next: (p: Params) => string
}

export const says = (what: (p: Params) => string, next: (p: Params) => string): ProblemWords => ({ what, next })
