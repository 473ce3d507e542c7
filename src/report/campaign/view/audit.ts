// What auditors found: declared, evidence-backed and audited side by side; the sample with its estimate; and what changed since the last campaign.
import type { Campaign } from '../../../model/campaign.ts'
import type { Delta } from '../../../model/campaign-previous.ts'
import { inSeveralRoles, oncePerInstitution } from '../../../model/institution-changes.ts'
import { formatNumber } from '../../../i18n/format.ts'
import { by } from '../../../util/compare.ts'
import { differenceOneDecimal, percent } from '../../../util/rounding.ts'
import { gridBlock, head, number, paragraph, row, section, text } from '../blocks.ts'
import { lows, type CampaignContext } from '../context.ts'
import { noticeText } from '../../diff/notice.ts'
import { drawnOf } from '../method-table.ts'
import { median } from '../../../util/median.ts'
import type { CampaignBlock, CampaignSection } from '../types.ts'

const VERDICTS = ['accept', 'lower', 'raise', 'reject', 'lapsed'] as const
const CHANGES = ['improved', 'worse', 'same', 'new', 'gone', 'not-comparable'] as const

/** None when nobody was audited. In short with at most `many` rows, whole when undefined. */
export function auditSections(context: CampaignContext, many?: number): readonly CampaignSection[] {
  const { audit: w, columns: c, sections, none, list } = context.words
  const audited = context.campaign.institutions.flatMap((item, at) => (item.audit ? [{ item, at, audit: item.audit }] : []))
  if (audited.length === 0) return []
  const sum = (verdict: (typeof VERDICTS)[number]) => audited.reduce((total, { audit }) => total + audit[verdict], 0)
  const standing = sum('accept') + sum('lower') + sum('raise') + sum('reject')
  const agreed = (accepted: number, of: number) => (of === 0 ? none : context.percent(percent(accepted, of)))
  const short = many !== undefined
  const lines = audited.flatMap(({ item, at, audit }) =>
    item.standings.flatMap((stand) => {
      const { verdicts } = stand
      if (!verdicts) return []
      const effect = stand.audited && stand.compliance ? differenceOneDecimal(stand.audited.low, stand.compliance.low) : null
      const judged = verdicts.accept + verdicts.lower + verdicts.raise + verdicts.reject
      const words = VERDICTS.filter((verdict) => verdicts[verdict] > 0).map((verdict) => w.verdict(verdicts[verdict], context.shared.audit.verdicts[verdict]))
      return row(
        [
          head(context.nameOf(item.id), { sub: context.rulebookName(stand.rulebook) }),
          number(context.range(stand.declared)),
          number(context.range(stand.compliance)),
          number(context.range(stand.audited ?? null)),
          number(effect === null ? none : w.signed(effect)),
          number(agreed(verdicts.accept, judged)),
          ...(short ? [] : [text(words.join(', '), { sub: `${audit.auditor}, ${audit.date}` })]),
        ],
        { at: String(at) },
      )
    }),
  )
  const shown = lines.slice(0, many ?? lines.length)
  return [
    section(2, 'auditoria', sections.audit, [
      paragraph(w.lead(audited.length, sum('accept'), standing, agreed(sum('accept'), standing)), 'lead'),
      ...effects(context),
      ...(sum('lapsed') > 0 ? [paragraph(w.lapsed(sum('lapsed')))] : []),
      gridBlock(
        w.caption,
        [`${c.institution}*`, `${c.declared}#`, `${c.sustained}#`, `${c.audited}#`, `${c.effect}#`, `${c.agreement}#`, ...(short ? [] : [c.verdicts])],
        shown,
        { captioned: true, style: short ? '' : 'audit', empty: context.words.filters.empty },
      ),
      ...(shown.length < lines.length ? [paragraph(list.more(lines.length - shown.length), 'quiet')] : []),
    ]),
  ]
}

/** One sentence per rulebook in which somebody was audited. */
function effects(context: CampaignContext): readonly CampaignBlock[] {
  const { campaign, words } = context
  return campaign.rulebooks.flatMap(({ id }) => {
    const stands = campaign.institutions.flatMap(({ standings }) => standings.filter((stand) => stand.rulebook === id && stand.audited && stand.compliance))
    if (stands.length === 0) return []
    const middle = (index: 'declared' | 'compliance' | 'audited') => context.percent(median(lows(stands.map((stand) => stand[index] ?? null))))
    const effect = median(stands.map(({ audited, compliance }) => differenceOneDecimal(audited?.low ?? 0, compliance?.low ?? 0))) ?? 0
    return [paragraph(words.audit.effect(context.rulebookName(id), middle('declared'), middle('compliance'), middle('audited'), effect))]
  })
}

