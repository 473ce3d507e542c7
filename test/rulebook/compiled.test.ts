// A rulebook folder kept compiled: the same rulebook as from its YAML, and never one of other files, of another program, or half of one.
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { InputError } from '../../src/model/problem.ts'
import type { Rulebook } from '../../src/model/rulebook.ts'
import { loadCompiled } from '../../src/rulebook/compiled.ts'
import { loadRulebook } from '../../src/rulebook/load.ts'
import { sha256 } from '../../src/util/canonical-json.ts'
import { folderOf, MINI } from '../support/folder.ts'
import { filesOf } from '../support/rulebook-files.ts'

const world = () => {
  const [dir, folder] = [folderOf(filesOf(MINI)), join(folderOf({}), 'rulebooks')]
  const load = (tool = 'a'): Promise<Rulebook> => loadCompiled(dir, 'mini', { folder, tool: () => tool })
  const kept = () => join(folder, readdirSync(folder)[0]!)
  /** Marks what is kept, so that whoever reads it is found out. */
  const mark = (how: (text: string) => string) => writeFileSync(kept(), how(readFileSync(kept(), 'utf8')))
  return { dir, folder, load, kept, mark }
}

test('gives what the YAML gives, the second time without reading it', async () => {
  const { dir, folder, load, mark } = world()
  const plain = await loadRulebook(dir, 'mini')
  expect(await load()).toEqual(plain)
  expect(readdirSync(folder)).toHaveLength(1)
  expect(await load()).toEqual(plain)
  mark((text) => {
    const marked = text.slice(text.indexOf('\n') + 1).replace('"id":"mini"', '"id":"kept"')
    return `${text.split(' ')[0]} ${sha256(Buffer.from(marked))}\n${marked}`
  })
  expect((await load()).id).toBe('kept')
})

test.for<[string, (w: ReturnType<typeof world>) => void]>([
  ['a file changed', ({ dir }) => writeFileSync(join(dir, 'rulebook.yaml'), readFileSync(join(dir, 'rulebook.yaml'), 'utf8').replace('1.0.0', '1.0.9'))],
  ['a file gone', ({ dir }) => rmSync(join(dir, 'ACT', readdirSync(join(dir, 'ACT')).at(-1)!))],
])('reads it anew after %s, and keeps one of each folder', async ([, change]) => {
  const w = world()
  await w.load()
  change(w)
  const now = await loadRulebook(w.dir, 'mini').catch((error: unknown) => error)
  expect(await w.load().catch((error: unknown) => error)).toEqual(now)
  expect(readdirSync(w.folder)).toHaveLength(1)
})

test('another program reads it anew', async () => {
  const { load, kept } = world()
  await load('a')
  const before = readFileSync(kept(), 'utf8').split(' ')[0]
  await load('b')
  expect(readFileSync(kept(), 'utf8').split(' ')[0]).not.toBe(before)
})

test.for<[string, (text: string) => string]>([
  ['half of it', (text) => text.slice(0, text.length / 2)],
  ['another text under the same key', (text) => text.replace('"severity":"', '"severity":"x')],
  ['nothing', () => ''],
  ['something else', () => '{}'],
])('what is kept is not believed when it is %s', async ([, how]) => {
  const { dir, load, mark } = world()
  await load()
  mark(how)
  expect(await load()).toEqual(await loadRulebook(dir, 'mini'))
})

test('a rulebook with errors says all of them, and is not kept', async () => {
  const { dir, folder, load } = world()
  writeFileSync(join(dir, 'rulebook.yaml'), 'id: mini\n')
  const plain = await loadRulebook(dir, 'mini').catch((error: unknown) => error)
  expect(await load().catch((error: unknown) => error)).toEqual(plain)
  expect(() => readdirSync(folder)).toThrow('ENOENT')
})

test('where nothing can be kept it works all the same', async () => {
  const { dir, folder, load } = world()
  writeFileSync(folder, 'a file')
  expect(await load()).toEqual(await loadRulebook(dir, 'mini'))
  rmSync(folder)
  mkdirSync(folder)
  chmodSync(folder, 0o500)
  expect((await load()).id).toBe('mini')
  await expect(loadCompiled(join(dir, 'nada'), 'nada', { folder, tool: () => 'a' })).rejects.toBeInstanceOf(InputError)
})

test('what was saved while it was read is not kept as what it was before', async () => {
  const { dir, folder } = world()
  const file = join(dir, 'rulebook.yaml')
  const text = readFileSync(file, 'utf8')
  // The program is asked for once per key: the folder changes right after the first.
  const saving = () => {
    writeFileSync(file, text.replace('1.0.0', '1.0.9'))
    return 'a'
  }
  expect((await loadCompiled(dir, 'mini', { folder, tool: saving })).version).toBe('1.0.9')
  writeFileSync(file, text)
  expect((await loadCompiled(dir, 'mini', { folder, tool: () => 'a' })).version).toBe('1.0.0')
})
