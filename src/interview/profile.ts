// Who is assessed: the institution, and the few facts that decide which requirements apply. Each question says why it is asked.
import { INSTITUTION_KINDS, isPlainDate } from '../model/basics.ts'
import type { Manifest } from '../model/evidence.ts'
import type { FactDef } from '../model/rulebook.ts'
import type { InstitutionKind } from '../model/vocabulary.ts'
import type { Plain } from '../util/yaml-edit.ts'
import { factsOf } from './plan.ts'
import { heading, keep, para, pick, type Talk } from './talk.ts'

/** Companies, of which it matters how much the State owns. */
const COMPANIES = new Set<InstitutionKind>(['public-company', 'state-majority-company', 'state-financial-intermediary', 'private-entity'])

const slugOf = (name: string): string => {
  const words = name
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  const initials = words.filter((word) => /^\p{Lu}/u.test(word)).map((word) => word[0])
  return (initials.length > 1 ? initials.join('') : words.join('-')).toLowerCase().slice(0, 40)
}

/** The first questions. What is answered is kept from the first one on, and is a manifest as soon as it can be one; the draft stays until all is asked. */
export async function askInstitution(talk: Talk): Promise<void> {
  const { ask, session, words, paint, terms } = talk
  const { profile: say } = words
  const before = session.manifest
  const draft = { ...before?.institution, ...session.draft() }
  const because = (text: string) => ask.say(paint.dim(para(say.why(text))))
  heading(talk, say.title)
  because(say.nameWhy)
  const name = await ask.text({ message: say.name, initial: draft.name, check: (text) => (text === '' ? words.papers.required : undefined) })
  session.keepDraft({ ...draft, name })
  because(say.kindWhy)
  const kind = await ask.select({
    message: say.kind,
    choices: INSTITUTION_KINDS.map((value) => ({ value, name: terms.institutionKind[value] })),
    initial: draft.kind,
  })
  session.keepDraft({ ...draft, name, kind })
  because(say.idWhy)
  const id = await ask.text({
    message: say.id,
    initial: draft.id ?? slugOf(name),
    check: (text) => (/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text) ? undefined : say.badId),
  })
  const period = await ask.text({
    message: say.period,
    initial: String(before?.period ?? session.settings.asOf.slice(0, 4)),
    check: (text) => (/^(19[9]\d|20\d\d|21\d\d)$/.test(text) ? undefined : words.papers.badYear),
  })
  const institution = { ...draft, id, name, kind }
  const sections = (more: object = {}) => ({ institution: ordered({ ...institution, ...more }), period: Number(period) })
  await keep(talk, { kind: 'manifest', sections: before ? sections() : { lang: talk.lang, ...sections() } })
  await askRulebooks(talk, kind)
  because(say.staffWhy)
  const staff = await ask.text({
    message: say.staff,
    initial: draft.staff?.toString(),
    check: (text) => (/^\d{0,7}$/.test(text) ? undefined : say.badNumber),
  })
  const more: { staff?: number; state_capital?: number; province?: string } = staff === '' ? {} : { staff: Number(staff) }
  if (COMPANIES.has(kind)) {
    because(say.capitalWhy)
    const capital = await ask.text({
      message: say.capital,
      initial: draft.state_capital?.toString(),
      check: (text) => (text === '' || (/^\d{1,3}(\.\d+)?$/.test(text) && Number(text) <= 100) ? undefined : say.badPercent),
    })
    if (capital !== '') more.state_capital = Number(capital)
  }
  const province = await ask.text({ message: say.province, initial: draft.province })
  if (province !== '') more.province = province
  await keep(talk, { kind: 'manifest', sections: sections(more) })
}

/** A kind that no rulebook is for by itself chooses its own, or there would be nothing to ask. */
async function askRulebooks({ ask, session, words, lang, ...talk }: Talk, kind: InstitutionKind): Promise<void> {
  const { library } = session.settings
  const covered = Object.values(library.defaults?.() ?? {}).some((defaults) => defaults.some(({ kinds }) => kinds.includes(kind)))
  if (covered || (session.manifest?.rulebooks ?? []).length > 0) return
  const shipped = (await Promise.all(library.ids().map((id) => library.byId(id)))).filter((rulebook) => rulebook !== undefined)
  for (;;) {
    const ids = await ask.tick({ message: words.profile.rulebooks, choices: shipped.map(({ id, title }) => ({ value: id, name: title[lang] })), ticked: [] })
    if (ids.length === 0) continue
    return keep({ ask, session, words, lang, ...talk }, { kind: 'manifest', sections: { rulebooks: ids.map((id) => ({ id })) } })
  }
}

