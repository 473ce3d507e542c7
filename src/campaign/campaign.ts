// The story of a campaign: what was asked for → every institution assessed → one Campaign → its files.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Assessment } from '../model/assessment.ts'
import type { VerdictWord } from '../model/audit.ts'
import type { Campaign, CampaignDetail, CampaignFile, RosterEntry } from '../model/campaign.ts'
import type { Rulebook } from '../model/rulebook.ts'
import { auditTemplate } from '../report/audit-template.ts'
import { isFolder } from '../util/kind-of.ts'
import { makeFolder } from '../util/make-folder.ts'
import { canonicalJson } from '../util/canonical-json.ts'
import { aggregate, sourcesOf, type CampaignHead } from './aggregate.ts'
import { anonymize } from './anonymize.ts'
import { changesSince } from './compare.ts'
import { publish, type PublishOptions } from './publish.ts'
import { INSTITUTIONS, STATE, removeOthers, runItems, type Progress, type RunOptions } from './run.ts'
import { drawSample } from './sample.ts'
import { safeName } from './safe-name.ts'
import type { Item, ItemSettings } from './settings.ts'
import { openState, type State } from './state.ts'
import { writeTemplates, type Blanks } from './templates.ts'

/** What a campaign is, apart from the machine it runs on; shards of one campaign have the same. */
export interface Plan {
  readonly name: string
  readonly closes?: string
  readonly roster: readonly RosterEntry[]
  readonly common: CampaignFile['common_documents']
  /** Sources of the whole campaign, also those of other shards. */
  readonly sources: readonly string[]
  readonly settings: Omit<ItemSettings, 'audit' | 'judged' | 'previous' | 'earlier' | 'own'>
  /** Digests of the verdicts and of the earlier campaign that were used. */
  readonly beside: { readonly audit?: string; readonly previous?: string }
}

export interface Shard {
  readonly index: number
  readonly of: number
}

/** What is made of the results, besides the usual. */
export interface Extras {
  readonly sample?: { readonly size: number; readonly seed: string } | undefined
  readonly previous?: { readonly campaign: Campaign; readonly digest: string } | undefined
  /** The secret of the pseudonyms. */
  readonly anonymize?: string | undefined
}

export interface Published {
  readonly campaign: Campaign
  readonly files: readonly string[]
  /** Templates that somebody filled in and that are of an earlier draw or earlier evidence. */
  readonly outdated: readonly string[]
}

/** Folder of the tables with pseudonyms. */
const ANONYMOUS = 'anonimo'
/** Folder of the files for the auditor to fill in. */
const SAMPLE = 'muestra'

export const stateFile = (out: string): string => join(out, STATE, 'run.sqlite')

/** Whether a folder holds the state of an earlier run, is new or empty, or is somebody's. A run that was killed at its very start leaves an empty folder in it. */
export function outFolder(out: string): 'ours' | 'free' | 'taken' {
  if (existsSync(stateFile(out))) return 'ours'
  const names = existsSync(out) ? readdirSync(out) : []
  const begun = names.length === 1 && isEmptyFolder(join(out, STATE))
  return names.length === 0 || begun ? 'free' : 'taken'
}

const isEmptyFolder = (path: string): boolean => isFolder(path) && readdirSync(path).length === 0

/** What an earlier run into this folder counted besides the evidence. */
export function countedBefore(out: string): Partial<Plan['beside']> {
  const state = openState(stateFile(out))
  try {
    // A run that was killed before it began has no plan.
    return (planOf(state) as Partial<Plan>).beside ?? {}
  } finally {
    state.close()
  }
}

/** Runs the items, or the shard's part of them, into the state of `out`. `own`: rulebooks that do not ship with the program. */
export async function runCampaign(
  plan: Plan,
  items: readonly Item[],
  shard: Shard | undefined,
  { own, ...options }: Omit<RunOptions, 'awaited'> & { readonly own: readonly Rulebook[] },
): Promise<Progress> {
  makeFolder(join(options.out, STATE))
  const state = openState(stateFile(options.out))
  try {
    state.setMeta('plan', canonicalJson(plan))
    state.setMeta('shard', shard ? `${shard.index}/${shard.of}` : '1/1')
    const part = shard ? items.filter((_item, index) => index % shard.of === shard.index - 1) : items
    const awaited = new Set(items.flatMap(({ expected }) => expected?.id ?? []))
    const settings = own.length === 0 ? options.settings : { ...options.settings, own: writeRulebooks(own, join(options.out, STATE, 'rulebooks')) }
    return await runItems(part, state, { ...options, settings, awaited })
  } finally {
    state.close()
  }
}

