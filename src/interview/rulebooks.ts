// By which rulebooks an institution is assessed: those that are for its kind, or those that it chooses.
import type { InstitutionKind } from '../model/vocabulary.ts'
import { allRulebooks } from '../rulebook/library.ts'
import { keep, para, type Talk } from './talk.ts'

const isCovered = ({ session }: Talk, kind: InstitutionKind): boolean =>
  Object.values(session.settings.library.defaults?.() ?? {}).some((defaults) => defaults.some(({ kinds }) => kinds.includes(kind)))

/** A kind that no rulebook is for by itself chooses its own, or there would be nothing to ask. */
export async function askRulebooks(talk: Talk, kind: InstitutionKind): Promise<void> {
  if (!isCovered(talk, kind) && (talk.session.manifest?.rulebooks ?? []).length === 0) await tickRulebooks(talk, kind)
}

/** By which rulebooks: those that are for the kind, or those that are ticked. */
export async function changeRulebooks(talk: Talk): Promise<void> {
  const { ask, session, words } = talk
  const { manifest } = session
  if (!manifest) return
  const { kind } = manifest.institution
  if (!isCovered(talk, kind)) return tickRulebooks(talk, kind)
  const own = manifest.rulebooks !== undefined
  const which = await ask.select({
    message: words.profile.whichRulebooks,
    choices: [
      { value: 'usual', name: words.profile.usualRulebooks },
      { value: 'own', name: words.profile.ownRulebooks },
    ],
    initial: own ? 'own' : 'usual',
  })
  if (which === 'own') await tickRulebooks(talk, kind)
  else if (own) await keep(talk, { kind: 'manifest', changes: [[['rulebooks'], undefined]] })
}

/** What is said of a rulebook that stays (its role, version or overlay) stays with it; those that do not ship are not asked about. */
async function tickRulebooks(talk: Talk, kind: InstitutionKind): Promise<void> {
  const { ask, session, words, lang } = talk
  const shipped = await allRulebooks(session.settings.library)
  const usual = session.manifest?.rulebooks ? [] : await session.selected().catch(() => [])
  // An institution of several roles is judged by a rulebook once in each.
  const before = session.manifest?.rulebooks ?? [...new Set(usual.map(({ rulebook }) => rulebook.id))].map((id) => ({ id }))
  const [known, others] = [before.filter(({ id }) => shipped.some((one) => one.id === id)), before.filter(({ id }) => !shipped.some((one) => one.id === id))]
  for (;;) {
    const ids = await ask.tick({
      message: isCovered(talk, kind) ? words.profile.tickRulebooks : words.profile.rulebooks,
      choices: shipped.map(({ id, title }) => ({ value: id, name: title[lang] })),
      ticked: known.map(({ id }) => id),
    })
    if (ids.length + others.length === 0) {
      ask.say(para(words.profile.oneNeeded))
      continue
    }
    const after = [...ids.flatMap((id) => (known.some((one) => one.id === id) ? known.filter((one) => one.id === id) : [{ id }])), ...others]
    return void (await keep(talk, { kind: 'manifest', changes: [[['rulebooks'], after]] }))
  }
}
