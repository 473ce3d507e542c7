// The parts of the interview by themselves: the plan, typed paths, plain lines.
import { PassThrough } from 'node:stream'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { plainName } from '../../src/evidence/attach.ts'
import { completions, typedPath } from '../../src/evidence/typed-path.ts'
import { messages } from '../../src/i18n/index.ts'
import { Leave, type Terminal } from '../../src/interview/ask.ts'
import { commonStart } from '../../src/interview/ask-line.ts'
import { askInLines } from '../../src/interview/ask-plain.ts'
import { allQuestions, chosen, factsOf, fromWhereItStopped, planOf, type Plan } from '../../src/interview/plan.ts'
import { helpScreen, questionScreen, topicLines } from '../../src/interview/screens.ts'
import { headed, type Talk } from '../../src/interview/talk.ts'
import { typedDate } from '../../src/util/plain-date.ts'
import { forScreen } from '../../src/util/text-layout.ts'
import { PLAIN } from '../../src/util/paint.ts'
import { assessFolder, shipped } from '../support/assess.ts'
import { folderOf } from '../support/folder.ts'
import { fixture } from '../support/run.ts'

const ministry = async () => {
  const assessment = await assessFolder(fixture('ministerio'))
  const rulebooks = await Promise.all(assessment.results.map(({ id }) => shipped(id)))
  return { assessment, rulebooks, plan: planOf(rulebooks, assessment) }
}

test('the plan of the ministry: every applicable rule once, in the order of the rulebooks, with honest progress', async () => {
  const { assessment, rulebooks, plan } = await ministry()
  const ids = allQuestions(plan).map(({ rule }) => rule.id)
  expect(new Set(ids).size).toBe(ids.length)
  const findings = assessment.results.flatMap((result) => result.findings)
  const shared = new Set(rulebooks.flatMap(({ rules }) => rules.filter(({ shares }) => shares !== undefined && ids.includes(shares)).map(({ id }) => id)))
  const applicable = findings.filter(({ removed, obligation }) => (removed === undefined || removed.by === 'answer') && obligation !== 'unconfirmed')
  expect([...ids, ...applicable.filter(({ rule }) => shared.has(rule)).map(({ rule }) => rule)].toSorted()).toEqual(
    applicable.map(({ rule }) => rule).toSorted(),
  )
  expect(shared.size).toBeGreaterThan(0)
  for (const rule of shared) expect(ids).not.toContain(rule)
  const { progress } = plan
  expect(progress.applicable).toBe(ids.length)
  const open = allQuestions(plan).filter(({ state }) => state === 'open')
  expect(progress.answered).toBe(ids.length - open.length)
  for (const { finding } of open) expect([finding.rule, finding.terms.claim, finding.terms.measured]).toEqual([finding.rule, undefined, undefined])
  expect(plan.topics.reduce((sum, topic) => sum + topic.progress.minutes, 0)).toBe(progress.minutes)
})

test('what is put: pending, critical, one; and it goes on after the answer given last', async () => {
  const { plan, rulebooks } = await ministry()
  const all = allQuestions(plan)
  const pending = chosen(all, { kind: 'pending' })
  expect(pending.length).toBeGreaterThan(0)
  for (const { state, finding } of pending) expect(state === 'open' || finding.outcome === 'error' || finding.answer?.review === true).toBe(true)
  expect(chosen(all, { kind: 'critical' }).every(({ rule, finding }) => rule.severity === 'critical' && finding.terms.claim === undefined)).toBe(true)
  expect(chosen(all, { kind: 'rule', rule: 'SEG-04' }).map(({ rule }) => rule.id)).toEqual(['SEG-04'])
  const next = fromWhereItStopped(plan)
  expect(next.map(({ rule }) => rule.id).toSorted()).toEqual(pending.map(({ rule }) => rule.id).toSorted())
  const at = (id: string | undefined) => all.findIndex(({ rule }) => rule.id === id)
  const latest = all
    .map(({ finding }) => finding.answer?.at ?? '')
    .toSorted()
    .at(-1)
  const last = all.findLastIndex(({ finding }) => finding.answer?.at === latest)
  const after = pending.filter(({ rule }) => at(rule.id) > last)
  expect(next[0]?.rule.id).toBe((after[0] ?? pending[0])?.rule.id)
  const facts = factsOf(rulebooks).map(({ id }) => id)
  expect(new Set(facts).size).toBe(facts.length)
  // In the words of the rulebook that comes first: it is its requirements that are asked where others share them.
  for (const fact of rulebooks[0]!.facts) expect(factsOf(rulebooks)).toContain(fact)
})

