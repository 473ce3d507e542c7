// What a campaign leaves behind: the same counts in every output, PDFs, verdicts, a sample, changes, anonymous tables; and nobody left running.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import papaparse from 'papaparse'
import { describe, expect, test } from 'vitest'
import { runItems } from '../../src/campaign/run.ts'
import { openState } from '../../src/campaign/state.ts'
import type { ItemSettings } from '../../src/campaign/settings.ts'
import { Campaign } from '../../src/model/campaign.ts'
import { openPackage } from '../../src/questionnaire/zip.ts'
import { PdfError } from '../../src/report/pdf-error.ts'
import { library } from '../../src/rulebook/library.ts'
import { ROOT } from '../support/assess.ts'
import { folderOf } from '../support/folder.ts'
import { fork } from 'node:child_process'
import { contents, runBuilt } from '../support/run.ts'
import { CAMPAIGN, dated, municipality, smallCampaign } from '../support/small-campaign.ts'

const BIN = join(ROOT, 'bin', 'cumple.cjs')
const ENV = { CUMPLE_BROWSER: '/no/browser' }
const batch = (...args: readonly string[]) => runBuilt(['batch', ...args], { env: ENV })
const outOf = () => join(folderOf({}), 'out')
const campaignOf = (out: string): Campaign => Campaign.parse(JSON.parse(readFileSync(join(out, 'campaign.json'), 'utf8')))
const rowsOf = (out: string, table: string) =>
  papaparse.parse<Record<string, string>>(readFileSync(join(out, 'csv', `${table}.csv`), 'utf8'), { header: true, skipEmptyLines: true }).data

test('the counts agree in the terminal, JSON, SQLite, CSV, the workbook and the dashboard', () => {
  const out = outOf()
  const { out: screen } = batch(smallCampaign(), '--out', out)
  const campaign = campaignOf(out)
  const line = '9 listadas = 5 evaluadas + 3 rechazadas + 1 sin entregar'
  const counts = { assessed: 5, missing: 1, rejected: 3 }
  const counted = (statuses: readonly string[]) => ({
    assessed: statuses.filter((status) => status === 'assessed').length,
    missing: statuses.filter((status) => status === 'missing').length,
    rejected: statuses.filter((status) => status === 'rejected').length,
  })
  expect(screen).toContain(line)
  expect(readFileSync(join(out, 'index.html'), 'utf8').replaceAll('&#x3D;', '=')).toContain(line)
  expect(campaign.totals).toEqual({ listed: 9, ...counts })
  expect(counted(campaign.institutions.map(({ status }) => status))).toEqual(counts)
  expect(counted(rowsOf(out, 'institutions').map(({ status }) => status!))).toEqual(counts)
  const db = new DatabaseSync(join(out, 'campaign.sqlite'), { readOnly: true })
  expect(
    counted(
      db
        .prepare('SELECT status FROM institutions')
        .all()
        .map(({ status }) => String(status)),
    ),
  ).toEqual(counts)
  const findings = Number(db.prepare('SELECT count(*) AS n FROM findings').get()?.['n'])
  db.close()
  expect(rowsOf(out, 'findings')).toHaveLength(findings)
  const book = openPackage(readFileSync(join(out, 'consolidado.xlsx')))
  const sheets = book.names.filter((name) => name.startsWith('xl/worksheets/')).map((name) => Buffer.from(book.read(name)!).toString('utf8'))
  const strings = [
    ...Buffer.from(book.read('xl/sharedStrings.xml')!)
      .toString('utf8')
      .matchAll(/<si><t[^>]*>([^<]*)<\/t><\/si>/g),
  ].map(([, text]) => text!)
  const textsOf = (sheet: string) => [...sheet.matchAll(/t="s"><v>(\d+)<\/v>/g)].map(([, index]) => strings[Number(index)]!)
  const first = sheets.map(textsOf).find((texts) => texts.includes('alfa') && texts.includes('missing'))!
  expect(counted(first)).toEqual(counts)
  expect(sheets.join('')).not.toContain('<f>')
})

