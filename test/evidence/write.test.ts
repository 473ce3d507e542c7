// Files written whole, lines appended, files copied: what is made, what is kept, what is refused.
import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, linkSync, lstatSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { WriteError, appendLine, copyWhole, removeStale, temporaryName, writeWhole } from '../../src/evidence/write.ts'
import { isAlive } from '../../src/evidence/lock.ts'
import { folderOf, sha256 } from '../support/folder.ts'

const by = { pid: process.pid, nonce: 'n' }
const textOf = (path: string) => readFileSync(path, 'utf8')
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)
const all = (root: string) => readdirSync(root, { recursive: true, encoding: 'utf8' }).toSorted()
const failure = (run: () => unknown): string => {
  try {
    run()
  } catch (error) {
    return error instanceof WriteError ? `${error.code} ${error.path.split('/').at(-1)}` : `not a WriteError: ${String(error)}`
  }
  return 'none'
}

describe('a whole file', () => {
  test('is made with the folders on its way, and replaced', () => {
    const root = folderOf({})
    const path = join(root, 'a/b/f')
    writeWhole(path, 'ñ', by)
    expect([textOf(path), modeOf(path)]).toEqual(['ñ', '644'])
    writeWhole(path, new Uint8Array([0, 255]), by)
    expect([...readFileSync(path)]).toEqual([0, 255])
    writeWhole(path, '', by)
    expect([textOf(path), all(root)]).toEqual(['', ['a', 'a/b', 'a/b/f']])
  })
  test('of several megabytes', () => {
    const path = join(folderOf({}), 'f')
    const bytes = Buffer.alloc(5_000_001, 'ab')
    writeWhole(path, bytes, by)
    expect(readFileSync(path).equals(bytes)).toBe(true)
  })
  test('by a path that has no folder in it', () => {
    const root = folderOf({})
    const program = `import { writeWhole } from '${join(import.meta.dirname, '../../src/evidence/write.ts')}'; writeWhole('f', 'x', { pid: 1, nonce: 'n' })`
    expect(spawnSync(process.execPath, ['--input-type=module', '-e', program], { cwd: root }).stderr.toString()).toBe('')
    expect(textOf(join(root, 'f'))).toBe('x')
  })
  test.for(['600', '640', '444', '755'])('keeps mode %s, also before it is finished', (mode) => {
    const root = folderOf({ f: 'old' })
    const path = join(root, 'f')
    chmodSync(path, Number.parseInt(mode, 8))
    const before = process.umask(0o077)
    writeWhole(path, 'new', { ...by, keep: `${path}.bak` })
    process.umask(before)
    expect([modeOf(path), modeOf(`${path}.bak`)]).toEqual([mode, mode])
  })
  test('keeps owner and group where it may', (ctx) => {
    if (process.getuid?.() !== 0) ctx.skip('only root gives files away')
    const path = join(folderOf({ f: 'old' }), 'f')
    chownSync(path, 1234, 2345)
    writeWhole(path, 'new', by)
    expect([statSync(path).uid, statSync(path).gid]).toEqual([1234, 2345])
  })
  test('a name as long as names may be', () => {
    const root = folderOf({})
    for (const name of ['x'.repeat(255), 'ñ'.repeat(127), '💥'.repeat(63)]) writeWhole(join(root, name), name, { ...by, keep: join(root, 'kept', name) })
    for (const name of ['x'.repeat(255), 'ñ'.repeat(127), '💥'.repeat(63)]) writeWhole(join(root, name), name, { ...by, keep: join(root, 'kept', name) })
    expect(all(root)).toHaveLength(7)
  })
  test('another hard link keeps what it holds', () => {
    const root = folderOf({ f: 'old' })
    linkSync(join(root, 'f'), join(root, 'g'))
    writeWhole(join(root, 'f'), 'new', by)
    expect(textOf(join(root, 'g'))).toBe('old')
  })
  test('our own leftover of an earlier try is in nobody’s way, and no link planted there is followed', () => {
    const root = folderOf({ precious: 'p' })
    const path = join(root, 'f')
    writeFileSync(temporaryName(path, by), 'leftover')
    writeWhole(path, 'new', by)
    symlinkSync(join(root, 'precious'), temporaryName(path, by))
    writeWhole(path, 'newer', by)
    expect([textOf(path), textOf(join(root, 'precious')), all(root)]).toEqual(['newer', 'p', ['f', 'precious']])
  })
})

