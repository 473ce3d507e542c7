// Which tables the checks of a rule read, for whoever looks at a rule without running it.
import type { CheckUse } from '../model/rulebook.ts'
import { checkOf } from './index.ts'

/** Ids of the tables, once each, in the order in which the checks name them. */
export const tablesOf = (checks: readonly CheckUse[]): readonly string[] => [
  ...new Set(checks.flatMap((use) => Object.entries(use).flatMap(([kind, options]) => (checkOf(kind)?.needs(options) ?? []).map(({ dataset }) => dataset)))),
]