test('a requirement that applies to no institution has its title and its row, of zeros', () => {
  const out = outOf()
  const extra = 'facts: {develops_software: false}\n'
  batch(folderOf({ 'campaign.yaml': CAMPAIGN(['alfa']), 'evidencias/alfa/evidence.yaml': municipality('alfa', { extra }) }), '--out', out)
  const findings = rowsOf(out, 'findings')
  const nowhere = [...Map.groupBy(findings, ({ rule }) => rule!)].filter(([, rows]) => rows.every(({ outcome }) => outcome === 'not-applicable'))
  expect(nowhere).not.toEqual([])
  expect(findings.filter(({ title }) => title === '')).toEqual([])
  const requirements = rowsOf(out, 'requirements')
  expect(new Set(requirements.map(({ rule }) => rule))).toEqual(new Set(findings.map(({ rule }) => rule)))
  for (const [rule] of nowhere)
    expect(requirements.find((row) => row.rule === rule)).toMatchObject({ applicable: '0', satisfied: '0', unmet: '0', unknown: '0', share: '' })
})

test('a hostile name is text everywhere and in no file name', () => {
  const out = outOf()
  const root = smallCampaign({
    'campaign.yaml': readFileSync(join(smallCampaign(), 'campaign.yaml'), 'utf8').replace(
      '"Municipio de delta"',
      JSON.stringify('=1+1<script>alert(1)</script>'),
    ),
  })
  batch(root, '--out', out, '--format', 'html', '--format', 'findings-csv')
  expect(rowsOf(out, 'institutions').find(({ institution }) => institution === 'delta')?.['name']).toBe("'=1+1<script>alert(1)</script>")
  expect(readFileSync(join(out, 'index.html'), 'utf8')).not.toContain('<script>alert')
  expect(readdirSync(join(out, 'instituciones')).toSorted()).toEqual(['alfa', 'beta', 'delta', 'eco', 'gama'])
  expect(readdirSync(join(out, 'instituciones', 'delta')).toSorted()).toEqual(['hallazgos.csv', 'informe.html'])
})

async function settingsOf(): Promise<ItemSettings> {
  const rulebook = (await library.byId('aig-tic'))!
  return {
    asOf: '2026-11-21',
    generatedAt: '2026-11-21T00:00:00-05:00',
    version: '0.0.0',
    tool: 't',
    lang: 'es',
    rulebooks: [{ id: rulebook.id, version: rulebook.version, digest: rulebook.digest }],
    formats: ['pdf'],
    level: 'executive',
    paper: 'letter',
    publishable: false,
    maxBytes: 1e9,
  }
}

