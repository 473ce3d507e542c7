// Chance that follows from a text: the same text, the same numbers, on every machine. No clock.

/** A stream of numbers in [0, 1) and the few draws that are made of it. */
export interface Chance {
  readonly next: () => number
  /** A whole number in [low, high]. */
  readonly int: (low: number, high: number) => number
  readonly pick: <Item>(list: readonly Item[]) => Item
  readonly yes: (probability: number) => boolean
  readonly shuffled: <Item>(list: readonly Item[]) => Item[]
}

/** FNV-1a over UTF-16 units. */
function hash(text: string): number {
  let state = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) state = Math.imul(state ^ text.charCodeAt(index), 0x01000193)
  return state >>> 0
}

/** The stream of a name; streams of other names are independent of it, so the order in which things are made does not matter. */
export function chanceOf(name: string): Chance {
  let state = hash(name)
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    int,
    pick: (list) => list[Math.floor(next() * list.length)]!,
    yes: (probability) => next() < probability,
    shuffled: (list) => {
      const copy = [...list]
      for (let last = copy.length - 1; last > 0; last -= 1) {
        const other = int(0, last)
        ;[copy[last], copy[other]] = [copy[other]!, copy[last]!]
      }
      return copy
    },
  }
}
