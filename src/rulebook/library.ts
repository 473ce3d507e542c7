// The shipped rulebooks (compiled to JSON at build time) and rulebook folders given by path.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Rulebook } from '../model/rulebook.ts'
import { isFile } from '../util/kind-of.ts'
import type { CompiledStore } from './compiled.ts'

/** The package's own folder: the nearest above this file that has a package.json. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder)
  return folder
}

export const packageVersion = (): string => (JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string }).version

/** A given name that has a path separator, or is `.`, is a folder or an overlay file; anything else is an id. */
export const isPath = (name: string): boolean => /[\\/]|\.ya?ml$/.test(name) || name === '.' || name === '..'

const compiledFolder = () => join(packageRoot(), 'dist', 'rulebooks')

/** A rule of its own, or the question whether it applies at all. */
export const hasRule = ({ rules, scope }: Rulebook, id: string): boolean => rules.some((rule) => rule.id === id) || scope.id === id

/** Ids of the shipped rulebooks, sorted. */
export const shippedIds = (): string[] =>
  readdirSync(compiledFolder())
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -5))
    .toSorted()

const compiledText = (id: string) => readFileSync(join(compiledFolder(), `${id}.json`), 'utf8')

/** Parsed once in a process: nobody changes a rulebook. */
const parsed = new Map<string, Rulebook>()

/** All rulebooks that a library has by id, in the order of their ids. */
export async function allRulebooks({
  ids,
  byId,
}: {
  readonly ids: () => readonly string[]
  readonly byId: (id: string) => Promise<Rulebook | undefined>
}): Promise<Rulebook[]> {
  return (await Promise.all(ids().map(byId))).filter((rulebook) => rulebook !== undefined)
}

/** Shipped rulebooks by id or by a rule of theirs; folders by path. The YAML loader is only brought in when a path is given. */
export const library = {
  ids: shippedIds,
  byId: async (id: string): Promise<Rulebook | undefined> => {
    if (!shippedIds().includes(id)) return undefined
    const rulebook = parsed.get(id) ?? (JSON.parse(compiledText(id)) as Rulebook)
    parsed.set(id, rulebook)
    return rulebook
  },
  /** Whom each shipped rulebook is for, without reading the rulebooks themselves. */
  defaults: (): Readonly<Record<string, Rulebook['defaults']>> =>
    JSON.parse(readFileSync(join(packageRoot(), 'dist', 'defaults.json'), 'utf8')) as Record<string, Rulebook['defaults']>,
  /** The first shipped rulebook with the rule, or with it as its scope. Only a text that has the id is parsed: it is a megabyte in all. */
  byRule: (rule: string): Rulebook | undefined => {
    for (const id of shippedIds()) {
      const text = compiledText(id)
      if (!text.includes(`"id":${JSON.stringify(rule)}`)) continue
      const rulebook = JSON.parse(text) as Rulebook
      if (hasRule(rulebook, rule)) return rulebook
    }
    return undefined
  },
  /** `shown` is how the path is written in problems; compiled folders are kept in `store`. */
  byPath: async (path: string, shown: string = path, store?: CompiledStore): Promise<Rulebook> => {
    if (isFile(path)) return (await import('./overlay.ts')).loadOverlay(path, shown, library.byId, library.ids())
    return store ? (await import('./compiled.ts')).loadCompiled(path, shown, store) : (await import('./load.ts')).loadRulebook(path, shown)
  },
}
