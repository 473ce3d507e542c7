// `check` by its command line: what it compares with, what it never writes over, and what it still says when something fails.
import { readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { AT, copyOf, fixture, run } from '../support/run.ts'

const ENV = { PATH: process.env['PATH'] }
const check = (...argv: readonly string[]) => run(['check', ...argv, ...AT], { env: ENV })

/** The municipality with its baseline beside it. */
async function withBaseline(): Promise<{ folder: string; baseline: string }> {
  const folder = copyOf(fixture('municipio'))
  const baseline = join(folder, '..', 'baseline.json')
  expect((await run(['baseline', 'write', folder, '--out', baseline, ...AT])).code).toBe(0)
  return { folder, baseline }
}

function rename(folder: string): void {
  const path = join(folder, 'evidence.yaml')
  writeFileSync(path, readFileSync(path, 'utf8').replace('villa-ejemplo', 'otra-villa'))
}

test('what another institution achieved is refused, as a baseline and as an earlier assessment', async () => {
  const { folder, baseline } = await withBaseline()
  const earlier = join(folder, '..', 'earlier.json')
  expect((await run(['assess', folder, '--as-of', '2026-11-01', '--format', `json=${earlier}`])).code).toBe(0)
  expect((await check(folder, '--baseline', baseline)).code).toBe(0)
  rename(folder)
  const other = await check(folder, '--baseline', baseline)
  expect([other.code, other.err]).toEqual([3, expect.stringContaining('baseline-mismatch')])
  const late = await check(folder, '--previous', earlier)
  expect([late.code, late.err]).toEqual([3, expect.stringContaining('previous-mismatch')])
  const written = await run(['baseline', 'write', folder, '--out', baseline, ...AT])
  expect([written.code, written.err]).toEqual([3, expect.stringContaining('baseline-mismatch')])
})

test('a baseline of a later day than the assessment is told as such', async () => {
  const { folder, baseline } = await withBaseline()
  const before = await run(['check', folder, '--as-of', '2026-11-20', '--baseline', baseline])
  expect(before.err.replaceAll(/\s+/g, ' ')).toContain('la línea base es del 2026-11-21, posterior a la fecha de evaluación (2026-11-20)')
  expect((await check(folder, '--baseline', baseline)).err).toBe('')
})

test('a table that can no longer be read fails under a baseline, on its line', async () => {
  const { folder, baseline } = await withBaseline()
  writeFileSync(join(folder, 'datos', 'software.csv'), 'a\0b\n')
  const broken = await check(folder, '--baseline', baseline)
  expect(broken.code).toBe(1)
  expect(broken.out).toContain('datos/software.csv:1')
})

test('no baseline is put among the evidence', async () => {
  const folder = copyOf(fixture('municipio'))
  for (const place of ['datos', 'documentos', '.cumple']) {
    const { code, err } = await run(['baseline', 'write', folder, '--out', join(folder, place, 'baseline.json'), ...AT])
    expect([code, err]).toEqual([2, expect.stringContaining('no se escribe')])
  }
  expect(readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('baseline.json'))).toEqual([])
})

test('nothing that was read is written over', async () => {
  const { folder, baseline } = await withBaseline()
  const before = readFileSync(baseline, 'utf8')
  const { code, err } = await check(folder, '--baseline', baseline, '--format', `json=${baseline}`)
  expect([code, err]).toEqual([2, expect.stringContaining('no se escribe')])
  expect(readFileSync(baseline, 'utf8')).toBe(before)
})

test('a step summary that cannot be written does not cost the verdict', async () => {
  const { code, out, err } = await run(['check', fixture('municipio'), ...AT, '--summary'], { env: { GITHUB_STEP_SUMMARY: '/nowhere/summary.md' } })
  expect([code, err]).toEqual([2, expect.stringContaining('/nowhere/summary.md')])
  expect(out).toContain('aig-tic/INC-01')
})

test('a commit whose content is not all there is refused, never judged in part', async () => {
  const folder = copyOf(fixture('municipio'))
  const git = (...argv: readonly string[]) => {
    const { status, stdout } = spawnSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@x', ...argv], { cwd: folder, encoding: 'utf8' })
    expect(status).toBe(0)
    return stdout.trim()
  }
  symlinkSync('evidence.yaml', join(folder, 'enlace.yaml'))
  git('init', '-q')
  git('add', '.')
  git('commit', '-q', '-m', 'x')
  const whole = await check(folder, '--rev', 'HEAD')
  expect([whole.code, whole.err]).toEqual([1, expect.stringContaining('quedó fuera: enlace.yaml')])
  const object = git('rev-parse', 'HEAD:evidence.yaml')
  rmSync(join(folder, '.git', 'objects', object.slice(0, 2), object.slice(2)))
  const { code, err } = await check(folder, '--rev', 'HEAD')
  expect([code, err]).toEqual([2, expect.stringContaining('evidence.yaml')])
})

test('a folder without a format gets every output that has a name, and the screen its verdict', async () => {
  const out = join(copyOf(fixture('vacio')), '..', 'results')
  const { code, out: screen } = await check(fixture('municipio'), '--out', out)
  expect([code, screen]).toEqual([1, expect.stringContaining('No pasa')])
  expect(readdirSync(out).toSorted()).toEqual(['badge.json', 'check.json', 'check.md', 'check.sarif', 'gl-code-quality.json', 'junit.xml'])
})

test('a failure that is no gap names the rule that it is about', async () => {
  const folder = copyOf(fixture('ministerio'))
  const manifest = join(folder, 'cumple.yaml')
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('processes_personal_data: true', 'processes_personal_data: false'))
  const { out } = await check(folder)
  expect(out).toContain('Contradicción: PDP-04 Régimen reforzado de los datos sensibles\n    Contradicción: los datos')
  expect((await check(folder, '--format', 'markdown')).out).toContain(
    '- **Contradicción: PDP-04 Régimen reforzado de los datos sensibles** Contradicción: los datos',
  )
})

test.for([
  [['--format', 'json', '--format', 'sarif'], 2],
  [['--format', 'terminal', '--format', 'junit'], 2],
  [['--format', 'terminal', '--format', 'github'], 1],
  [['--format', 'badge'], 1],
] as const)('on stdout a document stands alone, text for people may follow other text: %j', async ([formats, code]) => {
  const ran = await check(fixture('ministerio'), ...formats)
  expect(ran.code).toBe(code)
  if (code === 2) expect([ran.out, ran.err]).toEqual(['', expect.stringContaining('Con varios formatos diga dónde')])
})
