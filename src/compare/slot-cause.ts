// What moved a document slot: whether a document proves it, and why it did not or does not. Pure.
import type { SlotResult } from '../model/assessment.ts'
import type { Cause } from '../model/causes.ts'
import type { FoundSide, Side } from './side.ts'

const GONE = new Set<SlotResult['state']>(['not-provided', 'file-missing', 'empty'])
const EXPIRED = new Set<SlotResult['state']>(['expired', 'too-old'])
/** What the day alone does to a document. */
const DATED = new Set<SlotResult['state']>([...EXPIRED, 'not-yet-issued'])

/** By each of these slots that began to count, or ceased to. */
export const slotCauses = (before: Side, now: FoundSide, worse: boolean, among: (slot: SlotResult) => boolean): readonly Cause[] =>
  now.slots.filter(among).flatMap((slot) => {
    const was = stateBefore(before, now, slot)
    const counts = (state: SlotResult['state']) => (state === 'current' ? 1 : 0)
    const moved = counts(slot.state) - counts(was)
    return moved !== 0 && moved < 0 === worse ? slotCause(before, now, slot, worse ? slot.state : was, worse) : []
  })

/** A baseline lists the slots that were not in order. An old one does not: then only what must have moved, or most likely has, is said to. */
function stateBefore(before: Side, now: FoundSide, slot: SlotResult): SlotResult['state'] {
  if (before.slots) return before.slots.find((candidate) => candidate.slot === slot.slot)?.state ?? 'current'
  const { state } = slot
  const known = DATED.has(state) || (!GONE.has(state) && before.book.digest === now.book.digest)
  const moved = before.digests.evidence !== now.digests.evidence || (known && served(slot, before.book.asOf))
  return moved ? 'current' : state
}

/** `state` is why it does not count on the side where it does not. */
function slotCause(before: Side, now: FoundSide, slot: SlotResult, state: SlotResult['state'], worse: boolean): readonly Cause[] {
  const [old, current] = [before.book, now.book]
  if (GONE.has(state)) return [worse ? 'evidence-gone' : 'evidence-added']
  const { document = '' } = slot
  const untouched = old.documents === undefined || old.documents.get(document) === current.documents?.get(document)
  if (untouched && DATED.has(state) && served(slot, old.asOf) === worse && served(slot, current.asOf) !== worse)
    return [worse && EXPIRED.has(state) ? 'evidence-expired' : 'time-passed']
  if (untouched && state === 'wrong-period' && old.period !== current.period) return ['period-changed']
  return ['evidence-changed']
}

/** Whether its document, as it is today, served on that day. */
const served = ({ document, issued = '', until = '9999' }: SlotResult, day: string): boolean => document !== undefined && issued <= day && day <= until
