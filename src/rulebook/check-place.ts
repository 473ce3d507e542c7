// Where in the options of a check something stands that is wrong: a table, a column, an expression.

type Path = readonly PropertyKey[]

interface Said {
  readonly path: Path
  readonly text: string
  /** The table that it is said of: that of the nearest options around it which name one. */
  readonly table: string
}

/** The path of `text` below the options of a check; of a longer text that mentions it; of the options themselves where nothing does. */
export function placeInCheck(options: unknown, text: string, table?: string): Path {
  const said = textsOf(options)
  const here = said.filter((item) => item.table === table)
  const mentions = (item: Said): boolean => item.text.split(/\W+/).includes(text)
  const found = [here, said].flatMap((items) => [items.find((item) => item.text === text) ?? items.find(mentions) ?? []].flat())
  return found[0]?.path ?? []
}

/** Every text of the options but what people read. */
function textsOf(value: unknown, path: Path = [], table = ''): readonly Said[] {
  if (typeof value === 'string') return [{ path, text: value, table }]
  if (value === null || typeof value !== 'object') return []
  const around = 'dataset' in value && typeof value.dataset === 'string' ? value.dataset : table
  return Object.entries(value).flatMap(([key, inner]) => (key === 'label' ? [] : textsOf(inner, [...path, key], around)))
}
