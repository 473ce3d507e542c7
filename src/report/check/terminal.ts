// `check` on a screen of 80 columns: the verdict, every failure with its place, warnings by kind, what changed, what to do first.
import { messages, type Messages } from '../../i18n/index.ts'
import { formatDate } from '../../i18n/format.ts'
import { PLAIN, type Paint } from '../../util/paint.ts'
import { WIDTH, block, fit, wrap } from '../../util/text-layout.ts'
import { logText } from '../escape.ts'
import { clip, ownerName } from '../view/context.ts'
import { countsOf, totalsOf } from './counts.ts'
import type { CheckFormat, CheckInput } from './format.ts'
import { inRepository, isNameless, placeOf, verdictOf, type Note } from './notes.ts'
import { firstSteps, heading, standing, type Standing } from './sections.ts'
import { incomparableSentences } from './words.ts'

/** Warnings of one kind that are shown; failures always are. */
const WARNINGS_SHOWN = 8
/** Rules listed of what got better or is waived. */
const LISTED = 20

export default {
  fileName: null,
  render: (input) => {
    const { verdict, lang, paint = PLAIN } = input
    const words = messages(lang).gate
    const notes = input.notes
    const counts = countsOf(input)
    const outcome = counts.failures === 0 ? verdictOf(input) : `${verdictOf(input)}: ${words.counts.failures(counts.failures)}`
    const parts = [
      [paint.bold(fit(logText(input.assessment.institution.name), WIDTH)), paint.dim(fit(logText(heading(input)), WIDTH))],
      [paint.bold((verdict.passed ? paint.green : paint.red)(`${verdict.passed ? '●' : '×'} ${outcome}`))],
      failures(notes, input, paint),
      warnings(notes, input, paint, words),
      list(words.better, standing(verdict.better, input), paint, words),
      texts(words.incomparableTitle, incomparableSentences(input), paint),
      list(words.waivedTitle, standing('waived', input), paint, words),
      steps(notes, input, paint, words),
      [para(totalsOf(counts, lang), '')],
    ]
    return `${parts
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join('\n'))
      .join('\n\n')}\n`
  },
} satisfies CheckFormat

type Words = Messages['gate']

const para = (text: string, indent: string): string => block(logText(text), indent)

function failures(notes: readonly Note[], input: CheckInput, paint: Paint): string[] {
  const { failures: title } = messages(input.lang).gate
  const failing = notes.filter(({ told }) => told.some(({ reason }) => reason.level === 'error'))
  if (failing.length === 0) return []
  // What stands above the rules comes first, as in the verdict.
  const blocks = failing.toSorted((a, b) => Number(a.gap !== undefined) - Number(b.gap !== undefined)).map((note) => failure(note, input, paint))
  return [paint.bold(paint.red(title)), ...blocks]
}

/** The reasons that share a place stand above it. */
function failure(note: Note, input: CheckInput, paint: Paint): string {
  const { heading, message, told, gap } = note
  const nameless = isNameless(note)
  const errors = told.filter(({ reason }) => reason.level === 'error')
  const places = Map.groupBy(errors, ({ reason }) => placeOf(inRepository(reason.location, input)))
  return [
    `  ${paint.bold(wrap(logText(gap || nameless ? heading : message), WIDTH - 2, '    '))}`,
    ...(nameless ? told.map(({ sentence }) => para(sentence, '    ')) : []),
    ...[...places].flatMap(([place, items]) => [...(gap ? new Set(items.map(({ sentence }) => para(sentence, '    '))) : []), paint.blue(para(place, '    '))]),
  ].join('\n')
}

/** By kind, since there may be hundreds of one. */
function warnings(notes: readonly Note[], input: CheckInput, paint: Paint, words: Words): string[] {
  const all = notes.flatMap((note) => note.told.filter(({ reason }) => reason.level === 'warn').map((told) => ({ note, told })))
  if (all.length === 0) return []
  const kinds = [...Map.groupBy(all, ({ told }) => told.title)]
  return [
    paint.bold(paint.yellow(words.warnings)),
    ...kinds.flatMap(([title, items]) => [
      `  ${paint.bold(`${title} (${items.length})`)}`,
      ...items
        .slice(0, WARNINGS_SHOWN)
        .flatMap(({ note, told }) => [
          para(note.gap ? `${note.rule} · ${clip(note.gap.finding.text.title[input.lang])}` : told.sentence, '    '),
          paint.dim(para(placeOf(inRepository(told.reason.location, input)), '      ')),
        ]),
      ...(items.length > WARNINGS_SHOWN ? [paint.dim(para(words.moreIn(items.length - WARNINGS_SHOWN), '    '))] : []),
    ]),
  ]
}

function list(title: string, items: readonly Standing[], paint: Paint, words: Words): string[] {
  if (items.length === 0) return []
  return [
    paint.bold(`${title} (${items.length})`),
    ...items
      .slice(0, LISTED)
      .map(({ rule, title: name, until }) => para(`${rule} · ${name}${until === undefined ? '' : ` · ${words.waivedUntil(until)}`}`, '  ')),
    ...(items.length > LISTED ? [paint.dim(para(words.more(items.length - LISTED), '  '))] : []),
  ]
}

const texts = (title: string, sentences: readonly string[], paint: Paint): string[] =>
  sentences.length === 0 ? [] : [paint.bold(title), ...sentences.map((sentence) => para(sentence, '  '))]

function steps(notes: readonly Note[], input: CheckInput, paint: Paint, words: Words): string[] {
  const { decision } = messages(input.lang).report
  const todo = firstSteps(notes, input)
  if (todo.length === 0) return []
  return [
    paint.bold(words.first),
    ...todo.flatMap(({ action, of }, index) => [
      `  ${wrap(logText(`${index + 1}. ${action}`), WIDTH - 2, '     ')}`,
      ...(of
        ? [
            paint.dim(
              para(
                `${of.rule} · ${decision.owner}: ${ownerName(of.context, of.step.owner)} · ${decision.due}: ${formatDate(of.step.due, input.lang)}`,
                '     ',
              ),
            ),
          ]
        : []),
    ]),
  ]
}
