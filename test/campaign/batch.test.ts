// `batch` and `merge` from outside: the count, the bytes however the run went, what is refused, and that nothing is lost.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { Campaign } from '../../src/model/campaign.ts'
import { ROOT } from '../support/assess.ts'
import { folderOf } from '../support/folder.ts'
import { contents, run, runBuilt } from '../support/run.ts'
import { CAMPAIGN, municipality, smallCampaign } from '../support/small-campaign.ts'
import { STRACE, canTrace, straceArgs } from '../support/strace.ts'

const BIN = join(ROOT, 'bin', 'cumple.cjs')
/** No browser: the summary in PDF has tests of its own. */
const ENV = { CUMPLE_BROWSER: '/no/browser' }
const batch = (...args: readonly string[]) => runBuilt(['batch', ...args], { env: ENV })
/** A digest of every file of the results but the state of the run. */
function bytesOf(out: string): Record<string, string> {
  const names = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) => !name.startsWith('state') && statSync(join(out, name)).isFile())
  return Object.fromEntries(
    names.toSorted().map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(out, name)))
        .digest('hex'),
    ]),
  )
}
const campaignOf = (out: string): Campaign => Campaign.parse(JSON.parse(readFileSync(join(out, 'campaign.json'), 'utf8')))
function edit(shard: string, sql: string): void {
  const db = new DatabaseSync(join(shard, 'state', 'run.sqlite'))
  db.exec(sql)
  db.close()
}
const outOf = () => join(folderOf({}), 'out')

test('a result whose table is reached by a link is not reused when the table changes', () => {
  const root = folderOf({ 'villa.yaml': municipality('villa'), 'otros/hardware.csv': 'codigo\nA\n', 'datos/x': '' })
  symlinkSync('../otros/hardware.csv', join(root, 'datos', 'hardware.csv'))
  const out = outOf()
  const again = () => batch(join(root, 'villa.yaml'), '--out', out, '--as-of', '2026-11-21', '--format', 'json', ...(existsSync(out) ? ['--resume'] : []))
  const assessment = () => readFileSync(join(out, 'instituciones', 'villa', 'assessment.json'), 'utf8')
  expect(again().code).toBe(0)
  const before = assessment()
  expect(before).toContain('datos/hardware.csv')
  writeFileSync(join(root, 'otros', 'hardware.csv'), 'codigo\nA\nB\n')
  expect(again().code).toBe(0)
  expect(assessment()).not.toBe(before)
})

test('an institution in a single file stands beside those in folders', () => {
  const root = folderOf({
    'campaign.yaml': CAMPAIGN(['alfa', 'beta']),
    'evidencias/alfa/evidence.yaml': municipality('alfa'),
    'evidencias/beta.yaml': municipality('beta'),
    'evidencias/notas.yaml': 'a: 1\n',
  })
  const { out } = batch(root, '--out', outOf())
  expect(out).toContain('2 listadas = 2 evaluadas + 0 rechazadas + 0 sin entregar')
})

test('an institution whose single file is too large to be read is rejected by name, never left out', () => {
  const root = folderOf({ 'evidencias/alfa.yaml': municipality('alfa'), 'evidencias/beta.yaml': `${municipality('beta')}\n${'# relleno\n'.repeat(110_000)}` })
  const out = outOf()
  expect(batch(join(root, 'evidencias'), '--out', out, '--as-of', '2026-11-21').code).toBe(0)
  expect(campaignOf(out).institutions.map(({ source, status }) => [source, status])).toEqual(
    expect.arrayContaining([
      ['alfa.yaml', 'assessed'],
      ['beta.yaml', 'rejected'],
    ]),
  )
})

test('an institution counts in every role that it says it has', () => {
  const two = 'rulebooks: [{id: soc-gubernamental, role: operator}, {id: soc-gubernamental, role: ict-authority}]\n'
  const root = folderOf({
    'campaign.yaml': CAMPAIGN(['alfa', 'beta']).replace('{id: aig-tic}', '{id: soc-gubernamental}'),
    'evidencias/alfa/evidence.yaml': municipality('alfa', { extra: two, answers: '  SOO-01: {value: yes}\n' }),
    'evidencias/beta/evidence.yaml': municipality('beta', { answers: '  SOE-01: {value: yes}\n' }),
  })
  const out = outOf()
  expect(batch(root, '--out', out).code).toBe(0)
  expect(campaignOf(out).institutions.map(({ id, standings }) => [id, standings.map(({ role }) => role)])).toEqual([
    ['alfa', ['operator', 'ict-authority']],
    ['beta', ['entity']],
  ])
})

