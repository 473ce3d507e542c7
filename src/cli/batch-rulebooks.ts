// The rulebooks of a campaign: those that ship with the program by id, others by the folder or the overlay file that is named.
import { resolve } from 'node:path'
import type { PlaceIn } from '../campaign/sources.ts'
import type { CampaignFile } from '../model/campaign.ts'
import { InputError } from '../model/problem.ts'
import type { Rulebook } from '../model/rulebook.ts'
import { askedTwice, findRulebooks, type RulebookLibrary, type Wanted } from '../rulebook/select.ts'
import { digestOf } from '../util/canonical-json.ts'

/** `own`: it does not ship with the program. */
export interface Loaded {
  readonly rulebook: Rulebook
  readonly own: boolean
}

/** Digest of all that a rulebook makes reports say: its own covers the rules, not the title and the reasons of an overlay. */
export const contentDigest = ({ digest, overlay }: Rulebook): string => (overlay ? digestOf({ digest, overlay }) : digest)

/** As the campaign file asks for them, its folder being `base`. */
export const namedIn = ({ rulebooks }: CampaignFile, base: string, placeIn: PlaceIn): Wanted[] =>
  rulebooks.map(({ id, version, path }, index) => ({
    id,
    version,
    ...(path === undefined ? {} : { path: { at: resolve(base, path), shown: path } }),
    where: (key) => placeIn(['rulebooks', index, key]),
  }))

/** Loads them all, each once. Throws InputError with every problem, on the line of the file that asks. */
export async function loadAll(wanted: readonly Wanted[], library: RulebookLibrary): Promise<Loaded[]> {
  const found = await findRulebooks(wanted, library)
  const loaded = found.flatMap(({ rulebook, path, where }) => (rulebook ? [{ rulebook, where, own: path !== undefined }] : []))
  const problems = [...found.flatMap((one) => one.problems), ...askedTwice(loaded, ({ rulebook }) => rulebook.id)]
  if (problems.length > 0) throw new InputError(problems)
  return loaded
}
