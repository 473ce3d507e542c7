// System calls as careful writing needs them: repeated when interrupted, complete, durable.
import { closeSync, constants, fsyncSync, openSync, unlinkSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { makeFolder } from '../util/make-folder.ts'
import { errorCode } from '../util/read-file.ts'

/** What file systems say that have no hard links (FAT, some network drives) or no more of them; EPERM also where the kernel forbids this one. */
export const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EMLINK', 'EINVAL'])
/** What systems say that do not open or fsync a folder; anything else (EIO) means that the folder may not be on the disk. */
const NO_FOLDER_SYNC = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EBADF', 'EISDIR', 'EACCES', 'EPERM'])

/** Makes a folder and those above it, each on the disk. */
export const makeDurableFolder = (folder: string): void => makeFolder(folder, undefined, (made) => syncFolder(dirname(made)))

/** Writes all of it, however little the system takes at a time. */
export function writeAll(fd: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) {
    const count = again(() => writeSync(fd, bytes, done))
    if (count === 0) throw Object.assign(new Error('nothing was written'), { code: 'EIO' })
    done += count
  }
}

/** Writes all of a file that was just made, on the disk, and closes it. */
export function fill(fd: number, bytes: Uint8Array | string): void {
  try {
    writeAll(fd, typeof bytes === 'string' ? Buffer.from(bytes) : bytes)
    syncFile(fd)
  } finally {
    closeSync(fd)
  }
}

/** The content of a file on the disk. */
export const syncFile = (fd: number): void => again(() => fsyncSync(fd))

/** Makes names in a folder durable, on systems that can. */
export function syncFolder(folder: string): void {
  let fd: number | undefined
  try {
    const open = again(() => openSync(folder, constants.O_RDONLY))
    fd = open
    syncFile(open)
  } catch (error) {
    if (!NO_FOLDER_SYNC.has(errorCode(error))) throw error
  } finally {
    const open = fd
    if (open !== undefined) quietly(() => closeSync(open))
  }
}

/** Opens a file that was not there, for writing. */
export const openNew = (path: string, mode: number): number =>
  replacing(path, () => openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0), mode))

/** Makes a name of our own; one of the same pid and nonce can only be our leftover. */
export function replacing<Value>(path: string, make: () => Value): Value {
  try {
    return again(make)
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
    unlinkSync(path)
    return again(make)
  }
}

/** Repeats a call that a signal interrupted (libuv does so for most calls, not for reads). */
export function again<Value>(run: () => Value): Value {
  for (;;)
    try {
      return run()
    } catch (error) {
      if (errorCode(error) !== 'EINTR') throw error
    }
}

/** True when it went well; for what cannot make anything worse by failing. */
export function quietly(run: () => unknown): boolean {
  try {
    run()
    return true
  } catch {
    return false
  }
}
