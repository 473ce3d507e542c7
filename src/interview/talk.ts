// What every part of the conversation shares: who is asked, in which words, and what happens when saving fails.
import { typedPath } from '../evidence/typed-path.ts'
import { ChangedElsewhere, InvalidChange, LockLost } from '../evidence/workspace.ts'
import { WriteError } from '../evidence/write.ts'
import type { Messages } from '../i18n/index.ts'
import type { Assessment, Finding } from '../model/assessment.ts'
import { InputError } from '../model/problem.ts'
import { answerAlone, type Answer } from '../model/evidence.ts'
import type { Lang, Localized } from '../model/vocabulary.ts'
import type { Paint } from '../util/paint.ts'
import { errorCode } from '../util/read-file.ts'
import { shellWord } from '../util/shell-word.ts'
import { visibleLine } from '../util/terminal-safe.ts'
import { WIDTH } from '../util/text-layout.ts'
import { YamlEditError } from '../util/yaml-edit.ts'
import type { Ask } from './ask.ts'
import type { Change, InterviewSession } from './session.ts'

/** Sentences about the documents and the data of a rule, in the order of its slots and checks. */
export interface Found {
  readonly slots: readonly string[]
  readonly checks: readonly string[]
}

export interface Talk {
  readonly ask: Ask
  readonly session: InterviewSession
  readonly lang: Lang
  readonly words: Messages['interview']
  readonly terms: Messages['findings']
  readonly paint: Paint
  /** Where relative paths that people type begin, and what `~` stands for. */
  readonly cwd: string
  readonly home: string | undefined
  /** The evidence folder as a command names it: empty for the present one. */
  readonly folder: string
  /** What a suggested command repeats of the one that was given, as ` --as-of 2026-11-21 --lang en`. */
  readonly flags: string
  /** What was found about the documents and data of a rule, in sentences. */
  readonly found: (finding: Finding, assessment: Assessment) => Promise<Found>
}

/** The person asked to leave by a choice, not by a signal. */
export class Done extends Error {}

export const pick = ({ lang }: Talk, text: Localized): string => text[lang]

/** A rule across the screen with a heading under it; the heading alone where nothing is drawn. */
export const headed = ({ ask, paint }: Talk, text: string): string =>
  `${ask.plain ? '' : `${paint.dim('─'.repeat(WIDTH - 2))}\n`}${paint.bold(visibleLine(text))}`

export const heading = (talk: Talk, text: string): void => talk.ask.say(`\n${headed(talk, text)}`)

/** A paragraph, on a line of its own: whoever shows it breaks it where the screen ends. */
export const para = (text: string, indent = ''): string => `${indent}${visibleLine(text)}`

/** Saves a change. When that fails, says why and lets the person choose: again, elsewhere, later, or leave. False: it could never be saved and was dropped. */
export async function keep(talk: Talk, change: Change): Promise<boolean> {
  const { ask, session, words, paint } = talk
  const { kind } = change
  try {
    session.save(change)
    return true
  } catch (error) {
    if (!(error instanceof ChangedElsewhere)) return trouble(talk, error)
    try {
      session.retry()
      ask.say(paint.yellow(para(kind === 'answer' ? words.trouble.changedAnswer(error.file) : words.trouble.changed(error.file))))
      return true
    } catch (again) {
      return trouble(talk, again)
    }
  }
}

async function trouble(talk: Talk, error: unknown): Promise<boolean> {
  const { ask, session, words, paint } = talk
  const { trouble: say } = words
  ask.say(paint.red(para(troubleWords(error, say))))
  if (error instanceof InvalidChange) {
    session.forget()
    return false
  }
  const lost = error instanceof LockLost
  const next = await ask.select({
    message: say.ask,
    choices: [
      ...(lost ? [] : [{ value: 'retry', name: say.retry } as const]),
      { value: 'elsewhere', name: say.elsewhere } as const,
      // Without a manifest there is nothing to go on with.
      ...(lost || session.manifest === undefined ? [] : [{ value: 'go-on', name: say.goOn } as const]),
      { value: 'leave', name: words.end.leave } as const,
    ],
  })
  if (next === 'leave') throw new Done()
  if (next === 'elsewhere') {
    // Without a place the question stands as it was.
    if (!(await rescue(talk))) return trouble(talk, error)
    if (lost || session.manifest === undefined) throw new Done()
  }
  if (next === 'retry') {
    try {
      session.retry()
    } catch (again) {
      return trouble(talk, again)
    }
  }
  return true
}

