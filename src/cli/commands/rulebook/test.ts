// `cumple rulebook test`: the examples beside the rules. Exit 1 when one is not as expected, a satisfied one cannot fail, or one is missing.
import { resolve } from 'node:path'
import { runExamples, type ExampleReport } from '../../../examples.ts'
import { quoted } from '../../../i18n/format.ts'
import { messages } from '../../../i18n/index.ts'
import type { Lang } from '../../../model/vocabulary.ts'
import { wrap } from '../../../util/text-layout.ts'
import { loadExamples } from '../../../rulebook/examples.ts'
import { loadRulebook } from '../../../rulebook/load.ts'
import { screenLine, terminalSafe } from '../../../util/terminal-safe.ts'
import { EXIT, type Session } from '../../io.ts'
import { painter } from '../../paint.ts'

export async function test(dirs: readonly string[], session: Session, lang: Lang): Promise<number> {
  let failed = false
  for (const dir of dirs) {
    const path = resolve(session.io.cwd, dir)
    const rulebook = await loadRulebook(path, dir)
    const report = runExamples(rulebook, loadExamples(path, dir, rulebook))
    failed ||= report.failures.length > 0 || !complete(report)
    await session.io.stdout(await reportText(dir, report, session, lang))
  }
  return failed ? EXIT.failed : EXIT.ok
}

/** Each rule needs an example that is satisfied and one that is not. */
const complete = ({ coverage }: ExampleReport): boolean => NEEDED.every((kind) => coverage[kind].length === 0)
const NEEDED = ['noSatisfied', 'noGap'] as const

async function reportText(dir: string, report: ExampleReport, session: Session, lang: Lang): Promise<string> {
  const w = messages(lang).rulebooks.test
  const paint = await painter(session.color)
  const { examples, failures, coverage } = report
  const lines = failures.flatMap(({ example, what, detail }) => [
    `${screenLine(`${example.file}:${example.line}`)}  ${quoted(screenLine(example.name), lang)}`,
    `  ${paint.red(wrap(screenLine(w[what](detail)), 76, '  '))}`,
  ])
  const lacking = (kind: keyof typeof w.lacking): string[] =>
    coverage[kind].length === 0 ? [] : [wrap(`${w.lacking[kind]}: ${coverage[kind].join(' ')}`, 80, '  ')]
  const needed = complete(report) ? [] : [w.incomplete, ...NEEDED.flatMap(lacking)].map((line) => paint.red(line))
  const missing = [...lacking('noPartial'), ...lacking('noNotApplicable')]
  const passed = w.passed(examples, coverage.rules)
  const asExpected = complete(report) ? paint.green(passed) : passed
  const verdict = failures.length === 0 ? asExpected : paint.red(w.failed(new Set(failures.map(({ example }) => example)).size, examples))
  const branches = coverage.branches.of === 0 ? [] : [w.coverage(coverage.branches.seen, coverage.branches.of)]
  return `${[terminalSafe(dir), ...lines, verdict, ...needed, ...branches, wrap(w.kinds(coverage.kinds.used.join(', ')), 80, '  '), ...missing].join('\n')}\n\n`
}
