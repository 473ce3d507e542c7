// The person at the terminal: how questions are put, and what makes the person leave.
import { messages } from '../i18n/index.ts'
import type { Ask, Drawn, LeaveReason } from '../interview/ask.ts'
import type { Lang } from '../model/vocabulary.ts'
import { errorCode } from '../util/read-file.ts'
import type { Keyboard, Session } from './io.ts'
import { painter } from './paint.ts'

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const
const TERMINAL_GONE = new Set(['EIO', 'EPIPE', 'ENXIO', 'EBADF', 'ERR_STREAM_DESTROYED'])

/** The exit code of a person who left. Input that ended in the middle of a question is as when the terminal is gone. */
export const leftWith = (reason: LeaveReason): number => SIGNALS[reason === 'end' ? 'SIGHUP' : reason]

interface Asker {
  readonly ask: Ask
  /** Gives the terminal and the signals back. */
  readonly release: () => void
}

/** Whoever answers on this terminal, and the signals and the end of input that make them leave. `plain`: questions in lines, without drawing. */
export async function askerOn(terminal: Keyboard, session: Session, lang: Lang, plain: boolean): Promise<Asker> {
  const { io } = session
  const { input, output } = terminal
  const leaving = new AbortController()
  const onSignal = Object.keys(SIGNALS).map((signal) => [signal, () => leaving.abort(signal)] as const)
  for (const [signal, handler] of onSignal) process.on(signal, handler)
  let drawn: Drawn | undefined
  const onEnd = () => leaving.abort('end')
  const onKey = (_: unknown, key: { readonly ctrl?: boolean; readonly name?: string } | undefined) => {
    if (key?.ctrl === true && key.name === 'd') leaving.abort('end')
    // Readline stops the program then. Windows knows no such thing.
    if (key?.ctrl === true && key.name === 'z' && io.platform !== 'win32') drawn?.rest()
  }
  // Once the program goes on, readline leaves its input paused, and with nothing to wait for the program would end: the question is put again.
  const onBack = () => drawn?.again('stopped')
  const onSize = () => drawn?.again('resized')
  // A closed terminal fails reads and writes that nobody listens to: inquirer's readline passes such errors on.
  const onLost = (error: unknown) => {
    if (TERMINAL_GONE.has(errorCode(error))) leaving.abort('SIGHUP')
    else {
      process.off('uncaughtException', onLost)
      setImmediate(() => {
        throw error
      })
    }
  }
  process.on('uncaughtException', onLost)
  input.on('end', onEnd).on('close', onEnd).on('error', onEnd).on('keypress', onKey)
  process.on('SIGCONT', onBack)
  output.on('resize', onSize)
  const settings = { ...terminal, leaving: leaving.signal, paint: await painter(session.color), words: messages(lang).interview.keys }
  const inLines = plain || io.env['TERM'] === 'dumb'
  const lines = inLines ? (await import('../interview/ask-plain.ts')).askInLines(settings) : undefined
  const ask = lines ?? (await import('../interview/ask.ts')).askOnTerminal(settings)
  drawn = 'again' in ask ? ask : undefined
  return {
    ask,
    release: () => {
      lines?.close()
      input.off('end', onEnd).off('close', onEnd).off('error', onEnd).off('keypress', onKey)
      process.off('SIGCONT', onBack)
      output.off('resize', onSize)
      for (const [signal, handler] of onSignal) process.off(signal, handler)
      // One more turn, for what the closed streams still have to say.
      setImmediate(() => process.off('uncaughtException', onLost))
      input.pause()
    },
  }
}