test('the answer given last is the latest moment, in whatever zone it is written', async () => {
  const { plan } = await ministry()
  const all = allQuestions(plan).map((question) => ({ ...question, state: 'open' as const, finding: { ...question.finding, answer: undefined } }))
  const answered = (index: number, at: string) => ({ ...all[index]!, finding: { ...all[index]!.finding, answer: { value: 'yes' as const, at } } })
  const questions = [answered(0, '2026-11-20T23:00:00-05:00'), answered(1, '2026-11-21T01:00:00Z'), ...all.slice(2)] as (typeof plan.topics)[0]['questions']
  const next = fromWhereItStopped({ ...plan, topics: [{ ...plan.topics[0]!, questions }] })
  expect(next[0]?.rule.id).toBe(all[1]?.rule.id)
})

test.for([
  ['a.pdf', '/w/a.pdf'],
  ["'/media/usb/Nota 5.pdf'", '/media/usb/Nota 5.pdf'],
  ['"/media/usb/Nota 5.pdf"', '/media/usb/Nota 5.pdf'],
  ["'/m/d'\\''acta.pdf'", "/m/d'acta.pdf"],
  ['/m/Nota\\ 5\\ \\(2\\).pdf', '/m/Nota 5 (2).pdf'],
  ['  ~/Documentos/a.pdf ', '/home/ana/Documentos/a.pdf'],
  ['~', '/home/ana'],
  ['file:///m/Resoluci%C3%B3n%205.pdf', '/m/Resolución 5.pdf'],
  ['file://%zz', '/w/file:/%zz'],
] as const)('a typed or dragged path: %s', ([typed, path]) => expect(typedPath(typed, '/w', '/home/ana', false)).toBe(path))

test('on Windows a backslash is part of the path', () => expect(typedPath('"C:\\datos\\Nota 5.pdf"', '/w', undefined, true)).toContain('C:\\datos\\Nota 5.pdf'))

test('the tab key completes what there is', () => {
  const root = folderOf({ 'acta-1.pdf': '', 'acta-2.pdf': '', '.oculto': '' })
  mkdirSync(join(root, 'actas'))
  writeFileSync(join(root, 'actas/x.pdf'), '')
  expect(completions('ac', root, undefined)).toEqual(['acta-1.pdf', 'acta-2.pdf', 'actas/'])
  expect(completions(`${root}/actas/`, '/', undefined)).toEqual([`${root}/actas/x.pdf`])
  expect(completions('', root, undefined)).not.toContain('.oculto')
  expect(completions('no/hay', root, undefined)).toEqual([])
  expect([commonStart(['acta-1.pdf', 'acta-2.pdf', 'actas/']), commonStart([]), commonStart(['a'])]).toEqual(['acta', '', 'a'])
})

test.for([
  ['Resolución «N°» 5.pdf', 'Resolución-N-5.pdf'],
  ['../../etc/passwd', 'etc-passwd'],
  ['con.txt', 'con-.txt'],
  ['.pdf', 'pdf'],
  ['***', 'documento'],
  ['a\u202Efdp.exe', 'a-fdp.exe'],
] as const)('a copied file gets a plain name: %s', ([name, plain]) => expect(plainName(name)).toBe(plain))

const { keys: words } = messages('es').interview
function lines(...typed: readonly string[]) {
  const [input, output] = [new PassThrough(), new PassThrough()]
  const leaving = new AbortController()
  const ask = askInLines({ input, output, leaving: leaving.signal, paint: PLAIN, words } as unknown as Terminal)
  for (const line of typed) input.write(`${line}\n`)
  return { ask, leaving, output, end: () => input.end(), shown: () => String(output.read()) }
}
const CHOICES = [{ value: 'yes', name: 'Sí' }, '-', { value: 'no', name: 'No' }] as const

