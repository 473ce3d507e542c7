// Contradictions between answers and data, and what is about to expire.
import type { Observation } from '../../model/assessment.ts'
import { list, paragraph, section } from './blocks.ts'
import { anchor, ruleName, type Context } from './context.ts'
import { contradictionSentence, observationSentence } from './sentences.ts'
import type { Block, Section } from './types.ts'

const CONTRADICTIONS = new Set(['fact-contradicted', 'notes-identical', 'document-same-file', 'document-altered'])

export function attentionSections(context: Context): readonly Section[] {
  const { words, result, assessment } = context
  const contradictions = [
    ...result.findings
      .filter((finding) => finding.contradiction)
      .map((finding) => words.attention.between(ruleName(finding, context), contradictionSentence(finding, context))),
    ...assessment.observations.filter((item) => CONTRADICTIONS.has(item.id) && concerns(item, context)).map((item) => observationSentence(item, context)),
  ]
  const expiring = assessment.observations
    .filter((item) => item.id === 'expiring-soon' && concerns(item, context))
    .toSorted((a, b) => Number(a.params['days']) - Number(b.params['days']))
    .map((item) => observationSentence(item, context))
  if (contradictions.length + expiring.length === 0) return []
  const part = (title: string, items: readonly string[]): Block[] => (items.length === 0 ? [] : [paragraph(title, 'strong'), list(items)])
  return [
    section(3, anchor(result, 'atencion'), words.attention.title, [
      ...part(words.attention.contradictions, contradictions),
      ...part(words.attention.expiring(result.method.expiring_days), expiring),
    ]),
  ]
}

/** True when the observation touches this rulebook: one of its rules, or one of its facts. */
function concerns(observation: Observation, { result }: Context): boolean {
  if (observation.rules.length === 0) return result.facts.some((fact) => fact.id === observation.params['fact'])
  return observation.rules.some((rule) => result.findings.some((finding) => finding.rule === rule))
}
