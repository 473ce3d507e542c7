// `cumple rulebook lint`: every problem of every folder named, for a person, as JSON, or as SARIF. Exit 3 when there is one.
import { resolve } from 'node:path'
import { messages } from '../../../i18n/index.ts'
import { InputError, type Problem } from '../../../model/problem.ts'
import type { Lang } from '../../../model/vocabulary.ts'
import { problemsSarif } from '../../../report/problems-sarif.ts'
import { adviseOn } from '../../../rulebook/advice.ts'
import { loadExamples } from '../../../rulebook/examples.ts'
import { inPlace, readRulebook } from '../../../rulebook/load.ts'
import { EXIT, type Session } from '../../io.ts'

export async function lint(dirs: readonly string[], format: 'text' | 'json' | 'sarif', session: Session, lang: Lang): Promise<number> {
  const found = dirs.map((dir) => ({ dir, ...problemsOf(resolve(session.io.cwd, dir), dir) }))
  const problems = found.flatMap((folder) => folder.problems)
  if (format === 'text') {
    const words = messages(lang).cli.rulebook
    for (const folder of found) if (folder.problems.length === 0) await session.io.stdout(`${words.ok(folder.dir, folder.rules, folder.datasets)}\n`)
    if (problems.length > 0) throw new InputError(problems)
    return EXIT.ok
  }
  const told = problems.map((problem) => ({ ...problem, message: messages(lang).problems[problem.code].what(problem.params) }))
  await session.io.stdout(format === 'json' ? `${JSON.stringify({ problems: told }, null, 2)}\n` : problemsSarif(problems, lang, session.io.version))
  return problems.length > 0 ? EXIT.invalid : EXIT.ok
}

function problemsOf(path: string, shown: string): { problems: Problem[]; rules: number; datasets: number } {
  const found = attempt(() => readRulebook(path, shown))
  if (!found.value) return { problems: [...found.problems], rules: 0, datasets: 0 }
  const source = found.value
  const examples = attempt(() => loadExamples(path, shown))
  const advice = examples.value ? adviseOn(source, new Set(examples.value.map(({ rule }) => rule))) : []
  return { problems: inPlace([...source.problems, ...examples.problems, ...advice]), rules: source.rules.length, datasets: source.datasets.length }
}

function attempt<Value>(run: () => Value): { value?: Value; problems: readonly Problem[] } {
  try {
    return { value: run(), problems: [] }
  } catch (error) {
    if (error instanceof InputError) return { problems: error.problems }
    throw error
  }
}