export function sampleSections(context: CampaignContext, many?: number): readonly CampaignSection[] {
  const { sample } = context.campaign
  if (!sample) return []
  const { sample: w, sections, columns: c, list } = context.words
  const population = sample.strata.reduce((sum, stratum) => sum + stratum.population, 0)
  const items = (what: (typeof sample)['random'], caption: string): readonly CampaignBlock[] => {
    const shown = what.slice(0, many ?? what.length)
    if (shown.length === 0) return [paragraph(w.empty)]
    const reasons = what.some(({ why }) => why.length > 0)
    return [
      gridBlock(
        caption,
        [`${c.institution}*`, `${c.rule}*`, reasons ? c.why : c.stratum],
        shown.map(({ institution, rulebook, rule, stratum, why }) =>
          row(
            [
              head(context.nameOf(institution)),
              text(context.ruleName(rulebook, rule)),
              text(reasons ? why.map((reason) => context.shared.sample.why[reason] ?? reason).join(', ') : stratumName(stratum, context)),
            ],
            { at: String(context.find(institution)?.at ?? '') },
          ),
        ),
        { empty: context.words.filters.empty },
      ),
      ...(shown.length < what.length ? [paragraph(list.more(what.length - shown.length), 'quiet')] : []),
    ]
  }
  return [
    section(2, 'muestra', sections.sample, [
      paragraph(sample.seed === '' ? w.introAnonymous(drawnOf(sample), population) : w.intro(drawnOf(sample), population, sample.seed)),
      paragraph(sample.estimate ? estimated(sample.estimate, population, w) : w.noEstimate, sample.estimate ? 'lead' : 'plain'),
      gridBlock(
        w.strata,
        [`${c.stratum}*`, `${c.population}#`, `${c.drawnItems}#`],
        sample.strata.map((item) => row([head(stratumName(item.stratum, context)), number(formatNumber(item.population)), number(formatNumber(item.drawn))])),
        { captioned: true, style: 'narrow' },
      ),
    ]),
    section(3, 'muestra-azar', context.shared.sample.random, items(sample.random, context.shared.sample.random), { long: true }),
    section(3, 'muestra-riesgo', context.shared.sample.risk, [paragraph(w.apart), ...items(sample.risk, context.shared.sample.risk)], { long: true }),
  ]
}

/** Half an interval may reach beyond what a share can be; its ends do not. */
const estimated = (
  { judged, upheld, error }: NonNullable<NonNullable<Campaign['sample']>['estimate']>,
  population: number,
  { estimate }: CampaignContext['words']['sample'],
): string => estimate(judged, population, upheld, Math.max(0, upheld - error), Math.min(100, upheld + error))

/** `municipality/must` in words; one that is written otherwise stays as it is. */
function stratumName(stratum: string, { words, kindName }: CampaignContext): string {
  const [kind = '', part, ...rest] = stratum.split('/')
  if (rest.length > 0 || (part !== 'must' && part !== 'other')) return stratum
  return words.sample.stratum(kind === 'unknown' ? words.sample.unknownKind : kindName(kind), part === 'must')
}

export function changeSections(context: CampaignContext, many?: number): readonly CampaignSection[] {
  const { previous, rulebooks } = context.campaign
  if (!previous) return []
  const { changes: w, columns: c, sections, list, none } = context.words
  const order = ({ change }: Delta) => CHANGES.indexOf(change)
  const changed = previous.deltas
    .filter(({ change }) => change !== 'same')
    .toSorted((a, b) => order(a) - order(b) || Math.abs(b.points ?? 0) - Math.abs(a.points ?? 0))
  const shown = changed.slice(0, many ?? changed.length)
  const several = rulebooks.length > 1
  // An institution counts once under each rulebook: of several together no sum is one of institutions.
  const withRole = inSeveralRoles(previous.deltas)
  const counted = Map.groupBy(previous.deltas, ({ rulebook }) => rulebook)
  return [
    section(
      2,
      'cambios',
      sections.changes,
      [
        paragraph(w.intro(previous.name, context.longDate(previous.asOf))),
        ...previous.notices.map((notice) => paragraph(noticeText(notice, context.lang))),
        ...[...counted].toSorted(by(([id]) => id)).map(([id, deltas]) => {
          const counts = countsOf(deltas, context)
          return paragraph(several ? w.under(context.rulebookName(id), counts) : capital(counts), 'lead')
        }),
        ...(shown.length === 0
          ? [paragraph(w.nothing)]
          : [
              gridBlock(
                w.caption,
                [`${c.institution}*`, c.change, `${c.before}#`, `${c.now}#`, `${c.points}#`],
                shown.map((delta) => {
                  const { institution, rulebook, role, of, before, now, change, points, reason } = delta
                  const more = [
                    several ? context.rulebookName(rulebook) : '',
                    withRole(delta) ? context.terms.role[role] : '',
                    of === 'goodPractice' ? w.goodPractice : '',
                  ]
                  return row(
                    [
                      head(delta.name.trim() === '' ? institution : delta.name, { sub: more.filter(Boolean).join(' · ') }),
                      text(context.shared.changes[change], { sub: reason === undefined ? '' : context.moved.reason[reason] }),
                      number(context.range(before)),
                      number(context.range(now)),
                      number(points === null ? none : context.words.audit.signed(points)),
                    ],
                    { at: String(context.find(institution)?.at ?? '') },
                  )
                }),
                { captioned: true, empty: context.words.filters.empty },
              ),
            ]),
        ...(shown.length < changed.length ? [paragraph(list.more(changed.length - shown.length), 'quiet')] : []),
      ],
      { long: true },
    ),
  ]
}

/** `Mejoró: 3 y sin cambio: 40.` */
function countsOf(deltas: readonly Delta[], { words: { changes: w }, shared }: CampaignContext): string {
  const once = oncePerInstitution(deltas)
  const count = (change: Delta['change']) => once.filter((delta) => delta.change === change).length
  return w.counts(CHANGES.filter((change) => count(change) > 0).map((change) => w.part(shared.changes[change], count(change))))
}

const capital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1)
