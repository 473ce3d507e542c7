// The interview without a terminal: a session on a folder, and somebody who answers by a rule instead of by hand.
import { randomUUID } from 'node:crypto'
import { thisOwner } from '../../src/evidence/lock.ts'
import { openWorkspace, type Workspace } from '../../src/evidence/workspace.ts'
import { messages } from '../../src/i18n/index.ts'
import { Leave, type Ask, type SelectQuestion, type TextQuestion, type TickQuestion } from '../../src/interview/ask.ts'
import { interview } from '../../src/interview/interview.ts'
import type { Only } from '../../src/interview/plan.ts'
import { InterviewSession } from '../../src/interview/session.ts'
import type { Talk } from '../../src/interview/talk.ts'
import type { Lang } from '../../src/model/vocabulary.ts'
import { library } from '../../src/rulebook/library.ts'
import { PLAIN } from '../../src/util/paint.ts'

export const NOW = '2026-11-21T12:00:00-05:00'
export const AS_OF = '2026-11-21'
const nonce = () => randomUUID().slice(0, 8)

export function workspaceOn(path: string, force = false): Workspace {
  const owner = thisOwner({ pid: process.pid, host: 'here', since: NOW, nonce: nonce() })
  const opened = openWorkspace({ path, owner, nonce, force })
  if (!opened.ok) throw new Error('held')
  return opened.workspace
}

export function sessionOn(workspace: Workspace, lang: Lang = 'es', now: () => string = () => NOW): InterviewSession {
  return new InterviewSession({ workspace, library, asOf: AS_OF, generatedAt: NOW, version: '0.0.0', lang, now })
}

/** What a question may be answered with: a value, the texts of ticks, or a text; `undefined` leaves what is proposed. */
export interface Answerer {
  readonly select?: (question: SelectQuestion<unknown>, said: readonly string[]) => unknown
  readonly tick?: (question: TickQuestion, said: readonly string[]) => readonly string[] | undefined
  readonly text?: (question: TextQuestion, said: readonly string[]) => string | undefined
}

/** An Ask that answers by functions, refuses what the question refuses, and leaves at the n-th prompt when told to. */
export function answering(by: Answerer, leaveAt = Number.POSITIVE_INFINITY): Ask & { readonly said: string[]; readonly prompts: () => number } {
  const said: string[] = []
  let prompts = 0
  const next = () => {
    prompts += 1
    if (prompts === leaveAt) throw new Leave('SIGINT')
    if (prompts > 5_000) throw new Error(`the conversation does not end: ${said.slice(-3).join('\n')}`)
  }
  return {
    said,
    plain: false,
    prompts: () => prompts,
    say: (text) => void said.push(text),
    fits: () => true,
    room: () => 76,
    select: async <Value>(question: SelectQuestion<Value>): Promise<Value> => {
      next()
      const real = question.choices.filter((choice) => typeof choice !== 'string')
      const wanted = by.select?.(question, said)
      const chosen = real.find(({ value }) => value === wanted) ?? real.find(({ value }) => value === question.initial) ?? real[0]
      if (!chosen || (wanted !== undefined && chosen.value !== wanted)) throw new Error(`«${String(wanted)}» is no choice of «${question.message}»`)
      return chosen.value
    },
    tick: async (question) => {
      next()
      return [...(by.tick?.(question, said) ?? question.ticked)]
    },
    text: async (question) => {
      next()
      const text = by.text?.(question, said) ?? question.initial ?? ''
      const wrong = question.check?.(text)
      if (wrong !== undefined) throw new Error(`«${text}» for «${question.message}»: ${wrong}`)
      return text
    },
  }
}

/** Answers a list of prompts in order: each by what its message begins with. */
export function script(...steps: readonly (readonly [string, unknown])[]): Answerer & { readonly left: () => number } {
  const todo = [...steps]
  const next = (message: string): unknown => {
    const at = todo.findIndex(([begins]) => message.startsWith(begins))
    if (at !== 0) throw new Error(`«${message}» was not expected; next is «${todo[0]?.[0]}»`)
    return todo.shift()?.[1]
  }
  return {
    left: () => todo.length,
    // Put again after a note or a paper, the question is asked in its own words.
    select: ({ message, choices }) =>
      next(choices.some((choice) => typeof choice !== 'string' && choice.value === 'help') ? messages('es').interview.question.ask : message),
    tick: ({ message }) => next(message) as string[],
    text: ({ message }) => next(message) as string,
  }
}
/** Runs the interview on a folder to its end; true when it was left before. */
export async function converse(path: string, by: Answerer, options: { only?: Only; lang?: Lang; leaveAt?: number; report?: () => void } = {}) {
  const { only = { kind: 'all' }, lang = 'es', leaveAt } = options
  const workspace = workspaceOn(path)
  const session = sessionOn(workspace, lang)
  const ask = answering(by, leaveAt)
  const { interview: words, findings: terms } = messages(lang)
  const talk: Talk = {
    ask,
    session,
    lang,
    words,
    terms,
    paint: PLAIN,
    cwd: path,
    home: undefined,
    folder: '',
    flags: '',
    found: async () => ({ slots: [], checks: [] }),
  }
  try {
    await interview(talk, only, { summary: async () => 'SUMMARY', report: async () => options.report?.() })
    return { left: false, said: ask.said, prompts: ask.prompts() }
  } catch (error) {
    if (!(error instanceof Leave)) throw error
    return { left: true, said: ask.said, prompts: ask.prompts() }
  } finally {
    workspace.close()
  }
}

/** The rule of the question on the screen. */
export const ruleOnScreen = (said: readonly string[]): string =>
  said
    .toReversed()
    .map((text) => /^([A-Z]{2,5}-\d\d) · /m.exec(text)?.[1])
    .find((id) => id !== undefined) ?? ''

const VALUES = ['yes', 'partial', 'planned', 'no'] as const
const sum = (text: string) => [...text].reduce((total, char) => total + (char.codePointAt(0) ?? 0), 0)

/** An institution that says the same about the same, whenever asked: small, so that a whole interview is short. */
export function steady(lang: Lang = 'es', kind = 'communal-board'): Answerer {
  const { interview: words } = messages(lang)
  return {
    select: ({ message, choices }, said) => {
      const has = (value: unknown) => choices.some((choice) => typeof choice !== 'string' && choice.value === value)
      if (message === words.profile.kind) return kind
      if (message === words.plan.ask) return has('resume') ? 'resume' : 'end'
      if (message === words.end.ask) return has('report') && !said.includes('REPORTED') ? 'leave' : 'leave'
      if (message === words.question.ask && has('yes')) return VALUES[sum(ruleOnScreen(said)) % VALUES.length]
      if (message === words.question.ask) return 'as-is'
      if (message === words.papers.which) return 'done'
      if (has('unsure')) return sum(message) % 2 === 0 ? 'no' : 'yes'
      return undefined
    },
    tick: ({ choices }, said) => (sum(ruleOnScreen(said)) % 8 < 4 ? choices.map(({ value }) => value) : choices.slice(1).map(({ value }) => value)),
    text: ({ message, initial }) => {
      if (message === words.profile.name) return 'Junta Comunal de Ejemplo'
      if (message === words.profile.by) return 'Persona Ejemplo 1'
      if (message === words.profile.post) return 'Secretaría'
      if (message === words.question.who) return 'Secretaría'
      if (message === words.question.when) return '2027-03-31'
      return initial
    },
  }
}
