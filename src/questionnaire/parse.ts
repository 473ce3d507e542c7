// A question as it came back → the answer it proposes, and the cells that cannot be taken. A cell that still shows what the
// evidence says is never refused, and keeps what the form could not carry of it.
import type { DateOrder } from '../evidence/cells.ts'
import { fold } from '../util/fold.ts'
import { LANGS } from '../model/basics.ts'
import type { Answer } from '../model/evidence.ts'
import type { Rule } from '../model/rulebook.ts'
import type { Lang } from '../model/vocabulary.ts'
import { nearest } from '../util/suggest.ts'
import { carriedText } from './carried.ts'
import { LONGEST, shownFields, yesNo, type Field } from './fields.ts'
import type { FilledCell, FilledQuestion, Spot } from './filled.ts'
import { readDay, readTick, readValue } from './words.ts'

export type RejectionCode =
  | 'unknown-value'
  | 'value-missing'
  | 'criteria-open'
  | 'criteria-none'
  | 'reason-missing'
  | 'reason-unlisted'
  | 'na-not-allowed'
  | 'bad-date'
  | 'future-day'
  | 'bad-tick'
  | 'unknown-document'
  | 'too-long'
  | 'unknown-rule'
  | 'unknown-criterion'
  | 'formula'
  | 'said-twice'
  | 'stray'

export interface Rejection {
  readonly rule: string
  readonly code: RejectionCode
  readonly spot: Spot
  readonly params: Readonly<Record<string, string>>
}

export interface Proposal {
  /** Undefined: every cell is empty. */
  readonly answer: Answer | undefined
  readonly rejections: readonly Rejection[]
  /** A rejected cell is not in the answer; without any, the answer is what the cells say, right or wrong. */
  readonly lost: boolean
}

export interface ParseWorld {
  readonly lang: Lang
  /** What the evidence says now. */
  readonly current: Answer | undefined
  /** Ids of the register. */
  readonly documents: readonly string[]
  /** The last day on which an answer can have been given. */
  readonly latest: string
  /** How the days of the form are written, where it shows. */
  readonly days?: DateOrder
  /** The form was saved in Windows-1252, which has a question mark in place of every sign that it does not know. */
  readonly marred?: boolean
}

/** Reads the cells of one question of a rule that is known. */
export function parseQuestion(filled: FilledQuestion, rule: Rule, world: ParseWorld): Proposal {
  const { current, lang } = world
  const shown = shownFields(current, rule, lang)
  const rejections: Rejection[] = []
  let lost = false
  const reject = (code: RejectionCode, spot: Spot, params: Rejection['params'] = {}): undefined => {
    rejections.push({ rule: rule.id, code, spot, params })
    lost = true
  }
  /** Said against a cell, or the whole, whose words are kept: if they are those of the export, nothing is wrong with the form. */
  const doubt = (code: RejectionCode, spot: Spot, params: Rejection['params'] = {}): void => {
    rejections.push({ rule: rule.id, code, spot, params })
  }
  /** What a cell says: nothing, what the evidence says, or what `read` makes of its text. */
  const take = <Name extends Field>(name: Name, read: (text: string, cell: FilledCell) => Answer[Name] | undefined): Answer[Name] | undefined => {
    const cell = filled.fields[name]
    const text = carriedText(cell?.text ?? '')
    // What the form does not carry stays.
    if (!cell) return current?.[name]
    if (text === '' && cell.odd === undefined) return undefined
    if (cell.odd !== undefined) return reject(cell.odd === 'twice' ? 'said-twice' : 'formula', cell.spot, { found: clip(text) })
    return current !== undefined && (text === shown[name] || (world.marred === true && isMarred(text, shown[name]))) ? current[name] : read(text, cell)
  }
  const long = (name: keyof typeof LONGEST) => (text: string, cell: FilledCell) =>
    text.length > LONGEST[name] ? reject('too-long', cell.spot, { found: String(text.length), limit: String(LONGEST[name]) }) : text
  /** A day that could be two is the one that the evidence has, if it can be that. */
  const dayOf = (name: 'target' | 'at', text: string, serial: number | undefined): string | undefined =>
    readDay(text, serial, world.days) ??
    (['dmy', 'mdy'] as const).map((order) => readDay(text, serial, order)).find((day) => day !== undefined && day === shown[name])

  const value = take('value', (text, { spot }) => readValue(text) ?? reject('unknown-value', spot, { found: clip(text), reasons: reasonsOf(rule, lang) }))
  const reason = take('reason', (text, { spot }) => {
    const listed = reasonOf(text, rule)
    if (rule.not_applicable === undefined) doubt('na-not-allowed', spot)
    else if (listed === undefined) doubt('reason-unlisted', spot, { found: clip(text), reasons: reasonsOf(rule, lang) })
    return listed ?? text
  })
  const fields = {
    note: take('note', long('note')),
    documents: take('documents', (text, { spot }) => documentsOf(text, world.documents, (found, did) => reject('unknown-document', spot, { found, did }))),
    responsible: take('responsible', long('responsible')),
    target: take('target', (text, { serial, spot }) => dayOf('target', text, serial) ?? reject('bad-date', spot, { found: clip(text) })),
    review: take('review', (text, { spot }) => readTick(text) ?? reject('bad-tick', spot, { found: clip(text) })),
    by: take('by', long('by')),
    at: take('at', (text, { serial, spot }) => {
      const day = dayOf('at', text, serial)
      if (day === undefined) return reject('bad-date', spot, { found: clip(text) })
      if (day === shown.at) return current?.at
      return day > world.latest ? reject('future-day', spot, { found: day, latest: world.latest }) : day
    }),
  }
  const criteria = criteriaOf(filled, rule, world, reject)
  const broken = rejections.length > 0
  const empty = value === undefined && reason === undefined && criteria === undefined && Object.values(fields).every((field) => field === undefined)
  if (empty) return { answer: undefined, rejections, lost }
  const valueSpot = filled.fields.value?.spot ?? filled.spot
  const { by, at, ...said } = { value, criteria, reason, ...fields }
  // Who and when alone say nothing; a note or a name without an answer yet is worth keeping.
  if (!broken && Object.values(said).every((field) => field === undefined)) doubt('value-missing', valueSpot)
  if (!broken) checkWhole(value, reason, criteria, { filled, rule, valueSpot, doubt, lang })
  return { answer: Object.fromEntries(Object.entries({ ...said, by, at }).filter(([, field]) => field !== undefined)), rejections, lost }
}

