// What the gate can say of one rule, whatever the policy makes of it. Pure.
import type { Assessment, Finding, RulebookResult } from './model/assessment.ts'
import { IS_GAP } from './model/basics.ts'
import type { Location } from './model/finding.ts'
import type { GateCondition } from './model/gate.ts'
import type { GateReason } from './model/verdict.ts'
import { locationOf } from './where.ts'

/** A reason before the policy has given it its level; of a condition, `Id` says which. */
export type Said<Id extends GateReason['id'] = GateReason['id']> = Omit<GateReason, 'id' | 'level'> & { readonly id: Id }

/** A reason that is of a rule, at its place unless another is given. */
export const about = <Id extends GateReason['id']>(id: Id, result: RulebookResult, finding: Finding, assessment: Assessment, at?: Location): Said<Id> => ({
  id,
  rulebook: result.id,
  role: result.role,
  rule: finding.rule,
  params: {},
  location: at ?? locationOf(finding, assessment),
})

/** The conditions that hold for a rule. */
export function ofFinding(result: RulebookResult, finding: Finding, assessment: Assessment): Said<GateCondition>[] {
  const { outcome, severity, obligation, slots, checks } = finding
  if (outcome === 'not-applicable') return []
  const must = obligation === 'must'
  const say = (id: GateCondition, params: Said['params'] = {}, at?: Location): Said<GateCondition> => ({
    ...about(id, result, finding, assessment, at),
    params,
  })
  const registered = (document: string | undefined) => assessment.documents.find(({ id }) => id === document)?.locations[0]
  return [
    ...(must && severity === 'critical' && IS_GAP[outcome] ? [say('critical-gap')] : []),
    ...(must && outcome === 'unmet' ? [say('unmet-must')] : []),
    ...(outcome === 'unknown' ? [say('unanswered')] : []),
    ...(outcome === 'error' ? [say('evaluation-error')] : []),
    ...(finding.contradiction ? [say('contradiction')] : []),
    ...slots.flatMap(({ state, required, document, until }) =>
      required && (state === 'expired' || state === 'too-old')
        ? [say('document-expired', { document: document ?? '', until: until ?? '' }, registered(document))]
        : [],
    ),
    ...slots.flatMap(({ state, document }) => (state === 'altered' ? [say('document-altered', { document: document ?? '' }, registered(document))] : [])),
    ...checks.flatMap(({ kind, state, dataset, file }) =>
      kind === 'current' && state === 'failed' ? [say('dataset-stale', { dataset }, file === undefined ? undefined : { file, line: 1 })] : [],
    ),
  ]
}

/** A condition of a rule as a baseline notes it: with the document or table that it is about, which may be another the next time. */
export const noteOf = ({ id, params: { document, dataset } }: Said): string => [id, document ?? dataset ?? ''].filter((part) => part !== '').join(' ')

/** What a baseline notes of a rule, so that it does not fail for it later; a document that is not what was registered always does. */
export const notesOf = (result: RulebookResult, finding: Finding, assessment: Assessment): string[] =>
  [
    ...new Set(
      ofFinding(result, finding, assessment)
        .filter(({ id }) => id !== 'document-altered')
        .map(noteOf),
    ),
  ].toSorted()
