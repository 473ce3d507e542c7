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

async function misfits(plan: Plan, states: readonly Part[], own: Own): Promise<MergeProblem[]> {
  const problems: MergeProblem[] = []
  const seen = new Map<string, string>()
  const digests = await Promise.all(plan.settings.rulebooks.map(({ id }) => own.digestOf(id)))
  const others = plan.settings.rulebooks.filter(({ digest }, index) => digest !== digests[index]).map(({ id }) => id)
  for (const { folder, plan: same, shard } of states) {
    if (canonicalJson(same) !== canonicalJson(plan)) problems.push({ code: 'other-campaign', folder })
    else if (same.settings.tool !== own.tool) problems.push({ code: 'other-program', folder })
    if (seen.has(shard)) problems.push({ code: 'shard-twice', folder, shard })
    seen.set(shard, folder)
  }
  // Another version of the program has other rulebooks, which is then said once.
  if (problems.length === 0 && others.length > 0) return [{ code: 'other-rulebook', rulebooks: others }]
  const divisions = new Set([...seen.keys()].map((shard) => shard.split('/')[1] ?? '1'))
  const outcomes = states.flatMap((part) => part.outcomes.map(({ source }) => source))
  const done = new Set(outcomes)
  if (problems.length === 0 && (divisions.size > 1 || done.size < outcomes.length))
    return [{ code: 'shards-overlap', parts: states.map(({ folder, shard }) => ({ folder, shard })) }]
  const of = Number([...divisions][0] ?? 1)
  const missing = Array.from({ length: of }, (_, index) => `${index + 1}/${of}`).filter((shard) => !seen.has(shard))
  if (missing.length > 0) problems.push({ code: 'shard-missing', shards: missing })
  const planned = new Set(plan.sources)
  const strangers = states.filter((part) => part.outcomes.some(({ source }) => !planned.has(source)))
  if (problems.length === 0) problems.push(...strangers.map(({ folder }) => ({ code: 'report-changed' as const, folder })))
  const undone = plan.sources.filter((source) => !done.has(source))
  if (problems.length === 0 && undone.length > 0) problems.push({ code: 'source-missing', sources: undone })
  return problems
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
