// The conversation, answered by rules: it reaches its end, loses nothing wherever it is left, and equals the same written by hand.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { assess } from '../../src/assess.ts'
import { openEvidence } from '../../src/evidence/open.ts'
import { messages } from '../../src/i18n/index.ts'
import type { Assessment } from '../../src/model/assessment.ts'
import { library } from '../../src/rulebook/library.ts'
import { folderOf, sha256 } from '../support/folder.ts'
import { LANGS } from '../support/run.ts'
import { AS_OF, NOW, converse, steady, type Answerer } from '../support/interview.ts'

const assessed = (path: string) => assess({ path, asOf: AS_OF, generatedAt: NOW, version: '0.0.0', library })
/** All but what the door decides: where things stand, and the digests of the files. */
const content = ({ inputs: _inputs, ...assessment }: Assessment) =>
  JSON.parse(JSON.stringify(assessment, (key, value: unknown) => (key === 'locations' ? undefined : value))) as object

const whole = mkdtempSync(join(tmpdir(), 'cumple-interview-'))
afterAll(() => rmSync(whole, { recursive: true }))
const first = await converse(whole, steady())

test('an empty folder becomes an assessment in which everything is answered', async () => {
  expect(first.left).toBe(false)
  expect(first.said).toContain('\nSUMMARY')
  const assessment = await assessed(whole)
  const applicable = assessment.results.map(({ coverage }) => coverage.applicable).reduce((a, b) => a + b, 0)
  expect(applicable).toBeGreaterThan(10)
  expect(assessment.results.map(({ coverage }) => coverage.answeredOrMeasured).reduce((a, b) => a + b, 0)).toBe(applicable)
  expect(new Set(assessment.results.flatMap(({ findings }) => findings.map(({ answer }) => answer?.value)))).toContain('planned')
})

test('left at any prompt and taken up again, only what was being typed is missing', { timeout: 240_000 }, async () => {
  const wanted = openEvidence(whole)
  for (let at = 1; at <= first.prompts; at += 1) {
    const folder = folderOf({})
    expect((await converse(folder, steady(), { leaveAt: at })).left, `prompt ${at}`).toBe(true)
    expect((await converse(folder, steady())).left).toBe(false)
    const { manifest, answers } = openEvidence(folder)
    expect(manifest, `prompt ${at}`).toEqual(wanted.manifest)
    expect(Object.keys(answers), `prompt ${at}`).toEqual(Object.keys(wanted.answers))
    const lacking = Object.entries(wanted.answers).flatMap(([rule, { line: _line, col: _col, ...answer }]) =>
      Object.entries(answer).flatMap(([key, value]) => {
        const there = answers[rule]?.[key as keyof typeof answer]
        if (there !== undefined) expect([rule, key, there], `prompt ${at}`).toEqual([rule, key, value])
        return there === undefined ? [`${rule} ${key}`] : []
      }),
    )
    expect(new Set(lacking.map((line) => line.split(' ')[0])).size, `prompt ${at}: ${lacking.join(', ')}`).toBeLessThanOrEqual(1)
    expect(
      lacking.filter((line) => !/ (responsible|target)$/.test(line)),
      `prompt ${at}`,
    ).toEqual([])
  }
})

test.for(LANGS)('a municipality, whole: %s', async (lang) => {
  const folder = folderOf({})
  expect((await converse(folder, steady(lang, 'municipality'), { lang })).left).toBe(false)
  const { manifest, answers } = openEvidence(folder)
  expect(manifest.lang).toBe(lang)
  expect(Object.keys(answers).length).toBeGreaterThan(80)
  const { results } = await assessed(folder)
  for (const { id, coverage } of results) expect([id, coverage.answeredOrMeasured]).toEqual([id, coverage.applicable])
})

