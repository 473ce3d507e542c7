#!/usr/bin/env node
// The entry: plain enough for an old Node to parse, so that it can say what to do instead of failing on syntax.
// CommonJS, since Node starts it sooner than a module, and an `import` of Node's own modules reads every export of theirs.
'use strict'
const { existsSync, readFileSync } = require('node:fs')
const { join } = require('node:path')

var needed = [22, 22]
var have = process.versions.node.split('.').map(Number)
if (have[0] < needed[0] || (have[0] === needed[0] && have[1] < needed[1])) {
  // Only a clone brings a Node of its own, which npx finds.
  var clone = existsSync(join(__dirname, '../node_modules/node'))
  process.stderr.write(
    'cumple: se necesita Node ' +
      needed.join('.') +
      ' o posterior y este es ' +
      process.versions.node +
      (clone ? '. En una copia del proyecto use: npx cumple …\n' : '. Instale uno más nuevo.\n') +
      'cumple: Node ' +
      needed.join('.') +
      ' or newer is needed and this is ' +
      process.versions.node +
      (clone ? '. In a clone use: npx cumple …\n' : '. Install a newer one.\n'),
  )
  process.exitCode = 2
} else if (process.argv.length === 3 && (process.argv[2] === '--version' || process.argv[2] === '-V')) {
  process.stdout.on('error', function (error) {
    process.exitCode = 2
    if (error.code === 'EPIPE') return
    process.stderr.write('cumple: No se pudo escribir en la salida / The output could not be written (' + error.code + ').\n')
  })
  process.stdout.write(JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8')).version + '\n')
} else {
  run(process.argv.slice(2)).catch(function (error) {
    process.stderr.write('cumple: ' + (error && error.message ? String(error.message).split('\n')[0] : error) + '\n')
    process.exitCode = 2
  })
}

async function run(words) {
  const { loadBundle } = require('./code-cache.cjs')
  const { exports: cli, keep } = loadBundle(join(__dirname, '../dist/cli.cjs'), asked(words))
  await cli.start()
  // A gate that failed (1) ran to its end like any other, and in CI it is the usual run.
  if (!process.exitCode || process.exitCode === 1) keep()
  // All that was written has arrived. Taking down the heap piece by piece would be a twentieth of a run.
  process.exit()
}

/** Which parts of the program a run needs: `assess+html+json`. Kept only when it ran to its end, so the names are few. */
function asked(words) {
  var command = /^[a-z]+$/.test(words[0] || '') ? words[0] : 'cumple'
  // Its words are those of another command, half typed.
  if (command === 'complete') return command
  var formats = words.join(' ').match(/--format[ =][a-z,-]+/g) || []
  var names = new Set(formats.flatMap((text) => text.slice(9).split(',')))
  return [command, ...names].toSorted((a, b) => (a < b ? -1 : 1)).join('+')
}
