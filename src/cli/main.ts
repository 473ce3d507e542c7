// The shell: real streams, signals and exit codes around `main`, which tests call with others.
import { parse } from 'node:path'
import { CommanderError } from 'commander'
import { messages } from '../i18n/index.ts'
import { InputError } from '../model/problem.ts'
import type { Lang } from '../model/vocabulary.ts'
import { packageVersion } from '../rulebook/library.ts'
import { noOrders, terminalSafe } from '../util/terminal-safe.ts'
import { errorCode } from '../util/read-file.ts'
import { forScreen } from '../util/text-layout.ts'
import { EXIT, OutputError, UsageError, type Io } from './io.ts'
import { painter } from './paint.ts'
import { problemText } from '../report/problem-text.ts'
import { buildProgram } from './program.ts'
import { typedLang } from './settings.ts'
import { commandTyped, settleLine, usageMessage } from './usage.ts'

/** Runs one argument line (without `node` and the script) and returns the exit code. Never throws. */
export async function main(argv: readonly string[], given: Io): Promise<number> {
  // Talk quotes what is wrong, and in a CI whoever reads it obeys.
  const io: Io = { ...given, stderr: (text) => given.stderr(noOrders(text)) }
  const lang: Lang = typedLang(argv) ?? 'es'
  const color = colorful(argv, io, io.isTerminal)
  let code: number = EXIT.ok
  const { program, flush, unasked } = buildProgram({ io, lang: typedLang(argv), color }, (result) => {
    code = result
  })
  const told = (error: unknown) => report(error, argv, io, lang, { unasked, typed: commandTyped(argv, program) })
  try {
    await program.parseAsync(settleLine(argv, program), { from: 'user' })
    await flush()
    return code
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return flush().then(() => EXIT.ok, told)
    return told(error)
  }
}

const colorful = (argv: readonly string[], io: Io, terminal: boolean): boolean =>
  terminal && !argv.includes('--no-color') && !io.env['NO_COLOR'] && io.env['TERM'] !== 'dumb'

async function report(
  error: unknown,
  argv: readonly string[],
  io: Io,
  lang: Lang,
  { unasked, typed }: { unasked: () => string; typed: string },
): Promise<number> {
  const words = messages(lang).cli
  // A log keeps a message in one line; a terminal would break it inside words.
  const say = (text: string) => io.stderr(`${io.errIsTerminal ? forScreen(`cumple: ${text}`, io.columns) : `cumple: ${text}`}\n`)
  if (error instanceof CommanderError) {
    const message = usageMessage(error, lang, typed)
    await (message === '' ? io.stderr(unasked()) : say(terminalSafe(message)))
    return EXIT.usage
  }
  if (error instanceof InputError) {
    await io.stderr(problemText(error.problems, typedLang(argv) ?? error.lang ?? lang, await painter(colorful(argv, io, io.errIsTerminal))))
    return EXIT.invalid
  }
  if (error instanceof UsageError || error instanceof OutputError) {
    await say(terminalSafe(error.message))
    return EXIT.usage
  }
  if (errorCode(error) === 'EPIPE') return EXIT.usage
  const path = pathRefused(error)
  if (path !== undefined) await say(terminalSafe(words.errors.path(path, errorCode(error))))
  else await say(terminalSafe(words.errors.internal(error instanceof Error ? error.message : String(error))))
  if (argv.includes('--debug') && error instanceof Error) await io.stderr(`${terminalSafe(error.stack ?? '').replaceAll('\\u{a}', '\n')}\n`)
  return EXIT.usage
}

/** The path that the system would not open, look at or write, for a reason that is of the path or the disk and not of this program. */
const pathRefused = (error: unknown): string | undefined =>
  error instanceof Error && 'syscall' in error && 'path' in error && typeof error.path === 'string' ? error.path : undefined

const write = (stream: NodeJS.WriteStream, data: string | Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => {
    stream.write(data, (error) => (error ? reject(error) : resolve()))
  })

/** The working folder; when it has been deleted, the root, so that absolute paths still work. */
function workingFolder(): string {
  try {
    return process.cwd()
  } catch {
    return parse(process.execPath).root
  }
}

/** Called by bin/cumple.cjs. */
export async function start(): Promise<void> {
  // A worker of a campaign: started by `batch` with a channel, never by hand.
  if (process.send && process.env['CUMPLE_WORKER'] === '1') return (await import('../campaign/worker.ts')).serve()
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
    cwd: workingFolder(),
    now: () => Date.now(),
    isTerminal: process.stdout.isTTY,
    columns: process.stdout.columns,
    errIsTerminal: process.stderr.isTTY,
    keyboard: () => ({ input: process.stdin, output: process.stdout }),
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    version: packageVersion(),
  }
  process.exitCode = await main(process.argv.slice(2), io)
  // The process ends after this: what a terminal was told and not waited for arrives first.
  await Promise.allSettled([write(process.stdout, ''), write(process.stderr, '')])
}
