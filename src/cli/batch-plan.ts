// What `batch` and `merge` are asked for, settled before anything is written: where, which part, which rulebooks, which day.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Plan, Shard } from '../campaign/campaign.ts'
import type { ItemSettings } from '../campaign/settings.ts'
import type { Sources } from '../campaign/sources.ts'
import { messages } from '../i18n/index.ts'
import type { Place } from '../model/problem.ts'
import type { Lang } from '../model/vocabulary.ts'
import { BATCH_FORMATS, type FormatName, type Level, type Paper } from '../report/index.ts'
import { typed } from '../rulebook/select.ts'
import { sha256 } from '../util/canonical-json.ts'
import { isFolder } from '../util/kind-of.ts'
import { visibleLine } from '../util/terminal-safe.ts'
import { readAudits, type AuditFolder } from './batch-audit.ts'
import { contentDigest, loadAll, namedIn, type Loaded } from './batch-rulebooks.ts'
import { UsageError, type Session } from './io.ts'
import { libraryFor, toolDigest } from './library.ts'
import { CAMPAIGN_FILE } from './read-campaign.ts'
import { settleAsOf, settleGeneratedAt } from './settings.ts'

export interface ExtraFlags {
  readonly sample?: string
  readonly seed: string
  readonly previous?: string
  readonly anonymize?: string
}

export interface Shared extends ExtraFlags {
  readonly out?: string
  readonly gate?: boolean
  readonly paper: Paper
  readonly browser?: string
  readonly sandbox: boolean
  readonly quiet?: boolean
}

export interface BatchFlags extends Shared {
  readonly format: readonly string[]
  readonly asOf?: string
  readonly rulebook: readonly string[]
  readonly resume?: boolean
  readonly shard?: string
  readonly jobs?: string
  readonly timeout: string
  readonly maxSize: string
  readonly audit?: string
  readonly level: Level
  readonly publishable?: boolean
}

export interface MergeFlags extends Shared {
  readonly rulebook: readonly string[]
}

export function settleOut(flags: Shared, { io }: Session, lang: Lang): string {
  if (flags.out === undefined) throw new UsageError(messages(lang).batch.errors.noOut)
  return resolve(io.cwd, flags.out)
}

export function settleShard(text: string | undefined, lang: Lang): Shard | undefined {
  if (text === undefined) return undefined
  const [, index = 0, of = 0] = /^(\d{1,4})\/(\d{1,4})$/.exec(text)?.map(Number) ?? []
  if (index < 1 || of < index) throw new UsageError(messages(lang).batch.errors.badShard(text))
  return { index, of }
}

export function whole(flag: string, text: string, lang: Lang, most = 999_999_999): number {
  if (!/^[1-9]\d{0,8}$/.test(text) || Number(text) > most) throw new UsageError(messages(lang).batch.errors.badNumber(flag, text))
  return Number(text)
}

/** A campaign as the workers and its state need it. */
export interface Planned {
  readonly plan: Plan
  readonly rulebooks: readonly Loaded[]
  readonly settings: ItemSettings
  readonly audits: AuditFolder | undefined
}

