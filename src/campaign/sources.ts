// What was named on the command line → the campaign and its sources of evidence, in an order that does not depend on the machine.
import { existsSync, globSync, readdirSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { FOLDER_MANIFEST, SINGLE_FILE } from '../evidence/files.ts'
import { realPath } from '../evidence/inside.ts'
import { CampaignFile } from '../model/campaign.ts'
import { InputError, type Problem } from '../model/problem.ts'
import { by } from '../util/compare.ts'
import { isFolder } from '../util/kind-of.ts'
import { readHead, readRegularFile } from '../util/read-file.ts'
import { MAX_YAML_BYTES, readYaml, type YamlFile } from '../util/yaml.ts'
import { validate } from '../util/zod-problems.ts'
import type { Item } from './settings.ts'

const CAMPAIGN_FILE = 'campaign.yaml'
/** Where the evidence of a campaign lies, beside its file, when nothing else is named. */
const EVIDENCE_FOLDER = 'evidencias'

export interface Sources {
  readonly campaign?: CampaignFile
  /** Where something stands in the campaign file. */
  readonly placeIn?: PlaceIn
  /** The folder that paths in the campaign file are relative to. */
  readonly base: string
  readonly items: readonly Item[]
}

export type PlaceIn = (path: readonly PropertyKey[]) => Pick<Problem, 'place' | 'excerpt'>

/** Finds the campaign file (at most one) and every source. `apart`: rulebooks that were typed, absolute. Throws InputError with all problems. */
export function findSources(named: readonly string[], cwd: string, apart: readonly string[] = []): Sources {
  const places = named.flatMap((name) => expand(name, cwd))
  const missing = places.filter(({ path }) => !existsSync(path))
  if (missing.length > 0) throw new InputError(missing.map(({ shown }) => problem('file-missing', shown, { path: shown })))
  const files = places.flatMap(({ path, shown }) => campaignAt(path, shown) ?? [])
  const [first, second] = files
  if (second) throw new InputError([problem('duplicate-id', second.shown, { id: CAMPAIGN_FILE, other: first?.shown ?? '' })])
  const campaign = first && readCampaign(first.path, first.shown)
  const base = first ? dirname(first.path) : cwd
  const rest = places.filter(({ path }) => campaignAt(path, '') === undefined)
  const folder = join(base, EVIDENCE_FOLDER)
  // A roster that says where everybody's evidence is leaves nothing to look for.
  const told = campaign !== undefined && campaign.value.institutions.length > 0 && campaign.value.institutions.every(({ path }) => path !== undefined)
  const found = existsSync(folder) ? [{ path: folder }] : told ? [] : [{ path: base }]
  const roots = rest.length > 0 ? rest : first ? found : []
  // A rulebook that lies beside the evidence is nobody's.
  const ofCampaign = campaign?.value.rulebooks.flatMap(({ path }) => (path === undefined ? [] : [resolve(base, path)])) ?? []
  const rulebooks = new Set([...ofCampaign, ...apart])
  return {
    ...(campaign ? { campaign: campaign.value, placeIn: placeIn(campaign.yaml) } : {}),
    base,
    items: matched(
      campaign,
      base,
      roots.flatMap(({ path }) => evidenceIn(path)).filter(({ path }) => !rulebooks.has(path)),
    ),
  }
}

const problem = (code: Problem['code'], file: string, params: Problem['params']): Problem => ({ code, place: { file, line: 0, col: 0 }, params })

function expand(name: string, cwd: string): { path: string; shown: string }[] {
  const path = resolve(cwd, name)
  if (existsSync(path) || !/[*?[\]{}]/.test(name)) return [{ path, shown: name }]
  return globSync(name, { cwd })
    .toSorted()
    .map((found) => ({ path: resolve(cwd, found), shown: found }))
}

function campaignAt(path: string, shown: string): { path: string; shown: string } | undefined {
  const file = isFolder(path) ? join(path, CAMPAIGN_FILE) : path
  if (isFolder(path)) return existsSync(file) ? { path: file, shown: join(shown, CAMPAIGN_FILE) } : undefined
  // A file of that name is one however broken, as it is in a folder.
  if (basename(file) === CAMPAIGN_FILE) return { path: file, shown }
  const head = headOf(file)
  // A list of institutions is a campaign's, whatever its schema line says: the campaign's errors are then what helps.
  return /^\s*schema:\s*['"]?cumple\/campaign@|^institutions:/m.test(head) ? { path: file, shown } : undefined
}

const isEvidence = (file: string): boolean => /\.ya?ml$/.test(file) && /^\s*schema:\s*['"]?cumple\/evidence@/m.test(headOf(file))

/** The first letters of a file, however large: what it is shows there, and one too large to be read is told as such. Empty when it cannot be read. */
const headOf = (file: string): string => Buffer.from(readHead(file, 4_000)).toString('utf8')

const placeIn =
  ({ placeOf, excerptAt }: YamlFile): PlaceIn =>
  (path) => {
    const place = placeOf(path)
    return { place, excerpt: excerptAt(place.line) }
  }

interface ReadCampaign {
  readonly value: CampaignFile
  readonly yaml: YamlFile
}

function readCampaign(path: string, shown: string): ReadCampaign {
  const file = readRegularFile(path, MAX_YAML_BYTES)
  if (!file.ok) throw new InputError([problem(file.code, shown, file.params)])
  const yaml = readYaml(file.bytes, shown)
  if (!yaml.ok) throw new InputError(yaml.problems)
  const result = validate(CampaignFile, yaml.yaml)
  if (!result.ok) throw new InputError(result.problems)
  const problems: Problem[] = []
  for (const list of ['rulebooks', 'institutions'] as const) {
    const seen = new Set<string>()
    for (const [index, { id }] of result.value[list].entries()) {
      if (seen.has(id)) problems.push({ code: 'duplicate-id', params: { id, other: shown }, ...placeIn(yaml.yaml)([list, index, 'id']) })
      seen.add(id)
    }
  }
  const owners = new Map<string, string>()
  for (const [index, { id, path: own }] of result.value.institutions.entries()) {
    if (own === undefined) continue
    const other = owners.get(resolve(own))
    if (other !== undefined) problems.push({ code: 'duplicate-path', params: { path: own, other }, ...placeIn(yaml.yaml)(['institutions', index, 'path']) })
    owners.set(resolve(own), other ?? id)
  }
  if (problems.length > 0) throw new InputError(problems)
  return { value: result.value, yaml: yaml.yaml }
}

interface Found {
  readonly path: string
  /** A link inside a folder of evidences: whoever put it there could show somebody else's files. */
  readonly link?: true
}

/** The evidence that a path stands for: itself, or every folder and every single file of evidence in it. */
function evidenceIn(path: string): Found[] {
  if (!isFolder(path) || existsSync(join(path, FOLDER_MANIFEST)) || existsSync(join(path, SINGLE_FILE))) return [{ path }]
  return readdirSync(path, { withFileTypes: true }).flatMap((entry): Found[] => {
    if (entry.name.startsWith('.')) return []
    if (entry.isFile()) return isEvidence(join(path, entry.name)) ? [{ path: join(path, entry.name) }] : []
    if (!(entry.isDirectory() || entry.isSymbolicLink())) return []
    // Results of an earlier run are nobody's evidence.
    if (existsSync(join(path, entry.name, 'state', 'run.sqlite'))) return []
    return [{ path: join(path, entry.name), ...(entry.isSymbolicLink() ? { link: true } : {}) }]
  })
}

/** Sources with the institution that each should be of: by the path in the roster, else by the name of the folder or file. */
function matched(campaign: ReadCampaign | undefined, base: string, found: readonly Found[]): Item[] {
  const roster = campaign?.value.institutions ?? []
  const byPath = new Map(roster.flatMap(({ path, ...entry }) => (path === undefined ? [] : [[resolve(base, path), entry] as const])))
  const byId = new Map(roster.filter(({ path }) => path === undefined).map((entry) => [entry.id, entry]))
  const named = [...byPath.keys()].filter((path) => existsSync(path)).map((path): Found => ({ path }))
  const paths = new Set(named.map(({ path }) => path))
  const all = new Map(
    [...found.filter(({ path }) => !paths.has(path)), ...named].map((item) => [item.link ? item.path : (realPath(item.path) ?? item.path), item]),
  )
  const from = campaign ? base : commonFolder([...all.values()].map(({ path }) => dirname(path)))
  return [...all.values()]
    .map(({ path, link }): Item => {
      const entry = byPath.get(path) ?? byId.get(basename(path).replace(/\.ya?ml$/, ''))
      return { source: shownFrom(from, path), path, ...(link ? { link } : {}), ...(entry ? { expected: { id: entry.id, kind: entry.kind } } : {}) }
    })
    .toSorted(by(({ source }) => source))
}

/** The deepest folder that holds all of them. */
const commonFolder = (folders: readonly string[]): string =>
  folders.reduce((common, folder) => {
    let shared = common
    while (shared !== dirname(shared) && shared !== folder && !folder.startsWith(shared + sep)) shared = dirname(shared)
    return shared
  }, folders[0] ?? '')

/** Relative to the campaign, or to the folder of all sources, so that a run from anywhere names it alike. */
function shownFrom(base: string, path: string): string {
  const way = relative(base, path)
  return isAbsolute(way) ? path : (way === '' ? '.' : way).split(sep).join('/')
}
