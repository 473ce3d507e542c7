// The requirements that fail most over all institutions to which they apply.
import type { CampaignRulebook } from '../../../model/campaign.ts'
import { formatNumber } from '../../../i18n/format.ts'
import { drawing, grid, head, number, paragraph, row, section } from '../blocks.ts'
import type { CampaignContext } from '../context.ts'
import { shareBar } from '../drawings.ts'
import type { CampaignSection } from '../types.ts'

/** The first `many`; the others folded, when `rest` is wanted. */
export function failedSection(context: CampaignContext, rulebook: CampaignRulebook, book: string, many: number, rest: boolean): CampaignSection {
  const { failed: w, sections, columns: c } = context.words
  const failed = rulebook.failed.filter(({ share, applicable }) => share > 0 && applicable > 0)
  const rules = new Map(rulebook.rules.map((rule) => [rule.id, rule]))
  const table = (caption: string, list: typeof failed) =>
    grid(
      caption,
      [`${c.rule}*`, `${c.failing}#`, c.drawn, `${c.applicable}#`, `${c.unmet}#`, `${c.partial}#`, `${c.unknown}#`],
      list.map(({ rule: id, applicable, unmet, partial, unknown, error, share }) => {
        const rule = rules.get(id)
        return row([
          head(context.ruleName(rulebook.id, id), {
            sub: rule
              ? `${context.terms.obligation[rule.obligation]} · ${c.severity.toLowerCase()}: ${context.terms.severity[rule.severity].toLowerCase()}`
              : '',
          }),
          number(context.percent(share)),
          drawing(shareBar([unmet, partial, unknown + error], applicable)),
          number(formatNumber(applicable)),
          number(formatNumber(unmet)),
          number(formatNumber(partial)),
          number(formatNumber(unknown + error)),
        ])
      }),
      { style: 'drawn' },
    )
  const [first, others] = [failed.slice(0, many), failed.slice(many)]
  if (first.length === 0) return section(3, `c${book}-brechas`, sections.failed, [paragraph(w.none)], { book })
  return section(
    3,
    `c${book}-brechas`,
    sections.failed,
    [
      paragraph(w.intro),
      paragraph(w.legend, 'quiet'),
      { kind: 'grid', grid: table(w.caption(first.length), first) },
      ...(rest && others.length > 0 ? [{ kind: 'folded' as const, summary: w.rest(others.length), grid: table(w.rest(others.length), others) }] : []),
    ],
    { book, long: true },
  )
}
