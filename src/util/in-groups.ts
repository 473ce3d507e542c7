/** The items in their order, so many at a time; only these are held. */
export function* inGroups<Item>(items: Iterable<Item>, count: number): Iterable<readonly Item[]> {
  let some: Item[] = []
  for (const item of items) {
    some.push(item)
    if (some.length < count) continue
    yield some
    some = []
  }
  if (some.length > 0) yield some
}
