// Evidence on the spot: documents attached and registered, or who will bring them; tables named and mapped.
import { completions, typedPath } from '../evidence/typed-path.ts'
import { formatDuration, formatList } from '../i18n/format.ts'
import type { SlotResult } from '../model/assessment.ts'
import { YEAR } from '../model/basics.ts'
import type { DocumentEntry } from '../model/evidence.ts'
import type { DocumentSlot, RulebookHead } from '../model/rulebook.ts'
import { addDuration, typedDate } from '../util/plain-date.ts'
import type { Choice } from './ask.ts'
import { missingTables } from '../model/missing-tables.ts'
import { allQuestions, tablesOf, type Question } from './plan.ts'
import { askAssignment } from './question.ts'
import { askTable } from './tables.ts'
import { attempt, keep, para, pick, type Talk } from './talk.ts'

const TABLE_TROUBLE = new Set(['dataset-error', 'column-missing'])

const slotsMissing = ({ finding }: Question): SlotResult[] => finding.slots.filter(({ state }) => state !== 'current')
const tablesMissing = (question: Question) =>
  tablesOf(question).filter(({ id }) =>
    question.finding.checks.some((check) => missingTables(check).includes(id) || (check.dataset === id && TABLE_TROUBLE.has(check.reason ?? ''))),
  )

/** Whether anything that the rule asks for, or would take, is not there. */
export const missingPapers = (question: Question): boolean => slotsMissing(question).length + tablesMissing(question).length > 0
const requiredMissing = (question: Question): boolean => slotsMissing(question).some(({ required }) => required) || tablesMissing(question).length > 0

/** Offers to bring what is missing, piece by piece, until nothing is or the person has no more now. */
export async function askPapers(talk: Talk, rule: string): Promise<void> {
  const { ask, session, words } = talk
  for (let round = 0; ; round += 1) {
    const { plan } = await session.view()
    const question = allQuestions(plan).find((candidate) => candidate.rule.id === rule)
    if (!question || !(round === 0 ? missingPapers(question) : requiredMissing(question))) return
    const choices: Choice<string>[] = [
      ...slotsMissing(question).map((slot) => ({
        value: `slot ${slot.slot}`,
        name: `${words.papers.document(pick(talk, slot.title))}${slot.required ? '' : ` (${words.question.optional})`}`,
        short: pick(talk, slot.title),
      })),
      ...tablesMissing(question).map((def) => ({ value: `table ${def.id}`, name: words.papers.table(pick(talk, def.title)) })),
      { value: 'done', name: words.papers.done },
    ]
    const piece = await ask.select({ message: words.papers.which, choices })
    if (piece === 'done') return
    const [kind, id] = piece.split(' ') as [string, string]
    const slot = question.rule.documents.find((candidate) => candidate.slot === id)
    const table = tablesOf(question).find((candidate) => candidate.id === id)
    const going = kind === 'slot' && slot ? await askDocument(talk, question, slot) : table ? await askTable(talk, table) : 'later'
    if (going === 'bring') await askAssignment(talk, rule)
  }
}

async function askDocument(talk: Talk, question: Question, slot: DocumentSlot): Promise<'done' | 'bring' | 'later'> {
  const { ask, session, words } = talk
  const { evidence } = await session.view()
  const kinds = [slot.kind].flat()
  const registered = Object.values(evidence.documents).filter((document) => kinds.includes(document.kind) && !document.fulfils?.includes(slot.slot))
  const amend = amendmentOf(question, slot)
  const how = await ask.select({
    message: words.papers.how(pick(talk, slot.title)),
    choices: [
      ...(amend ? [{ value: 'amend', name: amend.again ? words.papers.correct(amend.id) : words.papers.complete(amend.id) } as const] : []),
      { value: 'attach', name: words.papers.attach },
      ...(registered.length === 0 ? [] : [{ value: 'register', name: words.papers.register } as const]),
      { value: 'bring', name: words.papers.bring },
      { value: 'later', name: words.papers.later },
    ],
  })
  if (how === 'later' || how === 'bring') return how
  if (how === 'amend' && amend) {
    await amendDocument(talk, question, slot, amend)
    return 'done'
  }
  if (how === 'register') {
    const id = await ask.select<string | undefined>({
      message: words.papers.register,
      choices: [
        ...registered.map((document) => ({ value: document.id, name: `${document.title} (${document.id})` })),
        { value: undefined, name: words.papers.later },
      ],
    })
    const entry = id === undefined ? undefined : session.documents[id]
    if (id !== undefined && entry) await keep(talk, { kind: 'document', id, entry: { ...entry, fulfils: [...(entry.fulfils ?? []), slot.slot] } })
    return 'done'
  }
  return attach(talk, question, slot)
}