/** What no cell shows alone: a yes needs every criterion, a partial not to deny them all, a not-applicable one of the rule's reasons. */
function checkWhole(
  value: Answer['value'],
  reason: string | undefined,
  criteria: Answer['criteria'],
  { filled, rule, valueSpot, doubt, lang }: { filled: FilledQuestion; rule: Rule; valueSpot: Spot; doubt: (...said: Parameters<Reject>) => void; lang: Lang },
): void {
  if (value === 'yes') {
    const open = rule.criteria.find(({ id }) => criteria?.[id] !== true)
    if (open) doubt('criteria-open', filled.criteria.find(({ id }) => id === open.id)?.cell.spot ?? valueSpot, { criterion: open[lang] })
  }
  if (value === 'partial' && rule.criteria.length > 0 && rule.criteria.every(({ id }) => criteria?.[id] === false)) doubt('criteria-none', valueSpot)
  if (value !== 'not-applicable') return
  if (rule.not_applicable === undefined) doubt('na-not-allowed', valueSpot)
  else if (reason === undefined) doubt('reason-missing', filled.fields.reason?.spot ?? valueSpot, { reasons: reasonsOf(rule, lang) })
}

type Reject = (code: RejectionCode, spot: Spot, params?: Rejection['params']) => undefined

function criteriaOf(filled: FilledQuestion, rule: Rule, { current, lang }: ParseWorld, reject: Reject): Answer['criteria'] {
  const asked = new Set(filled.criteria.map(({ id }) => id))
  const ticks: Record<string, boolean> = Object.fromEntries(Object.entries(current?.criteria ?? {}).filter(([id]) => !asked.has(id)))
  const said = new Map<string, boolean>()
  for (const { id, cell } of filled.criteria) {
    const text = carriedText(cell.text)
    if (cell.odd !== undefined) reject('formula', cell.spot, { found: clip(text) })
    else if (text === '') continue
    else if (!rule.criteria.some((criterion) => criterion.id === id)) reject('unknown-criterion', cell.spot, { found: clip(id) })
    else {
      const now = current?.criteria?.[id]
      const tick = now !== undefined && text === yesNo(now, lang) ? now : readTick(text)
      if (tick === undefined) reject('bad-tick', cell.spot, { found: clip(text) })
      else if (said.has(id) && said.get(id) !== tick) reject('said-twice', cell.spot, { found: clip(text) })
      else {
        said.set(id, tick)
        ticks[id] = tick
      }
    }
  }
  return Object.keys(ticks).length === 0 ? undefined : ticks
}

const UNKNOWN_TO_1252 = /[^\n\t -~\u00A0-ÿ€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]+/g

/** Whether a text is another with question marks, one or more, where signs are that Windows-1252 does not know. */
function isMarred(text: string, whole: string): boolean {
  const marred = whole.replace(UNKNOWN_TO_1252, '?')
  const oneMark = (marks: string) => marks.replace(/\?+/g, '?')
  return marred !== whole && oneMark(text) === oneMark(marred)
}

/** The id of a reason that the rule lists, by its text in either language or its id. */
function reasonOf(text: string, rule: Rule): string | undefined {
  const wanted = fold(text)
  return rule.not_applicable?.find((reason) => [reason.id, ...LANGS.map((lang) => reason[lang])].some((name) => fold(name) === wanted))?.id
}

/** The reasons that a rule admits, to be read; empty when it admits none. */
const reasonsOf = (rule: Rule, lang: Lang): string => (rule.not_applicable ?? []).map((reason) => reason[lang]).join('; ')

/** Ids with commas, semicolons or line ends between them; another case is forgiven where only one id can be meant. */
function documentsOf(text: string, known: readonly string[], unknown: (found: string, did: string) => undefined): string[] | undefined {
  const found = text.split(/[,;\n]/).flatMap((part) => {
    const id = part.trim()
    if (id === '') return []
    const match = known.includes(id) ? id : one(known.filter((candidate) => candidate.toLowerCase() === id.toLowerCase()))
    if (match === undefined) unknown(clip(id), nearest(id, known) ?? '')
    return match ?? []
  })
  return found.length === 0 ? undefined : [...new Set(found)]
}

const one = <Item>(items: readonly Item[]): Item | undefined => (items.length === 1 ? items[0] : undefined)

const clip = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text)
