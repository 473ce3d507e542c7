// Evidence on the spot: documents attached and registered, tables named and mapped, who brings the rest, and what is refused.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openEvidence } from '../../src/evidence/open.ts'
import { messages } from '../../src/i18n/index.ts'
import { fixture } from '../support/run.ts'
import { folderOf } from '../support/folder.ts'
import { converse, script, type Answerer } from '../support/interview.ts'

const { interview: words } = messages('es')
const MANIFEST =
  'schema: cumple/evidence@1\ninstitution: {id: mun, name: Municipio, kind: municipality}\nperiod: 2026\nrulebooks: [{id: aig-tic}]\nfacts: {uses_cloud: false}\nanswers: {GOB-03: {value: planned}}\n'
const begun = () => folderOf({ 'cumple.yaml': MANIFEST })
const text = (said: readonly string[]) => said.join('\n').replace(/\s+/g, ' ')

const ask = words.question.ask
const only = (rule: string) => ({ only: { kind: 'rule', rule } as const })

test('a document is attached: copied, hashed, registered with what its kind needs, and counts at once', async () => {
  const root = begun()
  const outside = join(folderOf({}), "Resolución «N°» 5 de 2025's.pdf")
  writeFileSync(outside, 'PDF')
  const by = script(
    [ask, 'yes'],
    [words.question.tick, ['acto', 'funcion-expresa', 'en-funciones']],
    [words.papers.which, 'slot creacion-ugd'],
    ['Resolución', 'attach'],
    [words.papers.path, join(root, 'no-hay.pdf')],
    [words.papers.path, root],
    [words.papers.path, `'${outside.replaceAll("'", "'\\''")}'`],
    [words.papers.title, 'Resolución que crea la UGD'],
    [words.papers.number, '5-2025'],
    [words.papers.issued, '2025-02-01'],
    [words.papers.signedBy, 'La alcaldesa'],
    [words.papers.validUntil, '2027-12-31'],
  )
  const { said } = await converse(root, by, only('GOB-02'))
  expect(by.left()).toBe(0)
  expect(text(said)).toContain(words.papers.refused['file-missing'])
  expect(text(said)).toContain(words.papers.refused['not-a-regular-file'])
  const { documents, answers } = openEvidence(root)
  const path = 'documentos/Resolución-N-5-de-2025-s.pdf'
  expect(documents).toEqual({
    'creacion-ugd': {
      kind: 'resolution',
      title: 'Resolución que crea la UGD',
      number: '5-2025',
      issued: '2025-02-01',
      signed_by: 'La alcaldesa',
      valid_until: '2027-12-31',
      path,
      sha256: createHash('sha256').update('PDF').digest('hex'),
      fulfils: ['creacion-ugd'],
    },
  })
  expect(readFileSync(join(root, path), 'utf8')).toBe('PDF')
  expect(readFileSync(outside, 'utf8')).toBe('PDF')
  expect(answers['GOB-02']).toMatchObject({ value: 'yes', criteria: { acto: true, 'funcion-expresa': true, 'en-funciones': true } })
  expect(text(said)).toContain('Cumple: crédito 100.0 %')
})

test('the same file is registered once; another of its name is not written over; a large one and an empty one are refused', async () => {
  const root = begun()
  const elsewhere = folderOf({ 'a/x.pdf': 'uno', 'b/x.pdf': 'dos', 'vacio.pdf': '', 'enorme.pdf': '' })
  truncateSync(join(elsewhere, 'enorme.pdf'), 100_000_001)
  const describe = [
    [words.papers.title, 'T'],
    [words.papers.number, '1'],
    [words.papers.issued, '2026-01-01'],
    [words.papers.signedBy, 'F'],
    [words.papers.validUntil, ''],
  ] as const
  const by = script(
    [ask, 'papers'],
    [words.papers.which, 'slot creacion-ugd'],
    ['Resolución', 'attach'],
    [words.papers.path, join(elsewhere, 'vacio.pdf')],
    [words.papers.path, join(elsewhere, 'enorme.pdf')],
    [words.papers.path, join(elsewhere, 'a/x.pdf')],
    ...describe,
    [ask, 'skip'],
  )
  const { said } = await converse(root, by, only('GOB-02'))
  expect(text(said)).toContain(words.papers.refused['file-empty'])
  expect(text(said)).toContain(words.papers.refused['file-too-large'])
  const again = script(
    [ask, 'papers'],
    [words.papers.which, 'slot organigrama'],
    ['Organigrama', 'attach'],
    [words.papers.path, join(elsewhere, 'b/x.pdf')],
    [words.papers.title, 'O'],
    [words.papers.number, ''],
    [words.papers.issued, '2026-01-01'],
    [words.papers.signedBy, ''],
    [words.papers.validUntil, ''],
    [ask, 'skip'],
  )
  await converse(root, again, only('GOB-02'))
  const { documents } = openEvidence(root)
  expect(Object.values(documents).map(({ path }) => path)).toEqual(['documentos/x.pdf', 'documentos/x-2.pdf'])
  expect(readFileSync(join(root, 'documentos/x.pdf'), 'utf8')).toBe('uno')
})

