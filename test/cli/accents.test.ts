// Documents whose accents the disk composes otherwise than the register cost no more than others, however many they are.
import { spawnSync } from 'node:child_process'
import { readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../support/assess.ts'
import { folderOf } from '../support/folder.ts'
import { AT } from '../support/run.ts'
import { STRACE, canTrace, straceArgs } from '../support/strace.ts'

const MANY = Array.from({ length: 40 }, (_, index) => `documentos/Resolución-${index}.pdf`)
const CAMPAIGN = `schema: cumple/campaign@1
name: C
as_of: 2026-11-21
rulebooks: [{id: aig-tic}]
institutions: [{id: m, name: M, kind: municipality, path: m}]
`

test.skipIf(process.platform === 'darwin').for<[command: string, ...argv: string[]]>([
  ['evidence add', 'evidence', 'add', 'new.pdf', 'newer.pdf', '--into', 'm', '--kind', 'resolution', '--issued', '2026-02-02'],
  ['interview', 'interview', 'other', '--answers', 'm', ...AT],
  ['batch', 'batch', 'campaign.yaml', '--out', 'out', '--shard', '1/1', '--jobs', '1'],
])('%s lists their folder a few times, not once for each', ([, ...argv], ctx) => {
  if (!canTrace) ctx.skip('strace is missing or may not trace')
  const cwd = realpathSync(
    folderOf({
      'm/cumple.yaml': 'schema: cumple/evidence@1\ninstitution: {id: m, name: M, kind: municipality}\nperiod: 2026\n',
      'm/documents.yaml': MANY.map((path, index) => `r-${index}: {path: ${path}, kind: resolution, title: R}\n`).join(''),
      ...Object.fromEntries(MANY.map((path) => [`m/${path.normalize('NFD')}`, path])),
      'other/cumple.yaml': 'schema: cumple/evidence@1\ninstitution: {id: m, name: M, kind: municipality}\nperiod: 2026\n',
      'campaign.yaml': CAMPAIGN,
      'new.pdf': 'new',
      'newer.pdf': 'newer',
    }),
  )
  const documents = join(cwd, 'm/documentos')
  const log = join(folderOf({}), 'log')
  const traced = straceArgs({ calls: 'getdents64', paths: [documents], log })
  const { status } = spawnSync(STRACE, [...traced, process.execPath, join(ROOT, 'bin/cumple.cjs'), ...argv], {
    cwd,
    env: { ...process.env, XDG_CACHE_HOME: folderOf({}) },
  })
  const calls = readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line.includes('getdents64'))
  expect(status).toBe(0)
  expect(calls.length).toBeGreaterThan(0)
  expect(calls.length).toBeLessThan(MANY.length)
})
