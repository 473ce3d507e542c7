// What `check` costs: the sample repository against reading it, a gigabyte of documents against sha256sum, and a second run.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { SCRIPT_BUNDLE } from './script-bundle.ts'

const DOCUMENTS = 500
const BYTES = 2_000_000
const FLOOR = 'bench-floor.cjs'
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** Runs a whole process; milliseconds and what it printed. A failed gate (1) is a run like any other. */
function timed(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): { ms: number; out: string } {
  const started = process.hrtime.bigint()
  const { status, stdout, stderr } = spawnSync(command, args, { env: { ...process.env, ...env }, encoding: 'utf8', maxBuffer: 1e8 })
  if (status !== 0 && status !== 1) throw new Error(`${command} ${args.join(' ')}: ${stderr}`)
  return { ms: Number(process.hrtime.bigint() - started) / 1e6, out: stdout }
}

/** Prints the figures; `bin` is the built program, `ministry` the sample, `work` a folder to write in. */
export function benchCheck(bin: string, root: string, ministry: string, work: string, rounds: number): void {
  const env = { XDG_CACHE_HOME: join(work, 'cache') }
  const out = join(work, 'check')
  const check = (folder: string, ...more: string[]) => timed(process.execPath, [bin, 'check', folder, '--as-of', '2026-11-21', '--quiet', ...more], env).ms
  const formats = ['json', 'sarif', 'junit'].flatMap((format) => ['--format', format])
  const reader = floorReader(root, work)
  const [checks, explains, floors, loads, reads]: [number[], number[], number[], number[], number[]] = [[], [], [], [], []]
  for (let round = -2; round < rounds; round += 1) {
    const explain = timed(process.execPath, [bin, 'explain', 'SEG-04'], env).ms
    const floor = timed(process.execPath, [reader, ministry], env)
    const [load = 0, read = 0] = floor.out.split(' ').map(Number)
    const whole = check(ministry, '--no-cache', ...formats, '--out', out)
    if (round < 0) continue
    explains.push(explain)
    floors.push(floor.ms)
    loads.push(load)
    reads.push(read)
    checks.push(whole)
  }
  // Else it would be packed with what is built.
  rmSync(join(root, 'dist', FLOOR))
  const [whole, floor, load, read, explain] = [checks, floors, loads, reads, explains].map(median) as [number, number, number, number, number]
  const against = (reading: number): string => (whole / (1.5 * reading + explain)).toFixed(2)
  console.log(
    `cumple check of the sample → JSON + SARIF + JUnit   ${whole.toFixed(0).padStart(6)} ms  a process that only reads it ${floor.toFixed(0)} ms, explain ${explain.toFixed(0)} ms: ${against(floor)} of the budget (1.5 × and explain); by the reading alone, parsers loaded in ${load.toFixed(0)} ms and files read in ${read.toFixed(0)} ms: ${against(load + read)}`,
  )

  const folder = join(work, 'gigabyte')
  mkdirSync(join(folder, 'documentos'), { recursive: true })
  const entries: string[] = []
  for (let n = 0; n < DOCUMENTS; n += 1) {
    const path = join(folder, 'documentos', `d${n}.pdf`)
    writeFileSync(path, `documento ${n}`)
    truncateSync(path, BYTES)
    entries.push(`d${n}: {kind: minutes, title: Acta ${n}, path: documentos/d${n}.pdf, sha256: ${createHash('sha256').update(String(n)).digest('hex')}}`)
  }
  writeFileSync(join(folder, 'documents.yaml'), `${entries.join('\n')}\n`)
  writeFileSync(
    join(folder, 'cumple.yaml'),
    'schema: cumple/evidence@1\ninstitution: {id: mun, name: Municipio, kind: municipality}\nperiod: 2026\nrulebooks: [{id: aig-tic}]\n',
  )
  // Older than two seconds, so that a digest may be remembered.
  spawnSync('sleep', ['3'])
  const [first, sums, second]: [number[], number[], number[]] = [[], [], []]
  for (let round = 0; round < 3; round += 1) {
    sums.push(timed('sh', ['-c', `sha256sum ${join(folder, 'documentos')}/* >/dev/null`]).ms)
    first.push(check(folder, '--no-cache'))
  }
  check(folder)
  for (let round = 0; round < 3; round += 1) second.push(check(folder))
  const size = `${DOCUMENTS} documents, ${((DOCUMENTS * BYTES) / 1e9).toFixed(1)} GB`
  console.log(
    `cumple check, ${size}                  ${median(first).toFixed(0).padStart(6)} ms  sha256sum ${median(sums).toFixed(0)} ms  ratio ${(median(first) / median(sums)).toFixed(2)}  budget 1.00`,
  )
  console.log(
    `the same again, nothing changed                     ${median(second).toFixed(0).padStart(6)} ms  ratio to the first ${(median(second) / median(first)).toFixed(2)}  budget 0.50`,
  )
}

/** A program that only reads evidence, bundled, loaded and kept compiled as ours is. Prints milliseconds: parsers loaded, files read. */
function floorReader(root: string, work: string): string {
  // In a folder of the package, below which the rulebooks are looked for.
  const bundle = join(root, 'dist', FLOOR)
  buildSync({
    entryPoints: [join(root, 'scripts/bench-floor.ts')],
    outfile: bundle,
    ...SCRIPT_BUNDLE,
    charset: 'ascii',
    logLevel: 'error',
  })
  const script = join(work, 'floor.cjs')
  writeFileSync(
    script,
    `const started = process.hrtime.bigint()
const { loadBundle } = require(${JSON.stringify(join(root, 'bin/code-cache.cjs'))})
const { exports: floor, keep } = loadBundle(${JSON.stringify(bundle)}, 'floor')
const loaded = Number(process.hrtime.bigint() - started) / 1e6
void floor.readAll(process.argv[2]).then((read) => {
  console.log(loaded, read)
  keep()
})
`,
  )
  return script
}