describe('PDFs', () => {
  const digests = (out: string) =>
    Object.fromEntries(
      readdirSync(out, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.pdf'))
        .toSorted()
        .map((name) => [
          name,
          createHash('sha256')
            .update(readFileSync(join(out, name)))
            .digest('hex'),
        ]),
    )
  test('one for each institution and one for the country, the same bytes in every run', () => {
    const root = smallCampaign()
    const [first, second] = [outOf(), outOf()]
    for (const [out, jobs] of [
      [first, '2'],
      [second, '1'],
    ] as const)
      expect(runBuilt(['batch', root, '--out', out, '--format', 'pdf', '--level', 'executive', '--jobs', jobs, '--quiet']).code).toBe(0)
    expect(Object.keys(digests(first))).toEqual([...['alfa', 'beta', 'delta', 'eco', 'gama'].map((id) => `instituciones/${id}/informe.pdf`), 'resumen.pdf'])
    expect(digests(second)).toEqual(digests(first))
    expect(readdirSync(join(first, 'instituciones', 'alfa'))).toEqual(['informe.pdf'])
    expect(campaignOf(first).institutions.find(({ id }) => id === 'alfa')?.files).toEqual([
      {
        name: 'informe.pdf',
        bytes: statSync(join(first, 'instituciones', 'alfa', 'informe.pdf')).size,
        sha256: digests(first)['instituciones/alfa/informe.pdf'],
      },
    ])
  })

  test('a report that cannot be printed rejects its institution by name, and nobody else', async () => {
    const root = folderOf({ 'a/evidence.yaml': municipality('a'), 'b/evidence.yaml': municipality('b', { name: 'No se imprime' }) })
    const out = outOf()
    mkdirSync(join(out, 'state'), { recursive: true })
    const state = openState(join(out, 'state', 'run.sqlite'))
    const settings = await settingsOf()
    const progress = await runItems(
      ['a', 'b'].map((source) => ({ source, path: join(root, source) })),
      state,
      {
        out,
        lanes: 1,
        settings,
        timeLimit: 60_000,
        memoryLimit: 1e9,
        start: () => fork(BIN, ['worker'], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], env: { ...process.env, CUMPLE_WORKER: '1' } }),
        print: (html) => (html.includes('No se imprime') ? Promise.reject(new PdfError('timeout', {})) : Promise.resolve(Buffer.from('%PDF'))),
        pdfName: 'informe.pdf',
        awaited: new Set(),
        onProgress: () => undefined,
      },
    )
    expect(progress).toMatchObject({ done: 2, rejected: 1 })
    expect(state.outcomes().map((outcome) => (outcome.status === 'rejected' ? [outcome.source, outcome.rejection] : [outcome.source]))).toEqual([
      ['a'],
      ['b', { code: 'pdf', params: { reason: 'timeout' }, problems: [] }],
    ])
    state.close()
    expect(readdirSync(join(out, 'instituciones'))).toEqual(['a'])
    expect(readdirSync(join(out, 'state')).filter((name) => !name.startsWith('run.sqlite'))).toEqual([])
  })

  test('what the disk refuses ends the run, and says nothing of the institutions under way', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f']
    const root = folderOf(Object.fromEntries(ids.map((id) => [`${id}/evidence.yaml`, municipality(id)])))
    const out = outOf()
    mkdirSync(join(out, 'state'), { recursive: true })
    const state = openState(join(out, 'state', 'run.sqlite'))
    const run = runItems(
      ids.map((source) => ({ source, path: join(root, source) })),
      state,
      {
        out,
        lanes: 2,
        settings: await settingsOf(),
        timeLimit: 60_000,
        memoryLimit: 1e9,
        start: () => fork(BIN, ['worker'], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], env: { ...process.env, CUMPLE_WORKER: '1' } }),
        print: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })),
        pdfName: 'informe.pdf',
        awaited: new Set(),
        onProgress: () => undefined,
      },
    )
    await expect(run).rejects.toMatchObject({ code: 'ENOSPC' })
    expect(state.outcomes()).toEqual([])
    state.close()
  })

  test.skipIf(process.platform !== 'linux')('the parent killed outright: no browser and no worker is left', { timeout: 120_000 }, async () => {
    const home = folderOf({})
    const child = spawn(process.execPath, [BIN, 'batch', smallCampaign(), '--out', outOf(), '--format', 'pdf', '--quiet'], {
      env: { ...process.env, HOME: home, XDG_CACHE_HOME: home, CUMPLE_MARK: home },
      stdio: 'ignore',
    })
    const running = () =>
      readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name) && name !== String(child.pid))
        .filter((name) => {
          try {
            return readFileSync(`/proc/${name}/environ`, 'latin1').includes(home) || readFileSync(`/proc/${name}/cmdline`, 'latin1').includes(home)
          } catch {
            return false
          }
        })
    for (let waited = 0; running().length < 4 && waited < 200; waited += 1) await pause(50)
    expect(running().length).toBeGreaterThanOrEqual(4)
    child.kill('SIGKILL')
    for (let waited = 0; running().length > 0 && waited < 100; waited += 1) await pause(50)
    expect(running()).toEqual([])
  })
})

