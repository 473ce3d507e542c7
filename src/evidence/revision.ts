// The evidence as it was in a git commit, read without a checkout: nothing of the repository's own configuration is obeyed.
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'

/** git said no, or the commit holds what may not be read; `detail` is git's own first line. */
export class RevisionError extends Error {
  readonly code: 'no-git' | 'no-repository' | 'no-revision' | 'unreadable' | 'too-large'
  readonly detail: string
  constructor(code: RevisionError['code'], detail = '') {
    super(code)
    this.code = code
    this.detail = detail
  }
}

/** What no configuration, hook, filter or network may change; links and pagers are off (RELIABILITY.md §2.3). */
const HARDENED = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'diff.external=',
  'log.showSignature=false',
  'protocol.allow=never',
  'core.pager=cat',
].flatMap((setting) => ['-c', setting])
const ENV = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_PAGER: 'cat',
  GIT_NO_LAZY_FETCH: '1',
  LC_ALL: 'C',
}
const MAX_BYTES = 2_000_000_000
const MAX_FILES = 50_000

export interface Revision {
  /** A private folder with the files of the commit, to be assessed like any other. */
  readonly path: string
  /** The commit's full name. */
  readonly commit: string
  /** The evidence folder's path inside the repository, `''` or ending in `/`. */
  readonly prefix: string
  /** What the commit has there and was left out: links and submodules, by their paths in the folder. */
  readonly leftOut: readonly string[]
  readonly remove: () => void
}

type Git = (args: readonly string[]) => { readonly ok: boolean; readonly out: Buffer; readonly why: string }

/** git in a folder, obeying nothing that the repository says. Throws RevisionError when there is no git. */
const gitIn =
  (folder: string, path: string): Git =>
  (args) => {
    const { stdout, stderr, status, error } = spawnSync('git', [...HARDENED, ...args], { cwd: folder, env: { ...ENV, PATH: path }, maxBuffer: MAX_BYTES })
    if (error && 'code' in error && error.code === 'ENOENT') throw new RevisionError('no-git')
    return { ok: status === 0, out: stdout, why: stderr.toString('utf8').split('\n')[0] ?? '' }
  }

const existingAbove = (folder: string): string =>
  statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true || dirname(folder) === folder ? folder : existingAbove(dirname(folder))

/**
 * Puts the files that a commit has under `folder` into a new private folder in `tmp`. Only regular files are taken: links and
 * submodules are left out and told. Throws RevisionError.
 */
export function openRevision(folder: string, revision: string, tmp: string, path: string): Revision {
  // What only the commit has may be gone from the working copy, folder and all.
  const there = existingAbove(folder)
  const git = gitIn(there, path)
  const prefixed = git(['rev-parse', '--show-prefix'])
  if (!prefixed.ok) throw new RevisionError('no-repository', prefixed.why)
  const below = relative(there, folder).split(sep).join('/')
  const prefix = `${prefixed.out.toString('utf8').replace(/\n$/, '')}${below === '' ? '' : `${below}/`}`
  const named = git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])
  if (!named.ok) throw new RevisionError('no-revision', named.why)
  const commit = named.out.toString('utf8').trim()
  const listed = git(['ls-tree', '-r', '-z', '-l', '--full-tree', commit, ...(prefix === '' ? [] : ['--', prefix])])
  if (!listed.ok) throw new RevisionError('no-revision', listed.why)
  const lines = listed.out.toString('utf8').split('\0')
  const leftOut = lines.flatMap((line) => /^1[26]0000 \S+ \S+ +\S+\t(.+)$/s.exec(line)?.[1]?.slice(prefix.length) ?? [])
  const entries = lines
    .flatMap((line) => {
      const match = /^100(?:644|755) blob ([0-9a-f]+) +(\S+)\t(.+)$/s.exec(line)
      if (match?.[1] === undefined) return []
      // Of an object that is not there git tells no size.
      if (!/^\d+$/.test(match[2] ?? '')) throw new RevisionError('unreadable', match[3])
      return [{ object: match[1], bytes: Number(match[2]), name: (match[3] ?? '').slice(prefix.length) }]
    })
    .filter(({ name }) => name !== '' && !name.split('/').some((part) => part === '..' || part === '.git' || part === ''))
  if (entries.length > MAX_FILES || entries.reduce((sum, { bytes }) => sum + bytes, 0) > MAX_BYTES) throw new RevisionError('too-large')
  const root = mkdtempSync(join(tmp, 'cumple-rev-'))
  chmodSync(root, 0o700)
  const remove = () => rmSync(root, { recursive: true, force: true })
  try {
    for (const { object, name } of entries) {
      const target = join(root, name)
      mkdirSync(dirname(target), { recursive: true })
      const blob = git(['cat-file', 'blob', object])
      if (!blob.ok) throw new RevisionError('unreadable', name)
      writeFileSync(target, blob.out, { flag: 'wx', mode: 0o600 })
    }
    return { path: root, commit, prefix, leftOut, remove }
  } catch (error) {
    remove()
    throw error
  }
}
