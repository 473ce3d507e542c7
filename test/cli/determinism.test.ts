// The same evidence gives the same bytes whatever the machine is set to; the built program runs, as users have it.
import { spawnSync } from 'node:child_process'
import { copyFileSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { installedPackage } from '../../src/report/browser-package.ts'
import { ROOT } from '../support/assess.ts'
import { folderOf, sha256 } from '../support/folder.ts'
import { AT, FIXTURES, fixture, runBuilt } from '../support/run.ts'

const TEXTS = ['json', 'markdown', 'html', 'findings-csv', 'plan-csv', 'terminal=resumen.txt']
const canPrint = process.platform === 'linux' && process.arch === 'x64' && installedPackage() !== undefined
/** `$XDG_CACHE_HOME/cumple`, where the browser is already unpacked. */
const CACHE = join(ROOT, 'node_modules/.cache')

interface World {
  readonly env?: NodeJS.ProcessEnv
  readonly cwd?: string
  readonly umask?: string
}
type Digests = Record<string, string>

/** Digests of everything one run writes, and of what it prints. */
function digests(evidence: string, formats: readonly string[], { env = {}, cwd = ROOT, umask }: World = {}): Digests {
  const out = mkdtempSync(join(tmpdir(), 'cumple-out-'))
  const asked = formats.flatMap((name) => ['--format', name.includes('=') ? name.replace('=', `=${out}/`) : name])
  const argv = [join(ROOT, 'bin/cumple.cjs'), 'assess', evidence, ...AT, '--out', out, '--quiet', ...asked]
  const command = umask === undefined ? [process.execPath, ...argv] : ['sh', '-c', `umask ${umask}; exec "$@"`, 'sh', process.execPath, ...argv]
  const { status, stderr } = spawnSync(command[0]!, command.slice(1), {
    cwd,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    encoding: 'utf8',
  })
  expect({ status, stderr: stderr.replace(/^Aviso: el navegador se ejecuta sin aislamiento[^]*?root\.\n/, '') }).toEqual({ status: 0, stderr: '' })
  const names = readdirSync(out).toSorted()
  expect(names).toHaveLength(formats.length)
  const found = Object.fromEntries(names.map((name) => [name, sha256(readFileSync(join(out, name)))]))
  rmSync(out, { recursive: true })
  return found
}

/** The same files made in the opposite order, at another time. */
function reversed(folder: string): string {
  const copy = folderOf({})
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => lstatSync(join(folder, name)).isFile())
    .toSorted()
    .toReversed()
  for (const name of files) {
    mkdirSync(dirname(join(copy, name)), { recursive: true })
    copyFileSync(join(folder, name), join(copy, name))
    utimesSync(join(copy, name), 1, 1)
  }
  return copy
}

const zone = (TZ: string): [string, () => World] => [`TZ=${TZ}`, () => ({ env: { TZ } })]
const locale = (name: string): [string, () => World] => [`LC_ALL=${name}`, () => ({ env: { LANG: name, LC_ALL: name, LANGUAGE: name } })]
const WORLDS: readonly (readonly [string, () => World])[] = [
  ...['America/Panama', 'UTC', 'Asia/Kathmandu', 'Pacific/Apia'].map(zone),
  ...['C', 'tr_TR.UTF-8', 'de_DE.UTF-8', 'es_PA.UTF-8'].map(locale),
  [
    'all of it at once',
    () => ({
      env: { TZ: 'Pacific/Apia', LC_ALL: 'tr_TR.UTF-8', HOME: folderOf({}), XDG_CACHE_HOME: CACHE, USER: 'otra', COLUMNS: '40', FORCE_COLOR: '3' },
      cwd: '/',
      umask: '077',
    }),
  ],
  ['another folder', () => ({ cwd: folderOf({}) })],
  ['another home', () => ({ env: { HOME: folderOf({}) } })],
  ['no home', () => ({ env: { HOME: undefined } })],
  ['a tight umask', () => ({ umask: '077' })],
  ['a loose umask', () => ({ umask: '000' })],
  ['proxies and Node options', () => ({ env: { http_proxy: 'http://127.0.0.1:9', NODE_OPTIONS: '--max-old-space-size=256' } })],
]

describe.for(FIXTURES)('%s', (name) => {
  let plain: Digests
  beforeAll(() => {
    plain = digests(fixture(name), TEXTS)
  })
  test('again', () => expect(digests(fixture(name), TEXTS)).toEqual(plain))
  test.for(WORLDS)('%s', ([, world]) => expect(digests(fixture(name), TEXTS, world())).toEqual(plain))
  test('the same files elsewhere, made in another order', () => expect(digests(reversed(fixture(name)), TEXTS)).toEqual(plain))
  test('named in other ways', () => {
    expect(digests(`./fixtures/../fixtures/${name}/`, TEXTS)).toEqual(plain)
    expect(digests('.', TEXTS, { cwd: fixture(name) })).toEqual(plain)
  })
})

describe.skipIf(!canPrint).for(['ministerio', 'hostil'] as const)('%s as PDF', (name) => {
  test('same bytes in another world, from other files', () => {
    const plain = digests(fixture(name), ['pdf'], { env: { XDG_CACHE_HOME: CACHE } })
    const other = { env: { TZ: 'Asia/Kathmandu', LC_ALL: 'tr_TR.UTF-8', HOME: folderOf({}), XDG_CACHE_HOME: CACHE }, cwd: '/', umask: '077' }
    expect(digests(reversed(fixture(name)), ['pdf'], other)).toEqual(plain)
  })
})

test('explain, schema and help do not depend on the machine either', () => {
  for (const argv of [
    ['explain', 'ACT-02', 'fixtures/ministerio', ...AT],
    ['explain', 'INC-01'],
    ['schema', 'assessment'],
    ['rulebook', 'show', 'aig-tic'],
    ['--help'],
    ['assess', 'nowhere'],
  ]) {
    const plain = runBuilt(argv)
    expect(runBuilt(argv, { env: { TZ: 'Pacific/Apia', LC_ALL: 'tr_TR.UTF-8', COLUMNS: '40', FORCE_COLOR: '1' } })).toEqual(plain)
  }
})
