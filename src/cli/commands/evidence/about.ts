// What `evidence add` is told of a document, checked against the rulebooks before anything is copied or written.
import { messages } from '../../../i18n/index.ts'
import { FORMS, YEAR } from '../../../model/basics.ts'
import { DocumentEntry } from '../../../model/evidence.ts'
import type { Rulebook } from '../../../model/rulebook.ts'
import type { Lang, Localized } from '../../../model/vocabulary.ts'
import { byText } from '../../../util/compare.ts'
import { nearest } from '../../../util/suggest.ts'
import { UsageError } from '../../io.ts'
import { settleDate } from '../../settings.ts'
import type { AddFlags } from './add.ts'

/** What a document that is asked for must be: the kinds that serve, or any where `kinds` is absent. */
export interface WantedSlot {
  readonly slot: string
  readonly title?: Localized
  readonly kinds?: readonly string[]
}

export interface About {
  readonly kind: string
  readonly slots: readonly WantedSlot[]
  /** What the flags say besides, in the keys of the register. */
  readonly said: Partial<Omit<DocumentEntry, 'kind' | 'path' | 'sha256' | 'fulfils'>>
}

/** The flags in order, or a UsageError that says what is wrong and what was perhaps meant. `registered` is the kind that the register has. */
export function settleAbout(flags: AddFlags, files: number, rulebooks: readonly Rulebook[], registered: () => string | undefined, lang: Lang): About {
  const words = messages(lang).evidence
  for (const key of ['id', 'title', 'number'] as const) if (files > 1 && flags[key] !== undefined) throw new UsageError(words.oneFile(`--${key}`))
  for (const [flag, value] of [
    ['--issued', flags.issued],
    ['--valid-until', flags.validUntil],
  ] as const)
    if (value !== undefined) settleDate(value, lang, flag)
  if (flags.issued !== undefined && flags.validUntil !== undefined && flags.validUntil < flags.issued)
    throw new UsageError(words.dateOrder(flags.issued, flags.validUntil))
  if (flags.period !== undefined && !YEAR.test(flags.period)) throw new UsageError(words.badYear(flags.period))
  if (flags.id !== undefined && !FORMS.id.test(flags.id)) throw new UsageError(words.badId(flags.id))
  const slots = settleSlots(flags.slot, rulebooks, lang)
  return {
    kind: settleKind(flags.kind ?? registered(), slots, rulebooks, lang),
    slots,
    said: {
      ...shortText('title', '--title', flags.title, lang),
      ...shortText('number', '--number', flags.number, lang),
      ...(flags.issued === undefined ? {} : { issued: flags.issued }),
      ...shortText('signed_by', '--signed-by', flags.signedBy, lang),
      ...(flags.validUntil === undefined ? {} : { valid_until: flags.validUntil }),
      ...(flags.period === undefined ? {} : { period: Number(flags.period) }),
    },
  }
}

function shortText(key: 'title' | 'number' | 'signed_by', flag: string, value: string | undefined, lang: Lang): Partial<DocumentEntry> {
  if (value === undefined) return {}
  const read = DocumentEntry.shape[key].safeParse(value)
  if (!read.success) throw new UsageError(messages(lang).evidence.badText(flag))
  return { [key]: read.data }
}

/** Everything that the rulebooks ask for, facts' proofs included. A name that several rules ask for may be of any kind that one of them takes. */
function settleSlots(given: readonly string[], rulebooks: readonly Rulebook[], lang: Lang): WantedSlot[] {
  const words = messages(lang).evidence
  const asked = rulebooks.flatMap(({ rules }) => rules.flatMap(({ documents }) => documents))
  const ofFacts = rulebooks.flatMap(({ facts }) => facts.flatMap(({ proof }) => proof ?? []))
  return [...new Set(given)].map((id): WantedSlot => {
    const same = asked.filter(({ slot }) => slot === id)
    const [first] = same
    if (first) return { slot: id, title: first.title, kinds: [...new Set(same.flatMap(({ kind }) => kind))].toSorted(byText) }
    if (ofFacts.includes(id)) return { slot: id }
    throw new UsageError(words.unknownSlot(id, words.did(nearest(id, [...asked.map(({ slot }) => slot), ...ofFacts]) ?? '')))
  })
}

/** The kind given, if it serves; else the only one that all slots take. */
function settleKind(given: string | undefined, slots: readonly WantedSlot[], rulebooks: readonly Rulebook[], lang: Lang): string {
  const words = messages(lang).evidence
  const known = [...new Set(rulebooks.flatMap(({ document_kinds: kinds }) => kinds.map(({ id }) => id)))].toSorted(byText)
  if (given !== undefined) {
    if (!known.includes(given)) throw new UsageError(words.unknownKind(given, words.did(nearest(given, known) ?? ''), known.join(', ')))
    const refusing = slots.find(({ kinds }) => kinds !== undefined && !kinds.includes(given))
    if (refusing) throw new UsageError(words.wrongKind(refusing.slot, given, (refusing.kinds ?? []).join(', ')))
    return given
  }
  const choices = slots.reduce<readonly string[]>((left, { kinds }) => left.filter((kind) => kinds?.includes(kind) ?? true), known)
  const [only, another] = choices
  if (only === undefined) throw new UsageError(words.kindsClash)
  if (another !== undefined) throw new UsageError(words.whichKind(choices.join(', ')))
  return only
}
