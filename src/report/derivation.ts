// From the terms of one finding to its credit and its part in the index, for redoing the sum by hand.
import { formatCredit, formatPoints } from '../i18n/format.ts'
import { messages } from '../i18n/index.ts'
import type { Finding, RulebookResult } from '../model/assessment.ts'
import type { Lang } from '../model/vocabulary.ts'

/** Every term of a finding's credit and of its part in the index, a line each. */
export function derivation(finding: Finding, result: RulebookResult, lang: Lang): string[] {
  const { explain: words, findings: terms, report } = messages(lang)
  if (finding.removed) return [words.removed]
  const { claim, measured, base, factor, proof, normative, verdict } = finding.terms
  const points = (value: number | undefined, otherwise: string) => (value === undefined ? otherwise : formatPoints(value, lang))
  const open = finding.credit === null || finding.credit.low !== finding.credit.high
  const credit = formatCredit(finding.credit, lang, words.absent)
  const exact = finding.credit === null || open ? credit : formatPoints(finding.credit.low, lang)
  const answer = finding.answer?.value === undefined ? words.noAnswer : terms.answer[finding.answer.value]
  const share = finding.text.duty === undefined ? 1 : result.findings.filter((other) => other.text.duty === finding.text.duty).length
  const topic = result.topics.find((candidate) => candidate.id === finding.topic)?.factor ?? 0
  const sum = result.findings
    .filter((other) => other.credit !== null && (other.obligation === 'must') === (finding.obligation === 'must'))
    .reduce((total, other) => total + other.weight, 0)
  return [
    `${words.claim}: ${claim === undefined ? answer : `${answer} = ${points(claim, '')}`}`,
    `${words.measured}: ${points(measured, finding.checks.length === 0 ? words.noChecks : words.unmeasured)}`,
    `${words.base}: ${points(base, words.absent)}`,
    `${words.factor}: ${points(factor, '')} (${terms.proof[proof].toLowerCase()})`,
    ...(finding.unaudited === undefined ? [] : [`${report.audit.explain.alone}: ${formatCredit(finding.unaudited, lang, words.absent)}`]),
    ...(verdict === undefined ? [] : [words.verdict(terms.verdict[verdict])]),
    `${verdict === undefined ? words.credit : words.creditByVerdict}: ${exact}`,
    ...(open ? [words.range] : []),
    ...(!open && normative !== finding.credit?.low ? [words.normative(formatPoints(normative, lang))] : []),
    `${words.declaredCredit}: ${formatCredit(finding.declared, lang, words.absent)}`,
    `${words.weight}: ${words.weightOf(result.method.weights[finding.severity], topic, result.weightScale, share, finding.weight)}`,
    words.contribution(exact, finding.weight, sum),
  ]
}
