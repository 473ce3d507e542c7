// What every command that writes evidence shares: who holds the lock, who signs, and what went wrong in words.
import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { evidenceRoot } from '../evidence/folders.ts'
import { lockAt, thisOwner, type Owner } from '../evidence/lock.ts'
import { ChangedElsewhere, InvalidChange, LockLost, openWorkspace, type Workspace } from '../evidence/workspace.ts'
import { WriteError } from '../evidence/write.ts'
import { messages } from '../i18n/index.ts'
import type { Lang } from '../model/vocabulary.ts'
import { YamlEditError } from '../util/yaml-edit.ts'
import { OutputError, UsageError, type Io } from './io.ts'
import { settleNow } from './settings.ts'

/** A name for temporary files, never twice the same. */
export const nonce = (): string => randomBytes(6).toString('hex')

const LONGEST_NAME = 200

/** `--by` as typed: a name, or nothing. Throws UsageError for one that no answer could carry. */
export function settleBy(given: string | undefined, lang: Lang): string | undefined {
  const name = given?.trim()
  if (name === undefined) return undefined
  if (name === '' || name.length > LONGEST_NAME) throw new UsageError(messages(lang).interview.usage.badName(LONGEST_NAME))
  return name
}

export const ownerOf = (by: string | undefined, io: Io, lang: Lang): Owner =>
  thisOwner({ pid: process.pid, host: hostname(), since: settleNow(io, lang), nonce: nonce(), user: by })

/** Takes the folder for writing, or throws UsageError with who has it. `force` is for commands that offer it. */
export function workspaceAt(path: string, owner: Owner, lang: Lang, force?: boolean): Workspace {
  const { trouble } = messages(lang).interview
  const result = saying(lang, () => openWorkspace({ path, owner, nonce, force: force ?? false }))
  if (result.ok) return result.workspace
  const { held } = result
  if (!held) throw new UsageError(trouble.heldUnknown(lockAt(evidenceRoot(path)), force !== undefined))
  throw new UsageError(`${trouble.held(held.user ?? '', held.host, held.pid, held.since)} ${force === undefined ? trouble.heldClose : trouble.heldForce}`)
}

/** Runs what writes; what can go wrong is told in words. What went in before stays. */
export function saying<Value>(lang: Lang, run: () => Value): Value {
  try {
    return run()
  } catch (error) {
    throw inWords(error, lang)
  }
}

/** The same error, worded when it is one of writing. */
export function inWords(error: unknown, lang: Lang): unknown {
  const words = messages(lang)
  if (error instanceof WriteError) return new OutputError(words.cli.errors.write(error.path, error.code))
  if (error instanceof ChangedElsewhere) return new OutputError(words.questionnaire.cli.changedElsewhere(error.file))
  if (error instanceof LockLost) return new OutputError(words.questionnaire.cli.lockLost)
  if (error instanceof InvalidChange) return new OutputError(words.interview.trouble.invalid(error.field))
  if (error instanceof YamlEditError) return new OutputError(words.interview.trouble.uneditableFile(error.message))
  return error
}