test('plain lines: by number, by how it begins, by what is proposed; what is not there is said', async () => {
  const { ask, shown } = lines('7', 'quizás', '2', 'sí', '', '2 1', '0', '', '9', '1', 'ayer', '2026-01-01', '')
  expect(await ask.select({ message: 'M', choices: CHOICES })).toBe('no')
  expect(await ask.select({ message: 'M', choices: CHOICES })).toBe('yes')
  expect(await ask.select({ message: 'M', choices: CHOICES, initial: 'no' })).toBe('no')
  const ticks = { message: 'T', choices: CHOICES.filter((choice) => choice !== '-'), ticked: ['no'] }
  expect(await ask.tick(ticks)).toEqual(['no', 'yes'])
  expect(await ask.tick(ticks)).toEqual([])
  expect(await ask.tick(ticks)).toEqual(['no'])
  expect(await ask.tick(ticks)).toEqual(['yes'])
  expect(await ask.text({ message: 'D', check: (text) => (/^\d{4}/.test(text) ? undefined : 'no es fecha') })).toBe('2026-01-01')
  expect(await ask.text({ message: 'D', initial: 'antes' })).toBe('antes')
  const text = shown()
  expect(text).toContain('«7» no está entre las opciones')
  expect(text).toContain('no es fecha')
  expect(text).not.toContain('\u001B')
})

test('plain lines: accents need not be typed, and nothing is wider than the screen', async () => {
  const { ask, shown, output } = lines('si', '-', 'parcial', '1')
  Object.assign(output, { columns: 40 })
  // How to leave was said when the screen was wide.
  shown()
  const long = 'Ayuda: qué pide, fundamento, ejemplo de sustento y qué cuesta una brecha'
  expect(await ask.select({ message: `¿${long}?`, choices: [...CHOICES, { value: 'help', name: long }] })).toBe('yes')
  expect(await ask.select({ message: 'M', choices: [{ value: 'x', name: 'X' }] })).toBe('x')
  // What is typed ends the line of the prompt.
  const text = shown().replaceAll('Número: ', '\n')
  expect(text).toContain('escriba el número')
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(40)
  expect(text).toMatch(/^ {3}3\) Ayuda: .*\n {6}\p{L}+/mu)
  expect(ask.room()).toBe(34)
})

test('plain lines: what a choice means is said, nothing is drawn, and a prompt that is broken ends in a blank', async () => {
  const { ask, shown, output } = lines('1', '')
  Object.assign(output, { columns: 40 })
  await ask.select({ message: 'M', choices: [{ value: 'x', name: 'Planificado', description: 'Todavía no.' }] })
  await ask.text({ message: 'Título del documento que se registra', initial: 'Un título que ya estaba' })
  const text = shown()
  expect(text).toContain(' 1) Planificado: Todavía no.\n')
  expect(text).toMatch(/\]: $/)
  const talk = { ask, words: messages('es').interview, lang: 'es', paint: PLAIN } as unknown as Talk
  const progress = { answered: 1, proven: 0, applicable: 9, minutes: 18 }
  const plan = { progress, topics: [{ key: 'GOB', title: { es: 'Gobierno', en: 'Government' }, progress, questions: [] }] } as unknown as Plan
  expect(topicLines(talk, plan)).toEqual(['Gobierno: 1 de 9 respondidas · 0 de 9 con todo su sustento · quedan unos 18 min'])
  expect(headed(talk, 'SEG-01')).toBe('SEG-01')
})

test('plain lines: how to leave is said once, and that no path leads back', async () => {
  const { ask, shown } = lines('x', '', 'y')
  await ask.text({ message: messages('es').interview.papers.path, complete: () => [] })
  await ask.text({ message: messages('es').interview.papers.path, complete: () => [] })
  await ask.text({ message: 'Título' })
  const text = shown()
  expect(text.split('Ctrl-C')).toHaveLength(2)
  expect(text.split('Ctrl-D')).toHaveLength(2)
  expect(text.indexOf('Ctrl-C')).toBeLessThan(text.indexOf('Ruta'))
  expect(text.split('Ruta del archivo (vacío para volver): ')).toHaveLength(3)
  expect(text).toMatch(/Título: $/)
})

test.for(['es', 'en'] as const)('the keys below lists and ticks say how to leave, in one line: %s', (lang) => {
  const { selectKeys, tickKeys } = messages(lang).interview.keys
  for (const keys of [selectKeys, tickKeys]) expect([keys.includes('Ctrl-C'), keys.length < 80]).toEqual([true, true])
})

test('plain lines: the end of the input and a signal leave', async () => {
  const ended = lines()
  ended.end()
  await expect(ended.ask.text({ message: 'M' })).rejects.toMatchObject({ reason: 'end' })
  expect(ended.shown()).toMatch(/: \n$/)
  const stopped = lines()
  const asked = stopped.ask.text({ message: 'M' })
  stopped.leaving.abort('SIGTERM')
  await expect(asked).rejects.toBeInstanceOf(Leave)
  expect(stopped.shown()).toMatch(/: \n$/)
})

