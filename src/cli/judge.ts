// From what was typed to a verdict: the evidence (or a commit of it) assessed, the policy settled, the baseline read.
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { assess, checkPrevious } from '../assess.ts'
import { digestCache } from '../evidence/digest-cache.ts'
import { evidenceRoot } from '../evidence/folders.ts'
import { realPath, resolveInside } from '../evidence/inside.ts'
import { prefixOf } from '../evidence/repository.ts'
import type { Revision } from '../evidence/revision.ts'
import { judge } from '../gate.ts'
import { messages } from '../i18n/index.ts'
import type { Assessment } from '../model/assessment.ts'
import { GATE_CONDITIONS, GateFloor, GatePolicy } from '../model/gate.ts'
import type { Baseline, GateVerdict } from '../model/verdict.ts'
import { InputError } from '../model/problem.ts'
import { toldIn } from '../model/told-in.ts'
import type { Lang } from '../model/vocabulary.ts'
import { nearest } from '../util/suggest.ts'
import { visibleLine } from '../util/terminal-safe.ts'
import { block } from '../util/text-layout.ts'
import type { CheckFlags } from './commands/check.ts'
import { OutputError, UsageError, type Session } from './io.ts'
import { libraryFor } from './library.ts'
import { cacheDir, settleAsOf, settleGeneratedAt } from './settings.ts'

export interface Judged {
  readonly assessment: Assessment
  readonly verdict: GateVerdict
  /** Path of the evidence folder inside its repository, `''` or ending in `/`. */
  readonly prefix: string
  readonly revision?: string
}

type Flags = Pick<CheckFlags, 'asOf' | 'rulebook' | 'previous' | 'baseline' | 'gate' | 'floor' | 'rev' | 'cache'>

/** Assesses and judges. Throws InputError (3) for evidence, baseline or policy that cannot be used, UsageError and OutputError (2). */
export async function judgeAt(evidence: string, flags: Flags, session: Session, useBaseline = true): Promise<Judged> {
  const { io } = session
  const lang = session.lang ?? 'es'
  const asOf = settleAsOf(flags.asOf, io, lang)
  const folder = resolve(io.cwd, evidence)
  const typed = typedPolicy(flags, lang)
  // Validating what was saved takes longer to load than to do; most runs have nothing saved.
  const readBaseline = async (file: string, shown: string) => (await import('./read-baseline.ts')).readBaseline(file, shown)
  const previous =
    flags.previous === undefined ? undefined : (await import('./read-assessment.ts')).readAssessment(resolve(io.cwd, flags.previous), flags.previous)
  const given = flags.baseline === undefined ? undefined : await readBaseline(resolve(io.cwd, flags.baseline), flags.baseline)
  const { rev } = flags
  const commit = rev === undefined ? undefined : await revisionOf(evidenceRoot(folder), rev, io.env, lang)
  if (commit && commit.leftOut.length > 0) await io.stderr(`${block(messages(lang).cli.notices.leftOut(commit.leftOut), '')}\n`)
  let told = session.lang
  try {
    const at = commit?.path ?? folder
    const real = realPath(at) ?? at
    const prefix = commit?.prefix ?? prefixOf(evidenceRoot(folder))
    const assessment = await assess({
      path: at,
      asOf,
      generatedAt: settleGeneratedAt(asOf, io, lang),
      version: io.version,
      lang: session.lang,
      rulebooks: flags.rulebook,
      library: libraryFor(io, flags.cache),
      ...(flags.cache && !commit ? { digests: digestCache(cacheDir(io), real, io.now()) } : {}),
    }).catch((error: unknown) => {
      throw error instanceof InputError ? new InputError(error.problems, prefix, error.lang) : error
    })
    told ??= assessment.lang
    const mismatch = checkPrevious({ previous, asOf }, assessment.institution.id)
    if (mismatch.length > 0) throw new InputError(mismatch)
    const policy = withTyped(assessment.gate ?? GatePolicy.parse({}), typed, flags.rulebook.length > 0)
    const baseline =
      given ??
      (!useBaseline || policy.baseline === undefined ? undefined : await readBaseline(insideEvidence(at, policy.baseline, assessment), policy.baseline))
    if (baseline) refuseOther(baseline, assessment, flags.baseline ?? policy.baseline ?? '')
    if (baseline && baseline.as_of > asOf) await io.stderr(`${block(messages(told).cli.notices.baselineLater(visibleLine(baseline.as_of), asOf), '')}\n`)
    const verdict = judge({ assessment, policy, baseline, previous })
    return { assessment, verdict, prefix, ...(commit ? { revision: commit.commit } : {}) }
  } catch (error) {
    const said = toldIn(error, told)
    throw commit && rev !== undefined && said instanceof InputError ? ofRevision(said, commit, rev) : said
  } finally {
    commit?.remove()
  }
}

