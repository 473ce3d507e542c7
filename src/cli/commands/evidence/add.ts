// `cumple evidence add FILE…`: files copied into the evidence, hashed and registered; then what they prove, in words.
import { lstatSync, statSync } from 'node:fs'
import { basename, extname, resolve } from 'node:path'
import { MAX_ATTACHED_BYTES } from '../../../evidence/attach.ts'
import { hashFile } from '../../../evidence/documents.ts'
import { isInside, pathBelow, plainPath, realPath, resolveInside } from '../../../evidence/inside.ts'
import { openEvidence, type OpenedEvidence } from '../../../evidence/open.ts'
import type { Workspace } from '../../../evidence/workspace.ts'
import { formatList } from '../../../i18n/format.ts'
import { messages } from '../../../i18n/index.ts'
import type { Assessment } from '../../../model/assessment.ts'
import type { DocumentEntry } from '../../../model/evidence.ts'
import type { Rulebook } from '../../../model/rulebook.ts'
import type { Lang } from '../../../model/vocabulary.ts'
import { contextOf } from '../../../report/view/context.ts'
import { slotSentence } from '../../../report/view/sentences.ts'
import { sortedEntries } from '../../../util/compare.ts'
import { shellWord } from '../../../util/shell-word.ts'
import { visibleLine } from '../../../util/terminal-safe.ts'
import { block } from '../../../util/text-layout.ts'
import { UsageError, type Session } from '../../io.ts'
import { sameFlags } from '../../same-flags.ts'
import { settleAsOf } from '../../settings.ts'
import { ownerOf, saying, workspaceAt } from '../../writing.ts'
import { load } from '../questionnaire/load.ts'
import { settleAbout, type About } from './about.ts'
import { extended, refuseOther } from './again.ts'
import { judged } from './judged.ts'

export interface AddFlags {
  readonly into: string
  readonly kind?: string
  readonly slot: readonly string[]
  readonly title?: string
  readonly number?: string
  readonly issued?: string
  readonly signedBy?: string
  readonly validUntil?: string
  readonly period?: string
  readonly id?: string
  readonly replace?: boolean
  readonly rulebook: readonly string[]
  readonly asOf?: string
}

/** A file that may be registered, with what it hashes to where it can be read; `shown` is what it was called. */
interface Source {
  readonly shown: string
  readonly path: string
  readonly sha256: string | undefined
}

export async function add(files: readonly string[], flags: AddFlags, session: Session): Promise<void> {
  const { io } = session
  const path = resolve(io.cwd, flags.into)
  const first = openEvidence(path)
  const lang = session.lang ?? first.manifest.lang ?? 'es'
  const asOf = settleAsOf(flags.asOf, io, lang)
  let looked: readonly Source[] | undefined
  const look = () => (looked ??= files.map((file) => lookAt(file, resolve(io.cwd, file), first.root, lang)))
  const settle = async (opened: OpenedEvidence) => {
    const { selected } = await load(opened, flags.rulebook, session)
    const rulebooks = selected.map(({ rulebook }) => rulebook)
    return { selected, rulebooks, about: settleAbout(flags, files.length, rulebooks, () => registeredKind(look(), opened), lang) }
  }
  // Everything is looked at before the folder is taken and the first file written.
  const { about } = await settle(first)
  const sources = look()
  const refuse = (opened: OpenedEvidence) => sources.forEach((source) => refuseRegistered(source, about, flags, opened, lang, session))
  refuse(first)
  const workspace = workspaceAt(path, ownerOf(undefined, io, lang), lang)
  try {
    const opened = workspace.opened() ?? first
    const { selected, rulebooks } = await settle(opened)
    refuse(opened)
    const done = sources.map((source) => saying(lang, () => register(workspace, source, about, flags.id, lang)))
    workspace.reload()
    const assessment = judged({ opened: workspace.opened() ?? opened, selected }, asOf, { ...session, lang })
    await io.stdout(done.map(({ id, line }) => [line, ...proofLines(id, about, assessment, rulebooks, lang)].join('\n')).join('\n') + '\n')
  } finally {
    workspace.close()
  }
}

/**
 * Refuses what cannot be registered: no file, an empty one, one too large; and a link to a file outside the evidence, which in a folder
 * that somebody sent could lead to any file of whoever adds it.
 */
function lookAt(shown: string, file: string, root: string, lang: Lang): Source {
  const words = messages(lang)
  const real = realPath(file)
  const stat = real === undefined ? undefined : statSync(real, { throwIfNoEntry: false })
  const found = real === undefined ? undefined : hashFile(real, MAX_ATTACHED_BYTES)
  const refused = (code: keyof typeof words.interview.papers.refused) =>
    new UsageError(words.evidence.refused(visibleLine(shown), words.interview.papers.refused[code]))
  if (real === undefined || !stat || !found) throw refused('file-missing')
  const strange = lstatSync(file).isSymbolicLink() && !isInside(realPath(root) ?? root, real)
  if (!stat.isFile() || strange) throw refused('not-a-regular-file')
  if (stat.size > MAX_ATTACHED_BYTES) throw refused('file-too-large')
  if (found.file !== 'present') throw refused(found.file === 'empty' ? 'file-empty' : 'file-unreadable')
  return { shown, path: real, sha256: found.actualSha256 }
}

