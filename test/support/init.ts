// New evidence repositories for tests: made in memory, written to a folder, and with every switched-off entry switched on.
import { schemaText } from '../../src/cli/schemas.ts'
import type { CiSystem } from '../../src/init/ci.ts'
import { SCHEMAS, initFiles, type InitResult } from '../../src/init/files.ts'
import { INSTITUTION_KINDS } from '../../src/model/basics.ts'
import { Manifest } from '../../src/model/evidence.ts'
import type { InstitutionKind, Lang } from '../../src/model/vocabulary.ts'
import { library } from '../../src/rulebook/library.ts'
import { selectRulebooks } from '../../src/rulebook/select.ts'

export const VERSION = '0.0.0'
/** Kinds that a rulebook is for without being asked for, and one that must choose. */
export const KINDS: readonly (readonly [kind: InstitutionKind, rulebooks: readonly string[]])[] = INSTITUTION_KINDS.map((kind) => [
  kind,
  kind === 'private-entity' ? ['datos-personales', 'aig-tic'] : [],
])

const schemas = Object.fromEntries(SCHEMAS.map((name) => [name, schemaText(name)])) as Record<(typeof SCHEMAS)[number], string>

export interface Making {
  readonly kind?: InstitutionKind
  readonly lang?: Lang
  readonly name?: string
  readonly rulebooks?: readonly string[]
  readonly ci?: readonly CiSystem[]
}

export async function filesOf({ kind = 'municipality', lang = 'es', name = 'Municipio de Ejemplo', rulebooks = [], ci = [] }: Making): Promise<InitResult> {
  const institution = { id: 'ejemplo', name, kind }
  const manifest = Manifest.parse({ schema: 'cumple/evidence@1', institution, period: 2026 })
  const places = { manifest: () => ({ file: '', line: 0, col: 0 }), excerpt: () => '' }
  const selected = await selectRulebooks({ manifest, overlays: {}, places }, library, rulebooks)
  return initFiles({ institution, period: 2026, lang, selected, version: VERSION, ci, schemas })
}

/** What an editor's "toggle comment" makes of every block: `# ` goes from the beginning of lines, but not from the line for editors. */
export const switchedOn = (text: string): string =>
  text
    .split('\n')
    .map((line) => (line.startsWith('# yaml-language-server') ? line : line.replace(/^# /, '')))
    .join('\n')
