// Problems of a rulebook or of evidence as SARIF 2.1.0, for editors and CI that show it on the line.
import { messages } from '../i18n/index.ts'
import { logJson } from './escape.ts'
import type { Problem } from '../model/problem.ts'
import type { Lang } from '../model/vocabulary.ts'
import { digestOf } from '../util/canonical-json.ts'
import { visibleLine } from '../util/terminal-safe.ts'

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'

/** One run; every problem is an error at its line. Paths are relative and percent-encoded. */
export function problemsSarif(problems: readonly Problem[], lang: Lang, version: string): string {
  const codes = [...new Set(problems.map(({ code }) => code))].toSorted()
  const sentence = (text: string) =>
    visibleLine(text)
      .slice(0, 1000)
      .replace(/[:;]?$/, '')
      .replace(/(?<![.?!])$/, '.')
  // What to do next depends on what was found: it belongs to each result, not to all of its kind.
  const wordsOf = ({ code, params }: Problem): string => {
    const { what, next } = messages(lang).problems[code]
    return [what(params), next(params)].filter((words) => words !== '').join(' ')
  }
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'cumple',
            version,
            semanticVersion: version,
            rules: codes.map((code) => {
              const text = sentence(code.replaceAll('-', ' '))
              return {
                id: code,
                name: code.replace(/(^|-)([a-z])/g, (_, _dash: string, letter: string) => letter.toUpperCase()),
                shortDescription: { text },
                fullDescription: { text },
                help: { text },
                defaultConfiguration: { level: 'error' },
              }
            }),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [{ executionSuccessful: true }],
        results: problems.map((problem) => ({
          ruleId: problem.code,
          ruleIndex: codes.indexOf(problem.code),
          kind: 'fail',
          level: 'error',
          message: { text: sentence(wordsOf(problem)) },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: problem.place.file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/') },
                region: { startLine: Math.max(1, problem.place.line), startColumn: Math.max(1, problem.place.col) },
              },
            },
          ],
          partialFingerprints: { 'problem/v1': digestOf([problem.code, problem.place.file, problem.path ?? '', problem.params]).slice(0, 32) },
        })),
      },
    ],
  }
  return logJson(log)
}
