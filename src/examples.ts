// Runs the examples of a rulebook: evidence made of what an example gives, the rule's finding, and what is not as expected.
// It also takes each proof away from each satisfied example: a rule that stays satisfied cannot fail, and is none.
import { CHECKS } from './checks/index.ts'
import { tablesOf } from './checks/tables.ts'
import { evaluate } from './evaluate.ts'
import { readDataset } from './evidence/dataset.ts'
import type { Finding } from './model/assessment.ts'
import type { Example } from './model/example.ts'
import type { Dataset, DocumentRecord, Evidence } from './model/evidence.ts'
import type { DocumentSlot, Rule, Rulebook } from './model/rulebook.ts'
import type { InstitutionKind, Role } from './model/vocabulary.ts'
import type { PlacedExample } from './rulebook/examples.ts'
import { sha256 } from './util/canonical-json.ts'
import { by } from './util/compare.ts'

/** The day and year in which every example happens. */
const AS_OF = '2026-11-21'
const PERIOD = 2026

/** What went wrong with one example: a role in which its rule is not assessed, an unexpected value, or a proof without which it is still satisfied. */
export interface ExampleFailure {
  readonly example: PlacedExample
  readonly what: 'out-of-role' | 'differs' | 'cannot-fail'
  /** `differs`: field, expected, found. Others: the name concerned. */
  readonly detail: readonly string[]
}

export interface ExampleReport {
  readonly examples: number
  readonly failures: readonly ExampleFailure[]
  readonly coverage: {
    readonly rules: number
    /** Rules without a satisfied example, without a gap, without a partial one, and (of those with a way to be not applicable) without such a case. */
    readonly noSatisfied: readonly string[]
    readonly noGap: readonly string[]
    readonly noPartial: readonly string[]
    readonly noNotApplicable: readonly string[]
    readonly kinds: { readonly used: readonly string[]; readonly unused: readonly string[] }
    /** Branches of `when` seen, of two for each rule that has one. */
    readonly branches: { readonly seen: number; readonly of: number }
  }
}

/** Runs all examples of a rulebook, which name only what it has; pure. */
export function runExamples(rulebook: Rulebook, examples: readonly PlacedExample[]): ExampleReport {
  const ruleOf = (id: string) => rulebook.rules.find((rule) => rule.id === id)
  const failures: ExampleFailure[] = []
  const seen: { readonly rule: string; readonly finding: Finding }[] = []
  for (const example of examples) {
    const rule = ruleOf(example.rule)
    if (!rule) continue
    const finding = find(rule, example, rulebook)
    if (!finding) {
      failures.push({ example, what: 'out-of-role', detail: [roleOf(example, rule)] })
      continue
    }
    seen.push({ rule: rule.id, finding })
    failures.push(...differences(example, finding).map((detail) => ({ example, what: 'differs' as const, detail })))
    if (finding.outcome === 'satisfied')
      failures.push(...idle(rule, example, rulebook).map((name) => ({ example, what: 'cannot-fail' as const, detail: [name] })))
  }
  return { examples: examples.length, failures, coverage: coverageOf(rulebook, seen) }
}

const roleOf = ({ given }: Example, rule: Rule): Role => given.role ?? rule.roles[0] ?? 'entity'

function find(rule: Rule, example: Example, rulebook: Rulebook): Finding | undefined {
  const role = roleOf(example, rule)
  // A rule that is off for want of reading, or of a deposit, is tried as if it were on.
  const on: Rule = rule.obligation === 'unconfirmed' ? { ...rule, obligation: 'should' } : rule
  return evaluate({ ...rulebook, rules: [on] }, evidenceOf(example, rule, rulebook), { role, asOf: AS_OF })[0]
}

function differences({ expect }: Example, finding: Finding): string[][] {
  const { low, high } = finding.credit ?? {}
  const credit = low === high ? (low ?? 'none') : `${low}–${high}`
  const pairs: [string, unknown, unknown][] = [
    ['outcome', expect.outcome, finding.outcome],
    ['credit', expect.credit, credit],
    ['assurance', expect.assurance, finding.assurance],
    ['contradiction', expect.contradiction, finding.contradiction],
    [
      'message',
      expect.message,
      finding.messages.some((message) => message.id === expect.message) ? expect.message : finding.messages.map((m) => m.id).join(' '),
    ],
  ]
  return pairs.filter(([, wanted, found]) => wanted !== undefined && wanted !== found).map(([name, wanted, found]) => [name, String(wanted), String(found)])
}

/** The proofs without which a satisfied example is satisfied all the same. */
function idle(rule: Rule, example: Example, rulebook: Rulebook): string[] {
  const documents = documentsOf(example.given.documents)
  const tables = tablesOf(rule.checks).filter((id) => example.given.datasets[id] !== undefined)
  const slots = rule.documents.filter((slot) => slot.required && documents[slot.slot] !== undefined).map((slot) => slot.slot)
  const without = (names: readonly string[]): boolean => {
    const drop = <Value>(record: Readonly<Record<string, Value>>) => Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)))
    const given = { ...example.given, documents: drop(documents), datasets: drop(example.given.datasets) }
    return find(rule, { ...example, given }, rulebook)?.outcome === 'satisfied'
  }
  // Where any one proof suffices, only their loss together must be felt.
  if (rule.proof === 'any') return without([...slots, ...tables]) ? [[...slots, ...tables].join(', ')] : []
  return [...slots, ...tables].filter((name) => without([name]))
}