test('a document of which not everything was said is completed, by itself or by attaching it again', async () => {
  const outside = join(folderOf({}), 'acto.pdf')
  writeFileSync(outside, 'PDF')
  const to = [
    [ask, 'papers'],
    [words.papers.which, 'slot creacion-ugd'],
  ] as const
  const rest = [
    [words.papers.title, 'Resolución que crea la UGD'],
    [words.papers.issued, '2025-02-01'],
    [words.papers.signedBy, 'La alcaldesa'],
    [words.papers.validUntil, ''],
    [ask, 'skip'],
  ] as const
  for (const again of [
    [['Resolución', 'amend']],
    [
      ['Resolución', 'attach'],
      [words.papers.path, outside],
    ],
  ] as const) {
    const root = begun()
    const begin = script(...to, ['Resolución', 'attach'], [words.papers.path, outside], [words.papers.title, 'Acto'], [words.papers.number, '5-2025'])
    expect((await converse(root, begin, { ...only('GOB-02'), leaveAt: 7 })).left).toBe(true)
    expect(openEvidence(root).documents['creacion-ugd']).toMatchObject({ title: 'Acto', number: '5-2025' })
    const by = script(...to, ...again, ...rest)
    const { said } = await converse(root, by, only('GOB-02'))
    expect(by.left()).toBe(0)
    expect(text(said)).not.toContain('se añadió')
    const { documents } = openEvidence(root)
    expect(Object.keys(documents)).toEqual(['creacion-ugd'])
    expect(documents['creacion-ugd']).toMatchObject({
      title: 'Resolución que crea la UGD',
      number: '5-2025',
      issued: '2025-02-01',
      signed_by: 'La alcaldesa',
      fulfils: ['creacion-ugd'],
    })
  }
})

test('a table is recognised, mapped where its headers are strange, its problems shown, and decides the question', async () => {
  const root = begun()
  const csv = readFileSync(join(fixture('ministerio'), 'datos/hardware.csv'), 'utf8')
  const [header = '', ...rows] = csv.trimEnd().split('\n')
  const strange = header.split(/[;,]/).map((name) => (name.trim() === 'Usuario' ? 'A cargo de' : name))
  const delimiter = header.includes(';') ? ';' : ','
  const outside = join(folderOf({}), 'equipos.csv')
  writeFileSync(outside, [strange.join(delimiter), ...rows].join('\n'))
  const mapped: string[] = []
  const by: Answerer = {
    select: ({ message, choices }) => {
      const has = (value: string) => choices.some((choice) => typeof choice !== 'string' && choice.value === value)
      if (message === words.papers.which) return has('table hardware') ? 'table hardware' : 'done'
      if (has('go')) return 'go'
      if (message === ask) return existsSync(join(root, 'datos/hardware.csv')) ? 'skip' : 'papers'
      const strangeOne = choices.find((choice) => typeof choice !== 'string' && choice.value === 'A cargo de')
      if (strangeOne && message.includes('custodio')) {
        mapped.push(message)
        return 'A cargo de'
      }
      return ''
    },
    text: ({ message }) => (message === words.papers.path ? outside : ''),
  }
  const { said } = await converse(root, by, only('ACT-02'))
  expect(mapped).toHaveLength(1)
  expect(text(said)).toMatch(/\d+ columnas reconocidas/)
  const { manifest } = openEvidence(root)
  expect(manifest.datasets['hardware']?.columns).toEqual({ custodio: 'A cargo de' })
  expect(readFileSync(join(root, 'datos/hardware.csv'), 'utf8')).toBe(readFileSync(outside, 'utf8'))
  const decided = await converse(root, { select: ({ message }) => (message === words.question.askMeasured ? 'go' : undefined) }, only('ACT-02'))
  expect(text(decided.said)).toContain('Los datos de la institución deciden')
})

