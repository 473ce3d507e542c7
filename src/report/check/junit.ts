// JUnit XML in the shape that the three schemas in use accept. A gap is a failure or an error, waived or not.
// Where the gate fails and nothing is a gap, what it fails for stands as errors of the gate: the file is never green then.
import { messages } from '../../i18n/index.ts'
import type { Finding, RulebookResult } from '../../model/assessment.ts'
import { addDays } from '../../util/plain-date.ts'
import { visibleLine } from '../../util/terminal-safe.ts'
import { escapeXml } from '../escape.ts'
import { countsOf, totalsOf } from './counts.ts'
import type { CheckFormat, CheckInput } from './format.ts'
import { bookOf, placeOf, sentence, verdictOf, type Note } from './notes.ts'
import { incomparableSentences } from './words.ts'

export default {
  fileName: 'junit.xml',
  render: (input) => {
    const notes = input.notes
    const gaps = new Map(notes.flatMap((note) => (note.gap ? [[note.gap.finding, note] as const] : [])))
    const rules = input.assessment.results.flatMap((result) =>
      result.topics.flatMap(({ id, title }) => {
        const findings = result.findings.filter(({ topic }) => topic === id)
        const book = bookOf(result, input.assessment)
        const cases = findings.map((finding) => testcase(finding, result, `${book}.${id}`, gaps.get(finding), input))
        return findings.length === 0 ? [] : [{ name: `${book} ${id} ${title[input.lang]}`, package: `${book}.${id}`, cases, result }]
      }),
    )
    const suites = [...gate(rules, gaps.size, input), ...rules]
    const lines = suites.flatMap((suite, index) => draw(suite, index, notes, input))
    return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>', ...lines, '</testsuites>', ''].join('\n')
  },
} satisfies CheckFormat

interface Case {
  readonly as: 'passed' | 'failure' | 'error' | 'skipped'
  readonly lines: readonly string[]
}
interface Suite {
  readonly name: string
  readonly package: string
  readonly cases: readonly Case[]
  readonly result?: RulebookResult
}

/** The first suite also holds the verdict, the counts, and what the gate says that is of no gap. */
function draw(suite: Suite, index: number, notes: readonly Note[], input: CheckInput): readonly string[] {
  const number = (as: Case['as']) => suite.cases.filter((item) => item.as === as).length
  const attributes = {
    name: suite.name,
    package: suite.package,
    id: index,
    timestamp: utc(input.assessment.generatedAt),
    hostname: 'localhost',
    tests: suite.cases.length,
    failures: number('failure'),
    errors: number('error'),
    skipped: number('skipped'),
    time: 0,
  }
  const { result } = suite
  const properties = {
    ...(result ? { rulebook: `${result.id}@${result.version}`, role: result.role } : {}),
    'as-of': input.assessment.asOf,
    ...(index === 0 ? { verdict: input.verdict.passed ? 'passed' : 'failed', ...countsOf(input) } : {}),
  }
  const said =
    index === 0
      ? [`${verdictOf(input)}. ${totalsOf(countsOf(input), input.lang)}`, ...incomparableSentences(input), ...notes.filter(({ gap }) => !gap).map(outside)]
      : []
  return [
    `  <testsuite${attributesOf(attributes)}>`,
    '    <properties>',
    ...Object.entries(properties).map(([name, value]) => `      <property${attributesOf({ name, value })}/>`),
    '    </properties>',
    ...suite.cases.flatMap(({ lines }) => lines),
    said.length === 0 ? '    <system-out/>' : `    <system-out>${said.map((line) => escapeXml(`- ${visibleLine(line)}`)).join('\n')}</system-out>`,
    '    <system-err/>',
    '  </testsuite>',
  ]
}

const outside = ({ message, location }: Note): string => `${message} ${placeOf(location)}`

function testcase(finding: Finding, result: RulebookResult, classname: string, note: Note | undefined, input: CheckInput): Case {
  const head = `    <testcase${attributesOf({ classname, name: `${finding.rule} ${finding.text.title[input.lang]}`, time: 0 })}`
  const { findings: terms } = messages(input.lang)
  if (finding.outcome === 'not-applicable') {
    const { reason, by } = finding.removed ?? {}
    const why = reason?.[input.lang] ?? (by === undefined ? '' : terms.removedBy[by])
    const message = `${terms.outcome['not-applicable']}${why === '' ? '' : `: ${why}`}`
    return { as: 'skipped', lines: [`${head}>`, `      <skipped${attributesOf({ message })}/>`, '    </testcase>'] }
  }
  if (!note?.gap) return { as: 'passed', lines: [`${head}/>`] }
  const as = finding.outcome === 'error' ? 'error' : 'failure'
  const { context } = note.gap
  const waived = finding.waiver ? `${sentence(context.words.waivedUntil(context.longDate(finding.waiver.expiresAt)))} ` : ''
  const detail = [
    `${terms.outcome[finding.outcome]} · ${terms.obligation[finding.obligation]} · ${terms.severity[finding.severity]} · ${result.title[input.lang]}`,
    ...note.told.map((told) => told.sentence),
    ...note.found,
    placeOf(note.location),
  ]
  return {
    as,
    lines: [
      `${head}>`,
      `      <${as}${attributesOf({ message: `${waived}${sentence(note.title)}`, type: finding.outcome })}>${detail.map((line) => escapeXml(`- ${visibleLine(line)}`)).join('\n')}</${as}>`,
      '    </testcase>',
    ],
  }
}

/** What would otherwise read as green: a report without a test, and a gate that fails where no requirement does. */
function gate(rules: readonly Suite[], gaps: number, input: CheckInput): readonly Suite[] {
  const failing =
    rules.length === 0
      ? [{ id: 'nothing-evaluated', message: messages(input.lang).gate.noFindings }]
      : input.verdict.passed || gaps > 0
        ? []
        : input.notes.filter(({ level }) => level === 'error').map(({ fingerprint, rule, message }) => ({ id: `${rule} ${fingerprint.slice(0, 8)}`, message }))
  const cases = failing.map(({ id, message }): Case => {
    const name = { classname: 'cumple.gate', name: id, time: 0 }
    return { as: 'error', lines: [`    <testcase${attributesOf(name)}>`, `      <error${attributesOf({ message, type: 'error' })}/>`, '    </testcase>'] }
  })
  return cases.length === 0 ? [] : [{ name: 'cumple', package: 'cumple', cases }]
}

const attributesOf = (attributes: Readonly<Record<string, string | number>>): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(visibleLine(String(value)))}"`)
    .join('')

/** `2026-11-21T00:00:00-05:00` as `2026-11-21T05:00:00`: the schemas admit no zone, and readers take it for UTC. */
export function utc(generatedAt: string): string {
  const [day = '', time = ''] = generatedAt.split('T')
  const hour = Number(time.slice(0, 2)) + 5
  return `${hour < 24 ? day : addDays(day, 1)}T${String(hour % 24).padStart(2, '0')}${time.slice(2, 8)}`
}
