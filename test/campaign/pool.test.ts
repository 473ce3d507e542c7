// Workers that die, hang or grow: one item pays, the others do not notice.
import { fork } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, onTestFinished, test } from 'vitest'
import { openPool } from '../../src/campaign/pool.ts'
import type { ItemSettings } from '../../src/campaign/settings.ts'
import { folderOf } from '../support/folder.ts'

const CHILD = join(import.meta.dirname, '..', 'support', 'pool-child.ts')

function poolOf(lanes: number, timeLimit = 20_000) {
  const started: number[] = []
  const pool = openPool({
    lanes,
    timeLimit,
    memoryLimit: 1e9,
    settings: {} as ItemSettings,
    start: () => {
      const child = fork(CHILD, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
      started.push(child.pid ?? 0)
      return child
    },
  })
  onTestFinished(() => pool.close())
  const ask = async (source: string, path = ''): Promise<string> => {
    const result = await pool.run({ item: { source, path }, staging: '' })
    return result.status === 'rejected' ? `${result.rejection.code} ${JSON.stringify(result.rejection.params)}`.replace(/ \d+"/, '"') : result.status
  }
  return { pool, ask, started }
}

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test('one worker a lane serves any number of items', async () => {
  const { ask, started } = poolOf(2)
  const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => ask(`item-${index}`)))
  expect(answers[7]).toBe('input {"reason":"item-7"}')
  expect(started).toHaveLength(2)
})

test('a worker that dies is replaced; its item is tried once more and then refused by name', async () => {
  const { ask, started } = poolOf(1)
  const [before, died, after] = [await ask('a'), await ask('die'), await ask('b')]
  expect([before, died, after]).toEqual(['input {"reason":"a"}', 'crashed {"reason":""}', 'input {"reason":"b"}'])
  expect(started).toHaveLength(3)
})

test('what was answered is let go, however long the worker lives', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const { pool, started } = poolOf(1)
  const used = async (items: number) => {
    for (let n = 0; n < items; n += 1) await pool.run({ item: { source: 'long', path: '' }, staging: '' })
    collect()
    return process.memoryUsage().heapUsed / 1e6
  }
  const before = await used(5)
  expect((await used(60)) - before).toBeLessThan(15)
  expect(started).toHaveLength(1)
})

test('an item that only died with its worker is assessed after all', async () => {
  const { ask } = poolOf(1)
  expect(await ask('once', join(folderOf({}), 'seen'))).toBe('input {"reason":"once"}')
})

test('an item that never ends is refused, and its worker is gone', async () => {
  const { ask, started } = poolOf(1, 1_500)
  expect(await ask('spin')).toBe('timeout {"seconds":2}')
  expect(await ask('a')).toBe('input {"reason":"a"}')
  await pause(100)
  expect(alive(started[0]!)).toBe(false)
})

test('a worker that grew is replaced after its item', async () => {
  const { ask, started } = poolOf(1)
  expect([await ask('grow'), await ask('a')]).toEqual(['input {"reason":"grow"}', 'input {"reason":"a"}'])
  expect(started).toHaveLength(2)
})

test('closing while items wait: they are refused, and nothing is started any more', async () => {
  const { pool, ask, started } = poolOf(1)
  const pending = ['spin', 'a', 'b'].map((source) => ask(source))
  await pause(300)
  await pool.close()
  expect(await Promise.all(pending)).toEqual(Array.from({ length: 3 }, () => 'crashed {"reason":""}'))
  await pause(200)
  expect(started).toHaveLength(1)
  expect(started.filter(alive)).toEqual([])
})

test('closing ends every worker', async () => {
  const { pool, ask, started } = poolOf(2)
  await Promise.all([ask('a'), ask('b')])
  await pool.close()
  await pause(100)
  expect(started.filter(alive)).toEqual([])
})