describe('the version before', () => {
  test('is kept, one of them, wherever that is', () => {
    const root = folderOf({})
    const [path, keep] = [join(root, 'f'), join(root, '.cumple/previous/f')]
    for (const version of ['1', '2', '3']) writeWhole(path, version, { ...by, keep })
    expect([textOf(path), textOf(keep), all(root)]).toEqual(['3', '2', ['.cumple', '.cumple/previous', '.cumple/previous/f', 'f']])
  })
  test('an empty one is not worth more than the one kept before', () => {
    const root = folderOf({ f: '', 'f.bak': 'good' })
    writeWhole(join(root, 'f'), 'new', { ...by, keep: join(root, 'f.bak') })
    expect(textOf(join(root, 'f.bak'))).toBe('good')
  })
  test('a kill between keeping and renaming leaves two names of one file; the next write goes on from there', () => {
    const root = folderOf({ f: 'old' })
    linkSync(join(root, 'f'), join(root, 'f.bak'))
    writeWhole(join(root, 'f'), 'new', { ...by, keep: join(root, 'f.bak') })
    expect([textOf(join(root, 'f')), textOf(join(root, 'f.bak')), all(root)]).toEqual(['new', 'old', ['f', 'f.bak']])
  })
  test('a link where it is kept is replaced, not followed; a folder there is an error that changes nothing', () => {
    const root = folderOf({ f: 'old', precious: 'p', 'd/x': '' })
    symlinkSync(join(root, 'precious'), join(root, 'f.bak'))
    writeWhole(join(root, 'f'), 'new', { ...by, keep: join(root, 'f.bak') })
    expect([textOf(join(root, 'precious')), textOf(join(root, 'f.bak'))]).toEqual(['p', 'old'])
    const before = all(root)
    expect(failure(() => writeWhole(join(root, 'f'), 'newer', { ...by, keep: join(root, 'd') }))).toBe('EISDIR f')
    expect([textOf(join(root, 'f')), all(root)]).toEqual(['new', before])
  })
})

describe('what is refused', () => {
  const targets: readonly (readonly [name: string, make: (path: string) => unknown, code: string])[] = [
    ['a link to a file', (path) => symlinkSync('precious', path), 'ELOOP'],
    ['a dangling link', (path) => symlinkSync('absent', path), 'ELOOP'],
    ['a folder', (path) => mkdirSync(path), 'EISDIR'],
    ['a pipe', (path) => spawnSync('mkfifo', [path]), 'EINVAL'],
  ]
  test.for(targets)('%s', ([, make, code]) => {
    const root = folderOf({ precious: 'p', from: 'x' })
    const path = join(root, 'f')
    make(path)
    const before = all(root)
    expect([
      failure(() => writeWhole(path, 'x', { ...by, keep: join(root, 'k') })),
      failure(() => appendLine(path, 'x')),
      failure(() => copyWhole(join(root, 'from'), path, { ...by, limit: 10 })),
    ]).toEqual([`${code} f`, `${code} f`, `${code} f`])
    expect([textOf(join(root, 'precious')), all(root), lstatSync(path).isFile()]).toEqual(['p', before, false])
  })
  test('a folder on the way that is a file, /proc, and a path that is none', () => {
    const root = folderOf({ d: 'file' })
    expect(failure(() => writeWhole(join(root, 'd/e/f'), 'x', by))).toBe('ENOTDIR f')
    expect(failure(() => appendLine(join(root, 'd/f'), 'x'))).toBe('ENOTDIR f')
    expect(failure(() => writeWhole('/proc/cumple/f', 'x', by))).toBe('ENOENT f')
    expect(failure(() => writeWhole(join(root, 'a\0b'), 'x', by))).toMatch(/^ERR_INVALID_ARG_VALUE/)
    expect(all(root)).toEqual(['d'])
  })
})