/** A document whose entry in the register can be put right: what it does not say yet, or all of it again. */
interface Amendment {
  readonly id: string
  readonly again: boolean
}

/** States of a document that come from what the register says of it. */
const SAID_OF_IT: ReadonlySet<SlotResult['state']> = new Set(['incomplete', 'wrong-period', 'expired', 'too-old', 'not-yet-issued'])

function amendmentOf({ finding }: Question, slot: DocumentSlot): Amendment | undefined {
  const found = finding.slots.find((candidate) => candidate.slot === slot.slot)
  if (found?.document === undefined || !SAID_OF_IT.has(found.state)) return undefined
  return { id: found.document, again: found.state !== 'incomplete' && !(found.state === 'wrong-period' && found.detail?.length === 0) }
}

async function amendDocument(talk: Talk, { rulebook }: Question, slot: DocumentSlot, { id, again }: Amendment): Promise<void> {
  const entry = talk.session.documents[id]
  if (entry) await describe(talk, { slot, rulebook, id, entry, again })
}

async function attach(talk: Talk, question: Question, slot: DocumentSlot): Promise<'done' | 'later'> {
  const { ask, session, words, paint, cwd, home } = talk
  for (;;) {
    const typed = await ask.text({ message: words.papers.path, limit: 4_000, complete: (text) => completions(text, cwd, home) })
    if (typed === '') return 'later'
    const attached = attempt(talk, () => session.settings.workspace.attach(typedPath(typed, cwd, home), 'documentos'))
    if (!attached) return 'later'
    if (!attached.ok) {
      ask.say(paint.red(para(words.papers.refused[attached.code], '  ')))
      continue
    }
    const same = Object.entries(session.documents).find(([, entry]) => entry.sha256 === attached.sha256 && [slot.kind].flat().includes(entry.kind))
    if (same) {
      const [id, entry] = same
      const added = entry.fulfils?.includes(slot.slot) !== true
      if (added) await keep(talk, { kind: 'document', id, entry: { ...entry, fulfils: [...(entry.fulfils ?? []), slot.slot] } })
      ask.say(paint.green(para(words.papers.same(id, added))))
      const now = allQuestions((await session.view()).plan).find(({ rule }) => rule.id === question.rule.id)
      const amend = now && amendmentOf(now, slot)
      if (now && amend?.id === id) await amendDocument(talk, now, slot, amend)
      return 'done'
    }
    const id = freeId(slot.slot, Object.keys(session.documents))
    const [kind = ''] = [slot.kind].flat()
    const entry = { kind, title: pick(talk, slot.title).slice(0, 300), path: attached.path, sha256: attached.sha256, fulfils: [slot.slot] }
    // Registered at once and completed answer by answer: an interruption leaves an incomplete entry, never a file that nobody knows.
    await keep(talk, { kind: 'document', id, entry })
    await describe(talk, { slot, rulebook: question.rulebook, id, entry, again: false })
    ask.say(paint.green(para(attached.copied ? words.papers.copied(attached.path) : words.papers.linked(attached.path))))
    return 'done'
  }
}

interface Described {
  readonly slot: DocumentSlot
  readonly rulebook: RulebookHead
  readonly id: string
  /** What it says so far. */
  readonly entry: DocumentEntry
  /** Asks also for what it says already, which is proposed. */
  readonly again: boolean
}

