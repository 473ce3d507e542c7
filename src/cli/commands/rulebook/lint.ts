// `cumple rulebook lint`: every problem of every folder or overlay named, for a person, as JSON, or as SARIF. Exit 3 when there is one.
import { resolve } from 'node:path'
import { messages } from '../../../i18n/index.ts'
import { InputError, type Problem } from '../../../model/problem.ts'
import type { Lang } from '../../../model/vocabulary.ts'
import { logJson } from '../../../report/escape.ts'
import { problemsSarif } from '../../../report/problems-sarif.ts'
import { adviseOn } from '../../../rulebook/advice.ts'
import { readExamples } from '../../../rulebook/examples.ts'
import type { ExampleWorld } from '../../../rulebook/lint-examples.ts'
import { inPlace, readRulebook, type RulebookSource } from '../../../rulebook/load.ts'
import { library } from '../../../rulebook/library.ts'
import { isFile } from '../../../util/kind-of.ts'
import { EXIT, type Session } from '../../io.ts'

export async function lint(paths: readonly string[], format: 'text' | 'json' | 'sarif', session: Session, lang: Lang): Promise<number> {
  const found = await Promise.all(paths.map(async (path) => ({ path, ...(await problemsOf(resolve(session.io.cwd, path), path)) })))
  const all = found.flatMap(({ problems }) => problems)
  if (format === 'text') {
    const words = messages(lang).cli.rulebook
    for (const { path, problems, rules, datasets } of found) if (problems.length === 0) await session.io.stdout(`${words.ok(path, rules, datasets)}\n`)
    if (all.length > 0) throw new InputError(all)
    return EXIT.ok
  }
  const told = all.map((problem) => ({ ...problem, message: messages(lang).problems[problem.code].what(problem.params) }))
  await session.io.stdout(format === 'json' ? logJson({ problems: told }) : problemsSarif(all, lang, session.io.version))
  return all.length > 0 ? EXIT.invalid : EXIT.ok
}

interface Linted {
  readonly problems: readonly Problem[]
  readonly rules: number
  readonly datasets: number
}

/** An overlay is linted over its base, which is one of the shipped rulebooks. */
async function problemsOf(path: string, shown: string): Promise<Linted> {
  if (isFile(path)) {
    const { value, problems } = await attempt(() => library.byPath(path, shown))
    return { problems, rules: value?.rules.length ?? 0, datasets: value?.datasets.length ?? 0 }
  }
  const found = await attempt(() => readRulebook(path, shown))
  if (!found.value) return { problems: found.problems, rules: 0, datasets: 0 }
  const source = found.value
  const examples = readExamples(path, shown, worldOf(source))
  const advice = adviseOn(source, examples.rules)
  return { problems: inPlace([...source.problems, ...examples.problems, ...advice]), rules: source.rules.length, datasets: source.datasets.length }
}

/** What examples may name, of what could be read. */
const worldOf = ({ head, rules, datasets, whole }: RulebookSource): ExampleWorld => ({
  ...head.value,
  whole,
  rules: rules.map(({ value, name }) => ({ ...value, id: value.id ?? name })),
  datasets: datasets.map(({ value, name }) => ({ ...value, id: value.id ?? name })),
})

async function attempt<Value>(run: () => Value | Promise<Value>): Promise<{ value?: Value; problems: readonly Problem[] }> {
  try {
    return { value: await run(), problems: [] }
  } catch (error) {
    if (error instanceof InputError) return { problems: error.problems }
    throw error
  }
}
