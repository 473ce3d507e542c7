// Why a rule is assessed on one side only, and why two sides of a rulebook have not the same content. Pure.
import type { Cause } from '../model/causes.ts'
import type { Book } from './side.ts'

/** Why a rule is assessed that was not. */
export function cameBy(before: Book, now: Book, rule: string): Cause {
  if (changes(now, 'added', rule)) return 'overlay-added'
  if (changes(before, 'off', rule)) return 'overlay-off-ended'
  return began(before, now) ? 'in-force' : 'rule-new'
}

/** Why a rule is not assessed that was. */
export function wentBy(before: Book, now: Book, rule: string): Cause {
  if (changes(now, 'off', rule)) return 'overlay-off'
  if (changes(before, 'added', rule)) return 'overlay-added-ended'
  return began(now, before) ? 'not-in-force' : 'rule-gone'
}

const changes = ({ overlay }: Book, what: string, rule: string): boolean => overlay?.changes.includes(`${what} ${rule}`) === true

/** Whether the rulebook began to bind. Of an older baseline it is not known; with the same content nothing else makes a difference. */
const began = (then: Book, now: Book): boolean =>
  then.pending === undefined || now.pending === undefined ? then.digest === now.digest : then.pending && !now.pending

type Content = Pick<Book, 'digest' | 'version' | 'overlay'>

export interface ContentNotice {
  readonly id: 'rulebook-version' | 'overlay-other'
  readonly params: { readonly rulebook: string; readonly before: string; readonly now: string }
}

/** What is different in a rulebook: an overlay on one side, its version, or both. */
export function contentNotices(rulebook: string, before: Content, now: Content): readonly ContentNotice[] {
  if (before.digest === now.digest && before.version === now.version) return []
  const same = (before.overlay?.base ?? before.digest) === (now.overlay?.base ?? now.digest) && before.version === now.version
  const listed = ({ overlay }: Content) => JSON.stringify(overlay?.changes ?? [])
  const tailored = listed(before) !== listed(now) || (same && (before.overlay ?? now.overlay) !== undefined)
  return [
    ...(same && tailored ? [] : [{ id: 'rulebook-version' as const, params: { rulebook, before: before.version, now: now.version } }]),
    ...(tailored ? [{ id: 'overlay-other' as const, params: { rulebook, before: before.overlay?.id ?? '', now: now.overlay?.id ?? '' } }] : []),
  ]
}
