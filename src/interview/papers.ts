// Evidence on the spot: documents attached and registered, or who will bring them; tables named and mapped.
import { attachFile } from '../evidence/attach.ts'
import { completions, stemOf, typedPath } from '../evidence/typed-path.ts'
import { formatDuration, formatList } from '../i18n/format.ts'
import type { SlotResult } from '../model/assessment.ts'
import { isPlainDate } from '../model/basics.ts'
import type { DocumentEntry } from '../model/evidence.ts'
import type { DocumentSlot, RulebookHead } from '../model/rulebook.ts'
import { addDuration } from '../util/plain-date.ts'
import type { Choice } from './ask.ts'
import { allQuestions, tablesOf, type Question } from './plan.ts'
import { askAssignment } from './question.ts'
import { askTable } from './tables.ts'
import { attempt, keep, para, pick, type Talk } from './talk.ts'

const TABLE_TROUBLE = new Set(['dataset-missing', 'dataset-error', 'column-missing'])

const slotsMissing = ({ finding }: Question): SlotResult[] => finding.slots.filter(({ state }) => state !== 'current')
const tablesMissing = (question: Question) =>
  tablesOf(question).filter(({ id }) =>
    question.finding.checks.some((check) => check.dataset === id && check.reason !== undefined && TABLE_TROUBLE.has(check.reason)),
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
  const how = await ask.select({
    message: words.papers.how(pick(talk, slot.title)),
    choices: [
      { value: 'attach', name: words.papers.attach },
      ...(registered.length === 0 ? [] : [{ value: 'register', name: words.papers.register } as const]),
      { value: 'bring', name: words.papers.bring },
      { value: 'later', name: words.papers.later },
    ],
  })
  if (how === 'later' || how === 'bring') return how
  if (how === 'register') {
    const id = await ask.select<string | undefined>({
      message: words.papers.register,
      choices: [
        ...registered.map((document) => ({ value: document.id, name: `${document.title} (${document.id})` })),
        { value: undefined, name: words.papers.later },
      ],
    })
    const entry = id === undefined ? undefined : session.settings.workspace.opened()?.documents[id]
    if (id !== undefined && entry) await keep(talk, { kind: 'document', id, entry: { ...entry, fulfils: [...(entry.fulfils ?? []), slot.slot] } })
    return 'done'
  }
  return attach(talk, question, slot)
}

async function attach(talk: Talk, { rulebook }: Question, slot: DocumentSlot): Promise<'done' | 'later'> {
  const { ask, session, words, paint, cwd, home } = talk
  const { workspace, pid, nonce } = session.settings
  for (;;) {
    const typed = await ask.text({ message: words.papers.path, complete: (text) => completions(text, cwd, home) })
    if (typed === '') return 'later'
    const from = typedPath(typed, cwd, home)
    const attached = attempt(talk, () => attachFile(workspace.root, from, 'documentos', { pid, nonce: nonce() }))
    if (!attached) return 'later'
    if (!attached.ok) {
      ask.say(paint.red(para(words.papers.refused[attached.code], '  ')))
      continue
    }
    const documents = workspace.opened()?.documents ?? {}
    const same = Object.entries(documents).find(([, entry]) => entry.sha256 === attached.sha256 && [slot.kind].flat().includes(entry.kind))
    if (same) {
      const [id, entry] = same
      await keep(talk, { kind: 'document', id, entry: { ...entry, fulfils: [...new Set([...(entry.fulfils ?? []), slot.slot])] } })
      ask.say(paint.green(para(words.papers.same(id))))
      return 'done'
    }
    const about = await describe(talk, slot, rulebook, stemOf(from))
    const id = freeId(slot.slot, Object.keys(documents))
    await keep(talk, { kind: 'document', id, entry: { ...about, path: attached.path, sha256: attached.sha256, fulfils: [slot.slot] } })
    ask.say(paint.green(para(attached.copied ? words.papers.copied(attached.path) : words.papers.linked(attached.path))))
    return 'done'
  }
}

/** What the register must say of a document: what its kind needs is insisted on, the rest may be left out. */
async function describe(talk: Talk, slot: DocumentSlot, rulebook: RulebookHead, stem: string): Promise<Omit<DocumentEntry, 'path'>> {
  const { ask, session, words, paint, lang } = talk
  const { asOf } = session.settings
  const kinds = [slot.kind].flat()
  const titleOf = (kind: string) => rulebook.document_kinds.find(({ id }) => id === kind)?.title[lang] ?? kind
  const [only = ''] = kinds
  const kind = kinds.length === 1 ? only : await ask.select({ message: words.papers.kind, choices: kinds.map((id) => ({ value: id, name: titleOf(id) })) })
  const needs = new Set<string>(rulebook.document_kinds.find(({ id }) => id === kind)?.needs)
  if (slot.max_age !== undefined) needs.add('issued')
  const text = async (field: string, message: string, check?: (value: string) => string | undefined) => {
    const needed = needs.has(field)
    const value = await ask.text({
      message: needed ? message : words.papers.optional(message),
      check: (typed) => (typed === '' ? (needed ? words.papers.required : undefined) : check?.(typed)),
    })
    return value === '' ? undefined : value
  }
  const date = (typed: string) => (isPlainDate(typed) ? undefined : words.papers.badDate)
  const title = (await ask.text({ message: words.papers.title, initial: slot.title[lang] })) || stem
  const number = await text('number', words.papers.number)
  const issued = await text('issued', words.papers.issued, (typed) => date(typed) ?? (typed > asOf ? words.papers.future : undefined))
  if (issued !== undefined && slot.max_age !== undefined && addDuration(issued, slot.max_age) < asOf)
    ask.say(paint.yellow(para(words.papers.tooOld(formatDuration(slot.max_age, lang)))))
  const signed = await text('signed_by', words.papers.signedBy)
  const until = await ask.text({
    message: words.papers.validUntil,
    check: (typed) => (typed === '' ? undefined : (date(typed) ?? (issued !== undefined && typed < issued ? words.papers.beforeIssued : undefined))),
  })
  if (until !== '' && until < asOf) ask.say(paint.yellow(para(words.papers.expired)))
  const period = slot.for_period
    ? await ask.text({
        message: words.papers.period,
        initial: String(session.manifest?.period ?? ''),
        check: (typed) => (/^(19|20|21)\d\d$/.test(typed) ? undefined : words.papers.badYear),
      })
    : ''
  return {
    kind,
    title,
    ...(number === undefined ? {} : { number }),
    ...(issued === undefined ? {} : { issued }),
    ...(signed === undefined ? {} : { signed_by: signed }),
    ...(until === '' ? {} : { valid_until: until }),
    ...(period === '' ? {} : { period: Number(period) }),
  }
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
