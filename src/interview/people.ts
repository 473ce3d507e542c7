// Who answers and who signs: for the answers and the last page of the report.
import type { Manifest } from '../model/evidence.ts'
import { keep, para, type Talk } from './talk.ts'

type Signatory = Manifest['signatories'][number]

/** Each is saved as soon as they have a post; others in the same role stay. */
export async function askPeople(talk: Talk): Promise<void> {
  const { profile: say } = talk.words
  await askSignatory(talk, 'prepared', say.by, say.post)
  await askSignatory(talk, 'approved', say.head, say.headPost)
}

async function askSignatory(talk: Talk, role: Signatory['role'], who: string, which: string): Promise<void> {
  const { ask, session, words } = talk
  const before = session.manifest?.signatories.find((signatory) => signatory.role === role)
  let name = before?.name ?? session.draft()?.people[role] ?? (role === 'prepared' ? session.by : undefined)
  for (;;) {
    name = await ask.text({ message: who, initial: name })
    if (name === '') return putSignatory(talk, role, undefined)
    if (before) await putSignatory(talk, role, { ...before, name })
    else session.keepDraft({ people: { [role]: name } })
    if (role === 'prepared') session.by = name
    const post = await ask.text({ message: which, initial: before?.post })
    if (post !== '') return putSignatory(talk, role, { role, name, post })
    // Back to the name, which may be left out.
    ask.say(para(words.profile.postNeeded))
  }
}

/** Puts somebody in the place of the first in their role, or takes that one out. Nobody else is touched, and nothing when nothing changes. */
async function putSignatory(talk: Talk, role: Signatory['role'], signatory: Signatory | undefined): Promise<void> {
  const before = talk.session.manifest?.signatories ?? []
  const first = before.findIndex((other) => other.role === role)
  const later = before.findIndex((other) => ROLES.indexOf(other.role) > ROLES.indexOf(role))
  const at = first >= 0 ? first : later >= 0 ? later : before.length
  const after = before.toSpliced(at, first >= 0 ? 1 : 0, ...(signatory ? [signatory] : []))
  if (JSON.stringify(after) === JSON.stringify(before)) return
  await keep(talk, { kind: 'manifest', changes: [[['signatories'], after.length === 0 ? undefined : after]] })
}

/** In the order in which the report has them. */
const ROLES: readonly Signatory['role'][] = ['prepared', 'reviewed', 'approved']
