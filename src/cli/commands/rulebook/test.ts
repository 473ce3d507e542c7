// `cumple rulebook test`: the examples beside the rules. Exit 1 when one is not as expected, or a satisfied one cannot fail.
import { resolve } from 'node:path'
import { runExamples, type ExampleReport } from '../../../examples.ts'
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
    const report = runExamples(await loadRulebook(path, dir), loadExamples(path, dir))
    const { noSatisfied, noGap } = report.coverage
    failed ||= report.failures.length + noSatisfied.length + noGap.length > 0
    await session.io.stdout(await reportText(dir, report, session, lang))
  }
  return failed ? EXIT.failed : EXIT.ok
}

async function reportText(dir: string, { examples, failures, coverage }: ExampleReport, session: Session, lang: Lang): Promise<string> {
  const w = messages(lang).rulebooks.test
  const paint = await painter(session.color)
  const lines = failures.flatMap(({ example, what, detail }) => [
    screenLine(`${example.file}:${example.line}  «${example.name}»`),
    `  ${paint.red(wrap(screenLine(w[what](detail)), 76, '  '))}`,
  ])
  const missing = (['noSatisfied', 'noGap', 'noPartial', 'noNotApplicable'] as const).flatMap((kind) =>
    coverage[kind].length === 0 ? [] : [wrap(`${w.lacking[kind]}: ${coverage[kind].join(' ')}`, 80, '  ')],
  )
  const verdict =
    failures.length === 0
      ? paint.green(w.passed(examples, coverage.rules))
      : paint.red(w.failed(new Set(failures.map(({ example }) => example)).size, examples))
  const branches = coverage.branches.of === 0 ? [] : [w.coverage(coverage.branches.seen, coverage.branches.of)]
  return `${[terminalSafe(dir), ...lines, verdict, ...branches, wrap(w.kinds(coverage.kinds.used.join(', ')), 80, '  '), ...missing].join('\n')}\n\n`
}
