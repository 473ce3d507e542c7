// The world as commands see it: streams, environment, clock, working folder. Tests hand in another one.
import type { Lang } from '../model/vocabulary.ts'

/** Exit codes, the only ones besides 128 + signal. */
export const EXIT = { ok: 0, failed: 1, usage: 2, invalid: 3 } as const

export interface Keyboard {
  readonly input: NodeJS.ReadStream
  readonly output: NodeJS.WriteStream
}

export interface Io {
  /** Data. Resolves when the whole of it has been accepted. */
  readonly stdout: (data: string | Uint8Array) => Promise<void>
  /** Talk. */
  readonly stderr: (text: string) => Promise<void>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** Milliseconds since 1970 (UTC). */
  readonly now: () => number
  /** Whether stdout is a terminal that shows colours. */
  readonly isTerminal: boolean
  /** Columns of that terminal, where they are known. */
  readonly columns?: number | undefined
  /** The same of stderr. */
  readonly errIsTerminal: boolean
  /** Where a person types and reads; absent where nobody can. Opened only when asked for: touching the input keeps a process alive. */
  readonly keyboard?: () => Keyboard
  readonly platform: NodeJS.Platform
  readonly isRoot: boolean
  readonly version: string
}

/** A mistake in how the program was called; its message is already in the user's language. */
export class UsageError extends Error {}

/** A file or stream that could not be written; worded like UsageError. */
export class OutputError extends Error {}

/** What every command gets besides its own options. */
export interface Session {
  readonly io: Io
  readonly lang: Lang | undefined
  readonly color: boolean
}
