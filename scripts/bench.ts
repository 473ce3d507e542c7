// Measures the program against floors that stand beside it in the same run: a bare Node, a bare print of the same HTML.
// Prints medians of whole processes in milliseconds, their ratio to the floor and the budget of the design. Asserts nothing.
import { execFile, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { benchCheck } from './bench-check.ts'
import { benchInterview } from './bench-interview.ts'
import { findBrowser } from '../src/report/browser.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..')
const bin = join(root, 'bin/cumple.cjs')
const ministry = join(root, 'fixtures/ministerio')
const day = ['--as-of', '2026-11-21']
const work = await mkdtemp(join(tmpdir(), 'cumple-bench-'))
const ROUNDS = 15

/** Runs a whole process and gives its milliseconds. */
async function once(args: readonly string[], env: Record<string, string>): Promise<number> {
  const started = process.hrtime.bigint()
  await new Promise<void>((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio: 'ignore' })
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${args.join(' ')} exited ${String(code)}`))))
  })
  return Number(process.hrtime.bigint() - started) / 1e6
}

/** Peak resident memory in MB as the system counted it, in a run of its own, since asking takes time. */
async function peakMemory(args: readonly string[], env: Record<string, string>): Promise<number> {
  const report = join(work, 'usage')
  await once(['--require', join(root, 'scripts/peak-memory.cjs'), ...args], { ...env, CUMPLE_BENCH_USAGE: report })
  return Number(await readFile(report, 'utf8')) / 1024
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** Rounds alternate between the floor and the candidate, so that a busy machine weighs on both. */
async function compare(name: string, floor: readonly string[], candidate: readonly string[], budget: number, rounds = ROUNDS): Promise<void> {
  const cache = { XDG_CACHE_HOME: join(work, 'cache') }
  const cold = await once(candidate, { XDG_CACHE_HOME: join(work, `cold-${name.replace(/\W+/g, '')}`) })
  await once(candidate, cache)
  await once(floor, cache)
  const [low, high]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    low.push(await once(floor, cache))
    high.push(await once(candidate, cache))
  }
  const [base, time] = [median(low), median(high)]
  console.log(
    `${name.padEnd(46)} ${time.toFixed(0).padStart(6)} ms  floor ${base.toFixed(0).padStart(5)} ms  ratio ${(time / base).toFixed(2).padStart(5)}  budget ${budget.toFixed(2)}  cold ${cold.toFixed(0).padStart(5)} ms  peak ${(await peakMemory(candidate, cache)).toFixed(0)} MB`,
  )
}

console.log(`node ${process.versions.node}, medians of ${ROUNDS} whole processes\n`)
const bare = ['-e', '0']
await compare('cumple --version', bare, [bin, '--version'], 1.6)
await compare('cumple explain SEG-04', bare, [bin, 'explain', 'SEG-04'], 2.5)
const files = ['json', 'markdown', 'html'].flatMap((format) => ['--format', format])
await compare('cumple assess → JSON + Markdown + HTML', bare, [bin, 'assess', ministry, ...day, '--quiet', ...files, '--out', join(work, 'out')], 6)

const browser = await findBrowser({ path: process.env['PATH'] ?? '', platform: process.platform, cacheDir: join(work, 'browser') })
if ('found' in browser) {
  const script = join(work, 'print.mjs')
  await writeFile(script, printScript(browser.found.executable, browser.found.env))
  const cache = join(work, 'cache')
  await run(process.execPath, [bin, 'assess', ministry, ...day, '--format', `pdf=${join(work, 'warm.pdf')}`], {
    env: { ...process.env, XDG_CACHE_HOME: cache },
  })
  await compare('cumple assess → PDF', [script], [bin, 'assess', ministry, ...day, '--quiet', '--format', `pdf=${join(work, 'informe.pdf')}`], 1.25, 9)
  console.log(`\nbrowser: ${browser.found.executable.split('/').at(-1) ?? ''} (${browser.found.how})`)
} else console.log('\nno browser: the PDF was not measured')

console.log('')
await benchInterview(bin, work, ROUNDS)
console.log('')
benchCheck(bin, root, ministry, work, ROUNDS)

const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', work], { cwd: root, maxBuffer: 1e8 })
const name = /cumple-[\d.]+\.tgz/.exec(stdout)?.[0] ?? ''
console.log(`packed tarball: ${((await stat(join(work, name))).size / 1e6).toFixed(2)} MB (budget 3 MB)`)
await run('npm', ['install', '--omit=optional', '--no-audit', '--no-fund', '--prefix', join(work, 'install'), join(work, name)])
const { stdout: size } = await run('du', ['-sk', join(work, 'install', 'node_modules')])
console.log(`production install without the optional browser: ${(Number(size.split('\t')[0]) / 1000).toFixed(1)} MB (budget 60 MB)`)
await rm(work, { recursive: true, force: true })

/** A bare script: launches the same browser and prints the same HTML once. */
function printScript(executable: string, env: Record<string, string>): string {
  const fonts = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${join(root, 'templates/fonts')}</dir><cachedir>${join(work, 'fc')}</cachedir></fontconfig>`
  return `import puppeteer from '${join(root, 'node_modules/puppeteer-core/lib/puppeteer/puppeteer-core.js')}'
import { readFileSync, writeFileSync } from 'node:fs'
writeFileSync(${JSON.stringify(join(work, 'fonts.conf'))}, ${JSON.stringify(fonts)})
const browser = await puppeteer.launch({ executablePath: ${JSON.stringify(executable)}, headless: 'shell', args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  env: { ...process.env, ...${JSON.stringify(env)}, FONTCONFIG_FILE: ${JSON.stringify(join(work, 'fonts.conf'))} } })
const page = await browser.newPage()
await page.setContent(readFileSync(${JSON.stringify(join(work, 'out', 'informe.html'))}, 'utf8'))
writeFileSync(${JSON.stringify(join(work, 'bare.pdf'))}, await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true }))
await browser.close()
`
}
