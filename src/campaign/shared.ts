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

/** Finds what several hand in. Everybody is counted before anybody is gathered from: of what only one hands in, no more than the digest is kept. */
export interface Sharing {
  readonly count: (id: string, prints: Handed) => void
  readonly gather: (id: string, prints: Handed) => void
  readonly notes: () => readonly Group<Note>[]
  readonly documents: () => readonly Group<SharedDocument>[]
}

type Handed = Pick<Prints, 'notes' | 'documents'>

/** `common`: digests of documents that many may hand in. */
export function sharing(common: ReadonlySet<string>): Sharing {
  const notes = gatherer<Note>(({ digest }) => digest)
  const documents = gatherer<SharedDocument>(({ sha256 }) => sha256, common)
  return {
    count: (id, handed) => {
      notes.count(id, handed.notes)
      documents.count(id, handed.documents)
    },
    gather: (id, handed) => {
      notes.gather(id, handed.notes)
      documents.gather(id, handed.documents)
    },
    notes: notes.groups,
    documents: documents.groups,
  }
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
