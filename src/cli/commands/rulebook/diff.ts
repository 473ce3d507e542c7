// `cumple rulebook diff A B`: what changed, rule by rule, with the texts.
import { messages } from '../../../i18n/index.ts'
import type { Lang } from '../../../model/vocabulary.ts'
import { wrap } from '../../../util/text-layout.ts'
import { diffRulebooks, type Difference } from '../../../rulebook/diff.ts'
import { terminalSafe } from '../../../util/terminal-safe.ts'
import type { Session } from '../../io.ts'
import { findRulebooks } from './find.ts'

export async function diff(a: string, b: string, session: Session, lang: Lang): Promise<void> {
  const w = messages(lang).rulebooks.diff
  const [before, after] = await findRulebooks([a, b], session, lang)
  if (!before || !after) return
  const { added, removed, changed, head } = diffRulebooks(before, after)
  const title = (id: string) => terminalSafe([...after.rules, ...before.rules].find((rule) => rule.id === id)?.title[lang] ?? '')
  const named = (heading: string, ids: readonly string[]) => (ids.length === 0 ? [] : [`${heading}:`, ...ids.map((id) => `  ${id}  ${title(id)}`), ''])
  const told = ({ path, was, now }: Difference) => [
    `    ${path}`,
    ...(was === undefined ? [] : [`      ${w.was}: ${wrap(terminalSafe(was), 72, '        ')}`]),
    ...(now === undefined ? [] : [`      ${w.now}: ${wrap(terminalSafe(now), 72, '        ')}`]),
  ]
  const lines = [
    ...named(w.added, added),
    ...named(w.removed, removed),
    ...(changed.length === 0
      ? []
      : [`${w.changed}:`, ...changed.flatMap(({ rule, differences }) => [`  ${rule}  ${title(rule)}`, ...differences.flatMap(told)]), '']),
    ...(head.length === 0 ? [] : [`${w.method}:`, ...head.flatMap(told), '']),
  ]
  const name = (rulebook: { id: string; version: string }) => `${rulebook.id} ${rulebook.version}`
  const text = lines.length === 0 ? [w.same(a, b), ''] : [`${name(before)} → ${name(after)}`, '', ...lines]
  await session.io.stdout(`${text.join('\n').trimEnd()}\n`)
}
