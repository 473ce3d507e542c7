// The documents of one institution: small PDFs, each with bytes of its own, and their register. Some are gone, expired or altered.
import { createHash } from 'node:crypto'
import type { Rulebook } from '../src/model/rulebook.ts'
import { chanceOf, type Chance } from './campaign-random.ts'
import type { Institution } from './campaign-roster.ts'

export interface MadeDocument {
  readonly id: string
  readonly entry: Readonly<Record<string, string | number | readonly string[]>>
  readonly path: string
  /** Absent where the file is not there. */
  readonly bytes?: Buffer
  readonly state: 'present' | 'missing' | 'expired' | 'altered'
}

interface Slot {
  readonly slot: string
  readonly title: string
  readonly kind: string
  readonly needs: readonly string[]
  /** A signed statement that there is nothing to show: only where a fact says so. */
  readonly statement: boolean
}

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** A PDF of one page that says what it is. */
export function pdf(text: string): Buffer {
  const plain = text
    .normalize('NFD')
    .replaceAll(/[^\u0020-\u007E]/g, '')
    .replaceAll(/[\\()]/g, '')
  const stream = `BT /F1 12 Tf 72 720 Td (${plain}) Tj 0 -24 Td (DOCUMENTO FICTICIO, sin valor alguno) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let body = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = body.length
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
    return `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const table = `xref\n0 6\n0000000000 65535 f \n${offsets.join('')}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`
  return Buffer.from(body + table, 'latin1')
}

/** The decree that half the country hands in, and rightly so. */
export const DECREE = pdf('Decreto ficticio 53 que alcanza a todas las instituciones')
export const DECREE_TITLE = 'Decreto nacional ficticio sobre gobierno digital'

/** Every slot of the rulebook once. */
export function slotsOf(rulebook: Rulebook): Slot[] {
  const needs = new Map(rulebook.document_kinds.map((kind) => [kind.id, kind.needs]))
  const all = new Map<string, Slot>()
  for (const rule of rulebook.rules)
    for (const { slot, title, kind, required } of rule.documents) {
      const first = [kind].flat()[0] ?? 'report'
      if (!all.has(slot))
        all.set(slot, { slot, title: title.es, kind: first, needs: needs.get(first) ?? [], statement: !required && slot.startsWith('declaracion-sin-') })
    }
  return [...all.values()]
}

const recent = (chance: Chance) => `2026-${chance.pick(['09', '10'])}-${String(chance.int(1, 28)).padStart(2, '0')}`

/** One document for a slot. `of` is whose bytes it has: the institution's own, or those of a group that shares one. */
export function documentFor(
  slot: Slot,
  institution: Institution,
  seed: string,
  { of = institution.id, issued }: { of?: string; issued?: string } = {},
): MadeDocument {
  const chance = chanceOf(`${seed}/${institution.id}/document/${slot.slot}`)
  const roll = chance.next()
  const wrong = of === institution.id && issued === undefined
  const state = !wrong || roll > 0.13 ? 'present' : roll < 0.05 ? 'missing' : roll < 0.1 ? 'expired' : 'altered'
  const day = issued ?? recent(chance)
  const bytes = pdf(`${slot.title} - ${of} - folio ${chanceOf(`${seed}/${of}/folio/${slot.slot}`).int(1, 999_999)}`)
  const path = `documentos/${slot.slot}.pdf`
  return {
    id: slot.slot,
    path,
    state,
    ...(state === 'missing' ? {} : { bytes: state === 'altered' ? Buffer.concat([bytes, Buffer.from('% cambiado después del registro\n')]) : bytes }),
    entry: {
      kind: slot.kind,
      title: slot.title,
      ...(slot.needs.includes('number') ? { number: `No. ${chance.int(1, 320)}-2026` } : {}),
      issued: state === 'expired' ? '2024-03-15' : day,
      ...(slot.needs.includes('signed_by') ? { signed_by: `Persona Ejemplo ${chance.int(1, 900)}` } : {}),
      ...(state === 'expired' ? { valid_until: '2026-06-30' } : {}),
      path,
      sha256: sha256(bytes),
      period: 2026,
      fulfils: [slot.slot],
    },
  }
}

/** The documents that an institution has, in the order of the rulebook. `denied` are the slots that prove what its facts deny. */
export function documentsOf(rulebook: Rulebook, institution: Institution, denied: ReadonlySet<string>, seed: string): MadeDocument[] {
  const { tier, quality } = institution
  const share = { large: 0.35 + 0.58 * quality, middle: 0.25 + 0.65 * quality, municipality: 0.05 + 0.7 * quality, board: 0.02 + 0.06 * quality }[tier]
  const proofs = rulebook.facts.flatMap(({ id, proof, question }) =>
    proof !== undefined && denied.has(proof)
      ? [{ slot: proof, title: `Declaración: ${id} (${question.es})`, kind: 'statement', needs: ['issued', 'signed_by'], statement: true }]
      : [],
  )
  const slots = [...slotsOf(rulebook).filter(({ slot, statement }) => !statement && !denied.has(slot)), ...proofs]
  const own = slots.flatMap((slot) => {
    const has = chanceOf(`${seed}/${institution.id}/has-document/${slot.slot}`).yes(slot.statement ? 0.97 : share)
    return has ? [documentFor(slot, institution, seed)] : []
  })
  return chanceOf(`${seed}/${institution.id}/decree`).yes(tier === 'board' ? 0.2 : 0.6) ? [...own, decree()] : own
}

const decree = (): MadeDocument => ({
  id: 'decreto-nacional',
  path: 'documentos/decreto-nacional.pdf',
  bytes: DECREE,
  state: 'present',
  entry: {
    kind: 'resolution',
    title: DECREE_TITLE,
    number: 'Decreto ficticio 53',
    issued: '2025-06-11',
    signed_by: 'Persona Ejemplo 1',
    path: 'documentos/decreto-nacional.pdf',
    sha256: sha256(DECREE),
  },
})
