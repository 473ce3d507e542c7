// `cumple questionnaire export`: the form as a file, as one file per group, or as text on stdout.
import { existsSync } from 'node:fs'
import { extname, join, relative, resolve, sep } from 'node:path'
import { collectEvidence } from '../../../evidence/collect.ts'
import { messages } from '../../../i18n/index.ts'
import { csvForm } from '../../../questionnaire/csv.ts'
import { buildForm, splitForm, type Form, type Grouping } from '../../../questionnaire/form.ts'
import { markdownForm } from '../../../questionnaire/markdown.ts'
import { xlsxForm } from '../../../questionnaire/xlsx.ts'
import { kindOf } from '../../../util/kind-of.ts'
import { nearest } from '../../../util/suggest.ts'
import { visibleLine } from '../../../util/terminal-safe.ts'
import { UsageError, type Session } from '../../io.ts'
import { protectedEvidence, writeFiles } from '../../outputs.ts'
import { settleAsOf } from '../../settings.ts'
import { load } from './load.ts'

const RENDER = { xlsx: xlsxForm, csv: csvForm, md: markdownForm } satisfies Record<string, (form: Form) => string | Uint8Array>
type FormFormat = keyof typeof RENDER

export interface ExportFlags {
  /** `markdown` is what the reports call `md`. */
  readonly format?: FormFormat | 'markdown'
  readonly out?: string
  readonly by: Grouping
  readonly split?: boolean
  readonly overwrite?: boolean
  readonly rule: readonly string[]
  readonly pending?: boolean
  readonly rulebook: readonly string[]
  readonly asOf?: string
}

export async function exportForm(evidence: string, flags: ExportFlags, session: Session): Promise<void> {
  const { io } = session
  const spoken = session.lang ?? 'es'
  const asOf = settleAsOf(flags.asOf, io, spoken)
  const { opened, selected } = await load(resolve(io.cwd, evidence), flags.rulebook, session)
  const lang = session.lang ?? opened.manifest.lang ?? 'es'
  const words = messages(lang).questionnaire
  refuseUnknownRules(
    flags.rule,
    selected.flatMap(({ rulebook }) => rulebook.rules.map(({ id }) => id)),
    lang,
  )
  const data = collectEvidence(
    opened,
    selected.flatMap(({ rulebook }) => rulebook.datasets),
  )
  const form = buildForm(data, selected, { lang, asOf, by: flags.by, rules: flags.rule, pending: flags.pending })
  const questions = form.groups.reduce((sum, group) => sum + group.questions.length, 0)
  if (questions === 0) throw new UsageError(words.cli.nothingAsked)
  const format = flags.format === 'markdown' ? 'md' : (flags.format ?? formatOf(flags.out))
  for (const { rule, characters } of form.lost) await io.stderr(`${words.notices.lost(rule, characters)}\n`)
  if (flags.out === undefined) {
    if (flags.split) throw new UsageError(words.cli.splitNeedsOut)
    if (format === 'xlsx') throw new UsageError(words.cli.needsOut(format))
    return io.stdout(RENDER[format](form))
  }
  const out = resolve(io.cwd, flags.out)
  const files = flags.split
    ? splitForm(form).map((part) => ({ path: join(out, `questionnaire-${part.groups[0]?.id ?? ''}.${format}`), data: RENDER[format](part) }))
    : [{ path: fileAt(out, flags.out.endsWith('/') || flags.out.endsWith(sep), format), data: RENDER[format](form) }]
  const kept = protectedEvidence(
    opened.root,
    data.inputs.map(({ path }) => join(opened.root, path)),
  )
  // A form on the disk may hold answers that are nowhere else.
  const there = files.filter(({ path }) => existsSync(path) && !kept.files.has(path)).map(({ path }) => relative(io.cwd, path) || path)
  if (there.length > 0 && flags.overwrite !== true) throw new UsageError(words.cli.exists(there.join(', ')))
  writeFiles(files, kept, lang)
  const names = files.map(({ path }) => `  ${visibleLine(relative(io.cwd, path) || path)}\n`)
  await io.stderr(`${words.cli.written(files.length, questions)}\n${names.join('')}`)
}

/** The file that a path stands for: in the folder that it is or says it is, or with the extension by which programs open it. A device or a pipe stays as it is. */
function fileAt(out: string, folder: boolean, format: FormFormat): string {
  const there = kindOf(out)
  if (folder || there === 'folder') return join(out, `questionnaire.${format}`)
  return extname(out) === '' && there !== 'other' ? `${out}.${format}` : out
}

const formatOf = (out: string | undefined): FormFormat => (out?.endsWith('.csv') ? 'csv' : out?.endsWith('.md') ? 'md' : 'xlsx')

function refuseUnknownRules(given: readonly string[], known: readonly string[], lang: 'es' | 'en'): void {
  const unknown = given.find((id) => !known.includes(id))
  if (unknown !== undefined) throw new UsageError(messages(lang).cli.usage.unknownRule(unknown, nearest(unknown.toUpperCase(), known) ?? ''))
}
