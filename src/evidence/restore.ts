// A file that cannot be read any more, and the version before it that can: found, and brought back without losing the damaged one.
import { mkdirSync, readFileSync, renameSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Problem } from '../model/problem.ts'
import { readRegularFile } from '../util/read-file.ts'
import { MAX_YAML_BYTES, readYaml } from '../util/yaml.ts'
import { STATE_FOLDER } from './lock.ts'
import { writeWhole, type Writer } from './write.ts'

export interface PreviousVersion {
  readonly file: string
  /** When it was saved, as far as the disk knows: `2026-11-21 14:05` (UTC). */
  readonly at: string
}

const previousOf = (root: string, file: string) => join(root, STATE_FOLDER, 'previous', file)

/** The files with problems of which a readable previous version is kept. */
export function findPrevious(root: string, problems: readonly Problem[]): PreviousVersion[] {
  const files = [...new Set(problems.map(({ place }) => place.file))].toSorted()
  return files.flatMap((file) => {
    const path = previousOf(root, file)
    const kept = readRegularFile(path, MAX_YAML_BYTES)
    if (!kept.ok || !readYaml(kept.bytes, file).ok) return []
    const at = statSync(path).mtime.toISOString().slice(0, 16).replace('T', ' ')
    return [{ file, at }]
  })
}

/** Puts the damaged file aside and the previous version in its place; returns where the damaged one is, relative to the root. */
export function restorePrevious(root: string, file: string, writer: Writer): string {
  const aside = `${STATE_FOLDER}/damaged/${file}.${writer.nonce}`
  mkdirSync(dirname(join(root, aside)), { recursive: true })
  renameSync(join(root, file), join(root, aside))
  writeWhole(join(root, file), readFileSync(previousOf(root, file)), writer)
  return aside
}
