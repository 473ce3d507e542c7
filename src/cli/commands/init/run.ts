// What `cumple init` does: settles who is assessed, makes the files, writes them all or none, and says what comes next.
import { existsSync, lstatSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { createFiles, inTheWay } from '../../../evidence/create.ts'
import { FOLDER_MANIFEST, SINGLE_FILE } from '../../../evidence/files.ts'
import { messages } from '../../../i18n/index.ts'
import { ciFile, type CiSystem } from '../../../init/ci.ts'
import { SCHEMAS, initFiles, type InitResult, type Profile } from '../../../init/files.ts'
import { slugOf } from '../../../interview/profile.ts'
import { INSTITUTION_KINDS, YEAR } from '../../../model/basics.ts'
import { Institution, Manifest } from '../../../model/evidence.ts'
import type { InstitutionKind, Lang } from '../../../model/vocabulary.ts'
import { library } from '../../../rulebook/library.ts'
import { selectRulebooks, type Selected } from '../../../rulebook/select.ts'
import { shellWord } from '../../../util/shell-word.ts'
import { nearest } from '../../../util/suggest.ts'
import { terminalSafe, visibleLine } from '../../../util/terminal-safe.ts'
import { WIDTH, block, wrap } from '../../../util/text-layout.ts'
import { EXIT, UsageError, type Session } from '../../io.ts'
import { schemaText } from '../../schemas.ts'
import { settleAsOf } from '../../settings.ts'
import { nonce, saying } from '../../writing.ts'

export interface InitFlags {
  readonly kind?: InstitutionKind
  readonly name?: string
  readonly id?: string
  readonly staff?: string
  readonly period?: string
  readonly ci: readonly CiSystem[]
  readonly rulebook: readonly string[]
}

/** What must be known before anything can be written. */
export interface Known {
  readonly kind: InstitutionKind
  readonly name: string
  readonly id?: string | undefined
  readonly staff?: string | undefined
  readonly period?: string | undefined
  readonly rulebooks: readonly string[]
}

/** Returns the exit code. Throws UsageError for what cannot be, before anything is written. */
export async function init(dir: string, flags: InitFlags, session: Session): Promise<number> {
  const { io } = session
  const lang = session.lang ?? 'es'
  const root = resolve(io.cwd, dir)
  refuseInTheWay(root, dir, [FOLDER_MANIFEST, SINGLE_FILE], lang)
  refuseUnknownRulebooks(flags.rulebook, lang)
  const known = await settle(dir, flags, session)
  if (typeof known === 'number') return known
  const profile = profileOf(known, settleAsOf(undefined, io, lang).slice(0, 4), lang)
  const selected = await select(profile, known.rulebooks, lang)
  const schemas = Object.fromEntries(SCHEMAS.map((name) => [name, schemaText(name, lang)])) as Record<(typeof SCHEMAS)[number], string>
  const ci = [...new Set(flags.ci)]
  const made = initFiles({ ...profile, lang, selected, version: io.version, ci, schemas })
  if (made.applicable.topics.length === 0)
    throw new UsageError(messages(lang).init.cli.nothingApplies(selected.map(({ rulebook }) => rulebook.id).join(', '), known.kind))
  // What a forge puts into a new repository stays as it is.
  const kept = [messages(lang).init.readme.file, '.gitignore', '.gitattributes'].filter((name) => isFile(join(root, name)))
  const files = Object.fromEntries(Object.entries(made.files).filter(([name]) => !kept.includes(name)))
  refuseInTheWay(root, dir, Object.keys(files), lang)
  saying(lang, () => createFiles(root, files, { pid: process.pid, nonce: nonce() }))
  await io.stdout(report({ ...made, files }, dir, lang))
  const notices = [...keptNotices(kept, made.files, lang), ...ciNotices(root, ci, io.version, lang)]
  if (notices.length > 0) await io.stderr(`${notices.map((text) => block(text, '')).join('\n')}\n`)
  return EXIT.ok
}

/** The flags, or the person at the terminal for what they leave open. A number when the person left. */
async function settle(dir: string, flags: InitFlags, session: Session): Promise<Known | number> {
  const { io } = session
  const keyboard = io.keyboard?.()
  const lang = session.lang ?? 'es'
  const { kind, name, id, staff, period, rulebook: rulebooks } = flags
  if (kind !== undefined && name !== undefined) return { kind, name, id, staff, period, rulebooks }
  if (keyboard?.input.isTTY === true && keyboard.output.isTTY && !io.env['CI']) {
    const { askProfile } = await import('./ask.ts')
    return askProfile(flags, keyboard, session)
  }
  const lacking = [...(kind === undefined ? ['--kind'] : []), ...(name === undefined ? ['--name'] : [])].join(lang === 'es' ? ' y ' : ' and ')
  const folder = dir === '.' ? '' : ` ${dir}`
  const example = `cumple ${lang === 'es' ? 'iniciar' : 'init'}${folder} --kind municipality --name "Municipio de …"`
  throw new UsageError(messages(lang).init.cli.missing(lacking, example, INSTITUTION_KINDS.join(', ')))
}

function profileOf({ kind, name, id, staff, period }: Known, thisYear: string, lang: Lang): Profile {
  const words = messages(lang).init.cli
  const wanted = id ?? slugOf(name)
  if (!/^[a-z]/.test(wanted) || !Institution.shape.id.safeParse(wanted).success) throw new UsageError(words.badId(wanted))
  const named = Institution.shape.name.safeParse(name)
  if (!named.success) throw new UsageError(words.badName)
  if (staff !== undefined && !/^\d{1,7}$/.test(staff)) throw new UsageError(words.badStaff(staff))
  if (period !== undefined && !YEAR.test(period)) throw new UsageError(words.badPeriod(period))
  return {
    institution: { id: wanted, name: named.data, kind, ...(staff === undefined ? {} : { staff: Number(staff) }) },
    period: Number(period ?? thisYear),
  }
}

function refuseUnknownRulebooks(given: readonly string[], lang: Lang): void {
  const unknown = given.find((id) => !library.ids().includes(id))
  if (unknown !== undefined)
    throw new UsageError(messages(lang).init.cli.unknownRulebook(unknown, nearest(unknown, library.ids()) ?? '', library.ids().join(', ')))
}

/** The rulebooks given, or those of the kind. */
async function select({ institution, period }: Profile, given: readonly string[], lang: Lang): Promise<Selected[]> {
  if (given.length === 0 && !hasDefaults(institution.kind)) throw new UsageError(messages(lang).init.cli.noRulebook(institution.kind, library.ids().join(', ')))
  const manifest = Manifest.parse({ schema: 'cumple/evidence@1', institution, period })
  const places = { manifest: () => ({ file: FOLDER_MANIFEST, line: 0, col: 0 }), excerpt: () => '' }
  return selectRulebooks({ manifest, overlays: {}, places }, library, [...new Set(given)])
}

/** Whether some rulebook is for institutions of the kind without being asked for. */
export const hasDefaults = (kind: InstitutionKind): boolean =>
  Object.values(library.defaults()).some((defaults) => defaults.some(({ kinds }) => kinds.includes(kind)))

function refuseInTheWay(root: string, dir: string, names: readonly string[], lang: Lang): void {
  const words = messages(lang).init.cli
  const there = lstatSync(root, { throwIfNoEntry: false })
  if (there && !there.isDirectory() && !(there.isSymbolicLink() && existsSync(join(root, '.')))) throw new UsageError(words.notFolder(dir))
  const taken = inTheWay(root, names)
  if (taken.length > 0) throw new UsageError(words.exists(dir, taken.join(', ')))
}

const isFile = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false

/** Which files were there already, and the lines that they would have had. */
function keptNotices(kept: readonly string[], files: Readonly<Record<string, string>>, lang: Lang): string[] {
  const words = messages(lang).init.cli
  const lines = (name: string) => (files[name] ?? '').split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return kept.map((name) => (name.startsWith('.') ? words.keptLines(name, lines(name).join(', ')) : words.kept(name)))
}

/** What was made, and the next steps. */
function report({ files, applicable: { topics, shared, facts, tables } }: InitResult, dir: string, lang: Lang): string {
  const { init: words } = messages(lang)
  const questions = topics.reduce((sum, topic) => sum + topic.rules.length, 0)
  const shown = visibleLine(dir)
  return `${[
    wrap(words.cli.done(shown, Object.keys(files).length), WIDTH, '  '),
    wrap(words.cli.holds(questions, questions + shared.length, topics.length, facts.length, tables.length), WIDTH, '  '),
    '',
    words.cli.nextTitle,
    ...words.cli.next(words.readme.file, terminalSafe(shellWord(dir))).map((line) => `  ${wrap(line, WIDTH - 2, '     ')}`),
  ].join('\n')}\n`
}

/** Files that CI systems look for at the root of the git repository only. */
function ciNotices(root: string, ci: readonly CiSystem[], version: string, lang: Lang): string[] {
  const words = messages(lang).init.cli
  const path = (system: CiSystem) => ciFile(system, version, lang).path
  const outer = ci.length > 0 && !existsSync(join(root, '.git')) && gitAbove(dirname(root))
  return [...(outer ? ci.map((system) => words.ciAtRoot(path(system))) : []), ...(ci.includes('azure') ? [words.ciAzure(path('azure'))] : [])]
}

const gitAbove = (folder: string): boolean => existsSync(join(folder, '.git')) || (dirname(folder) !== folder && gitAbove(dirname(folder)))
