#!/usr/bin/env node
// The entry: plain enough for an old Node to parse, so that it can say what to do instead of failing on syntax.
import { mkdirSync, readFileSync, statSync } from 'node:fs'
import * as module from 'node:module'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

var needed = [22, 22]
var have = process.versions.node.split('.').map(Number)
if (have[0] < needed[0] || (have[0] === needed[0] && have[1] < needed[1])) {
  process.stderr.write(
    'cumple: se necesita Node ' +
      needed.join('.') +
      ' o posterior y este es ' +
      process.versions.node +
      '. En una copia del proyecto use: npx cumple …\n' +
      'cumple: Node ' +
      needed.join('.') +
      ' or newer is needed and this is ' +
      process.versions.node +
      '. In a clone use: npx cumple …\n',
  )
  process.exitCode = 2
} else if (process.argv.length === 3 && (process.argv[2] === '--version' || process.argv[2] === '-V')) {
  process.stdout.on('error', function (error) {
    process.exitCode = 2
    if (error.code !== 'EPIPE') process.stderr.write('cumple: ' + error.code + '\n')
  })
  process.stdout.write(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version + '\n')
} else {
  enableCache()
  const { start } = await import('../dist/cli.js')
  await start()
}

/** Compiled code is kept in a folder of the user's own; Node's default for it is shared among users. */
function enableCache() {
  try {
    const given = process.env.XDG_CACHE_HOME
    const base = (given && isAbsolute(given) && given) || (process.platform === 'win32' ? process.env.LOCALAPPDATA : undefined) || join(homedir(), '.cache')
    const folder = join(base, 'cumple', 'code')
    if (!isAbsolute(folder)) return
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const stat = statSync(folder)
    const mine = typeof process.getuid !== 'function' || (stat.uid === process.getuid() && (stat.mode & 0o022) === 0)
    if (mine && module.enableCompileCache) module.enableCompileCache(folder)
  } catch {
    // Without a cache the program only starts more slowly.
  }
}
