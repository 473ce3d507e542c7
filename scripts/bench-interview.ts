// What the interview costs: from start to the first question, sixty answers said by a script, and one save.
import { spawn, spawnSync } from 'node:child_process'
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { thisOwner } from '../src/evidence/lock.ts'
import { openWorkspace } from '../src/evidence/workspace.ts'
import type { Rulebook } from '../src/model/rulebook.ts'
import { library } from '../src/rulebook/library.ts'

const MANIFEST = 'schema: cumple/evidence@1\ninstitution: {id: mun, name: Municipio de Ejemplo, kind: municipality}\nperiod: 2026\n'
const AT = '2026-11-21T12:00:00-05:00'
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const line = (name: string, rest: string): void => console.log(`${name.padEnd(46)} ${rest}`)

/** Prints the figures; `bin` is the built program, `work` a folder to write in. */
export async function benchInterview(bin: string, work: string, rounds: number): Promise<void> {
  const cache = join(work, 'cache')
  await firstQuestion(bin, work, cache, rounds)
  const shipped = (await Promise.all(library.ids().map((id) => library.byId(id)))).filter((rulebook) => rulebook !== undefined)
  sixtyAnswers(bin, work, cache, shipped)
  for (const [answers, file, budget] of [
    [40, 'answers/SEG.yaml', 5],
    [1_000, 'evidence.yaml', 40],
  ] as const)
    oneSave(work, answers, file, budget)
}

/** Milliseconds until a terminal shows `? `, or until the process ends. A terminal is lent by `script` (util-linux). */
function untilShown(command: string, cwd: string, env: Readonly<Record<string, string>>, mark: string | undefined): Promise<number> {
  const started = process.hrtime.bigint()
  return new Promise((resolve, reject) => {
    const child = spawn('script', ['-qfc', command, '/dev/null'], {
      cwd,
      env: { PATH: process.env['PATH'] ?? '', TERM: 'xterm', NO_COLOR: '1', ...env },
      timeout: 20_000,
    })
    const done = () => resolve(Number(process.hrtime.bigint() - started) / 1e6)
    let seen = ''
    child.on('error', reject)
    child.on('exit', done)
    child.stdout.on('data', (data: Buffer) => {
      seen += data.toString()
      if (mark === undefined || !seen.includes(mark)) return
      done()
      child.kill('SIGHUP')
    })
  })
}

async function firstQuestion(bin: string, work: string, cache: string, rounds: number): Promise<void> {
  if (spawnSync('script', ['--version']).status !== 0) return line('cumple interview → first question', 'script (util-linux) is missing: not measured')
  const begun = join(work, 'begun')
  mkdirSync(join(begun, 'answers'), { recursive: true })
  writeFileSync(join(begun, 'cumple.yaml'), MANIFEST)
  writeFileSync(join(begun, 'answers/GOB.yaml'), 'GOB-02: {value: planned}\n')
  for (const [name, folder] of [
    ['cumple interview, empty folder → first question', join(work, 'fresh')],
    ['cumple interview, begun folder → plan', begun],
  ] as const) {
    mkdirSync(folder, { recursive: true })
    const program = `${process.execPath} ${bin} interview ${folder}`
    const env = { XDG_CACHE_HOME: cache }
    const [low, high]: [number[], number[]] = [[], []]
    for (let warm = 0; warm < 2; warm += 1)
      spawnSync('script', ['-qfc', `${program} --rule GOB-02 </dev/null`, '/dev/null'], { env: { ...process.env, ...env } })
    for (let round = 0; round < rounds; round += 1) {
      low.push(await untilShown(`${process.execPath} -e 0`, work, env, undefined))
      high.push(await untilShown(`${program} --force`, work, env, '? '))
    }
    const [base, time] = [median(low), median(high)]
    line(name, `${time.toFixed(0).padStart(6)} ms  floor ${base.toFixed(0).padStart(5)} ms  ratio ${(time / base).toFixed(2).padStart(5)}  budget 5.00`)
  }
}

