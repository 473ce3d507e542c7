// T62–T65, T67, T69, T73 for real: killed before each call, given errors at each call, without space, and with the power cut.
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, onTestFinished, test, type TestContext } from 'vitest'
import { WriteError, appendLine, copyWhole, removeStale, writeWhole } from '../../src/evidence/write.ts'
import { takeLock, thisOwner, isAlive } from '../../src/evidence/lock.ts'
import { folderOf, type Files } from '../support/folder.ts'
import { WRITER, canTrace, hasTool, runTraced } from '../support/strace.ts'

const CALLS = ['openat', 'write', 'fsync', 'close', 'link', 'rename', 'unlink', 'ftruncate']
const next = { pid: process.pid, nonce: 'next' }
const textOf = (path: string) => readFileSync(path, 'utf8')
const temporaries = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.tmp'))
/** Every path the child touches; its pid in file names is a fixed one. */
const pathsOf = (path: string) => {
  const [folder, name] = [join(path, '..'), path.split('/').at(-1)!]
  return [folder, path, `${path}.bak`, join(folder, `.${name}.99999999-child.tmp`), join(folder, `.${name}.bak.99999999-child-kept.tmp`)]
}
const needsTrace = (ctx: TestContext) => void (canTrace || ctx.skip('strace is missing or may not trace'))

interface Job {
  readonly what: 'write' | 'append' | 'copy'
  readonly files: Files
  readonly old: string
  readonly new: string
  /** What is found after a kill before each call. */
  readonly killed: readonly string[]
}
const BEFORE = ['openat 1: old', 'write 1: old', 'fsync 1: old', 'close 1: old']
const AFTER = ['openat 2: new', 'fsync 2: new', 'close 2: new']
const JOBS: readonly Job[] = [
  {
    what: 'write',
    files: { f: 'old', 'f.bak': 'older' },
    old: 'old',
    new: 'new',
    killed: [...BEFORE, 'link 1: old', 'rename 1: old', 'rename 2: old', ...AFTER],
  },
  { what: 'append', files: { f: 'one\n' }, old: 'one\n', new: 'one\nnew\n', killed: ['openat 1: old', 'write 1: old', 'fsync 1: new', 'close 1: new'] },
  { what: 'copy', files: { f: 'old', 'f.from': 'new' }, old: 'old', new: 'new', killed: [...BEFORE, 'rename 1: old', ...AFTER] },
]

/** How often an undisturbed run makes each call: the first counted is the first that touches our files. */
function stepsOf(job: Job): { call: string; n: number }[] {
  const root = folderOf(job.files)
  const log = join(folderOf({}), 'log')
  const { out } = runTraced({ calls: CALLS.join(','), paths: pathsOf(join(root, 'f')), log }, WRITER, job.what, join(root, 'f'), 'new')
  expect({ out, now: textOf(join(root, 'f')), temporaries: temporaries(root) }).toEqual({ out: 'done', now: job.new, temporaries: [] })
  const calls = callsOf(log, root).map(({ call }) => call)
  return calls.map((call, index) => ({ call, n: calls.slice(0, index + 1).filter((each) => each === call).length }))
}