/** The private folder of a commit's files says nothing to anybody: its place is in the commit. */
function ofRevision({ problems, prefix: lying, lang }: InputError, { path, prefix }: Revision, rev: string): InputError {
  const named = (file: string) => (file.startsWith(path) ? `${rev}:${prefix}${file.slice(path.length).replace(/^[/\\]/, '')}` : file)
  return new InputError(
    problems.map((problem) => ({ ...problem, place: { ...problem.place, file: named(problem.place.file) } })),
    lying,
    lang,
  )
}

/** The commit's files. Throws OutputError for what git refuses. */
async function revisionOf(folder: string, rev: string, env: Session['io']['env'], lang: Lang): Promise<Revision> {
  const { RevisionError, openRevision } = await import('../evidence/revision.ts')
  try {
    const own = Object.fromEntries(['HOME', 'XDG_CONFIG_HOME', 'USERPROFILE'].flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])))
    return openRevision(folder, rev, tmpdir(), env['PATH'] ?? '', own)
  } catch (error) {
    if (!(error instanceof RevisionError)) throw error
    throw new OutputError(messages(lang).cli.revision[error.code](rev, error.detail))
  }
}

/** What another institution achieved says nothing of this one. Throws InputError. */
export function refuseOther({ institution: found }: Baseline, { institution }: Assessment, shown: string): void {
  if (found === institution.id) return
  throw new InputError([{ code: 'baseline-mismatch', place: { file: shown, line: 0, col: 0 }, params: { found, institution: institution.id } }])
}

type Typed = Pick<GatePolicy, 'conditions' | 'floors'>

/** `--gate unanswered=error` and `--floor compliance:aig-tic/SEG=75`. */
function typedPolicy({ gate, floor }: Flags, lang: Lang): Typed {
  const { usage } = messages(lang).cli
  const conditions = gate.map((text) => {
    const [name = '', ...level] = text.split('=')
    const parsed = GatePolicy.shape.conditions.safeParse({ [name]: level.join('=') })
    if (!parsed.success || !Object.hasOwn(parsed.data, name))
      throw new UsageError(usage.badGate(text, nearest(name, GATE_CONDITIONS) ?? '', GATE_CONDITIONS.join(', ')))
    return parsed.data
  })
  const floors = floor.map((text) => {
    const match = /^([a-z-]+)(?::([\w.-]*))?(?:\/([A-Z]+))?=(\d+(?:\.\d+)?)$/.exec(text)
    const [, index, rulebook, topic, least] = match ?? []
    const parsed = GateFloor.safeParse({ index, at_least: Number(least), ...(rulebook ? { rulebook } : {}), ...(topic ? { topic } : {}) })
    if (!parsed.success) throw new UsageError(usage.badFloor(text))
    return parsed.data
  })
  return { conditions: Object.assign({}, ...conditions) as GatePolicy['conditions'], floors }
}

/** Whoever names the rulebooks leaves others out on purpose: told, and no failure unless the policy says so. */
const withTyped = (policy: GatePolicy, { conditions, floors }: Typed, named: boolean): GatePolicy => ({
  ...policy,
  conditions: { ...(named ? { 'rulebook-gone': 'warn' as const } : {}), ...policy.conditions, ...conditions },
  floors: [...policy.floors, ...floors],
})

/** A path that `cumple.yaml` names, which never leads out of the evidence. Throws InputError. */
export function insideEvidence(evidence: string, named: string, { locations }: Assessment): string {
  const root = evidenceRoot(evidence)
  const { file, line, col = 1 } = locations.gate
  if (resolveInside(root, named) === 'outside') throw new InputError([{ code: 'path-outside', place: { file, line, col }, params: { path: named } }])
  return join(root, named)
}
