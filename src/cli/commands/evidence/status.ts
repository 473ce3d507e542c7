// `cumple evidence status`: every document with its age and the days it has left, and every missing piece with the path where it belongs.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { capitalise, formatDate } from '../../../i18n/format.ts'
import { messages } from '../../../i18n/index.ts'
import type { Lang } from '../../../model/vocabulary.ts'
import { byText } from '../../../util/compare.ts'
import { shellWord } from '../../../util/shell-word.ts'
import { WIDTH, block, columns, fit, pad, wrap } from '../../../util/text-layout.ts'
import { logJson } from '../../../report/escape.ts'
import { screenLine } from '../../../util/terminal-safe.ts'
import type { Session } from '../../io.ts'
import { sameFlags } from '../../same-flags.ts'
import { settleAsOf } from '../../settings.ts'
import { load } from '../questionnaire/load.ts'
import { judged } from './judged.ts'
import { statusOf, type DocumentRow, type MissingPiece, type Status, type UnreadTable } from './pieces.ts'

export interface StatusFlags {
  readonly format: 'text' | 'json'
  readonly rulebook: readonly string[]
  readonly asOf?: string
}

export async function status(dir: string, flags: StatusFlags, session: Session): Promise<void> {
  const { io } = session
  const asOf = settleAsOf(flags.asOf, io, session.lang ?? 'es')
  const loaded = await load(resolve(io.cwd, dir), flags.rulebook, session)
  const { manifest } = loaded.opened
  const lang = session.lang ?? manifest.lang ?? 'es'
  const found = statusOf(judged(loaded, asOf, session), (table) => manifest.datasets[table]?.path)
  if (flags.format === 'json') return io.stdout(logJson(found))
  const words = messages(lang).evidence.status
  // A rulebook of one's own is known by its path alone.
  const named = flags.rulebook.length > 0 ? flags.rulebook : loaded.selected.map(({ rulebook }) => rulebook.id)
  const rulebooks = [...new Set(named)].map(shellWord).join(' ')
  // A folder made by `init` has the templates of the institution; only another needs them written.
  const spoken = sameFlags({ lang: session.lang })
  const howTable = existsSync(join(loaded.opened.root, TEMPLATES))
    ? wrap(words.howTable, WIDTH, '  ')
    : words.howTemplate(rulebooks, shellWord(join(dir, TEMPLATES)), spoken)
  const into = sameFlags({ into: dir === '.' ? undefined : dir, rulebook: flags.rulebook, 'as-of': flags.asOf })
  await io.stdout(textOf(found, { howDocument: words.howDocument(`${into}${spoken}`), howTable }, lang))
}

const TEMPLATES = 'plantillas'

/** A sentence, and below it the command, which nothing breaks: it is there to be copied. */
const command = (text: string): string => text.split('\n').map(screenLine).join('\n  ')

function textOf({ asOf, documents, missing, unreadable }: Status, how: { howDocument: string; howTable: string }, lang: Lang): string {
  const words = messages(lang).evidence.status
  const tables = missing.filter(({ what }) => what === 'table').length
  return `${[
    wrap(words.documents(documents.length, formatDate(asOf, lang)), WIDTH, '  '),
    ...(documents.length === 0 ? [] : ['', ...table(documents, lang), '', words.legend]),
    '',
    ...(unreadable.length === 0 ? [] : [words.unreadable(unreadable.length), '', ...unreadable.flatMap((piece) => unreadLines(piece, lang)), '']),
    ...(missing.length === 0
      ? [words.nothingMissing]
      : [wrap(words.missing(missing.length - tables, tables), WIDTH, '  '), '', ...missing.flatMap((piece) => pieceLines(piece, lang)), '']),
    ...(tables < missing.length ? [command(how.howDocument)] : []),
    ...(tables > 0 ? [command(how.howTable)] : []),
  ].join('\n')}\n`
}

const STATE = 16
const DAYS = 8

function table(documents: readonly DocumentRow[], lang: Lang): string[] {
  const words = messages(lang).evidence.status
  const widest = Math.max(columns(words.columns.id), ...documents.map(({ id }) => columns(screenLine(id))))
  const ids = Math.min(widest, 30)
  // A long id has a line of its own: cut, nobody could tell it from the next one, nor copy it.
  const line = (id: string, state: string, age: string, left: string, rules: string) =>
    `${columns(screenLine(id)) <= ids ? pad(screenLine(id), ids) : `${wrap(screenLine(id), WIDTH, '  ')}\n${' '.repeat(ids)}`}  ${pad(fit(state, STATE), STATE)} ${age.padStart(DAYS)} ${left.padStart(DAYS)}  ${rules}`.trimEnd()
  const room = WIDTH - ids - STATE - 2 * DAYS - 6
  const head = words.columns
  return [
    line(head.id, head.state, head.age, head.left, head.rules),
    ...documents.map(({ id, state, ageDays, daysLeft, rules }) =>
      line(
        id,
        state === 'unused' ? words.unused : words.states[state],
        ageDays === undefined ? '—' : words.days(ageDays),
        daysLeft === undefined ? '—' : words.days(daysLeft),
        fewer(rules, room),
      ),
    ),
  ]
}

/** As many ids as there is room for, and how many more there are. */
function fewer(rules: readonly string[], room: number): string {
  for (let shown = rules.length; shown > 0; shown -= 1) {
    const text = `${rules.slice(0, shown).join(', ')}${shown < rules.length ? ` +${rules.length - shown}` : ''}`
    if (text.length <= room) return text
  }
  return rules.length === 0 ? '—' : `+${rules.length}`
}

const rulesLine = (rules: readonly string[], more: string, lang: Lang): string =>
  `    ${wrap(`${messages(lang).evidence.status.rules([...rules].toSorted(byText).join(', '))}${more}`, WIDTH - 4, '    ')}`

function unreadLines({ path, error, rules }: UnreadTable, lang: Lang): string[] {
  return [
    wrap(screenLine(path), WIDTH, '  '),
    block(capitalise(messages(lang).findings.unread(error)), '    '),
    ...(rules.length === 0 ? [] : [rulesLine(rules, '', lang)]),
  ]
}

function pieceLines({ what, id, path, title, rules, kinds = [] }: MissingPiece, lang: Lang): string[] {
  const [kind = '', ...others] = kinds
  return [
    wrap(screenLine(path), WIDTH, '  '),
    block(title[lang], '    '),
    rulesLine(rules, what === 'document' ? ` · --slot ${id} --kind ${kind}${messages(lang).evidence.status.orKinds(others.join(', '))}` : '', lang),
  ]
}
