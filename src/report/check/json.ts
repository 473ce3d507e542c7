// The verdict as data: `cumple/check@1`, keys sorted, places from the root of the repository.
import { logJson } from '../escape.ts'
import { sorted } from '../json.ts'
import { countsOf } from './counts.ts'
import type { CheckFormat } from './format.ts'
import { inRepository } from './notes.ts'

export default {
  fileName: 'check.json',
  render: (input) => {
    const { assessment, verdict, revision } = input
    const { institution, asOf, tool } = assessment
    return logJson(
      sorted({
        schema: 'cumple/check@1',
        tool,
        institution: { id: institution.id, name: institution.name, kind: institution.kind },
        asOf,
        ...(revision === undefined ? {} : { revision }),
        ...verdict,
        reasons: verdict.reasons.map((reason) => ({ ...reason, location: inRepository(reason.location, input) })),
        counts: countsOf(input),
        gaps: input.notes.flatMap(({ gap, fingerprint, location, level, rule }) =>
          gap
            ? [
                {
                  id: rule,
                  rulebook: gap.result.id,
                  role: gap.result.role,
                  rule: gap.finding.rule,
                  topic: gap.finding.topic,
                  outcome: gap.finding.outcome,
                  obligation: gap.finding.obligation,
                  severity: gap.finding.severity,
                  credit: gap.finding.credit,
                  level,
                  location,
                  fingerprint,
                  ...(gap.finding.waiver ? { waivedUntil: gap.finding.waiver.expiresAt } : {}),
                },
              ]
            : [],
        ),
        rulebooks: assessment.results.map(({ id, version, digest, role, scores, coverage, grade }) => ({
          id,
          version,
          digest,
          role,
          compliance: scores.compliance,
          declared: scores.declared,
          goodPractice: scores.goodPractice,
          maturity: scores.maturity,
          outcomes: scores.counts,
          coverage,
          grade: grade && { band: grade.band, provisional: grade.provisional },
        })),
      }),
    )
  },
} satisfies CheckFormat