test.for([
  ['a rulebook twice', (text: string) => text.replace('[{id: aig-tic}]', '[{id: aig-tic}, {id: aig-tic, role: entity}]'), 'duplicate-id'],
  ['one path for two', (text: string) => text.replaceAll('kind: municipality, ', 'kind: municipality, path: evidencias/alfa, '), 'duplicate-path'],
  ['a baseline', (text: string) => text.replace('institutions:', 'gate: {baseline: base.json}\ninstitutions:'), 'unknown-key'],
  ['a schema that is none', (text: string) => text.replace('cumple/campaign@1', 'cumple/campain@1'), 'campaign.yaml:1'],
] as const)('a campaign with %s is refused on its line', ([, change, told]) => {
  const root = folderOf({ 'campaign.yaml': change(CAMPAIGN(['alfa', 'beta'])), 'evidencias/alfa/evidence.yaml': municipality('alfa') })
  const { code, err } = batch(join(root, 'campaign.yaml'), '--out', outOf())
  expect([code, err]).toEqual([3, expect.stringContaining(told)])
})

test('a file where a folder of verdicts is asked for is told as what it is', () => {
  const root = smallCampaign({ 'dictamenes.yaml': 'x: 1\n' })
  const { code, err } = batch(root, '--audit', join(root, 'dictamenes.yaml'), '--out', outOf())
  expect([code, err]).toEqual([3, expect.stringContaining('No es una carpeta')])
})

test('what most fail stands in the order of gravity', () => {
  const out = outOf()
  expect(batch(smallCampaign(), '--out', out).code).toBe(0)
  const [book] = campaignOf(out).rulebooks
  const severity = new Map(book!.rules.map((rule) => [rule.id, rule.severity]))
  const whole = book!.failed.filter(({ share }) => share === 100).map(({ rule }) => ['critical', 'high', 'medium', 'low'].indexOf(severity.get(rule)!))
  expect(whole).toEqual(whole.toSorted((a, b) => a - b))
  expect(new Set(whole).size).toBeGreaterThan(1)
})

test('the same rulebook typed twice is refused', () => {
  const { code, err } = batch(smallCampaign(), '--rulebook', 'aig-tic', '--rulebook', 'aig-tic', '--out', outOf())
  expect([code > 1, err]).toEqual([true, expect.not.stringContaining('UNIQUE')])
})

test('a whole run, untouched, can be merged alone, though somebody nobody expected handed in', () => {
  const out = outOf()
  expect(batch(smallCampaign(), '--out', out).code).toBe(0)
  const merged = outOf()
  const { code, err } = runBuilt(['merge', out, '--out', merged], { env: ENV })
  expect([code, err]).toEqual([0, expect.not.stringContaining('no son los que se escribieron')])
  expect(bytesOf(merged)).toEqual(bytesOf(out))
})

