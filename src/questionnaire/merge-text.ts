// What an import did, in words: counts first, then every rule with what changed, and every cell that was not taken.
import { messages } from '../i18n/index.ts'
import type { Answer } from '../model/evidence.ts'
import type { Rule } from '../model/rulebook.ts'
import type { Lang } from '../model/vocabulary.ts'
import { visibleLine } from '../util/terminal-safe.ts'
import { wrap } from '../util/text-layout.ts'
import { FIELDS, shownFields, yesNo } from './fields.ts'
import type { Refusal, Spot } from './filled.ts'
import type { Conflict, Merge } from './merge.ts'

export interface RefusedFile {
  readonly file: string
  readonly reason: Refusal | 'institution'
  readonly detail: string
}

export interface MergeReport extends Merge {
  readonly dryRun: boolean
  readonly refused: readonly RefusedFile[]
  readonly notices: readonly string[]
}

/** The report as text of 80 columns. `rules` are those of the rulebooks in use. */
export function mergeText(report: MergeReport, rules: ReadonlyMap<string, Rule>, lang: Lang): string {
  const { questionnaire: words } = messages(lang)
  const { merge: m } = words
  const line = (text: string, indent = '  ') => `${indent}${wrap(visibleLine(text), 80 - indent.length, `${indent}  `)}`
  const name = (id: string) => `${id} ${rules.get(id)?.title[lang] ?? ''}`.trim()
  const counts = (['added', 'changed', 'removed', 'same', 'unchanged', 'kept', 'conflicts', 'rejected', 'refused'] as const).flatMap((kind) =>
    report[kind].length === 0 ? [] : [line(m[kind](report[kind].length))],
  )
  const written = (['added', 'changed', 'removed'] as const).flatMap((kind) =>
    report[kind].length === 0
      ? []
      : [
          '',
          `${m[kind](report[kind].length)}:`,
          ...report[kind].flatMap(({ rule, file, before, after }) => [
            line(`${name(rule)} (${m.from(file)}${after !== undefined && after.value === undefined ? `; ${m.noValue}` : ''})`),
            ...differences(before, after, rules.get(rule), lang).map((text) => line(text, '    ')),
          ]),
        ],
  )
  const conflicts = report.conflicts.flatMap((conflict) => [
    '',
    line(`${name(conflict.rule)}. ${m.conflict[conflict.kind]}`),
    ...sides(conflict, rules.get(conflict.rule), lang).map((text) => line(text, '    ')),
  ])
  // A question of which one cell was rejected is left as it was, whole, unless another form answers it.
  const taken = new Set([...report.added, ...report.changed, ...report.removed].map(({ rule }) => rule))
  const dropped = [...new Set(report.rejected.flatMap(({ rule }) => (rule === '' || taken.has(rule) ? [] : [rule])))].toSorted()
  const rejected = report.rejected.map(({ rule, code, spot, params }) =>
    line(`${spotText(spot, lang)}${rule === '' ? '' : ` (${rule})`}: ${words.rejections[code](params)}`),
  )
  return `${[
    m.title(report.dryRun),
    ...counts,
    ...(report.added.length + report.changed.length + report.removed.length + report.conflicts.length + report.rejected.length + report.refused.length === 0
      ? [line(m.nothing)]
      : []),
    ...(report.refused.length === 0 ? [] : ['', ...report.refused.map(({ file, reason, detail }) => line(`${file}: ${words.refusals[reason](detail)}`, ''))]),
    ...report.notices.map((notice) => line(notice, '')),
    ...written,
    ...(conflicts.length === 0
      ? []
      : ['', `${m.conflicts(report.conflicts.length)}:`, ...conflicts.slice(1), '', ...advice(report.conflicts, m).map((text) => line(text))]),
    ...(rejected.length === 0 ? [] : ['', `${m.rejected(rejected.length)}:`, ...rejected, ...(dropped.length === 0 ? [] : ['', line(m.dropped(dropped), '')])]),
  ].join('\n')}\n`
}

const advice = (conflicts: readonly Conflict[], words: { readonly prefer: string; readonly settle: string }): string[] => [
  ...(conflicts.some(({ kind }) => kind !== 'between-files') ? [words.prefer] : []),
  ...(conflicts.some(({ kind }) => kind === 'between-files') ? [words.settle] : []),
]

/** `cuestionario.xlsx, hoja SEG, D14`, or `cuestionario.csv:14, columna Nota`. */
export function spotText({ file, sheet, cell, line, column }: Spot, lang: Lang): string {
  const { place } = messages(lang).questionnaire
  if (sheet !== undefined && cell !== undefined) return place.sheet(file, sheet, cell)
  return `${file}${line === undefined ? '' : `:${line}`}${column === undefined || column === '' ? '' : `, ${place.column(column)}`}`
}

/** What each side says, of the cells in which they differ. */
function sides({ current, proposed }: Conflict, rule: Rule | undefined, lang: Lang): string[] {
  const { now, blank } = messages(lang).questionnaire.merge
  const said = [
    { who: now, cells: cellsOf(current, rule, lang) },
    ...proposed.map(({ spot, answer }) => ({ who: spotText(spot, lang), cells: cellsOf(answer, rule, lang) })),
  ]
  const differ = said[0]?.cells.flatMap(([, text], index) => (said.some(({ cells }) => cells[index]?.[1] !== text) ? [index] : [])) ?? []
  return said.map(({ who, cells }) => {
    const shown = differ.flatMap((index) => (cells[index]?.[1] ? [`${cells[index][0]}: ${clip(cells[index][1])}`] : []))
    return `${who}: ${shown.length === 0 ? blank : shown.join(' · ')}`
  })
}

const LONGEST = 160
const clip = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST).replace(/[\uD800-\uDBFF]$/, '')}…` : text)

/** Cell by cell what an answer becomes. */
function differences(before: Answer | undefined, after: Answer | undefined, rule: Rule | undefined, lang: Lang): string[] {
  const { blank } = messages(lang).questionnaire.merge
  const was = new Map(cellsOf(before, rule, lang))
  const shown = (text: string | undefined) => (text === undefined || text === '' ? blank : clip(text))
  return cellsOf(after, rule, lang).flatMap(([name, text]) => {
    const old = was.get(name)
    if ((old ?? '') === text) return []
    return [before === undefined ? `${name}: ${shown(text)}` : `${name}: ${shown(old)} → ${shown(text)}`]
  })
}

function cellsOf(answer: Answer | undefined, rule: Rule | undefined, lang: Lang): [string, string][] {
  const { columns } = messages(lang).questionnaire
  const shown = shownFields(answer, rule ?? {}, lang)
  return [
    ...FIELDS.map((field): [string, string] => [columns[field], shown[field]]),
    ...(rule?.criteria ?? []).map((item): [string, string] => [item[lang], yesNo(answer?.criteria?.[item.id], lang)]),
  ]
}
