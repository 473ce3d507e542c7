// What commands write is on the disk under its whole name, or not at all.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../support/assess.ts'
import { folderOf } from '../support/folder.ts'
import { AT, copyOf, fixture } from '../support/run.ts'
import { STRACE, canTrace, straceArgs } from '../support/strace.ts'

test.for([
  ['assess', ['assess.json']],
  ['baseline', ['baseline.json']],
  ['check', ['c.json', 'c.sarif']],
] as const)('%s: what is written is on the disk before it has its name, and its name after', ([command, names], ctx) => {
  if (!canTrace) ctx.skip('strace is missing or may not trace')
  const root = copyOf(fixture('municipio'))
  const log = join(folderOf({}), 'log')
  const argv = {
    assess: ['assess', root, '--format', `json=${join(root, 'assess.json')}`],
    baseline: ['baseline', 'write', root],
    check: ['check', root, '--quiet', '--format', `json=${join(root, 'c.json')}`, '--format', `sarif=${join(root, 'c.sarif')}`],
  }[command]
  const calls = straceArgs({ calls: 'fsync,rename', paths: [], log })
  spawnSync(STRACE, [...calls, process.execPath, join(ROOT, 'bin/cumple.cjs'), ...argv, ...AT], { env: { ...process.env, XDG_CACHE_HOME: folderOf({}) } })
  const done = readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line.includes(root))
    .map((line) =>
      line
        .replaceAll(root, '')
        .replace(/^\d+ +(\w+)\(\d*</, '$1 (')
        .replaceAll(/\.\d+-\w+\.tmp/g, '.tmp'),
    )
  expect(done.map((line) => /^fsync \(([^>]*)|"[^"]*", "([^"]*)"/.exec(line)?.slice(1).join('') ?? line)).toEqual([
    ...names.map((name) => `/.${name}.tmp`),
    ...names.map((name) => `/${name}`),
    '',
  ])
})