describe.for(JOBS)('$what', (job) => {
  test('killed before each call: old or new, and the next one works', (ctx) => {
    needsTrace(ctx)
    const seen = stepsOf(job).map(({ call, n }) => {
      const root = folderOf(job.files)
      const path = join(root, 'f')
      const { killed } = runTraced({ calls: call, inject: [`${call}:signal=KILL:when=${n}`], paths: pathsOf(path) }, WRITER, job.what, path, 'new')
      const now = textOf(path)
      expect({ at: `${call} ${n}`, killed }).toEqual({ at: `${call} ${n}`, killed: true })
      if (existsSync(`${path}.bak`)) expect(['older', 'old']).toContain(textOf(`${path}.bak`))
      const left = temporaries(root)
      // One for the file itself, and one for its kept version where that was being renamed.
      expect(left.length, `${call} ${n}`).toBeLessThanOrEqual(call === 'rename' && n === 1 && job.what === 'write' ? 2 : 1)
      expect(removeStale(root, isAlive)).toEqual(left)
      writeWhole(path, 'after', { ...next, keep: `${path}.bak` })
      expect([textOf(path), textOf(`${path}.bak`), temporaries(root)]).toEqual(['after', now, []])
      return `${call} ${n}: ${now === job.old ? 'old' : now === job.new ? 'new' : now}`
    })
    expect(seen).toEqual(job.killed)
  })

  test('an error at each call: the old one and where it was, or the new one', (ctx) => {
    needsTrace(ctx)
    const steps = stepsOf(job)
    for (const code of ['EIO', 'ENOSPC', 'EACCES', 'EINTR'])
      for (const { call, n } of steps) {
        // A full disk is no matter of closing, a right none of what is open already.
        if ((code === 'ENOSPC' && call === 'close') || (code === 'EACCES' && ['write', 'fsync', 'close'].includes(call))) continue
        const log = join(folderOf({}), 'log')
        const root = folderOf(job.files)
        const path = join(root, 'f')
        const { out } = runTraced({ calls: call, inject: [`${call}:error=${code}:when=${n}`], paths: pathsOf(path), log }, WRITER, job.what, path, 'new')
        // After the rename only the folder's name of it is not yet on the disk: said, unless the system merely refuses to tell.
        const onFolder = job.what !== 'append' && (call === 'openat' || call === 'fsync') && n === 2
        const harmless = code === 'EINTR' || (onFolder && code === 'EACCES') || (call === 'close' && (job.what === 'append' || n === 2))
        const at = `${code} at ${call} ${n}`
        expect({ at, out, injected: textOf(log).includes('INJECTED'), now: textOf(path), temporaries: temporaries(root) }).toEqual({
          at,
          out: harmless ? 'done' : `${code} ${path}`,
          injected: true,
          now: harmless || onFolder ? job.new : job.old,
          temporaries: [],
        })
      }
  })
})

test('where the temporary file cannot be removed either, the error is still that of the write', (ctx) => {
  needsTrace(ctx)
  const root = folderOf({ f: 'old' })
  const path = join(root, 'f')
  const inject = ['rename:error=EIO:when=2', 'unlink:error=EACCES']
  expect(runTraced({ calls: 'rename,unlink', inject, paths: pathsOf(path) }, WRITER, 'write', path, 'new').out).toBe(`EIO ${path}`)
  expect([textOf(path), temporaries(root).length]).toEqual(['old', 1])
  expect(removeStale(root, isAlive)).toHaveLength(1)
})

test('without hard links the kept version is a copy', (ctx) => {
  needsTrace(ctx)
  const root = folderOf({ f: 'old', 'f.bak': 'older' })
  const path = join(root, 'f')
  chmodSync(path, 0o600)
  expect(runTraced({ calls: 'link', inject: ['link:error=EOPNOTSUPP'], paths: pathsOf(path) }, WRITER, 'write', path, 'new').out).toBe('done')
  expect([textOf(path), textOf(`${path}.bak`), temporaries(root)]).toEqual(['new', 'old', []])
})

