// Problems as a person reads them: code, place, what is wrong, the line, what to do next.
import { messages } from '../i18n/index.ts'
import type { Problem } from '../model/problem.ts'
import type { Lang } from '../model/vocabulary.ts'
import type { Paint } from '../util/paint.ts'
import { noOrders, terminalSafe, visibleLine } from '../util/terminal-safe.ts'
import { wrap } from '../util/text-layout.ts'

const MAX_SHOWN = 500

/** All problems as text; past five hundred, how many more there are. */
export function problemText(problems: readonly Problem[], lang: Lang, paint: Paint): string {
  const words = messages(lang)
  const shown = problems.slice(0, MAX_SHOWN).map((problem) => {
    const { file, line, col } = problem.place
    const place = visibleLine(line === 0 ? file : `${file}:${line}:${col}`)
    const params = Object.fromEntries(Object.entries(problem.params).map(([key, value]) => [key, typeof value === 'string' ? visibleLine(value) : value]))
    const { what, next } = words.problems[problem.code]
    const hint = next(params)
    return [
      `${paint.bold(place)}  ${paint.red(problem.code)}`,
      `  ${wrap(what(params), 78, '  ')}`,
      ...excerpt(problem, paint),
      ...(hint === '' ? [] : [`  → ${wrap(hint, 76, '    ')}`]),
    ].join('\n')
  })
  const rest = problems.length - shown.length
  return `${shown.join('\n\n')}\n\n${rest > 0 ? `… +${rest}\n` : ''}${words.cli.errors.problems(problems.length)}\n`
}

function excerpt({ excerpt: source, place }: Problem, paint: Paint): string[] {
  if (source === undefined || source.trim() === '' || place.line === 0) return []
  const number = String(place.line)
  const start = Math.max(0, place.col - 50)
  const shown = noOrders(terminalSafe(source.slice(start, start + 68)))
  const caret = ' '.repeat(noOrders(terminalSafe(source.slice(start, Math.max(start, place.col - 1)))).length)
  return [paint.dim(`  ${number} | ${shown}`), paint.red(`  ${' '.repeat(number.length)} | ${caret}^`)]
}