const allSlots = (rulebook: Rulebook): DocumentSlot[] => rulebook.rules.flatMap((rule) => rule.documents)
const documentsOf = (given: Example['given']['documents']) => (Array.isArray(given) ? Object.fromEntries(given.map((slot) => [slot, {}])) : given)

function evidenceOf({ given }: Example, rule: Rule, rulebook: Rulebook): Evidence {
  const slots = allSlots(rulebook)
  const documents = Object.entries(documentsOf(given.documents)).map(([name, different], index): DocumentRecord => {
    const digest = sha256(name)
    return {
      id: name,
      at: { file: 'documents.yaml', line: index + 1 },
      kind: [slots.find((slot) => slot.slot === name)?.kind ?? ''].flat()[0] ?? '',
      title: name,
      number: '1',
      issued: '2026-11-02',
      signed_by: 'head',
      period: PERIOD,
      path: `documentos/${name}.pdf`,
      file: 'present',
      sha256: digest,
      actualSha256: digest,
      fulfils: [name],
      ...different,
    }
  })
  const { answer } = given
  const ticked = answer?.value === 'yes' ? Object.fromEntries(rule.criteria.map(({ id }) => [id, true])) : {}
  const datasets = Object.entries(given.datasets).flatMap(([id, rows]) => tableOf(id, rows, rulebook))
  const where = { rulebooks: { file: 'cumple.yaml', line: 1 }, gate: { file: 'cumple.yaml', line: 1 }, answers: {} }
  return {
    where,
    manifest: {
      schema: 'cumple/evidence@1',
      institution: {
        id: 'example',
        name: 'Example',
        kind: given.kind ?? defaultKind(given.role ?? rule.roles[0]),
        ...(given.staff === undefined ? {} : { staff: given.staff }),
        ...(given.state_capital === undefined ? {} : { state_capital: given.state_capital }),
      },
      period: PERIOD,
      confidentiality: 'internal',
      rulebooks: [{ id: rulebook.id }],
      facts: given.facts,
      signatories: [],
    },
    answers: answer ? { [rule.id]: { ...answer, criteria: { ...ticked, ...answer.criteria }, file: 'answers.yaml', line: 1 } } : {},
    documents: Object.fromEntries(documents.map((document) => [document.id, document])),
    datasets: Object.fromEntries(datasets.map((dataset) => [dataset.id, dataset])),
    waivers: [],
    inputs: [],
    unread: [],
    auditInside: [],
  }
}

const defaultKind = (role: Role | undefined): InstitutionKind => (role === 'national' ? 'national' : 'central-government')

/** Rows go through the reader of real tables, so that an example says what a spreadsheet would. */
function tableOf(id: string, rows: Example['given']['datasets'][string], rulebook: Rulebook): Dataset[] {
  const def = rulebook.datasets.find((candidate) => candidate.id === id)
  if (!def) return []
  const given = [...new Set(rows.flatMap(Object.keys))]
  const names = given.length === 0 ? def.columns.map((column) => column.name) : given
  const text = (value: string | number | boolean | null | undefined) =>
    value === true ? 'si' : value === false ? 'no' : value === null || value === undefined ? '' : String(value)
  const line = (cells: readonly string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')
  const csv = [line(names), ...rows.map((row) => line(names.map((name) => text(row[name]))))].join('\n')
  return [readDataset(def, `datos/${id}.csv`, Buffer.from(`${csv}\n`))]
}

function coverageOf(rulebook: Rulebook, seen: readonly { rule: string; finding: Finding }[]): ExampleReport['coverage'] {
  const outcomes = (id: string) => seen.filter(({ rule }) => rule === id).map(({ finding }) => finding)
  const lacking = (rules: readonly Rule[], has: (finding: Finding) => boolean) =>
    rules
      .filter(({ id }) => !outcomes(id).some(has))
      .map(({ id }) => id)
      .toSorted(by((id) => id))
  const conditional = rulebook.rules.filter((rule) => rule.when !== undefined)
  const branches = conditional.flatMap(({ id }) => [
    outcomes(id).some(({ removed }) => removed?.by === 'when' || removed?.by === 'fact'),
    outcomes(id).some(({ outcome }) => outcome !== 'not-applicable'),
  ])
  const used = new Set(rulebook.rules.filter(({ id }) => outcomes(id).length > 0).flatMap(({ checks }) => checks.flatMap(Object.keys)))
  return {
    rules: rulebook.rules.length,
    noSatisfied: lacking(rulebook.rules, ({ outcome }) => outcome === 'satisfied'),
    noGap: lacking(rulebook.rules, ({ outcome }) => outcome === 'partial' || outcome === 'unmet' || outcome === 'unknown'),
    noPartial: lacking(rulebook.rules, ({ outcome }) => outcome === 'partial'),
    noNotApplicable: lacking(
      rulebook.rules.filter((rule) => rule.when !== undefined || rule.not_applicable !== undefined),
      ({ outcome }) => outcome === 'not-applicable',
    ),
    kinds: { used: [...used].toSorted(by((kind) => kind)), unused: CHECKS.map(({ kind }) => kind).filter((kind) => !used.has(kind)) },
    branches: { seen: branches.filter(Boolean).length, of: branches.length },
  }
}
