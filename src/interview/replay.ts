// `--answers FILE`: an evidence file said through the interview's own session, for migration and for tests.
import { join } from 'node:path'
import { collectEvidence } from '../evidence/collect.ts'
import { resolveInside } from '../evidence/inside.ts'
import { answersAlone, withAnswers } from '../evidence/open-answers.ts'
import { openEvidence, type OpenedEvidence } from '../evidence/open.ts'
import { checkReferences } from '../evidence/references.ts'
import type { ManifestChange } from '../evidence/workspace.ts'
import { answerAlone, type DocumentEntry } from '../model/evidence.ts'
import { InputError } from '../model/problem.ts'
import type { RulebookLibrary } from '../rulebook/select.ts'
import { readRegularFile } from '../util/read-file.ts'
import { MAX_YAML_BYTES, readYaml } from '../util/yaml.ts'
import type { Plain } from '../util/yaml-edit.ts'
import type { InterviewSession } from './session.ts'
import { ordered } from './talk.ts'

export interface Replayed {
  readonly answers: number
  /** Answers of the target that are newer than the file's, and stay. */
  readonly newer: readonly string[]
  readonly documents: number
  /** Waivers of the source: an approval is not brought in by a file of answers. */
  readonly waivers: number
}

/** The file is of another institution than the folder. */
export class OtherInstitution extends Error {
  readonly here: string
  readonly there: string
  constructor(here: string, there: string) {
    super(there)
    this.here = here
    this.there = there
  }
}

/** The file has answers and nothing else, and the folder does not say yet whose they would be. */
export class NobodysAnswers extends Error {}

/**
 * Says everything that an evidence file (or folder) holds and the target may take: what of the profile is written in it, documents and
 * tables (copied in), answers; each saved as if it had been typed, on top of what is there. A file like those in `answers/` has answers
 * only. Throws before anything is written: InputError when it cannot be read, names what no rulebook knows, or a path of it leads
 * outside; OtherInstitution; NobodysAnswers.
 */
export async function replay(session: InterviewSession, file: string, library: RulebookLibrary): Promise<Replayed> {
  const alone = answersAlone(file)
  const there = session.settings.workspace.opened()
  if (alone && !there) throw new NobodysAnswers()
  const source = alone && there ? withAnswers(there, alone) : openEvidence(file)
  const known = (await Promise.all(library.ids().map((id) => library.byId(id)))).filter((rulebook) => rulebook !== undefined)
  const problems = checkReferences(source, known)
  if (problems.length > 0) throw new InputError(problems)
  if (alone) return { ...sayAnswers(session, source), documents: 0, waivers: 0 }
  const evidence = collectEvidence(
    source,
    known.flatMap((rulebook) => rulebook.datasets),
  )
  const here = session.manifest?.institution.id
  if (here !== undefined && here !== source.manifest.institution.id) throw new OtherInstitution(here, source.manifest.institution.id)

  session.save({ kind: 'manifest', changes: profileOf(source, here === undefined) })
  const { workspace } = session.settings
  for (const [id, entry] of Object.entries(source.documents)) {
    const inside = resolveInside(source.root, entry.path)
    const attached = typeof inside === 'string' ? undefined : workspace.attach(inside.real, 'documentos')
    const moved: DocumentEntry = attached?.ok === true ? { ...entry, path: attached.path } : entry
    session.save({ kind: 'document', id, entry: moved })
  }
  for (const { id, path } of Object.values(evidence.datasets)) {
    const inside = resolveInside(source.root, path)
    const attached = typeof inside === 'string' ? undefined : workspace.attach(inside.real, 'datos')
    if (attached?.ok !== true) continue
    const { columns } = source.manifest.datasets[id] ?? {}
    const changes: ManifestChange[] = [
      ...(attached.path === `datos/${id}.csv` ? [] : [[['datasets', id, 'path'], attached.path] as const]),
      ...(columns === undefined ? [] : [[['datasets', id, 'columns'], columns as Plain] as const]),
    ]
    if (changes.length > 0) session.save({ kind: 'manifest', changes })
  }
  return { ...sayAnswers(session, source), documents: Object.keys(source.documents).length, waivers: source.waivers.length }
}

/** Every answer, but where one that is newer is there. */
function sayAnswers(session: InterviewSession, source: OpenedEvidence): Pick<Replayed, 'answers' | 'newer'> {
  const { workspace } = session.settings
  const signature = { ...(session.by === undefined ? {} : { by: session.by }), at: session.settings.now() }
  const newer: string[] = []
  for (const [rule, said] of Object.entries(source.answers)) {
    const before = workspace.opened()?.answers[rule]
    const answer = { ...signature, ...answerAlone(said) }
    if (before?.at !== undefined && (answer.at ?? '') < before.at) newer.push(rule)
    // What only comments adds to the answer that is there.
    else session.save({ kind: 'answer', rule, answer: ordered(said.value === undefined && before ? { ...answerAlone(before), ...answerAlone(said) } : answer) })
  }
  return { answers: Object.keys(source.answers).length - newer.length, newer }
}

/** What the source itself writes of the profile, key by key; what it leaves to be understood is not said. */
function profileOf({ manifest, root, manifestFile }: OpenedEvidence, fresh: boolean): ManifestChange[] {
  const file = readRegularFile(join(root, manifestFile), MAX_YAML_BYTES)
  const yaml = file.ok ? readYaml(file.bytes, manifestFile) : undefined
  const written = new Set(Object.keys(yaml?.ok === true ? (yaml.yaml.value as object) : {}))
  const whole = (['lang', 'period', 'confidentiality', 'rulebooks', 'signatories'] as const).flatMap((key): ManifestChange[] =>
    written.has(key) && manifest[key] !== undefined ? [[[key], manifest[key] as Plain]] : [],
  )
  const parts = (['institution', 'facts'] as const).flatMap((key) =>
    Object.entries(manifest[key]).flatMap(([name, value]): ManifestChange[] =>
      value === undefined || (key === 'institution' && !fresh && name === 'id') ? [] : [[[key, name], value]],
    ),
  )
  return [...parts, ...whole]
}