/** A campaign file says which rulebooks and which day; without one the flags do. */
export async function planOf({ campaign, placeIn, base, items }: Sources, flags: BatchFlags, { io }: Session, lang: Lang): Promise<Planned> {
  const words = messages(lang).batch
  if (campaign && flags.asOf !== undefined) throw new UsageError(words.errors.twice('--as-of'))
  if (campaign && flags.rulebook.length > 0) throw new UsageError(words.errors.twice('--rulebook'))
  const asOf = campaign?.as_of ?? settleAsOf(flags.asOf, io, lang)
  const wanted = campaign && placeIn ? namedIn(campaign, base, placeIn) : (flags.rulebook.length > 0 ? flags.rulebook : ['aig-tic']).map(typed)
  const loaded = await loadAll(wanted, libraryFor(io))
  const rulebooks = loaded.map(({ rulebook }) => rulebook)
  const common = {
    asOf,
    generatedAt: settleGeneratedAt(asOf, io, lang),
    version: io.version,
    tool: toolDigest(),
    lang,
    rulebooks: rulebooks.map((rulebook, index) => ({
      id: rulebook.id,
      version: rulebook.version,
      digest: contentDigest(rulebook),
      ...(campaign?.rulebooks[index]?.role === undefined ? {} : { role: campaign.rulebooks[index].role }),
    })),
    formats: settleFormats(flags.format, lang),
    level: flags.level,
    paper: flags.paper,
    publishable: flags.publishable ?? false,
    ...(campaign?.closes === undefined ? {} : { closes: campaign.closes }),
    ...(flags.gate === true ? { gate: campaign?.gate ?? { conditions: {}, floors: [], expiring_days: 30 } } : {}),
    maxBytes: whole('--max-size', flags.maxSize, lang) * 1_000_000,
  } satisfies ItemSettings
  const at = (flag: string | undefined) => (flag === undefined ? undefined : resolve(io.cwd, flag))
  const audit = at(flags.audit)
  const { folder: previous, digest: earlier } = earlierAt(at(flags.previous))
  const audits = audit === undefined || flags.audit === undefined ? undefined : readAudits(audit, flags.audit, rulebooks)
  return {
    rulebooks: loaded,
    audits,
    settings: { ...common, ...(audit === undefined ? {} : { audit, judged: audits?.judged ?? [] }), ...(previous === undefined ? {} : { previous }) },
    plan: {
      name: campaign?.name ?? words.unnamed(asOf),
      ...(campaign?.closes === undefined ? {} : { closes: campaign.closes }),
      roster: campaign?.institutions ?? [],
      common: campaign?.common_documents ?? [],
      sources: items.map(({ source }) => source),
      settings: common,
      beside: {
        ...(audits ? { audit: audits.digest } : {}),
        ...(earlier === undefined ? {} : { previous: earlier }),
      },
    },
  }
}

/** An earlier campaign, given by its folder or by its campaign.json: the folder, and the digest of that file where there is one. */
export function earlierAt(path: string | undefined): { readonly folder?: string; readonly digest?: string } {
  if (path === undefined) return {}
  const folder = isFolder(path) ? path : dirname(path)
  const file = join(folder, CAMPAIGN_FILE)
  return { folder, ...(existsSync(file) ? { digest: sha256(readFileSync(file)) } : {}) }
}

/**
 * Dates after the day of the assessment, with their places. A closing day may still be ahead when a campaign is looked at early, and an
 * auditor judges what was there on that day later on: both are told, neither is refused.
 */
export function datesAhead({ campaign, placeIn }: Sources, asOf: string, audits: AuditFolder | undefined, lang: Lang): string[] {
  const words = messages(lang).batch.ahead
  const at = ({ file, line, col }: Place) => visibleLine(`${file}:${line}:${col}`)
  const closes = campaign?.closes
  const late = (audits?.dates ?? []).filter(({ date }) => date > asOf)
  const [first] = late
  return [
    ...(placeIn && closes !== undefined && closes > asOf ? [words.closes(at(placeIn(['closes']).place), closes, asOf)] : []),
    ...(first ? [words.audits(at(first.place), first.date, asOf, late.length - 1)] : []),
  ]
}

function settleFormats(names: readonly string[], lang: Lang): FormatName[] {
  const known: readonly string[] = BATCH_FORMATS
  const wrong = names.find((name) => !known.includes(name))
  if (wrong?.includes('=')) throw new UsageError(messages(lang).batch.errors.stdout)
  if (wrong !== undefined) throw new UsageError(messages(lang).cli.usage.unknownFormat(wrong, known.join(', ')))
  return BATCH_FORMATS.filter((name) => (names.length === 0 ? ['json', 'html'] : names).includes(name))
}
