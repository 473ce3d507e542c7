// The shell: real streams, signals and exit codes around `main`, which tests call with others.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CommanderError } from 'commander'
import { messages } from '../i18n/index.ts'
import { InputError } from '../model/problem.ts'
import type { Lang } from '../model/vocabulary.ts'
import { packageRoot } from '../rulebook/library.ts'
import { terminalSafe } from '../util/terminal-safe.ts'
import { errorCode } from '../util/read-file.ts'
import { EXIT, OutputError, UsageError, type Io } from './io.ts'
import { painter } from './paint.ts'
import { problemText } from './problems.ts'
import { buildProgram, usageMessage } from './program.ts'
import { typedLang } from './settings.ts'

/** Runs one argument line (without `node` and the script) and returns the exit code. Never throws. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const lang: Lang = typedLang(argv) ?? 'es'
  const color = io.isTerminal && !argv.includes('--no-color') && !io.env['NO_COLOR'] && io.env['TERM'] !== 'dumb'
  let code: number = EXIT.ok
  const { program, flush, unasked } = buildProgram({ io, lang: typedLang(argv), color }, (result) => {
    code = result
  })
  try {
    await program.parseAsync([...argv], { from: 'user' })
    await flush()
    return code
  } catch (error) {
    return report(error, argv, io, lang, color, flush, unasked)
  }
}

async function report(
  error: unknown,
  argv: readonly string[],
  io: Io,
  lang: Lang,
  color: boolean,
  flush: () => Promise<void>,
  unasked: () => string,
): Promise<number> {
  const words = messages(lang).cli
  const say = (text: string) => io.stderr(`cumple: ${text}\n`)
  if (error instanceof CommanderError) {
    await flush()
    if (error.exitCode === 0) return EXIT.ok
    const message = usageMessage(error, lang)
    await (message === '' ? io.stderr(unasked()) : say(terminalSafe(message)))
    return EXIT.usage
  }
  if (error instanceof InputError) {
    await io.stderr(problemText(error.problems, lang, painter(color)))
    return EXIT.invalid
  }
  if (error instanceof UsageError || error instanceof OutputError) {
    await say(terminalSafe(error.message))
    return EXIT.usage
  }
  if (errorCode(error) === 'EPIPE') return EXIT.usage
  await say(terminalSafe(words.errors.internal(error instanceof Error ? error.message : String(error))))
  if (argv.includes('--debug') && error instanceof Error) await io.stderr(`${terminalSafe(error.stack ?? '').replaceAll('\\u{a}', '\n')}\n`)
  return EXIT.usage
}

const write = (stream: NodeJS.WriteStream, data: string | Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => {
    stream.write(data, (error) => (error ? reject(error) : resolve()))
  })

/** Called by bin/cumple.js. */
export async function start(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  const lang = typedLang(process.argv) ?? 'es'
  const io: Io = {
    stdout: async (data) => {
      await write(process.stdout, data).catch((error: unknown) => {
        if (errorCode(error) === 'EPIPE') throw error
        throw new OutputError(messages(lang).cli.errors.stdout(errorCode(error)))
      })
    },
    stderr: (text) => write(process.stderr, text).catch(() => undefined),
    env: process.env,
    cwd: process.cwd(),
    now: () => Date.now(),
    isTerminal: process.stdout.isTTY,
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    version: (JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string }).version,
  }
  process.exitCode = await main(process.argv.slice(2), io)
}
