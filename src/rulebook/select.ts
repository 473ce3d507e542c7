// Which rulebooks, in which roles: those the evidence names, or those given by hand.
import satisfies from 'semver/functions/satisfies.js'
import type { Manifest } from '../model/evidence.ts'
import { InputError, type Place, type Problem } from '../model/problem.ts'
import type { Rulebook } from '../model/rulebook.ts'
import type { Role } from '../model/vocabulary.ts'
import { nearest } from '../util/suggest.ts'
import { allRulebooks, isPath } from './library.ts'

export interface Selected {
  readonly rulebook: Rulebook
  readonly role: Role
}

/** Where rulebooks come from: the shipped ones by id, others by folder. */
export interface RulebookLibrary {
  readonly ids: () => readonly string[]
  readonly byId: (id: string) => Promise<Rulebook | undefined>
  /** Whom each is for, where that is known without loading them. */
  readonly defaults?: () => Readonly<Record<string, Rulebook['defaults']>>
  readonly byPath: (path: string, shown?: string) => Promise<Rulebook>
}

/** Loads the chosen rulebooks in the order given. Throws InputError for unknown ids, versions out of range and roles a rulebook does not have. */
export async function selectRulebooks(
  manifest: Manifest,
  given: readonly string[] | undefined,
  library: RulebookLibrary,
  placeOf: (...path: PropertyKey[]) => Place,
  excerptAt: (place: Place) => string,
  overlays: Readonly<Record<string, string>> = {},
): Promise<Selected[]> {
  const problems: Problem[] = []
  const selected: Selected[] = []
  const named = manifest.rulebooks ?? (await defaultsFor(manifest, library))
  const byHand = (given ?? []).map((id) => ({ id, version: undefined, role: undefined, overlay: undefined, place: { file: '--rulebook', line: 0, col: 0 } }))
  const wanted = byHand.length > 0 ? byHand : named.map((entry, index) => ({ ...entry, place: placeOf('rulebooks', index) }))
  for (const { id, version, role: asked, overlay, place } of wanted) {
    const tailored = overlay === undefined ? undefined : overlays[overlay]
    const rulebook = await (tailored !== undefined
      ? library.byPath(tailored, overlay)
      : byHand.length > 0 && isPath(id)
        ? library.byPath(id)
        : library.byId(id))
    if (!rulebook) {
      problems.push({
        code: 'unknown-rulebook',
        place,
        params: { id, did: nearest(id, library.ids()) ?? '', known: library.ids().join(', ') },
        excerpt: excerptAt(place),
      })
      continue
    }
    if (tailored !== undefined && rulebook.id !== id)
      problems.push({ code: 'overlay-other', place, params: { id, found: rulebook.id }, excerpt: excerptAt(place) })
    // A rulebook given by hand keeps the role that the evidence gives it.
    const role =
      asked ?? named.find((entry) => entry.id === rulebook.id)?.role ?? (rulebook.roles.includes('entity') ? 'entity' : (rulebook.roles[0] ?? 'entity'))
    if (selected.some((other) => other.rulebook.id === rulebook.id && other.role === role)) {
      problems.push({ code: 'duplicate-id', place, params: { id: rulebook.id, other: place.file }, excerpt: excerptAt(place) })
      continue
    }
    if (!admits(rulebook.version, version)) {
      problems.push({ code: 'rulebook-version', place, params: { id, wanted: version ?? '', found: rulebook.version }, excerpt: excerptAt(place) })
    }
    if (!rulebook.roles.includes(role)) problems.push({ code: 'role-not-in-rulebook', place, params: { role, id }, excerpt: excerptAt(place) })
    selected.push({ rulebook, role })
  }
  if (wanted.length === 0)
    problems.push({
      code: 'no-default-rulebook',
      place: placeOf('institution', 'kind'),
      params: { kind: manifest.institution.kind, known: library.ids().join(', ') },
      excerpt: excerptAt(placeOf('institution', 'kind')),
    })
  if (problems.length > 0) throw new InputError(problems)
  return selected
}

/** Whether a version is one that was asked for; any is when none was, none is when what was asked for is no range. */
export const admits = (version: string, wanted: string | undefined): boolean => wanted === undefined || satisfies(version, wanted)

/** What a kind of institution is assessed by when it names no rulebook: every shipped one that says so, by id. */
async function defaultsFor({ institution }: Manifest, library: RulebookLibrary): Promise<NonNullable<Manifest['rulebooks']>> {
  const known = library.defaults?.() ?? Object.fromEntries((await allRulebooks(library)).map(({ id, defaults }) => [id, defaults]))
  return Object.entries(known).flatMap(([id, defaults]) => defaults.filter(({ kinds }) => kinds.includes(institution.kind)).map(({ role }) => ({ id, role })))
}