describe('a small campaign', () => {
  test('listed = assessed + rejected + missing, everyone by name, evidence untouched', () => {
    const root = smallCampaign()
    const before = contents(root)
    const out = outOf()
    const { code, out: screen, err } = batch(root, '--out', out)
    expect(code).toBe(0)
    expect(screen).toContain('9 listadas = 5 evaluadas + 3 rechazadas + 1 sin entregar')
    expect(screen).toContain('Una carpeta entregada no corresponde a ninguna institución esperada:\nevidencias/nadie')
    expect(err).toContain('No hay un navegador que se pueda usar')
    const campaign = campaignOf(out)
    expect(campaign.totals).toEqual({ listed: 9, assessed: 5, rejected: 3, missing: 1 })
    expect(campaign.institutions.map(({ id, status, rejection }) => [id, rejection?.code ?? status])).toEqual([
      ['alfa', 'assessed'],
      ['beta', 'assessed'],
      ['delta', 'assessed'],
      ['eco', 'assessed'],
      ['falta', 'missing'],
      ['gama', 'assessed'],
      ['otro', 'id-mismatch'],
      ['roto', 'input'],
      ['version', 'rulebook-version'],
    ])
    expect(campaign.strays).toEqual([{ source: 'evidencias/nadie', id: 'nadie' }])
    expect(campaign.institutions.find(({ id }) => id === 'roto')?.rejection?.problems[0]).toMatchObject({ code: 'yaml-syntax', file: 'evidence.yaml' })
    expect(campaign.anomalies.map(({ id, institutions }) => [id, institutions])).toEqual([
      ['identical-notes', ['alfa', 'beta']],
      ['after-closing', ['delta']],
    ])
    expect(contents(root)).toEqual(before)
    expect(existsSync(join(out, 'instituciones', 'roto'))).toBe(false)
  })

  test('each report is the one that assess gives', () => {
    const root = smallCampaign()
    const out = outOf()
    batch(root, '--out', out)
    const alone = runBuilt(['assess', join(root, 'evidencias', 'gama'), '--as-of', '2026-11-21', '--rulebook', 'aig-tic', '--format', 'json'])
    expect(readFileSync(join(out, 'instituciones', 'gama', 'assessment.json'), 'utf8')).toBe(alone.out)
  })

  test('the same bytes from another folder, with one worker or three, in another order of the files', () => {
    const root = smallCampaign()
    const [first, second, third] = [outOf(), outOf(), outOf()]
    batch(root, '--out', first)
    const copy = join(folderOf({}), 'x')
    // Copied in reverse, so that folders list otherwise and files have other times.
    for (const name of readdirSync(join(root, 'evidencias')).toReversed())
      cpSync(join(root, 'evidencias', name), join(copy, 'evidencias', name), { recursive: true })
    cpSync(join(root, 'campaign.yaml'), join(copy, 'campaign.yaml'))
    runBuilt(['batch', '.', '--out', second, '--jobs', '1'], { env: { ...ENV, TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8' }, cwd: copy })
    batch(join(root, 'campaign.yaml'), '--out', third, '--jobs', '3')
    expect(Object.keys(bytesOf(first)).length).toBeGreaterThan(15)
    expect(bytesOf(second)).toEqual(bytesOf(first))
    expect(bytesOf(third)).toEqual(bytesOf(first))
  })

  test('shards merged are one run; what does not fit is told and nothing is written', () => {
    const root = smallCampaign()
    const [whole, merged] = [outOf(), outOf()]
    batch(root, '--out', whole)
    const parts = [1, 2, 3].map((index) => {
      const out = outOf()
      const { code, out: said } = batch(root, '--out', out, '--shard', `${index}/3`)
      expect({ code, said }).toEqual({ code: 0, said: `Parte ${index} de 3 lista. Para unir todas: cumple unir CARPETA… --out RESULTADOS\n` })
      return out
    })
    const missing = runBuilt(['merge', parts[0]!, parts[2]!, '--out', merged], { env: ENV })
    expect(missing.code).toBe(2)
    expect(missing.err).toContain('Faltan partes: 2/3.')
    expect(existsSync(merged)).toBe(false)
    expect(runBuilt(['merge', parts[0]!, parts[0]!, '--out', merged], { env: ENV }).err).toContain('repite una parte')
    for (const overlapping of [
      [...parts, whole],
      [whole, ...parts],
    ]) {
      const { code, err } = runBuilt(['merge', ...overlapping, '--out', merged], { env: ENV })
      expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining('Las partes se solapan') as string })
      for (const [folder, shard] of [
        [whole, '1/1'],
        [parts[1]!, '2/3'],
      ])
        expect(err).toContain(`${basename(dirname(folder!))}/out (${shard})`)
      expect(existsSync(merged)).toBe(false)
    }
    expect(runBuilt(['merge', root, '--out', merged], { env: ENV }).err).toContain('no es una carpeta de resultados')
    const { code } = runBuilt(['unir', ...parts.toReversed(), '--out', merged], { env: ENV })
    expect(code).toBe(0)
    expect(bytesOf(merged)).toEqual(bytesOf(whole))
  })

  test('what a shard says of itself is not believed: paths, rows, reports, links', () => {
    const root = smallCampaign()
    const shards = () =>
      [1, 2].map((index) => {
        const out = outOf()
        batch(root, '--out', out, '--shard', `${index}/2`)
        return out
      })
    const spoil: readonly [string, (shard: string) => void][] = [
      ['a folder outside', (shard) => edit(shard, "UPDATE results SET row = json_set(row, '$.folder', '../../../evil') WHERE status = 'assessed'")],
      ['an id that is a path', (shard) => edit(shard, "UPDATE results SET row = json_set(row, '$.id', '../../x') WHERE status = 'assessed'")],
      ['a row that is none', (shard) => edit(shard, "UPDATE results SET row = '{}' WHERE status = 'assessed'")],
      ['prints that are none', (shard) => edit(shard, "UPDATE results SET prints = '{}' WHERE status = 'assessed'")],
      ['nothing for prints', (shard) => edit(shard, "UPDATE results SET prints = 'null' WHERE status = 'assessed'")],
      [
        'a report whose name no system has',
        (shard) => edit(shard, "UPDATE results SET row = json_set(row, '$.files[0].name', char(97, 0)) WHERE status = 'assessed'"),
      ],
      [
        'a report that would fill the memory',
        (shard) => truncateSync(join(shard, 'instituciones', readdirSync(join(shard, 'instituciones'))[0]!, 'assessment.json'), 8_000_000_000),
      ],
      ['another report', (shard) => writeFileSync(join(shard, 'instituciones', readdirSync(join(shard, 'instituciones'))[0]!, 'assessment.json'), '{}')],
      [
        'a linked report',
        (shard) => {
          const report = join(shard, 'instituciones', readdirSync(join(shard, 'instituciones'))[0]!, 'informe.html')
          rmSync(report)
          symlinkSync('/etc/hostname', report)
        },
      ],
    ]
    for (const [what, change] of spoil) {
      const [first, second] = shards()
      const out = outOf()
      change(first!)
      const { code, err } = runBuilt(['merge', first!, second!, '--out', out], { env: ENV })
      expect({ what, code, told: err.includes('que no son los que se escribieron') }).toEqual({ what, code: 2, told: true })
      expect(existsSync(out)).toBe(false)
    }
    const [first, second] = shards()
    const out = outOf()
    rmSync(join(first!, 'instituciones'), { recursive: true })
    symlinkSync('/etc', join(first!, 'instituciones'))
    expect(runBuilt(['merge', first!, second!, '--out', out], { env: ENV })).toMatchObject({
      code: 2,
      err: expect.stringContaining('no es una carpeta de resultados') as string,
    })
    expect(existsSync(out)).toBe(false)
  })

  test.for(['instituciones', 'state/next/consolidado.xlsx', 'state/next/campaign.sqlite'])(
    'a disk that fills up at %s is told as what it is, and merging again finds nothing in its way',
    (full, ctx) => {
      if (!canTrace) ctx.skip('strace is missing or not allowed')
      const root = smallCampaign()
      const parts = [1, 2].map((index) => {
        const out = outOf()
        batch(root, '--out', out, '--shard', `${index}/2`)
        return out
      })
      const out = outOf()
      const of = full === 'instituciones' ? `${full}/${readdirSync(join(parts[0]!, full))[0]!}/assessment.json` : full
      const disturbed = straceArgs({ calls: 'write,pwrite64', inject: ['write,pwrite64:error=ENOSPC'], paths: [join(out, of)] })
      const merge = () =>
        spawnSync(STRACE, [...disturbed, process.execPath, BIN, 'merge', ...parts, '--out', out], { encoding: 'utf8', env: { ...process.env, ...ENV } })
      const { status, stderr } = merge()
      expect({ status, told: /^cumple: No se pudo escribir [^\n]+\n$/.test(stderr), stderr, left: existsSync(out) }).toEqual({
        status: 2,
        told: true,
        stderr,
        left: false,
      })
      expect(runBuilt(['merge', ...parts, '--out', out], { env: ENV }).code).toBe(0)
    },
  )

  test('what is merged stays when nobody reads the summary, and nothing stays of what could not be', async () => {
    const root = smallCampaign()
    const parts = [1, 2].map((index) => {
      const out = outOf()
      batch(root, '--out', out, '--shard', `${index}/2`)
      return out
    })
    const [kept, gone] = [outOf(), outOf()]
    const gonePipe = () => Promise.reject(Object.assign(new Error('gone'), { code: 'EPIPE' }))
    const world = { env: { ...process.env, ...ENV }, stdout: gonePipe }
    expect(await run(['merge', ...parts, '--out', kept], world)).toMatchObject({ code: 2, err: '' })
    expect(campaignOf(kept).totals.assessed).toBeGreaterThan(0)
    expect((await run(['merge', ...parts, '--out', gone, '--browser', '/no/browser'], { env: world.env })).code).toBe(2)
    expect(existsSync(gone)).toBe(false)
  })

  test('a gate is asked of the parts, not of their merge', () => {
    const root = smallCampaign()
    const out = outOf()
    const parts = (...flags: readonly string[]) =>
      [1, 2].map((index) => {
        const part = outOf()
        batch(root, '--out', part, '--shard', `${index}/2`, ...flags)
        return part
      })
    expect(runBuilt(['merge', ...parts(), '--out', out, '--gate'], { env: ENV })).toMatchObject({ code: 2, err: expect.stringContaining('--gate') as string })
    expect(existsSync(out)).toBe(false)
    expect(runBuilt(['merge', ...parts('--gate'), '--out', out, '--gate'], { env: ENV }).code).toBe(1)
  })

  test('what is of the whole campaign is not asked of a part, and nothing is written', () => {
    const [out, key] = [outOf(), join(folderOf({}), 'clave')]
    for (const flags of [
      ['--sample', '3'],
      ['--anonymize', key],
    ]) {
      const { code, err } = batch(smallCampaign(), '--out', out, '--shard', '1/2', ...flags)
      expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('cumple unir') as string })
    }
    expect([out, key].filter((path) => existsSync(path))).toEqual([])
  })

  test('a part of another campaign is not merged', () => {
    const [first, second] = [smallCampaign(), smallCampaign({ 'campaign.yaml': CAMPAIGN(['alfa']) })]
    const [a, b, out] = [outOf(), outOf(), outOf()]
    batch(first, '--out', a, '--shard', '1/2')
    batch(second, '--out', b, '--shard', '2/2')
    const { code, err } = runBuilt(['merge', a, b, '--out', out], { env: ENV })
    expect(code).toBe(2)
    expect(err).toContain('es de otro ciclo')
    expect(existsSync(out)).toBe(false)
  })
})

