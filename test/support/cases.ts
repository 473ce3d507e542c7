// What the score tests share: one rule or a small rulebook over literal evidence, through the real evaluation.
import { conclude } from '../../src/assess.ts'
import { evaluate } from '../../src/evaluate.ts'
import type { Assessment, Finding } from '../../src/model/assessment.ts'
import type { AuditFile } from '../../src/model/audit.ts'
import type { Rule, Rulebook } from '../../src/model/rulebook.ts'
import { AS_OF, documentOf, evidenceOf, okRows, type EvidenceParts } from './evidence.ts'
import { ruleOf, rulebookOf, slotOf, text } from './rulebook.ts'

export const documents = [slotOf('policy')]
export const checks: Rule['checks'] = [{ 'one-of': { label: text('ok'), dataset: 't', column: 'v', values: ['ok'], at_least: 0.98, threshold: 'normative' } }]
export const there = [documentOf('doc', ['policy'])]
export const missing = [documentOf('doc', ['policy'], { file: 'missing' })]
export const expired = [documentOf('doc', ['policy'], { valid_until: '2026-11-20' })]
export const passing = [okRows(98, 100)]
export const failing = [okRows(97, 100)]

export const findings = (rulebook: Rulebook, parts: EvidenceParts, more: { audit?: AuditFile; previous?: Assessment; asOf?: string } = {}): Finding[] =>
  evaluate(rulebook, evidenceOf(parts), { role: 'entity', asOf: AS_OF, ...more })
export const one = (rule: Partial<Rule>, parts: EvidenceParts, more: { audit?: AuditFile; previous?: Assessment; asOf?: string } = {}): Finding =>
  findings(rulebookOf([ruleOf('ACT-02', rule)]), parts, more)[0]!
export const assessed = (rulebook: Rulebook, parts: EvidenceParts, previous?: Assessment, audit?: AuditFile): Assessment =>
  conclude(
    evidenceOf(parts),
    [{ rulebook, role: 'entity' }],
    { asOf: AS_OF, generatedAt: `${AS_OF}T00:00:00-05:00`, version: '0.0.0', previous, audit: audit && '/elsewhere/inst.yaml' },
    audit,
  )

/** What the table of docs/method.en.md says of a finding: credit (or its two ends), outcome, assurance, level, contradiction. */
export const summary = ({ credit, outcome, assurance, maturity, contradiction }: Finding) => [
  credit?.low === credit?.high ? (credit?.low ?? null) : [credit!.low, credit!.high],
  outcome,
  assurance,
  maturity,
  contradiction,
]

export const answers = { 'ACT-02': 'yes' } as const
/** A rule that may be not applicable. */
export const reasons = { not_applicable: [{ id: 'no-cloud', ...text('no cloud') }] }