/** Refuses a file that is registered and changed since, or of which something else is said; and a name that another file has. */
function refuseRegistered(
  source: Source,
  about: About,
  { id: wanted, into, replace = false }: AddFlags,
  opened: OpenedEvidence,
  lang: Lang,
  session: Session,
): void {
  const words = messages(lang).evidence
  const { kind } = about
  const [id, entry] = entryOf(source, opened) ?? []
  if (id === undefined || !entry) {
    if (wanted !== undefined && opened.documents[wanted]) throw new UsageError(words.idTaken(wanted))
    return
  }
  const shown = visibleLine(source.shown)
  if (entry.sha256 !== undefined && entry.sha256 !== source.sha256)
    throw new UsageError(words.changed(shown, id, `${into === '.' ? '' : ` ${shellWord(into)}`}${sameFlags({ accept: id, lang: session.lang })}`))
  if (entry.kind !== kind) throw new UsageError(words.otherKind(shown, id, entry.kind, kind))
  refuseOther(shown, id, entry, about, wanted, replace, lang)
}

/** The entry of the register that a file has: the one of its path, else one of its digest. */
function entryOf({ path, sha256 }: Source, { root, documents }: Pick<OpenedEvidence, 'root' | 'documents'>): [string, DocumentEntry] | undefined {
  const entries = sortedEntries(documents)
  const name = isInside(root, path) ? pathBelow(root, path).normalize() : undefined
  const isAt = (registered: string) => {
    // Only of those that read the same is the disk asked which of them it is.
    const inside = plainPath(registered).normalize() === name ? resolveInside(root, registered) : 'outside'
    return typeof inside !== 'string' && inside.real === path
  }
  return entries.find(([, entry]) => isAt(entry.path)) ?? entries.find(([, entry]) => sha256 !== undefined && entry.sha256 === sha256)
}

/** The kind that the register has for all of the files: whoever adds what it lacks of them need not say it again. */
function registeredKind(sources: readonly Source[], opened: OpenedEvidence): string | undefined {
  const kinds = new Set(sources.map((source) => entryOf(source, opened)?.[1].kind))
  return kinds.size === 1 ? [...kinds][0] : undefined
}

/** Copies the file where it has to be copied, and writes its entry: a new one, or the one it has with what is new. */
function register(workspace: Workspace, source: Source, about: About, wanted: string | undefined, lang: Lang): { readonly id: string; readonly line: string } {
  const words = messages(lang)
  const opened = workspace.opened()
  const documents = opened?.documents ?? {}
  const [known, before] = opened ? (entryOf(source, opened) ?? []) : []
  const slots = about.slots.map(({ slot }) => slot)
  if (known !== undefined && before) {
    const { entry, line } = extended(known, before, about, source.sha256, lang)
    if (entry) workspace.setDocument(known, entry)
    return { id: known, line }
  }
  const attached = workspace.attach(source.path, 'documentos')
  if (!attached.ok) throw new UsageError(words.evidence.refused(visibleLine(basename(source.path)), words.interview.papers.refused[attached.code]))
  const [slot] = about.slots
  const stem = visibleLine(basename(source.path, extname(source.path))).slice(0, 300) || 'documento'
  const name = wanted ?? free(slot?.slot ?? slugOf(stem), Object.keys(documents))
  const { title = (about.slots.length === 1 ? slot?.title?.[lang] : undefined) ?? stem, ...said } = about.said
  const { path, sha256, copied } = attached
  const entry: DocumentEntry = { kind: about.kind, title, ...said, path, sha256, ...(slots.length === 0 ? {} : { fulfils: slots }) }
  workspace.setDocument(name, entry)
  return { id: name, line: block(copied ? words.evidence.copied(name, path) : words.evidence.added(name, path), '') }
}

/** What the document proves now, slot by slot, or what it lacks. */
function proofLines(id: string, { kind, slots }: About, assessment: Assessment, rulebooks: readonly Rulebook[], lang: Lang): string[] {
  const { evidence: words, findings: terms } = messages(lang)
  const entry = assessment.documents.find((document) => document.id === id)
  const has = { number: entry?.number, issued: entry?.issued, signed_by: entry?.signedBy }
  const needs = new Set(rulebooks.flatMap(({ document_kinds: kinds }) => kinds.filter((other) => other.id === kind).flatMap((other) => other.needs)))
  const lacking = [...needs].filter((field) => has[field] === undefined).map((field) => terms.field[field] ?? field)
  const said = assessment.results.flatMap((result) => {
    const context = contextOf(assessment, result, lang, { level: 'full', paper: 'letter' })
    return result.findings.flatMap((finding) => finding.slots.filter((slot) => slot.document === id).map((slot) => slotSentence(slot, context)))
  })
  const rules = entry?.rules ?? []
  return [
    ...new Set(said),
    ...(said.length === 0 && lacking.length > 0 ? [words.lacking(formatList(lacking, lang))] : []),
    ...(rules.length > 0 ? [words.serves(formatList(rules, lang))] : []),
    ...(slots.length === 0 && rules.length === 0 ? [words.noSlot] : []),
  ].map((text) => block(text, '  '))
}

/** A name for the register out of a file's: what is left of it in plain letters, beginning with one. */
function slugOf(stem: string): string {
  const plain = stem
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^A-Za-z0-9_.]+/g, '-')
    .replace(/^[^A-Za-z]+|[-.]+$/g, '')
    .slice(0, 60)
    .toLowerCase()
  return plain === '' ? 'documento' : plain
}

/** The name wanted, or with a number behind it. */
function free(wanted: string, taken: readonly string[]): string {
  let id = wanted
  for (let number = 2; taken.includes(id); number += 1) id = `${wanted}-${number}`
  return id
}
