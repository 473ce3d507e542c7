// What was typed and the environment → settled values. Later layers win: default < cumple.yaml < environment < flag.
import { homedir, tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { messages } from '../i18n/index.ts'
import { isPlainDate } from '../model/basics.ts'
import type { Lang } from '../model/vocabulary.ts'
import { addDays, typedDate } from '../util/plain-date.ts'
import { UsageError, type Io } from './io.ts'

const PANAMA_OFFSET_MS = -5 * 3_600_000

/** The day of judgement: the flag, or today in America/Panama (UTC−5 the whole year). */
export function settleAsOf(given: string | undefined, io: Io, lang: Lang): string {
  if (given === undefined) return addDays('1970-01-01', Math.floor((io.now() + PANAMA_OFFSET_MS) / 86_400_000))
  return settleDate(given, lang)
}

/** A day as a flag says it. Throws a UsageError that tells one that does not exist from one that is written otherwise. */
export function settleDate(given: string, lang: Lang, flag?: string): string {
  if (isPlainDate(given)) return given
  const { noSuchDate, dateForm } = messages(lang).cli.usage
  const said = /^\d{4}-\d{2}-\d{2}$/.test(given) ? noSuchDate(given) : dateForm(given, typedDate(given))
  throw new UsageError(flag === undefined ? said : `${flag}: ${said}`)
}

/** `SOURCE_DATE_EPOCH` (seconds, UTC) as a moment in Panama, else the as-of day at midnight there. */
export function settleGeneratedAt(asOf: string, io: Io, lang: Lang): string {
  const epoch = io.env['SOURCE_DATE_EPOCH']
  if (epoch === undefined || epoch === '') return `${asOf}T00:00:00-05:00`
  if (!/^\d{1,11}$/.test(epoch)) throw new UsageError(messages(lang).cli.usage.badEpoch(epoch))
  return momentInPanama(Number(epoch))
}

/** The present moment in Panama, as answers carry it; `SOURCE_DATE_EPOCH` stands for the clock where it is set. */
export function settleNow(io: Io, lang: Lang): string {
  return io.env['SOURCE_DATE_EPOCH'] ? settleGeneratedAt('', io, lang) : momentInPanama(Math.floor(io.now() / 1000))
}

/** Seconds since 1970 (UTC) → `2026-10-06T14:05:00-05:00`. */
function momentInPanama(epoch: number): string {
  const seconds = epoch + PANAMA_OFFSET_MS / 1000
  const day = addDays('1970-01-01', Math.floor(seconds / 86_400))
  const rest = seconds - Math.floor(seconds / 86_400) * 86_400
  const two = (n: number) => String(n).padStart(2, '0')
  return `${day}T${two(Math.floor(rest / 3600))}:${two(Math.floor(rest / 60) % 60)}:${two(rest % 60)}-05:00`
}

/** The user's private cache folder for this program. */
export function cacheDir(io: Io): string {
  const { env, platform } = io
  // A relative folder would depend on where the program is called, perhaps among evidence.
  const absolute = (path: string | undefined) => (path !== undefined && isAbsolute(path) ? path : undefined)
  const home = absolute(env['HOME']) ?? (homedir() || tmpdir())
  const base = absolute(env['XDG_CACHE_HOME']) || (platform === 'win32' ? env['LOCALAPPDATA'] : undefined) || join(home, '.cache')
  return join(base, 'cumple')
}

/** `--lang` as typed, found before the arguments are parsed, so that help and errors speak it too. */
export function typedLang(argv: readonly string[]): Lang | undefined {
  const joined = argv.find((argument) => argument.startsWith('--lang='))?.slice('--lang='.length)
  const value = joined ?? (argv.includes('--lang') ? argv[argv.indexOf('--lang') + 1] : undefined)
  return value === 'es' || value === 'en' ? value : undefined
}
