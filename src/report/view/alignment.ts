// Alignment: per control of ISO/IEC 27001 and CSF 2.0, the least favourable outcome of the rules that touch it.
import type { Finding } from '../../model/assessment.ts'
import { CSF_2_CATEGORIES, ISO_27001_CONTROLS, type Control } from '../../model/controls.ts'
import type { Outcome } from '../../model/vocabulary.ts'
import { byText } from '../../util/compare.ts'
import { outcomeCell, paragraph, row, section, tableBlock, text } from './blocks.ts'
import { anchor, ruleId, type Context } from './context.ts'
import type { Section } from './types.ts'

/** From the least to the most favourable. */
const RANK = { unmet: 0, error: 1, unknown: 2, partial: 3, satisfied: 4, 'not-applicable': 5 } as const satisfies Record<Outcome, number>

export function alignmentSections(context: Context): readonly Section[] {
  const { words, result } = context
  const { alignment: w } = words
  return [
    section(3, anchor(result, 'correspondencia'), w.title, [paragraph(w.intro)], { page: true }),
    standard(context, 'iso', w.iso, ISO_27001_CONTROLS, (finding) => finding.text.maps.iso27001),
    standard(context, 'csf', w.csf, CSF_2_CATEGORIES, (finding) => finding.text.maps.csf2.map((id) => id.replace(/-\d+$/, ''))),
  ]
}

function standard(context: Context, id: string, title: string, controls: readonly Control[], mapped: (finding: Finding) => readonly string[]): Section {
  const { words, terms, result } = context
  const { alignment: w } = words
  const touching = new Map<string, Finding[]>()
  for (const finding of result.findings) for (const control of new Set(mapped(finding))) touching.set(control, [...(touching.get(control) ?? []), finding])
  const titles = new Map(controls.map((control) => [control.id, control[context.lang]]))
  const order = [...titles.keys(), ...[...touching.keys()].filter((control) => !titles.has(control)).toSorted(byText)]
  const untouched = controls.flatMap(({ id: control }) => (touching.has(control) ? [] : [control]))
  const rows = order.flatMap((control) => {
    const findings = touching.get(control)
    const worst = findings?.toSorted((a, b) => RANK[a.outcome] - RANK[b.outcome])[0]
    if (!findings || !worst) return []
    const applicable = findings.filter((finding) => finding.outcome !== 'not-applicable')
    const met = applicable.filter((finding) => finding.outcome === 'satisfied').length
    return [
      row([
        text(control, titles.get(control) ?? null),
        outcomeCell(worst.outcome, terms.outcome[worst.outcome]),
        text(applicable.length === 0 ? words.none : words.decision.outOf(met, applicable.length)),
        text(findings.map(ruleId).join(', ')),
      ]),
    ]
  })
  return section(
    4,
    anchor(result, id),
    title,
    rows.length === 0
      ? [paragraph(w.nothing)]
      : [
          tableBlock(title, [`${w.control}*`, w.worst, w.met, `${w.rules}*`], rows, false),
          paragraph(w.untouched(untouched.length, controls.length, untouched), 'quiet'),
        ],
  )
}
