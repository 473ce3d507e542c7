// The six numbers that every output of `check` tells, counted in one place.
import { messages } from '../../i18n/index.ts'
import { IS_GAP } from '../../model/basics.ts'
import type { Lang } from '../../model/vocabulary.ts'
import type { CheckInput } from './format.ts'

export interface Counts {
  /** Findings that are partial, unmet, unknown or error, the waived among them. */
  readonly gaps: number
  /** Of the gaps, those of which nothing is known yet. */
  readonly unknown: number
  /** Reasons of the gate, not rules: one rule may fail for several. */
  readonly failures: number
  readonly warnings: number
  readonly waived: number
  readonly notApplicable: number
}

export function countsOf({ assessment, verdict }: Pick<CheckInput, 'assessment' | 'verdict'>): Counts {
  const findings = assessment.results.flatMap((result) => result.findings)
  const failures = verdict.reasons.filter(({ level }) => level === 'error').length
  return {
    gaps: findings.filter(({ outcome }) => IS_GAP[outcome]).length,
    unknown: findings.filter(({ outcome }) => outcome === 'unknown').length,
    failures,
    warnings: verdict.reasons.length - failures,
    waived: findings.filter(({ outcome, waiver }) => waiver !== undefined && IS_GAP[outcome]).length,
    notApplicable: findings.filter(({ outcome }) => outcome === 'not-applicable').length,
  }
}

/** `3 fallas, 12 avisos; 40 brechas (30 sin determinar, 2 con excepción justificada); 5 requisitos no aplican.` */
export function totalsOf({ failures, warnings, gaps, unknown, waived, notApplicable }: Counts, lang: Lang): string {
  const { counts: w, totals } = messages(lang).gate
  return totals(w.failures(failures), w.warnings(warnings), w.gaps(gaps), [w.unknown(unknown), w.waived(waived)].join(', '), w.notApplicable(notApplicable))
}
