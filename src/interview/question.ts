// One question: shown, helped with, answered, noted. Every answer is saved before the next thing is asked.
import { formatCredit, formatDate, formatList } from '../i18n/format.ts'
import type { Answer } from '../model/evidence.ts'
import type { AnswerValue } from '../model/vocabulary.ts'
import { typedDate } from '../util/plain-date.ts'
import type { Choice } from './ask.ts'
import { askPapers, missingPapers } from './papers.ts'
import { missingTables } from '../model/missing-tables.ts'
import { allQuestions, type Question } from './plan.ts'
import { helpScreen, questionScreen } from './screens.ts'
import { Done, headed, para, pick, saveAnswer, type Talk } from './talk.ts'

/** Where the person goes from a question. */
export type Next = 'next' | 'back' | 'plan'

type Action = AnswerValue | 'skip' | 'back' | 'plan' | 'help' | 'note' | 'mark' | 'assign' | 'papers' | 'clear' | 'leave' | 'go' | 'anyway'

/** Puts one question until the person moves on. `place` is its number among `of`; `back` says whether one was put before it. */
export async function askQuestion(talk: Talk, rule: string, { place, of, back }: { place: number; of: number; back: boolean }): Promise<Next> {
  const { ask, words, paint } = talk
  let insist = false
  let above = ''
  for (let first = true; ; first = false) {
    const { question, sharers, assessment } = await lookUp(talk, rule)
    if (!question) return 'next'
    if (first) {
      const found = await talk.found(question.finding, assessment)
      const shown = (brief: boolean) =>
        `${headed(talk, `${rule} · ${pick(talk, question.rule.title)}`)}\n${questionScreen(talk, question, found, { place, of, sharers, brief })}`
      above = ask.fits(shown(false)) ? shown(false) : shown(true)
      ask.say('')
      ask.say(above)
    }
    const decided = question.state === 'measured' && !insist
    // Nobody answers what is not in sight: where the screen is too low for it, and after anything else was shown, the question is put again.
    const inSight = first && ask.fits(above)
    const action = await ask.select<Action>({
      message: !inSight ? pick(talk, question.rule.question) : decided ? words.question.askMeasured : words.question.ask,
      choices: choicesFor(talk, question, { decided, back }),
      initial: decided ? 'go' : question.finding.answer?.value,
    })
    if (action === 'leave') throw new Done()
    if (action === 'go' || action === 'skip') return 'next'
    if (action === 'back' || action === 'plan') return action
    if (action === 'help') ask.say(helpScreen(talk, question))
    else if (action === 'anyway') insist = true
    else if (action === 'note') await askNote(talk, question)
    else if (action === 'mark') await saveAnswer(talk, rule, { review: question.finding.answer?.review === true ? undefined : true })
    else if (action === 'assign') await askAssignment(talk, rule)
    else if (action === 'papers') await askPapers(talk, rule)
    else if (action === 'clear') await saveAnswer(talk, rule, { value: undefined, criteria: undefined, reason: undefined })
    else if (await answer(talk, question, action)) {
      const after = await lookUp(talk, rule)
      if (after.question && talk.session.unsaved.length === 0) {
        const { outcome, credit } = after.question.finding
        ask.say(paint.green(para(words.question.credit(talk.terms.outcome[outcome], formatCredit(credit, talk.lang, '—')))))
        const lacking = whatLacks(talk, after.question)
        if (lacking.length > 0) ask.say(para(words.question.lacks(formatList(lacking, talk.lang))))
      }
      return 'next'
    }
  }
}

/** Why an answer does not count in full, in short: what is not there, or a fact of the profile that is not known. */
function whatLacks({ words, lang }: Talk, { finding }: Question): string[] {
  if (finding.messages.some(({ id }) => id === 'when-unknown')) return [words.question.lacksFact]
  if (finding.answer?.value !== 'yes' && finding.answer?.value !== 'partial') return []
  const papers = finding.slots.filter(({ required, state }) => required && state !== 'current').map(({ title }) => title[lang])
  const tables = [...new Set(finding.checks.flatMap((check) => missingTables(check).map((table) => words.question.lacksTable(table))))]
  return [...papers, ...tables]
}

async function lookUp({ session }: Talk, rule: string) {
  const { plan, assessment, rulebooks } = await session.view()
  const question = allQuestions(plan).find((candidate) => candidate.rule.id === rule)
  const sharers = rulebooks.flatMap(({ rules }) => rules.filter(({ shares }) => shares === rule).map(({ id }) => id))
  const own = new Set(allQuestions(plan).map((asked) => asked.rule.id))
  const present = new Set(assessment.results.flatMap(({ findings }) => findings.map((finding) => finding.rule)))
  return { question, assessment, sharers: sharers.filter((id) => present.has(id) && !own.has(id)) }
}

function choicesFor({ words }: Talk, question: Question, { decided, back }: { decided: boolean; back: boolean }): (Choice<Action> | string)[] {
  const { question: say } = words
  const { finding, rule } = question
  const said = finding.answer
  const value = (name: AnswerValue): Choice<Action> => ({ value: name, name: say.values[name], description: say.hints[name] })
  return [
    ...(decided
      ? [{ value: 'go', name: say.go } as const, { value: 'anyway', name: say.answerAnyway } as const]
      : [...(['yes', 'partial', 'planned', 'no'] as const).map(value), ...(rule.not_applicable === undefined ? [] : [value('not-applicable')])]),
    '-',
    ...(missingPapers(question) ? [{ value: 'papers', name: say.papers } as const] : []),
    { value: 'help', name: say.more },
    { value: 'note', name: say.noteAsk },
    { value: 'assign', name: say.assign },
    { value: 'mark', name: said?.review === true ? say.unmark : say.mark },
    ...(said?.value === undefined ? [] : [{ value: 'clear', name: say.clear } as const]),
    '-',
    ...(decided ? [] : [{ value: 'skip', name: say.skip } as const]),
    ...(back ? [{ value: 'back', name: say.back } as const] : []),
    { value: 'plan', name: say.plan },
    { value: 'leave', name: say.leave },
  ]
}

