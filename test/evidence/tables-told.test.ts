// What the report says of tables and cells that could not be read: the reason, the place and what to write instead, never a code.
import { describe, expect, test } from 'vitest'
import { readDataset } from '../../src/evidence/dataset.ts'
import { whyUnread as inEnglish } from '../../src/i18n/en/datasets.ts'
import { whyUnread as inSpanish } from '../../src/i18n/es/datasets.ts'
import type { Lang } from '../../src/model/vocabulary.ts'
import markdown from '../../src/report/markdown.ts'
import terminal from '../../src/report/terminal.ts'
import { assessFolder, shipped } from '../support/assess.ts'
import { folderOf } from '../support/folder.ts'
import { AT, run } from '../support/run.ts'

const MANIFEST = `schema: cumple/evidence@1\ninstitution: {id: muni, name: Municipio, kind: municipality}\nperiod: 2026\nrulebooks: [{id: aig-tic}]\n`
const assessed = (tables: Readonly<Record<string, string | Uint8Array>>) =>
  assessFolder(
    folderOf({
      'cumple.yaml': MANIFEST,
      'answers/ACT.yaml': 'ACT-01: {value: no}\n',
      ...Object.fromEntries(Object.entries(tables).map(([id, csv]) => [`datos/${id}.csv`, csv])),
    }),
  )
const report = async (csv: string | Uint8Array, lang: Lang = 'es', table = 'licencias') =>
  markdown.render(await assessed({ [table]: csv }), { lang, level: 'full', paper: 'letter' })

const HEADER = 'id,producto,tipo,cantidad,contrato,vence\n'
test.for<[name: string, csv: string | Uint8Array, es: string, en: string]>([
  [
    'titles above the header',
    `Inventario de licencias 2026,,,,,\n${HEADER}`,
    'en la línea 1 no está el encabezado, con nombres de columna como id, producto, tipo; borre los títulos que tenga encima',
    'line 1 is not the header, with column names such as id, producto, tipo; delete any titles above it',
  ],
  [
    'a header twice',
    'id,producto,ID\nA,x,B\n',
    'dos encabezados nombran la columna «id»; deje uno solo',
    'two headers name the column "id"; leave one of them',
  ],
  [
    'an open quote',
    `${HEADER}1,"a\n`,
    'en la fila que empieza en la línea 2 se abre una comilla (") que no se cierra',
    'the row that begins at line 2 opens a quote',
  ],
  ['a workbook', 'PK\u0003\u0004\0\0', 'no es texto, sino quizás un libro de Excel; guárdelo como «CSV UTF-8', 'it is not text but perhaps an Excel workbook'],
])('%s', async ([, csv, es, en]) => {
  const spanish = (await report(csv)).replaceAll('\\', '')
  // In what was found of a rule, in the register of evidence and in the observations.
  expect(spanish).toContain(`: la tabla datos/licencias.csv no se pudo leer: ${es}`)
  expect(spanish).toContain(`(datos/licencias.csv · no se pudo leer: ${es}`)
  expect(spanish).toContain(`- La tabla datos/licencias.csv no se pudo leer: ${es}`)
  expect((await report(csv, 'en')).replaceAll('\\', '')).toContain(`- The table datos/licencias.csv could not be read: ${en}`)
  expect(spanish).not.toMatch(/malformed|duplicate-header|no-header|-quote|not-text/)
})

test('the second table of a check is the one that is told, not the first', async () => {
  const assessment = await assessed({ incidentes: 'id,categoria\n1,malware\n', severidades: 'a\n' })
  const text = terminal.render(assessment, { lang: 'es', level: 'full', paper: 'letter' }).replaceAll(/\s+/g, ' ')
  const told = assessment.results[0]!.findings.flatMap(({ checks }) => checks).filter(({ reason }) => reason === 'dataset-error')
  expect(new Set(told.map(({ detail }) => detail?.[0]))).toEqual(new Set(['datos/severidades.csv']))
  expect(text).not.toContain('la tabla datos/incidentes.csv no se pudo leer')
})

test('a code of a later version stands for itself', () => {
  for (const whyUnread of [inSpanish, inEnglish]) expect(whyUnread({ code: 'toString', line: 1, detail: '' })).toBe('toString')
})

test('UTF-16 is read, and told', async () => {
  const utf16 = Buffer.from(`\uFEFF${HEADER.replaceAll(',', '\t')}1\tÑandú\tlibre\t1\tc\t\n`, 'utf16le')
  const assessment = await assessed({ licencias: utf16 })
  expect(assessment.datasets[0]).toMatchObject({ encoding: 'utf-16', delimiter: '\t', rows: 1 })
  expect(await report(utf16)).toContain('La tabla datos/licencias.csv se leyó como UTF-16')
})

