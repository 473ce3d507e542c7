// Runs the command line: `main` in this process with streams that collect, or the built program as a process of its own.
import { spawnSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Io } from '../../src/cli/io.ts'
import { main } from '../../src/cli/main.ts'
import { ROOT } from './assess.ts'
import { folderOf } from './folder.ts'

export const FIXTURES = ['ministerio', 'municipio', 'vacio', 'hostil', 'nacional'] as const
export const LANGS = ['es', 'en'] as const
export const fixture = (name: (typeof FIXTURES)[number]): string => join(ROOT, 'fixtures', name)
export const AT = ['--as-of', '2026-11-21'] as const

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** `main` with an empty environment, in the project's folder, at noon of 21 November 2026 in Panama. */
export async function run(argv: readonly string[], world: Partial<Io> = {}): Promise<Ran> {
  const out: Buffer[] = []
  const err: string[] = []
  const code = await main(argv, {
    stdout: async (data) => void out.push(typeof data === 'string' ? Buffer.from(data) : Buffer.from(data)),
    stderr: async (text) => void err.push(text),
    env: {},
    cwd: ROOT,
    now: () => Date.UTC(2026, 10, 21, 17),
    isTerminal: false,
    errIsTerminal: world.isTerminal ?? false,
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    version: '0.0.0',
    ...world,
  })
  return { code, out: Buffer.concat(out).toString('utf8'), err: err.join('') }
}

/** The built program; `bin` is the one of this clone unless another is given. */
export function runBuilt(argv: readonly string[], options: { env?: NodeJS.ProcessEnv; cwd?: string; bin?: string } = {}): Ran {
  const { env = {}, cwd = ROOT, bin = join(ROOT, 'bin', 'cumple.cjs') } = options
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...argv], {
    cwd,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  })
  return { code: status ?? -1, out: stdout, err: stderr }
}

/** A copy of a folder, gone when the test ends. */
export function copyOf(folder: string): string {
  const copy = join(folderOf({}), 'copy')
  cpSync(folder, copy, { recursive: true })
  return copy
}

/** Every file below a folder with its content: what must not have changed. */
export function contents(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()
  return Object.fromEntries(
    names.filter((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.isFile()).map((name) => [name, readFileSync(join(folder, name), 'latin1')]),
  )
}

/** What a person may be shown on a terminal: no control character but the line feed, nothing that reorders text. */
export const UNSAFE = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060\u2066-\u2069\uFEFF]/
export const SGR = /\u001B\[[\d;]*m/g
/** The longest line, in UTF-16 units. */
export const widest = (text: string): number => Math.max(...text.split('\n').map((line) => line.length))