/** Everything that an answer needs beside its word. False when the person thought better of it. */
async function answer(talk: Talk, question: Question, value: AnswerValue): Promise<boolean> {
  const { ask, words } = talk
  const { rule, finding } = question
  const id = rule.id
  const settled: Partial<Answer> = { value, reason: undefined, review: undefined }
  if (value === 'not-applicable') {
    const reason = await ask.select({
      message: words.question.reason,
      choices: [...(rule.not_applicable ?? []).map((item) => ({ value: item.id, name: item[talk.lang] })), '-', { value: '', name: words.profile.back }],
      initial: finding.answer?.reason,
    })
    if (reason === '') return false
    await saveAnswer(talk, id, { ...settled, reason, criteria: undefined })
    return true
  }
  if ((value === 'yes' || value === 'partial') && rule.criteria.length > 0) {
    const ticked = await tickCriteria(talk, question, value)
    if (!ticked) return false
    const criteria = Object.fromEntries(rule.criteria.map((item) => [item.id, ticked.ids.includes(item.id)]))
    await saveAnswer(talk, id, { ...settled, value: ticked.value, criteria })
    if (ticked.value === 'no') return true
  } else await saveAnswer(talk, id, { ...settled, criteria: undefined })
  if (value === 'planned') await askAssignment(talk, id)
  if (value === 'yes' || value === 'partial') await askPapers(talk, id)
  return true
}

interface Ticked {
  readonly value: 'yes' | 'partial' | 'no'
  readonly ids: readonly string[]
}

/** The criteria that hold today, and the answer that they bear out: all of them yes, some partial, none no. Undefined: the person goes back. */
async function tickCriteria(talk: Talk, { rule, finding }: Question, value: 'yes' | 'partial'): Promise<Ticked | undefined> {
  const { ask, words } = talk
  const { question: say } = words
  let ids: readonly string[] = finding.answer?.criteria ?? []
  for (;;) {
    ids = await ask.tick({ message: say.tick, choices: rule.criteria.map((item) => ({ value: item.id, name: item[talk.lang] })), ticked: ids })
    const borneOut = ids.length === 0 ? 'no' : ids.length === rule.criteria.length ? 'yes' : 'partial'
    if (borneOut === value) return { value, ids }
    ask.say(para(borneOut === 'no' ? say.noneTicked : borneOut === 'yes' ? say.allTicked : say.openCriteria(rule.criteria.length - ids.length)))
    const next = await ask.select<'as-is' | 'keep' | 'again' | 'back'>({
      message: say.ask,
      choices: [
        { value: 'as-is', name: { yes: say.asYes, partial: say.asPartial, no: say.asNo }[borneOut] },
        ...(borneOut === 'yes' ? [{ value: 'keep', name: say.asPartial } as const] : []),
        { value: 'again', name: say.tickAgain },
        { value: 'back', name: words.profile.back },
      ],
    })
    if (next === 'as-is') return { value: borneOut, ids }
    if (next === 'keep') return { value, ids }
    if (next === 'back') return undefined
  }
}

/** A note is written, written anew, added to or taken away; a long one is shown and never typed again. */
async function askNote(talk: Talk, { rule, finding }: Question): Promise<void> {
  const { ask, words } = talk
  const { question: say } = words
  const before = finding.answer?.note
  const what =
    before === undefined
      ? 'replace'
      : await ask.select({
          message: say.noteWhat,
          choices: [
            { value: 'keep', name: say.noteKeep },
            { value: 'add', name: say.noteAdd },
            { value: 'replace', name: say.noteReplace },
            { value: 'remove', name: say.noteRemove },
          ],
        })
  if (what === 'keep') return
  if (what === 'remove') return void (await saveAnswer(talk, rule.id, { note: undefined }))
  const text = await ask.text({ message: say.noteText, limit: LONGEST_NOTE - (before?.length ?? 0) })
  if (text !== '') await saveAnswer(talk, rule.id, { note: what === 'add' && before !== undefined ? `${before}\n${text}` : text })
}
const LONGEST_NOTE = 19_000

/** Who takes care of it, and by when. */
export async function askAssignment(talk: Talk, rule: string): Promise<void> {
  const { ask, words, session } = talk
  const { evidence } = await session.view()
  const before = evidence.answers[rule]
  const responsible = await ask.text({
    message: words.question.who,
    initial: before?.responsible,
    check: (text) => (/^\d{1,4}[/.-]\d/.test(text) ? words.question.notAPerson : undefined),
  })
  await saveAnswer(talk, rule, { responsible: responsible === '' ? undefined : responsible })
  const { asOf } = session.settings
  const typed = await ask.text({
    message: words.question.when,
    initial: before?.target,
    check: (text) => {
      const day = typedDate(text)
      return text === '' || text === before?.target ? undefined : day === undefined ? words.papers.badDate : day < asOf ? words.question.past : undefined
    },
  })
  const target = typedDate(typed) ?? ''
  await saveAnswer(talk, rule, { target: target === '' ? undefined : target })
  if (responsible !== '') ask.say(para(words.question.responsible(responsible, target === '' ? '' : formatDate(target, talk.lang))))
}
