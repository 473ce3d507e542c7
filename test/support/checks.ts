// Runs one check over literal tables.
import { runCheck, type CheckWorld } from '../../src/checks/run-check.ts'
import type { CheckResult } from '../../src/model/assessment.ts'
import type { Dataset } from '../../src/model/evidence.ts'
import { AS_OF } from './evidence.ts'
import { TABLE, complete, text } from './rulebook.ts'

export const run = (kind: string, options: object, datasets: readonly Dataset[], world: Partial<CheckWorld> = {}): CheckResult =>
  runCheck(complete({ [kind]: { label: text('label'), ...options } }), {
    datasets: Object.fromEntries(datasets.map((dataset) => [dataset.id, dataset])),
    defs: [TABLE, { ...TABLE, id: 'u' }],
    asOf: AS_OF,
    period: 2026,
    extraHolidays: [],
    slotIsCurrent: () => false,
    ...world,
  })

/** Counts, state, and the lines of the rows to blame. */
export const measure = ({ good, total, state, failed }: CheckResult) => [good, total, state, (failed?.rows ?? []).map(({ line }) => line)]
