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
