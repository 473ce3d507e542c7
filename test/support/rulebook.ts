// A tiny rulebook as literal model values: only what a test says differs from these defaults.
import { checkOf } from '../../src/checks/index.ts'
import type { DatasetDef, FactDef, Method, Rule, Rulebook } from '../../src/model/rulebook.ts'

export const text = (words: string) => ({ es: words, en: words })

/** The numbers of docs/method.en.md, which are those of the rulebooks that ship. */
export const METHOD: Method = {
  weights: { critical: 8, high: 5, medium: 3, low: 1 },
  weights_why: text('why'),
  claim: { yes: 10_000, partial: 5_000, planned: 0, no: 0 },
  proof: { none: 3_000, some: 5_000, data: 8_000, all: 10_000 },
  bands: [
    { id: 'alto', title: text('Alto'), floor: 90 },
    { id: 'sustancial', title: text('Sustancial'), floor: 75 },
    { id: 'parcial', title: text('Parcial'), floor: 55 },
    { id: 'bajo', title: text('Bajo'), floor: 30 },
    { id: 'incipiente', title: text('Incipiente'), floor: 0 },
  ],
  cap: { band: 'parcial', below: 9_000, severity: 'critical' },
  provisional_above: 20,
  effort: { low: 1, medium: 3, high: 8 },
  papers: { effort: 'low', within: 'P30D' },
  expiring_days: 90,
  waiver_max: 'P12M',
}

export const ruleOf = (id: string, part: Partial<Rule> = {}): Rule => ({
  id,
  title: text(id),
  gap: text(`gap ${id}`),
  requirement: text('requirement'),
  why: text('why'),
  obligation: 'must',
  severity: 'medium',
  basis: [{ instrument: 'norma', read: 'norm' }],
  maps: { iso27001: [], csf2: [] },
  roles: ['entity'],
  question: text('question'),
  criteria: [],
  documents: [],
  checks: [],
  proof: 'all',
  remedy: { action: text('do it'), owner: 'ciso', effort: 'medium', within: 'P30D', free: false },
  ...part,
})

export const slotOf = (slot: string, part: Partial<Rule['documents'][number]> = {}): Rule['documents'][number] => ({
  slot,
  title: text(slot),
  kind: 'policy',
  required: true,
  for_period: false,
  ...part,
})

/** The table `t`: a key, a value to judge, a number, a day, a person and a secret. */
export const TABLE: DatasetDef = {
  id: 't',
  title: text('t'),
  meaning: text('t'),
  key: 'k',
  columns: [
    columnOf('k'),
    columnOf('v'),
    { ...columnOf('n'), type: 'number' },
    { ...columnOf('d'), type: 'date' },
    { ...columnOf('b'), type: 'boolean' },
    { ...columnOf('person'), personal: true },
    { ...columnOf('secret'), sensitive: true },
  ],
}

function columnOf(name: string): DatasetDef['columns'][number] {
  return { name, type: 'text', required: false, personal: false, sensitive: false, meaning: text(name), aliases: [] }
}

export const factOf = (id: string, part: Partial<FactDef> = {}): FactDef => ({ id, type: 'boolean', question: text(id), why: text(id), ...part })

export const rulebookOf = (rules: readonly Rule[], part: Partial<Rulebook> = {}): Rulebook => ({
  schema: 'cumple/rulebook@1',
  id: 'mini',
  version: '1.0.0',
  title: text('mini'),
  summary: text('mini'),
  authority: text('authority'),
  roles: ['entity'],
  instruments: [{ id: 'norma', title: text('norma'), cite: text('norma'), read: 'norm', reading: text('read') }],
  scope: {
    id: 'GOB-01',
    title: text('scope'),
    requirement: text('scope'),
    basis: [{ instrument: 'norma', read: 'norm' }],
    by_choice: [],
    when: 'institution.kind != "private-entity"',
  },
  facts: [],
  extra_holidays: [],
  defaults: [],
  topics: ['ACT', 'SEG'].map((id) => ({ id, title: text(id), factor: 1, why: text(id) })),
  owners: [{ id: 'ciso', es: 'ciso', en: 'ciso' }],
  document_kinds: ['policy', 'plan', 'statement'].map((id) => ({ id, title: text(id), needs: [] })),
  method: METHOD,
  datasets: [TABLE, { ...TABLE, id: 'u' }],
  rules: rules.map((rule) => ({ ...rule, checks: rule.checks.map(complete) })).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  digest: '0'.repeat(64),
  ruleDigests: {},
  ...part,
})

/** A check with its defaults spelled out, as a loaded rulebook has it. */
export const complete = (use: Rule['checks'][number]): Rule['checks'][number] =>
  Object.fromEntries(Object.entries(use).map(([kind, options]) => [kind, checkOf(kind)!.options.parse(options)]))
