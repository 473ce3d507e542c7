// The outputs of `check`: the same counts everywhere, valid for their readers, and nothing in them that anyone else may obey.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { IS_GAP } from '../../src/model/basics.ts'
import type { Assessment } from '../../src/model/assessment.ts'
import { countsOf, totalsOf } from '../../src/report/check/counts.ts'
import { logText } from '../../src/report/escape.ts'
import { visible } from '../../src/util/terminal-safe.ts'
import { columns } from '../../src/util/text-layout.ts'
import { ROOT, assessFolder } from '../support/assess.ts'
import { NAMES, inputOf, oneLine, orders, otherBaseline, readCommand, readJunit, readSarif, render, withSecrets } from '../support/check-formats.ts'
import { folderOf } from '../support/folder.ts'
import { FIXTURES, UNSAFE, fixture } from '../support/run.ts'
import { sarifErrors } from '../support/sarif.ts'
import { hasTool } from '../support/strace.ts'

const assessments = Object.fromEntries(await Promise.all(FIXTURES.map(async (name) => [name, await assessFolder(fixture(name), { lang: 'es' })]))) as Record<
  (typeof FIXTURES)[number],
  Assessment
>
const gapsOf = ({ results }: Assessment) =>
  results.flatMap(({ id, findings }) => findings.filter(({ outcome }) => IS_GAP[outcome]).map(({ rule }) => `${id}/${rule}`))
const SCENES: readonly (readonly [string, () => ReturnType<typeof inputOf>])[] = [
  ...FIXTURES.map((name) => [name, () => inputOf(assessments[name])] as const),
  ['ministerio against a baseline', () => inputOf(assessments.ministerio, { baseline: otherBaseline(assessments.ministerio) })],
  [
    'ministerio under floors',
    () =>
      inputOf(assessments.ministerio, {
        policy: {
          floors: [
            { index: 'compliance', at_least: 99 },
            { index: 'coverage', at_least: 99, rulebook: 'aig-tic', topic: 'SEG' },
            { index: 'declared', at_least: 5, rulebook: 'none' },
          ],
        },
      }),
  ],
  [
    'hostil in English, in a folder',
    () => inputOf(assessments.hostil, { lang: 'en', prefix: 'evidencia ñ/#1', revision: '0123456789abcdef0123456789abcdef01234567' }),
  ],
]