test('three doors: said, written by hand, and replayed give one assessment', async () => {
  const { manifest, answers } = openEvidence(whole)
  const byHand = folderOf({})
  const lines = Object.entries(answers)
    .toReversed()
    .map(([rule, { file: _file, line: _line, col: _col, ...answer }]) => `  ${rule}: ${JSON.stringify(answer)}   # a mano`)
  const { answers: _a, documents: _d, waivers: _w, datasets: _s, ...head } = manifest
  writeFileSync(
    join(byHand, 'evidence.yaml'),
    `${Object.entries(head)
      .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
      .join('\n')}\nanswers:\n${lines.join('\n')}\n`,
  )
  const wanted = content(await assessed(whole))
  expect(content(await assessed(join(byHand, 'evidence.yaml')))).toEqual(wanted)
  const { run } = await import('../support/run.ts')
  const third = join(folderOf({}), 'nueva')
  mkdirSync(third)
  const { code, err } = await run(['interview', third, '--answers', join(byHand, 'evidence.yaml')])
  expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('Incorporado') as string })
  expect(content(await assessed(third))).toEqual(wanted)
  expect(readFileSync(join(third, 'cumple.yaml'), 'utf8')).toContain('Junta Comunal de Ejemplo')
})

test('--answers takes only what the file says, on top of what is there, and refuses another institution or a path that leads out', async () => {
  const { run } = await import('../support/run.ts')
  const head = 'schema: cumple/evidence@1\ninstitution: {id: mun, name: Municipio, kind: municipality}\nperiod: 2026\n'
  const root = folderOf({ 'cumple.yaml': `${head}confidentiality: confidential   # así\nfacts:\n  uses_cloud: true\n` })
  const said = folderOf({
    'evidence.yaml': `${head}facts: {develops_software: true}\nanswers: {SEG-04: {value: no}}\nwaivers: [{rule: SEG-04, reason: r, approved_by: p, approved_at: 2026-01-01, expires_at: 2026-12-01}]\n`,
  })
  const { code, err } = await run(['interview', root, '--answers', join(said, 'evidence.yaml')])
  expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('No se incorporó 1 excepción') as string })
  const { manifest, answers } = openEvidence(root)
  expect(manifest).toMatchObject({ confidentiality: 'confidential', facts: { uses_cloud: true, develops_software: true } })
  expect(answers['SEG-04']).toMatchObject({ value: 'no' })
  const before = readFileSync(join(root, 'cumple.yaml'), 'utf8')
  const other = folderOf({ 'evidence.yaml': head.replace('id: mun', 'id: otra').replace('2026', '2024') })
  expect(await run(['interview', root, '--answers', join(other, 'evidence.yaml')])).toMatchObject({
    code: 2,
    err: expect.stringContaining('otra institución') as string,
  })
  const hostile = folderOf({ 'evidence.yaml': `${head}documents: {d: {kind: minutes, title: T, path: ../../../etc/passwd}}\nanswers: {SEG-05: {value: no}}\n` })
  expect((await run(['interview', root, '--answers', join(hostile, 'evidence.yaml')])).code).toBe(3)
  expect(readFileSync(join(root, 'cumple.yaml'), 'utf8')).toBe(before)
  expect(openEvidence(root).answers).not.toHaveProperty('SEG-05')
  for (const name of ['', '   ', 'x'.repeat(201)]) expect((await run(['interview', root, '--answers', join(said, 'evidence.yaml'), '--by', name])).code).toBe(2)
})

test('what somebody leaves of the profile is there when they come back, to the last answer given', async () => {
  const folder = folderOf({})
  const asked: string[] = []
  const by = steady()
  await converse(folder, by, { leaveAt: 9 })
  const again: typeof by = { ...by, text: (question, said) => (asked.push(`${question.message}: ${question.initial ?? ''}`), by.text?.(question, said)) }
  await converse(folder, again)
  expect(asked).toContain('Nombre oficial de la institución: Junta Comunal de Ejemplo')
  expect(asked.find((line) => line.startsWith('Su cargo'))).toBe('Su cargo: Secretaría')
})