describe('cells', () => {
  test.for<[name: string, csv: string, es: string, en: string]>([
    [
      'a number that is none',
      `${HEADER}1,x,libre,doce,,\n2,x,libre,1\u002c5,,\n3,x,libre,"1,5",,\n`,
      'tiene 2 celdas de la columna cantidad que no se pudieron interpretar (líneas 2 y 4: «doce», «1,5»); se espera un número entero, como 1234.',
      'has 2 cells of the column cantidad that could not be understood (lines 2 and 4: "doce", "1,5"); expected: a whole number, such as 1234.',
    ],
    [
      'a value that is not in the list',
      `${HEADER}1,x,alquilada,1,,\n`,
      '1 celda de la columna tipo que no se pudo interpretar (línea 2: «alquilada»); se espera uno de estos valores: perpetua, suscripcion, equipo, libre.',
      '(line 2: "alquilada"); expected: one of the values perpetua, suscripcion, equipo, libre.',
    ],
    [
      'one date that contradicts the others, named although it comes late',
      `${HEADER}${'1,x,libre,1,,31/12/2026\n2,x,libre,1,,1/2/2026\n'.repeat(6)}9,x,libre,1,,12/31/2026\n`,
      'tiene 13 celdas de la columna vence que no se pudieron interpretar (líneas 2, 3, 4, 5, 6…: «31/12/2026», «12/31/2026», «1/2/2026»); no se sabe qué es el día',
      'day and month cannot be told apart',
    ],
    [
      'a day that does not exist',
      `${HEADER}1,x,libre,1,,2026-02-30\n`,
      '(línea 2: «2026-02-30»); se espera una fecha que exista, AAAA-MM-DD.',
      'a date that exists, YYYY-MM-DD.',
    ],
    [
      'rows of another length',
      `${HEADER}1,x\n2,x,libre,1,c,,y\n`,
      'tiene 2 filas con un número de celdas que no es el del encabezado (líneas 2 y 3); encierre entre comillas (") los valores',
      'has 2 rows with more or fewer cells than the header (lines 2 and 3); put values',
    ],
  ])('%s', async ([, csv, es, en]) => {
    expect((await report(csv)).replaceAll('\\', '')).toContain(es)
    expect((await report(csv, 'en')).replaceAll('\\', '')).toContain(en)
  })

  test('what a personal or sensitive column holds is told nowhere', async () => {
    const def = (await shipped('aig-tic')).datasets.find(({ columns }) =>
      columns.some(({ personal, sensitive, type }) => (personal || sensitive) && type !== 'text'),
    )!
    const column = def.columns.find(({ personal, sensitive, type }) => (personal || sensitive) && type !== 'text')!
    const csv = `${def.key},${column.name}\nx,SECRETO-8-123\n`
    expect(readDataset(def, 'x', Buffer.from(csv)).problems.length).toBe(1)
    const assessment = await assessed({ [def.id]: csv })
    expect(assessment.observations.filter(({ id }) => id === 'dataset-row-problems')).toMatchObject([{ params: { column: column.name, examples: [] } }])
    expect(JSON.stringify(assessment)).not.toContain('SECRETO')
  })
})

test.for<[file: string, meant: string | undefined]>([
  ['datos/capacitación.csv', 'datos/capacitacion.csv'],
  ['datos/capacitación.csv'.normalize('NFD'), 'datos/capacitacion.csv'],
  ['datos/Licencia.xlsx', 'datos/licencias.csv'],
  ['licencias.csv', 'datos/licencias.csv'],
  ['datos/presupuesto-general.csv', undefined],
  ['documentos/licencias.csv', undefined],
])('a file that nothing uses, %s, is told with the table that it may be: %s', async ([file, meant]) => {
  const folder = folderOf({ 'cumple.yaml': MANIFEST, [file]: 'x' })
  const assessment = await assessFolder(folder)
  expect(assessment.observations.filter(({ id }) => id === 'file-unread')).toMatchObject([
    { params: meant === undefined ? { path: file } : { path: file, meant } },
  ])
  const { out } = await run(['check', folder, ...AT])
  if (meant !== undefined) expect(out.replaceAll(/\s+/g, ' ')).toContain(`Si es la tabla ${meant}, guárdelo en esa ruta, como CSV.`)
})
