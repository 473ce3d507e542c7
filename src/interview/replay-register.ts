// What `--answers FILE` brings in besides answers: profile, documents, tables. What is there already and says otherwise stays.
import { join } from 'node:path'
import { listOnce, resolveInside } from '../evidence/inside.ts'
import type { OpenedEvidence } from '../evidence/open.ts'
import type { ManifestChange } from '../evidence/workspace.ts'
import type { DocumentEntry, Evidence } from '../model/evidence.ts'
import { canonicalJson } from '../util/canonical-json.ts'
import { readRegularFile } from '../util/read-file.ts'
import { MAX_YAML_BYTES, readYaml } from '../util/yaml.ts'
import type { Plain } from '../util/yaml-edit.ts'
import type { InterviewSession } from './session.ts'

const isSame = (one: unknown, other: unknown): boolean => canonicalJson(one) === canonicalJson(other)

/** Writes what the profile lacks; returns what it says otherwise, by its place in the manifest. */
export function bringProfile(session: InterviewSession, source: OpenedEvidence): string[] {
  const there = session.settings.workspace.opened()
  const held = new Map(there ? profileOf(there).map(([path, value]) => [path.join('.'), value] as const) : [])
  const changes = profileOf(source).filter(([path]) => !held.has(path.join('.')))
  if (changes.length > 0) session.save({ kind: 'manifest', changes })
  return profileOf(source).flatMap(([path, value]) => {
    const name = path.join('.')
    return held.has(name) && !isSame(held.get(name), value) ? [name] : []
  })
}

/** What evidence itself writes of the profile, key by key; what it leaves to be understood is not said. */
function profileOf({ manifest, root, manifestFile }: OpenedEvidence): ManifestChange[] {
  const file = readRegularFile(join(root, manifestFile), MAX_YAML_BYTES)
  const yaml = file.ok ? readYaml(file.bytes, manifestFile) : undefined
  const written = new Set(Object.keys(yaml?.ok === true ? (yaml.yaml.value as object) : {}))
  const whole = (['lang', 'period', 'confidentiality', 'rulebooks', 'signatories'] as const).flatMap((key): ManifestChange[] =>
    written.has(key) && manifest[key] !== undefined ? [[[key], manifest[key] as Plain]] : [],
  )
  const parts = (['institution', 'facts'] as const).flatMap((key) =>
    Object.entries(manifest[key]).flatMap(([name, value]): ManifestChange[] => (value === undefined ? [] : [[[key, name], value]])),
  )
  return [...parts, ...whole]
}

/** Registers the documents with their files; one of the same name that is another, or of which something else is said, stays whole. */
export function bringDocuments(session: InterviewSession, source: OpenedEvidence, evidence: Evidence, held: Evidence | undefined) {
  const { workspace } = session.settings
  const kept: string[] = []
  const listing = listOnce()
  let changed = 0
  for (const [id, entry] of Object.entries(source.documents)) {
    const there = workspace.opened()?.documents[id]
    const digest = (of: Evidence | undefined) => of?.documents[id]?.sha256 ?? of?.documents[id]?.actualSha256
    if (there && (digest(held) !== digest(evidence) || saysOtherwise(entry, there))) {
      kept.push(id)
      continue
    }
    const merged: DocumentEntry = there ? { ...entry, ...there, ...slotsOf(there, entry) } : entry
    const inside = held?.documents[id]?.file === 'present' ? 'there' : resolveInside(source.root, entry.path, listing)
    const attached = typeof inside === 'string' ? undefined : workspace.attach(inside.real, 'documentos')
    const moved: DocumentEntry = attached?.ok === true ? { ...merged, path: attached.path } : merged
    if (there && isSame(moved, there)) continue
    session.save({ kind: 'document', id, entry: moved })
    changed += 1
  }
  return { changed, kept }
}

const OF_THE_ACT = ['kind', 'title', 'number', 'issued', 'signed_by', 'valid_until', 'period'] as const

const saysOtherwise = (said: DocumentEntry, there: DocumentEntry): boolean =>
  OF_THE_ACT.some((key) => said[key] !== undefined && there[key] !== undefined && said[key] !== there[key])

/** The slots of both, in the order in which they are there. */
function slotsOf({ fulfils: there }: DocumentEntry, { fulfils: said }: DocumentEntry): Pick<DocumentEntry, 'fulfils'> {
  const slots = [...new Set([...(there ?? []), ...(said ?? [])])]
  return there === undefined && said === undefined ? {} : { fulfils: slots }
}

/** Copies tables in with the names of their columns; returns those that are there with other rows or other columns. */
export function bringTables(session: InterviewSession, source: OpenedEvidence, evidence: Evidence, held: Evidence | undefined): string[] {
  const { workspace } = session.settings
  const kept: string[] = []
  for (const { id, path, sha256 } of Object.values(evidence.datasets)) {
    const [there, written] = [held?.datasets[id], workspace.opened()?.manifest.datasets[id]?.columns]
    const { columns } = source.manifest.datasets[id] ?? {}
    if (there && (there.sha256 !== sha256 || (written !== undefined && columns !== undefined && !isSame(written, columns)))) {
      kept.push(id)
      continue
    }
    const inside = there ? 'there' : resolveInside(source.root, path)
    const attached = typeof inside === 'string' ? undefined : workspace.attach(inside.real, 'datos')
    if (!there && attached?.ok !== true) continue
    const changes: ManifestChange[] = [
      ...(attached?.ok !== true || attached.path === `datos/${id}.csv` ? [] : [[['datasets', id, 'path'], attached.path] as const]),
      ...(columns === undefined || written !== undefined ? [] : [[['datasets', id, 'columns'], columns as Plain] as const]),
    ]
    if (changes.length > 0) session.save({ kind: 'manifest', changes })
  }
  return kept
}
