// Arbitrary small worlds: a rulebook of a few rules and what an institution handed in for it.
import fc from 'fast-check'
import { conclude } from '../../src/assess.ts'
import type { Assessment, Range, RulebookResult } from '../../src/model/assessment.ts'
import type { AuditFile } from '../../src/model/audit.ts'
import type { Rule, Rulebook } from '../../src/model/rulebook.ts'
import type { AnswerValue, Obligation } from '../../src/model/vocabulary.ts'
import { AS_OF, datasetOf, documentOf, evidenceOf, type EvidenceParts } from './evidence.ts'
import { factOf, ruleOf, rulebookOf, slotOf, text } from './rulebook.ts'

const SLOTS = ['s1', 's2', 's3', 's4'] as const
export const CLAIMS: readonly AnswerValue[] = ['no', 'planned', 'partial', 'yes']

export interface World {
  readonly rules: readonly Rule[]
  readonly answers: Readonly<Record<string, AnswerValue>>
  readonly documents: Readonly<Record<string, 'missing' | 'expired' | 'current'>>
  readonly tables: Readonly<Record<string, readonly boolean[] | null>>
  readonly cloud: boolean | null
}

const check = fc
  .record({ dataset: fc.constantFrom('t', 'u'), at_least: fc.constantFrom(1, 0.98, 0.5), threshold: fc.constantFrom('normative', 'proposed') })
  .map((options) => ({ 'one-of': { label: text('ok'), column: 'v', values: ['ok'], ...options } }))

const rule = fc.record({
  obligation: fc.constantFrom<Obligation>('must', 'must', 'should', 'good-practice'),
  severity: fc.constantFrom('critical', 'high', 'medium', 'low'),
  documents: fc
    .uniqueArray(fc.tuple(fc.constantFrom(...SLOTS), fc.boolean()), { maxLength: 3, selector: ([slot]) => slot })
    .map((list) => list.map(([slot, required]) => slotOf(slot, { required }))),
  checks: fc.array(check, { maxLength: 2 }),
  proof: fc.constantFrom('all', 'any'),
  duty: fc.constantFrom(undefined, 'd', 'e'),
  when: fc.constantFrom(undefined, undefined, 'facts.cloud'),
  effort: fc.constantFrom('low', 'medium', 'high'),
}) as fc.Arbitrary<Partial<Rule> & { effort: Rule['remedy']['effort'] }>

/** Rules keep their order of generation: SEG and ACT alternate. */
const rules = fc.array(rule, { minLength: 1, maxLength: 7 }).map((list) =>
  list.map(({ effort, ...part }, index) => {
    const blank = ruleOf(`${index % 2 === 0 ? 'ACT' : 'SEG'}-${String(index + 2).padStart(2, '0')}`, part)
    return { ...blank, remedy: { ...blank.remedy, effort } }
  }),
)

const rows = fc.option(fc.array(fc.boolean(), { maxLength: 6 }))

export const world: fc.Arbitrary<World> = rules.chain((list) =>
  fc.record({
    rules: fc.constant(list),
    answers: fc.dictionary(fc.constantFrom(...list.map(({ id }) => id)), fc.constantFrom(...CLAIMS)),
    documents: fc.dictionary(fc.constantFrom(...SLOTS), fc.constantFrom('missing', 'expired', 'current')),
    tables: fc.record({ t: rows, u: rows }),
    cloud: fc.option(fc.boolean()),
  }),
)

export function partsOf({ answers, documents, tables, cloud }: World): EvidenceParts {
  return {
    answers,
    facts: cloud === null ? {} : { cloud },
    documents: Object.entries(documents).map(([slot, state]) =>
      documentOf(`doc-${slot}`, [slot], state === 'missing' ? { file: 'missing' } : state === 'expired' ? { valid_until: '2026-11-20' } : {}),
    ),
    datasets: Object.entries(tables).flatMap(([id, list]) =>
      list === null
        ? []
        : [
            datasetOf(
              id,
              list.map((ok) => ({ v: ok ? 'ok' : 'bad' })),
            ),
          ],
    ),
  }
}

export const bookOf = (list: readonly Rule[], part: Partial<Rulebook> = {}): Rulebook => rulebookOf(list, { facts: [factOf('cloud')], ...part })

/** The assessment of a world by the rulebooks given, its own by default. */
export const assessWorld = (
  from: World,
  books: readonly Rulebook[] = [bookOf(from.rules)],
  more: { lang?: 'es' | 'en'; parts?: EvidenceParts; audit?: AuditFile } = {},
): Assessment =>
  conclude(
    evidenceOf(more.parts ?? partsOf(from)),
    books.map((rulebook) => ({ rulebook, role: 'entity' as const })),
    { asOf: AS_OF, generatedAt: AS_OF, version: '0', lang: more.lang, audit: more.audit && '/elsewhere/inst.yaml' },
    more.audit,
  )

/** Every index of a result by name, overall and per topic. */
export const rangesOf = (result: RulebookResult): [name: string, range: Range][] =>
  [{ id: 'all', scores: result.scores }, ...result.topics].flatMap(({ id, scores }) =>
    (['compliance', 'declared', 'goodPractice'] as const).map((name): [string, Range] => [`${id} ${name}`, scores[name]]),
  )