/** Before the person goes by a choice: what could not be saved is tried once more, and then saved elsewhere or left, as they say. */
export async function partWith(talk: Talk): Promise<void> {
  const { ask, session, words, paint } = talk
  const { trouble: say } = words
  while (session.unsaved.length > 0) {
    try {
      return session.retry()
    } catch (error) {
      ask.say(paint.red(para(troubleWords(error, say))))
    }
    const next = await ask.select({
      message: say.beforeLeaving(session.unsaved.length),
      choices: [
        { value: 'elsewhere', name: say.elsewhere },
        { value: 'retry', name: say.retry },
        { value: 'leave', name: say.leaveUnsaved },
      ],
    })
    if (next === 'leave' || (next === 'elsewhere' && (await rescue(talk)))) return
  }
}

/** Why something could not be saved; what is no trouble of saving is thrown on. */
function troubleWords(error: unknown, say: Talk['words']['trouble']): string {
  if (error instanceof LockLost) return say.lost
  if (error instanceof WriteError) return say.save(error.path, error.code)
  if (error instanceof ChangedElsewhere) return say.save(error.file, 'EBUSY')
  if (error instanceof InvalidChange) return say.invalid(error.field)
  if (error instanceof InputError) return say.unreadable([...new Set(error.problems.map(({ place }) => place.file))].join(', '))
  if (error instanceof YamlEditError) return say.uneditable
  throw error
}

/** Writes what could not be saved to a file of the person's choice, which `--answers` reads. */
async function rescue({ ask, session, words, paint, cwd, home, folder, flags }: Talk): Promise<boolean> {
  for (;;) {
    const typed = await ask.text({ message: words.trouble.where, limit: 4_000 })
    if (typed === '') return false
    const path = typedPath(typed, cwd, home)
    try {
      const deletions = session.rescue(path)
      const again = words.end.goOn([...(folder === '' ? [] : [folder]), '--answers', shellWord(path)].join(' ') + flags)
      ask.say(paint.green(`${para(words.trouble.rescued(path))}\n  ${visibleLine(again)}`))
      if (deletions > 0) ask.say(paint.yellow(para(words.trouble.unsaved(deletions))))
      return true
    } catch (error) {
      ask.say(paint.red(para(words.trouble.save(path, errorCode(error)))))
    }
  }
}

/** Runs what writes a file; when that fails, says which and why, and gives undefined. */
export function attempt<Value>({ ask, words, paint }: Talk, run: () => Value): Value | undefined {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof WriteError || error instanceof LockLost)) throw error
    ask.say(paint.red(para(error instanceof LockLost ? words.trouble.lost : words.papers.notWritten(error.path, error.code))))
    return undefined
  }
}

/** Saves an answer made of the present one and what is new. Signed and dated anew only when what it says changes. */
export async function saveAnswer(talk: Talk, rule: string, change: Partial<Answer>): Promise<boolean> {
  const { session } = talk
  const { evidence } = await session.view()
  const record = evidence.answers[rule]
  const before: Answer = record ? answerAlone(record) : {}
  const { by, at, ...said } = Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined)) as Answer
  if (Object.keys(said).length === 0) return keep(talk, { kind: 'answer', rule, answer: undefined })
  const signature = { ...(session.by === undefined ? {} : { by: session.by }), at: session.settings.now() }
  const kept = { ...(by === undefined ? {} : { by }), ...(at === undefined ? {} : { at }) }
  const anew = !record || STATED.some((key) => JSON.stringify(said[key]) !== JSON.stringify(before[key]))
  return keep(talk, { kind: 'answer', rule, answer: ordered({ ...said, ...(anew ? signature : kept) }) })
}

/** What somebody states with their name: who takes care of it, and that it is to be looked at again, are not among it. */
const STATED = ['value', 'criteria', 'reason', 'note'] as const
const ORDER = ['value', 'criteria', 'reason', 'note', 'documents', 'responsible', 'target', 'review', 'by', 'at'] as const

/** The keys of an answer in the order in which people write them. */
export const ordered = (answer: Answer): Answer => Object.fromEntries(ORDER.flatMap((key) => (answer[key] === undefined ? [] : [[key, answer[key]]])))
