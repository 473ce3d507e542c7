// Workflow annotations of GitHub: commands on the standard output, in which nobody else can write one.
import { messages } from '../../i18n/index.ts'
import type { Problem } from '../../model/problem.ts'
import type { Lang } from '../../model/vocabulary.ts'
import { logText } from '../escape.ts'
import { clip } from '../view/context.ts'
import { countsOf, totalsOf } from './counts.ts'
import type { CheckFormat, CheckInput } from './format.ts'
import { verdictOf, worstFirst, type Note } from './notes.ts'
import { incomparableSentences } from './words.ts'

/** GitHub shows no more of one level per step. */
const SHOWN = 10
/** The runner cuts a message at 4,096 characters. */
const LONGEST_MESSAGE = 3_000
const LONGEST_TITLE = 200

/** The worst first; the last line tells the verdict, the counts, and how many were left out. */
export default {
  fileName: null,
  render: (input) => {
    const notes = worstFirst(input.notes)
    const shown = [...first(notes, 'error', SHOWN), ...first(notes, 'warning', SHOWN), ...first(notes, 'notice', SHOWN - 1)]
    return `${[...shown.map(annotation), last(input, notes.length - shown.length)].join('\n')}\n`
  },
} satisfies CheckFormat

/** Evidence that is refused, on its lines; files by their path from the root of the repository. */
export function problemAnnotations(problems: readonly Problem[], lang: Lang): string {
  const { problems: words, gate } = messages(lang)
  const lines = problems.slice(0, SHOWN).map(({ code, params, place: { file, line, col } }) => {
    const { what, next } = words[code]
    const at = { file, ...(line > 0 ? { line, endLine: line, col } : {}) }
    // What was written may be a name or a note; annotations are published, the log quotes it.
    const said = 'found' in params ? { ...params, found: '…' } : params
    return command('error', { ...at, title: code }, `${what(said)} ${next(said)}`.trim())
  })
  const rest = problems.length - lines.length
  return `${[...lines, ...(rest > 0 ? [command('notice', { title: gate.name }, gate.more(rest))] : [])].join('\n')}\n`
}

const first = (notes: readonly Note[], level: Note['level'], most: number): readonly Note[] => notes.filter((note) => note.level === level).slice(0, most)

function annotation({ level, heading, message, location: { file, line, col } }: Note): string {
  const at = { file, line, endLine: line, ...(col === undefined ? {} : { col }) }
  return command(level, { ...at, title: clip(heading, LONGEST_TITLE) }, message)
}

function last(input: CheckInput, more: number): string {
  const { moreIn } = messages(input.lang).gate
  const rest = more > 0 ? [moreIn(more)] : []
  return command('notice', { title: verdictOf(input) }, [totalsOf(countsOf(input), input.lang), ...incomparableSentences(input), ...rest].join(' '))
}

function command(name: Note['level'], properties: Readonly<Record<string, string | number>>, message: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`)
  return `::${name} ${list.join(',')}::${data(clip(message, LONGEST_MESSAGE))}`
}

/** As `escapeData` and `escapeProperty` of actions/toolkit, over text that is one line already. */
const data = (text: string): string => logText(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