describe('a line appended', () => {
  test('to nothing, to an empty file, to lines', () => {
    const root = folderOf({ empty: '' })
    for (const name of ['new/f', 'empty']) {
      appendLine(join(root, name), '{"a":1}')
      appendLine(join(root, name), '{"ñ":2}')
      expect(textOf(join(root, name))).toBe('{"a":1}\n{"ñ":2}\n')
    }
  })
  test('after a torn one it begins anew, and the torn one stays a line of its own', () => {
    const path = join(folderOf({ f: '{"a":1}\n{"b"' }), 'f')
    appendLine(path, '{"c":3}')
    appendLine(path, '{"d":4}')
    expect(textOf(path)).toBe('{"a":1}\n{"b"\n{"c":3}\n{"d":4}\n')
  })
  test('is one line', () => {
    const root = folderOf({})
    expect(failure(() => appendLine(join(root, 'f'), 'a\nb'))).toBe('EINVAL f')
    expect(all(root)).toEqual([])
  })
})

describe('a copy', () => {
  const copy = (root: string, limit = 1_000_000) => copyWhole(join(root, 'from'), join(root, 'documentos/to'), { ...by, limit })
  test('holds the bytes whose digest is given', () => {
    const bytes = Buffer.alloc(200_000, 'xyz')
    const root = folderOf({ from: bytes })
    chmodSync(join(root, 'from'), 0o600)
    expect(copy(root)).toEqual({ ok: true, sha256: sha256(bytes), bytes: 200_000 })
    expect(readFileSync(join(root, 'documentos/to')).equals(bytes)).toBe(true)
    expect([modeOf(join(root, 'documentos/to')), all(root)]).toEqual(['644', ['documentos', 'documentos/to', 'from']])
    expect(copy(root, 200_000).ok).toBe(true)
  })
  test.for<[name: string, make: (root: string) => unknown, code: string]>([
    ['nothing there', () => undefined, 'file-missing'],
    ['an empty file', (root) => writeFileSync(join(root, 'from'), ''), 'file-empty'],
    ['a file too large', (root) => writeFileSync(join(root, 'from'), 'x'.repeat(101)), 'file-too-large'],
    ['a link', (root) => symlinkSync('precious', join(root, 'from')), 'not-a-regular-file'],
    ['a folder', (root) => mkdirSync(join(root, 'from')), 'not-a-regular-file'],
    ['a pipe', (root) => spawnSync('mkfifo', [join(root, 'from')]), 'not-a-regular-file'],
  ])('is refused of %s', ([, make, code]) => {
    const root = folderOf({ precious: 'p', 'documentos/to': 'old' })
    make(root)
    expect(copy(root, 100)).toMatchObject({ ok: false, code })
    expect([textOf(join(root, 'documentos/to')), readdirSync(join(root, 'documentos'))]).toEqual(['old', ['to']])
  })
  test('is bounded by what is read, not by what the system says', (ctx) => {
    if (!existsSync('/proc/self/maps')) ctx.skip('there is no /proc')
    const root = folderOf({})
    expect(copyWhole('/proc/self/maps', join(root, 'to'), { ...by, limit: 100 })).toMatchObject({ ok: false, code: 'file-too-large' })
    expect(copyWhole('/proc/self/mem', join(root, 'to'), { ...by, limit: 100 })).toEqual({ ok: false, code: 'file-unreadable', params: { reason: 'EIO' } })
    expect(all(root)).toEqual([])
  })
})

test('what killed writers left is removed, and nothing else', () => {
  const alive = `.f.${process.pid}-a1.tmp`
  const others = ['f.99999999-a1.tmp', '.f.tmp', '.f.99999999.tmp', '.f.x-a1.tmp', '.f.99999999-a1.tmp2', 'f']
  const root = folderOf(Object.fromEntries([...others, alive, '.f.99999999-b_2-kept.tmp', '.a.b.99999998-a1.tmp'].map((name) => [name, 'x'])))
  mkdirSync(join(root, '.d.99999999-a1.tmp'))
  expect(removeStale(root, isAlive)).toEqual(['.a.b.99999998-a1.tmp', '.f.99999999-b_2-kept.tmp'])
  expect(all(root)).toEqual([...others, alive, '.d.99999999-a1.tmp'].toSorted())
  expect(removeStale(join(root, 'absent'), isAlive)).toEqual([])
})