/** What the register must say of a document and does not yet: what its kind needs is insisted on, the rest may be left out. Each answer is saved. */
async function describe(talk: Talk, { slot, rulebook, id, entry, again }: Described): Promise<void> {
  const { ask, session, words, paint, lang } = talk
  const { asOf } = session.settings
  const kinds = [slot.kind].flat()
  const titleOf = (kind: string) => rulebook.document_kinds.find((known) => known.id === kind)?.title[lang] ?? kind
  let about = entry
  const note = async (more: { readonly [Key in keyof DocumentEntry]?: DocumentEntry[Key] | undefined }) => {
    about = Object.fromEntries(Object.entries({ ...about, ...more }).filter(([, value]) => value !== undefined)) as DocumentEntry
    await keep(talk, { kind: 'document', id, entry: about })
  }
  if (kinds.length > 1) {
    const choices = kinds.map((kind) => ({ value: kind, name: titleOf(kind) }))
    const kind = await ask.select({ message: words.papers.kind, choices, initial: about.kind })
    if (kind !== about.kind) await note({ kind })
  }
  const needs = new Set<string>(rulebook.document_kinds.find((known) => known.id === about.kind)?.needs)
  if (slot.max_age !== undefined) needs.add('issued')
  const text = async (field: 'number' | 'issued' | 'signed_by', message: string, check?: (value: string) => string | undefined) => {
    const there = about[field]
    if (there !== undefined && !again) return there
    const needed = needs.has(field)
    const value = await ask.text({
      message: needed ? message : words.papers.optional(message),
      initial: there,
      check: (typed) => (typed === '' ? (needed ? words.papers.required : undefined) : check?.(typed)),
    })
    const said = field === 'issued' ? (typedDate(value) ?? '') : value
    if (said !== (there ?? '')) await note({ [field]: said === '' ? undefined : said })
    return said
  }
  const date = (typed: string) => (typedDate(typed) === undefined ? words.papers.badDate : undefined)
  const title = await ask.text({ message: words.papers.title, initial: about.title })
  if (title !== '' && title !== about.title) await note({ title })
  await text('number', words.papers.number)
  const issued = await text('issued', words.papers.issued, (typed) => date(typed) ?? ((typedDate(typed) ?? '') > asOf ? words.papers.future : undefined))
  if (issued !== '' && slot.max_age !== undefined && addDuration(issued, slot.max_age) < asOf)
    ask.say(paint.yellow(para(words.papers.tooOld(formatDuration(slot.max_age, lang)))))
  await text('signed_by', words.papers.signedBy)
  if (about.valid_until === undefined || again) {
    const typed = await ask.text({
      message: words.papers.validUntil,
      initial: about.valid_until,
      check: (text) => (text === '' ? undefined : (date(text) ?? (issued !== '' && (typedDate(text) ?? '') < issued ? words.papers.beforeIssued : undefined))),
    })
    const until = typedDate(typed) ?? ''
    if (until !== (about.valid_until ?? '')) await note({ valid_until: until === '' ? undefined : until })
    if (until !== '' && until < asOf) ask.say(paint.yellow(para(words.papers.expired)))
  }
  if (!slot.for_period || (about.period !== undefined && !again)) return
  const period = await ask.text({
    message: words.papers.period,
    initial: String(about.period ?? session.manifest?.period ?? ''),
    check: (typed) => (YEAR.test(typed) ? undefined : words.papers.badYear),
  })
  await note({ period: Number(period) })
}

/** The slot's own name, or with a number behind it. */
function freeId(wanted: string, taken: readonly string[]): string {
  let id = wanted
  for (let number = 2; taken.includes(id); number += 1) id = `${wanted}-${number}`
  return id
}

/** What a good document for a slot has: its title, what its kind needs, how old it may be. */
export function wantedDocument(talk: Talk, slot: DocumentSlot, rulebook: RulebookHead): string {
  const { words, terms, lang } = talk
  const needs = rulebook.document_kinds.find(({ id }) => id === [slot.kind].flat()[0])?.needs ?? []
  return words.help.document(
    slot.title[lang],
    formatList(
      needs.map((field) => terms.field[field] ?? field),
      lang,
    ),
    slot.max_age === undefined ? '' : formatDuration(slot.max_age, lang),
  )
}