const KEYS = ['id', 'name', 'kind', 'sector', 'province', 'staff', 'state_capital'] as const
const ordered = (institution: Partial<Manifest['institution']>): Plain =>
  Object.fromEntries(KEYS.flatMap((key) => (institution[key] === undefined ? [] : [[key, institution[key]]])))

/** Who answers and who signs: for the answers and the last page of the report. */
export async function askPeople(talk: Talk): Promise<void> {
  const { ask, session, words } = talk
  const { profile: say } = words
  const { signatories = [] } = session.manifest ?? {}
  const person = async (role: 'prepared' | 'approved', who: string, post: string) => {
    const before = signatories.find((signatory) => signatory.role === role)
    const name = await ask.text({ message: who, initial: before?.name ?? (role === 'prepared' ? session.by : undefined) })
    if (name === '') return []
    return [{ role, name, post: await ask.text({ message: post, initial: before?.post, check: (text) => (text === '' ? words.papers.required : undefined) }) }]
  }
  const prepared = await person('prepared', say.by, say.post)
  const approved = await person('approved', say.head, say.headPost)
  const [answering] = prepared
  if (answering) session.by = answering.name
  const others = signatories.filter(({ role }) => role === 'reviewed')
  const all = [...prepared, ...others, ...approved]
  if (all.length > 0 || signatories.length > 0) await keep(talk, { kind: 'manifest', sections: { signatories: all } })
}

/** The facts that are not settled yet, or all of them; each answer is saved at once. */
export async function askFacts(talk: Talk, again: boolean): Promise<void> {
  const { ask, session, words, paint } = talk
  const { profile: say } = words
  const given = () => session.manifest?.facts ?? {}
  const facts = factsOf((await session.selected()).map(({ rulebook }) => rulebook)).filter(({ id }) => again || given()[id] === undefined)
  if (facts.length === 0) return
  heading(talk, say.facts)
  ask.say(`${para(say.factsIntro(facts.length))}\n`)
  for (const fact of facts) {
    ask.say(paint.dim(para(say.why(pick(talk, fact.why)))))
    const value = await askFact(talk, fact, given()[fact.id])
    const { [fact.id]: _old, ...others } = given()
    const next = value === undefined ? others : { ...others, [fact.id]: value }
    if (value !== given()[fact.id]) await keep(talk, { kind: 'manifest', sections: { facts: next } })
  }
}

async function askFact(talk: Talk, fact: FactDef, before: boolean | number | string | undefined): Promise<boolean | number | string | undefined> {
  const { ask, words } = talk
  const { profile: say } = words
  const question = pick(talk, fact.question)
  if (fact.type === 'boolean') {
    const chosen = await ask.select({
      message: question,
      choices: [
        { value: 'yes', name: words.yes },
        { value: 'no', name: words.no },
        { value: 'unsure', name: words.unsure },
      ],
      initial: before === true ? 'yes' : before === false ? 'no' : 'unsure',
    })
    return chosen === 'unsure' ? undefined : chosen === 'yes'
  }
  const check = { date: (text: string) => isPlainDate(text), integer: (text: string) => /^\d{1,9}$/.test(text), text: () => true }[fact.type]
  const typed = await ask.text({
    message: fact.type === 'date' ? say.date(question) : say.number(question),
    initial: before?.toString(),
    check: (text) => (text === '' || check(text) ? undefined : fact.type === 'date' ? words.papers.badDate : say.badNumber),
  })
  return typed === '' ? undefined : fact.type === 'integer' ? Number(typed) : typed
}

/** What of the profile to change, later on. */
export async function changeProfile(talk: Talk): Promise<void> {
  const { ask, words } = talk
  const { profile: say } = words
  const what = await ask.select({
    message: say.what,
    choices: [
      { value: 'institution', name: say.institution },
      { value: 'facts', name: say.facts },
      { value: 'people', name: say.people },
      { value: 'back', name: say.back },
    ],
  })
  if (what === 'institution') {
    await askInstitution(talk)
    talk.session.dropDraft()
  }
  if (what === 'institution' || what === 'facts') await askFacts(talk, what === 'facts')
  if (what === 'people') await askPeople(talk)
}
