// The list of checks. Adding a kind is one file and one line here.
import type { AnyCheck } from './define-check.ts'
import complete from './complete.ts'
import count from './count.ts'
import coverage from './coverage.ts'
import cross from './cross.ts'
import current from './current.ts'
import exists from './exists.ts'
import expression from './expression.ts'
import oneOf from './one-of.ts'
import unique from './unique.ts'

export const CHECKS: readonly AnyCheck[] = [complete, count, coverage, cross, current, exists, expression, oneOf, unique]

export const checkOf = (kind: string): AnyCheck | undefined => CHECKS.find((check) => check.kind === kind)
