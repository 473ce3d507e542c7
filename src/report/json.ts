// The assessment itself: keys in code-unit order, two spaces, a final newline.
import type { Assessment, CheckResult, FailedRow } from '../model/assessment.ts'
import { prettyBytes } from '../util/json-bytes.ts'
import type { Format } from './format.ts'

export default {
  extension: 'json',
  fileName: 'assessment.json',
  render: (assessment, { publishable }) => `${prettyBytes(publishable === true ? withoutSensitive(assessment) : assessment).toString()}\n`,
} satisfies Format

/** The assessment without the values of sensitive columns, for what leaves the institution. */
function withoutSensitive(assessment: Assessment): Assessment {
  const clean = (row: FailedRow): FailedRow => {
    const { value: _value, ...rest } = row
    return rest
  }
  const rows = (check: CheckResult): CheckResult =>
    check.failed ? { ...check, failed: { ...check.failed, rows: check.failed.rows.map((row) => (row.sensitive ? clean(row) : row)) } } : check
  const results = assessment.results.map((result) => ({
    ...result,
    findings: result.findings.map((finding) => ({ ...finding, checks: finding.checks.map(rows) })),
  }))
  return { ...assessment, results }
}

/** Keys in code-unit order, all the way down. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  const source = value as Readonly<Record<string, unknown>>
  const target: Record<string, unknown> = {}
  for (const key of Object.keys(source).toSorted()) target[key] = sorted(source[key])
  return target
}
