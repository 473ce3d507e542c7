// Where a gap stands in the repository: the row, the register entry or the answer that is to blame. Pure.
import type { Assessment, Finding } from './model/assessment.ts'
import type { Location } from './model/finding.ts'

/**
 * The place to show for a finding, always in a file of the repository: the line on which a table cannot be read, else the first
 * failing row of its data, else the register entry of a document that does not prove, else the answer; unanswered, line 1 of
 * the answer file of its topic, else the `rulebooks` line.
 */
export function locationOf({ checks, slots, locations, topic }: Finding, assessment: Assessment): Location {
  const unread = checks.find(({ reason }) => reason === 'dataset-error')
  // Not always the check's own table: it may be the second one that it reads.
  const [unreadFile, , unreadLine = 1] = unread?.detail ?? []
  if (unreadFile !== undefined) return { file: unreadFile, line: Math.max(1, Number(unreadLine)) }
  const row = checks.find(({ state, file, failed }) => state === 'failed' && file !== undefined && (failed?.rows[0]?.line ?? 0) > 0)
  if (row?.file !== undefined && row.failed?.rows[0]) return { file: row.file, line: row.failed.rows[0].line }
  const blamed = slots.find(({ state, document }) => document !== undefined && state !== 'current' && state !== 'not-provided')
  const entry = assessment.documents.find(({ id }) => id === blamed?.document)?.locations[0]
  const answered = assessment.locations.answers[topic]
  return entry ?? locations[0] ?? (answered === undefined ? assessment.locations.rulebooks : { file: answered, line: 1 })
}
