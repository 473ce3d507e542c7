// `--answers FILE`: an evidence file said through the interview's own session, for migration and for tests.
import { collectEvidence } from '../evidence/collect.ts'
import { answersAlone, withAnswers } from '../evidence/open-answers.ts'
import { openEvidence, type OpenedEvidence } from '../evidence/open.ts'
import { checkReferences } from '../evidence/references.ts'
import { answerAlone, type Answer } from '../model/evidence.ts'
import { InputError } from '../model/problem.ts'
import { allRulebooks } from '../rulebook/library.ts'
import type { RulebookLibrary } from '../rulebook/select.ts'
import { canonicalJson } from '../util/canonical-json.ts'
import { instantOf } from '../util/moment.ts'
import { bringDocuments, bringProfile, bringTables } from './replay-register.ts'
import type { InterviewSession } from './session.ts'
import { ordered } from './talk.ts'

export interface Replayed {
  /** Answers that were not there, or not so. */
  readonly answers: number
  /** Answers of the target that are newer than the file's, and stay. */
  readonly newer: readonly string[]
  /** Documents that were not there, or to which something was added. */
  readonly documents: number
  /** What the target says otherwise than the file, and stays: paths of the manifest, ids of documents and tables. */
  readonly kept: Readonly<Record<'profile' | 'documents' | 'tables', readonly string[]>>
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
 * tables (copied in), answers; each saved as if it had been typed. What the target says already of itself, its documents and tables
 * stays, for the file may be of an earlier year. A file like those in `answers/` has answers only. Throws before anything is written:
 * InputError when it cannot be read, names what no rulebook knows, or a path of it leads outside; OtherInstitution; NobodysAnswers.
 */
export async function replay(session: InterviewSession, file: string, library: RulebookLibrary): Promise<Replayed> {
  const alone = answersAlone(file)
  const there = session.settings.workspace.opened()
  if (alone && !there) throw new NobodysAnswers()
  const source = alone && there ? withAnswers(there, alone) : openEvidence(file)
  const known = await allRulebooks(library)
  const problems = checkReferences(source, known)
  if (problems.length > 0) throw new InputError(problems)
  if (alone) return { ...sayAnswers(session, source), documents: 0, kept: { profile: [], documents: [], tables: [] }, waivers: 0 }
  const definitions = known.flatMap((rulebook) => rulebook.datasets)
  const evidence = collectEvidence(source, definitions)
  const here = session.manifest?.institution.id
  if (here !== undefined && here !== source.manifest.institution.id) throw new OtherInstitution(here, source.manifest.institution.id)

  const held = there && collectEvidence(there, definitions)
  const profile = bringProfile(session, source)
  const documents = bringDocuments(session, source, evidence, held)
  const tables = bringTables(session, source, evidence, held)
  return {
    ...sayAnswers(session, source),
    documents: documents.changed,
    kept: { profile, documents: documents.kept, tables },
    waivers: source.waivers.length,
  }
}

/** Every answer, but where one that is newer is there, or the same. */
function sayAnswers(session: InterviewSession, source: OpenedEvidence): Pick<Replayed, 'answers' | 'newer'> {
  const { workspace } = session.settings
  const signature = { ...(session.by === undefined ? {} : { by: session.by }), at: session.settings.now() }
  const newer: string[] = []
  let answers = 0
  for (const [rule, record] of Object.entries(source.answers)) {
    const [said, there] = [answerAlone(record), workspace.opened()?.answers[rule]]
    const before = there && answerAlone(there)
    // What only comments adds to the answer that is there.
    const answer = said.value === undefined && before ? { ...before, ...said } : { ...signature, ...said }
    if (before && (saysNothingNew(said, before, answer) || isPartOf(said, before))) continue
    if (before?.at !== undefined && isBefore(said.at ?? signature.at, before.at)) {
      newer.push(rule)
      continue
    }
    session.save({ kind: 'answer', rule, answer: ordered(answer) })
    answers += 1
  }
  return { answers, newer }
}

/** Whether the answer would become what it is, but for a signature that the file itself does not give. */
function saysNothingNew(said: Answer, before: Answer, answer: Answer): boolean {
  const { by = before.by, at = before.at } = said
  return canonicalJson(ordered({ ...answer, by, at })) === canonicalJson(ordered(before))
}

/** Whether the answer that is there is the file's, of the same moment, with more written down since: who takes care of it, or by when. */
const isPartOf = (said: Answer, before: Answer): boolean =>
  said.at !== undefined && said.at === before.at && canonicalJson(ordered({ ...before, ...said })) === canonicalJson(ordered(before))

/** Whether a moment is earlier than another, whatever zones they are written in. */
const isBefore = (one: string, other: string): boolean => (instantOf(one) ?? 0) < (instantOf(other) ?? 0)
