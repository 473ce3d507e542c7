// Whatever people write is text in every output of `check`: never markup, a property, or an order to a runner.
import { expect, test } from 'vitest'
import { CASES, hostile } from '../report/sample.ts'
import { NAMES, inputOf, orders, readCommand, readJunit, render } from '../support/check-formats.ts'
import { sarifErrors } from '../support/sarif.ts'

test.for(CASES)('what people write stays text in every output: %s', async ([, text]) => {
  const input = inputOf(hostile(text))
  const plain = inputOf(hostile('simple'))
  expect(sarifErrors(JSON.parse(await render('sarif', input)))).toEqual([])
  expect(readJunit(await render('junit', input)).flatMap(({ cases }) => cases.map(({ as }) => as))).toEqual(
    readJunit(await render('junit', plain)).flatMap(({ cases }) => cases.map(({ as }) => as)),
  )
  expect((await render('github', input)).split('\n').map((line) => readCommand(line)?.name)).toEqual(
    (await render('github', plain)).split('\n').map((line) => readCommand(line)?.name),
  )
  for (const name of NAMES) expect(orders(await render(name, input)).filter((line) => name !== 'github' || /##\w*\[/.test(line))).toEqual([])
  const markdown = await render('markdown', input)
  expect(markdown.split('\n').map((line) => /^(#+ |- | {2}- |\d\. |\| |)/.exec(line)![0])).toEqual(
    (await render('markdown', plain)).split('\n').map((line) => /^(#+ |- | {2}- |\d\. |\| |)/.exec(line)![0]),
  )
  const outsideCode = markdown.replace(/(?<!\\)(`+)[^]*?(?<!`)\1(?!`)/g, '').replace(/\\[^\w\s]/g, '')
  expect(outsideCode.match(/<|\]\(|!\[|\b(?:https?|file):\/\//)).toBeNull()
})

test.for([
  '::error::x',
  ' ::add-mask::x',
  'a\n::set-output name=x::y',
  '##[error]x',
  '##vso[task.setvariable]x',
  '##teamcity[x]',
  ':::x',
  '###[x]',
  `${'palabra '.repeat(9)}::stop-commands::x`,
])('an order stays text: %j', async (text) => {
  const input = inputOf(hostile(text))
  for (const name of NAMES) expect(orders(await render(name, input)).filter((line) => name !== 'github' || /##\w*\[/.test(line))).toEqual([])
  expect((JSON.parse(await render('json', input)) as { institution: { name: string } }).institution.name).toBe(text)
})