describe('going on', () => {
  test('killed at random and resumed until it ends: the bytes of one run', { timeout: 240_000 }, async () => {
    const root = smallCampaign()
    const [whole, broken] = [outOf(), outOf()]
    batch(root, '--out', whole)
    let done = false
    for (let round = 0; round < 40 && !done; round += 1) {
      const child = spawn(process.execPath, [BIN, 'batch', root, '--out', broken, '--resume', '--jobs', '2', '--quiet'], {
        env: { ...process.env, ...ENV },
        stdio: 'ignore',
      })
      const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
      const limit = 150 + ((round * 397) % 1_500)
      const code = await Promise.race([ended, pause(limit).then(() => 'late' as const)])
      if (code === 'late') child.kill('SIGKILL')
      else done = code === 0
      await ended
    }
    if (!done) expect(runBuilt(['batch', root, '--out', broken, '--resume', '--quiet'], { env: ENV }).code).toBe(0)
    expect(bytesOf(broken)).toEqual(bytesOf(whole))
  })

  test.for([
    ['openat', 'state/run.sqlite'],
    ['mkdir', 'state/next'],
    ['rename', 'state/next/csv'],
  ] as const)('killed at %s of %s and resumed: the bytes of one run', ([call, name], ctx) => {
    if (!canTrace) ctx.skip('strace is missing or not allowed')
    const root = smallCampaign()
    const [whole, broken] = [outOf(), outOf()]
    batch(root, '--out', whole)
    const disturbed = straceArgs({ calls: call, inject: [`${call}:signal=KILL:when=1`], paths: [join(broken, name)] })
    const { signal } = spawnSync(STRACE, [...disturbed, process.execPath, BIN, 'batch', root, '--out', broken, '--quiet'], { env: { ...process.env, ...ENV } })
    expect(signal).toBe('SIGKILL')
    expect(batch(root, '--out', broken, '--resume')).toMatchObject({ code: 0 })
    expect(bytesOf(broken)).toEqual(bytesOf(whole))
  })

  test("a folder that only holds a file called state is somebody's", () => {
    const out = folderOf({ state: 'x' })
    expect(batch(smallCampaign(), '--out', out, '--resume')).toMatchObject({ code: 2, err: expect.stringContaining('tiene otros archivos') as string })
    expect(contents(out)).toEqual({ state: 'x' })
  })

  test('workers of a killed run write into its folder, not into that of the next', () => {
    const root = smallCampaign()
    const [whole, broken] = [outOf(), outOf()]
    for (const out of [whole, broken]) batch(root, '--out', out)
    const left = join(broken, 'state', 'staging-before', '0')
    mkdirSync(left, { recursive: true })
    writeFileSync(join(left, 'informe.html'), 'x')
    expect(batch(root, '--out', broken, '--resume')).toMatchObject({ code: 0 })
    expect(readdirSync(join(broken, 'state')).filter((name) => name.startsWith('staging'))).toEqual([])
    expect(bytesOf(broken)).toEqual(bytesOf(whole))
  })

  test('only what changed is done again; what is gone leaves with its reports', () => {
    const root = smallCampaign()
    const out = outOf()
    batch(root, '--out', out)
    const kept = join(out, 'instituciones', 'beta', 'assessment.json')
    utimesSync(kept, 1, 1)
    writeFileSync(join(root, 'evidencias', 'alfa', 'evidence.yaml'), municipality('alfa', { answers: '  GOB-02: {value: partial}\n' }))
    rmSync(join(root, 'evidencias', 'eco'), { recursive: true })
    const { out: screen } = batch(root, '--out', out, '--resume')
    expect(screen).toContain('9 listadas = 4 evaluadas + 3 rechazadas + 2 sin entregar')
    expect(screen).toContain('3 instituciones sin cambios desde la ejecución anterior')
    expect(statSync(kept).mtimeMs).toBe(1_000)
    expect(readdirSync(join(out, 'instituciones')).toSorted()).toEqual(['alfa', 'beta', 'delta', 'gama'])
    const fresh = outOf()
    batch(root, '--out', fresh)
    expect(bytesOf(out)).toEqual(bytesOf(fresh))
  })

  test('somebody who says to be another: the reports and figures are of the one that was expected', () => {
    const root = smallCampaign({
      'evidencias/zz-copia/evidence.yaml': municipality('alfa', { answers: '  GOB-02: {value: partial}\n' }),
      'evidencias/aa-copia/evidence.yaml': municipality('gama'),
    })
    const [out, alone] = [outOf(), outOf()]
    expect(batch(root, '--out', out).code).toBe(0)
    batch(smallCampaign(), '--out', alone)
    expect(campaignOf(out).strays.map(({ source, id }) => [source, id])).toEqual([
      ['evidencias/aa-copia', 'gama'],
      ['evidencias/nadie', 'nadie'],
      ['evidencias/zz-copia', 'alfa'],
    ])
    const same = (folder: string) =>
      Object.fromEntries(Object.entries(bytesOf(folder)).filter(([name]) => name.startsWith('instituciones') || /findings|scores|requirements/.test(name)))
    expect(same(out)).toEqual(same(alone))
  })

  test('a report that somebody changed is made again', () => {
    const root = smallCampaign()
    const [out, fresh] = [outOf(), outOf()]
    batch(root, '--out', out)
    writeFileSync(join(out, 'instituciones', 'beta', 'assessment.json'), '{}')
    batch(root, '--out', out, '--resume')
    batch(root, '--out', fresh)
    expect(bytesOf(out)).toEqual(bytesOf(fresh))
  })

  test('a document anywhere below a single file counts', () => {
    const text = (id: string) =>
      municipality(id, {
        answers: '  GOB-02: {value: partial, documents: [acto]}\n',
        extra: 'documents:\n  acto: {kind: resolution, title: Acto, path: anexos/acto.pdf}\n',
      })
    const root = folderOf({ 'uno.yaml': text('uno'), 'anexos/acto.pdf': 'antes' })
    const [out, fresh] = [outOf(), outOf()]
    batch(join(root, 'uno.yaml'), '--out', out)
    writeFileSync(join(root, 'anexos', 'acto.pdf'), 'después')
    expect(batch(join(root, 'uno.yaml'), '--out', out, '--resume').out).not.toContain('sin cambios')
    batch(join(root, 'uno.yaml'), '--out', fresh)
    expect(bytesOf(out)).toEqual(bytesOf(fresh))
  })

  test('results beside the evidence are not evidence', () => {
    const root = folderOf({ 'campaign.yaml': CAMPAIGN(['eco']), 'eco/evidence.yaml': municipality('eco') })
    const out = join(root, 'resultados')
    expect(batch(root, '--out', out).code).toBe(0)
    expect(batch(root, '--out', out, '--resume').out).toContain('1 listada = 1 evaluada')
  })

  test('another day or other formats are another run', () => {
    const root = smallCampaign()
    const out = outOf()
    batch(join(root, 'evidencias'), '--out', out, '--as-of', '2026-11-20', '--format', 'json')
    const { out: screen } = batch(join(root, 'evidencias'), '--out', out, '--as-of', '2026-11-21', '--format', 'json', '--resume')
    expect(screen).not.toContain('sin cambios')
    expect(campaignOf(out).asOf).toBe('2026-11-21')
  })
})