test('--answers leaves an answer that is newer as it is, says so, and a mere comment adds to what is there', async () => {
  const { run } = await import('../support/run.ts')
  const head = 'schema: cumple/evidence@1\ninstitution: {id: mun, name: Municipio, kind: municipality}\nperiod: 2026\n'
  const root = folderOf({
    'cumple.yaml': head,
    'answers/SEG.yaml': 'SEG-04: {value: no, at: 2026-11-20T10:00:00-05:00}\nSEG-05: {value: yes, at: 2026-11-01T10:00:00-05:00}\n',
  })
  const said = folderOf({
    'evidence.yaml': `${head}answers:\n  SEG-04: {value: planned, at: 2026-11-19T10:00:00-05:00}\n  SEG-05: {note: Ver acta, at: 2026-11-19T10:00:00-05:00}\n`,
  })
  expect(await run(['interview', root, '--answers', join(said, 'evidence.yaml')])).toMatchObject({
    code: 3,
    err: expect.stringContaining('más recientes que el archivo: SEG-04') as string,
  })
  expect(openEvidence(root).answers).toMatchObject({ 'SEG-04': { value: 'no' }, 'SEG-05': { value: 'yes', note: 'Ver acta' } })
})

test('--answers keeps what the folder says of itself, its documents and tables, tells it, and counts what changed', async () => {
  const { run } = await import('../support/run.ts')
  const head = (period: number, staff: number) =>
    `schema: cumple/evidence@1\ninstitution: {id: mun, name: Municipio, kind: municipality, staff: ${staff}, province: Colón}\nperiod: ${period}\n`
  const entry = (number: string, more = '') => `{kind: minutes, title: Acta, number: "${number}", path: documentos/a.pdf, sha256: ${sha256('A')}${more}}`
  const lastYear = folderOf({
    'cumple.yaml': `${head(2026, 850)}confidentiality: confidential\nfacts: {develops_software: true, uses_cloud: true}\n`,
    'documents.yaml': `acta: ${entry('1-2025')}\nplan: ${entry('7', ', signed_by: X, fulfils: [poa]')}\n`,
    'documentos/a.pdf': 'A',
    'datos/hardware.csv': 'marca,modelo\nA,1\n',
    'datos/incidentes.csv': 'id\n1\n',
    'answers/SEG.yaml': 'SEG-04: {value: no, by: P, at: 2025-11-20}\nSEG-05: {value: no}\n',
  })
  const root = folderOf({
    'cumple.yaml': `${head(2027, 900).replace(', province: Colón', '')}facts: {develops_software: false}\n`,
    'documents.yaml': `acta: ${entry('1-2026', ', valid_until: 2029-05-31')}\nplan: ${entry('7', ', fulfils: [otro]')}\n`,
    'documentos/a.pdf': 'A',
    'datos/hardware.csv': 'marca,modelo\nB,2\n',
    'answers/SEG.yaml': 'SEG-04: {value: no, by: P, at: 2025-11-20}\nSEG-05: {value: no, by: Q, at: 2026-01-01}\n',
  })
  const { code, err } = await run(['interview', root, '--answers', lastYear])
  expect({ code, err }).toEqual({
    code: 3,
    err: `Incorporado: 0 respuestas y 1 documento.
Datos de la institución que ya estaban y el archivo trae de otra manera; quedaron como estaban: institution.staff, facts.develops_software, period.
Documentos que ya estaban y el archivo trae de otra manera; quedaron como estaban: acta.
Tablas que ya estaban y el archivo trae de otra manera; quedaron como estaban: hardware.
`,
  })
  const { manifest, documents } = openEvidence(root)
  expect(manifest).toMatchObject({
    period: 2027,
    confidentiality: 'confidential',
    institution: { staff: 900, province: 'Colón' },
    facts: { develops_software: false, uses_cloud: true },
    datasets: {},
  })
  expect(documents['acta']).toMatchObject({ number: '1-2026', valid_until: '2029-05-31' })
  expect(documents['plan']).toMatchObject({ number: '7', signed_by: 'X', fulfils: ['otro', 'poa'] })
  expect(readFileSync(join(root, 'datos/hardware.csv'), 'utf8')).toContain('B,2')
  expect(readFileSync(join(root, 'datos/incidentes.csv'), 'utf8')).toContain('1')
  expect((await run(['interview', root, '--answers', lastYear])).err).toContain('Incorporado: 0 respuestas y 0 documentos.')
})

