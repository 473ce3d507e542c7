// The shape of words about a problem: what is wrong, and what to do next.
import { formNamed, type FormName } from '../model/basics.ts'

export type Params = Readonly<Record<string, string | number>>
export interface ProblemWords {
  readonly what: (p: Params) => string
  readonly next: (p: Params) => string
}

export const says = (what: (p: Params) => string, next: (p: Params) => string): ProblemWords => ({ what, next })

/** The form that an expression stands for, in the words of a language; what has none stays as it is. */
export const formIn =
  (words: Readonly<Record<FormName, string>>) =>
  (pattern: string | number | undefined): string => {
    const name = formNamed(String(pattern))
    return name ? words[name] : String(pattern)
  }

/** A table that cannot be read, as an assessment tells it: its code may be of a later version. */
export interface TableTrouble {
  readonly code: string
  readonly line: number
  readonly detail: string
}

/** The entry of a table of words, when it has one for the code. */
export const byCode = <Word>(words: Readonly<Record<string, Word>>, code: string): Word | undefined => (Object.hasOwn(words, code) ? words[code] : undefined)
