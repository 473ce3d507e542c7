// The folder of somebody's evidence, and the folders inside it, by the names they have in everybody's.
import { dirname } from 'node:path'
import { isFile } from '../util/kind-of.ts'
import { realPath } from './inside.ts'

/** Where evidence is looked for. */
export const EVIDENCE_FOLDERS = ['answers', 'datos', 'documentos'] as const

/** Where the lock and what goes with it are kept. */
export const STATE_FOLDER = '.cumple'

/** The real folder of the evidence, which may be given by its single file. */
export function evidenceRoot(path: string): string {
  const real = realPath(path) ?? path
  return isFile(real) ? dirname(real) : real
}
