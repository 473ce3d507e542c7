// What `batch` costs: a country's campaign against reading and parsing the same files in the same number of processes, the same mix
// four times over, and PDFs in one warm browser against a browser for each. Run: node scripts/bench-batch.ts [institutions]
import { execFileSync, fork, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { concludeCampaign, runCampaign, type Plan } from '../src/campaign/campaign.ts'
import type { ItemSettings } from '../src/campaign/settings.ts'
import { findSources } from '../src/campaign/sources.ts'
import { findBrowser } from '../src/report/browser.ts'
import { openPrinter } from '../src/report/pdf.ts'
import { library } from '../src/rulebook/library.ts'
import { makeCampaign } from './make-campaign.ts'

const root = join(import.meta.dirname, '..')
const work = mkdtempSync(join(tmpdir(), 'cumple-bench-batch-'))
const institutions = Number(process.argv[2] ?? 872)
const lanes = availableParallelism()
const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`
const rulebook = await library.byId('aig-tic')
if (!rulebook) throw new Error('build first: node scripts/build.ts')

/** The greatest resident memory that any of the processes has had, in MB, as the system counts it. */
let peak = 0
function watch(child: ChildProcess): ChildProcess {
  const look = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'latin1')
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_000)
    } catch {
      // Gone.
    }
  }, 100)
  child.once('exit', () => clearInterval(look))
  return child
}

/** Milliseconds to read and parse every source once, and the bytes that were read. */
async function floor(folder: string): Promise<{ ms: number; bytes: number }> {
  const queue = findSources([folder], '/').items.map(({ path }) => path)
  const started = performance.now()
  let bytes = 0
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      const child = fork(join(root, 'scripts/bench-floor-child.ts'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
      for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
        const answer = new Promise<number>((resolve) => child.once('message', (read) => resolve(Number(read))))
        child.send(path)
        const read = await answer
        bytes += read
      }
      child.disconnect()
    }),
  )
  return { ms: performance.now() - started, bytes }
}

/** Milliseconds to assess every source into JSON files and the state, and then to bring the results together. */
async function whole(folder: string, out: string): Promise<{ assess: number; conclude: number }> {
  const { campaign, items } = findSources([folder], '/')
  if (!campaign || !rulebook) throw new Error('no campaign')
  const asOf = campaign.as_of
  const settings: ItemSettings = {
    asOf,
    generatedAt: `${asOf}T00:00:00-05:00`,
    version: '0.0.0',
    tool: 'bench',
    lang: 'es',
    rulebooks: [{ id: rulebook.id, version: rulebook.version, digest: rulebook.digest }],
    formats: ['json'],
    level: 'full',
    paper: 'letter',
    publishable: false,
    ...(campaign.closes === undefined ? {} : { closes: campaign.closes }),
    maxBytes: 2_000_000_000,
  }
  const plan: Plan = {
    name: campaign.name,
    roster: campaign.institutions,
    common: campaign.common_documents,
    sources: items.map(({ source }) => source),
    settings,
    beside: {},
  }
  const started = performance.now()
  await runCampaign(plan, items, undefined, {
    out,
    own: [],
    lanes,
    settings,
    timeLimit: 120_000,
    memoryLimit: 330_000_000,
    start: () =>
      watch(
        fork(join(root, 'bin/cumple.cjs'), ['worker'], {
          execArgv: ['--max-old-space-size=256', '--max-semi-space-size=32'],
          serialization: 'advanced',
          stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
          env: { ...process.env, CUMPLE_WORKER: '1' },
        }),
      ),
    pdfName: 'informe.pdf',
    onProgress: () => undefined,
  })
  const assessed = performance.now()
  await concludeCampaign([rulebook], {}, { out, lang: 'es', paper: 'letter' })
  return { assess: assessed - started, conclude: performance.now() - assessed }
}

/** The greatest resident memory of `cumple batch` itself, in MB: this process has made the country too. */
function itself(folder: string): number {
  const [out, usage] = [join(work, 'itself'), join(work, 'usage')]
  const args = ['--require', join(root, 'scripts/peak-memory.cjs'), join(root, 'bin/cumple.cjs'), 'batch', join(folder, 'campaign.yaml')]
  execFileSync(process.execPath, [...args, '--format', 'json', '--quiet', '--out', out], {
    env: { ...process.env, CUMPLE_BENCH_USAGE: usage },
    stdio: 'ignore',
  })
  const peakOf = Number(readFileSync(usage, 'utf8')) / 1_000
  rmSync(out, { recursive: true })
  return peakOf
}

console.log(`node ${process.versions.node}, ${lanes} processes`)
const country = join(work, 'country')
await makeCampaign(country, { institutions, times: 1, seed: '1' })
await floor(country)
for (let round = 1; round <= 3; round += 1) {
  const read = await floor(country)
  const out = join(work, `out-${round}`)
  const { assess, conclude } = await whole(country, out)
  console.log(
    `${institutions} institutions, ${(read.bytes / 1e6).toFixed(0)} MB: assessed in ${seconds(assess)}, only read and parsed in ${seconds(read.ms)}: ${(assess / read.ms).toFixed(2)} (budget 1.50) · all outputs ${seconds(conclude)}, ${((100 * conclude) / (assess + conclude)).toFixed(0)} % of the total (budget 15 %)`,
  )
  rmSync(out, { recursive: true })
}
console.log(`largest process: worker ${peak.toFixed(0)} MB, the program itself ${itself(country).toFixed(0)} MB (budget 400 MB)`)

const rates: number[] = []
for (const times of [1, 4]) {
  const folder = join(work, `times-${times}`)
  await makeCampaign(folder, { institutions: Math.min(institutions, 193), times, seed: '1' })
  const { bytes } = await floor(folder)
  const { assess } = await whole(folder, join(work, `times-out-${times}`))
  rates.push(assess / (bytes / 1e6))
  console.log(`the mix of ${Math.min(institutions, 193)} × ${times}: ${seconds(assess)}, ${(assess / (bytes / 1e6)).toFixed(1)} ms per MB`)
}
console.log(`time per megabyte, four times over: ${((rates[1] ?? 0) / (rates[0] ?? 1)).toFixed(2)} (budget 0.85–1.15)`)
console.log(`largest worker then: ${peak.toFixed(0)} MB (budget 400 MB)`)
for (const level of ['executive', 'manager'] as const) await printing(join(work, 'times-out-1', 'instituciones'), level)
rmSync(work, { recursive: true, force: true })

/** The same reports printed in one warm browser with two pages, and in a browser for each. */
async function printing(folder: string, level: 'executive' | 'manager'): Promise<void> {
  const search = { path: process.env['PATH'] ?? '', platform: process.platform, cacheDir: join(work, 'browser') }
  const browser = await findBrowser(search)
  if (!('found' in browser)) return console.log('no browser: PDFs were not measured')
  const { default: html } = await import('../src/report/html.ts')
  const { readAssessment } = await import('../src/cli/read-assessment.ts')
  const names = readdirSync(folder).slice(0, 20)
  const pages = names.map((name) => html.render(readAssessment(join(folder, name, 'assessment.json'), name), { lang: 'es', level, paper: 'letter' }))
  const open = (poolSize: number) =>
    openPrinter({
      browser: browser.found,
      fontsDir: join(root, 'templates/fonts'),
      cacheDir: search.cacheDir,
      noSandbox: process.getuid?.() === 0,
      env: process.env,
      poolSize,
    })
  const meta = { generatedAt: '2026-11-21T00:00:00-05:00' }
  const digest = (pdf: Uint8Array) => createHash('sha256').update(pdf).digest('hex')
  await (await open(1)).close()
  const started = performance.now()
  const alone: string[] = []
  for (const page of pages) {
    const printer = await open(1)
    alone.push(digest(await printer.print(page, meta)))
    await printer.close()
  }
  const between = performance.now()
  const printer = await open(Math.min(2, lanes))
  const together = await Promise.all(pages.map(async (page) => digest(await printer.print(page, meta))))
  await printer.close()
  const [one, all] = [between - started, performance.now() - between]
  console.log(
    `${pages.length} PDFs, level ${level}: a browser for each ${(one / pages.length).toFixed(0)} ms, one warm browser ${(all / pages.length).toFixed(0)} ms each: ${(one / all).toFixed(1)} × (budget 3 ×); same bytes: ${String(alone.join() === together.join())}`,
  )
}
