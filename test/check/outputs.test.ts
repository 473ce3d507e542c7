// What single outputs of `check` promise: stable identities, the words of every reason, and never a green that means nothing.
import { expect, test } from 'vitest'
import { messages } from '../../src/i18n/index.ts'
import { LANGS } from '../../src/model/basics.ts'
import { CAUSES } from '../../src/model/causes.ts'
import { GateReason, GateVerdict } from '../../src/model/verdict.ts'
import { sample } from '../report/sample.ts'
import { assessFolder } from '../support/assess.ts'
import { NAMES, inputOf, oneLine, readCommand, readJunit, readSarif, render } from '../support/check-formats.ts'
import { fixture } from '../support/run.ts'

test('one rulebook in two roles keeps its gaps apart', async () => {
  const { results, ...rest } = sample()
  const input = inputOf({ ...rest, results: [...results, { ...results[0]!, role: 'operator' }] })
  const { run } = readSarif(await render('sarif', input))
  expect(run.tool.driver.rules.map(({ id }) => id)).toContain('aig-tic@operator/SEG-01')
  expect(new Set(run.tool.driver.rules.map(({ id }) => id)).size).toBe(run.results.length)
  const cases = readJunit(await render('junit', input)).flatMap((suite) => suite.cases.map(({ id }) => id))
  expect(new Set(cases).size).toBe(cases.length)
})

test('a fingerprint knows the rule and the institution, and no line or word', async () => {
  const prints = async (more: Parameters<typeof inputOf>[1], assessment = sample()) =>
    readSarif(await render('sarif', inputOf(assessment, more))).run.results.map(({ partialFingerprints }) => partialFingerprints['toolRuleSubject/v1'])
  const first = await prints({})
  expect(await prints({ lang: 'en', prefix: 'x', locate: () => ({ file: 'other.yaml', line: 99 }) })).toEqual(first)
  const other = await prints({}, sample({ institution: { ...sample().institution, id: 'otra' } }))
  expect(other.filter((print) => first.includes(print))).toEqual([])
})

test('the category of SARIF ends before the day, and times are in UTC', async () => {
  const { run } = readSarif(await render('sarif', inputOf(sample({ generatedAt: '2026-12-31T20:30:00-05:00' }))))
  expect(run.automationDetails.id).toBe('cumple/mides/aig-tic/2026-11-20')
  expect(run.invocations[0]!.endTimeUtc).toBe('2027-01-01T01:30:00Z')
})

test.for(LANGS)('a badge reads as shields.io wants it: %s', async (lang) => {
  const failing = JSON.parse(await render('badge', inputOf(sample(), { lang }))) as object
  expect(failing).toEqual({
    schemaVersion: 1,
    label: 'cumple',
    message: expect.stringMatching(lang === 'es' ? /^no pasa: \d+ fallas · / : /^failing: \d+ failures · /),
    color: 'red',
  })
  const clean = inputOf(
    sample(
      { observations: [] },
      sample().results[0]!.findings.filter(({ outcome }) => outcome === 'satisfied'),
    ),
    { lang },
  )
  expect(JSON.parse(await render('badge', clean))).toMatchObject({ message: expect.stringContaining('100.0'), color: 'brightgreen' })
})

test('nothing assessed is never green', async () => {
  const input = inputOf(await assessFolder(fixture('vacio')))
  expect(JSON.parse(await render('badge', input))).toMatchObject({ color: 'red' })
  const none = inputOf(sample({}, []))
  expect(readJunit(await render('junit', none)).flatMap(({ cases }) => cases)).toEqual([{ id: 'cumple.gate nothing-evaluated', as: 'error' }])
  expect(await render('terminal', none)).toContain('No pasa')
})

test('a gate that fails where no requirement does is red in JUnit too', async () => {
  const met = inputOf(
    sample(
      { observations: [] },
      sample().results[0]!.findings.filter(({ outcome }) => outcome === 'satisfied'),
    ),
  )
  const unread = ['a.txt', 'b.txt'].map((path) => ({
    id: 'file-unread' as const,
    level: 'error' as const,
    params: { path },
    location: { file: path, line: 1 },
  }))
  const failing = inputOf(met.assessment, { verdict: { ...met.verdict, passed: false, reasons: unread } })
  const cases = readJunit(await render('junit', failing)).flatMap((suite) => suite.cases)
  const red = cases.filter(({ as }) => as !== 'passed').map(({ id, as }) => `${as} ${id}`)
  expect(red).toEqual([
    expect.stringMatching(/^error cumple\.gate gate\/file-unread [0-9a-f]{8}$/),
    expect.stringMatching(/^error cumple\.gate gate\/file-unread /),
  ])
  expect(new Set(red).size).toBe(2)
  expect(readJunit(await render('junit', met)).flatMap((suite) => suite.cases.filter(({ as }) => as !== 'passed'))).toEqual([])
  expect(readJunit(await render('junit', inputOf(sample()))).flatMap((suite) => suite.cases.filter(({ id }) => id.startsWith('cumple.gate')))).toEqual([])
})

