// What the schema cannot see in the examples of a rule: names that refer to nothing, facts that are something else.
import { isPlainDate } from '../model/basics.ts'
import type { Example } from '../model/example.ts'
import type { Problem } from '../model/problem.ts'
import type { FactDef, Rule, RulebookHead } from '../model/rulebook.ts'
import type { Table } from './lint-checks.ts'
import { idsOf, refers, reporter, type Report, type Sourced } from './reporter.ts'

/** What examples may name: a rulebook, or what could be read of one. */
export interface ExampleWorld extends Partial<Pick<RulebookHead, 'facts' | 'document_kinds'>> {
  readonly rules: readonly (Partial<Rule> & { readonly id: string })[]
  readonly datasets: readonly Table[]
  /** False when a file could not be read to its end, and a list that is not there may be what could not. */
  readonly whole?: boolean
}

/** All problems of the examples of one rule, whose id is the name of their file. */
export function lintExamples({ value, yaml, name }: Sourced<readonly Example[]>, world: ExampleWorld): Problem[] {
  const problems: Problem[] = []
  const report = reporter(yaml, problems)
  const rule = world.rules.find(({ id }) => id === name)
  if (!rule) refers(report, 'example-without-rule', [], name, idsOf(world.rules))
  else value.forEach(({ given }, index) => lintGiven(given, rule, world, [index, 'given'], report))
  return problems
}

function lintGiven(given: Example['given'], rule: Partial<Rule>, world: ExampleWorld, at: readonly PropertyKey[], report: Report): void {
  lintFacts(given.facts, world.facts, [...at, 'facts'], report)
  const reasons = rule.not_applicable ?? (world.whole === false ? undefined : [])
  refers(report, 'unknown-reason', [...at, 'answer', 'reason'], given.answer?.reason, idsOf(reasons))
  for (const id of Object.keys(given.answer?.criteria ?? {})) refers(report, 'unknown-criterion', [...at, 'answer', 'criteria', id], id, idsOf(rule.criteria))
  lintDocuments(given.documents, world, [...at, 'documents'], report)
  for (const [id, rows] of Object.entries(given.datasets)) {
    refers(report, 'unknown-dataset', [...at, 'datasets', id], id, idsOf(world.datasets))
    const columns = world.datasets.find((table) => table.id === id)?.columns?.map(({ name }) => name)
    rows.forEach((row, index) => {
      for (const column of Object.keys(row)) refers(report, 'unknown-column', [...at, 'datasets', id, index, column], column, columns)
    })
  }
}

const FACT_VALUES = { boolean: 'boolean', integer: 'number', text: 'string', date: 'string' } as const

function lintFacts(given: Example['given']['facts'], facts: readonly FactDef[] | undefined, at: readonly PropertyKey[], report: Report): void {
  for (const [id, value] of Object.entries(given)) {
    refers(report, 'unknown-fact', [...at, id], id, idsOf(facts))
    const fact = facts?.find((candidate) => candidate.id === id)
    if (fact?.type === 'date' && !(typeof value === 'string' && isPlainDate(value))) report('bad-date', [...at, id], { name: id, found: String(value) })
    else if (fact && typeof value !== FACT_VALUES[fact.type]) report('fact-type', [...at, id], { id, expected: fact.type })
  }
}

function lintDocuments(given: Example['given']['documents'], world: ExampleWorld, at: readonly PropertyKey[], report: Report): void {
  const known = world.rules.flatMap(({ documents }) => documents ?? [undefined])
  const slots = known.includes(undefined) ? undefined : known.flatMap((slot) => slot?.slot ?? [])
  if (Array.isArray(given)) given.forEach((slot, index) => refers(report, 'unknown-slot', [...at, index], slot, slots))
  else
    for (const [slot, { kind }] of Object.entries(given)) {
      refers(report, 'unknown-kind', [...at, slot, 'kind'], kind, idsOf(world.document_kinds))
      refers(report, 'unknown-slot', [...at, slot], slot, slots)
    }
}
