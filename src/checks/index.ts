// The list of checks. Adding a kind is one file and one line here.
import type { AnyCheck } from './define-check.ts'
import complete from './complete.ts'
import count from './count.ts'
import coverage from './coverage.ts'
import cross from './cross.ts'
import current from './current.ts'
import exists from './exists.ts'
import deadline from './deadline.ts'
import expression from './expression.ts'
import forbiddenPattern from './forbidden-pattern.ts'
import hash from './hash.ts'
import oneOf from './one-of.ts'
import unique from './unique.ts'
import yearly from './yearly.ts'

export const CHECKS: readonly AnyCheck[] = [
  complete,
  count,
  coverage,
  cross,
  current,
  deadline,
  exists,
  expression,
  forbiddenPattern,
  hash,
  oneOf,
  unique,
  yearly,
]

export const checkOf = (kind: string): AnyCheck | undefined => CHECKS.find((check) => check.kind === kind)
