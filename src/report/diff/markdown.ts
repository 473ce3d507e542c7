// What changed as Markdown, for a comment in a forge or an annex: figures as a table, lists the worst first, nothing that is not escaped.
import { messages } from '../../i18n/index.ts'
import type { Lang } from '../../model/vocabulary.ts'
import { logText, markdownCode, markdownText } from '../escape.ts'
import type { DiffFormat } from './format.ts'
import { viewOf, type BookView, type ListView } from './view.ts'

/** Entries of one list; diff.json holds all of them. */
const LISTED = 100

export default {
  fileName: 'diff.md',
  render: (diff, { lang }) => {
    const view = viewOf(diff, lang)
    const subject = diff.of === 'assessments' ? messages(lang).diff.columns.rule : messages(lang).diff.columns.institution
    const parts = [
      `# ${md(view.title)}`,
      md(view.subtitle),
      ...view.notices.map((notice) => `> ${md(notice)}`),
      ...(view.totals === '' ? [] : [`**${md(view.totals)}**`]),
      ...view.books.flatMap((book) => [
        `## ${md(book.title)}`,
        figures(book, lang),
        ...book.notes.map(md),
        ...book.lists.flatMap((list) => drawn(list, subject, lang)),
      ]),
      ...view.last.flatMap((list) => drawn(list, subject, lang)),
    ]
    return `${parts.join('\n\n')}\n`
  },
} satisfies DiffFormat

const md = (text: string): string => markdownText(logText(text))
const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

function figures({ figures: rows }: BookView, lang: Lang): string {
  const { index, before, now, change } = messages(lang).diff.columns
  return [
    line([index, before, now, change].map(md)),
    '| --- | --: | --: | --: |',
    ...rows.map((figure) => line([figure.label, figure.before, figure.now, figure.change].map(md))),
  ].join('\n')
}

function drawn({ title, items }: ListView, subject: string, lang: Lang): readonly string[] {
  const { columns, more } = messages(lang).diff
  const rows = items
    .slice(0, LISTED)
    .map(({ code, name, detail }) => line([`${markdownCode(logText(code))}${name === code ? '' : ` ${md(name)}`}`, md(detail)]))
  return [
    `### ${md(`${title} (${items.length})`)}`,
    [line([subject, columns.change].map(md)), '| --- | --- |', ...rows].join('\n'),
    ...(items.length > LISTED ? [md(more(items.length - LISTED))] : []),
  ]
}
