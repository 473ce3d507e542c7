// T70–T72: one writer at a time; a lock changes hands only when its owner is provably dead, and then to exactly one of many.
import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { chmodSync, existsSync, lstatSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished, test, type TestContext } from 'vitest'
import { STATE_FOLDER } from '../../src/evidence/folders.ts'
import { isAlive, takeLock, thisOwner, type Owner } from '../../src/evidence/lock.ts'
import { WriteError, removeStale } from '../../src/evidence/write.ts'
import { folderOf } from '../support/folder.ts'
import { STARTER, STRACE, canTrace, runTraced, straceArgs } from '../support/strace.ts'

const DEAD_PID = 99_999_999
let count = 0
/** This process, as somebody new each time. */
const me = (given: Partial<Owner> = {}): Owner => ({
  ...thisOwner({ pid: process.pid, host: 'host', since: '2026-11-21T12:00:00-05:00', nonce: `me-${count++}` }),
  ...given,
})
const dead = (nonce = 'dead'): Owner => me({ pid: DEAD_PID, started: '1', nonce })
const without = (key: 'boot' | 'pidNamespace' | 'started', owner: Owner): Owner => {
  const { [key]: _gone, ...rest } = owner
  return rest
}
const lockOf = (root: string) => join(root, STATE_FOLDER, 'lock')
const claimOf = (root: string, nonce: string) => `${lockOf(root)}.claim-${nonce}`
const files = (root: string) => readdirSync(join(root, STATE_FOLDER)).toSorted()
const saved = (root: string): unknown => JSON.parse(readFileSync(lockOf(root), 'utf8'))
/** A folder whose lock is as given, and claims by the nonce of what they are on. */
function locked(lock: Owner | string, claims: Readonly<Record<string, Owner>> = {}): string {
  const root = folderOf({ [`${STATE_FOLDER}/.gitignore`]: '*\n', [`${STATE_FOLDER}/lock`]: typeof lock === 'string' ? lock : JSON.stringify(lock) })
  for (const [nonce, owner] of Object.entries(claims)) writeFileSync(claimOf(root, nonce), JSON.stringify(owner))
  return root
}
const needsProc = (ctx: TestContext) => void (existsSync('/proc/self/stat') || ctx.skip('there is no /proc'))
const needsTrace = (ctx: TestContext) => void (canTrace || ctx.skip('strace is missing or may not trace'))

describe('a free folder', () => {
  test('is taken, with a folder that git leaves alone, and given back', () => {
    const root = folderOf({})
    const owner = me({ user: 'Ana' })
    const taken = takeLock(root, owner)
    if (!taken.ok) throw new Error('held')
    expect([taken.lock.isOurs(), files(root), saved(root)]).toEqual([true, ['.gitignore', 'lock'], owner])
    expect(readFileSync(join(root, STATE_FOLDER, '.gitignore'), 'utf8')).toBe('*\n')
    taken.lock.release()
    expect([taken.lock.isOurs(), files(root)]).toEqual([false, ['.gitignore']])
    taken.lock.release()
    expect(takeLock(root, me()).ok).toBe(true)
  })
  test('where the folder for state is a link or a file, nothing is written', () => {
    for (const make of [(path: string) => symlinkSync('/tmp', path), (path: string) => writeFileSync(path, '')]) {
      const root = folderOf({})
      make(join(root, STATE_FOLDER))
      expect(() => takeLock(root, me())).toThrow(WriteError)
    }
    expect(existsSync('/tmp/lock')).toBe(false)
  })
  test('where it cannot be written that is an error', (ctx) => {
    const root = folderOf({})
    chmodSync(root, 0o755)
    const as = ['--reuid=65534', '--regid=65534', '--clear-groups']
    if (spawnSync('setpriv', [...as, 'true']).status !== 0) ctx.skip('setpriv is missing or not allowed')
    const { stderr } = spawnSync('setpriv', [...as, process.execPath, STARTER], { input: `${root}\n`, encoding: 'utf8' })
    expect(stderr).toContain(`WriteError: ${root}/${STATE_FOLDER}/lock: EACCES`)
  })
  test('without hard links it is taken all the same', (ctx) => {
    needsTrace(ctx)
    const root = folderOf({})
    const { stdout } = spawnSync(STRACE, [...straceArgs({ calls: 'link', inject: ['link:error=EPERM'], paths: [] }), process.execPath, STARTER], {
      input: `${root}\n${root}\n`,
      encoding: 'utf8',
    })
    expect(stdout).toMatch(/^ours true\nheld \d+\n$/)
    expect(files(root)).toEqual(['.gitignore', 'lock'])
  })
})

