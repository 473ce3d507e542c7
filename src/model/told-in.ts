// The language in which the problems of evidence are told.
import { InputError } from './problem.ts'
import type { Lang } from './vocabulary.ts'

/** What was thrown over evidence that asks for `lang`: its problems are told in it. */
export const toldIn = (error: unknown, lang: Lang | undefined): unknown =>
  error instanceof InputError && error.lang === undefined ? new InputError(error.problems, error.prefix, lang) : error
