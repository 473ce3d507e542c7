// Which document proves what a rule asks for, and if none does, why.
import type { DocumentState, SlotResult } from '../model/assessment.ts'
import { DOCUMENT_STATES } from '../model/basics.ts'
import type { Answer, DocumentRecord, Evidence } from '../model/evidence.ts'
import type { DocumentSlot, RulebookHead } from '../model/rulebook.ts'
import { by, byText, sortedEntries } from '../util/compare.ts'
import { addDuration } from '../util/plain-date.ts'

export interface SlotWorld {
  readonly evidence: Evidence
  readonly kinds: RulebookHead['document_kinds']
  readonly asOf: string
  /** Ids of documents whose file already serves another kind. */
  readonly reused: ReadonlySet<string>
}

/** One digest cannot serve several kinds: the first register entry (by id) keeps it, later ones of another kind lose it. */
export function reusedDocuments(evidence: Evidence): Set<string> {
  const owner = new Map<string, string>()
  const reused = new Set<string>()
  for (const [id, document] of sortedEntries(evidence.documents)) {
    if (document.file !== 'present' || document.actualSha256 === undefined || document.sha256 !== document.actualSha256) continue
    const kind = owner.get(document.actualSha256)
    if (kind === undefined) owner.set(document.actualSha256, document.kind)
    else if (kind !== document.kind) reused.add(id)
  }
  return reused
}

/**
 * The documents that each slot of a rule may be proven by. A document counts for the slots it names in `fulfils`; one that names none
 * counts where the answer cites it, for the first slot of its kind and no other.
 */
export function candidatesOf(
  slots: readonly DocumentSlot[],
  answer: Answer | undefined,
  evidence: Evidence,
): { slot: DocumentSlot; candidates: DocumentRecord[] }[] {
  const all = sortedDocuments(evidence)
  const cited = all.filter((document) => document.fulfils === undefined && answer?.documents?.includes(document.id))
  const placed = new Map(cited.map((document) => [document.id, slots.find((slot) => kindsOf(slot).includes(document.kind)) ?? slots[0]]))
  return slots.map((slot) => ({
    slot,
    candidates: all.filter((document) => document.fulfils?.includes(slot.slot) || placed.get(document.id) === slot),
  }))
}

/** The state of each slot of a rule: its best candidate speaks. With `forgive`, an age limit that is merely proposed is not applied. */
export function slotResults(slots: readonly DocumentSlot[], answer: Answer | undefined, world: SlotWorld, forgive = false): SlotResult[] {
  return candidatesOf(slots, answer, world.evidence).map(({ slot, candidates }) => {
    const judged = candidates.map((document) => judge(document, slot, kindsOf(slot), world, forgive))
    const best = judged.toSorted(
      (a, b) =>
        DOCUMENT_STATES.indexOf(a.state) - DOCUMENT_STATES.indexOf(b.state) || byText(b.until ?? '9999', a.until ?? '9999') || byText(a.document, b.document),
    )[0]
    const base = { slot: slot.slot, title: slot.title, kinds: kindsOf(slot), required: slot.required }
    return best ? { ...base, ...best } : { ...base, state: 'not-provided' as const }
  })
}

const documentsOf = new WeakMap<Evidence, readonly DocumentRecord[]>()

/** By id; sorted once, since every slot of every rule asks. */
function sortedDocuments(evidence: Evidence): readonly DocumentRecord[] {
  const all = documentsOf.get(evidence) ?? Object.values(evidence.documents).toSorted(by((document) => document.id))
  documentsOf.set(evidence, all)
  return all
}

const kindsOf = (slot: DocumentSlot): string[] => [slot.kind].flat()

type Judged = Pick<SlotResult, 'state' | 'path' | 'issued' | 'until' | 'detail' | 'threshold'> & { document: string }

function judge(document: DocumentRecord, slot: DocumentSlot, kinds: readonly string[], world: SlotWorld, forgive: boolean): Judged {
  const { asOf } = world
  const aged =
    slot.max_age !== undefined && document.issued !== undefined && !(forgive && slot.threshold === 'proposed')
      ? addDuration(document.issued, slot.max_age)
      : undefined
  const until = [document.valid_until, aged].filter((day) => day !== undefined).toSorted(byText)[0]
  const base = {
    document: document.id,
    path: document.path,
    ...(document.issued === undefined ? {} : { issued: document.issued }),
    ...(until === undefined ? {} : { until }),
    ...(until !== undefined && until === aged && until !== document.valid_until && slot.threshold !== undefined ? { threshold: slot.threshold } : {}),
  }
  const say = (state: DocumentState, detail?: string[]): Judged => ({ ...base, state, ...(detail === undefined ? {} : { detail }) })
  if (document.file !== 'present') return say(document.file === 'missing' ? 'file-missing' : document.file)
  if (!kinds.includes(document.kind)) return say('wrong-kind', [document.kind])
  if (document.sha256 === undefined) return say('unregistered', [document.actualSha256 ?? ''])
  if (document.sha256 !== document.actualSha256) return say('altered')
  if (world.reused.has(document.id)) return say('reused')
  const lacking = missingFields(document, slot, world)
  if (lacking.length > 0) return say('incomplete', lacking)
  if (document.issued !== undefined && document.issued > asOf) return say('not-yet-issued')
  if (slot.for_period && document.period !== world.evidence.manifest.period)
    return say('wrong-period', document.period === undefined ? [] : [String(document.period)])
  if (document.valid_until !== undefined && document.valid_until < asOf) return say('expired')
  if (aged !== undefined && aged < asOf) return say('too-old')
  return say('current')
}

function missingFields(document: DocumentRecord, slot: DocumentSlot, { kinds }: SlotWorld): string[] {
  const needs = kinds.find((kind) => kind.id === document.kind)?.needs ?? []
  const lacking = needs.filter((field) => document[field] === undefined)
  return slot.max_age !== undefined && document.issued === undefined && !lacking.includes('issued') ? [...lacking, 'issued'] : lacking
}
