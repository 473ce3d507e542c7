// Verdicts for the tests of the outputs of `check`, and readers of SARIF, JUnit and annotations that share nothing with the writers.
import { baselineOf } from '../../src/compare.ts'
import { judge } from '../../src/gate.ts'
import type { Assessment } from '../../src/model/assessment.ts'
import { VERDICT_TEXTS } from '../../src/model/basics.ts'
import { GatePolicy } from '../../src/model/gate.ts'
import { type Baseline } from '../../src/model/verdict.ts'
import { CHECK_FORMATS, loadCheckFormat, type CheckFormatName, type CheckInput, type CheckSource } from '../../src/report/check/index.ts'
import { checkInput } from '../../src/report/check/notes.ts'
import { addMonths } from '../../src/util/plain-date.ts'
import { locationOf } from '../../src/where.ts'

export const NAMES = Object.keys(CHECK_FORMATS) as CheckFormatName[]

export const inputOf = (assessment: Assessment, more: Partial<CheckSource> & { policy?: object; baseline?: Baseline } = {}): CheckSource => {
  const { policy = {}, baseline, ...rest } = more
  return {
    assessment,
    verdict: judge({ assessment, policy: GatePolicy.parse(policy), baseline }),
    lang: 'es',
    locate: (finding) => locationOf(finding, assessment),
    ...rest,
  }
}

export const render = async (name: CheckFormatName, source: CheckSource & Pick<CheckInput, 'paint'>): Promise<string> =>
  (await loadCheckFormat(name)).render({ ...checkInput(source), paint: source.paint })

/** A baseline of a year before, of an earlier program, in which some rules were better, some worse, one is gone and the version was another. */
export function otherBaseline(assessment: Assessment): Baseline {
  const baseline = structuredClone(baselineOf(assessment))
  const [book] = baseline.rulebooks
  const rules = Object.entries(book!.rules).filter(([, { credit }]) => credit !== null)
  baseline.as_of = addMonths(assessment.asOf, -12)
  for (const [index, [, rule]] of rules.entries()) {
    delete rule.terms
    delete rule.slots
    if (index % 3 === 0) Object.assign(rule, { credit: 10_000, answer: index % 2 ? rule.answer : '0'.repeat(64) })
    if (index % 3 === 1) Object.assign(rule, { credit: 0 })
  }
  delete book!.rules[rules[2]![0]]
  book!.rules['OLD-01'] = { outcome: 'satisfied', credit: 10_000, rule: '', answer: '', evidence: '' }
  Object.assign(book!, { version: '0.9.0' })
  baseline.rulebooks.push({ ...structuredClone(book!), id: 'gone' })
  return baseline
}

interface SarifResult {
  readonly ruleId: string
  readonly ruleIndex: number
  readonly level: string
  readonly kind: string
  readonly message: { readonly text: string }
  readonly partialFingerprints: Readonly<Record<string, string>>
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string }
      readonly region: { readonly startLine: number; readonly startColumn?: number }
    }
  }[]
}
export interface SarifRun {
  readonly results: readonly SarifResult[]
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string; readonly helpUri?: string }[] } }
  readonly automationDetails: { readonly id: string }
  readonly invocations: readonly {
    readonly endTimeUtc: string
    readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[]
  }[]
  readonly properties: { readonly counts: object }
}

/** What a viewer does: count the results that ask for attention, and find each rule, file and line. */
export function readSarif(text: string): { readonly run: SarifRun; readonly gaps: readonly string[]; readonly places: readonly string[] } {
  const { runs, version } = JSON.parse(text) as { runs: SarifRun[]; version: string }
  if (version !== '2.1.0' || runs.length !== 1) throw new Error('not one run of SARIF 2.1.0')
  const run = runs[0]!
  const rules = run.tool.driver.rules.map(({ id }) => id)
  const failed = run.results.filter(({ kind, level }) => kind === 'fail' && level !== 'none')
  return {
    run,
    gaps: failed.map(({ ruleIndex }) => rules[ruleIndex]!),
    places: failed.map(({ locations: [at] }) => {
      const { artifactLocation, region } = at!.physicalLocation
      const { pathname } = new URL(artifactLocation.uri, 'file:///')
      return `${decodeURIComponent(pathname).slice(1)}:${region.startLine}`
    }),
  }
}