describe('who this is', () => {
  test('says pid, start, boot and namespace', (ctx) => {
    needsProc(ctx)
    const owner = thisOwner({ pid: process.pid, host: 'h', since: 's', nonce: 'n', user: 'u' })
    expect(owner).toMatchObject({ pid: process.pid, host: 'h', since: 's', nonce: 'n', user: 'u' })
    expect([owner.boot, owner.pidNamespace, owner.started]).toEqual([
      expect.stringMatching(/^[\da-f-]{36}$/),
      expect.stringMatching(/^pid:\[\d+\]$/),
      expect.stringMatching(/^\d+$/),
    ])
  })
  test('a name with brackets and spaces does not move the words', async (ctx) => {
    needsProc(ctx)
    const sleeper = spawn('bash', ['-c', `exec -a x sleep 30`])
    const odd = spawn(process.execPath, ['-e', `process.title = 'a) Z 1 (b'; setInterval(() => {}, 1000); console.log(1)`])
    onTestFinished(() => [sleeper, odd].forEach((each) => each.kill('SIGKILL')))
    await new Promise((resolve) => odd.stdout.once('data', resolve))
    const owner = thisOwner({ ...me(), pid: odd.pid! })
    expect(owner.started).toMatch(/^\d{3,}$/)
    expect(takeLock(locked(owner), me()).ok).toBe(false)
  })
})