/** For the workers, which all get the same, whatever happens to its YAML meanwhile. Paths by id. */
function writeRulebooks(rulebooks: readonly Rulebook[], folder: string): Record<string, string> {
  mkdirSync(folder, { recursive: true })
  return Object.fromEntries(
    rulebooks.map((rulebook) => {
      const path = join(folder, `${safeName(rulebook.id)}.json`)
      writeFileSync(path, canonicalJson(rulebook))
      return [rulebook.id, path]
    }),
  )
}

/** Makes the Campaign of what the state of `out` holds, and writes its files. */
export async function concludeCampaign(rulebooks: readonly Rulebook[], extras: Extras, options: PublishOptions): Promise<Published> {
  const state = openState(stateFile(options.out))
  try {
    const plan = planOf(state)
    const { settings, name, closes, roster, common } = plan
    const head = {
      name,
      roster,
      common,
      rulebooks,
      asOf: settings.asOf,
      generatedAt: settings.generatedAt,
      lang: settings.lang,
      version: settings.version,
      ...(closes === undefined ? {} : { closes }),
    }
    const counted = count(state, head)
    const listed = sourcesOf(counted.institutions)
    const details = (): Iterable<CampaignDetail> => state.details(listed)
    const campaign = withExtras(counted, details, extras)
    removeOthers(options.out, new Set(campaign.institutions.flatMap(({ folder }) => folder ?? [])))
    for (const source of outside(campaign)) state.dropReports(source)
    const files = await publish(campaign, details, options)
    const outdated = refreshTemplates(campaign, options.out, state)
    if (campaign.sample && existsSync(join(options.out, SAMPLE))) files.push(SAMPLE)
    // Never beside newer tables those of an earlier run.
    rmSync(join(options.out, ANONYMOUS), { recursive: true, force: true })
    if (extras.anonymize === undefined) return { campaign, files, outdated }
    const hidden = anonymize(campaign, details, extras.anonymize)
    return { campaign, files: [...files, ...(await publish(hidden.campaign, hidden.details, { ...options, folder: ANONYMOUS }))], outdated }
  } finally {
    state.close()
  }
}

/** Sources whose results are in no table: a stray, or those that hand in for the same institution. */
const outside = ({ strays, institutions }: Campaign): string[] => [
  ...strays.map(({ source }) => source),
  ...institutions.flatMap(({ status, source }) => (status === 'rejected' && source !== null ? [source] : [])),
]

/** A function of its own, so that what it compares institutions by is gone when the outputs are written. */
function count(state: State, head: CampaignHead): Campaign {
  const outcomes = state.outcomes()
  return aggregate(head, outcomes, state.details)
}

function withExtras(campaign: Campaign, details: () => Iterable<CampaignDetail>, { sample, previous }: Extras): Campaign {
  const verdicts = new Map<string, VerdictWord>()
  if (sample)
    for (const { institution, findings } of details())
      for (const { rule, verdict } of findings) if (verdict !== null) verdicts.set(`${institution} ${rule}`, verdict)
  const judged = (institution: string, rule: string) => verdicts.get(`${institution} ${rule}`)
  const assessed = campaign.institutions.filter(({ status }) => status === 'assessed')
  return {
    ...campaign,
    ...(sample ? { sample: drawSample(assessed, details, { ...sample, verdicts: judged }) } : {}),
    ...(previous
      ? { previous: { name: previous.campaign.name, asOf: previous.campaign.asOf, digest: previous.digest, ...changesSince(previous.campaign, campaign) } }
      : {}),
  }
}

/** Brings the templates up to date with the sample; where none was asked for they stay. Gives those that are filled in and outdated. */
function refreshTemplates(campaign: Campaign, out: string, state: State): string[] {
  if (!campaign.sample) return []
  const before = JSON.parse(state.meta('templates') ?? '{}') as Blanks
  const { blanks, outdated } = writeTemplates(join(out, SAMPLE), templatesOf(campaign, out), before)
  state.setMeta('templates', canonicalJson(blanks))
  return outdated
}

/** A file per institution of the sample, ready for the auditor's verdicts; only where its assessment was written. */
function templatesOf({ sample, institutions }: Campaign, out: string): Record<string, string> {
  const rules = new Map<string, Set<string>>()
  for (const { institution, rule } of [...(sample?.random ?? []), ...(sample?.risk ?? [])])
    rules.set(institution, (rules.get(institution) ?? new Set()).add(rule))
  return Object.fromEntries(
    [...rules].flatMap(([id, chosen]) => {
      const path = join(out, INSTITUTIONS, institutions.find((row) => row.id === id)?.folder ?? '', 'assessment.json')
      return existsSync(path) ? [[`${safeName(id)}.yaml`, auditTemplate(JSON.parse(readFileSync(path, 'utf8')) as Assessment, chosen)]] : []
    }),
  )
}

export const planOf = (state: State): Plan => JSON.parse(state.meta('plan') ?? '{}') as Plan
