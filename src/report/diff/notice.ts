// What is to be known before reading what changed, in words. Texts are not escaped yet.
import { formatDate } from '../../i18n/format.ts'
import { messages } from '../../i18n/index.ts'
import type { Notice } from '../../model/diff.ts'
import type { Lang } from '../../model/vocabulary.ts'

const DATED: ReadonlySet<Notice['id']> = new Set(['dates-reversed'])

/** A notice as a sentence. */
export function noticeText({ id, params }: Notice, lang: Lang): string {
  const { diff, findings } = messages(lang)
  const kinds: Readonly<Record<string, string>> = findings.institutionKind
  const name = (value: unknown): unknown => {
    if (typeof value !== 'string') return value
    if (DATED.has(id)) return formatDate(value, lang)
    return id === 'other-kind' ? (kinds[value] ?? value) : value
  }
  const named = Object.fromEntries(Object.entries(params).map(([key, value]) => [key, name(value)]))
  return (diff.notice[id] as (params: unknown) => string)(named)
}
