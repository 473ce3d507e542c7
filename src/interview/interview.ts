// The conversation from start to end: profile, plan, questions, summary. Whatever stops it, what was answered is saved.
import { nearest } from '../util/suggest.ts'
import { allQuestions, chosen, fromWhereItStopped, isPending, type Only, type Plan, type Question } from './plan.ts'
import { askPeople } from './people.ts'
import { askFacts, askInstitution, changeProfile } from './profile.ts'
import { askQuestion, type Next } from './question.ts'
import { askRulebooks } from './rulebooks.ts'
import { progressLine, topicHeading, topicLines } from './screens.ts'
import type { View } from './session.ts'
import { Done, heading, para, partWith, pick, type Talk } from './talk.ts'

/** What the command line does for the interview: the summary as text, and the report as files. */
export interface Finish {
  readonly summary: (view: View) => Promise<string>
  /** Asks where, writes, and says what was written. */
  readonly report: (talk: Talk) => Promise<void>
}

/** An id that is not among the questions, with the nearest that is. */
export class NoSuchQuestion extends Error {}

/** Runs until the person is done (returns) or leaves by a signal (throws Leave). */
export async function interview(talk: Talk, only: Only, finish: Finish): Promise<void> {
  try {
    await converse(talk, only, finish)
  } catch (error) {
    if (!(error instanceof Done)) throw error
  }
  await partWith(talk)
}

async function converse(talk: Talk, only: Only, finish: Finish): Promise<void> {
  const { ask, session, words, paint } = talk
  // Of the institution a draft stays behind when somebody left in the middle of the first questions.
  const fresh = session.manifest === undefined || Object.keys(session.draft()?.institution ?? {}).length > 0
  ask.say(paint.bold(`Cumple · ${words.welcome.title}`))
  ask.say(paint.dim(para(words.welcome.folder(session.root))))
  ask.say(`\n${para(words.welcome.intro)}`)
  const name = session.manifest?.institution.name
  if (name !== undefined) ask.say(`\n${para(words.welcome.resumed(name))}`)
  const [period, year] = [session.manifest?.period, Number(session.settings.asOf.slice(0, 4))]
  if (period !== undefined && year > period) ask.say(para(talk.terms.observation['period-past']({ period, year })))
  if (fresh) {
    await askInstitution(talk)
    if (session.manifest === undefined) throw new Done()
    await askPeople(talk)
    session.dropDraft()
  } else if (session.manifest) await askRulebooks(talk, session.manifest.institution.kind)
  const begun = Object.keys(session.settings.workspace.opened()?.answers ?? {}).length > 0
  if (!begun) {
    await askFacts(talk, false)
    const { plan } = await session.view()
    ask.say(`\n${para(words.profile.done(plan.progress.applicable, plan.topics.length))}`)
  }
  // One question is all that was wanted, unless the person asks for the plan there.
  if (only.kind === 'rule' && (await askOne(talk, only.rule)) !== 'plan') return
  if (only.kind === 'critical') await walk(talk, (plan) => chosen(allQuestions(plan), only))
  for (;;) {
    const view = await session.view()
    const where = await askWhere(talk, view.plan)
    if (where === 'leave') return
    if (where === 'end') {
      if ((await atEnd(talk, finish)) === 'leave') return
    } else if (where === 'profile') await changeProfile(talk)
    else if (where === 'resume') await walk(talk, fromWhereItStopped)
    else if (where === 'critical') await walk(talk, (plan) => chosen(allQuestions(plan), { kind: 'critical' }))
    else if (where === 'review') await walk(talk, isMarked)
    else if (where === 'all') await walk(talk, allQuestions)
    else await walkTopic(talk, where)
  }
}

