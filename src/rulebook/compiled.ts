// A rulebook folder in its compiled form, kept in the user's own cache folder, so that a run that finds the folder unchanged parses no
// YAML: of the main rulebook there are a hundred files. Known by the digest of every file that makes it up, and of the program that did.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Rulebook } from '../model/rulebook.ts'
import { makeFolder } from '../util/make-folder.ts'
import { canonicalJson, sha256 } from '../util/canonical-json.ts'
import { readRegularFile } from '../util/read-file.ts'
import { MAX_YAML_BYTES } from '../util/yaml.ts'
import { loadRulebook, rulebookFiles } from './load.ts'

/** Where compiled rulebooks are kept, and what makes them: another build of the program reads the folder anew. */
export interface CompiledStore {
  readonly folder: string
  readonly tool: () => string
}

/** The rulebook in `dir`, as `loadRulebook` gives it; a store that cannot be read or written costs only its use. Throws InputError. */
export async function loadCompiled(dir: string, shown: string, { folder, tool }: CompiledStore): Promise<Rulebook> {
  const key = keyOf(dir, tool)
  if (key === undefined) return loadRulebook(dir, shown)
  // One of each folder, so that whoever writes a rulebook does not fill the disk with its drafts.
  const file = join(folder, `${sha256(Buffer.from(dir)).slice(0, 32)}.json`)
  const known = read(file, key)
  if (known) return known
  const rulebook = await loadRulebook(dir, shown)
  // Saved in between, it is not what the key says.
  if (keyOf(dir, tool) === key) write(file, folder, key, canonicalJson(rulebook))
  return rulebook
}

/** Nothing when a file cannot be read as it should: then the folder is read as usual, which tells why. */
function keyOf(dir: string, tool: () => string): string | undefined {
  try {
    const parts = rulebookFiles(dir).map((path) => {
      const file = readRegularFile(join(dir, path), MAX_YAML_BYTES)
      if (!file.ok) throw new Error(path)
      return [path, sha256(file.bytes)]
    })
    return sha256(Buffer.from(JSON.stringify([tool(), ...parts])))
  } catch {
    return undefined
  }
}

/** First a line with the key and the digest of what follows: half a file is none. */
function read(file: string, key: string): Rulebook | undefined {
  try {
    const text = readFileSync(file, 'utf8')
    const end = text.indexOf('\n')
    const compiled = text.slice(end + 1)
    return text.slice(0, end) === headOf(key, compiled) ? (JSON.parse(compiled) as Rulebook) : undefined
  } catch {
    return undefined
  }
}

function write(file: string, folder: string, key: string, compiled: string): void {
  const temporary = `${file}.${process.pid}.tmp`
  try {
    makeFolder(folder, 0o700)
  } catch {
    return
  }
  try {
    writeFileSync(temporary, `${headOf(key, compiled)}\n${compiled}`, { mode: 0o600, flag: 'wx' })
    renameSync(temporary, file)
  } catch {
    rmSync(temporary, { force: true })
  }
}

const headOf = (key: string, compiled: string): string => `${key} ${sha256(Buffer.from(compiled))}`