test('Markdown of thousands of reasons still fits a comment, failures before warnings', async () => {
  const base = inputOf(sample())
  const many = Array.from({ length: 5_000 }, (_, index) => ({
    id: 'file-unread' as const,
    level: index < 20 ? ('error' as const) : ('warn' as const),
    params: { path: `${index} ${'largo '.repeat(25)}` },
    location: { file: `${index}.txt`, line: 1 },
  }))
  const text = await render('markdown', { ...base, verdict: { ...base.verdict, passed: false, reasons: many } })
  expect(text.length).toBeLessThanOrEqual(65_000)
  expect(many.slice(0, 20).filter(({ location }) => !text.includes(`\`${location.file}:1\``))).toEqual([])
  expect(text).toContain('check.json')
})

test.for(LANGS)('every reason, cause and difference is worded: %s', async (lang) => {
  const base = inputOf(sample(), { lang })
  const params = {
    document: 'pol-seg',
    until: '2026-11-30',
    days: 9,
    before: 9_000,
    now: 4_000,
    dataset: 'hardware',
    rule: 'SEG-01',
    rules: ['SEG-01', 'INC-01'],
    expired: '2026-11-01',
    limit: '2026-11-02',
    path: 'x.txt',
    period: 2025,
    index: 'coverage',
    at_least: 75,
    value: 50.5,
    topic: 'SEG',
    rulebooks: ['aig-tic'],
    rulebook: 'otro',
    version: '1.0.0',
  }
  const location = { file: 'cumple.yaml', line: 3 }
  const reasons = [
    ...GateReason.shape.id.options.map((id) => ({ id, level: 'error' as const, params, location })),
    ...CAUSES.map((cause) => ({ id: 'worse' as const, level: 'error' as const, params: { before: -1, now: 0 }, cause, location })),
  ]
  const differences = { rulebook: 'aig-tic', version: '1.0.0', before: '1.0.0', now: '1.1.0', rules: ['OLD-01'], overlay: 'propio' }
  const incomparable = GateVerdict.shape.incomparable.element.shape.id.options.map((id) => ({ id, params: differences }))
  const { gate } = messages(lang)
  const text = oneLine(await render('markdown', { ...base, verdict: { ...base.verdict, passed: false, reasons, incomparable } }))
  expect(text).not.toMatch(/undefined|NaN|\[object/)
  for (const cause of Object.values(gate.cause)) expect(text).toContain(cause)
  expect(text).toContain(
    lang === 'es'
      ? 'la cobertura de «Seguridad de la información» está en 50.5 % y se exige al menos 75.0 %'
      : 'the coverage of “Information security” is 50.5% and at least 75.0% is required',
  )
  expect(text).toContain(lang === 'es' ? 'sirve hasta el 30 de noviembre de 2026 (en 9 días)' : 'serves until 30 November 2026 (in 9 days)')
  // Two reasons have no word to begin with: the title of the gap says it.
  const [inner, titles] = [new Set(['evaluation-error', 'unanswered', 'worse']), Object.entries(gate.reason)]
  for (const [id, { title }] of titles) if (!inner.has(id)) expect(text).toContain(title)
  const plain = await Promise.all(NAMES.map((name) => render(name, { ...base, verdict: { ...base.verdict, passed: false, reasons, incomparable } })))
  for (const output of plain) expect(output).not.toMatch(/undefined|NaN|\[object/)
})

test('a place that is a whole file is its first line', async () => {
  const input = inputOf(sample(), { locate: () => ({ file: 'datos/a.csv', line: 0, col: 4 }), prefix: './e/' })
  const { places, run } = readSarif(await render('sarif', input))
  expect(new Set(places)).toEqual(new Set(['e/datos/a.csv:1']))
  expect(run.results[0]!.locations[0]!.physicalLocation.region).toEqual({ startLine: 1 })
  const annotation = readCommand((await render('github', input)).split('\n')[0]!)!
  expect(annotation.properties).toMatchObject({ file: 'e/datos/a.csv', line: '1' })
  expect(annotation.properties['col']).toBeUndefined()
})
