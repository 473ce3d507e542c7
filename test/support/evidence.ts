// Evidence as literal model values: what an institution handed in, without a disk.
import type { Answer, AnswerRecord, Cell, Dataset, DocumentRecord, Evidence, Waiver } from '../../src/model/evidence.ts'
import type { AnswerValue } from '../../src/model/vocabulary.ts'
import { TABLE } from './rulebook.ts'

export const AS_OF = '2026-11-21'

export interface EvidenceParts {
  readonly institution?: Partial<Evidence['manifest']['institution']>
  readonly facts?: Evidence['manifest']['facts']
  /** Rule → the value alone, or the whole answer. */
  readonly answers?: Readonly<Record<string, AnswerValue | Answer>>
  readonly documents?: readonly DocumentRecord[]
  readonly datasets?: readonly Dataset[]
  readonly waivers?: readonly Waiver[]
}

export function evidenceOf(parts: EvidenceParts = {}): Evidence {
  const answers = Object.entries(parts.answers ?? {}).map(([rule, said], index): [string, AnswerRecord] => [
    rule,
    { ...(typeof said === 'string' ? { value: said } : said), file: 'answers/ALL.yaml', line: index + 1 },
  ])
  return {
    manifest: {
      schema: 'cumple/evidence@1',
      institution: { id: 'inst', name: 'Institución', kind: 'central-government', ...parts.institution },
      period: 2026,
      confidentiality: 'internal',
      rulebooks: [{ id: 'mini' }],
      facts: parts.facts ?? {},
      signatories: [],
    },
    answers: Object.fromEntries(answers),
    documents: Object.fromEntries((parts.documents ?? []).map((document) => [document.id, document])),
    datasets: Object.fromEntries((parts.datasets ?? []).map((dataset) => [dataset.id, dataset])),
    waivers: (parts.waivers ?? []).map((waiver, index) => ({ ...waiver, file: 'waivers.yaml', line: index + 1 })),
    where: { rulebooks: { file: 'cumple.yaml', line: 1 }, gate: { file: 'cumple.yaml', line: 1 }, answers: {} },
    inputs: [],
    unread: [],
    auditInside: [],
  }
}

/** A registered document whose file is there and unchanged; its digest is made of its id. */
export function documentOf(id: string, fulfils: readonly string[], part: Partial<DocumentRecord> = {}): DocumentRecord {
  const digest = Buffer.from(id.padEnd(32, '.')).toString('hex').slice(0, 64)
  return {
    id,
    at: { file: 'documents.yaml', line: 1 },
    kind: 'policy',
    title: id,
    path: `documentos/${id}.pdf`,
    file: 'present',
    sha256: digest,
    actualSha256: digest,
    issued: '2026-06-01',
    fulfils: [...fulfils],
    ...part,
  }
}

/** Rows of a table in its file; the header is line 1. */
export function datasetOf(id: string, rows: readonly Readonly<Record<string, Cell>>[], part: Partial<Dataset> = {}): Dataset {
  return {
    id,
    path: `datos/${id}.csv`,
    sha256: '1'.repeat(64),
    bytes: 1,
    encoding: 'utf-8',
    delimiter: ',',
    columns: TABLE.columns.map((column) => column.name),
    unknownHeaders: [],
    problems: [],
    rows: rows.map((cells, index) => ({ line: index + 2, cells: { k: `row ${index + 1}`, ...cells }, invalid: [] })),
    ...part,
  }
}

/** A table of which the first `good` of `total` rows have `v` = ok. */
export const okRows = (good: number, total: number, id = 't'): Dataset =>
  datasetOf(
    id,
    Array.from({ length: total }, (_, index) => ({ v: index < good ? 'ok' : 'bad' })),
  )
