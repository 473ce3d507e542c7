// What `rulebook lint` says beyond what loading needs: a rule without examples, a number that nothing checks, a condition that
// can never hold, a table or instrument that nothing uses. A rulebook with such faults works, but is not finished.
import { checkOf } from '../checks/index.ts'
import { whenScope } from '../checks/scope.ts'
import { INSTITUTION_KINDS } from '../model/basics.ts'
import type { Problem } from '../model/problem.ts'
import type { DatasetDef, FactDef, Rule, RulebookHead } from '../model/rulebook.ts'
import { checkExpression } from '../util/check-expression.ts'
import { compileExpression } from '../util/expression.ts'
import type { RulebookSource } from './load.ts'
import { reporter, type Report, type Sourced } from './reporter.ts'

/** All advice on what could be read of a folder; `examples` are the ids of rules that have one. */
export function adviseOn({ head, datasets, rules, whole, stray }: RulebookSource, examples: ReadonlySet<string>): Problem[] {
  const problems: Problem[] = stray.map((file) => ({ code: 'stray-file', place: { file, line: 0, col: 0 }, params: {} }))
  const reportOf = ({ yaml }: Sourced<unknown>) => reporter(yaml, problems)
  const { scope, facts } = head.value
  const lintWhen = (when: string | undefined, path: readonly PropertyKey[], report: Report): void => {
    if (when !== undefined && facts && !canHold(when, facts)) report('when-never', path, { source: when.slice(0, 120) })
  }
  lintWhen(scope?.when, ['scope', 'when'], reportOf(head))
  for (const rule of rules) {
    const report = reportOf(rule)
    if (rule.value.id !== undefined && !examples.has(rule.value.id)) report('rule-without-example', ['id'], { id: rule.value.id })
    lintWhen(rule.value.when, ['when'], report)
    for (const { path, number } of strayNumbers(rule.value, datasets)) report('number-unused', path, { number })
  }
  // What could not be read may be what uses it.
  return whole ? [...problems, ...unused(head as Sourced<RulebookHead>, datasets as readonly Sourced<DatasetDef>[], rules)] : problems
}

function unused(head: Sourced<RulebookHead>, datasets: readonly Sourced<DatasetDef>[], rules: readonly Sourced<unknown>[]): Problem[] {
  const problems: Problem[] = []
  const text = JSON.stringify(rules.map(({ value }) => value)) + JSON.stringify([head.value.scope, head.value.facts])
  for (const { value, yaml } of datasets) if (!text.includes(`"${value.id}"`)) reporter(yaml, problems)('never-used', ['id'], { id: value.id })
  head.value.instruments.forEach(({ id }, index) => {
    if (!text.includes(`"${id}"`)) reporter(head.yaml, problems)('never-used', ['instruments', index, 'id'], { id })
  })
  return problems
}

/** Values tried for each fact: whether any mixture of them, with any kind of institution, makes the condition true. */
const TRIED: Readonly<Record<FactDef['type'], readonly unknown[]>> = {
  boolean: [true, false],
  integer: [0, 1, 1_000_000],
  text: ['', 'x'],
  date: ['1990-01-01', '2199-12-31'],
}
const MAX_TRIES = 20_000

function canHold(when: string, declared: readonly FactDef[]): boolean {
  const named = declared.filter(({ id }) => new RegExp(`\\bfacts\\.${id}\\b`).test(when))
  // An expression that does not parse has been told already.
  if (checkExpression(when, whenScope(declared))) return true
  const run = compileExpression(when, whenScope(declared))
  const literals = [...when.matchAll(/"([^"]*)"|'([^']*)'|\b(\d+(?:\.\d+)?)\b/g)].map((m) => m[1] ?? m[2] ?? Number(m[3]))
  const numbers = literals.filter((value) => typeof value === 'number')
  const sizes = [0, 1, 51, 100, ...numbers, ...numbers.map((n) => n + 1)]
  const facts = named.map(
    (fact) => [fact.id, [...TRIED[fact.type], ...literals.filter((value) => typeof value === (fact.type === 'integer' ? 'number' : 'string'))]] as const,
  )
  let tries = 0
  const mix = (index: number, chosen: Record<string, unknown>): boolean => {
    const next = facts[index]
    if (next) return next[1].some((value) => mix(index + 1, { ...chosen, [next[0]]: value }))
    return INSTITUTION_KINDS.some((kind) =>
      sizes.some((size) => {
        tries += 1
        if (tries > MAX_TRIES) return true
        const result = run({ institution: { kind, staff: size, state_capital: size }, facts: chosen, period: 2026 })
        // What cannot be evaluated here is not known to be impossible.
        return !result.ok || result.value
      }),
    )
  }
  return mix(0, {})
}

/** Percentages, hours, days and months in what a rule asks that neither its checks nor its documents know. */
function strayNumbers(
  { question, criteria, checks, documents }: Partial<Rule>,
  datasets: readonly Sourced<Partial<DatasetDef>>[],
): { path: readonly PropertyKey[]; number: string }[] {
  if (!question || !criteria || !checks || !documents) return []
  const asked = JSON.stringify(checks)
  const tables = datasets.filter(({ value, name }) => asked.includes(`"${value.id ?? name}"`))
  if (tables.some(({ value }) => value.columns === undefined)) return []
  // A column may carry the number: «capacitados en los últimos 24 meses».
  const options = JSON.stringify([checks, documents, tables.map(({ value }) => value)])
  const known = new Set(options.match(/\d+(?:\.\d+)?/g) ?? [])
  const percents = checks.flatMap((use) =>
    Object.values(use).map((value) => String(Math.round(((value as { at_least?: number } | null)?.at_least ?? 1) * 1000) / 10)),
  )
  const texts: (readonly [readonly PropertyKey[], string])[] = [
    [['question', 'es'], question.es],
    ...criteria.map((criterion, index) => [['criteria', index, 'es'], criterion.es] as const),
  ]
  const measured = checks.some((use) => Object.keys(use).some((kind) => checkOf(kind) !== undefined))
  if (!measured) return []
  return texts.flatMap(([path, text]) =>
    [...text.matchAll(/(\d+(?:\.\d+)?)\s*(?:%|horas?|días?|meses|mes)(?![\p{L}])/gu)].flatMap(([, number = '']) =>
      known.has(number) || percents.includes(number) || hoursAsDays(number, known) ? [] : [{ path, number }],
    ),
  )
}

/** Twelve months may stand as `P1Y`, two days as `48h`. */
const hoursAsDays = (number: string, known: ReadonlySet<string>): boolean =>
  known.has(String(Number(number) / 12)) || known.has(String(Number(number) * 24)) || known.has(String(Number(number) / 24))
