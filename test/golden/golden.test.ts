// Every format of every sample institution, as committed. After a wanted change: `npx vitest run test/golden -u`, then read the diff.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { Assessment } from '../../src/model/assessment.ts'
import type { Lang } from '../../src/model/vocabulary.ts'
import { FORMATS, loadFormat, type FormatName } from '../../src/report/index.ts'
import { ROOT, assessFolder } from '../support/assess.ts'
import { FIXTURES, fixture } from '../support/run.ts'

const TEXTS = (Object.keys(FORMATS) as FormatName[]).filter((name) => name !== 'pdf')
const assessments = Object.fromEntries(await Promise.all(FIXTURES.map(async (name) => [name, await assessFolder(fixture(name), { lang: 'es' })]))) as Record<(typeof FIXTURES)[number], Assessment>

async function render(name: (typeof FIXTURES)[number], format: FormatName, lang: Lang): Promise<{ text: string; file: string }> {
  const { fileName, render: draw } = await loadFormat(format)
  const text = draw(assessments[name], { lang, level: 'full', paper: 'letter' })
  if (typeof text !== 'string') throw new TypeError(`${format} is not text`)
  return { text, file: `./${name}/${lang === 'es' ? fileName : fileName.replace(/(\.\w+)$/, '.en$1')}` }
}

const cases: readonly (readonly [(typeof FIXTURES)[number], FormatName, Lang])[] = [
  ...FIXTURES.flatMap((name) => TEXTS.map((format) => [name, format, 'es'] as const)),
  ['ministerio', 'markdown', 'en'],
  ['ministerio', 'terminal', 'en'],
]

test.for(cases)('%s as %s in %s', async ([name, format, lang]) => {
  const { text, file } = await render(name, format, lang)
  await expect(text).toMatchFileSnapshot(file)
})

describe.for(FIXTURES)('%s read by others', (name) => {
  const { results } = assessments[name]

  test('the JSON is an assessment, sorted, with a final newline', async () => {
    const { text } = await render(name, 'json', 'es')
    const value: unknown = JSON.parse(text)
    expect(Assessment.parse(value)).toEqual(assessments[name])
    const inOrder = (item: unknown): boolean =>
      item === null || typeof item !== 'object' || (Object.values(item).every(inOrder) && (Array.isArray(item) || Object.keys(item).join('\n') === Object.keys(item).toSorted().join('\n')))
    expect(inOrder(value)).toBe(true)
    expect(text.endsWith('}\n')).toBe(true)
  })
  test('the published JSON Schema takes it, and nothing with a key more or less', async () => {
    const schema = z.fromJSONSchema(JSON.parse(readFileSync(join(ROOT, 'schemas/assessment.schema.json'), 'utf8')) as z.core.JSONSchema.JSONSchema)
    const value = JSON.parse((await render(name, 'json', 'es')).text) as Assessment
    expect(schema.safeParse(value).error?.issues ?? []).toEqual([])
    expect(schema.safeParse({ ...value, extra: 1 }).success).toBe(false)
    const { asOf: _, ...less } = value
    expect(schema.safeParse(less).success).toBe(false)
  })
  test.for([
    ['findings-csv', results.flatMap(({ findings }) => findings.map(({ rule }) => rule))],
    ['plan-csv', results.flatMap(({ plan }) => plan.map(({ rule }) => rule))],
  ] as const)('%s', async ([format, rules]) => {
    const { text } = await render(name, format, 'es')
    const { data, errors, meta } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true })
    expect(errors).toEqual([])
    expect(data.map(({ rule }) => rule)).toEqual(rules)
    expect(meta.linebreak).toBe('\r\n')
    const cells = data.flatMap((row) => Object.values(row))
    expect(cells.filter((cell) => /^[\s\uFEFF\u200B]*[=+\-@\t\r＝＋－＠]/u.test(cell)), 'no cell starts a formula').toEqual([])
  })
  test('the HTML closes what it opens', async () => {
    const body = (await render(name, 'html', 'es')).text.replace(/<(style|script)>[^]*?<\/\1>/g, '')
    const open: string[] = []
    for (const [, close, tag = '', self] of body.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*?(\/?)>/gi)) {
      if (close) expect(open.pop()).toBe(tag)
      else if (!self && !['meta', 'br', 'wbr', 'hr', 'img', 'input', 'link'].includes(tag)) open.push(tag)
    }
    expect(open).toEqual([])
  })
})
