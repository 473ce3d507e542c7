// The evidence as it was in a git commit, read without a checkout: nothing of the repository's own configuration is obeyed.
import { spawnSync } from 'node:child_process'
import { chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { isFolder } from '../util/kind-of.ts'
import { errorCode } from '../util/read-file.ts'
import { shellWord } from '../util/shell-word.ts'
import { writeAll } from './disk.ts'

/** git said no, or the commit holds what may not be read; `detail` is git's own first line. */
export class RevisionError extends Error {
  readonly code: 'no-git' | 'no-repository' | 'foreign' | 'no-temporary' | 'no-revision' | 'unreadable' | 'unwritable' | 'too-large' | 'too-slow'
  readonly detail: string
  constructor(code: RevisionError['code'], detail = '') {
    super(code)
    this.code = code
    this.detail = detail
  }
}

/** What no configuration, hook, filter or network may change; links and pagers are off. */
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
  // What a commit holds, and not what a reference of the repository puts in its place.
  GIT_NO_REPLACE_OBJECTS: '1',
  LC_ALL: 'C',
}
const MAX_BYTES = 2_000_000_000
const MAX_FILES = 50_000
/** What git may say at once: folders that hold one another ten times over list without end. */
const MAX_TEXT = 64_000_000
/** Of one answer; a pipe in the place of a file of the repository would be waited for without end. */
const TIMEOUT_MS = 30_000
/** Files up to this size are asked for together, as many as make one answer: to start git for each takes longer than to read it. */
const SMALL = 1_000_000

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

interface Given {
  readonly input?: string
  /** Where the answer goes instead of memory. */
  readonly into?: number
  readonly ms?: number
}
type Git = (args: readonly string[], given?: Given) => { readonly ok: boolean; readonly out: Buffer; readonly why: string }

/**
 * git in a folder, obeying nothing that the repository says; of another user's, only those named as `safe` are read.
 * Throws RevisionError when there is no git, or it does not come to an end.
 */
const gitIn =
  (folder: string, path: string, safe: readonly string[] = []): Git =>
  (args, { input, into, ms = TIMEOUT_MS } = {}) => {
    const trusted = safe.flatMap((name) => ['-c', `safe.directory=${name}`])
    const { stdout, stderr, status, error } = spawnSync('git', [...HARDENED, ...trusted, ...args], {
      cwd: folder,
      env: { ...ENV, PATH: path },
      maxBuffer: MAX_TEXT,
      timeout: ms,
      killSignal: 'SIGKILL',
      stdio: ['pipe', into ?? 'pipe', 'pipe'],
      ...(input === undefined ? {} : { input }),
    })
    const reason = error === undefined ? '' : errorCode(error)
    if (reason === 'ENOENT') throw new RevisionError('no-git')
    if (reason === 'ENOBUFS') throw new RevisionError('too-large')
    if (reason === 'ETIMEDOUT') throw new RevisionError('too-slow', String(ms / 1000))
    // Of what goes to a file there is nothing here.
    return { ok: status === 0, out: into === undefined ? stdout : Buffer.alloc(0), why: stderr.toString('utf8').split('\n')[0] ?? '' }
  }

/** The repositories of other users that this user's own settings, or those of the machine, declare safe. */
function declaredSafe(path: string, own: Readonly<Record<string, string>>): string[] {
  const listed = ['--system', '--global'].map((where) =>
    spawnSync('git', ['config', where, '--get-all', '-z', 'safe.directory'], { env: { ...own, PATH: path }, timeout: TIMEOUT_MS, encoding: 'utf8' }),
  )
  return listed.flatMap(({ stdout }) => (stdout ?? '').split('\0').slice(0, -1))
}

/** git where `folder` is, in a repository that it agrees to read, and the folder's path in that. Throws RevisionError. */
function openedAt(folder: string, path: string, own: Readonly<Record<string, string>>): { readonly git: Git; readonly prefixed: string } {
  const prefixOf = (git: Git) => git(['rev-parse', '--show-prefix'])
  const foreign = ({ why }: ReturnType<Git>) => why.includes('dubious ownership')
  let git = gitIn(folder, path)
  let prefixed = prefixOf(git)
  if (foreign(prefixed)) {
    git = gitIn(folder, path, declaredSafe(path, own))
    prefixed = prefixOf(git)
  }
  if (foreign(prefixed)) throw new RevisionError('foreign', shellWord(/ at '(.+)'/.exec(prefixed.why)?.[1] ?? folder))
  if (!prefixed.ok) throw new RevisionError('no-repository', prefixed.why)
  return { git, prefixed: prefixed.out.toString('utf8').replace(/\n$/, '') }
}

const existingAbove = (folder: string): string => (isFolder(folder) || dirname(folder) === folder ? folder : existingAbove(dirname(folder)))

/**
 * Puts the files that a commit has under `folder` into a new private folder in `tmp`. Only regular files are taken: links and
 * submodules are left out and told. `own` is where git finds the user's own settings (HOME, XDG_CONFIG_HOME). Throws RevisionError.
 */