async function askOne(talk: Talk, typed: string): Promise<Next> {
  const rule = typed.toUpperCase()
  const { plan, rulebooks } = await talk.session.view()
  const ids = allQuestions(plan).map((question) => question.rule.id)
  // A rule that is answered by another's answer is asked by that one.
  const shared = rulebooks.flatMap(({ rules }) => rules).find(({ id }) => id === rule)?.shares
  const asked = ids.includes(rule) || shared === undefined ? rule : shared
  if (!ids.includes(asked)) throw new NoSuchQuestion(talk.words.plan.noRule(rule, nearest(rule, ids) ?? ''))
  return askQuestion(talk, asked, { place: 1, of: 1, back: false })
}

/** The plan, and where to go on. A topic is chosen by its key. */
async function askWhere(talk: Talk, plan: Plan): Promise<string> {
  const { ask, words } = talk
  const { plan: say } = words
  const pending = fromWhereItStopped(plan)
  const critical = chosen(allQuestions(plan), { kind: 'critical' })
  heading(talk, talk.session.manifest?.institution.name ?? '')
  const { unsaved } = talk.session
  ask.say(`${para(progressLine(talk, plan.progress))}\n`)
  if (unsaved.length > 0) ask.say(`${talk.paint.yellow(para(words.trouble.unsaved(unsaved.length)))}\n`)
  const lines = topicLines(talk, plan)
  const marked = isMarked(plan)
  const [next] = pending
  return ask.select({
    message: say.ask,
    choices: [
      ...(next ? [{ value: 'resume', name: say.resume(`${next.rule.id} · ${pick(talk, next.rule.title)}`), short: next.rule.id }] : []),
      ...(critical.length === 0 ? [] : [{ value: 'critical', name: say.critical(critical.length) }]),
      ...(marked.length === 0 ? [] : [{ value: 'review', name: say.review(marked.length) }]),
      ...(next ? [] : [{ value: 'all', name: say.all }]),
      ...(ask.plain ? [] : [topicHeading(talk)]),
      ...plan.topics.map(({ key, title }, index) => ({ value: key, name: lines[index] ?? '', short: pick(talk, title) })),
      '-' as const,
      { value: 'profile', name: say.profile },
      { value: 'end', name: say.end },
      { value: 'leave', name: say.leave },
    ],
  })
}

/** What the person marked to look at again. */
const isMarked = (plan: Plan): Question[] => allQuestions(plan).filter(({ finding }) => finding.answer?.review === true)

/** A topic: what is pending in it; when nothing is, all of it again. */
async function walkTopic(talk: Talk, key: string): Promise<void> {
  const ofTopic = (plan: Plan) => plan.topics.find((topic) => topic.key === key)?.questions ?? []
  const { plan } = await talk.session.view()
  const pending = ofTopic(plan).some(isPending)
  await walk(talk, (now) => (pending ? ofTopic(now).filter(isPending) : ofTopic(now)), ofTopic(plan))
}

/** Puts questions one after the other. The list is fixed at the start, so that «back» leads where one came from. */
async function walk(talk: Talk, list: (plan: Plan) => readonly Question[], within?: readonly Question[]): Promise<void> {
  const { plan } = await talk.session.view()
  const rules = list(plan).map(({ rule }) => rule.id)
  if (rules.length === 0) return talk.ask.say(para(talk.words.plan.nothing))
  for (let at = 0; at < rules.length;) {
    const rule = rules[at] ?? ''
    const place = within ? within.findIndex((question) => question.rule.id === rule) : at
    const next = await askQuestion(talk, rule, { place: place + 1, of: within?.length ?? rules.length, back: at > 0 })
    if (next === 'plan') return
    at += next === 'back' ? -1 : 1
  }
}

async function atEnd(talk: Talk, finish: Finish): Promise<'plan' | 'leave'> {
  const { ask, session, words } = talk
  for (;;) {
    ask.say(`\n${await finish.summary(await session.view())}`)
    const next = await ask.select({
      message: words.end.ask,
      choices: [
        { value: 'report', name: words.end.report },
        { value: 'plan', name: words.end.back },
        { value: 'leave', name: words.end.leave },
      ],
    })
    if (next !== 'report') return next === 'plan' ? 'plan' : 'leave'
    await finish.report(talk)
    return 'plan'
  }
}
