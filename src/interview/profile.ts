// Who is assessed: the institution, and the few facts that decide which requirements apply. Each question says why it is asked.
import type { ManifestChange } from '../evidence/workspace.ts'
import { COMPANIES, INSTITUTION_KINDS, YEAR } from '../model/basics.ts'
import type { Manifest } from '../model/evidence.ts'
import type { FactDef } from '../model/rulebook.ts'
import { Slug } from '../model/scalars.ts'
import { typedDate } from '../util/plain-date.ts'
import { factsOf } from './plan.ts'
import { askPeople } from './people.ts'
import { askRulebooks, changeRulebooks } from './rulebooks.ts'
import { heading, keep, para, pick, type Talk } from './talk.ts'

/** Initials of the words that begin with a capital, or the words themselves: a proposal. */
export function slugOf(name: string): string {
  const words = name
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  const initials = words.filter((word) => /^\p{Lu}/u.test(word)).map((word) => word[0])
  const text = (initials.length > 1 ? initials.join('') : words.join('-')).toLowerCase().replace(/[^a-z0-9-]/g, '')
  return Slug.safeParse(text.slice(0, 40)).success ? text.slice(0, 40) : 'institucion'
}

/** The first questions. Each answer is kept at once: in a draft until there is enough for a manifest, then in it. */
export async function askInstitution(talk: Talk): Promise<void> {
  const { ask, session, words, paint, terms } = talk
  const { profile: say } = words
  const before = session.manifest
  const draft = session.draft()
  // What the manifest says was perhaps put right by hand since.
  const known = { ...draft?.institution, ...before?.institution }
  const because = (text: string) => ask.say(paint.dim(para(say.why(text))))
  /** Into the manifest when there is one, else into the draft. */
  const put = async (key: keyof Manifest['institution'], value: string | number | undefined): Promise<void> => {
    if (session.manifest) await keep(talk, { kind: 'manifest', changes: [[['institution', key], value]] })
    else session.keepDraft({ institution: { [key]: value } })
  }
  heading(talk, say.title)
  because(say.nameWhy)
  const name = await ask.text({ message: say.name, initial: known.name, check: (text) => (text === '' ? say.nameNeeded : undefined) })
  await put('name', name)
  because(say.kindWhy)
  const kind = await ask.select({
    message: say.kind,
    choices: INSTITUTION_KINDS.map((value) => ({ value, name: terms.institutionKind[value] })),
    initial: known.kind,
  })
  await put('kind', kind)
  because(say.idWhy)
  const id = await ask.text({
    message: say.id,
    initial: known.id ?? slugOf(name),
    check: (text) => (/^[a-z]/.test(text) && !/[A-Z_.]/.test(text) && Slug.safeParse(text).success ? undefined : say.badId),
  })
  await put('id', id)
  const year = await ask.text({
    message: say.period,
    initial: String(before?.period ?? draft?.period ?? session.settings.asOf.slice(0, 4)),
    check: (text) => (YEAR.test(text) ? undefined : words.papers.badYear),
  })
  const period = Number(year)
  const first: ManifestChange[] = [
    [['lang'], talk.lang],
    ...(['id', 'name', 'kind'] as const).map((key) => [['institution', key], { id, name, kind }[key]] as const),
    [['period'], period],
  ]
  if (session.manifest) await keep(talk, { kind: 'manifest', changes: [[['period'], period]] })
  else {
    session.keepDraft({ period })
    await keep(talk, { kind: 'manifest', changes: first })
  }
  if (known.kind !== undefined && known.kind !== kind && session.manifest?.rulebooks) await changeRulebooks(talk)
  else await askRulebooks(talk, kind)
  because(say.staffWhy)
  const staff = await ask.text({ message: say.staff, initial: known.staff?.toString(), check: (text) => (/^\d{0,7}$/.test(text) ? undefined : say.badNumber) })
  await put('staff', staff === '' ? undefined : Number(staff))
  if (COMPANIES.has(kind)) {
    because(say.capitalWhy)
    const capital = await ask.text({
      message: say.capital,
      initial: known.state_capital?.toString(),
      check: (text) => (text === '' || (/^\d{1,3}(\.\d+)?$/.test(text) && Number(text) <= 100) ? undefined : say.badPercent),
    })
    await put('state_capital', capital === '' ? undefined : Number(capital))
  } else if (known.state_capital !== undefined) await put('state_capital', undefined)
  const province = await ask.text({ message: say.province, initial: known.province })
  await put('province', province === '' ? undefined : province)
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
  for (const [index, fact] of facts.entries()) {
    ask.say(paint.dim(para(`${words.question.of(index + 1, facts.length)} · ${say.why(pick(talk, fact.why))}`)))
    const value = await askFact(talk, fact, given()[fact.id])
    if (value !== given()[fact.id]) await keep(talk, { kind: 'manifest', changes: [[['facts', fact.id], value]] })
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
  const check = { date: (text: string) => typedDate(text) !== undefined, integer: (text: string) => /^\d{1,9}$/.test(text), text: () => true }[fact.type]
  const typed = await ask.text({
    message: fact.type === 'date' ? say.date(question) : say.number(question),
    initial: before?.toString(),
    check: (text) => (text === '' || check(text) ? undefined : fact.type === 'date' ? words.papers.badDate : say.badNumber),
  })
  return typed === '' ? undefined : fact.type === 'integer' ? Number(typed) : fact.type === 'date' ? typedDate(typed) : typed
}

/** What of the profile to change, later on. */
export async function changeProfile(talk: Talk): Promise<void> {
  const { ask, words, session } = talk
  const { profile: say } = words
  const what = await ask.select({
    message: say.what,
    choices: [
      { value: 'institution', name: say.institution },
      { value: 'facts', name: say.facts },
      { value: 'rulebooks', name: say.theRulebooks },
      { value: 'people', name: say.people },
      { value: 'back', name: say.back },
    ],
  })
  if (what === 'institution') await askInstitution(talk)
  if (what === 'rulebooks') await changeRulebooks(talk)
  if (what !== 'people' && what !== 'back') await askFacts(talk, what === 'facts')
  if (what === 'people') await askPeople(talk)
  session.dropDraft()
}
