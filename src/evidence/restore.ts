// A file that cannot be read any more, and the version before it that can: found, and brought back without losing the damaged one.
import { copyFileSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Problem } from '../model/problem.ts'
import { sha256 } from '../util/canonical-json.ts'
import { isFile } from '../util/kind-of.ts'
import { readRegularFile } from '../util/read-file.ts'
import { MAX_YAML_BYTES, readYaml } from '../util/yaml.ts'
import { STATE_FOLDER } from './folders.ts'
import { takeLock, type Owner } from './lock.ts'
import { asWriteError, writeWhole, type Writer } from './write.ts'

export interface PreviousVersion {
  readonly file: string
  /** When it was saved, as far as the disk knows: `2026-11-21 14:05` (UTC). */
  readonly at: string
  /** Digest of the damaged file as it was seen. */
  readonly damaged: string
}

const previousOf = (root: string, file: string) => join(root, STATE_FOLDER, 'previous', file)
/** The folder of an evidence path, which may be the file itself. */
const rootOf = (path: string) => (isFile(path) ? dirname(path) : path)
const digestOf = (path: string) => {
  const file = readRegularFile(path, MAX_YAML_BYTES)
  return file.ok ? sha256(file.bytes) : ''
}

/** The files with problems of which a readable previous version is kept. */
export function findPrevious(path: string, problems: readonly Problem[]): PreviousVersion[] {
  const root = rootOf(path)
  const files = [...new Set(problems.map(({ place }) => place.file))].toSorted()
  return files.flatMap((file) => {
    const previous = previousOf(root, file)
    const kept = readRegularFile(previous, MAX_YAML_BYTES)
    const damaged = digestOf(join(root, file))
    if (!kept.ok || damaged === '' || !readYaml(kept.bytes, file).ok) return []
    return [{ file, at: statSync(previous).mtime.toISOString().slice(0, 16).replace('T', ' '), damaged }]
  })
}

/**
 * Puts the previous version over the damaged file, of which a copy stays aside; returns where, relative to the root. Undefined when
 * somebody else has the folder or changed the file meanwhile: then nothing is done. Throws WriteError.
 */
export function restorePrevious(path: string, { file, damaged }: PreviousVersion, owner: Owner, writer: Writer): string | undefined {
  const root = rootOf(path)
  const taken = takeLock(root, owner)
  if (!taken.ok) return undefined
  try {
    const kept = readRegularFile(previousOf(root, file), MAX_YAML_BYTES)
    if (!kept.ok || digestOf(join(root, file)) !== damaged) return undefined
    const aside = `${STATE_FOLDER}/damaged/${file}.${writer.nonce}`
    try {
      mkdirSync(dirname(join(root, aside)), { recursive: true })
      copyFileSync(join(root, file), join(root, aside))
    } catch (error) {
      throw asWriteError(join(root, aside), error)
    }
    writeWhole(join(root, file), kept.bytes, writer)
    return aside
  } finally {
    taken.lock.release()
  }
}
