// Shards of one campaign → one. They come from other machines, so nothing in them is believed: rows are validated, only the reports
// that a row lists are copied, and only when their bytes are those that it says.
import { existsSync, lstatSync, mkdirSync, rmSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { CampaignFile, CampaignRow, EvidenceRow, FindingRow, Rejection, RosterEntry } from '../model/campaign.ts'
import { GatePolicy } from '../model/gate.ts'
import { PlainDate, Slug } from '../model/scalars.ts'
import { Lang } from '../model/vocabulary.ts'
import { makeFolder } from '../util/make-folder.ts'
import { canonicalJson, sha256 } from '../util/canonical-json.ts'
import { inGroups } from '../util/in-groups.ts'
import { stateFile, type Plan } from './campaign.ts'
import type { Outcome } from './join.ts'
import { Prints } from './prints.ts'
import { INSTITUTIONS, STATE } from './run.ts'
import { safeName } from './safe-name.ts'
import { isUnfinished, openForeignState, openState, type Kept, type State } from './state.ts'

/** Why shards cannot be merged. */
export type MergeProblem =
  | { readonly code: 'no-state'; readonly folder: string }
  | { readonly code: 'unfinished'; readonly folder: string }
  | { readonly code: 'other-campaign'; readonly folder: string }
  | { readonly code: 'shard-twice'; readonly folder: string; readonly shard: string }
  /** Of several divisions, or with the same source in two: which result would count is anybody's guess. */
  | { readonly code: 'shards-overlap'; readonly parts: readonly { readonly folder: string; readonly shard: string }[] }
  | { readonly code: 'shard-missing'; readonly shards: readonly string[] }
  | { readonly code: 'source-missing'; readonly sources: readonly string[] }
  | { readonly code: 'other-program'; readonly folder: string }
  /** Not those that ship with this program, nor those that were given. */
  | { readonly code: 'other-rulebook'; readonly rulebooks: readonly string[] }
  | { readonly code: 'report-changed'; readonly folder: string }

/** What this program is, and the rulebooks that it has; results of others are not its own. */
export interface Own {
  readonly tool: string
  readonly digestOf: (rulebook: string) => Promise<string | undefined>
}

/** Brings the shards of one campaign together in `out`, a new folder: their results and their reports. When they do not fit, or cannot be written, nothing stays. */
export async function mergeShards(
  folders: readonly string[],
  out: string,
  own: Own,
): Promise<{ readonly plan: Plan } | { readonly problems: readonly MergeProblem[] }> {
  const problems: MergeProblem[] = folders.filter((folder) => !isPlainShard(folder)).map((folder) => ({ code: 'no-state', folder }))
  problems.push(...folders.filter((folder, index) => folders.indexOf(folder) !== index).map((folder) => ({ code: 'shard-twice' as const, folder, shard: '' })))
  if (problems.length > 0) return { problems }
  const states: Part[] = []
  try {
    for (const folder of folders)
      if (isUnfinished(stateFile(folder))) problems.push({ code: 'unfinished', folder })
      else
        try {
          const state = openForeignState(stateFile(folder))
          states.push({ folder, state, ...partOf(state) })
        } catch {
          problems.push({ code: 'no-state', folder })
        }
    const [first] = states
    if (problems.length > 0 || !first) return { problems }
    const { plan } = first
    problems.push(...(await misfits(plan, states, own)))
    if (problems.length > 0) return { problems }
    let whole = false
    try {
      problems.push(...(await brought(states, plan, out)))
      whole = problems.length === 0
      return whole ? { plan } : { problems }
    } finally {
      if (!whole) rmSync(out, { recursive: true, force: true })
    }
  } finally {
    for (const { state } of states) state.close()
  }
}

interface Part {
  readonly folder: string
  readonly state: State
  readonly plan: Plan
  readonly shard: string
  readonly outcomes: readonly Outcome[]
}

const PlanFile = z.looseObject({
  name: z.string(),
  closes: PlainDate.optional(),
  roster: z.array(RosterEntry),
  common: CampaignFile.shape.common_documents,
  sources: z.array(z.string()),
  settings: z.looseObject({
    asOf: PlainDate,
    generatedAt: z.string(),
    version: z.string(),
    tool: z.string(),
    lang: Lang,
    rulebooks: z.array(z.looseObject({ id: z.string(), version: z.string(), digest: z.string() })),
    gate: GatePolicy.optional(),
  }),
  beside: z.looseObject({ audit: z.string().optional(), previous: z.string().optional() }),
})

/** What a state says that it is. Throws when it is none that this program wrote. */
function partOf(state: State): Pick<Part, 'plan' | 'shard' | 'outcomes'> {
  const plan: unknown = JSON.parse(state.meta('plan') ?? '')
  PlanFile.parse(plan)
  const shard = state.meta('shard') ?? ''
  if (!/^[1-9]\d{0,3}\/[1-9]\d{0,3}$/.test(shard)) throw new Error('no part')
  return { plan: plan as Plan, shard, outcomes: state.outcomes() }
}

async function brought(parts: readonly Part[], plan: Plan, out: string): Promise<MergeProblem[]> {
  const made = join(out, INSTITUTIONS)
  makeFolder(join(out, STATE))
  makeFolder(made)
  const merged = openState(stateFile(out))
  const problems: MergeProblem[] = []
  try {
    merged.setMeta('plan', canonicalJson(plan))
    merged.setMeta('shard', '1/1')
    for (const { folder, state, outcomes } of parts) {
      let sound = true
      const one = async ({ source, expected }: Outcome): Promise<void> => {
        const kept = state.get(source)
        if (!kept || !isSound(kept) || !(await copied(kept, join(folder, INSTITUTIONS), made))) sound = false
        else merged.put(source, expected, kept)
      }
      for (const some of inGroups(outcomes, AT_ONCE)) {
        for (const done of await Promise.allSettled(some.map(one))) if (done.status === 'rejected') throw done.reason
        if (!sound) break
      }
      if (!sound) problems.push({ code: 'report-changed', folder })
    }
  } finally {
    merged.close()
  }
  return problems
}

/** A folder of results in which neither the state nor the reports are links to somewhere else. */
const isPlainShard = (folder: string): boolean =>
  existsSync(stateFile(folder)) && [STATE, INSTITUTIONS].every((name) => lstatSync(join(folder, name), { throwIfNoEntry: false })?.isDirectory() === true)

/** Why the parts are not one whole campaign of this program: what is wrong with any of them, else the first thing that is wrong with them together. */
async function misfits(plan: Plan, parts: readonly Part[], own: Own): Promise<readonly MergeProblem[]> {
  const ofEach = parts.flatMap((part, index) => misfitsOf(part, parts.slice(0, index), plan, own))
  const missing = missingShards(parts)
  if (ofEach.length > 0) return [...ofEach, ...missing]
  // Another version of the program has other rulebooks, which was then said once.
  const together = [await otherRulebooks(plan, own), overlaps(parts), missing, strangers(parts, plan), undone(parts, plan)]
  return together.find((problems) => problems.length > 0) ?? []
}

function misfitsOf({ folder, plan, shard }: Part, before: readonly Part[], wanted: Plan, own: Own): MergeProblem[] {
  const problems: MergeProblem[] = []
  if (canonicalJson(plan) !== canonicalJson(wanted)) problems.push({ code: 'other-campaign', folder })
  else if (plan.settings.tool !== own.tool) problems.push({ code: 'other-program', folder })
  if (before.some((other) => other.shard === shard)) problems.push({ code: 'shard-twice', folder, shard })
  return problems
}

async function otherRulebooks({ settings }: Plan, own: Own): Promise<MergeProblem[]> {
  const digests = await Promise.all(settings.rulebooks.map(({ id }) => own.digestOf(id)))
  const rulebooks = settings.rulebooks.filter(({ digest }, index) => digest !== digests[index]).map(({ id }) => id)
  return rulebooks.length === 0 ? [] : [{ code: 'other-rulebook', rulebooks }]
}

/** `2/8` → 8. */
const divisionOf = (shard: string): number => Number(shard.split('/')[1])
const sourcesIn = (parts: readonly Part[]): string[] => parts.flatMap(({ outcomes }) => outcomes.map(({ source }) => source))

function overlaps(parts: readonly Part[]): MergeProblem[] {
  const sources = sourcesIn(parts)
  const apart = new Set(parts.map(({ shard }) => divisionOf(shard))).size === 1 && new Set(sources).size === sources.length
  return apart ? [] : [{ code: 'shards-overlap', parts: parts.map(({ folder, shard }) => ({ folder, shard })) }]
}

function missingShards(parts: readonly Part[]): MergeProblem[] {
  const there = new Set(parts.map(({ shard }) => shard))
  const of = divisionOf(parts[0]?.shard ?? '1/1')
  const shards = Array.from({ length: of }, (_, index) => `${index + 1}/${of}`).filter((shard) => !there.has(shard))
  return shards.length === 0 ? [] : [{ code: 'shard-missing', shards }]
}

/** Parts with results that nobody planned. */
function strangers(parts: readonly Part[], plan: Plan): MergeProblem[] {
  const planned = new Set(plan.sources)
  return parts.filter(({ outcomes }) => outcomes.some(({ source }) => !planned.has(source))).map(({ folder }) => ({ code: 'report-changed', folder }))
}

function undone(parts: readonly Part[], plan: Plan): MergeProblem[] {
  const done = new Set(sourcesIn(parts))
  const sources = plan.sources.filter((source) => !done.has(source))
  return sources.length === 0 ? [] : [{ code: 'source-missing', sources }]
}

/** Results whose reports are read and written at the same time. */
const AT_ONCE = 16

const Row = CampaignRow.omit({ status: true, source: true, rejection: true, anomalies: true, band: true })
const [Findings, Evidence] = [z.array(FindingRow), z.array(EvidenceRow)]
const Rejected = z.strictObject({ status: z.literal('rejected'), id: z.string().optional(), name: z.string().optional(), rejection: Rejection })

/** Whether a result is one that this program could have written. */
function isSound(kept: Kept): boolean {
  if (kept.status === 'rejected') return Rejected.safeParse(kept).success
  const { row, findings, evidence, prints } = kept
  if (!Row.safeParse(row).success || !Slug.safeParse(row.id).success || (row.folder ?? safeName(row.id)) !== safeName(row.id)) return false
  try {
    return Findings.safeParse(JSON.parse(findings)).success && Evidence.safeParse(JSON.parse(evidence)).success && Prints.safeParse(JSON.parse(prints)).success
  } catch {
    return false
  }
}

/** Writes the reports of a result, byte for byte what its row says; false when one is missing, a link, or something else. */
async function copied(kept: Kept, from: string, to: string): Promise<boolean> {
  if (kept.status === 'rejected' || kept.row.folder === undefined) return true
  const [source, target] = [join(from, kept.row.folder), join(to, kept.row.folder)]
  if (lstatSync(source, { throwIfNoEntry: false })?.isDirectory() !== true) return false
  mkdirSync(target, { recursive: true })
  // One after another: what a shard claims to have is not all held at once, nor read when it is not as long as the row says.
  for (const { name, bytes: length, sha256: digest } of kept.row.files ?? []) {
    if (/[\\/\0]/.test(name)) return false
    const path = join(source, name)
    const found = lstatSync(path, { throwIfNoEntry: false })
    if (found?.isFile() !== true || found.size !== length) return false
    const bytes = await readFile(path)
    if (sha256(bytes) !== digest) return false
    await writeFile(join(target, name), bytes)
  }
  return true
}
