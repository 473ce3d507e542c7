// The files of one institution as the program reads them: manifest, answers, register, documents, tables.
import type { Rulebook } from '../src/model/rulebook.ts'
import { answersOf, type MadeAnswer, type Planted } from './campaign-answers.ts'
import type { RowCounts } from './campaign-cells.ts'
import { documentFor, documentsOf, slotsOf, type MadeDocument } from './campaign-documents.ts'
import { chanceOf } from './campaign-random.ts'
import type { Institution } from './campaign-roster.ts'
import { csvOf, rowCounts, tablesOf, type TableState } from './campaign-tables.ts'

/** Content by path, relative to the institution's folder, in the order of writing. */
export type Files = Map<string, string | Buffer>

export interface Evidence {
  readonly files: Files
  readonly manifest: string
  readonly rows: number
  readonly documents: readonly MadeDocument[]
}

/** The slot that a planted document fills. */
const PLANTED_SLOT = 'politica-seguridad'
export const FUTURE_DAY = '2026-12-03'

const quoted = (text: string) => JSON.stringify(text)

/** What most institutions of a kind say of themselves. */
export function factsOf({ facts }: Rulebook, institution: Institution, planted: Planted, seed: string): Record<string, boolean> {
  const { kind, id } = institution
  const local = new Set(['has_procedures', 'exposes_services', 'has_mail_domain', 'runs_applications', 'ict_projects'])
  const rare = new Set(['soc_rules_issued', ...(kind === 'central-government' ? [] : ['electronic_resolutions', 'consults_confidential_data'])])
  const usual = (fact: string) => (kind === 'municipality' ? local.has(fact) : kind === 'communal-board' ? fact === 'has_procedures' : !rare.has(fact))
  const chance = chanceOf(`${seed}/${(planted.answersOf ?? institution).id}/facts`)
  const names = facts.flatMap((fact) => (fact.type === 'boolean' ? [fact.id] : []))
  // One in eight differs from its kind in one of them.
  const odd = planted.answersOf === undefined && !planted.perfect && chance.yes(0.12) ? chance.pick(names.filter((name) => name !== 'soc_rules_issued')) : id
  return Object.fromEntries(names.map((name) => [name, planted.nothingApplies ? false : name === odd ? !usual(name) : usual(name)]))
}

/** Everything that one institution hands in. */
export function evidenceOf(institution: Institution, rulebook: Rulebook, planted: Planted, seed: string): Evidence {
  const facts = factsOf(rulebook, institution, planted, seed)
  const denied = rulebook.facts.filter(({ id }) => facts[id] === false)
  const bare = planted.perfect === true || planted.nothingApplies === true || planted.answersOf !== undefined
  const without = new Set(denied.flatMap(({ contradicted_by: table }) => table ?? []))
  const tables = bare ? [] : withPlanted(tablesOf(rulebook.datasets, institution, without, seed), rulebook, planted)
  const rows = rowCounts(rulebook.datasets, institution)
  const documents =
    planted.perfect || planted.nothingApplies
      ? []
      : withShared(documentsOf(rulebook, institution, new Set(denied.flatMap(({ proof }) => proof ?? [])), seed), rulebook, institution, planted, seed)
  const answers = answersOf(institution, { rulebook, facts, tables, documents, planted, seed })
  const files: Files = new Map()
  const manifest = institution.single ? 'evidence.yaml' : 'cumple.yaml'
  const head = headOf(institution, rulebook, facts)
  const register = registerOf(documents)
  if (institution.single) {
    const section = (name: string, text: string) => (text === '' ? '' : `${name}:\n${text.replaceAll(/^(?=.)/gm, '  ')}`)
    files.set(manifest, head + section('answers', answersText(answers)) + section('documents', register))
  } else {
    files.set(manifest, head)
    for (const topic of [...new Set([...answers.keys()].map((rule) => rule.split('-', 1)[0] ?? ''))].toSorted())
      files.set(`answers/${topic}.yaml`, answersText(new Map([...answers].filter(([rule]) => rule.startsWith(`${topic}-`)))))
    if (register !== '') files.set('documents.yaml', register)
  }
  for (const { path, bytes } of documents) if (bytes) files.set(path, bytes)
  for (const table of tables) files.set(`datos/${table.def.id}.csv`, csvOf(table, institution, rows, seed))
  return { files, manifest, rows: sumRows(tables, rows), documents }
}

