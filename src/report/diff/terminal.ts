// What changed on a screen of 80 columns: the figures on both sides, then every list the worst first, long ones cut.
import { messages } from '../../i18n/index.ts'
import type { Lang } from '../../model/vocabulary.ts'
import { PLAIN, type Paint } from '../../util/paint.ts'
import { WIDTH, block, columns, fit, pad, wrap } from '../../util/text-layout.ts'
import { logText } from '../escape.ts'
import type { DiffFormat } from './format.ts'
import { viewOf, type Figure, type ListView } from './view.ts'

/** Entries of one list that are shown. */
const LISTED = 12

/** Marks that stay apart in black and white; the word always follows. */
const MARKS = { worse: '×', improved: '●', new: '+', gone: '−', 'not-comparable': '○', same: '◐', never: '–' } as const satisfies Record<
  ListView['change'],
  string
>

export default {
  fileName: null,
  render: (diff, { lang, paint = PLAIN }) => {
    const view = viewOf(diff, lang)
    const parts = [
      [paint.bold(fit(logText(view.title), WIDTH)), paint.dim(para(view.subtitle, ''))],
      view.notices.map((notice) => paint.yellow(`! ${wrap(logText(notice), WIDTH - 2, '  ')}`)),
      view.totals === '' ? [] : [paint.bold(para(view.totals, ''))],
      ...view.books.flatMap(({ title, figures, notes, lists }) => [
        [paint.blue(para(title, '')), ...table(figures), ...notes.map((note) => paint.dim(para(note, '  ')))],
        ...lists.map((list) => drawn(list, lang, paint)),
      ]),
      ...view.last.map((list) => drawn(list, lang, paint)),
    ]
    return `${parts
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join('\n'))
      .join('\n\n')}\n`
  },
} satisfies DiffFormat

const para = (text: string, indent: string): string => block(logText(text), indent)

function table(figures: readonly Figure[]): readonly string[] {
  const width = (cell: (figure: Figure) => string) => Math.max(0, ...figures.map((figure) => columns(logText(cell(figure)))))
  const [label, before, now] = [width((figure) => figure.label), width((figure) => figure.before), width((figure) => figure.now)]
  return figures.map((figure) =>
    row(`${pad(logText(figure.label), label)}  ${pad(logText(figure.before), before)} → ${pad(logText(figure.now), now)}  ${logText(figure.change)}`),
  )
}

/** Blanks between columns are kept; what is longer than the screen goes on below. */
const row = (line: string): string => (columns(line) + 2 <= WIDTH ? `  ${line.trimEnd()}` : para(line, '  '))

function drawn({ change, title, items }: ListView, lang: Lang, paint: Paint): readonly string[] {
  const { more } = messages(lang).diff
  const colour = change === 'worse' ? paint.red : change === 'improved' ? paint.green : (text: string) => text
  return [
    paint.bold(colour(`${MARKS[change]} ${title} (${items.length})`)),
    ...items
      .slice(0, LISTED)
      .flatMap(({ code, name, detail }) => [
        `  ${wrap(logText(name === code ? code : `${code} ${name}`), WIDTH - 2, '    ')}`,
        paint.dim(para(detail, '    ')),
      ]),
    ...(items.length > LISTED ? [paint.dim(para(more(items.length - LISTED), '  '))] : []),
  ]
}
