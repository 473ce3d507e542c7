// One screen of 80 columns at the end of a campaign: the count, the indices, what fails most, who is not in it and why.
import { messages } from '../../i18n/index.ts'
import { formatPercent } from '../../i18n/format.ts'
import type { Campaign, CampaignRow } from '../../model/campaign.ts'
import type { Lang } from '../../model/vocabulary.ts'
import type { Paint } from '../../util/paint.ts'
import { screenLine } from '../../util/terminal-safe.ts'
import { WIDTH, block, columns, fit } from '../../util/text-layout.ts'

const [MAX_FAILED, MAX_APART, MAX_KINDS, MAX_STRAYS] = [5, 8, 12, 3]

export interface CampaignScreen {
  readonly lang: Lang
  readonly paint: Paint
  readonly files: readonly string[]
  readonly reused: number
  /** Whether the conditions of the campaign were asked for. */
  readonly gate: boolean
  /** The auditor's files, by institution. */
  readonly audits?: { readonly judged: readonly string[]; readonly blank: readonly string[] } | undefined
}

/** The summary as text, ending in a line feed. */
export function campaignScreen(campaign: Campaign, { lang, paint, files, reused, gate, audits }: CampaignScreen): string {
  const words = messages(lang).batch.done
  const { listed, assessed, rejected, missing } = campaign.totals
  const rows = campaign.institutions
  const failedGate = rows.filter((row) => row.gate && !row.gate.passed).length
  return `${[
    [
      paint.bold(fit(screenLine(campaign.name), WIDTH)),
      paint.dim(words.title(campaign.asOf)),
      words.totals(listed, assessed, rejected, missing),
      ...(campaign.strays.length > 0
        ? [
            block(
              words.strays(
                campaign.strays.map(({ source }) => screenLine(source)),
                MAX_STRAYS,
              ),
              '',
            ),
          ]
        : []),
      ...(audits ? [block(auditLine(audits, rows, lang), '')] : []),
      ...(reused > 0 ? [paint.dim(words.reused(reused))] : []),
      ...(gate ? [words.gate(failedGate)] : []),
    ].join('\n'),
    ...campaign.rulebooks.map((rulebook) =>
      [
        paint.blue(fit(screenLine(`${rulebook.title[lang]} ${rulebook.version}`), WIDTH)),
        ...(rulebook.overlay ? [`  ${fit(screenLine(`${messages(lang).rulebooks.overlay.title}: ${rulebook.overlay.title[lang]}`), WIDTH - 2)}`] : []),
        rulebook.compliance && rulebook.declared ? `  ${words.median(rulebook.compliance.median, rulebook.declared.median)}` : `  ${words.noIndex}`,
        ...(rulebook.failed.length > 0 ? [paint.bold(`  ${words.failed}`)] : []),
        ...rulebook.failed.slice(0, MAX_FAILED).map(({ rule, share }) => {
          const title = rulebook.rules.find(({ id }) => id === rule)?.title[lang] ?? ''
          return `  ${formatPercent(share, lang).padStart(8)}  ${fit(screenLine(`${rule} ${title}`), WIDTH - 12)}`
        }),
      ].join('\n'),
    ),
    ...signs(campaign, lang, paint),
    ...(gate ? failing(rows, lang, paint) : []),
    ...apart(words.rejected, rows, 'rejected', lang, paint),
    ...apart(words.missing, rows, 'missing', lang, paint),
    ...(files.length > 0 ? [[paint.bold(words.files), ...files.map((file) => `  ${screenLine(file)}`)].join('\n')] : []),
  ].join('\n\n')}\n`
}

function auditLine({ judged, blank }: NonNullable<CampaignScreen['audits']>, rows: readonly CampaignRow[], lang: Lang): string {
  const known = new Set(rows.map(({ id }) => id))
  const audited = new Map(rows.flatMap(({ id, audit }) => (audit ? [[id, audit] as const] : [])))
  const used = [...audited].filter(([, { lapsed, ...counts }]) => lapsed === 0 || counts.accept + counts.lower + counts.raise + counts.reject > 0)
  return messages(lang).batch.done.audits({
    used: used.length,
    lapsed: [...audited.keys()].filter((id) => !used.some(([other]) => other === id)),
    unassessed: judged.filter((id) => known.has(id) && !audited.has(id)),
    unlisted: [...judged, ...blank]
      .filter((id) => !known.has(id))
      .map(screenLine)
      .toSorted(),
    blank: blank.filter((id) => known.has(id)).length,
    verdicts: [...audited.values()].reduce((sum, { lapsed }) => sum + lapsed, 0),
  })
}

/** Who does not meet the conditions, and the first of them. */
function failing(rows: readonly CampaignRow[], lang: Lang, paint: Paint): string[] {
  const { done } = messages(lang).batch
  const found = rows.filter(({ gate }) => gate && !gate.passed)
  if (found.length === 0) return []
  const lines = found
    .slice(0, MAX_APART)
    .map(({ id, gate }) => `  ${fit(`${screenLine(id)} · ${whole(gate?.reasons ?? [], WIDTH - 5 - columns(screenLine(id)))}`, WIDTH - 2)}`)
  return [[paint.bold(done.failing), ...lines, ...(found.length > lines.length ? [paint.dim(`  ${done.more(found.length - lines.length)}`)] : [])].join('\n')]
}

/** The first reasons that fit, none of them cut. */
function whole(reasons: readonly string[], room: number): string {
  const texts = reasons.map((reason) => screenLine(reason))
  const said = (n: number) => `${texts.slice(0, n).join(', ')}${n < texts.length ? ', …' : ''}`
  const fitting = texts.findLastIndex((_, at) => columns(said(at + 1)) <= room) + 1
  return said(Math.max(1, fitting))
}

/** How many of each anomaly. */
function signs({ anomalies }: Campaign, lang: Lang, paint: Paint): string[] {
  if (anomalies.length === 0) return []
  const { batch, campaign } = messages(lang)
  const counts = new Map<Campaign['anomalies'][number]['id'], number>()
  for (const { id } of anomalies) counts.set(id, (counts.get(id) ?? 0) + 1)
  const lines = [...counts].slice(0, MAX_KINDS).map(([id, count]) => `  ${String(count).padStart(5)}  ${fit(campaign.anomalies[id].title, WIDTH - 9)}`)
  return [[paint.bold(batch.done.anomalies(anomalies.length)), ...lines].join('\n')]
}

function apart(title: string, rows: readonly CampaignRow[], status: CampaignRow['status'], lang: Lang, paint: Paint): string[] {
  const { batch, campaign } = messages(lang)
  const found = rows.filter((row) => row.status === status)
  if (found.length === 0) return []
  const lines = found.slice(0, MAX_APART).map(({ id, name, rejection }) => {
    const place = rejection?.problems[0]
    const where = place ? ` · ${place.file}${place.line > 0 ? `:${place.line}:${place.col}` : ''} ${place.code}` : ''
    return block(screenLine(`${id === name ? id : `${id} · ${name}`}${rejection ? ` · ${campaign.rejections[rejection.code].title}${where}` : ''}`), '  ')
  })
  const rest = found.length - lines.length
  return [[paint.bold(title), ...lines, ...(rest > 0 ? [paint.dim(`  ${batch.done.more(rest)}`)] : [])].join('\n')]
}