const sumRows = (tables: readonly TableState[], rows: RowCounts) => tables.reduce((sum, { def }) => sum + (rows[def.id] ?? 0), 0)

/** A planted contradiction needs an inventory that bears it out. */
function withPlanted(tables: TableState[], { datasets }: Rulebook, { contradicts }: Planted): TableState[] {
  const def = datasets.find(({ id }) => id === 'hardware')
  return contradicts && def ? [...tables.filter((table) => table.def.id !== 'hardware'), { def, defects: 0.3 }] : tables
}

function withShared(documents: MadeDocument[], rulebook: Rulebook, institution: Institution, { shares, future }: Planted, seed: string): MadeDocument[] {
  const slot = slotsOf(rulebook).find((candidate) => candidate.slot === PLANTED_SLOT)
  if (!slot || (shares === undefined && !future)) return documents
  const more = documentFor(slot, institution, seed, shares === undefined ? { issued: FUTURE_DAY } : { of: shares })
  return [...documents.filter(({ id }) => id !== PLANTED_SLOT), more]
}

function headOf({ id, name, kind, sector, province, staff }: Institution, rulebook: Rulebook, facts: Readonly<Record<string, boolean>>): string {
  const company = kind === 'state-majority-company' ? 60 : kind === 'public-company' || kind === 'state-financial-intermediary' ? 100 : undefined
  return [
    'schema: cumple/evidence@1',
    'lang: es',
    'institution:',
    `  id: ${id}`,
    `  name: ${quoted(name)}`,
    `  kind: ${kind}`,
    `  sector: ${sector}`,
    `  province: ${province}`,
    `  staff: ${staff}`,
    ...(company === undefined ? [] : [`  state_capital: ${company}`]),
    'period: 2026',
    `rulebooks: [{id: ${rulebook.id}, version: ^${rulebook.version}, role: entity}]`,
    'facts:',
    ...Object.entries(facts).map(([fact, value]) => `  ${fact}: ${value}`),
    '',
  ].join('\n')
}

function answersText(answers: ReadonlyMap<string, MadeAnswer>): string {
  return [...answers]
    .map(([rule, { value, criteria, reason, note, documents, responsible, target, by, at }]) =>
      [
        `${rule}:`,
        `  value: ${value}`,
        ...(criteria && Object.keys(criteria).length > 0
          ? [
              `  criteria: {${Object.entries(criteria)
                .map(([id, ticked]) => `${id}: ${ticked}`)
                .join(', ')}}`,
            ]
          : []),
        ...(reason === undefined ? [] : [`  reason: ${reason}`]),
        ...(note === undefined ? [] : [`  note: ${quoted(note)}`]),
        ...(documents === undefined ? [] : [`  documents: [${documents.join(', ')}]`]),
        ...(responsible === undefined ? [] : [`  responsible: ${responsible}`]),
        ...(target === undefined ? [] : [`  target: ${target}`]),
        `  by: ${by}`,
        `  at: ${at}`,
        '',
      ].join('\n'),
    )
    .join('')
}

const registerOf = (documents: readonly MadeDocument[]): string =>
  documents
    .map(
      ({ id, entry }) =>
        `${id}:\n${Object.entries(entry)
          .map(([key, value]) => `  ${key}: ${Array.isArray(value) ? `[${value.join(', ')}]` : typeof value === 'number' ? value : quoted(String(value))}\n`)
          .join('')}`,
    )
    .join('')
