// The notes and documents that several institutions hand in alike. Pure.
import type { CampaignRow } from '../model/campaign.ts'
import { by, sortedEntries } from '../util/compare.ts'
import type { Prints } from './prints.ts'

/** An assessed institution with its prints, which are read anew at each call: those of a whole country are too much to hold. */
export interface Printed {
  readonly row: CampaignRow
  readonly prints: () => Prints
}

export type Note = Prints['notes'][number]
export type SharedDocument = Prints['documents'][number]
/** Items with the same digest, of two institutions or more, each institution once. */
export type Group<Item> = readonly { readonly id: string; readonly item: Item }[]

/** What several hand in. All are read twice: first for which digests are of several, then for those alone. */
export function sharedOf(
  all: readonly Printed[],
  common: ReadonlySet<string>,
): { readonly notes: readonly Group<Note>[]; readonly documents: readonly Group<SharedDocument>[] } {
  const notes = gatherer<Note>(({ digest }) => digest)
  const documents = gatherer<SharedDocument>(({ sha256 }) => sha256, common)
  for (const pass of ['count', 'gather'] as const)
    for (const { row, prints } of all) {
      const handed = prints()
      notes[pass](row.id, handed.notes)
      documents[pass](row.id, handed.documents)
    }
  return { notes: notes.groups(), documents: documents.groups() }
}

interface Gatherer<Item> {
  readonly count: (id: string, items: readonly Item[]) => void
  readonly gather: (id: string, items: readonly Item[]) => void
  /** In the order of their digests. */
  readonly groups: () => readonly Group<Item>[]
}

function gatherer<Item>(digestOf: (item: Item) => string, apart: ReadonlySet<string> = new Set()): Gatherer<Item> {
  const whose = new Map<string, string>()
  const several = new Map<string, Map<string, Item>>()
  return {
    count: (id, items) => {
      for (const item of items) {
        const digest = digestOf(item)
        const first = whose.get(digest)
        if (first === undefined) whose.set(digest, id)
        else if (first !== id && !apart.has(digest)) several.set(digest, new Map())
      }
    },
    gather: (id, items) => {
      for (const item of items) {
        const group = several.get(digestOf(item))
        if (group && !group.has(id)) group.set(id, item)
      }
    },
    groups: () => sortedEntries(Object.fromEntries(several)).map(([, group]) => [...group].map(([id, item]) => ({ id, item })).toSorted(by(({ id }) => id))),
  }
}