describe('where results go', () => {
  test('a folder with results needs --resume, one with other files is refused, both untouched', () => {
    const root = smallCampaign()
    const out = outOf()
    batch(root, '--out', out)
    const before = bytesOf(out)
    expect(batch(root, '--out', out)).toMatchObject({ code: 2, err: expect.stringContaining('--resume') as string })
    expect(bytesOf(out)).toEqual(before)
    const taken = folderOf({ 'mine.txt': 'mine' })
    expect(batch(root, '--out', taken)).toMatchObject({ code: 2, err: expect.stringContaining('tiene otros archivos') as string })
    expect(contents(taken)).toEqual({ 'mine.txt': 'mine' })
  })
  test('never inside the evidence', () => {
    const root = smallCampaign()
    expect(batch(root, '--out', join(root, 'evidencias', 'alfa', 'out'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('no puede estar dentro de la evidencia') as string,
    })
    expect(existsSync(join(root, 'evidencias', 'alfa', 'out'))).toBe(false)
  })
  test('two runs on one folder: the second says so', async () => {
    const root = smallCampaign()
    const out = outOf()
    mkdirSync(join(out, 'state'), { recursive: true })
    const holder = spawn(
      process.execPath,
      [
        '-e',
        `const { DatabaseSync } = require('node:sqlite'); const db = new DatabaseSync(${JSON.stringify(join(out, 'state', 'run.sqlite'))}); db.exec('PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; CREATE TABLE t (x)'); process.stdout.write('ok'); setInterval(() => {}, 1000)`,
      ],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    )
    await new Promise((resolve) => holder.stdout.once('data', resolve))
    try {
      expect(batch(root, '--out', out, '--resume')).toMatchObject({ code: 2, err: expect.stringContaining('Otra ejecución está usando') as string })
    } finally {
      holder.kill('SIGKILL')
    }
  })
})

describe('bad input', () => {
  test('a campaign that cannot be: 3, with its place, nothing written', () => {
    for (const [wrong, told] of [
      ['aig-tics', 'campaign.yaml:5:18  unknown-rulebook'],
      ['aig-tic, version: 2.0.0', 'campaign.yaml:5:36  rulebook-version'],
    ] as const) {
      const root = smallCampaign({ 'campaign.yaml': CAMPAIGN(['alfa']).replace('aig-tic', wrong) })
      const out = outOf()
      const { code, err } = batch(root, '--out', out)
      expect({ code, err }).toMatchObject({ code: 3, err: expect.stringContaining(told) as string })
      expect(err).not.toContain('evidencia')
      expect(existsSync(out)).toBe(false)
    }
  })
  test('a campaign file that does not read as one is not taken for evidence', () => {
    for (const [content, told] of [
      [`a: ${'['.repeat(1_000)}`, 'campaign.yaml:1:1  yaml-too-deep'],
      ['', 'campaign.yaml  yaml-empty'],
    ] as const) {
      const root = folderOf({ 'campaign.yaml': content, 'evidencias/eco/evidence.yaml': municipality('eco') })
      const out = outOf()
      expect(batch(join(root, 'campaign.yaml'), '--out', out)).toMatchObject({ code: 3, err: expect.stringContaining(told) as string })
      expect(existsSync(out)).toBe(false)
    }
  })
  test('nothing could be assessed: 3, and the results say why', () => {
    const root = folderOf({ 'a/evidence.yaml': 'x: [', 'b/evidence.yaml': '' })
    const out = outOf()
    const { code, err } = batch(root, '--out', out)
    expect({ code, said: err.includes('No se pudo evaluar ninguna institución.') }).toEqual({ code: 3, said: true })
    expect(campaignOf(out).totals).toEqual({ listed: 2, assessed: 0, rejected: 2, missing: 0 })
  })
  test('--gate: 1 when one is missing or rejected, 0 when all pass', () => {
    expect(batch(smallCampaign(), '--out', outOf(), '--gate').code).toBe(1)
    const fine = folderOf({
      'campaign.yaml': CAMPAIGN(['eco'], 'gate: {conditions: {critical-gap: off}}\n'),
      'evidencias/eco/evidence.yaml': municipality('eco'),
    })
    expect(batch(fine, '--out', outOf(), '--gate').code).toBe(0)
    const strict = folderOf({
      'campaign.yaml': CAMPAIGN(['eco'], 'gate: {floors: [{index: compliance, at_least: 50}]}\n'),
      'evidencias/eco/evidence.yaml': municipality('eco'),
    })
    expect(batch(strict, '--out', outOf(), '--gate').code).toBe(1)
  })
  test('the conditions that are not met are named whole, as many as fit', () => {
    const out = outOf()
    const root = smallCampaign({ 'campaign.yaml': CAMPAIGN(['alfa', 'beta', 'gama'], 'gate: {conditions: {unanswered: error, unmet-must: error}}\n') })
    const { out: screen } = batch(root, '--out', out, '--gate')
    const reasons = campaignOf(out).institutions.flatMap(({ gate }) => gate?.reasons ?? [])
    const named = [...screen.matchAll(/^ {2}(?:alfa|beta|gama) · (.*)$/gm)].flatMap(([, line = '']) => line.split(', '))
    expect(named).toContain('…')
    expect(named.filter((name) => name !== '…' && !reasons.includes(name))).toEqual([])
  })
  test('a link among the evidence is not followed', () => {
    const root = smallCampaign()
    rmSync(join(root, 'evidencias', 'eco'), { recursive: true })
    symlinkSync(join(root, 'evidencias', 'alfa'), join(root, 'evidencias', 'eco'))
    const out = outOf()
    batch(root, '--out', out)
    expect(campaignOf(out).institutions.find(({ id }) => id === 'eco')?.rejection?.problems[0]?.code).toBe('path-outside')
  })
  test.for([
    [['--shard', '3/2'], 'no es una parte'],
    [['--jobs', '0'], 'no es un valor de --jobs'],
    [['--format', 'json=x'], 'sin ruta'],
    [['--as-of', '2026-01-01'], 'El archivo del ciclo ya lo dice'],
    [['--sample', 'x'], 'no es un valor de --sample'],
    [['--previous', '/no/such'], '/no/such'],
  ] as const)('%s', ([flags, said]) => {
    const out = outOf()
    const { code, err } = batch(smallCampaign(), '--out', out, ...flags)
    expect([2, 3]).toContain(code)
    expect(err).toContain(said)
    expect(existsSync(out)).toBe(false)
  })
})

test('hostile items cost themselves: too large, endless, huge and sparse', () => {
  const root = smallCampaign()
  const big = join(root, 'evidencias', 'eco', 'documentos')
  mkdirSync(big)
  writeFileSync(join(big, 'x'), '')
  writeFileSync(join(big, 'x'), Buffer.alloc(3_000_000))
  const out = outOf()
  batch(root, '--out', out, '--max-size', '2')
  const rejected = campaignOf(out).institutions.filter(({ status }) => status === 'rejected')
  expect(rejected.map(({ id, rejection }) => [id, rejection?.code])).toContainEqual(['eco', 'too-large'])
  expect(campaignOf(out).totals.assessed).toBe(4)
})
