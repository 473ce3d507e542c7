// The floor of a campaign, for one institution: its files read, hashed and parsed with the program's own parsers, and nothing else:
// no schema, no references, no cells typed, no rule. Headers are matched, since that settles the delimiter of a table.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fold } from '../src/util/fold.ts'
import { readCsv } from '../src/evidence/csv.ts'
import { MAX_DATASET_BYTES } from '../src/evidence/dataset.ts'
import { hashFile } from '../src/evidence/documents.ts'
import { FOLDER_MANIFEST, SINGLE_FILE } from '../src/evidence/files.ts'
import type { DatasetDef } from '../src/model/rulebook.ts'
import { library } from '../src/rulebook/library.ts'
import { loadRulebook } from '../src/rulebook/load.ts'
import { sha256 } from '../src/util/canonical-json.ts'
import { readRegularFile } from '../src/util/read-file.ts'
import { MAX_YAML_BYTES, readYaml } from '../src/util/yaml.ts'

const RULEBOOK = 'aig-tic'
// From the build, as the program does; from its YAML where nothing is built.
const rulebook = await library.byId(RULEBOOK).catch(() => loadRulebook(join(import.meta.dirname, '..', 'rules', RULEBOOK)))

/** Header → known, per table: what the program prepares for each. */
const known = new Map((rulebook?.datasets ?? []).map((def): [string, ReadonlySet<string>] => [def.id, headersOf(def)]))

function headersOf({ columns }: DatasetDef): Set<string> {
  return new Set(columns.flatMap(({ name, aliases }) => [name, ...aliases].map(fold)))
}

/** Reads and parses everything that an institution handed in. `bytes` are those read. */
export function readAndParse(folder: string): { bytes: number } {
  let bytes = 0
  const yaml = (name: string) => {
    const file = readRegularFile(join(folder, name), MAX_YAML_BYTES)
    if (!file.ok) return
    bytes += file.bytes.length
    sha256(file.bytes)
    readYaml(file.bytes, name)
  }
  if (existsSync(join(folder, FOLDER_MANIFEST))) yaml(FOLDER_MANIFEST)
  else yaml(SINGLE_FILE)
  for (const name of namesIn(folder, 'answers')) if (/\.ya?ml$/.test(name)) yaml(`answers/${name}`)
  for (const name of ['documents.yaml', 'waivers.yaml']) if (existsSync(join(folder, name))) yaml(name)
  for (const name of namesIn(folder, 'documentos')) bytes += hashFile(join(folder, 'documentos', name)).bytes ?? 0
  for (const name of namesIn(folder, 'datos')) {
    const headers = known.get(name.replace(/\.csv$/, ''))
    const file = headers && readRegularFile(join(folder, 'datos', name), MAX_DATASET_BYTES)
    if (!headers || !file?.ok) continue
    bytes += file.bytes.length
    sha256(file.bytes)
    readCsv(file.bytes, (header) => header.filter((field) => headers.has(fold(field))).length)
  }
  return { bytes }
}

function namesIn(folder: string, name: string): string[] {
  try {
    return readdirSync(join(folder, name)).toSorted()
  } catch {
    return []
  }
}
