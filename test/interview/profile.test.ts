// The profile changed later on, and what leaving does: what was put right by hand stays, nobody is lost, nothing leads nowhere.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openEvidence } from '../../src/evidence/open.ts'
import { messages } from '../../src/i18n/index.ts'
import { folderOf } from '../support/folder.ts'
import { converse, script, steady, type Answerer } from '../support/interview.ts'

const { interview: words } = messages('es')
const { profile: say, plan } = words
const HEAD = 'schema: cumple/evidence@1\nlang: es\ninstitution: {id: mun, name: Municipio, kind: municipality}\nperiod: 2026\n'
const FACTS = 'facts: {uses_cloud: false}\n'
const BEGUN = 'answers: {GOB-03: {value: planned}}\n'
const manifestIn = (root: string) => readFileSync(join(root, 'cumple.yaml'), 'utf8')
/** Leaves everything as it is proposed, but for what a function says. */
const quiet = (by: Answerer = {}): Answerer => ({
  select: (question, said) => by.select?.(question, said) ?? (question.message === plan.ask ? 'leave' : undefined),
  tick: by.tick ?? (() => undefined),
  text: by.text ?? (() => undefined),
})
const change = (what: string, by: Answerer = {}): Answerer => {
  let gone = false
  return quiet({
    ...by,
    select: (question, said) => {
      if (question.message === plan.ask && !gone) return ((gone = true), 'profile')
      return question.message === say.what ? what : by.select?.(question, said)
    },
  })
}

const PEOPLE = `signatories:
  - {role: prepared, name: Ana, post: Jefa de TIC} # tel 555
  - role: reviewed   # auditoría
    name: Beto
    post: Auditor
  - {role: approved, name: Carla, post: Alcaldesa} # firma digital
  - {role: approved, name: Dora, post: Tesorera} # segunda firma
`

test('who prepares and signs: left as they are not a byte changes; one changed changes nobody else, nor a comment', async () => {
  const root = folderOf({ 'cumple.yaml': HEAD + FACTS + PEOPLE + BEGUN })
  const before = manifestIn(root)
  await converse(root, change('people'))
  expect(manifestIn(root)).toBe(before)
  await converse(root, change('people', { text: ({ message, initial }) => (message === say.head ? 'Elena' : initial) }))
  expect(manifestIn(root)).toBe(before.replace('Carla', 'Elena'))
  await converse(root, change('people', { text: ({ message, initial }) => (message === say.by ? '' : initial) }))
  expect(openEvidence(root).manifest.signatories.map(({ name }) => name)).toEqual(['Beto', 'Elena', 'Dora'])
})

test('a name without a post leads back to the name, which may be left out', async () => {
  const root = folderOf({ 'cumple.yaml': HEAD + FACTS + BEGUN })
  const names = ['Ana', '']
  const posts = ['']
  const { said } = await converse(
    root,
    change('people', { text: ({ message, initial }) => (message === say.by ? names.shift() : message === say.post ? (posts.shift() ?? 'Cargo') : initial) }),
  )
  expect(names).toEqual([])
  expect(said.join(' ')).toContain(say.postNeeded)
  expect(openEvidence(root).manifest.signatories).toEqual([])
})

test('what was put right by hand after the first questions were left is proposed, and stays', async () => {
  const root = folderOf({})
  expect((await converse(root, steady('es', 'municipality'), { leaveAt: 6 })).left).toBe(true)
  writeFileSync(join(root, 'cumple.yaml'), manifestIn(root).replace('Junta Comunal de Ejemplo', 'Municipio corregido').replace('period: 2026', 'period: 2025'))
  await converse(root, quiet(), { leaveAt: 8 })
  const { manifest } = openEvidence(root)
  expect([manifest.institution.name, manifest.period]).toEqual(['Municipio corregido', 2025])
})

test('leaving while people are changed is no reason to ask for the institution again', async () => {
  const root = folderOf({ 'cumple.yaml': HEAD + FACTS + BEGUN })
  expect((await converse(root, change('people'), { leaveAt: 4 })).left).toBe(true)
  const asked: string[] = []
  await converse(root, quiet({ text: ({ message, initial }) => (asked.push(message), initial) }))
  expect(asked).not.toContain(say.name)
})