describe.for(SCENES)('%s', ([, scene]) => {
  const input = scene()
  const gaps = gapsOf(input.assessment)
  const counts = countsOf(input)

  test('every output tells the same counts', async () => {
    expect(counts.gaps).toBe(gaps.length)
    expect(counts.unknown).toBe(input.assessment.results.flatMap(({ findings }) => findings.filter(({ outcome }) => outcome === 'unknown')).length)
    expect(totalsOf(counts, 'es')).toContain(`brechas (${counts.unknown} sin determinar, ${counts.waived} con excepción`)
    expect(counts.failures + counts.warnings).toBe(input.verdict.reasons.length)
    expect(counts.waived).toBe(input.verdict.waived.length)
    expect(readSarif(await render('sarif', input)).run.properties.counts).toEqual(counts)
    expect((JSON.parse(await render('json', input)) as { counts: object }).counts).toEqual(counts)
    const junit = await render('junit', input)
    for (const [name, value] of Object.entries(counts)) expect(junit).toContain(`<property name="${name}" value="${value}"/>`)
    for (const name of ['terminal', 'markdown', 'github'] as const) expect(oneLine(await render(name, input))).toContain(totalsOf(counts, input.lang))
  })

  test('SARIF is valid, and another reader finds the same gaps in their files', async () => {
    const text = await render('sarif', input)
    expect(sarifErrors(JSON.parse(text))).toEqual([])
    const { run, gaps: read, places } = readSarif(text)
    expect(read).toEqual(gaps)
    expect(run.results.map(({ ruleId }) => ruleId)).toEqual(gaps)
    expect(run.tool.driver.rules.map(({ id }) => id)).toEqual(gaps)
    const at = input.assessment.results.flatMap(({ findings }) => findings.filter(({ outcome }) => IS_GAP[outcome]).map(input.locate))
    expect(places).toEqual(at.map(({ file, line }) => `${input.prefix === undefined ? '' : `${input.prefix}/`}${file}:${Math.max(1, line)}`))
    for (const { locations } of run.results)
      expect(locations[0]!.physicalLocation.artifactLocation.uri).toMatch(/^(?:[\w.~-]|%[0-9A-F]{2})(?:[\w./~-]|%[0-9A-F]{2})*$/)
    expect(new Set(run.results.map(({ partialFingerprints }) => Object.values(partialFingerprints).join())).size).toBe(gaps.length)
    const failing = new Set(input.verdict.reasons.filter(({ level }) => level === 'error').map(({ rulebook, rule }) => `${rulebook}/${rule}`))
    expect(run.results.filter(({ ruleId, level }) => failing.has(ruleId) && level !== 'error')).toEqual([])
    const outside = input.verdict.reasons.filter(({ rulebook, rule }) => !gaps.includes(`${rulebook}/${rule}`))
    expect(run.invocations[0]!.toolExecutionNotifications).toHaveLength(outside.length)
  })

  test('another reader of JUnit counts the same gaps', async () => {
    const suites = readJunit(await render('junit', input))
    const cases = suites.flatMap((suite) => suite.cases)
    const number = (...as: string[]) => cases.filter((item) => as.includes(item.as)).length
    expect(number('failure', 'error')).toBe(gaps.length)
    expect(number('skipped')).toBe(counts.notApplicable)
    expect(cases).toHaveLength(input.assessment.results.flatMap(({ findings }) => findings).length)
    expect(number('error')).toBe(input.assessment.results.flatMap(({ findings }) => findings).filter(({ outcome }) => outcome === 'error').length)
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length)
    expect(new Set(suites.map(({ attributes }) => attributes['name'])).size).toBe(suites.length)
    for (const { attributes, cases: of } of suites)
      expect([attributes['tests'], attributes['failures'], attributes['errors'], attributes['skipped']].map(Number)).toEqual([
        of.length,
        ...['failure', 'error', 'skipped'].map((as) => of.filter((item) => item.as === as).length),
      ])
  })

  test.for(['windyroad-JUnit', 'jenkins-junit-10', 'inspec-JUnit-162a883'])('JUnit is valid for %s', async (name, ctx) => {
    if (!hasTool('xmllint', '--version')) ctx.skip('xmllint is not installed')
    const file = join(folderOf({ 'junit.xml': await render('junit', input) }), 'junit.xml')
    const { status, stderr } = spawnSync('xmllint', ['--noout', '--schema', join(ROOT, 'test/schemas/junit', `${name}.xsd`), file], { encoding: 'utf8' })
    expect(stderr.replace(`${file} validates\n`, '')).toBe('')
    expect(status).toBe(0)
  })

  test('GitLab gets each gap and each other reason once, on a line of a file', async () => {
    const issues = JSON.parse(await render('gitlab', input)) as {
      check_name: string
      description: string
      fingerprint: string
      severity: string
      location: { path: string; lines: { begin: number } }
    }[]
    expect(issues.flatMap(({ check_name }) => (check_name.startsWith('gate/') ? [] : [check_name])).toSorted()).toEqual(gaps.toSorted())
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length)
    for (const { description, severity, location, fingerprint } of issues) {
      expect(description).not.toBe('')
      expect(fingerprint).toMatch(/^[0-9a-f]{32}$/)
      expect(['info', 'minor', 'major', 'critical', 'blocker']).toContain(severity)
      expect(location.lines.begin).toBeGreaterThan(0)
      expect(location.path).toMatch(input.prefix === undefined ? /^[^./]/ : /^evidencia ñ\/#1\/./)
    }
  })

  test('GitHub gets ten annotations of a level at most, the worst first, and nothing but annotations', async () => {
    const lines = (await render('github', input)).split('\n').slice(0, -1)
    const commands = lines.map(readCommand)
    expect(commands.every((command) => command !== undefined && ['error', 'warning', 'notice'].includes(command.name))).toBe(true)
    const levels = commands.map((command) => command!.name)
    expect(levels).toEqual(levels.toSorted((a, b) => ['error', 'warning', 'notice'].indexOf(a) - ['error', 'warning', 'notice'].indexOf(b)))
    for (const level of ['error', 'warning', 'notice']) expect(levels.filter((item) => item === level).length).toBeLessThanOrEqual(10)
    expect(levels.includes('error')).toBe(counts.failures > 0)
    for (const { properties, message } of commands.slice(0, -1) as NonNullable<(typeof commands)[number]>[]) {
      expect(Number(properties['line'])).toBeGreaterThan(0)
      expect(properties['file']!.startsWith(input.prefix ?? '')).toBe(true)
      expect(message.length).toBeLessThan(4_096)
    }
  })

  test('people get every failure with its place, in 80 columns and in less than a comment may hold', async () => {
    const [terminal, markdown] = [await render('terminal', input), await render('markdown', input)]
    expect(terminal.split('\n').filter((line) => columns(line) > 80)).toEqual([])
    expect(markdown.length).toBeLessThanOrEqual(65_000)
    const failing = input.verdict.reasons.filter(({ level }) => level === 'error')
    for (const { rulebook, rule, location } of failing) {
      if (gaps.includes(`${rulebook}/${rule}`)) for (const text of [terminal, markdown]) expect(text).toContain(`${rulebook}/${rule}`)
      const place = `${logText(visible(location.file))}:${Math.max(1, location.line)}`
      expect(oneLine(markdown)).toContain(place)
      expect(terminal.replace(/\n */g, '')).toContain(place.replaceAll(' ', '').length === place.length ? place : '')
    }
    for (const rule of [...input.verdict.better, ...input.verdict.waived]) expect(markdown).toContain(rule)
  })

  test.for(NAMES)('%s holds no order to a runner, no control character, and the same bytes twice', async (name) => {
    const before = structuredClone(input.assessment)
    const text = await render(name, input)
    expect(await render(name, input)).toBe(text)
    expect(input.assessment).toEqual(before)
    expect(text.endsWith('\n')).toBe(true)
    // Markdown breaks what a forge would link with a character of no width.
    expect((name === 'markdown' ? text.replaceAll('\u200B', '') : text).match(UNSAFE)).toBeNull()
    expect(orders(text).filter((line) => name !== 'github' || /##\w*\[/.test(line))).toEqual([])
    expect(text).not.toMatch(/undefined|\[object|NaN/)
  })

  test.for(NAMES)('%s may be published: no rows, no notes, no names of people', async (name) => {
    expect(await render(name, { ...input, assessment: withSecrets(input.assessment) })).not.toMatch(/SECRET/)
  })
})

test.for([
  ['ministerio', 'terminal', 'es', 'check.txt'],
  ['ministerio', 'terminal', 'en', 'check.en.txt'],
  ['ministerio', 'markdown', 'es', 'check.md'],
  ['vacio', 'terminal', 'es', 'check.txt'],
  ['hostil', 'github', 'es', 'check.github.txt'],
] as const)('%s as %s in %s is as committed', async ([name, format, lang, file]) => {
  const input = inputOf(assessments[name], { lang, ...(name === 'ministerio' ? { baseline: otherBaseline(assessments.ministerio) } : {}) })
  await expect(await render(format, input)).toMatchFileSnapshot(`../golden/${name}/${file}`)
})

test('more gaps than GitHub takes: the worst are in SARIF, and how many are not is told; JUnit has a case for each', async () => {
  const [all, most] = [25_010, 25_000]
  const small = assessments.vacio
  const [result] = small.results
  const gap = result!.findings.find(({ outcome }) => IS_GAP[outcome])!
  const findings = Array.from({ length: all }, (_, index) => ({ ...gap, rule: `GOB-${index}`, severity: index < 20 ? ('low' as const) : ('high' as const) }))
  const input = inputOf({ ...small, results: [{ ...result!, findings }] })
  const log = JSON.parse(await render('sarif', input)) as {
    runs: [{ results: { ruleId: string }[]; tool: { driver: { rules: object[] } }; invocations: object[] }]
  }
  const [run] = log.runs
  expect([run.results.length, run.tool.driver.rules.length]).toEqual([most, most])
  expect(run.results[0]!.ruleId).toBe(`${result!.id}/GOB-20`)
  expect(run.results.filter(({ ruleId }) => /\/GOB-1?\d$/.test(ruleId))).toHaveLength(10)
  expect(JSON.stringify(run.invocations)).toContain('… y 10 más; la salida «json»')
  expect(sarifErrors({ ...log, runs: [{ ...run, results: [], tool: { driver: { name: 'x' } } }] })).toEqual([])
  expect((await render('junit', input)).match(/<testcase/g)).toHaveLength(all)
}, 120_000)