describe('the auditor', () => {
  const AUDIT =
    'schema: cumple/audit@1\nauditor: Auditoría\ndate: 2026-11-20\ninstitution: gama\nverdicts:\n  GOB-02: {verdict: reject, condition: No consta, criterion: Debe constar, cause: Falta, effect: Riesgo, recommendation: Designar, reply: De acuerdo}\n'
  test('verdicts stand beside what is declared and what evidence sustains; the evidence is untouched', () => {
    const root = smallCampaign()
    const before = contents(root)
    const out = outOf()
    expect(batch(root, '--out', out, '--audit', folderOf({ 'gama.yaml': AUDIT })).code).toBe(0)
    const row = campaignOf(out).institutions.find(({ id }) => id === 'gama')!
    expect(row.audit).toEqual({ auditor: 'Auditoría', date: '2026-11-20', accept: 0, lower: 0, raise: 0, reject: 1, lapsed: 0 })
    const [standing] = row.standings
    expect(standing!.audited!.low).toBeLessThan(standing!.compliance!.low)
    expect(campaignOf(out).institutions.find(({ id }) => id === 'alfa')?.standings[0]?.audited).toBeUndefined()
    expect(rowsOf(out, 'findings').find(({ institution, rule }) => institution === 'gama' && rule === 'GOB-02')?.['verdict']).toBe('reject')
    expect(rowsOf(out, 'verdicts')).toEqual([
      expect.objectContaining({
        institution: 'gama',
        role: 'entity',
        rule: 'GOB-02',
        given: 'reject',
        standing: 'stands',
        audited_credit_low: '0',
        reply: 'De acuerdo',
      }),
    ])
    expect(contents(root)).toEqual(before)
  })
  test('of two rulebooks the one that nobody judged has no audited index, no agreement and no effect', () => {
    const [root, out] = [smallCampaign(), outOf()]
    const file = join(root, 'campaign.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replace('[{id: aig-tic}]', '[{id: aig-tic}, {id: transparencia}]'))
    expect(batch(root, '--out', out, '--audit', folderOf({ 'gama.yaml': AUDIT })).code).toBe(0)
    const { standings } = campaignOf(out).institutions.find(({ id }) => id === 'gama')!
    expect(standings.map(({ rulebook, verdicts, audited }) => [rulebook, verdicts, audited !== undefined])).toEqual([
      ['aig-tic', { accept: 0, lower: 0, raise: 0, reject: 1, lapsed: 0 }, true],
      ['transparencia', undefined, false],
    ])
    expect(
      rowsOf(out, 'scores')
        .filter(({ audited_low: low }) => low !== '')
        .map(({ institution, rulebook }) => [institution, rulebook]),
    ).toEqual([['gama', 'aig-tic']])
    const chapter = readFileSync(join(out, 'index.html'), 'utf8').split('id="auditoria"')[1]!.split('</table>', 1)[0]!
    expect(chapter).toContain('Normas generales')
    expect(chapter).not.toContain('Transparencia')
  })
  test('going on never forgets the verdicts, or what was compared with, unsaid', () => {
    const root = smallCampaign()
    const [earlier, out] = [outOf(), outOf()]
    const verdicts = folderOf({ 'gama.yaml': AUDIT })
    dated(root, '2026-10-21')
    batch(root, '--out', earlier)
    dated(root, '2026-11-21')
    batch(root, '--out', out, '--audit', verdicts, '--previous', earlier)
    const before = contents(out)
    const refused = (...more: string[]) => batch(root, '--out', out, '--resume', ...more)
    expect(refused('--previous', earlier)).toMatchObject({ code: 2, err: expect.stringContaining('añada --audit') as string })
    expect(refused('--audit', verdicts)).toMatchObject({ code: 2, err: expect.stringContaining('añada --previous') as string })
    expect(Object.keys(contents(out)).toSorted()).toEqual(Object.keys(before).toSorted())
    expect(refused('--audit', verdicts, '--previous', earlier).code).toBe(0)
    expect(contents(out)['campaign.json']).toBe(before['campaign.json'])
  })
  test('a slip in a file of verdicts, or no such folder: told before anything runs', () => {
    const out = outOf()
    const wrong = folderOf({ 'gama.yaml': AUDIT.replace('reject', 'rejected'), 'alfa.yaml': AUDIT })
    const { code, err } = batch(smallCampaign(), '--out', out, '--audit', wrong)
    expect(code).toBe(3)
    expect(err).toContain('gama.yaml:6:')
    expect(err).toContain('El id «gama» no coincide con el nombre del archivo «alfa.yaml»')
    expect(batch(smallCampaign(), '--out', out, '--audit', '/no/such').code).toBe(3)
    expect(existsSync(out)).toBe(false)
  })
  test.skipIf(process.platform === 'win32')('two files of one institution, or a link that leads outside: told before anything runs', () => {
    const out = outOf()
    const folder = folderOf({ 'gama.yaml': AUDIT, 'gama.yml': AUDIT })
    symlinkSync(join(folderOf({ 'alfa.yaml': AUDIT.replace('gama', 'alfa') }), 'alfa.yaml'), join(folder, 'alfa.yaml'))
    const { code, err } = batch(smallCampaign(), '--out', out, '--audit', folder)
    expect(code).toBe(3)
    expect(err).toContain('gama.yaml  audit-both')
    expect(err).toContain('alfa.yaml  path-outside')
    expect(err).toContain('2 problemas')
    expect(existsSync(out)).toBe(false)
  })
  test('files are told by what became of them, and dates after the day of the assessment with their place', () => {
    const root = smallCampaign()
    writeFileSync(join(root, 'campaign.yaml'), readFileSync(join(root, 'campaign.yaml'), 'utf8').replace('closes: 2026-10-31', 'closes: 2026-11-30'))
    const of = (id: string) => AUDIT.replace('gama', id)
    const folder = folderOf({
      'gama.yaml': AUDIT.replace('2026-11-20', '2027-11-20'),
      'alfa.yaml': of('alfa').replace('reply: De acuerdo', `evidence: "${'f'.repeat(64)}"`),
      'roto.yaml': of('roto'),
      'nadie.yaml': of('nadie'),
      'eco.yaml': 'verdicts:\n',
    })
    const { code, out: screen, err } = batch(root, '--out', outOf(), '--audit', folder)
    expect(code).toBe(0)
    const line = (text: string) => text.replace(/\s+/g, ' ')
    expect(line(screen)).toContain(
      'Archivos de dictamen: 1 usado, 1 con todo caducado (alfa), 1 de instituciones que no se evaluaron (roto), 1 de id que no está en la lista (nadie), 1 sin llenar. Caducó 1 dictamen: cambió la respuesta o la evidencia',
    )
    expect(line(err)).toMatch(
      /campaign\.yaml:4:9: se evalúa al 21 de noviembre de 2026, antes de que venza el plazo para responder \(30 de noviembre de 2026\)/,
    )
    expect(line(err)).toMatch(/gama\.yaml:3:7: la fecha del dictamen \(20 de noviembre de 2027\) es posterior a la de evaluación \(21 de noviembre de 2026\)\./)
  })
  test('a template that nobody filled in judges nothing', () => {
    const root = smallCampaign()
    const [out, again] = [outOf(), outOf()]
    batch(root, '--out', out, '--sample', '2')
    const { code, out: screen } = batch(root, '--out', again, '--audit', join(out, 'muestra'))
    expect(code).toBe(0)
    expect(screen).toMatch(/Archivos de dictamen: 0 usados, \d+ sin llenar/)
    expect(campaignOf(again).institutions.every(({ audit }) => audit === undefined)).toBe(true)
  })
  test('what the auditor wrote into a file of the sample stays', () => {
    const root = smallCampaign()
    const out = outOf()
    batch(root, '--out', out, '--sample', '2')
    const file = join(out, 'muestra', readdirSync(join(out, 'muestra'))[0]!)
    writeFileSync(file, 'mine')
    batch(root, '--out', out, '--sample', '2', '--resume')
    batch(root, '--out', out, '--resume')
    expect(readFileSync(file, 'utf8')).toBe('mine')
  })
  test('a blank template follows the draw and the evidence; one that was filled in stays, and is told', () => {
    const root = smallCampaign()
    const out = outOf()
    const draw = (size: string) => batch(root, '--out', out, '--sample', size, '--resume')
    const gama = () => readFileSync(join(out, 'muestra', 'gama.yaml'), 'utf8')
    const evidence = join(root, 'evidencias', 'gama', 'evidence.yaml')
    for (const size of ['2', '1', '2']) {
      draw(size)
      const { random, risk } = campaignOf(out).sample!
      expect(readdirSync(join(out, 'muestra'))).toEqual([...new Set([...random, ...risk].map(({ institution }) => `${institution}.yaml`))].toSorted())
    }
    const before = gama()
    writeFileSync(evidence, readFileSync(evidence, 'utf8').replace('value: partial', 'value: partial, note: "Otra vez."'))
    expect(draw('2').err).not.toContain('gama.yaml')
    const digests = (text: string) => text.match(/evidence: "[0-9a-f]{64}"/g)
    expect(digests(gama())).not.toEqual(digests(before))
    writeFileSync(join(out, 'muestra', 'gama.yaml'), gama().replace('auditor: ""', 'auditor: Mengana'))
    expect(draw('2').err).not.toContain('gama.yaml')
    writeFileSync(evidence, readFileSync(evidence, 'utf8').replace('Otra vez', 'Y otra'))
    expect(draw('2').err).toMatch(/ya\s+llenas,\s+de\s+otro\s+sorteo\s+o\s+de\s+evidencia\s+que\s+cambió[^]*gama\.yaml/)
    expect(gama()).toContain('auditor: Mengana')
  })
  test('verdicts change neither what is drawn nor the figures of the evidence', () => {
    const root = smallCampaign()
    const [before, after] = [outOf(), outOf()]
    batch(root, '--out', before, '--sample', '3')
    batch(root, '--out', after, '--sample', '3', '--audit', folderOf({ 'gama.yaml': AUDIT }))
    const claims = (out: string) => campaignOf(out).sample?.random.map(({ institution, rule }) => `${institution} ${rule}`)
    expect(claims(after)).toEqual(claims(before))
    const figures = (out: string) =>
      campaignOf(out)
        .institutions.find(({ id }) => id === 'gama')!
        .standings.map(({ audited: _audited, verdicts: _verdicts, ...rest }) => rest)
    expect(figures(after)).toEqual(figures(before))
  })
  test('a sample is the same for a seed, and comes with files to fill in', () => {
    const root = smallCampaign()
    const [first, second] = [outOf(), outOf()]
    batch(root, '--out', first, '--sample', '2', '--seed', 'x')
    batch(root, '--out', second, '--sample', '2', '--seed', 'x')
    const { sample } = campaignOf(first)
    expect(sample?.random).toHaveLength(2)
    expect(campaignOf(second).sample).toEqual(sample)
    const chosen = new Set([...sample!.random, ...sample!.risk].map(({ institution }) => `${institution}.yaml`))
    expect(readdirSync(join(first, 'muestra')).toSorted()).toEqual([...chosen].toSorted())
    expect(readFileSync(join(first, 'muestra', [...chosen][0]!), 'utf8')).toContain('schema: cumple/audit@1')
  })
})

test('what changed since an earlier campaign is in every output, and diff says the same', () => {
  const root = smallCampaign()
  const [before, now] = [outOf(), outOf()]
  batch(root, '--out', before)
  writeFileSync(join(root, 'evidencias', 'beta', 'evidence.yaml'), municipality('beta', { answers: '  GOB-02: {value: no}\n' }))
  dated(root, '2026-11-22')
  expect(batch(root, '--out', now, '--previous', before).code).toBe(0)
  const { previous } = campaignOf(now)
  expect(previous?.deltas.find(({ institution }) => institution === 'beta')?.change).toBe('worse')
  expect(rowsOf(now, 'deltas').find(({ institution }) => institution === 'beta')?.['change']).toBe('worse')
  expect(runBuilt(['diff', before, now]).out).toContain('Municipio de beta')
})

test('with several rulebooks changes are counted under each', () => {
  const root = smallCampaign()
  const file = join(root, 'campaign.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace('{id: aig-tic}', '{id: aig-tic}, {id: transparencia}'))
  const [before, now] = [outOf(), outOf()]
  batch(root, '--out', before)
  dated(root, '2026-11-22')
  batch(root, '--out', now, '--previous', before)
  expect(new Set(rowsOf(now, 'deltas').map(({ rulebook, compared }) => `${rulebook} ${compared}`))).toEqual(
    new Set(['aig-tic compliance', 'transparencia compliance']),
  )
  const page = readFileSync(join(now, 'index.html'), 'utf8')
  expect(page.match(/: sin cambio: 5\./g)).toHaveLength(2)
  expect(page).not.toContain('in cambio: 10')
})

test('another kind than the roster says: where the evidence says so', () => {
  const root = smallCampaign()
  const [file, out] = [join(root, 'campaign.yaml'), outOf()]
  writeFileSync(file, readFileSync(file, 'utf8').replace('name: "Municipio de beta", kind: municipality', 'name: "Junta de beta", kind: communal-board'))
  batch(root, '--out', out)
  const row = rowsOf(out, 'institutions').find(({ institution }) => institution === 'beta')!
  expect(row).toMatchObject({ rejection: 'kind-mismatch', rejection_place: 'evidence.yaml:2:55' })
  expect(row['rejection_words']).toMatch(/^El ciclo la convoca como «Junta comunal» y su evidencia dice «Municipio»\./)
})

test('anonymous tables: a secret made once, names nowhere, the same pseudonyms again', () => {
  const root = smallCampaign()
  const [first, second] = [outOf(), outOf()]
  const secret = join(folderOf({}), 'secret')
  const { code, err } = batch(root, '--out', first, '--anonymize', secret)
  expect({ code, told: /guárdelo\s+aparte/.test(err) }).toEqual({ code: 0, told: true })
  expect(statSync(secret).mode & 0o777).toBe(0o600)
  batch(root, '--out', second, '--anonymize', secret)
  const hidden = contents(join(first, 'anonimo'))
  expect(contents(join(second, 'anonimo'))).toEqual(hidden)
  expect(Object.keys(hidden)).toContain('campaign.json')
  for (const [name, text] of Object.entries(hidden))
    if (!name.endsWith('.xlsx')) expect([name, /alfa|gama|HYPERLINK|Municipio de/.exec(text)?.[0]]).toEqual([name, undefined])
  const made = JSON.parse(hidden['campaign.json']!) as Campaign
  expect(made.institutions.every(({ id }) => /^I-[0-9A-Z]{10}$/.test(id))).toBe(true)
  expect(batch(root, '--out', outOf(), '--anonymize', join(folderOf({ short: 'x' }), 'short')).code).toBe(2)
})

test.skipIf(process.platform === 'win32')('few files open at once: done, or a clear error and nothing half-written', () => {
  const root = smallCampaign()
  const out = outOf()
  const child = spawnLimited(['batch', root, '--out', out, '--quiet'], 'ulimit -n 40')
  if (child.code === 0) expect(campaignOf(out).totals.listed).toBe(9)
  else {
    expect(child.code).toBe(2)
    expect(child.err).not.toContain('    at ')
    expect(existsSync(join(out, 'campaign.json'))).toBe(false)
  }
})

function spawnLimited(args: readonly string[], limit: string) {
  const script = join(folderOf({}), 'run.cjs')
  writeFileSync(
    script,
    `const { spawnSync } = require('node:child_process'); const r = spawnSync('bash', ['-c', ${JSON.stringify(`${limit}; exec "$0" "$@"`)}, process.execPath, ${JSON.stringify(BIN)}, ...${JSON.stringify(args)}], { encoding: 'utf8' }); process.stdout.write(JSON.stringify({ code: r.status, err: r.stderr }))`,
  )
  return JSON.parse(runBuilt([], { bin: script, env: ENV }).out) as { code: number; err: string }
}
