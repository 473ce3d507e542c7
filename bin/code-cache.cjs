// Runs the bundle with V8's code cache. Node's own compile cache keeps a module as it was before it ran, so that every
// function a command calls is compiled again in each run (a quarter of `assess`); this one is kept after a run, and holds them.
'use strict'
const { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } = require('node:fs')
const { createRequire } = require('node:module')
const { homedir } = require('node:os')
const { dirname, isAbsolute, join } = require('node:path')
const { pathToFileURL } = require('node:url')
const { Script } = require('node:vm')
const { crc32 } = require('node:zlib')

/**
 * Loads the CommonJS bundle in a file, which is one function expression of what such modules are given and its own URL.
 * `name` says what is asked of it: runs that do other things have caches of their own. `keep` is called after a run that went to its end.
 * Without a usable cache folder the bundle is only compiled as usual.
 */
function loadBundle(filename, name) {
  const source = readFileSync(filename)
  const folder = cacheFolder()
  const path = folder && join(folder, `${name}.bin`)
  const cachedData = path && read(path, source)
  // The build writes nothing but ASCII, which is the quickest to read.
  const script = new Script(source.latin1Slice(), { filename, cachedData })
  const module = { exports: {} }
  script.runInThisContext()(module.exports, createRequire(filename), module, filename, dirname(filename), pathToFileURL(filename).href)
  const keep = () => {
    if (path && (!cachedData || script.cachedDataRejected)) write(path, source, script.createCachedData())
  }
  return { exports: module.exports, keep }
}

/** V8 trusts what it is given, so a cache counts only when it is whole and of this very bundle. */
function read(path, source) {
  try {
    const bytes = readFileSync(path)
    const data = bytes.subarray(SEAL_BYTES)
    return seal(source, data).equals(bytes.subarray(0, SEAL_BYTES)) ? data : undefined
  } catch {
    return undefined
  }
}

function write(path, source, data) {
  const temporary = `${path}.${process.pid}`
  try {
    writeFileSync(temporary, Buffer.concat([seal(source, data), data]), { mode: 0o600, flag: 'wx' })
    renameSync(temporary, path)
  } catch {
    rmSync(temporary, { force: true })
  }
}

/** Lengths and checksums of bundle and cache, as Node seals its own. */
const SEAL_BYTES = 16
const seal = (source, data) => Buffer.from(Uint32Array.of(source.length, crc32(source), data.length, crc32(data)).buffer)

/** One at a time: Node's own recursive mkdir never returns where a file system refuses without saying why (/proc). */
function makeFolder(folder) {
  if (existsSync(folder)) return
  if (dirname(folder) !== folder) makeFolder(dirname(folder))
  mkdirSync(folder, { mode: 0o700 })
}

/** Compiled code is kept in a private folder of the user's own, or nowhere. */
function cacheFolder() {
  try {
    const given = process.env.XDG_CACHE_HOME
    const base = (given && isAbsolute(given) && given) || (process.platform === 'win32' ? process.env.LOCALAPPDATA : undefined) || join(homedir(), '.cache')
    const folder = join(base, 'cumple', 'code')
    if (!isAbsolute(folder)) return undefined
    makeFolder(folder)
    const stat = statSync(folder)
    const mine = stat.isDirectory() && (typeof process.getuid !== 'function' || (stat.uid === process.getuid() && (stat.mode & 0o022) === 0))
    return mine ? folder : undefined
  } catch {
    return undefined
  }
}

module.exports = { loadBundle }
