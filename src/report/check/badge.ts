// The JSON that a badge service reads (shields.io, endpoint badge).
import { formatRange } from '../../i18n/format.ts'
import { messages } from '../../i18n/index.ts'
import { logJson } from '../escape.ts'
import { countsOf } from './counts.ts'
import type { CheckFormat, CheckInput } from './format.ts'

export default {
  fileName: 'badge.json',
  render: (input) => logJson({ schemaVersion: 1, label: messages(input.lang).gate.badge.label, ...messageOf(input) }),
} satisfies CheckFormat

function messageOf(input: CheckInput): { message: string; color: string } {
  const { badge, counts } = messages(input.lang).gate
  const { assessment, verdict, lang } = input
  if (assessment.results.every(({ coverage }) => coverage.answeredOrMeasured === 0))
    return { message: badge.nothing, color: verdict.passed ? 'lightgrey' : 'red' }
  const { failures, gaps } = countsOf(input)
  const parts = [verdict.passed ? badge.passed : `${badge.failed}: ${counts.failures(failures)}`, ...index(input), counts.gaps(gaps)]
  return { message: parts.join(' · '), color: verdict.passed ? (gaps === 0 ? 'brightgreen' : 'green') : 'red' }

  /** Several rulebooks have no index in common. */
  function index({ assessment: { results } }: CheckInput): string[] {
    const [only, ...more] = results
    if (!only || more.length > 0) return []
    const range = only.scores.compliance ?? only.scores.goodPractice
    return range === null ? [] : [formatRange(range, lang, '')]
  }
}