test('--answers knows the newer answer by its moment, whatever zone it is written in', async () => {
  const { run } = await import('../support/run.ts')
  const head = 'schema: cumple/evidence@1\ninstitution: {id: mun, name: Municipio, kind: municipality}\nperiod: 2026\n'
  const root = folderOf({
    'cumple.yaml': head,
    'answers/SEG.yaml':
      'SEG-04: {value: no, at: 2026-10-05T23:00:00-05:00}\nSEG-05: {value: no, at: 2026-10-06T01:00:00Z}\nSEG-06: {value: no, at: 2026-10-06}\n',
  })
  const said = folderOf({
    'SEG.yaml':
      'SEG-04: {value: yes, at: 2026-10-06T01:00:00Z}\nSEG-05: {value: yes, at: 2026-10-05T23:00:00-05:00}\nSEG-06: {value: yes, at: 2026-10-06T04:59:00Z}\n',
  })
  const { code, err } = await run(['interview', root, '--answers', join(said, 'SEG.yaml')])
  expect(code).toBe(3)
  expect(err).toContain('Incorporado: 1 respuesta y')
  expect(err).toContain('más recientes que el archivo: SEG-04, SEG-06.')
  expect(openEvidence(root).answers).toMatchObject({ 'SEG-04': { value: 'no' }, 'SEG-05': { value: 'yes' }, 'SEG-06': { value: 'no' } })
})

test('--answers takes a file of answers alone, like those in answers/, when the folder says whose they are', async () => {
  const { run } = await import('../support/run.ts')
  const head = 'schema: cumple/evidence@1\ninstitution: {id: mun, name: Municipio, kind: municipality}\nperiod: 2026\n'
  const root = folderOf({
    'cumple.yaml': head,
    'documents.yaml': 'acta: {kind: minutes, title: Acta, path: documentos/a.pdf}\n',
    'answers/SEG.yaml': 'SEG-04: {value: no, at: 2026-11-20T10:00:00-05:00}\n',
  })
  const said = folderOf({
    'SEG.yaml':
      '# de la Dirección de TIC\nSEG-04: {value: planned, at: 2026-11-19T10:00:00-05:00}\nSEG-05: {value: no, documents: [acta], at: 2026-11-19T10:00:00-05:00}\n',
    'mal.yaml': 'SEG-05: {value: quizás}\n',
    'otro.yaml': 'SEG-99: {value: no}\nSEG-05: {value: no, documents: [otra]}\n',
  })
  const bring = (name: string, into = root) => run(['interview', into, '--answers', join(said, name)])
  expect(await bring('SEG.yaml')).toMatchObject({
    code: 3,
    err: expect.stringMatching(/Incorporado: 1 respuesta[\s\S]*más recientes que el archivo: SEG-04/) as string,
  })
  expect(openEvidence(root).answers).toMatchObject({ 'SEG-04': { value: 'no' }, 'SEG-05': { value: 'no', documents: ['acta'] } })
  expect(readFileSync(join(root, 'cumple.yaml'), 'utf8')).toBe(head)
  expect(await bring('mal.yaml')).toMatchObject({ code: 3, err: expect.stringContaining('mal.yaml:1:17') as string })
  const unknown = await bring('otro.yaml')
  expect(unknown.code).toBe(3)
  for (const problem of ['otro.yaml:1:1  unknown-rule', 'otro.yaml:2:33  unknown-document']) expect(unknown.err).toContain(problem)
  expect(await bring('SEG.yaml', folderOf({}))).toMatchObject({ code: 2, err: expect.stringContaining('no dice de qué institución') as string })
})

test('asked one question, whoever goes to the plan there gets the plan', async () => {
  const root = folderOf({
    'cumple.yaml': 'schema: cumple/evidence@1\ninstitution: {id: mun, name: Municipio, kind: municipality}\nperiod: 2026\nrulebooks: [{id: aig-tic}]\n',
    'answers/GOB.yaml': 'GOB-03: {value: planned}\n',
  })
  const { question, plan } = messages('es').interview
  const asked: string[] = []
  const by: Answerer = { select: ({ message }) => (asked.push(message), message === question.ask ? 'plan' : 'leave') }
  expect((await converse(root, by, { only: { kind: 'rule', rule: 'SEG-04' } })).left).toBe(false)
  expect(asked).toEqual([question.ask, plan.ask])
})
