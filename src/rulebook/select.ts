// Which rulebooks are asked for, and whether they can be had: by evidence, a campaign or a flag; and in which roles evidence is judged.
import { existsSync } from 'node:fs'
import satisfies from 'semver/functions/satisfies.js'
import type { Manifest } from '../model/evidence.ts'
import { InputError, type Place, type Problem } from '../model/problem.ts'
import type { Rulebook } from '../model/rulebook.ts'
import type { Role } from '../model/vocabulary.ts'
import { nearest } from '../util/suggest.ts'
import { allRulebooks, isPath } from './library.ts'

/** Where rulebooks come from: the shipped ones by id, others by folder. */
export interface RulebookLibrary {
  readonly ids: () => readonly string[]
  readonly byId: (id: string) => Promise<Rulebook | undefined>
  /** Whom each is for, where that is known without loading them. */
  readonly defaults?: () => Readonly<Record<string, Rulebook['defaults']>>
  readonly byPath: (path: string, shown?: string) => Promise<Rulebook>
}

/** A rulebook as it is asked for: by an id, by a path, or by a path that must lead to that id. */
export interface Wanted {
  readonly id?: string | undefined
  /** What may be meant where no rulebook has that id. */
  readonly instead?: string
  readonly version?: string | undefined
  /** Where it is, and as it is written. */
  readonly path?: { readonly at: string; readonly shown: string } | undefined
  /** Where that is asked, for problems. */
  readonly where: (key: 'id' | 'version' | 'path') => Pick<Problem, 'place' | 'excerpt'>
}

/** As `--rulebook` asks for it. */
export const typed = (name: string): Wanted => ({
  ...(isPath(name) ? { path: { at: name, shown: name } } : { id: name, ...(existsSync(name) ? { instead: `./${name}` } : {}) }),
  where: (key) => ({ place: { file: key === 'path' ? name : '--rulebook', line: 0, col: 0 } }),
})

/** What was asked for, and the rulebook that was found; without one `problems` say why. */
type Found<Asked> = Asked & { readonly rulebook?: Rulebook; readonly problems: readonly Problem[] }

/** Loads what is asked for, in that order. What cannot be had, or is not what was asked for, comes as problems. */
export const findRulebooks = <Asked extends Wanted>(wanted: readonly Asked[], library: RulebookLibrary): Promise<Found<Asked>[]> =>
  Promise.all(wanted.map(async (asked) => ({ ...asked, ...(await find(asked, library)) })))

async function find({ id, instead, version, path, where }: Wanted, library: RulebookLibrary): Promise<Found<unknown>> {
  try {
    const rulebook = path ? await library.byPath(path.at, path.shown) : await library.byId(id ?? '')
    if (!rulebook) {
      const params = { id: id ?? '', did: instead ?? nearest(id ?? '', library.ids()) ?? '', known: library.ids().join(', ') }
      return { problems: [{ code: 'unknown-rulebook', params, ...where('id') }] }
    }
    const problems: Problem[] = []
    if (id !== undefined && rulebook.id !== id) problems.push({ code: 'overlay-other', params: { id, found: rulebook.id }, ...where('path') })
    if (!admits(rulebook.version, version))
      problems.push({ code: 'rulebook-version', params: { id: rulebook.id, wanted: version ?? '', found: rulebook.version }, ...where('version') })
    return { rulebook, problems }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    // That nothing is there, or that nobody may look, is told where it is asked for; what is wrong inside, there.
    const closed = ({ code, place }: Problem) => (code === 'file-missing' || code === 'file-unreadable') && place.file === path?.shown
    return { problems: error.problems.map((problem) => (closed(problem) ? { ...problem, ...where('path') } : problem)) }
  }
}

/** Whether a version is one that was asked for; any is when none was, none is when what was asked for is no range. */
export const admits = (version: string, wanted: string | undefined): boolean => wanted === undefined || satisfies(version, wanted)

/** A problem for each that is there already, by what tells them apart. */
export const askedTwice = <Asked extends Wanted & { readonly rulebook: Rulebook }>(found: readonly Asked[], keyOf: (one: Asked) => string): Problem[] =>
  [...Map.groupBy(found, keyOf).values()].flatMap(([, ...others]) =>
    others.map(({ rulebook, where }) => ({ code: 'duplicate-id', params: { id: rulebook.id, other: where('id').place.file }, ...where('id') })),
  )

/** A rulebook and the role in which an institution is judged by it. */
export interface Selected {
  readonly rulebook: Rulebook
  readonly role: Role
}

/** Evidence as far as it says which rulebooks; opened evidence is one. */
export interface Naming {
  readonly manifest: Manifest
  /** Overlays by the path that the manifest names → their real paths. */
  readonly overlays: Readonly<Record<string, string>>
  readonly places: { readonly manifest: (...path: PropertyKey[]) => Place; readonly excerpt: (place: Place) => string }
}

/** The rulebooks `given` by hand, else those that evidence names, else those of its kind of institution, each in its role. Throws InputError with every problem. */
export async function selectRulebooks({ manifest, overlays, places }: Naming, library: RulebookLibrary, given: readonly string[] = []): Promise<Selected[]> {
  const at = (...path: PropertyKey[]) => {
    const place = places.manifest(...path)
    return { place, excerpt: places.excerpt(place) }
  }
  const named = (manifest.rulebooks ?? (await defaultsFor(manifest, library))).map(({ id, version, role, overlay }, index) => {
    const tailored = overlay === undefined ? undefined : overlays[overlay]
    return { id, version, role, where: () => at('rulebooks', index), ...(tailored === undefined ? {} : { path: { at: tailored, shown: overlay ?? '' } }) }
  })
  // A rulebook given by hand keeps the role that the evidence gives it.
  const roleOf = (rulebook: Rulebook, asked: Role | undefined): Role =>
    asked ?? named.find(({ id }) => id === rulebook.id)?.role ?? (rulebook.roles.includes('entity') ? 'entity' : (rulebook.roles[0] ?? 'entity'))
  const wanted: (Wanted & { readonly role?: Role | undefined })[] = given.length > 0 ? given.map(typed) : named
  const found = await findRulebooks(wanted, library)
  const selected = found.flatMap(({ rulebook, role, where }) => (rulebook ? [{ rulebook, role: roleOf(rulebook, role), where }] : []))
  const problems: Problem[] = [
    ...found.flatMap((one) => one.problems),
    ...askedTwice(selected, ({ rulebook, role }) => `${rulebook.id} ${role}`),
    ...selected.flatMap(({ rulebook, role, where }) =>
      rulebook.roles.includes(role) ? [] : [{ code: 'role-not-in-rulebook' as const, params: { role, id: rulebook.id }, ...where('id') }],
    ),
  ]
  if (wanted.length === 0)
    problems.push({
      code: 'no-default-rulebook',
      params: { kind: manifest.institution.kind, known: library.ids().join(', ') },
      ...at('institution', 'kind'),
    })
  if (problems.length > 0) throw new InputError(problems)
  return selected.map(({ rulebook, role }) => ({ rulebook, role }))
}

/** What a kind of institution is assessed by when it names no rulebook: every shipped one that says so, by id. */
async function defaultsFor({ institution }: Manifest, library: RulebookLibrary): Promise<NonNullable<Manifest['rulebooks']>> {
  const known = library.defaults?.() ?? Object.fromEntries((await allRulebooks(library)).map(({ id, defaults }) => [id, defaults]))
  return Object.entries(known).flatMap(([id, defaults]) => defaults.filter(({ kinds }) => kinds.includes(institution.kind)).map(({ role }) => ({ id, role })))
}