describe('a lock that is there', () => {
  const stays: readonly (readonly [name: string, lock: () => Owner])[] = [
    ['of this very process, as another', () => me()],
    ['of a living process that cannot be asked for its start', () => without('started', me())],
    ['of another host', () => me({ pid: DEAD_PID, host: 'other' })],
    ['of another host that was started again', () => me({ pid: DEAD_PID, host: 'other', boot: 'b' })],
    ['of another pid namespace', () => me({ pid: DEAD_PID, pidNamespace: 'pid:[1]' })],
    ['of who knows which pid namespace', () => without('pidNamespace', me({ pid: DEAD_PID }))],
    ['of who knows which boot', () => without('boot', me({ pid: DEAD_PID }))],
    ['of init, which may not be asked by everybody', () => thisOwner({ ...me(), pid: 1 })],
  ]
  test.for(stays)('%s stays', ([, make], ctx) => {
    needsProc(ctx)
    const owner = make()
    const root = locked(owner)
    const before = files(root)
    expect(takeLock(root, me())).toEqual({ ok: false, held: owner })
    expect([saved(root), files(root)]).toEqual([owner, before])
  })

  const goes: readonly (readonly [name: string, lock: () => Owner])[] = [
    ['of a dead process', () => dead()],
    ['of a dead process, its start unknown', () => without('started', me({ pid: DEAD_PID }))],
    ['of a process whose pid another has now', () => me({ started: '1' })],
    ['from before this machine was started again', () => me({ boot: 'another', pidNamespace: 'pid:[1]' })],
  ]
  test.for(goes)('%s is taken over, and nothing is left of that', ([, make], ctx) => {
    needsProc(ctx)
    const root = locked(make())
    const owner = me()
    expect(takeLock(root, owner).ok).toBe(true)
    expect([saved(root), files(root)]).toEqual([owner, ['.gitignore', 'lock']])
  })
  test('of a dead process that nobody has buried yet is taken over', async (ctx) => {
    needsProc(ctx)
    // A shell that becomes `sleep` never waits for the child it had.
    const parent = spawn('bash', ['-c', 'sleep 0.01 & echo $!; exec sleep 30'])
    onTestFinished(() => void parent.kill('SIGKILL'))
    const pid = Number(await new Promise((resolve) => parent.stdout.once('data', resolve)))
    for (let tries = 0; tries < 100 && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8')); tries++) await sleep(10)
    const root = locked(thisOwner({ ...me(), pid }))
    expect([isAlive(pid), takeLock(root, me()).ok]).toEqual([true, true])
  })

  test.for([
    ['empty', ''],
    ['cut off', '{"pid": 12'],
    ['no owner', '{"pid": 12}'],
    ['a pid that means a group', JSON.stringify({ ...me(), pid: -1 })],
    ['a nonce that leads elsewhere', JSON.stringify({ ...me({ pid: DEAD_PID }), nonce: '../../x' })],
    ['too large', 'x'.repeat(20_000)],
  ] as const)('that cannot be read (%s) stays', ([, content]) => {
    const root = locked(content)
    expect(takeLock(root, me())).toEqual({ ok: false, held: undefined })
    expect([readFileSync(lockOf(root), 'utf8'), files(root)]).toEqual([content, ['.gitignore', 'lock']])
  })
  test('with force any goes, and who had it sees that it is lost and leaves it', () => {
    const root = folderOf({})
    const first = takeLock(root, me())
    const owner = me()
    const second = takeLock(root, owner, true)
    if (!first.ok || !second.ok) throw new Error('held')
    expect([first.lock.isOurs(), second.lock.isOurs()]).toEqual([false, true])
    first.lock.release()
    expect(saved(root)).toEqual(owner)
    for (const there of ['', JSON.stringify(me({ host: 'other' }))]) {
      const root = locked(there, { dead: dead('c') })
      expect(takeLock(root, me(), true).ok).toBe(true)
      expect(files(root)).toEqual(['.gitignore', 'lock'])
    }
    const precious = folderOf({ precious: 'p', [`${STATE_FOLDER}/x`]: '' })
    symlinkSync('../precious', lockOf(precious))
    expect([takeLock(precious, me()).ok, takeLock(precious, me(), true).ok]).toEqual([false, true])
    expect([readFileSync(join(precious, 'precious'), 'utf8'), lstatSync(lockOf(precious)).isFile()]).toEqual(['p', true])
  })
  test('removed by hand is lost, and not taken from who has it next', () => {
    const root = folderOf({})
    const first = takeLock(root, me())
    rmSync(lockOf(root))
    const second = takeLock(root, me())
    if (!first.ok || !second.ok) throw new Error('held')
    expect(first.lock.isOurs()).toBe(false)
    first.lock.release()
    expect(second.lock.isOurs()).toBe(true)
  })
})

describe('claims', () => {
  test('of dead claimers, one on the other, are overcome and removed', () => {
    const chain = { dead: dead('c1'), c1: dead('c2'), c2: dead('c3'), 'of-old': dead('c4') }
    const root = locked(dead(), chain)
    const owner = me()
    expect(takeLock(root, owner).ok).toBe(true)
    expect([saved(root), files(root)]).toEqual([owner, ['.gitignore', 'lock']])
  })
  test('of somebody alive are respected, however deep', () => {
    const alive = me()
    for (const chain of [{ dead: alive }, { dead: dead('c1'), c1: alive }]) {
      const root = locked(dead(), chain)
      const before = files(root)
      expect(takeLock(root, me())).toEqual({ ok: false, held: alive })
      expect(files(root)).toEqual(before)
      expect(takeLock(root, me(), true).ok).toBe(true)
    }
  })
})

/** Starters that wait for folders on their stdin. */
class Starters {
  readonly all: ChildProcessWithoutNullStreams[]
  readonly #lines: AsyncIterator<string>[]
  constructor(howMany: number) {
    this.all = Array.from({ length: howMany }, () => spawn(process.execPath, [STARTER]))
    this.#lines = this.all.map(({ stdout }) => createInterface({ input: stdout })[Symbol.asyncIterator]())
    onTestFinished(() => this.all.forEach((each) => each.kill('SIGKILL')))
  }
  /** What each says, in order. */
  async race(root: string): Promise<string[]> {
    for (const { stdin } of this.all) stdin.write(`${root}\n`)
    return Promise.all(this.#lines.map(async (lines) => String((await lines.next()).value)))
  }
}

test('50 starters on a free folder and on dead locks: exactly one has it, each time', async () => {
  const starters = new Starters(50)
  const chain = { dead: dead('c1'), c1: dead('c2') }
  const rounds = [
    ...Array.from({ length: 6 }, () => folderOf({})),
    ...Array.from({ length: 8 }, () => locked(dead())),
    ...Array.from({ length: 6 }, () => locked(dead(), chain)),
  ]
  for (const [round, root] of rounds.entries()) {
    const said = await starters.race(root)
    expect(
      said.filter((line) => line.startsWith('ours')),
      `round ${round}`,
    ).toEqual(['ours true'])
    const winner = starters.all[said.indexOf('ours true')]!.pid!
    expect(saved(root)).toMatchObject({ pid: winner })
    expect(files(root)).toEqual(['.gitignore', 'lock'])
  }
})

test('starters that are killed, each lock dead for the next: never two, never stuck', async () => {
  const root = folderOf({})
  for (let round = 0; round < 3; round++) {
    const starters = new Starters(8)
    const said = await starters.race(root)
    expect(said.filter((line) => line.startsWith('ours'))).toEqual(['ours true'])
    const gone = starters.all.map((each) => new Promise((resolve) => each.once('exit', resolve)))
    for (const each of starters.all) each.kill('SIGKILL')
    await Promise.all(gone)
  }
})

describe('a starter held up', () => {
  /** A starter under strace that waits before a call on some paths. */
  const slow = (root: string, inject: string, calls: string, paths: string[]) => {
    const starter = spawn(STRACE, [...straceArgs({ calls, inject: [inject], paths }), process.execPath, STARTER])
    onTestFinished(() => void starter.kill('SIGTERM'))
    const said = new Promise<string>((resolve) => starter.stdout.once('data', (data) => resolve(String(data).trim())))
    starter.stdin.write(`${root}\n`)
    return { said, end: () => starter.stdin.end() }
  }
  const until = async (is: () => boolean) => {
    for (let tries = 0; tries < 1_000 && !is(); tries++) await sleep(5)
    expect(is()).toBe(true)
  }

  test('after it judged the lock dead: meanwhile another took it, and that one keeps it', async (ctx) => {
    needsTrace(ctx)
    const root = locked(dead())
    const late = slow(root, 'link:delay_enter=1000000', 'link', [claimOf(root, 'dead')])
    await until(() => files(root).some((name) => name.endsWith('.tmp')))
    const taken = takeLock(root, me())
    expect(await late.said).toBe(`held ${process.pid}`)
    expect([taken.ok && taken.lock.isOurs(), files(root)]).toEqual([true, ['.gitignore', 'lock']])
    late.end()
  })
  test('between its claim and the lock: others wait a little and are told who it is, then it has the lock', async (ctx) => {
    needsTrace(ctx)
    const root = locked(dead())
    const late = slow(root, 'rename:delay_enter=1000000', 'rename', [])
    await until(() => existsSync(claimOf(root, 'dead')) && files(root).some((name) => name.startsWith('.lock.') && name.endsWith('.tmp')))
    const refused = takeLock(root, me())
    expect(refused).toMatchObject({ ok: false, held: { host: 'host' } })
    expect(!refused.ok && refused.held?.pid !== DEAD_PID).toBe(true)
    expect(await late.said).toBe('ours true')
    expect(files(root)).toEqual(['.gitignore', 'lock'])
    late.end()
  })
})

test('killed before each of its calls while it takes a lock over: the next starter gets it, and nothing is left', (ctx) => {
  needsTrace(ctx)
  const kills: Record<string, number> = {}
  // Node itself makes none of these calls, so that all that are counted are ours.
  for (const call of ['fsync', 'link', 'rename', 'unlink'])
    for (let n = 1; ; n++) {
      const root = locked(dead(), { dead: dead('c1') })
      const list = join(folderOf({ list: `${root}\n` }), 'list')
      const { killed, out } = runTraced({ calls: call, inject: [`${call}:signal=KILL:when=${n}`], paths: [] }, STARTER, 'host', list)
      if (!killed) {
        expect(out).toBe('ours true\n')
        break
      }
      kills[call] = n
      const owner = me()
      expect(takeLock(root, owner).ok, `${call} ${n}`).toBe(true)
      removeStale(join(root, STATE_FOLDER), isAlive)
      expect([saved(root), files(root)]).toEqual([owner, ['.gitignore', 'lock']])
    }
  expect(kills).toEqual({ fsync: 3, link: 1, rename: 2, unlink: 5 })
})
