// Several rulebooks at a glance: one line each, for the head of the institution. Scores stand side by side and are never mixed.
import { number, paragraph, row, section, tableBlock, text } from './blocks.ts'
import type { Context } from './context.ts'
import { summaryOf } from './decision.ts'
import type { OverviewLine, Section } from './types.ts'

/** One line per rulebook; none when there is only one, whose own page says it all. */
export function overviewOf(contexts: readonly Context[]): readonly OverviewLine[] {
  if (contexts.length < 2) return []
  return contexts.map((context) => {
    const { panel, title, sentences } = summaryOf(context)
    const { decision: w } = context.words
    const figure = (label: string) => panel?.figures.find((item) => item.label === label)
    const [grade, coverage] = [figure(w.grade), figure(w.coverage) ?? panel?.minor.find(({ label }) => label === w.coverage)]
    return {
      title,
      label: panel?.label ?? '',
      value: panel?.value ?? context.words.notCalculable,
      declared: figure(w.declared)?.value ?? '—',
      evidenced: figure(context.words.audit.evidenced)?.value ?? null,
      grade: grade === undefined ? (sentences[0] ?? '') : grade.note === '' ? grade.value : `${grade.value} (${grade.note})`,
      coverage: coverage?.value ?? '—',
    }
  })
}

export function overviewSections(contexts: readonly Context[]): readonly Section[] {
  const lines = overviewOf(contexts)
  const w = contexts[0]?.words.overview
  if (lines.length === 0 || !w) return []
  const audited = lines.some(({ evidenced }) => evidenced !== null)
  return [
    section(2, 'conjunto', w.title, [
      paragraph(w.intro),
      tableBlock(
        w.title,
        [`${w.rulebook}*`, `${w.index}#`, ...(audited ? [`${contexts[0]?.words.audit.evidenced ?? ''}#`] : []), `${w.declared}#`, w.grade, `${w.coverage}#`],
        lines.map(({ title, label, value, evidenced, declared, grade, coverage }) =>
          row([text(title, label), number(value), ...(audited ? [number(evidenced ?? '—')] : []), number(declared), text(grade), number(coverage)]),
        ),
        false,
      ),
    ]),
  ]
}
