// A Markdown form read back. A line set in by two belongs to the answer above it, whatever it looks like; so does any other line
// that is no heading, label, box or comment of the form.
import { fold } from '../util/fold.ts'
import { messages } from '../i18n/index.ts'
import { utf8Text } from '../util/utf8.ts'
import { FIELDS, type Field } from './fields.ts'
import { FormRefused, type FilledCell, type FilledForm, type FilledQuestion, type Spot } from './filled.ts'
import { readKey, readMark } from './mark.ts'
import { unescapeAnswer } from './markdown.ts'

const labels: ReadonlyMap<string, Field> = new Map(
  (['es', 'en'] as const).flatMap((lang) => FIELDS.map((field) => [fold(messages(lang).questionnaire.columns[field]), field] as const)),
)

/** The heading after the last answer. */
const ENDS = new Set((['es', 'en'] as const).map((lang) => fold(messages(lang).questionnaire.documentsSheet)))

const LABEL = /^[-*+] +\**([^:*]{1,60}?)\**:\**(?: |$)(.*)$/
const BOX = /^[-*+] +\[([^\]]{0,12})\](.*?)<!-- (.+?) -->\s*$/
const COMMENT = /^<!-- (.+?) -->\s*$/

interface Draft {
  readonly rule: string
  readonly base: string
  readonly spot: Spot
  readonly fields: Partial<Record<Field, { lines: string[]; spot: Spot }[]>>
  readonly criteria: { id: string; cell: FilledCell }[]
}

/** Reads the bytes; `file` is the name to show. Throws FormRefused for what is no form. */
export function readMarkdownForm(bytes: Uint8Array, file: string): FilledForm {
  const text = utf8Text(bytes)
  if (text === undefined) throw new FormRefused('bad-encoding')
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const mark = lines
    .slice(0, 50)
    .map((line) => (COMMENT.test(line) ? readMark(line) : undefined))
    .find((found) => found !== undefined)
  if (!mark) throw new FormRefused('not-a-form')
  const drafts: Draft[] = []
  const strays: FilledCell[] = []
  let draft: Draft | undefined
  let open: string[] | undefined
  for (const [index, line] of lines.entries()) {
    const spot = { file, line: index + 1 }
    if (open && line.startsWith('  ')) {
      open.push(line.slice(2))
      continue
    }
    const key = readKey(COMMENT.exec(line)?.[1] ?? '')
    const box = BOX.exec(line)
    const label = LABEL.exec(line)
    const field = label ? labels.get(fold(label[1] ?? '')) : undefined
    if (key && 'base' in key) {
      draft = { rule: key.rule, base: key.base, spot, fields: {}, criteria: [] }
      drafts.push(draft)
      open = undefined
    } else if (box && readKey(box[3] ?? '')) {
      const found = readKey(box[3] ?? '')
      if (draft && found && 'criterion' in found && found.rule === draft.rule)
        draft.criteria.push({ id: found.criterion, cell: { text: (box[1] ?? '').trim(), spot } })
      else strays.push({ text: line.trim().slice(0, 80), spot })
      open = undefined
    } else if (draft && field) {
      open = [label?.[2] ?? '']
      const said = (draft.fields[field] ??= [])
      said.push({ lines: open, spot })
    } else if (/^#{1,3} /.test(line) && (!open || isOfForm(lines, index))) {
      open = undefined
      if (!line.startsWith('### ')) draft = undefined
    } else if (COMMENT.test(line)) open = undefined
    else open?.push(line)
  }
  const questions = drafts.map(({ fields, ...rest }): FilledQuestion => ({
    ...rest,
    fields: Object.fromEntries(
      FIELDS.flatMap((name) => {
        const found = fields[name]
        return found ? [[name, saidOnce(found.map(({ lines: said, spot }) => ({ text: unescapeAnswer(said.join('\n')), spot })))]] : []
      }),
    ),
  }))
  if (questions.length === 0) throw new FormRefused('not-a-form')
  return { file, format: 'md', mark, questions, strays, notices: [] }
}

/** Of the form itself one blank line stands below a heading; who filled it in may have left some more. */
const MOST_BLANK = 100

/** Whether a heading is one of the form, and not a line of the answer above it: a question has its key below, a group a question. */
function isOfForm(lines: readonly string[], at: number): boolean {
  const [, marks = '', title = ''] = /^(#+) (.*)$/.exec(lines[at] ?? '') ?? []
  let next = at + 1
  while (next - at < MOST_BLANK && lines[next]?.trim() === '') next += 1
  if (marks === '###') return readKey(COMMENT.exec(lines[next] ?? '')?.[1] ?? '') !== undefined
  return ENDS.has(fold(title)) || (lines[next]?.startsWith('### ') === true && isOfForm(lines, next))
}

/** What a label says; of several lines with it, those that say nothing do not count, and those that differ are told. */
function saidOnce(cells: readonly FilledCell[]): FilledCell {
  const said = cells.filter(({ text }) => text.trim() !== '')
  const cell = said.at(-1) ?? cells.at(-1) ?? { text: '', spot: { file: '' } }
  return said.some(({ text }) => text.trim() !== cell.text.trim()) ? { ...cell, odd: 'twice' } : cell
}
