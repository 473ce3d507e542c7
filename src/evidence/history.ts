// Earlier answers: one JSON line for each that was replaced, appended and never rewritten; outside every digest.
import { join } from 'node:path'
import { Answer, answerAlone, type AnswerRecord, type EarlierAnswer } from '../model/evidence.ts'
import { RuleId } from '../model/scalars.ts'
import { instantOf } from '../util/moment.ts'
import { utf8Text } from '../util/utf8.ts'
import { readInside } from './inside.ts'

export const HISTORY_FILE = 'answers/history.jsonl'
const MAX_HISTORY_BYTES = 16_000_000

/** The line that keeps an answer which stood until the moment `until`. */
export const historyLine = (rule: string, earlier: AnswerRecord, until: string): string => JSON.stringify({ rule, until, ...answerAlone(earlier) })

/** Whether a new answer takes back something that the earlier one said: what only adds (a note, a date, one more tick) does not. */
export function takesBack(earlier: AnswerRecord, answer: Answer | undefined): boolean {
  const { by, at: _at, criteria = {}, documents = [], ...said } = answerAlone(earlier)
  const next: Readonly<Record<string, unknown>> = answer ?? {}
  return (
    (by !== undefined && said.value !== undefined && answer?.by !== by) ||
    Object.entries(said).some(([key, value]) => next[key] !== value) ||
    Object.entries(criteria).some(([id, ticked]) => ticked && answer?.criteria?.[id] !== true) ||
    documents.some((id) => answer?.documents?.includes(id) !== true)
  )
}

/** Earlier answers by rule, the oldest first. A line that cannot be read (a torn last one, a hand's mistake) says nothing and stays where it is. */
export function readHistory(root: string): Readonly<Record<string, readonly EarlierAnswer[]>> {
  const file = readInside(root, join(root, HISTORY_FILE), MAX_HISTORY_BYTES)
  const text = file.ok ? utf8Text(file.bytes) : undefined
  if (text === undefined) return {}
  const found = new Map<string, EarlierAnswer[]>()
  for (const line of text.split('\n')) {
    const earlier = parse(line)
    if (!earlier) continue
    const list = found.get(earlier.rule) ?? []
    // A crash or a full disk between history and answer leaves the same answer twice, replaced at two moments.
    if (said(list.at(-1)) !== said(earlier.answer)) list.push(earlier.answer)
    found.set(earlier.rule, list)
  }
  return Object.fromEntries([...found].map(([rule, list]) => [rule, list.toSorted((a, b) => (instantOf(a.until) ?? 0) - (instantOf(b.until) ?? 0))]))
}

const said = (answer: EarlierAnswer | undefined): string => JSON.stringify({ ...answer, until: '' })

function parse(line: string): { rule: string; answer: EarlierAnswer } | undefined {
  try {
    const { rule, until, ...said } = JSON.parse(line) as { rule: unknown; until: unknown }
    const [id, answer] = [RuleId.safeParse(rule), Answer.safeParse(said)]
    if (!id.success || !answer.success || typeof until !== 'string' || !/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?$/.test(until))
      return undefined
    const { value, note, by: person, at } = answer.data
    return {
      rule: id.data,
      answer: {
        until,
        ...(value === undefined ? {} : { value }),
        ...(note === undefined ? {} : { note }),
        ...(person === undefined ? {} : { by: person }),
        ...(at === undefined ? {} : { at }),
      },
    }
  } catch {
    return undefined
  }
}
