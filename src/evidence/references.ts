// Ids in the evidence that mean nothing to the rulebooks: all of them, with the nearest that does.
import { isPlainDate } from '../model/basics.ts'
import type { Problem, ProblemCode } from '../model/problem.ts'
import type { Rulebook } from '../model/rulebook.ts'
import { sortedEntries } from '../util/compare.ts'
import { nearest } from '../util/suggest.ts'
import type { OpenedEvidence } from './open.ts'

/** Problems of unknown rules, criteria, reasons, documents, slots, kinds, tables and facts. `known` are all rulebooks at hand. */
export function checkReferences(opened: OpenedEvidence, known: readonly Rulebook[]): Problem[] {
  const problems: Problem[] = []
  const { places } = opened
  const unknown = (code: ProblemCode, place: ReturnType<typeof places.manifest>, id: string, candidates: readonly string[]) =>
    problems.push({
      code,
      place,
      params: { id, did: nearest(id, candidates) ?? '', known: [...new Set(candidates)].toSorted().slice(0, 30).join(', ') },
      excerpt: places.excerpt(place),
    })
  const rules = new Map(known.flatMap((rulebook) => rulebook.rules.map((rule) => [rule.id, rule] as const)))
  const ruleIds = [...rules.keys()]
  const documentIds = Object.keys(opened.documents)
  const slots = known.flatMap((rulebook) => [
    ...rulebook.rules.flatMap((rule) => rule.documents.map((slot) => slot.slot)),
    ...rulebook.facts.flatMap((fact) => fact.proof ?? []),
  ])
  const kinds = known.flatMap((rulebook) => rulebook.document_kinds.map((kind) => kind.id))
  const datasets = known.flatMap((rulebook) => rulebook.datasets)
  const facts = new Map(known.flatMap((rulebook) => rulebook.facts.map((fact) => [fact.id, fact] as const)))

  for (const [id, answer] of sortedEntries(opened.answers)) {
    const rule = rules.get(id)
    if (!rule) {
      unknown('unknown-rule', { ...places.answer(id), line: answer.line, col: 1 }, id, ruleIds)
      continue
    }
    for (const criterion of Object.keys(answer.criteria ?? {})) {
      const candidates = rule.criteria.map((c) => c.id)
      if (!candidates.includes(criterion)) unknown('unknown-criterion', places.answer(id, 'criteria', criterion), criterion, candidates)
    }
    ;(answer.documents ?? []).forEach((document, index) => {
      if (!documentIds.includes(document)) unknown('unknown-document', places.answer(id, 'documents', index), document, documentIds)
    })
  }
  for (const [id, entry] of sortedEntries(opened.documents)) {
    if (!kinds.includes(entry.kind)) unknown('unknown-kind', places.document(id, 'kind'), entry.kind, kinds)
    ;(entry.fulfils ?? []).forEach((slot, index) => {
      if (!slots.includes(slot)) unknown('unknown-slot', places.document(id, 'fulfils', index), slot, slots)
    })
    if (entry.issued !== undefined && entry.valid_until !== undefined && entry.valid_until < entry.issued) {
      const place = places.document(id, 'valid_until')
      problems.push({ code: 'date-order', place, params: { first: entry.issued, last: entry.valid_until }, excerpt: places.excerpt(place) })
    }
  }
  opened.waivers.forEach((waiver, index) => {
    if (!rules.has(waiver.rule)) unknown('unknown-rule', places.waiver(index, 'rule'), waiver.rule, ruleIds)
  })
  for (const [id, source] of sortedEntries(opened.manifest.datasets)) {
    const def = datasets.find((candidate) => candidate.id === id)
    if (!def)
      unknown(
        'unknown-dataset',
        places.manifest('datasets', id),
        id,
        datasets.map((d) => d.id),
      )
    for (const column of Object.keys(source.columns ?? {})) {
      const names = def?.columns.map((c) => c.name) ?? []
      if (def && !names.includes(column)) unknown('unknown-column', places.manifest('datasets', id, 'columns', column), column, names)
    }
  }
  for (const [id, value] of sortedEntries(opened.manifest.facts)) {
    const fact = facts.get(id)
    const place = places.manifest('facts', id)
    if (!fact) unknown('unknown-fact', place, id, [...facts.keys()])
    else if (fact.type === 'date' && (typeof value !== 'string' || !isPlainDate(value)))
      problems.push({ code: 'bad-date', place, params: { name: id, found: String(value) }, excerpt: places.excerpt(place) })
    else if (typeof value !== { boolean: 'boolean', integer: 'number', text: 'string', date: 'string' }[fact.type]) {
      problems.push({ code: 'fact-type', place, params: { id, expected: fact.type }, excerpt: places.excerpt(place) })
    }
  }
  return problems
}
