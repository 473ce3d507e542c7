// The rulebooks of a campaign: those that ship with the program by id, others by the folder or the overlay file that is named.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { PlaceIn } from '../campaign/sources.ts'
import type { CampaignFile } from '../model/campaign.ts'
import { InputError, type Problem } from '../model/problem.ts'
import type { Rulebook } from '../model/rulebook.ts'
import { isPath } from '../rulebook/library.ts'
import { admits, type RulebookLibrary } from '../rulebook/select.ts'
import { digestOf } from '../util/canonical-json.ts'
import { nearest } from '../util/suggest.ts'

/** A rulebook as it is asked for; a typed path says no id. */
export interface Wanted {
  readonly id?: string
  readonly version?: string | undefined
  /** Absolute, and as it is written. */
  readonly path?: { readonly at: string; readonly shown: string }
}

/** `own`: it does not ship with the program. */
export interface Loaded {
  readonly rulebook: Rulebook
  readonly own: boolean
}

/** Digest of all that a rulebook makes reports say: its own covers the rules, not the title and the reasons of an overlay. */
export const contentDigest = ({ digest, overlay }: Rulebook): string => (overlay ? digestOf({ digest, overlay }) : digest)

/** As the campaign file names them, its folder being `base`. */
export const namedIn = ({ rulebooks }: CampaignFile, base: string): Wanted[] =>
  rulebooks.map(({ id, version, path }) => ({ id, version, ...(path === undefined ? {} : { path: { at: resolve(base, path), shown: path } }) }))

/** As `--rulebook` names them. */
export const typed = (names: readonly string[], cwd: string): Wanted[] =>
  names.map((name) => (isPath(name) ? { path: { at: resolve(cwd, name), shown: name } } : { id: name }))

/** Throws InputError with every problem: what is not there, cannot be read, or is not what was asked for, with its place in the file that asks for it. */
export async function loadAll(wanted: readonly Wanted[], library: RulebookLibrary, placeIn?: PlaceIn): Promise<Loaded[]> {
  const problems: Problem[] = []
  const loaded: Loaded[] = []
  for (const [index, { id, version, path }] of wanted.entries()) {
    const at = (key: 'id' | 'version' | 'path') => placeIn?.(['rulebooks', index, key]) ?? { place: { file: TYPED, line: 0, col: 0 } }
    const rulebook = path ? await ofPath(path, library, at('path'), problems) : await library.byId(id ?? '')
    if (!rulebook) {
      if (!path)
        problems.push({
          code: 'unknown-rulebook',
          params: { id: id ?? '', did: nearest(id ?? '', library.ids()) ?? '', known: library.ids().join(', ') },
          ...at('id'),
        })
      continue
    }
    if (id !== undefined && rulebook.id !== id) problems.push({ code: 'overlay-other', params: { id, found: rulebook.id }, ...at('path') })
    if (loaded.some((other) => other.rulebook.id === rulebook.id))
      problems.push({ code: 'duplicate-id', params: { id: rulebook.id, other: TYPED }, ...at('id') })
    if (!admits(rulebook.version, version))
      problems.push({ code: 'rulebook-version', params: { id: rulebook.id, wanted: version ?? '', found: rulebook.version }, ...at('version') })
    loaded.push({ rulebook, own: path !== undefined })
  }
  if (problems.length > 0) throw new InputError(problems)
  return loaded
}

async function ofPath(
  { at, shown }: NonNullable<Wanted['path']>,
  library: RulebookLibrary,
  place: ReturnType<PlaceIn>,
  problems: Problem[],
): Promise<Rulebook | undefined> {
  if (!existsSync(at)) {
    problems.push({ code: 'file-missing', params: { path: shown }, ...place })
    return undefined
  }
  try {
    return await library.byPath(at, shown)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    for (const one of error.problems) problems.push(one)
    return undefined
  }
}

/** Where rulebooks are asked for that no file names. */
const TYPED = '--rulebook'
