// An expression of a rulebook that cannot be used, told where in its text it goes wrong.
import { checkExpression } from '../util/check-expression.ts'
import type { Scope } from '../util/expression.ts'
import type { Report } from './reporter.ts'

export function lintExpression(report: Report, path: readonly PropertyKey[], source: string, scope: Scope): void {
  const wrong = checkExpression(source, scope)
  if (wrong) report(wrong.code, path, wrong.params, wrong.start)
}