/** What a trace says about files: `[call, name or names]`, in order. */
function callsOf(log: string, root: string): { call: string; names: string[]; text: string }[] {
  return textOf(log)
    .split('\n')
    .filter((line) => !line.includes('= -1'))
    .flatMap((line) => {
      const call = /^\d+ +(\w+)\(/.exec(line)?.[1]
      const names = [...new Set([...line.matchAll(/["<](\/[^">]*)[">]/g)].map(([, name]) => name!).filter((name) => name.startsWith(root)))]
      return call === undefined ? [] : [{ call, names: names.map((name) => name.slice(root.length + 1) || '.'), text: /, "([^"]*)"/.exec(line)?.[1] ?? '' }]
    })
}

function traceOfWrite() {
  const root = folderOf({ f: 'old' })
  const log = join(folderOf({}), 'log')
  runTraced({ calls: CALLS.join(','), paths: pathsOf(join(root, 'f')), log }, WRITER, 'write', join(root, 'f'), 'new')
  return callsOf(log, root)
}

test('the order of a write', (ctx) => {
  needsTrace(ctx)
  const [own, kept] = ['.f.99999999-child.tmp', '.f.bak.99999999-child-kept.tmp']
  expect(traceOfWrite().map(({ call, names }) => `${call} ${names.join(' → ')}`)).toEqual([
    `openat ${own}`,
    `write ${own}`,
    `fsync ${own}`,
    `close ${own}`,
    `link f → ${kept}`,
    `rename ${kept} → f.bak`,
    `rename ${own} → f`,
    'openat .',
    'fsync .',
    'close .',
  ])
})

test('a file that must be new is on the disk with its name, or nothing of it stays', (ctx) => {
  needsTrace(ctx)
  const [root, log] = [folderOf({}), join(folderOf({}), 'log')]
  const [path, calls] = [join(root, 'f'), CALLS.join(',')]
  expect(runTraced({ calls, paths: [root, path], log }, WRITER, 'create', path, 'new').out).toBe('done')
  expect(callsOf(log, root).map(({ call, names }) => `${call} ${names.join(' ')}`)).toEqual([
    'openat f',
    'write f',
    'fsync f',
    'close f',
    'openat .',
    'fsync .',
    'close .',
  ])
  expect(runTraced({ calls, paths: [root, path] }, WRITER, 'create', path, 'newer').out).toContain('EEXIST')
  expect(textOf(path)).toBe('new')
  for (const inject of ['write:error=ENOSPC:when=1', 'fsync:error=EIO:when=1', 'fsync:error=EIO:when=2']) {
    rmSync(path, { force: true })
    expect(runTraced({ calls, inject: [inject], paths: [root, path] }, WRITER, 'create', path, 'new').out).toMatch(/ENOSPC|EIO/)
    expect(readdirSync(root)).toEqual([])
  }
})

/** What may be found at `f` after the power was cut at any moment: any of the names since the folder's last fsync, with only the data that was fsynced. */
function afterPowerCut(calls: ReturnType<typeof callsOf>): { found: Set<string>; atTheEnd: Set<string> } {
  interface Inode {
    data: string
    durable: string
  }
  let names: Record<string, Inode> = { f: { data: 'old', durable: 'old' } }
  let possible = [names]
  const look = () => new Set(possible.map((each) => each['f']!.durable))
  let found = look()
  for (const { call, names: on, text } of calls) {
    const [first = '', second = ''] = on
    const inode = names[first]
    if (call === 'openat' && first !== '.') names = { ...names, [first]: { data: '', durable: '' } }
    else if (call === 'write' && inode) inode.data += text
    else if (call === 'fsync' && first === '.') possible = [names]
    else if (call === 'fsync' && inode) inode.durable = inode.data
    else if (call === 'link' && inode) names = { ...names, [second]: inode }
    else if (call === 'rename' && inode) {
      const { [first]: _moved, ...others } = names
      names = { ...others, [second]: inode }
    }
    if (!possible.includes(names)) possible.push(names)
    found = found.union(look())
  }
  return { found, atTheEnd: look() }
}

test('the power cut at any moment: old or new, never empty; at the end new', (ctx) => {
  needsTrace(ctx)
  const calls = traceOfWrite()
  expect(afterPowerCut(calls)).toEqual({ found: new Set(['old', 'new']), atTheEnd: new Set(['new']) })
  const without = (name: string) => calls.filter(({ call, names }) => !(call === 'fsync' && names[0] === name))
  expect(afterPowerCut(without('.f.99999999-child.tmp')).found, 'the model sees a missing fsync').toContain('')
  expect(afterPowerCut(without('.')).atTheEnd).toContain('old')
})

describe('no room, no right', () => {
  const codeOf = (run: () => unknown): string | undefined => {
    try {
      run()
    } catch (error) {
      return error instanceof WriteError ? error.code : String(error)
    }
    return undefined
  }

  test('a full disk: everything as it was, nothing left over', (ctx) => {
    const root = join(folderOf({ 'm/f': '' }), 'm')
    onTestFinished(() => void hasTool('umount', root))
    if (!hasTool('mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', root)) ctx.skip('mount is missing or not allowed')
    const path = join(root, 'f')
    const big = 'x'.repeat(40_000)
    writeWhole(path, `${big}\n`, next)
    const from = join(folderOf({ from: big }), 'from')
    expect(codeOf(() => writeWhole(path, 'y'.repeat(40_000), { ...next, keep: join(root, 'kept/f') }))).toBe('ENOSPC')
    expect(codeOf(() => appendLine(path, big))).toBe('ENOSPC')
    expect(codeOf(() => appendLine(join(root, 'new.jsonl'), big))).toBe('ENOSPC')
    expect(codeOf(() => copyWhole(from, join(root, 'g'), { ...next, limit: 1e6 }))).toBe('ENOSPC')
    writeFileSync(join(root, 'rest'), '')
    codeOf(() => writeFileSync(join(root, 'rest'), big))
    const owner = thisOwner({ pid: process.pid, host: 'h', since: 's', nonce: 'n' })
    expect(codeOf(() => takeLock(root, owner))).toBe('ENOSPC')
    expect(readdirSync(root, { recursive: true, encoding: 'utf8' }).toSorted()).toEqual(['.cumple', 'f', 'rest'])
    expect(textOf(path)).toBe(`${big}\n`)
    rmSync(join(root, 'rest'))
    expect(takeLock(root, owner).ok).toBe(true)
  })

  test('a disk that is read only', (ctx) => {
    const root = join(folderOf({ 'm/f': 'old' }), 'm')
    onTestFinished(() => void hasTool('umount', root))
    if (!hasTool('mount', '--bind', root, root) || !hasTool('mount', '-o', 'remount,ro,bind', root)) ctx.skip('bind mounts are not allowed')
    expect(codeOf(() => writeWhole(join(root, 'f'), 'new', next))).toBe('EROFS')
    expect(codeOf(() => appendLine(join(root, 'f'), 'new'))).toBe('EROFS')
    expect(codeOf(() => writeWhole(join(root, 'a/b/f'), 'new', next))).toBe('EROFS')
    expect(textOf(join(root, 'f'))).toBe('old')
  })

  test('a file that may not be changed', (ctx) => {
    const root = folderOf({ f: 'old' })
    if (!hasTool('chattr', '+i', join(root, 'f'))) ctx.skip('chattr is missing or not allowed')
    onTestFinished(() => void hasTool('chattr', '-i', join(root, 'f')))
    expect(codeOf(() => writeWhole(join(root, 'f'), 'new', { ...next, keep: join(root, 'f.bak') }))).toBe('EPERM')
    expect(codeOf(() => appendLine(join(root, 'f'), 'new'))).toBe('EPERM')
    expect([textOf(join(root, 'f')), temporaries(root)]).toEqual(['old', []])
  })

  test('a folder of somebody else', (ctx) => {
    const root = folderOf({ f: 'old' })
    chmodSync(root, 0o755)
    const as = ['--reuid=65534', '--regid=65534', '--clear-groups']
    if (!hasTool('setpriv', ...as, process.execPath, '--version')) ctx.skip('setpriv is missing or not allowed')
    for (const [what, path] of [
      ['write', 'f'],
      ['append', 'f'],
      ['write', 'a/f'],
    ] as const)
      expect(spawnSync('setpriv', [...as, process.execPath, WRITER, what, join(root, path), 'new']).stdout.toString()).toBe(`EACCES ${join(root, path)}`)
    expect([textOf(join(root, 'f')), readdirSync(root)]).toEqual(['old', ['f']])
  })

  test('a quota on file size', (ctx) => {
    if (!hasTool('bash', '-c', 'ulimit -f 8')) ctx.skip('bash is missing')
    const path = join(folderOf({ f: 'old' }), 'f')
    const run = (what: string) =>
      spawnSync('bash', ['-c', 'ulimit -f 8; exec "$@"', '-', process.execPath, WRITER, what, path, 'y'.repeat(20_000)]).stdout.toString()
    expect([run('write'), run('append'), textOf(path), temporaries(join(path, '..'))]).toEqual([`EFBIG ${path}`, `EFBIG ${path}`, 'old', []])
  })
})

test('who reads while it is written sees a whole version, 200 times; a kill in the middle changes nothing', async () => {
  const root = folderOf({})
  mkdirSync(join(root, 'd'))
  const path = join(root, 'd/f')
  const writer = spawn(process.execPath, [WRITER, 'versions', path])
  onTestFinished(() => void writer.kill('SIGKILL'))
  const isWhole = (text: string) => /^(.)\1*$/.test(text) && text.charCodeAt(0) === 65 + ((text.length - 20_000) % 26)
  const seen = new Set<string>()
  for (let rounds = 0; rounds < 200 || seen.size < 20; rounds++) {
    while (!existsSync(`${path}.bak`)) await setImmediate()
    for (const each of [path, `${path}.bak`]) {
      const text = textOf(each)
      if (!isWhole(text)) throw new Error(`round ${rounds}: ${text.length} bytes of ${each}`)
      seen.add(text.slice(0, 1) + text.length)
    }
    await setImmediate()
  }
  const gone = new Promise((resolve) => writer.once('exit', resolve))
  writer.kill('SIGKILL')
  await gone
  expect([isWhole(textOf(path)), isWhole(textOf(`${path}.bak`))]).toEqual([true, true])
  expect(removeStale(join(root, 'd'), isAlive).length).toBeLessThanOrEqual(2)
  expect(temporaries(join(root, 'd'))).toEqual([])
})
