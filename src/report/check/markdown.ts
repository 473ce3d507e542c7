// `check` for a comment in a forge or the summary of a CI step: the verdict first, every reason with its place, nothing that is not escaped.
import { formatRange } from '../../i18n/format.ts'
import { messages, type Messages } from '../../i18n/index.ts'
import { logText, markdownCode, markdownText } from '../escape.ts'
import { clip } from '../view/context.ts'
import { countsOf, totalsOf } from './counts.ts'
import type { CheckFormat, CheckInput } from './format.ts'
import { inRepository, isNameless, placeOf, verdictOf, worstFirst, type Note } from './notes.ts'
import { firstSteps, heading, standing } from './sections.ts'
import { incomparableSentences } from './words.ts'

/** GitHub refuses a comment of more than 65,536 characters; a step's summary may have 1 MiB. */
const LONGEST = 65_000
const LONGEST_PLACE = 300
const LONGEST_FOUND = 900

export default {
  fileName: 'check.md',
  render: (input) => {
    const notes = worstFirst(input.notes)
    const whole = document(notes, input, { found: true, most: Infinity })
    if (whole.length <= LONGEST) return whole
    // First without what was found, then with fewer warnings, then with fewer of everything: check.json holds all of it.
    for (let most = notes.length; most > 8; most = Math.floor(most * 0.8)) {
      const shorter = document(notes, input, { found: false, most })
      if (shorter.length <= LONGEST) return shorter
    }
    return document(notes, input, { found: false, most: 8 })
  },
} satisfies CheckFormat

interface Room {
  /** Whether failures tell what was found, besides why they fail. */
  readonly found: boolean
  /** Most entries of one list. */
  readonly most: number
}
type Words = Messages['gate']

const md = (text: string): string => markdownText(logText(text))
const code = (text: string): string => markdownCode(logText(text))
const placed = (note: { readonly location: Note['location'] }, input: CheckInput): string =>
  code(clip(placeOf(inRepository(note.location, input)), LONGEST_PLACE))

function document(notes: readonly Note[], input: CheckInput, room: Room): string {
  const { assessment, verdict, lang } = input
  const words = messages(lang).gate
  const parts = [
    `## ${verdict.passed ? '●' : '×'} ${md(verdictOf(input))}: ${md(clip(assessment.institution.name))}`,
    md(heading(input)),
    `**${md(totalsOf(countsOf(input), lang))}**`,
    ...failures(notes, input, room, words),
    ...warnings(notes, input, room, words),
    ...section(
      words.better,
      standing(verdict.better, input).map(({ rule, title }) => `- ${code(rule)} ${md(title)}`),
      room,
      words,
    ),
    ...section(
      words.incomparableTitle,
      incomparableSentences(input).map((text) => `- ${md(text)}`),
      room,
      words,
    ),
    ...section(
      words.waivedTitle,
      standing('waived', input).map(({ rule, title, until = '' }) => `- ${code(rule)} ${md(title)} · ${md(words.waivedUntil(until))}`),
      room,
      words,
    ),
    ...section(
      words.first,
      firstSteps(notes, input).map(({ action, of }, index) => `${index + 1}. ${md(action)}${of ? ` (${code(of.rule)})` : ''}`),
      room,
      words,
    ),
    ...indices(input, words),
  ]
  return `${parts.join('\n\n')}\n`
}

function section(title: string, lines: readonly string[], { most }: Room, words: Words): string[] {
  if (lines.length === 0) return []
  const more = lines.length > most ? [`- ${md(words.moreIn(lines.length - most))}`] : []
  return [`### ${md(title)}`, [...lines.slice(0, most), ...more].join('\n')]
}

function failures(notes: readonly Note[], input: CheckInput, room: Room, words: Words): string[] {
  const lines = notes.flatMap((note) => {
    const errors = note.told.filter(({ reason }) => reason.level === 'error')
    if (errors.length === 0) return []
    const reasons = errors.map(({ sentence, reason }) => `${md(sentence)} ${placed(reason, input)}`)
    if (!note.gap) return reasons.map((reason) => `- ${isNameless(note) ? `**${md(note.heading)}** ` : ''}${reason}`)
    return [
      [
        `- **${code(note.rule)} ${md(note.title)}**`,
        ...new Set(reasons.map((reason) => `  - ${reason}`)),
        ...(room.found ? [`  - ${md(clip(note.found.join(' '), LONGEST_FOUND))}`] : []),
      ].join('\n'),
    ]
  })
  return section(words.failures, lines, room, words)
}

function warnings(notes: readonly Note[], input: CheckInput, room: Room, words: Words): string[] {
  const rows = notes.flatMap((note) =>
    note.told
      .filter(({ reason }) => reason.level === 'warn')
      .map(
        (told) =>
          `| ${note.gap ? `${code(note.rule)} ${md(clip(note.gap.finding.text.title[input.lang]))}` : told.reason.rule === undefined ? '—' : code(told.reason.rule)} | ${md(note.gap ? told.title : told.sentence)} | ${placed(told.reason, input)} |`,
      ),
  )
  if (rows.length === 0) return []
  const more = rows.length > room.most ? [md(words.moreIn(rows.length - room.most))] : []
  const head = [`| ${md(words.subject)} | ${md(words.why)} | ${md(words.place)} |`, '| --- | --- | --- |']
  return [`### ${md(words.warnings)}`, [...head, ...rows.slice(0, room.most)].join('\n'), ...more]
}

function indices({ assessment, lang }: CheckInput, words: Words): string[] {
  const { overview, decision, notCalculable, none } = messages(lang).report
  const rows = assessment.results.map(({ title, scores, grade, coverage }) => {
    const index = scores.compliance ?? scores.goodPractice
    const cells = [
      title[lang],
      formatRange(index, lang, notCalculable),
      formatRange(scores.declared, lang, none),
      grade ? grade.title[lang] : decision.noGrade,
      decision.outOf(coverage.answeredOrMeasured, coverage.applicable),
    ]
    return `| ${cells.map(md).join(' | ')} |`
  })
  if (rows.length === 0) return []
  const head = [overview.rulebook, overview.index, overview.declared, overview.grade, overview.coverage]
  return [`### ${md(words.indices)}`, [`| ${head.map(md).join(' | ')} |`, '| --- | --: | --: | --- | --: |', ...rows].join('\n')]
}
