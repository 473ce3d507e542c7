// Assesses a folder with the rulebooks of the source tree, so that no test depends on a build.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { assess, type AssessSettings } from '../../src/assess.ts'
import type { Assessment } from '../../src/model/assessment.ts'
import type { Rulebook } from '../../src/model/rulebook.ts'
import { loadRulebook } from '../../src/rulebook/load.ts'
import { loadOverlay } from '../../src/rulebook/overlay.ts'
import { AS_OF } from './evidence.ts'

export const ROOT = join(import.meta.dirname, '..', '..')
export const RULEBOOK_IDS = readdirSync(join(ROOT, 'rules'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)

const loaded = new Map<string, Promise<Rulebook>>()

/** A shipped rulebook from its YAML, read once per process. */
export function shipped(id: string): Promise<Rulebook> {
  const rulebook = loaded.get(id) ?? loadRulebook(join(ROOT, 'rules', id), `rules/${id}`)
  loaded.set(id, rulebook)
  return rulebook
}

const library: AssessSettings['library'] = {
  ids: () => RULEBOOK_IDS,
  byId: async (id) => (RULEBOOK_IDS.includes(id) ? shipped(id) : undefined),
  byPath: (path, shown) =>
    statSync(path, { throwIfNoEntry: false })?.isFile() ? loadOverlay(path, shown ?? path, (id) => library.byId(id), RULEBOOK_IDS) : loadRulebook(path, shown),
}

export const assessFolder = (path: string, more: Partial<AssessSettings> = {}): Promise<Assessment> =>
  assess({ path, asOf: AS_OF, generatedAt: `${AS_OF}T00:00:00-05:00`, version: '0.0.0', library, ...more })