test('a kind that no rulebook is for asks for rulebooks, also after leaving at that question', async () => {
  const root = folderOf({ 'cumple.yaml': HEAD + FACTS + BEGUN })
  const asPrivate = { select: ({ message }: { message: string }) => (message === say.kind ? 'private-entity' : undefined) }
  const ticks: string[] = []
  await converse(root, change('institution', { ...asPrivate, tick: ({ message }) => (ticks.push(message), ['aig-tic']) }), { leaveAt: 7 })
  expect(openEvidence(root).manifest).toMatchObject({ institution: { kind: 'private-entity' } })
  expect(openEvidence(root).manifest.rulebooks).toBeUndefined()
  await converse(root, quiet({ tick: ({ message }) => (ticks.push(message), ['aig-tic']) }))
  expect(openEvidence(root).manifest.rulebooks).toEqual([{ id: 'aig-tic' }])
  expect(ticks.at(-1)).toBe(say.rulebooks)
})

test('another kind is asked whether it keeps the rulebooks that were chosen; what was said of one that stays is kept', async () => {
  const root = folderOf({ 'cumple.yaml': `${HEAD}rulebooks: [{id: aig-tic, version: ^1.0.0}, {id: datos-personales, role: entity}]\n${FACTS}${BEGUN}` })
  const board = {
    select: ({ message }: { message: string }) => (message === say.kind ? 'communal-board' : message === say.whichRulebooks ? 'usual' : undefined),
  }
  await converse(root, change('institution', board))
  expect(openEvidence(root).manifest.rulebooks).toBeUndefined()
  const other = folderOf({ 'cumple.yaml': `${HEAD}rulebooks: [{id: aig-tic, version: ^1.0.0}, {id: datos-personales, role: entity}]\n${FACTS}${BEGUN}` })
  await converse(other, change('rulebooks', { tick: ({ ticked }) => [...ticked.slice(0, 1), 'soc-gubernamental'] }))
  expect(openEvidence(other).manifest.rulebooks).toEqual([{ id: 'aig-tic', version: '^1.0.0' }, { id: 'soc-gubernamental' }])
})

test('before leaving by a choice what is not saved is told and can be saved elsewhere', async () => {
  const root = folderOf({ 'cumple.yaml': HEAD + FACTS, 'answers/GOB.yaml': 'GOB-03: {value: planned}\n' })
  const rescue = join(folderOf({}), 'pendientes.yaml')
  const file = join(root, 'answers/GOB.yaml')
  const by = script(
    [words.question.ask, 'no'],
    [words.trouble.ask, 'go-on'],
    [words.trouble.beforeLeaving(1), 'elsewhere'],
    [words.trouble.where, ''],
    [words.trouble.beforeLeaving(1), 'elsewhere'],
    [words.trouble.where, rescue],
  )
  const broken: Answerer = {
    ...by,
    select: (question, said) => {
      if (question.message === words.question.ask) writeFileSync(file, 'GOB-03: [\n')
      return by.select?.(question, said)
    },
  }
  await converse(root, broken, { only: { kind: 'rule', rule: 'GOB-02' } })
  expect(by.left()).toBe(0)
  expect(openEvidence(rescue).answers['GOB-02']).toMatchObject({ value: 'no' })
})

test('one question alone offers no earlier one, a walk only after its first', async () => {
  const root = folderOf({ 'cumple.yaml': `${HEAD}rulebooks: [{id: aig-tic}]\n${FACTS}${BEGUN}` })
  const offered: boolean[] = []
  const skip: Answerer['select'] = ({ message, choices }) => {
    const has = (value: string) => choices.some((choice) => typeof choice !== 'string' && choice.value === value)
    if (!has('help')) return message === plan.ask ? (offered.length > 2 ? 'leave' : 'resume') : undefined
    offered.push(has('back'))
    return offered.length > 2 ? 'plan' : has('skip') ? 'skip' : 'go'
  }
  await converse(root, { select: skip }, { only: { kind: 'rule', rule: 'GOB-02' } })
  await converse(root, { select: skip })
  expect(offered).toEqual([false, false, true])
})