test.for([
  ['2026-03-31', '2026-03-31'],
  ['31/3/2026', '2026-03-31'],
  ['31-12-2026', '2026-12-31'],
  ['5/5/2026', '2026-05-05'],
  [' 31/3/2026 ', '2026-03-31'],
  ['5/3/2026', undefined],
  ['12/11/2026', undefined],
  ['11/12/2026', undefined],
  ['131/3/2026', undefined],
  ['31/3/20261', undefined],
  ['30/2/2026', undefined],
  ['2026-02-30', undefined],
  ['ayer', undefined],
] as const)('a date as people type it: %s', ([text, date]) => expect(typedDate(text)).toBe(date))

test('lines break at spaces where the screen ends, 80 columns at most, and go on below where their text begins', () => {
  const text = `${'─'.repeat(78)}\n  · una línea que no cabe en cuarenta columnas de ancho`
  expect(forScreen(text, 100)).toBe(text)
  expect(forScreen(text, undefined)).toBe(text)
  expect(forScreen(text, 40).split('\n')).toEqual(['─'.repeat(38), '  · una línea que no cabe en cuarenta', '    columnas de ancho'])
  const labelled = '\u001B[1mFundamento\u001B[22m   Decreto Ejecutivo 719 de 2013, artículo 2'
  expect(forScreen(labelled, 40)).toBe('\u001B[1mFundamento\u001B[22m   Decreto Ejecutivo 719 de\n             2013, artículo 2')
  expect(forScreen(' 12) [x] Una opción con casilla que es larga', 30)).toBe(' 12) [x] Una opción con\n         casilla que es larga')
  const command = "\u001B[2mPara verlo:\n  cumple explicar GOB-02 '/una carpeta/con espacios' --as-of 2026-11-21\u001B[22m"
  expect(forScreen(command, 40)).toBe(command)
  expect(forScreen('palabra '.repeat(30), 200).split('\n')[0]).toHaveLength(79)
})

test.for([
  [1, 'queda cerca de 1 min'],
  [2, 'quedan unos 2 min'],
  [60, 'queda cerca de 1 h'],
  [90, 'quedan unas 1.5 h'],
  [120, 'quedan unas 2 h'],
] as const)('what is left in Spanish agrees in number: %i', ([minutes, said]) => expect(messages('es').interview.plan.minutes(minutes)).toBe(said))

test.for(['es', 'en'] as const)('an answer is called what the reports call it: %s', (lang) => {
  const { interview, findings } = messages(lang)
  for (const [value, word] of Object.entries(interview.question.values))
    expect([value, word.toLowerCase()]).toEqual([value, (findings.answer as Record<string, string>)[value]])
})

test('one cell with a problem is not the first of others', () => {
  expect([1, 7].map((n) => messages('es').interview.papers.problems(n))).toEqual(['1 celda con problema:', '7 celdas con problemas; las primeras:'])
  expect([1, 7].map((n) => messages('en').interview.papers.problems(n))).toEqual(['1 cell with a problem:', '7 cells with problems; the first:'])
})

test('an optional document is not counted nor shown as if it were required', async () => {
  const { plan } = await ministry()
  const question = allQuestions(plan).find(({ rule }) => rule.id === 'GOB-02')!
  const slots = question.finding.slots.map((_, index) => `Documento ${index}: no se ha aportado.`)
  const screens = (['es', 'en'] as const).map((lang) => {
    const { interview: said, findings: terms } = messages(lang)
    const talk = { words: said, terms, lang, paint: PLAIN, folder: '', flags: '' } as unknown as Talk
    const shown = (brief: boolean) => questionScreen(talk, question, { slots, checks: [] }, { place: 1, of: 1, sharers: [], brief })
    return { full: shown(false), brief: shown(true), help: helpScreen(talk, question) }
  })
  const [es, en] = screens
  expect(es?.full).toContain(' Documento 0: no se ha aportado.\n')
  expect(es?.full).toContain(' Documento 1: no se ha aportado (opcional).\n')
  expect(es?.brief).toContain('\nSustento que se pide: 1 documento y 1 documento opcional (vea «Ayuda»).\n')
  expect(en?.brief).toContain('\nProof that is asked for: 1 document and 1 optional document (see “Help”).\n')
  expect(es?.help).toMatch(/; Organigrama vigente de la institución\b.* \(opcional\)\n/)
})