test('who brings it and when is noted without an answer, and a comment alone is no answer', async () => {
  const root = begun()
  await converse(
    root,
    script(
      [ask, 'papers'],
      [words.papers.which, 'slot creacion-ugd'],
      ['Resolución', 'bring'],
      [words.question.who, 'Asesoría Legal'],
      [words.question.when, '2026-12-15'],
      [words.papers.which, 'done'],
      [ask, 'note'],
      [words.question.noteText, 'Está en firma'],
      [ask, 'mark'],
      [ask, 'skip'],
    ),
    only('GOB-02'),
  )
  expect(openEvidence(root).answers['GOB-02']).toMatchObject({ responsible: 'Asesoría Legal', target: '2026-12-15', note: 'Está en firma', review: true })
  expect(openEvidence(root).answers['GOB-02']).not.toHaveProperty('value')
})

test('a yes with an open criterion is kept as partial, or ticked again; not applicable needs one of the reasons', async () => {
  const root = begun()
  await converse(
    root,
    script(
      [ask, 'yes'],
      [words.question.tick, ['acto']],
      [ask, 'again'],
      [words.question.tick, ['acto', 'en-funciones']],
      [ask, 'as-is'],
      [words.papers.which, 'done'],
    ),
    only('GOB-02'),
  )
  expect(openEvidence(root).answers['GOB-02']).toMatchObject({ value: 'partial', criteria: { acto: true, 'funcion-expresa': false, 'en-funciones': true } })
  const { said } = await converse(root, script([ask, 'help'], [ask, 'clear'], [ask, 'skip']), only('GOB-02'))
  expect(text(said)).toContain(words.help.requirement)
  expect(text(said)).toMatch(/puntos del índice/)
  expect(said.join('\n')).toContain('\n  cumple explicar GOB-02 .\n')
  expect(openEvidence(root).answers).not.toHaveProperty('GOB-02')
})

test('when saving fails the path is named, the answer stays in memory, and it can be saved elsewhere or again', async () => {
  const root = begun()
  writeFileSync(join(root, 'cumple.yaml'), MANIFEST.replace('answers: {GOB-03: {value: planned}}\n', ''))
  mkdirSync(join(root, 'answers'))
  writeFileSync(join(root, 'answers/GOB.yaml'), 'GOB-03: {value: planned}\n')
  const rescue = join(folderOf({}), 'pendientes.yaml')
  const by = script([ask, 'no'], [words.trouble.ask, 'elsewhere'], [words.trouble.where, join(root, 'cumple.yaml')], [words.trouble.where, rescue])
  let broken = false
  const { said } = await converse(
    root,
    {
      ...by,
      select: (question, so) => {
        if (!broken && question.message === ask) {
          broken = true
          writeFileSync(join(root, 'answers/GOB.yaml'), 'GOB-03: [\n')
        }
        return by.select?.(question, so)
      },
    },
    only('GOB-02'),
  )
  expect(by.left()).toBe(0)
  expect(text(said)).toContain('Su respuesta sigue en memoria')
  expect(openEvidence(rescue).answers['GOB-02']).toMatchObject({ value: 'no' })
  expect(readFileSync(join(root, 'answers/GOB.yaml'), 'utf8')).toBe('GOB-03: [\n')
})

test('what follows on an answer that was saved elsewhere holds that answer too, and bringing it in takes nothing away', async () => {
  const root = begun()
  writeFileSync(join(root, 'cumple.yaml'), MANIFEST.replace('answers: {GOB-03: {value: planned}}\n', ''))
  mkdirSync(join(root, 'answers'))
  const file = join(root, 'answers/GOB.yaml')
  writeFileSync(file, 'GOB-03: {value: planned}\n')
  const rescue = join(folderOf({}), 'lo pendiente.yaml')
  const by = script(
    [ask, 'planned'],
    [words.trouble.ask, 'elsewhere'],
    [words.trouble.where, rescue],
    [words.question.who, 'Persona Ejemplo 1'],
    [words.question.when, '2027-03-31'],
  )
  const { said } = await converse(
    root,
    {
      select: (question, so) => {
        if (question.message === ask) writeFileSync(file, 'GOB-03: [\n')
        return by.select?.(question, so)
      },
      text: (question, so) => {
        if (question.message === words.question.who) writeFileSync(file, 'GOB-03: {value: planned}\n')
        return by.text?.(question, so)
      },
    },
    only('GOB-02'),
  )
  expect(by.left()).toBe(0)
  expect(said.join('\n')).toContain(`\n  cumple entrevista --answers '${rescue}'`)
  const whole = { value: 'planned', responsible: 'Persona Ejemplo 1', target: '2027-03-31' }
  expect(openEvidence(root).answers).toMatchObject({ 'GOB-02': whole, 'GOB-03': { value: 'planned' } })
  const { run } = await import('../support/run.ts')
  expect(await run(['interview', root, '--answers', rescue])).toMatchObject({ code: 0, err: 'Incorporado: 0 respuestas y 0 documentos.\n' })
  expect(openEvidence(root).answers['GOB-02']).toMatchObject(whole)
})