function sixtyAnswers(bin: string, work: string, cache: string, rulebooks: readonly Rulebook[]): void {
  const rules = rulebooks
    .filter(({ id }) => id === 'aig-tic')
    .flatMap(({ rules: all }) => all.filter(({ obligation }) => obligation !== 'unconfirmed'))
    .slice(0, 60)
  const file = join(work, 'sixty.yaml')
  writeFileSync(file, `${MANIFEST}answers:\n${rules.map(({ id }) => `  ${id}: {value: planned, responsible: Secretaría, target: 2027-03-31}\n`).join('')}`)
  const times: number[] = []
  for (let round = 0; round < 7; round += 1) {
    const started = process.hrtime.bigint()
    const { status, stderr } = spawnSync(process.execPath, [bin, 'interview', join(work, `sixty-${round}`), '--answers', file], {
      env: { ...process.env, XDG_CACHE_HOME: cache },
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(stderr)
    times.push(Number(process.hrtime.bigint() - started) / 1e6)
  }
  line(`${rules.length} answers said by a script, each saved`, `${median(times).toFixed(0).padStart(6)} ms  the whole process  budget 1000 ms`)
}

/** One answer changed in a file of many, against the bare system calls for the same bytes. */
function oneSave(work: string, answers: number, file: string, budget: number): void {
  const root = join(work, `save-${answers}`)
  mkdirSync(join(root, 'answers'), { recursive: true })
  const single = file === 'evidence.yaml'
  const entry = (n: number, value: string) =>
    `SEG-${String(n).padStart(2, '0')}:\n  value: ${value}\n  criteria: {acto: true, alcance: false}\n  note: Nota de la respuesta ${n}, escrita por una persona con alguna extensión.\n  responsible: Oficial de Seguridad de la Información\n  by: Persona Ejemplo 1\n  at: ${AT}\n`
  const all = Array.from({ length: answers }, (_, n) => entry(n, 'partial')).join('')
  writeFileSync(join(root, single ? file : 'cumple.yaml'), single ? `${MANIFEST}answers:\n${all.replace(/^/gm, '  ')}` : MANIFEST)
  if (!single) writeFileSync(join(root, file), all)
  let count = 0
  const nonce = () => `bench-${(count += 1)}`
  const opened = openWorkspace({ path: root, owner: thisOwner({ pid: process.pid, host: 'here', since: AT, nonce: nonce() }), nonce })
  if (!opened.ok) throw new Error('the folder is locked')
  const { workspace } = opened
  const size = Buffer.from(all)
  const [saves, bare]: [number[], number[]] = [[], []]
  for (let round = 0; round < 200; round += 1) {
    let started = process.hrtime.bigint()
    workspace.setAnswer(
      `SEG-${String((round * 7) % Math.min(answers, 99)).padStart(2, '0')}`,
      { value: round % 2 === 0 ? 'no' : 'planned', note: `Cambio ${round}`, at: AT },
      AT,
    )
    saves.push(Number(process.hrtime.bigint() - started) / 1e6)
    started = process.hrtime.bigint()
    const temporary = join(root, 'answers', '.bare.tmp')
    const fd = openSync(temporary, 'w')
    writeSync(fd, size)
    fsyncSync(fd)
    closeSync(fd)
    renameSync(temporary, join(root, 'answers', '.bare'))
    const folder = openSync(join(root, 'answers'), 'r')
    fsyncSync(folder)
    closeSync(folder)
    bare.push(Number(process.hrtime.bigint() - started) / 1e6)
  }
  workspace.close()
  line(
    `one save, ${answers} answers in ${single ? 'one file' : 'a topic'} (${Math.round(size.length / 1000)} KB)`,
    `${median(saves).toFixed(1).padStart(6)} ms  bare write, fsync, rename ${median(bare).toFixed(1)} ms  budget ${budget} ms (median of 200)`,
  )
}
