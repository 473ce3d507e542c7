// The folder map of CONTRIBUTING.md as a test: who imports whom, one home per package, the world only at the edge.
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { expect, test } from 'vitest'

const SRC = join(import.meta.dirname, '..', 'src')
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.ts'))
  .toSorted()
const textOf = (file: string) => readFileSync(join(SRC, file), 'utf8')
/** A file's code without comments. */
const codeOf = (file: string) =>
  textOf(file)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '')
const specifiers = (file: string) => [...codeOf(file).matchAll(/(?:\bfrom |\bimport |\b(?:import|require)\()['"]([^'"\s]+)['"]/g)].map((match) => match[1]!)
const table = files.flatMap((from) =>
  specifiers(from).map((to) => ({ from, to: to.startsWith('.') ? posix.join(dirname(from), to) : to, ours: to.startsWith('.') })),
)

/** A file's part: its folder, or the name of a stage that is a single file. */
const partOf = (file: string) => (file.includes('/') ? file.split('/', 1)[0]! : file.replace(/\.ts$/, ''))
const MAY: Record<string, readonly string[] | 'anything'> = {
  model: ['model'],
  util: ['model', 'util'],
  checks: ['checks', 'model', 'util'],
  evidence: ['evidence', 'model', 'util'],
  rulebook: ['rulebook', 'checks', 'model', 'util'],
  evaluate: ['evaluate', 'checks', 'model', 'util'],
  score: ['model', 'util'],
  plan: ['model', 'util', 'score'],
  where: ['model'],
  conditions: ['model', 'where'],
  compare: ['compare', 'conditions', 'model', 'util'],
  expiring: ['model', 'util'],
  gate: ['model', 'compare', 'conditions', 'expiring', 'util'],
  observe: ['model', 'expiring', 'util', 'waivers'],
  waivers: ['model', 'util'],
  i18n: ['model', 'i18n'],
  report: ['report', 'model', 'i18n', 'util'],
  questionnaire: ['questionnaire', 'checks', 'evaluate', 'evidence', 'i18n', 'model', 'rulebook', 'util'],
  campaign: ['campaign', 'assess', 'compare', 'evidence', 'gate', 'model', 'report', 'rulebook', 'util', 'where'],
  assess: ['evaluate', 'evidence', 'model', 'observe', 'result', 'rulebook', 'util', 'waivers'],
  examples: ['checks', 'evaluate', 'evidence', 'model', 'rulebook', 'util'],
  result: ['evaluate', 'model', 'plan', 'score', 'util'],
  recount: ['model', 'score'],
  interview: ['interview', 'assess', 'evidence', 'i18n', 'model', 'rulebook', 'util'],
  init: ['init', 'checks', 'evidence', 'i18n', 'model', 'questionnaire', 'report', 'rulebook', 'util'],
  index: ['assess', 'compare', 'gate', 'model', 'report', 'rulebook', 'util'],
  cli: 'anything',
}

test('the table sees the imports', () => {
  expect(table.filter(({ ours }) => ours).length).toBeGreaterThan(files.length)
  expect(table).toContainEqual({ from: 'util/yaml.ts', to: 'yaml', ours: false })
  expect(table).toContainEqual({ from: 'report/index.ts', to: 'report/json.ts', ours: true })
})

test('every part is in the map of CONTRIBUTING.md', () => {
  const map = readFileSync(join(SRC, '..', 'CONTRIBUTING.md'), 'utf8')
  const inMap = (file: string) => map.includes(file.includes('/') ? `src/${partOf(file)}/` : `src/${file} `)
  expect([...new Set(files.filter((file) => !inMap(file)))]).toEqual([])
})

test('every part has its rule', () => expect([...new Set(files.map(partOf))].filter((part) => MAY[part] === undefined)).toEqual([]))

test('nobody imports what is not his', () => {
  const wrong = table.filter(({ from, to, ours }) => {
    const may = MAY[partOf(from)] ?? []
    return ours && may !== 'anything' && !may.includes(partOf(to))
  })
  expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([])
})

test('every import is of a file that exists', () =>
  expect(table.filter(({ to, ours }) => ours && !files.includes(to)).map(({ from, to }) => `${from} → ${to}`)).toEqual([]))

const HOMES: Record<string, RegExp> = {
  zod: /./,
  commander: /^cli\//,
  chalk: /^cli\//,
  handlebars: /^report\/template\.ts$/,
  'puppeteer-core': /^report\/(pdf[^/]*|browser-process)\.ts$/,
  '@sparticuz/chromium': /^report\/(pdf|browser)[^/]*\.ts$/,
  yaml: /^util\/yaml[^/]*\.ts$/,
  '@marcbachmann/cel-js': /^util\/expression\.ts$/,
  '@inquirer/core': /^interview\/ask-(line|list)\.ts$/,
  '@inquirer/figures': /^interview\/ask-list\.ts$/,
  papaparse: /^evidence\/csv\.ts$/,
  fflate: /^(questionnaire\/zip|util\/zip-stream)\.ts$/,
  saxen: /^questionnaire\/xml\.ts$/,
  'date-holidays': /^$/,
  semver: /^rulebook\/select\.ts$/,
  'fastest-levenshtein': /^util\/suggest\.ts$/,
}
const packageOf = (name: string) => name.split('/', name.startsWith('@') ? 2 : 1).join('/')

test('every package has one home', () => {
  const strangers = table.filter(({ from, to, ours }) => !ours && !to.startsWith('node:') && !HOMES[packageOf(to)]?.test(from))
  expect(strangers.map(({ from, to }) => `${from} → ${to}`)).toEqual([])
})

test('disk and processes only where they belong', () => {
  const may = /^(evidence\/|rulebook\/|campaign\/|report\/(pdf|browser)[^/]*\.ts$|cli\/|util\/(kind-of|make-folder|read-file)\.ts$|interview\/session\.ts$)/
  const wrong = table.filter(({ from, to }) => /^node:(fs|child_process|net|http|https|dgram|tls|worker_threads)(\/|$)/.test(to) && !may.test(from))
  expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([])
})

test('clock, environment, chance and locale only in cli/', () => {
  const world = /process\.env|Date\.now|new Date\(|Math\.random|\.toLocale\w*|localeCompare|\bIntl\./g
  const found = files.filter((file) => !file.startsWith('cli/')).flatMap((file) => [...codeOf(file).matchAll(world)].map((match) => `${file}: ${match[0]}`))
  expect(found).toEqual([])
})

test('no file over 300 lines', () => {
  const long = files.filter((file) => !file.endsWith('.generated.ts') && textOf(file).split('\n').length > 301)
  expect(long).toEqual([])
})