export function openRevision(folder: string, revision: string, tmp: string, path: string, own: Readonly<Record<string, string>> = {}): Revision {
  // What only the commit has may be gone from the working copy, folder and all.
  const there = existingAbove(folder)
  const { git, prefixed } = openedAt(there, path, own)
  const below = relative(there, folder).split(sep).join('/')
  const prefix = `${prefixed}${below === '' ? '' : `${below}/`}`
  const named = git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])
  if (!named.ok) throw new RevisionError('no-revision', named.why)
  const commit = named.out.toString('utf8').trim()
  const listed = git(['ls-tree', '-r', '-z', '-l', '--full-tree', commit, ...(prefix === '' ? [] : ['--', prefix])])
  if (!listed.ok) throw new RevisionError('no-revision', listed.why)
  const { files, leftOut } = entriesOf(listed.out, prefix)
  if (files.length > MAX_FILES || files.reduce((sum, { bytes }) => sum + bytes, 0) > MAX_BYTES) throw new RevisionError('too-large')
  const root = privateFolder(tmp)
  const remove = () => rmSync(root, { recursive: true, force: true })
  try {
    for (const some of together(files)) bringOver(some, root, git)
    return { path: root, commit, prefix, leftOut, remove }
  } catch (error) {
    remove()
    throw error instanceof RevisionError || !(error instanceof Error && 'syscall' in error) ? error : noTemporary(tmp, error)
  }
}

const noTemporary = (tmp: string, error: unknown) => new RevisionError('no-temporary', `${tmp} (${errorCode(error)})`)

function privateFolder(tmp: string): string {
  try {
    const folder = mkdtempSync(join(tmp, 'cumple-rev-'))
    chmodSync(folder, 0o700)
    return folder
  } catch (error) {
    throw noTemporary(tmp, error)
  }
}

interface Entry {
  readonly object: string
  readonly bytes: number
  /** The bytes of the path in the folder, each as one character: a name in git need not be UTF-8. */
  readonly name: string
}

const shown = (name: string): string => Buffer.from(name, 'latin1').toString('utf8')

/** What `ls-tree -z -l` lists: the files, and the paths of links and submodules. Throws RevisionError for a file that is not there. */
function entriesOf(listed: Buffer, prefix: string): { readonly files: readonly Entry[]; readonly leftOut: readonly string[] } {
  const before = Buffer.byteLength(prefix)
  const files: Entry[] = []
  const leftOut: string[] = []
  for (const line of listed.toString('latin1').split('\0')) {
    const [, mode = '', object = '', size = '', whole = ''] = /^(\d{6}) \S+ ([0-9a-f]+) +(\S+)\t(.+)$/s.exec(line) ?? []
    const name = whole.slice(before)
    if (/^1[26]0000$/.test(mode)) leftOut.push(shown(name))
    if (!/^100(?:644|755)$/.test(mode) || name.split('/').some((part) => part === '' || part === '..' || part === '.git')) continue
    // Of an object that is not there git tells no size.
    if (!/^\d+$/.test(size)) throw new RevisionError('unreadable', shown(name))
    files.push({ object, bytes: Number(size), name })
  }
  return { files, leftOut }
}

/** Files in their order, a few small ones at a time and each large one alone. */
function* together(files: readonly Entry[]): Generator<readonly Entry[]> {
  let some: Entry[] = []
  let bytes = 0
  for (const file of files) {
    const small = file.bytes <= SMALL
    if (some.length > 0 && (!small || bytes + file.bytes > MAX_TEXT / 4 || some.length === 2_000)) {
      yield some
      some = []
      bytes = 0
    }
    if (small) {
      some.push(file)
      bytes += file.bytes
    } else yield [file]
  }
  if (some.length > 0) yield some
}

function bringOver(files: readonly Entry[], root: string, git: Git): void {
  const [first] = files
  if (!first) return
  if (first.bytes > SMALL) {
    // Straight to the disk: a scanned document need not be held whole.
    const told = written(first, root, (fd) => git(['cat-file', 'blob', first.object], { into: fd, ms: TIMEOUT_MS * 10 }))
    if (!told.ok) throw new RevisionError('unreadable', shown(first.name))
    return
  }
  const { ok, out } = git(['cat-file', '--batch'], { input: files.map(({ object }) => `${object}\n`).join('') })
  let at = 0
  for (const file of files) {
    const head = `${file.object} blob ${file.bytes}\n`
    const start = at + head.length
    if (!ok || out.toString('latin1', at, start) !== head || start + file.bytes >= out.length) throw new RevisionError('unreadable', shown(file.name))
    written(file, root, (fd) => writeAll(fd, out.subarray(start, start + file.bytes)))
    at = start + file.bytes + 1
  }
}

/** Makes the file of an entry and fills it. Throws RevisionError for a name that this disk cannot have: too long, there twice, a file and a folder. */
function written<Value>({ name }: Entry, root: string, fill: (fd: number) => Value): Value {
  const target = Buffer.concat([Buffer.from(root), Buffer.from(`/${name}`, 'latin1')])
  let fd: number
  try {
    mkdirSync(target.subarray(0, target.lastIndexOf('/')), { recursive: true })
    fd = openSync(target, 'wx', 0o600)
  } catch (error) {
    if (!NAMES.has(errorCode(error))) throw error
    throw new RevisionError('unwritable', shown(name.slice(0, 200)))
  }
  try {
    return fill(fd)
  } finally {
    closeSync(fd)
  }
}

const NAMES = new Set(['EEXIST', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'EILSEQ', 'EINVAL', 'ENOENT'])
