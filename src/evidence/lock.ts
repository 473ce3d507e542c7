// One writer per evidence folder: a lock file that says who holds it, taken over only from an owner who is provably dead.
//
// A take-over by rename alone is a race: two starters judge the same lock dead, and the second renames the first one's new lock away.
// So whoever wants to replace a dead file first makes `lock.claim-<its nonce>`, which only one process can, looks again, and replaces
// the file only while it is still the dead one. A claim of a dead claimer is a dead file itself and is replaced in the same way. A nonce
// never comes back, so a claim that outlived its purpose is in nobody's way.
import { existsSync, linkSync, lstatSync, openSync, readFileSync, readdirSync, readlinkSync, renameSync, unlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import { errorCode, readRegularFile } from '../util/read-file.ts'
import { NO_LINKS, again, fill, makeDurableFolder, openNew, quietly } from './disk.ts'
import { STATE_FOLDER } from './folders.ts'
import { WriteError, asWriteError, temporaryName, writeWhole } from './write.ts'

const LOCK = 'lock'
const CLAIM = `${LOCK}.claim-`
const MODE = 0o644
const MAX_BYTES = 16 * 1024
/** How often, and how long between, somebody who is in the middle of it is waited for. */
const TRIES = 20
const PAUSE_MS = 10

const Text = z.string().min(1).max(256)
const OwnerFile = z.strictObject({
  pid: z.int().positive(),
  host: Text,
  /** Tells machines of one name apart. */
  machine: Text.exactOptional(),
  boot: Text.exactOptional(),
  pidNamespace: Text.exactOptional(),
  /** Clock ticks from boot to the start of the process. */
  started: Text.exactOptional(),
  since: Text,
  user: Text.exactOptional(),
  /** Becomes part of a file name. */
  nonce: z.string().regex(/^[\w-]{1,64}$/),
})
/** Who holds a lock. `boot`, `pidNamespace` and `started` tell a process from another that got its pid later or elsewhere. */
export type Owner = Readonly<z.infer<typeof OwnerFile>>

export interface Lock {
  /** True while the lock file is still ours. */
  readonly isOurs: () => boolean
  /** Removes it if it is still ours. */
  readonly release: () => void
}

/** `held` is undefined for a lock that cannot be read. */
export type Taken = { readonly ok: true; readonly lock: Lock } | { readonly ok: false; readonly held: Owner | undefined }

/** The lock file of an evidence folder. */
export const lockAt = (root: string): string => join(root, STATE_FOLDER, LOCK)

/** Who this process is: from /proc where there is one. */
export function thisOwner(given: Pick<Owner, 'pid' | 'host' | 'since' | 'nonce'> & { readonly user?: string | undefined }): Owner {
  const { user, ...rest } = given
  const machine = textOf(() => readFileSync('/etc/machine-id', 'utf8'))
  const boot = textOf(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'))
  const pidNamespace = textOf(() => readlinkSync('/proc/self/ns/pid'))
  const started = statOf(given.pid)?.started
  return {
    ...rest,
    ...(machine !== undefined && { machine }),
    ...(boot !== undefined && { boot }),
    ...(pidNamespace !== undefined && { pidNamespace }),
    ...(started !== undefined && { started }),
    ...(user !== undefined && { user }),
  }
}

/**
 * Takes the lock of an evidence folder, or says who holds it; `force` takes it from whoever that is. A lock that cannot be written
 * throws WriteError. The holder asks `isOurs` before each write: with `force`, or a lock file removed by hand, it can be lost.
 */
export function takeLock(root: string, owner: Owner, force = false): Taken {
  const path = lockAt(root)
  const folder = dirname(path)
  const lock: Lock = {
    isOurs: () => nonceAt(path) === owner.nonce,
    release: () => {
      if (nonceAt(path) === owner.nonce) quietly(() => unlinkSync(path))
    },
  }
  try {
    prepare(folder, owner)
    const taken = take(path, owner, TRIES)
    if (!taken.ok && !force) return { ok: false, held: taken.held }
    if (!taken.ok) replace(path, owner)
    if (!taken.ok || taken.over) removeClaims(folder)
    return { ok: true, lock }
  } catch (error) {
    throw error instanceof WriteError ? error : asWriteError(path, error)
  }
}

type Attempt = { readonly ok: true; readonly over: boolean } | { readonly ok: false; readonly held: Owner | undefined }

/** Makes the file ours if there is none or its owner is dead; `over` when a dead owner's was replaced. */
function take(path: string, owner: Owner, tries: number): Attempt {
  let held: Owner | undefined
  for (let left = tries; left > 0; left--) {
    const found = ownerAt(path)
    if (found === 'missing') {
      if (publish(path, owner)) return { ok: true, over: false }
      continue
    }
    held = found === 'unreadable' ? undefined : found
    if (held?.nonce === owner.nonce) return { ok: true, over: false }
    if (held && !isDead(held, owner)) return { ok: false, held }
    if (held) {
      const claim = join(dirname(path), CLAIM + held.nonce)
      const claimed = take(claim, owner, 1)
      if (claimed.ok) {
        const still = nonceAt(path) === held.nonce
        if (still) replace(path, owner)
        quietly(() => unlinkSync(claim))
        if (still) return { ok: true, over: true }
        continue
      }
      held = claimed.held ?? held
    }
    // Another starter is about to take it, or is writing it where there are no hard links.
    if (left > 1) pause()
  }
  return { ok: false, held }
}

/** True when nobody can be the owner any more: the machine was started again, or the process is gone or another one. */
export function isDead(owner: Owner, self: Owner): boolean {
  if (owner.host !== self.host || owner.machine !== self.machine) return false
  if (owner.boot !== undefined && self.boot !== undefined && owner.boot !== self.boot) return true
  if (owner.boot !== self.boot || owner.pidNamespace !== self.pidNamespace) return false
  if (!isAlive(owner.pid)) return true
  const now = statOf(owner.pid)
  return now !== undefined && (now.state === 'Z' || now.state === 'X' || (owner.started !== undefined && now.started !== owner.started))
}

/** True while a process has this pid, or one that may not be asked. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return errorCode(error) !== 'ESRCH'
  }
}

/** Makes the file with its whole content in one step; false when there is one already. */
function publish(path: string, owner: Owner): boolean {
  try {
    withContent(temporaryName(path, owner), owner, (temporary) => {
      try {
        again(() => linkSync(temporary, path))
      } catch (error) {
        if (!NO_LINKS.has(errorCode(error))) throw error
        writeHere(path, owner)
      }
    })
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  }
}

/** Puts our file in the place of whatever is there, in one step. */
const replace = (path: string, owner: Owner): void => withContent(temporaryName(path, owner), owner, (temporary) => again(() => renameSync(temporary, path)))

/** Gives a finished file of the owner's to `use`, under a name that is gone afterwards. */
function withContent(temporary: string, owner: Owner, use: (temporary: string) => void): void {
  try {
    fill(openNew(temporary, MODE), textFor(owner))
    use(temporary)
  } finally {
    quietly(() => unlinkSync(temporary))
  }
}

/** Where there are no hard links: exclusive, but for a moment without its content, which readers wait for. */
function writeHere(path: string, owner: Owner): void {
  const fd = again(() => openSync(path, 'wx', MODE))
  try {
    fill(fd, textFor(owner))
  } catch (error) {
    quietly(() => unlinkSync(path))
    throw error
  }
}

const textFor = (owner: Owner): string => `${JSON.stringify(owner)}\n`

function ownerAt(path: string): Owner | 'missing' | 'unreadable' {
  const read = readRegularFile(path, MAX_BYTES)
  if (!read.ok) return read.code === 'file-missing' ? 'missing' : 'unreadable'
  let value: unknown
  if (!quietly(() => (value = JSON.parse(Buffer.from(read.bytes).toString())))) return 'unreadable'
  return OwnerFile.safeParse(value).data ?? 'unreadable'
}

function nonceAt(path: string): string | undefined {
  const found = ownerAt(path)
  return typeof found === 'string' ? undefined : found.nonce
}

/** The folder for state, which git leaves alone; one that is a link would put our files elsewhere. */
function prepare(folder: string, owner: Owner): void {
  const there = lstatSync(folder, { throwIfNoEntry: false })
  if (there && !there.isDirectory()) throw new WriteError(folder, there.isSymbolicLink() ? 'ELOOP' : 'ENOTDIR')
  if (!there) makeDurableFolder(folder)
  if (!existsSync(join(folder, '.gitignore'))) writeWhole(join(folder, '.gitignore'), '*\n', owner)
}

/** Claims that killed starters left: all were on locks that were there before ours, and whoever still has one looks at the lock again. */
function removeClaims(folder: string): void {
  for (const name of readdirSync(folder)) if (name.startsWith(CLAIM)) quietly(() => unlinkSync(join(folder, name)))
}

/** State and start of a process: the third and the 22nd word of its line; the second is its name, which may hold anything. */
function statOf(pid: number): { readonly state: string; readonly started: string } | undefined {
  const line = textOf(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  const [state, ...words] = line?.slice(line.lastIndexOf(')') + 2).split(' ') ?? []
  const started = words[18]
  return state === undefined || started === undefined ? undefined : { state, started }
}

function textOf(read: () => string): string | undefined {
  let text: string | undefined
  quietly(() => (text = read().trim()))
  return text === '' ? undefined : text
}

/** Blocks this thread; nothing else is to happen meanwhile. */
const pause = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS)