interface JunitSuite {
  readonly attributes: Readonly<Record<string, string>>
  readonly cases: readonly { readonly id: string; readonly as: string }[]
}

/** What a CI does: count the elements under each test case. */
export function readJunit(xml: string): readonly JunitSuite[] {
  const attributesOf = (tag: string) => Object.fromEntries([...tag.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name!, value!]))
  return [...xml.matchAll(/<testsuite ([^>]*)>([^]*?)<\/testsuite>/g)].map(([, head, body]) => ({
    attributes: attributesOf(head!),
    cases: [...body!.matchAll(/<testcase ([^>]*?)(\/>|>([^]*?)<\/testcase>)/g)].map(([, tag, , inside = '']) => {
      const { classname, name } = attributesOf(tag!)
      return { id: `${classname} ${name}`, as: /<(failure|error|skipped)\b/.exec(inside)?.[1] ?? 'passed' }
    }),
  }))
}

/** As the runner of GitHub reads a line of the log (ActionCommand.cs, second form). */
export function readCommand(
  line: string,
): { readonly name: string; readonly properties: Readonly<Record<string, string>>; readonly message: string } | undefined {
  const match = /^\s*::([a-zA-Z-]+)(?: (.*?))?::(.*)$/.exec(line)
  if (!match) return undefined
  const data = (text: string) => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
  const property = (text: string) => data(text.replaceAll('%3A', ':').replaceAll('%2C', ','))
  const pairs = (match[2] ?? '').split(',').filter((part) => part.includes('='))
  return {
    name: match[1]!,
    properties: Object.fromEntries(pairs.map((part) => [part.slice(0, part.indexOf('=')), property(part.slice(part.indexOf('=') + 1))])),
    message: data(match[3]!),
  }
}

export const oneLine = (text: string) => text.replace(/\s+/g, ' ')
/** What a runner of GitHub, Azure Pipelines or TeamCity takes for an order. */
export const orders = (text: string) => text.split('\n').filter((line) => /^\s*::|##\w*\[/.test(line))

/** `SECRET` wherever a person wrote something that must not leave: rows, notes, reasons, names, what an error quotes. */
export function withSecrets(assessment: Assessment): Assessment {
  const copy = structuredClone(assessment)
  for (const person of copy.signatories) Object.assign(person, { name: 'SECRET', post: 'SECRET' })
  for (const waiver of copy.waivers) Object.assign(waiver, { reason: 'SECRET', approvedBy: 'SECRET' })
  for (const document of copy.documents) Object.assign(document, { title: 'SECRET', number: 'SECRET', signedBy: 'SECRET' })
  for (const dataset of copy.datasets) for (const row of dataset.problems.rows) Object.assign(row, { value: 'SECRET' })
  for (const finding of copy.results.flatMap((result) => result.findings)) {
    if (finding.waiver) Object.assign(finding.waiver, { reason: 'SECRET', approvedBy: 'SECRET' })
    if (finding.answer) Object.assign(finding.answer, { note: 'SECRET', responsible: 'SECRET', by: 'SECRET' })
    finding.audit = { ...Object.fromEntries(VERDICT_TEXTS.map((part) => [part, 'SECRET'])), verdict: 'lower', auditor: 'SECRET', date: '2026-11-01' }
    finding.earlier = [{ note: 'SECRET', by: 'SECRET', until: '2026-01-01' }]
    finding.messages.push({ id: 'answer-reason-unlisted', params: { reason: 'SECRET' } }, { id: 'check-threw', params: { kind: 'complete', error: 'SECRET' } })
    for (const row of finding.checks.flatMap(({ failed }) => failed?.rows ?? [])) Object.assign(row, { key: 'SECRET', value: 'SECRET' })
    const [check] = finding.checks
    if (check)
      finding.checks.push(
        { ...check, state: 'error', reason: 'threw', detail: ['SECRET'] },
        { ...check, state: 'unknown', reason: 'not-covered', detail: ['SECRET'] },
      )
  }
  return copy
}
