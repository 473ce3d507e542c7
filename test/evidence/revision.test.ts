// Evidence of a git commit, read without a checkout and without obeying the repository; and digests remembered, never in the evidence.
import { spawnSync } from 'node:child_process'
import { appendFileSync, chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { digestCache } from '../../src/evidence/digest-cache.ts'
import { prefixOf } from '../../src/evidence/repository.ts'
import { RevisionError, openRevision } from '../../src/evidence/revision.ts'
import { folderOf } from '../support/folder.ts'
import { contents } from '../support/run.ts'

const PATH = process.env['PATH'] ?? ''
const git = (root: string, ...args: readonly string[]) => {
  const { status, stderr, stdout } = spawnSync('git', ['-c', 'user.name=P', '-c', 'user.email=p@example.org', ...args], { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return stdout.trim()
}
const MANIFEST = 'schema: cumple/evidence@1\ninstitution: {id: mun, name: Municipio, kind: municipality}\nperiod: 2026\n'

describe('a commit', () => {
  beforeEach((context) => {
    if (spawnSync('git', ['--version']).status !== 0) context.skip('git is not installed')
  })
  function repository(): string {
    const root = folderOf({ 'ev/cumple.yaml': MANIFEST, 'ev/documentos/acta ñ.pdf': 'UNO', 'fuera.txt': 'no' })
    git(root, 'init', '-q')
    git(root, 'add', '-A')
    git(root, 'commit', '-qm', 'uno')
    writeFileSync(join(root, 'ev/documentos/acta ñ.pdf'), 'DOS')
    return root
  }

  test('has its own files, and only those of the folder; the working copy is not touched', () => {
    const root = repository()
    const before = contents(join(root, 'ev'))
    const found = openRevision(join(root, 'ev'), 'HEAD', tmpdir(), PATH)
    expect(found.prefix).toBe('ev/')
    expect(found.commit).toBe(git(root, 'rev-parse', 'HEAD'))
    expect(contents(found.path)).toEqual({ 'cumple.yaml': MANIFEST, 'documentos/acta ñ.pdf': 'UNO' })
    expect(statSync(found.path).mode & 0o777).toBe(0o700)
    found.remove()
    expect(existsSync(found.path)).toBe(false)
    expect(contents(join(root, 'ev'))).toEqual(before)
  })

  test('a folder stands in its repository where git says', () => {
    const root = repository()
    git(root, 'worktree', 'add', '-q', join(root, 'otro'))
    mkdirSync(join(root, 'ev/a/.git'), { recursive: true })
    symlinkSync(join(root, 'ev'), join(root, 'enlace'))
    for (const folder of ['ev', '.', 'ev/documentos', 'ev/a', 'otro', 'otro/ev', 'enlace'])
      expect([folder, prefixOf(join(root, folder))]).toEqual([folder, git(join(root, folder), 'rev-parse', '--show-prefix')])
    expect([prefixOf(folderOf({})), prefixOf(join(root, 'nada'))]).toEqual(['', ''])
  })

  test('links of the commit are left out, and told', () => {
    const root = repository()
    symlinkSync('/etc/passwd', join(root, 'ev/documentos/enlace.pdf'))
    git(root, 'add', '-A')
    git(root, 'commit', '-qm', 'dos')
    const found = openRevision(join(root, 'ev'), 'HEAD', tmpdir(), PATH)
    expect(Object.keys(contents(found.path)).toSorted()).toEqual(['cumple.yaml', 'documentos/acta ñ.pdf'])
    expect(found.leftOut).toEqual(['documentos/enlace.pdf'])
    found.remove()
  })

  test('a hostile configuration, hook, filter or pager is never run', () => {
    const root = repository()
    const canary = join(folderOf({}), 'ran')
    const script = join(root, 'evil.sh')
    writeFileSync(script, `#!/bin/sh\ntouch ${canary}\n`)
    chmodSync(script, 0o755)
    appendFileSync(
      join(root, '.git/config'),
      `[core]\n\tfsmonitor = ${script}\n\thooksPath = ${root}\n\tpager = ${script}\n\tsshCommand = ${script}\n[diff]\n\texternal = ${script}\n[filter "x"]\n\tsmudge = ${script}\n\tclean = ${script}\n[alias]\n\tls-tree = !${script}\n`,
    )
    mkdirSync(join(root, '.git/info'), { recursive: true })
    writeFileSync(join(root, '.git/info/attributes'), '* filter=x\n')
    const found = openRevision(join(root, 'ev'), 'HEAD', tmpdir(), PATH)
    expect(readFileSync(join(found.path, 'documentos/acta ñ.pdf'), 'utf8')).toBe('UNO')
    found.remove()
    expect(existsSync(canary)).toBe(false)
  })

  const code = (run: () => unknown) => {
    try {
      run()
    } catch (error) {
      if (error instanceof RevisionError) return error.code
      throw error
    }
    return 'none'
  }
  /** A commit of a tree that git itself would not make: its entries as they are written. */
  function commitOf(root: string, entries: readonly (readonly [mode: string, name: Buffer | string, object: string])[]): string {
    const tree = treeOf(root, entries)
    return git(root, 'commit-tree', '-m', 'x', tree)
  }
  function treeOf(root: string, entries: readonly (readonly [mode: string, name: Buffer | string, object: string])[]): string {
    const input = Buffer.concat(
      entries.flatMap(([mode, name, object]) => [Buffer.from(`${mode} `), Buffer.from(name as string), Buffer.from([0]), Buffer.from(object, 'hex')]),
    )
    const { stdout } = spawnSync('git', ['hash-object', '-t', 'tree', '-w', '--literally', '--stdin'], { cwd: root, input, encoding: 'utf8' })
    return stdout.trim()
  }

  test('what a reference of the repository puts in the place of an object is not taken for the commit', () => {
    const root = repository()
    git(root, 'replace', git(root, 'rev-parse', 'HEAD:ev/documentos/acta ñ.pdf'), git(root, 'hash-object', '-w', 'ev/documentos/acta ñ.pdf'))
    const found = openRevision(join(root, 'ev'), 'HEAD', tmpdir(), PATH)
    expect(readFileSync(join(found.path, 'documentos/acta ñ.pdf'), 'utf8')).toBe('UNO')
    found.remove()
  })

  test('names that are no UTF-8 stay as they are; those that no disk can hold are told', () => {
    const root = repository()
    const blob = git(root, 'rev-parse', 'HEAD:fuera.txt')
    const odd = [Buffer.from([0x61, 0xfe]), Buffer.from([0x61, 0xff])]
    const found = openRevision(
      root,
      commitOf(
        root,
        odd.map((name) => ['100644', name, blob]),
      ),
      tmpdir(),
      PATH,
    )
    expect(readdirSync(found.path, { encoding: 'buffer' }).toSorted((a, b) => Buffer.compare(a, b))).toEqual(odd)
    found.remove()
    const folder = treeOf(root, [['100644', 'f', blob]])
    for (const entries of [
      [['100644', 'x'.repeat(300), blob]],
      [
        ['100644', 'z', blob],
        ['100644', 'z', blob],
      ],
      [
        ['100644', 'z', blob],
        ['40000', 'z', folder],
      ],
      [
        ['40000', 'z', folder],
        ['100644', 'z', blob],
      ],
    ] as const)
      expect(code(() => openRevision(root, commitOf(root, entries), tmpdir(), PATH))).toBe('unwritable')
  })

  test('folders that hold one another ten times over are too much', () => {
    const root = repository()
    const blob = git(root, 'rev-parse', 'HEAD:fuera.txt')
    let tree = treeOf(
      root,
      [...'0123456789'].map((name) => ['100644', name, blob]),
    )
    for (let level = 0; level < 6; level++)
      tree = treeOf(
        root,
        [...'0123456789'].map((name) => ['40000', name, tree]),
      )
    expect(code(() => openRevision(root, commitOf(root, [['40000', 'a', tree]]), tmpdir(), PATH))).toBe('too-large')
  }, 60_000)

  test('a large file arrives whole, among small ones', () => {
    const root = repository()
    const large = Buffer.alloc(3_000_000, 'ñ\0x')
    for (const [name, bytes] of [
      ['a', ''],
      ['b', large],
      ['c', 'tres\n'],
    ] as const)
      writeFileSync(join(root, 'ev', name), bytes)
    git(root, 'add', '-A')
    git(root, 'commit', '-qm', 'dos')
    const found = openRevision(join(root, 'ev'), 'HEAD', tmpdir(), PATH)
    expect(['a', 'b', 'c'].map((name) => readFileSync(join(found.path, name)))).toEqual([Buffer.alloc(0), large, Buffer.from('tres\n')])
    found.remove()
  })

  test('a folder that only the commit has', () => {
    const root = repository()
    rmSync(join(root, 'ev'), { recursive: true })
    const found = openRevision(join(root, 'ev'), 'HEAD', tmpdir(), PATH)
    expect([found.prefix, readdirSync(found.path).length > 0]).toEqual(['ev/', true])
    found.remove()
  })

  test('what is no commit, no repository or no git is said', () => {
    const root = repository()
    for (const name of ['nada', '--help', '-x', 'HEAD:ev', '']) expect(code(() => openRevision(join(root, 'ev'), name, tmpdir(), PATH))).toBe('no-revision')
    expect(code(() => openRevision(folderOf({}), 'HEAD', tmpdir(), PATH))).toBe('no-repository')
    expect(code(() => openRevision(join(root, 'ev'), 'HEAD', tmpdir(), '/nowhere'))).toBe('no-git')
    expect(code(() => openRevision(join(root, 'ev'), 'HEAD', join(root, 'nada'), PATH))).toBe('no-temporary')
  })

  test('a repository of another user is read when the user’s own settings declare it safe, and only then', (context) => {
    const root = repository()
    if (process.getuid?.() !== 0) return context.skip('only root may give a folder away')
    expect(spawnSync('chown', ['-R', '65534', root]).status).toBe(0)
    const home = folderOf({ '.gitconfig': `[safe]\n\tdirectory = ${root}\n` })
    expect(code(() => openRevision(join(root, 'ev'), 'HEAD', tmpdir(), PATH))).toBe('foreign')
    expect(code(() => openRevision(join(root, 'ev'), 'HEAD', tmpdir(), PATH, { HOME: folderOf({}) }))).toBe('foreign')
    const found = openRevision(join(root, 'ev'), 'HEAD', tmpdir(), PATH, { HOME: home })
    expect(contents(found.path)).toEqual({ 'cumple.yaml': MANIFEST, 'documentos/acta ñ.pdf': 'UNO' })
    found.remove()
  })
})

describe('digests', () => {
  const stat = (path: string) => statSync(path, { bigint: true })
  test('are known again while path, size, times and inode are the same, and only when the file is not fresh', () => {
    const root = folderOf({ 'a.pdf': 'UNO' })
    const [cache, file] = [folderOf({}), join(root, 'a.pdf')]
    const now = Date.now()
    const young = digestCache(cache, root, now)
    young.keep(file, stat(file), 'a'.repeat(64))
    young.save()
    expect(digestCache(cache, root, now).find(file, stat(file))).toBeUndefined()
    const later = digestCache(cache, root, now + 60_000)
    later.keep(file, stat(file), 'a'.repeat(64))
    later.save()
    expect(digestCache(cache, root, now).find(file, stat(file))).toMatchObject({ sha256: 'a'.repeat(64), bytes: 3 })
    expect(digestCache(cache, folderOf({}), now).find(file, stat(file))).toBeUndefined()
    utimesSync(file, 1, 1)
    expect(digestCache(cache, root, now).find(file, stat(file))).toBeUndefined()
    expect(readdirSync(root)).toEqual(['a.pdf'])
  })
  test('a cache that is no cache, or cannot be written, costs nothing', () => {
    const root = folderOf({ 'a.pdf': 'UNO' })
    const cache = folderOf({ digests: 'a file' })
    const file = join(root, 'a.pdf')
    const broken = digestCache(cache, root, Date.now() + 60_000)
    broken.keep(file, stat(file), 'b'.repeat(64))
    expect(() => broken.save()).not.toThrow()
    expect(digestCache(cache, root, 0).find(file, stat(file))).toBeUndefined()
  })
})
