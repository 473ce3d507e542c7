// Opened YAML + the tables that the rulebooks define → the Evidence value.
import { readdirSync, type Dirent } from 'node:fs'
import { join } from 'node:path'
import type { Dataset, Evidence, InputFile } from '../model/evidence.ts'
import { InputError, type Problem } from '../model/problem.ts'
import type { DatasetDef } from '../model/rulebook.ts'
import { by, byText } from '../util/compare.ts'
import type { ReadResult } from '../util/read-file.ts'
import { MAX_DATASET_BYTES, readDataset } from './dataset.ts'
import type { DigestCache } from './digest-cache.ts'
import { collectDocuments } from './documents.ts'
import { FOLDER_MANIFEST, SINGLE_FILE } from './files.ts'
import { EVIDENCE_FOLDERS } from './folders.ts'
import { pathBelow, plainPath, readInside, resolveInside } from './inside.ts'
import type { OpenedEvidence } from './open.ts'

/** Reads documents and tables. Throws InputError when a path escapes the folder; what is unreadable becomes part of the value. */
export function collectEvidence(opened: OpenedEvidence, defs: readonly DatasetDef[], digests?: DigestCache): Evidence {
  const { manifest } = opened
  const { documents, inputs, problems, paths } = collectDocuments(opened, digests)
  const tables = collectDatasets(opened, mergeDefinitions(defs))
  problems.push(...tables.problems)
  if (problems.length > 0) throw new InputError(problems)
  const all = [...opened.inputs, ...inputs, ...tables.inputs]
  const unique = new Map(all.map((input) => [input.path, input]))
  const read = new Set([...unique.keys(), ...paths, ...tables.paths])
  const unread = listed(opened.root).filter((path) => !read.has(path))
  const { answers: _answers, documents: _documents, waivers: _waivers, datasets: _datasets, ...head } = manifest
  return {
    manifest: head,
    answers: opened.answers,
    ...(Object.keys(opened.history).length === 0 ? {} : { history: opened.history }),
    documents,
    datasets: tables.datasets,
    waivers: opened.waivers.toSorted((a, b) => byText(a.rule, b.rule) || byText(a.expires_at, b.expires_at) || byText(a.reason, b.reason)),
    where: opened.where,
    inputs: [...unique.values()].toSorted(by((input) => input.path)),
    unread: unread.filter((path) => !isAudit(path)),
    auditInside: unread.filter(isAudit),
  }
}

/** A table that several rulebooks define is one file: their columns together, the first definition of each column; what one of them hides is hidden. */
export function mergeDefinitions(defs: readonly DatasetDef[]): DatasetDef[] {
  const merged = new Map<string, DatasetDef>()
  for (const def of defs) {
    const first = merged.get(def.id)
    const more = def.columns.filter((column) => !first?.columns.some(({ name }) => name === column.name))
    const columns = first?.columns.map((column) => {
      const other = def.columns.find(({ name }) => name === column.name)
      return { ...column, personal: column.personal || other?.personal === true, sensitive: column.sensitive || other?.sensitive === true }
    })
    merged.set(def.id, first && columns ? { ...first, columns: [...columns, ...more] } : def)
  }
  return [...merged.values()]
}

const isAudit = (path: string) => /(^|\/)(audit|auditoria)[^/]*\.ya?ml$/i.test(path)

function collectDatasets(
  opened: OpenedEvidence,
  defs: readonly DatasetDef[],
): { datasets: Record<string, Dataset>; inputs: InputFile[]; problems: Problem[]; paths: string[] } {
  const datasets: Record<string, Dataset> = {}
  const inputs: InputFile[] = []
  const problems: Problem[] = []
  const paths: string[] = []
  const there = namesIn(opened.root, 'datos')
  for (const def of defs.toSorted(by((d) => d.id))) {
    const source = opened.manifest.datasets[def.id]
    // Most tables are not there, and asking the system for each of them takes longer than reading a small institution.
    if (source?.path === undefined && there && !there.has(`${def.id.toLowerCase()}.csv`)) continue
    const path = plainPath(source?.path ?? `datos/${def.id}.csv`)
    const inside = resolveInside(opened.root, path)
    const place = opened.places.manifest('datasets', def.id, 'path')
    const excerpt = opened.places.excerpt(place)
    if (inside === 'outside') problems.push({ code: 'path-outside', place, params: { path }, excerpt })
    else if (inside === 'missing' && source?.path !== undefined) problems.push({ code: 'file-missing', place, params: { path }, excerpt })
    if (inside === 'missing' || inside === 'outside') continue
    paths.push(path, ...(inside === 'unreadable' ? [] : [pathBelow(opened.root, inside.real)]))
    const file: ReadResult =
      inside === 'unreadable' ? { ok: false, code: 'file-unreadable', params: { reason: 'EACCES' } } : readInside(opened.root, inside.real, MAX_DATASET_BYTES)
    if (file.ok) {
      const dataset = readDataset(def, path, file.bytes, source?.columns)
      datasets[def.id] = dataset
      inputs.push({ path, bytes: dataset.bytes, sha256: dataset.sha256 })
    } else {
      const code = file.code === 'file-too-large' ? 'too-large' : file.code === 'not-a-regular-file' ? 'not-a-file' : 'unreadable'
      datasets[def.id] = { ...readDataset(def, path, new Uint8Array()), error: { code, line: 0, detail: String(file.params['reason'] ?? '') } }
    }
  }
  return { datasets, inputs, problems, paths }
}

/** What a folder inside the evidence holds, in lower case since some file systems do not tell the difference; undefined when that cannot be said. */
function namesIn(root: string, folder: string): ReadonlySet<string> | undefined {
  const inside = resolveInside(root, folder)
  if (inside === 'missing') return new Set()
  if (typeof inside === 'string') return undefined
  try {
    return new Set(readdirSync(inside.real).map((name) => name.toLowerCase()))
  } catch {
    return undefined
  }
}

const MAX_LISTED = 20_000

/** Files in the folders that evidence lives in, and data files beside the manifest that look like evidence; no links followed. */
function listed(root: string): string[] {
  const found: string[] = []
  const folders = new Set<string>(EVIDENCE_FOLDERS)
  const walk = (folder: string): void => {
    for (const entry of entriesOf(join(root, folder))) {
      if (entry.name.startsWith('.') || found.length >= MAX_LISTED) continue
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      const atRoot = folder === ''
      if (entry.isDirectory()) {
        if (!atRoot || folders.has(entry.name)) walk(path)
      } else if (atRoot ? /\.(ya?ml|csv)$/i.test(entry.name) : path !== 'answers/history.jsonl' && !/^(README|LEEME)(\.\w+)?$/i.test(entry.name))
        found.push(path)
    }
  }
  walk('')
  return found.filter((path) => path !== FOLDER_MANIFEST && path !== SINGLE_FILE).toSorted(byText)
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).toSorted(by((entry) => entry.name))
  } catch {
    return []
  }
}
