// Evidence that cannot be read though its previous version can: the person is asked whether to go back to that one.
import type { Owner } from '../evidence/lock.ts'
import type { Workspace } from '../evidence/workspace.ts'
import { messages } from '../i18n/index.ts'
import { askerOn, leftWith } from './asker.ts'
import { EXIT, type Keyboard, type Session } from './io.ts'
import { painter } from './paint.ts'

interface Place {
  readonly path: string
  readonly owner: Owner
}

/** Opens the evidence; when a file cannot be read and its previous version can, offers that one. A number is the code to leave with. */
export async function openOrMend(
  open: () => Workspace,
  { path, owner }: Place,
  terminal: Keyboard,
  session: Session,
  plain: boolean,
): Promise<Workspace | number> {
  const { InputError } = await import('../model/problem.ts')
  try {
    return open()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    const [{ findPrevious, restorePrevious }, { problemText }, { Leave }, { nonce, saying }] = await Promise.all([
      import('../evidence/restore.ts'),
      import('../report/problem-text.ts'),
      import('../interview/ask.ts'),
      import('./writing.ts'),
    ])
    const previous = findPrevious(path, error.problems)
    if (previous.length === 0) throw error
    const lang = session.lang ?? error.lang ?? 'es'
    const words = messages(lang).interview.trouble
    await session.io.stderr(problemText(error.problems, lang, await painter(session.color)))
    const { ask, release } = await askerOn(terminal, session, lang, plain)
    try {
      for (const version of previous) {
        ask.say(words.broken(version.file, version.at))
        const restore = await ask.select({
          message: words.ask,
          choices: [
            { value: true, name: words.restore },
            { value: false, name: words.leaveBroken },
          ],
        })
        if (!restore) return EXIT.invalid
        const aside = saying(lang, () => restorePrevious(path, version, owner, { pid: process.pid, nonce: nonce() }))
        ask.say(aside === undefined ? words.notRestored(version.file) : words.restored(version.file, aside))
      }
    } catch (left) {
      if (left instanceof Leave) return leftWith(left.reason)
      throw left
    } finally {
      release()
    }
    return open()
  }
}
