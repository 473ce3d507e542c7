// A campaign of small institutions on disk: some in order, some broken in the ways that people break things.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderOf, type Files } from './folder.ts'

const sha = (text: string) => createHash('sha256').update(text).digest('hex')

/** One municipality in a single file. */
export function municipality(id: string, { name = `Municipio ${id}`, answers = '', extra = '', staff = 40 } = {}): string {
  return `schema: cumple/evidence@1\ninstitution: {id: ${id}, name: ${JSON.stringify(name)}, kind: municipality, province: Colón, staff: ${staff}}\nperiod: 2026\n${extra}answers:\n${answers === '' ? '  GOB-02: {value: no}\n' : answers}`
}

const roster = (ids: readonly string[]) => ids.map((id) => `  - {id: ${id}, name: "Municipio de ${id}", kind: municipality, province: Colón}\n`).join('')

export const CAMPAIGN = (ids: readonly string[], extra = '') =>
  `schema: cumple/campaign@1\nname: Ciclo de prueba\nas_of: 2026-11-21\ncloses: 2026-10-31\nrulebooks: [{id: aig-tic}]\n${extra}institutions:\n${roster(ids)}`

const NOTE = 'El inventario se actualiza cada trimestre por la unidad de informática.'

/** Nine listed: five in order, three broken, one missing; and a stray. */
export function smallCampaign(more: Files = {}): string {
  const ids = ['alfa', 'beta', 'gama', 'delta', 'eco', 'roto', 'otro', 'falta', 'version']
  return folderOf({
    'campaign.yaml': CAMPAIGN(ids),
    'evidencias/alfa/evidence.yaml': municipality('alfa', { answers: `  GOB-02: {value: no, note: "${NOTE}"}\n  GOB-04: {value: planned}\n` }),
    'evidencias/beta/evidence.yaml': municipality('beta', { answers: `  GOB-02: {value: partial, note: "${NOTE}"}\n` }),
    'evidencias/gama/evidence.yaml': municipality('gama', {
      answers: '  GOB-02: {value: partial, documents: [acto]}\n',
      extra: `documents:\n  acto: {kind: resolution, title: Acto, number: "1", issued: 2026-01-02, signed_by: Alcaldía, path: documentos/acto.pdf, sha256: "${sha('acto')}"}\n`,
    }),
    'evidencias/gama/documentos/acto.pdf': 'acto',
    'evidencias/delta/evidence.yaml': municipality('delta', {
      name: '=HYPERLINK("http://x","y")<script>alert(1)</script>',
      answers: '  GOB-02: {value: no, at: 2026-11-05T10:00:00-05:00}\n',
    }),
    'evidencias/eco/evidence.yaml': municipality('eco'),
    'evidencias/roto/evidence.yaml': 'schema: cumple/evidence@1\ninstitution: {id: roto\n',
    'evidencias/otro/evidence.yaml': municipality('alguien'),
    'evidencias/version/evidence.yaml': municipality('version', { extra: 'rulebooks: [{id: aig-tic, version: ^9.0.0}]\n' }),
    'evidencias/nadie/evidence.yaml': municipality('nadie'),
    ...more,
  })
}

/** The same campaign as of another day. */
export function dated(root: string, day: string): void {
  const file = join(root, 'campaign.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^as_of: .*$/m, `as_of: ${day}`))
}
