// The conversation, answered by rules: it reaches its end, loses nothing wherever it is left, and equals the same written by hand.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { assess } from '../../src/assess.ts'
import { openEvidence } from '../../src/evidence/open.ts'
import type { Assessment } from '../../src/model/assessment.ts'
import { library } from '../../src/rulebook/library.ts'
import { folderOf } from '../support/folder.ts'
import { LANGS } from '../support/run.ts'
import { AS_OF, NOW, converse, steady } from '../support/interview.ts'

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
    const lacking = Object.entries(wanted.answers).flatMap(([rule, { line: _line, ...answer }]) =>
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
    .map(([rule, { file: _file, line: _line, ...answer }]) => `  ${rule}: ${JSON.stringify(answer)}   # a mano`)
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
