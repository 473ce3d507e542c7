// `cumple doctor`: what this machine has and lacks. Exit 1 when something the program needs is missing.
import { accessSync, constants, readdirSync } from 'node:fs'
import type { Command } from 'commander'
import { messages } from '../../i18n/index.ts'
import { PdfError } from '../../report/pdf-error.ts'
import { makeFolder } from '../../util/make-folder.ts'
import { errorCode } from '../../util/read-file.ts'
import { terminalSafe } from '../../util/terminal-safe.ts'
import { EXIT, type Session } from '../io.ts'
import { painter } from '../paint.ts'
import { common, examples, type Finish } from '../command.ts'
import { cacheDir } from '../settings.ts'

interface Line {
  readonly name: string
  readonly ok: boolean
  readonly detail: string
}

export function addDoctor(program: Command, session: Session, finish: Finish): void {
  const lang = session.lang ?? 'es'
  const { commands, options } = messages(lang).cli
  common(program.command('doctor').alias('revisar').description(commands.doctor).option('--browser <path>', options.browser), lang)
    .addHelpText('after', examples(lang, 'cumple doctor'))
    .action(async (flags: { browser?: string }) => {
      const lines = await examine(flags.browser, session)
      const paint = await painter(session.color)
      const words = messages(lang).cli.doctor
      const width = Math.max(...lines.map((line) => line.name.length))
      const text = lines.map(
        (line) => `${line.ok ? paint.green(words.ok.padEnd(7)) : paint.red(words.bad.padEnd(7))} ${line.name.padEnd(width)}  ${terminalSafe(line.detail)}`,
      )
      await session.io.stdout(`${text.join('\n')}\n`)
      finish(lines.every((line) => line.ok) ? EXIT.ok : EXIT.failed)
    })
}

async function examine(browser: string | undefined, session: Session): Promise<Line[]> {
  const { io } = session
  const { doctor: words, errors } = messages(session.lang ?? 'es').cli
  const [{ findBrowser }, { browserSearch, fontsDir }, { shippedIds }] = await Promise.all([
    import('../../report/browser.ts'),
    import('../printer.ts'),
    import('../../rulebook/library.ts'),
  ])
  const found = await findBrowser(browserSearch(browser, io)).catch((error: unknown) => {
    const reason = error instanceof PdfError ? String(error.params['reason'] ?? error.code) : errorCode(error)
    return error instanceof PdfError && error.code === 'browser-cache' ? { unused: errors.pdf['browser-cache'](reason) } : { tried: [reason] }
  })
  const fonts = namesIn(fontsDir()).filter((name) => name.endsWith('.ttf'))
  const { locale, timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  return [
    { name: words.node, ok: true, detail: process.versions.node },
    'found' in found
      ? { name: words.browser, ok: true, detail: `${found.found.executable} (${words.how[found.found.how] ?? ''})` }
      : { name: words.browser, ok: false, detail: 'unused' in found ? found.unused : words.noBrowser(found.tried.join(', ')) },
    { name: words.fonts, ok: fonts.length > 0, detail: fonts.join(', ') },
    { name: words.cache, ...writable(cacheDir(io), true) },
    { name: words.write, ...writable(io.cwd, false) },
    { name: words.rulebooks, ok: shippedIds().length > 0, detail: shippedIds().join(', ') },
    { name: words.locale, ok: true, detail: words.localeNote(locale, timeZone) },
  ]
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function writable(folder: string, create: boolean): { ok: boolean; detail: string } {
  try {
    if (create) makeFolder(folder, 0o700)
    accessSync(folder, constants.W_OK)
    return { ok: true, detail: folder }
  } catch (error) {
    return { ok: false, detail: `${folder} (${errorCode(error)})` }
  }
}
