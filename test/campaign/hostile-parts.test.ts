// Parts of a campaign that come from elsewhere: whatever lies in the place of their state is refused, neither obeyed nor written to.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { mergeShards } from '../../src/campaign/merge.ts'
import { openDatabase } from '../../src/campaign/sqlite.ts'
import { openState } from '../../src/campaign/state.ts'
import { folderOf } from '../support/folder.ts'

const OWN = { tool: 't', digestOf: async () => 'd' }
const PLAN = {
  name: 'ciclo',
  roster: [],
  common: [],
  sources: ['a'],
  settings: {
    asOf: '2026-11-21',
    generatedAt: '2026-11-21T00:00:00-05:00',
    version: '0.1.0',
    tool: 't',
    lang: 'es',
    rulebooks: [{ id: 'aig-tic', version: '1.0.0', digest: 'd' }],
  },
  beside: {},
}

/** A part with one rejected institution, and what is done to its database afterwards. */
function part(change: (db: DatabaseSync) => void = () => undefined): string {
  const folder = folderOf({ 'instituciones/.x': '' })
  mkdirSync(join(folder, 'state'))
  const path = join(folder, 'state', 'run.sqlite')
  const state = openState(path)
  state.setMeta('plan', JSON.stringify(PLAN))
  state.setMeta('shard', '1/1')
  state.put('a', undefined, { status: 'rejected', rejection: { code: 'input', params: { count: 1 }, problems: [] } })
  state.close()
  const db = openDatabase(path)
  change(db)
  db.close()
  return folder
}

async function problemsOf(folder: string): Promise<readonly string[]> {
  const out = join(folderOf({}), 'out')
  const merged = await mergeShards([folder], out, OWN)
  if ('problems' in merged) expect(existsSync(out)).toBe(false)
  return 'problems' in merged ? merged.problems.map(({ code }) => code) : []
}

test('a part as it was written is merged, and stays byte for byte', async () => {
  const folder = part()
  const before = readFileSync(join(folder, 'state/run.sqlite'))
  expect(await problemsOf(folder)).toEqual([])
  expect(readdirSync(join(folder, 'state'))).toEqual(['run.sqlite'])
  expect(readFileSync(join(folder, 'state/run.sqlite')).equals(before)).toBe(true)
})

test('a link to a database of somebody else is refused, and nothing is written to it', async () => {
  const folder = part()
  const other = join(folderOf({}), 'otra.sqlite')
  const db = openDatabase(other)
  db.exec('CREATE TABLE mine (a)')
  db.close()
  const before = readFileSync(other)
  renameSync(join(folder, 'state/run.sqlite'), join(folder, 'gone'))
  symlinkSync(other, join(folder, 'state/run.sqlite'))
  expect(await problemsOf(folder)).toEqual(['no-state'])
  expect(readFileSync(other).equals(before)).toBe(true)
})

test('a journal beside the state is not played back', async () => {
  const folder = part()
  writeFileSync(join(folder, 'state/run.sqlite-journal'), Buffer.concat([Buffer.from('d9d505f920a163d7', 'hex'), Buffer.alloc(504)]))
  expect(await problemsOf(folder)).toEqual([])
  expect(existsSync(join(folder, 'state/run.sqlite-journal'))).toBe(true)
})

test('a run that was killed is finished first', async () => {
  const folder = part()
  writeFileSync(join(folder, 'state/run.sqlite-wal'), 'x')
  expect(await problemsOf(folder)).toEqual(['unfinished'])
})

test.skipIf(process.platform === 'win32')('a pipe in the place of the state is not waited for', async () => {
  const folder = part()
  renameSync(join(folder, 'state/run.sqlite'), join(folder, 'gone'))
  expect(spawnSync('mkfifo', [join(folder, 'state/run.sqlite')]).status).toBe(0)
  expect(await problemsOf(folder)).toEqual(['no-state'])
})

const ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT 's' || x AS source"

test.for([
  [
    'a view without end',
    `ALTER TABLE results RENAME TO r; CREATE VIEW results AS ${ENDLESS}, NULL AS expected, 'rejected' AS status, NULL AS key, NULL AS id, '{}' AS row, NULL AS prints, NULL AS evidence, NULL AS findings FROM c; CREATE TRIGGER t INSTEAD OF INSERT ON results BEGIN SELECT 1; END`,
  ],
  ['a trigger', 'CREATE TRIGGER t AFTER INSERT ON meta BEGIN SELECT 1; END'],
  ['a calculated column', 'ALTER TABLE results ADD COLUMN big TEXT AS (hex(zeroblob(100000000)))'],
  ['a plan that is no JSON', "UPDATE meta SET value = 'x' WHERE key = 'plan'"],
  ['a plan of nothing', "UPDATE meta SET value = 'null' WHERE key = 'plan'"],
  ['no plan', "DELETE FROM meta WHERE key = 'plan'"],
  ['a part of millions', "UPDATE meta SET value = '1/50000000' WHERE key = 'shard'"],
  ['a row that is no JSON', "UPDATE results SET row = '{'"],
] as const)('%s is no state', async ([, sql]) => {
  expect(await problemsOf(part((db) => db.exec(sql)))).toEqual(['no-state'])
})

test('results of sources that the plan does not have, however many, are not those that were written', async () => {
  const more = `INSERT INTO results WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 200000) SELECT 'z' || x, NULL, 'rejected', NULL, NULL, '{}', NULL, NULL, NULL FROM c`
  expect(await problemsOf(part((db) => db.exec(more)))).toEqual(['report-changed'])
})

test('a database that is damaged is no state', async () => {
  const folder = part()
  const path = join(folder, 'state/run.sqlite')
  const bytes = readFileSync(path)
  bytes.fill(0xff, 4096, 4200)
  writeFileSync(path, bytes)
  expect(await problemsOf(folder)).toEqual(['no-state'])
})
