// The one order in which things leave the program: by code unit, whatever the locale of the machine.

export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** A comparison by a text taken from each item. */
export const by =
  <Item>(text: (item: Item) => string) =>
  (a: Item, b: Item): number =>
    byText(text(a), text(b))

/** Entries of a record, sorted by key. */
export const sortedEntries = <Value>(record: Readonly<Record<string, Value>>): [string, Value][] => Object.entries(record).toSorted(by(([key]) => key))
