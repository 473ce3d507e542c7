// The kept code makes runs quicker and must never make them differ: a cache that is damaged, foreign or impossible is passed over.
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync, chmodSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../support/assess.ts'
import { folderOf } from '../support/folder.ts'
import { runBuilt } from '../support/run.ts'

const ARGV = ['explain', 'SEG-04']
const inCache = (home: string) => runBuilt(ARGV, { env: { XDG_CACHE_HOME: home } })
const folder = (home: string) => join(home, 'cumple', 'code')
const kept = (home: string) => (existsSync(folder(home)) ? readdirSync(folder(home)).toSorted() : [])
const plain = runBuilt(ARGV, { env: { XDG_CACHE_HOME: '/dev/null' } })

test('a run that went well is kept in a private file, and the next one uses it and says the same', () => {
  const home = folderOf({})
  expect(inCache(home)).toEqual(plain)
  expect(kept(home)).toEqual(['explain.bin'])
  const file = join(folder(home), 'explain.bin')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(statSync(folder(home)).mode & 0o777).toBe(0o700)
  utimesSync(file, 1, 1)
  expect(inCache(home)).toEqual(plain)
  expect(statSync(file).mtimeMs).toBe(1000)
})

test('the bundle is ASCII, since it is read as Latin-1', () => expect(readFileSync(join(ROOT, 'dist/cli.cjs'), 'latin1')).toMatch(/^[\u0000-\u007F]*$/))

test('formats have a cache of their own; paths and values name nothing', () => {
  const home = folderOf({})
  const run = (...argv: string[]) => runBuilt(argv, { env: { XDG_CACHE_HOME: home } })
  run('assess', 'fixtures/vacio', '--as-of', '2026-11-21', '--format', `markdown=${join(home, 'a.md')}`, `--format=json=${join(home, 'a.json')}`)
  run('assess', 'fixtures/vacio', '--as-of', '2026-11-21')
  expect(kept(home)).toEqual(['assess+json+markdown.bin', 'assess.bin'])
})

test('a gate that failed is a run like any other', () => {
  const home = folderOf({})
  expect(runBuilt(['check', 'fixtures/vacio', '--as-of', '2026-11-21'], { env: { XDG_CACHE_HOME: home } }).code).toBe(1)
  expect(kept(home)).toEqual(['check.bin'])
})

test('a run that failed is not kept', () => {
  const home = folderOf({})
  expect(runBuilt(['assess', '--typo'], { env: { XDG_CACHE_HOME: home } }).code).toBe(2)
  expect(runBuilt(['assess', 'nowhere'], { env: { XDG_CACHE_HOME: home } }).code).toBe(3)
  expect(runBuilt(['../../x'], { env: { XDG_CACHE_HOME: home } }).code).toBe(2)
  expect(kept(home)).toEqual([])
})

test.for([
  ['one byte changed in the middle', (bytes: Buffer) => bytes.with(bytes.length >> 1, bytes[bytes.length >> 1]! ^ 0x55)],
  ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)],
  ['empty', () => Buffer.alloc(0)],
  ['of another bundle', (bytes: Buffer) => bytes.with(0, bytes[0]! ^ 1)],
  ['something else', () => Buffer.from('not code at all')],
] as const)('a cache that is damaged is made anew: %s', ([, damage]) => {
  const home = folderOf({})
  inCache(home)
  const file = join(folder(home), 'explain.bin')
  const whole = readFileSync(file)
  writeFileSync(file, damage(whole))
  expect(inCache(home)).toEqual(plain)
  expect(readFileSync(file).length).toBeGreaterThan(whole.length / 2)
  utimesSync(file, 1, 1)
  expect(inCache(home)).toEqual(plain)
  expect(statSync(file).mtimeMs).toBe(1000)
})

test('a folder that others may write to is not trusted', () => {
  const home = folderOf({})
  mkdirSync(folder(home), { recursive: true })
  chmodSync(folder(home), 0o777)
  expect(inCache(home)).toEqual(plain)
  expect(kept(home)).toEqual([])
})

test.for([
  ['a file in the way', (home: string) => writeFileSync(join(home, 'cumple'), '')],
  ['a link to nowhere', (home: string) => symlinkSync(join(home, 'gone'), join(home, 'cumple'))],
] as const)('without a usable folder it runs all the same: %s', ([, block]) => {
  const home = folderOf({})
  block(home)
  expect(inCache(home)).toEqual(plain)
})
