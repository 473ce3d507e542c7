import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { formatRange, inSentence } from '../../src/i18n/format.ts'
import markdown from '../../src/report/markdown.ts'
import terminal from '../../src/report/terminal.ts'
import { buildView, type Section } from '../../src/report/view.ts'
import { attentionSections } from '../../src/report/view/attention.ts'
import { clipClause } from '../../src/report/view/decision.ts'
import { contextOf, datasetName } from '../../src/report/view/context.ts'
import { checkSentence, slotSentence } from '../../src/report/view/sentences.ts'
import { digestOf } from '../../src/util/canonical-json.ts'
import { assessFolder, ROOT } from '../support/assess.ts'
import { fixture } from '../support/run.ts'
import { failing, FINDINGS, finding, resultOf, sample, unknownCredit } from './sample.ts'

const FULL = { level: 'full', paper: 'letter' } as const
const view = buildView(sample(), 'es', FULL)
const titles = (sections: readonly Section[]) => sections.filter((section) => section.depth < 4).map((section) => section.title)
const texts = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : value === null || typeof value !== 'object' ? [] : Object.values(value).flatMap(texts)
const allText = (value: unknown) => texts(value).join('\n')

describe('order and levels', () => {
  test('full', () =>
    expect(titles(view.sections)).toEqual([
      'Aviso',
      'Normas generales para la gestión de las TIC en el Estado',
      'Resultado por tema',
      'Brechas en detalle',
      'Requisitos sin determinar',
      'Contradicciones y vencimientos próximos',
      'Plan de acción',
      'Correspondencia con normas internacionales',
      'Todos los requisitos',
      'Requisitos que no aplican',
      'Hechos declarados',
      'Método',
      'Procedencia',
      'Anexos',
      'Registro de evidencia',
      'Excepciones justificadas',
      'Observaciones',
      'Firmas',
    ]))
  test('manager', () =>
    expect(titles(buildView(sample(), 'es', { ...FULL, level: 'manager' }).sections)).toEqual([
      'Aviso',
      'Normas generales para la gestión de las TIC en el Estado',
      'Resultado por tema',
      'Brechas en detalle',
      'Requisitos sin determinar',
      'Contradicciones y vencimientos próximos',
      'Plan de acción',
      'Firmas',
    ]))
  test('executive', () =>
    expect(titles(buildView(sample(), 'es', { ...FULL, level: 'executive' }).sections)).toEqual([
      'Aviso',
      'Normas generales para la gestión de las TIC en el Estado',
      'Plan de acción',
      'Firmas',
    ]))
  test('levels cut the list, not the numbers', () => {
    for (const level of ['executive', 'manager', 'full'] as const) expect(buildView(sample(), 'es', { ...FULL, level }).summaries).toEqual(view.summaries)
  })
})

describe('numbers are those of the assessment', () => {
  const [result] = sample().results
  test.for(['es', 'en'] as const)('%s', (lang) => {
    const summary = buildView(sample(), lang, FULL).summaries[0]
    expect(summary?.panel?.value).toBe(formatRange(result?.scores.compliance ?? null, lang, ''))
    expect(summary?.panel?.figures[0]?.value).toBe(formatRange(result?.scores.declared ?? null, lang, ''))
    expect(summary?.chart?.bars.map(({ low, high }) => ({ low, high }))).toEqual(
      expect.arrayContaining(result?.topics.flatMap(({ scores }) => scores.compliance ?? []) ?? []),
    )
  })
  test('the digest on the cover can be computed again', () => expect(view.cover.digest).toBe(digestOf(sample())))
  test('bars from the highest down', () => {
    const lows = view.summaries[0]?.chart?.bars.map((bar) => bar.low) ?? []
    expect(lows).toEqual(lows.toSorted((a, b) => b - a))
  })
  test('gaps in the order of the plan', () => {
    const shown = view.sections.flatMap((section) => section.blocks.flatMap((block) => (block.kind === 'gap' ? [block.gap.rule] : [])))
    expect(shown).toEqual(result?.plan.map((step) => step.rule).filter((rule) => shown.includes(rule)))
    expect(shown).toHaveLength(6)
  })
  test('the order of findings in the file changes no chart, gap or step', () => {
    const other = buildView(sample({}, FINDINGS.toReversed()), 'es', FULL)
    expect(other.summaries[0]?.chart).toEqual(view.summaries[0]?.chart)
    expect(other.summaries[0]?.steps).toEqual(view.summaries[0]?.steps)
  })
})

describe('sentences', () => {
  test.for([
    'Política de seguridad firmada (pol-seg): venció el 31 de mayo de 2026 (hace 173 días).',
    'Marca, modelo, serie y custodio de cada equipo: 188 de 200 celdas con datos (94.0 %); se pide 98.0 % (umbral propuesto por el catálogo).',
    'La respuesta afirma que se cumple y los datos de la propia institución indican lo contrario.',
    'La fecha prevista por la institución ya pasó: 30 de junio de 2026.',
    'Normas generales TIC 2017, resumen, párr. 6 (leído en una fuente secundaria).',
    'Con excepción justificada hasta el 28 de febrero de 2027',
    'Marca, modelo, serie y custodio de cada equipo. Se muestran 10 de 12 filas con faltas.',
    '«Política de seguridad» (pol-seg) vence el 31 de enero de 2027 (en 72 días).',
  ])('%s', (sentence) => {
    const assessment = JSON.stringify(sample()).replaceAll(' (en)', ' (in English)')
    expect(allText(view)).toContain(sentence)
    expect(assessment).not.toContain(sentence)
  })
  test.for<[detail: string[], is: string]>([
    [['number'], 'Acta: en el registro falta número.'],
    [['number', 'issued', 'signed_by'], 'Acta: en el registro faltan número, fecha de emisión y firmante.'],
  ])('what the register lacks, one thing or several: %j', ([detail, is]) => {
    const context = contextOf(sample(), resultOf(FINDINGS), 'es', FULL)
    const slot = { slot: 'acta', title: { es: 'Acta', en: 'Minutes' }, kinds: ['minutes'], required: true, state: 'incomplete' as const, detail }
    expect(slotSentence(slot, context)).toBe(is)
  })
  test('no template leaves a hole', () => {
    for (const lang of ['es', 'en'] as const) expect(allText(buildView(sample(), lang, FULL))).not.toMatch(/undefined|\bnull\b|NaN|\[object/)
  })
  test('the same sentence in Markdown and in the terminal', () => {
    const sentence = view.summaries[0]?.sentences[0] ?? ''
    const options = { lang: 'es', ...FULL } as const
    expect(markdown.render(sample(), options)).toContain(sentence)
    expect(terminal.render(sample(), options).replace(/\s+/g, ' ')).toContain(sentence)
  })
})

test('checks that one obstacle stops are told in one sentence', () => {
  const missing = (label: string) => failing(0, { label: { es: label, en: label }, state: 'unknown', reason: 'dataset-missing', detail: ['hardware'] })
  const told = buildView(
    sample({}, [finding('SEG-01', 'Equipos', { outcome: 'partial', credit: { low: 0, high: 0 }, checks: [missing('Dueño'), missing('Estado')] })]),
    'es',
    FULL,
  )
  expect(allText(told)).toContain('No se aportó la tabla «Inventario de hardware» (hardware); sin ello no se puede comprobar: Dueño; Estado.')
})

describe('institutions unlike the others', () => {
  const made = (change: Parameters<typeof finding>[2]) => FINDINGS.map((item) => finding(item.rule, item.text.title.es, change))
  test('without gaps: a short report that says so', () => {
    const good = buildView(sample({ observations: [], waivers: [] }, made({})), 'es', FULL)
    expect(allText(good)).toContain('No se encontraron brechas')
    expect(titles(good.sections)).not.toContain('Plan de acción')
    expect(titles(good.sections)).not.toContain('Brechas en detalle')
  })
  test('the gaps in detail say how many there are with those not determined, which is what check counts', () => {
    const intro = (lang: 'es' | 'en') => allText(buildView(sample(), lang, FULL))
    const { findings } = sample().results[0]!
    const of = (outcomes: readonly string[]) => findings.filter(({ outcome }) => outcomes.includes(outcome)).length
    const [found, open] = [of(['partial', 'unmet', 'error']), of(['unknown'])]
    expect(Math.min(found, open)).toBeGreaterThan(0)
    expect(intro('es')).toMatch(new RegExp(`Hay ${found + open} brechas: `))
    expect(intro('en')).toMatch(new RegExp(`There are ${found + open} gaps: `))
  })
  test('with nothing answered: where to begin, not a wall of gaps', () => {
    const blank = buildView(
      sample({ observations: [], waivers: [] }, made({ ...unknownCredit, outcome: 'unknown', messages: [{ id: 'answer-none', params: {} }] })),
      'es',
      { ...FULL, level: 'manager' },
    )
    expect(allText(blank)).toContain('Todavía no hay respuestas ni datos')
    expect(allText(blank)).toContain('«cumple entrevista»')
    expect(allText(blank)).not.toMatch(/documents\.yaml|carpeta answers/)
    expect(blank.sections.flatMap((section) => section.blocks).some((block) => block.kind === 'gap')).toBe(false)
    expect(blank.summaries[0]?.chart).toBeNull()
  })
  test('outside the scope: nothing is calculated', () => {
    const removed = resultOf(made({ outcome: 'not-applicable', credit: null, declared: null, maturity: null, removed: { by: 'scope', proven: true } }))
    const outside = buildView(sample({ waivers: [], results: [{ ...removed, scope: { ...removed.scope, holds: 'no' } }] }), 'es', FULL)
    expect(outside.summaries[0]?.panel).toBeNull()
    expect(outside.summaries[0]?.sentences).toEqual(['La institución está fuera del ámbito de este catálogo: ninguno de sus requisitos se evaluó.'])
  })
  test('a municipality sees first what costs nothing', () => {
    const base = sample()
    const small = buildView({ ...base, institution: { ...base.institution, kind: 'municipality' } }, 'es', FULL)
    expect(small.summaries[0]?.stepsTitle).toBe('Un paso que no requiere presupuesto')
    expect(small.summaries[0]?.steps.map((step) => step.rule)).toEqual(['GOB-03 ◇ Agenda digital'])
  })
  test('three hundred gaps and ten thousand failing rows stay ten rows per check', () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      finding(`ACT-${100 + index}`, `Activo ${index}`, { outcome: 'partial', credit: { low: 5_000, high: 5_000 }, checks: [failing(10_000)] }),
    )
    const gaps = buildView(sample({}, many), 'es', FULL).sections.flatMap((section) =>
      section.blocks.flatMap((block) => (block.kind === 'gap' ? [block.gap] : [])),
    )
    expect(gaps).toHaveLength(300)
    expect(new Set(gaps.map((gap) => gap.rows[0]?.rows.length))).toEqual(new Set([10]))
  })
})

describe('what is declared beside what is sustained', () => {
  const first = (findings: Parameters<typeof sample>[1]) => buildView(sample({}, findings), 'es', FULL).summaries[0]?.sentences[0]
  const exactly = (credit: number) => ({ low: credit, high: credit })
  const must = (rule: string, declared: number, credit: number) =>
    finding(rule, rule, { outcome: credit === 10_000 ? 'satisfied' : credit === 0 ? 'unmet' : 'partial', declared: exactly(declared), credit: exactly(credit) })

  test('every answer no: nothing is said to be sustained', () =>
    expect(first([must('SEG-01', 0, 0), must('SEG-02', 0, 0)])).toBe(
      'La institución declara 0.0 %: según sus respuestas, no cumple ningún requisito obligatorio, ni siquiera en parte.',
    ))
  test('full support', () =>
    expect(first([must('SEG-01', 10_000, 10_000), must('SEG-02', 0, 0)])).toBe(
      'La institución declara 50.0 % y la evidencia vigente lo sostiene por completo.',
    ))
  test('the same index by chance is no full support', () =>
    expect(first([must('SEG-01', 10_000, 5_000), must('SEG-02', 0, 5_000)])).toBe('La institución declara 50.0 %; con evidencia vigente se sostiene 50.0 %.'))
})

describe('the title of the chart names a topic only where no other may reach it', () => {
  const title = (ranges: readonly (readonly [low: number, high: number])[]) => {
    // Two obligations in each topic.
    const base = resultOf(['GOB', 'SEG', 'INC'].flatMap((topic) => [finding(`${topic}-01`, topic), finding(`${topic}-02`, topic, { outcome: 'unmet' })]))
    const topics = base.topics.flatMap((topic, index) => {
      const [low, high] = ranges[index] ?? []
      return low === undefined || high === undefined ? [] : [{ ...topic, scores: { ...topic.scores, compliance: { low, high } } }]
    })
    return buildView(sample({ results: [{ ...base, topics }] }), 'es', FULL).summaries[0]?.chart?.title
  }
  const [gob, inc] = ['Gobierno digital y planificación', 'Incidentes y SOC']
  test.for<[ranges: [number, number][], is: string]>([
    [
      [
        [10, 10],
        [40, 60],
        [70, 70],
      ],
      `El tema más bajo es ${gob} (10.0 %); el más alto, ${inc} (70.0 %)`,
    ],
    [
      [
        [10, 30],
        [20, 60],
        [70, 90],
      ],
      `El tema más alto es ${inc} (70.0 %–90.0 %)`,
    ],
    [
      [
        [40, 90],
        [73.1, 73.1],
        [14, 14],
      ],
      `El tema más bajo es ${inc} (14.0 %)`,
    ],
    [
      [
        [40, 90],
        [73.1, 73.1],
        [50, 50],
      ],
      'Los temas están entre 40.0 % y 90.0 %',
    ],
    [
      [
        [0, 0],
        [0, 0],
        [50, 50],
      ],
      `El tema más alto es ${inc} (50.0 %)`,
    ],
    [
      [
        [0, 100],
        [0, 100],
      ],
      'Los temas están entre 0.0 % y 100.0 %',
    ],
    [
      [
        [25, 25],
        [25, 25],
      ],
      'Todos los temas están en 25.0 %',
    ],
    [[[10, 20]], `${gob}: 10.0 %–20.0 %`],
  ])('%j', ([ranges, is]) => expect(title(ranges)).toBe(is))
})

test('an altered document stands under the rulebooks whose rules use it, and under no other', async () => {
  const assessment = await assessFolder(fixture('ministerio'))
  const under = (id: string) => {
    const result = assessment.results.find((item) => item.id === id)!
    return allText(attentionSections(contextOf(assessment, result, 'es', FULL)))
  }
  expect(under('aig-tic')).toContain('(declaracion-medidas) cambió después de registrarse')
  expect(under('transparencia')).not.toContain('declaracion-medidas')
  const alone = await assessFolder(fixture('ministerio'), { rulebooks: ['transparencia'] })
  expect(allText(attentionSections(contextOf(alone, alone.results[0]!, 'es', FULL)))).not.toContain('declaracion-medidas')
})

test('the register leaves out a kind of document whose name no rulebook at hand has', () => {
  const base = sample()
  const [document] = base.documents
  const shown = (kind: string) => allText(buildView({ ...base, documents: [{ ...document!, kind }] }, 'es', FULL))
  expect(shown('policy')).toContain('Política · N.º R-12')
  expect(shown('statement')).not.toMatch(/\bstatement\b/)
})

test('a rule that was answered and is not assessed is named with its title', async () => {
  const told = allText(buildView(await assessFolder(fixture('ministerio')), 'es', FULL))
  expect(told).toMatch(/Se respondieron requisitos que están desactivados.*: ADQ-03 \p{Lu}\p{Ll}+/u)
})

test.for<[total: number, es: string, en: string]>([
  [1, '0 de 1 fila con un valor admitido', '0 of 1 row with an allowed value'],
  [2, '0 de 2 filas con un valor admitido', '0 of 2 rows with an allowed value'],
])('of %d rows', ([total, es, en]) => {
  const told = (lang: 'es' | 'en') =>
    checkSentence(failing(1, { kind: 'one-of', good: 0, total, ratio: 0 }), { rule: 'SEG-01' }, contextOf(sample(), resultOf(FINDINGS), lang, FULL))
  expect([told('es').includes(es), told('en').includes(en)]).toEqual([true, true])
})

test('a long note is shortened and says where the whole is', () => {
  const long = buildView(
    sample({}, [
      finding('SEG-01', 'Política', { outcome: 'unmet', answer: { value: 'no', criteria: [], review: false, from: 'x', note: 'palabra '.repeat(1_250) } }),
    ]),
    'es',
    FULL,
  )
  const note = texts(long).find((text) => text.includes('Nota de la institución')) ?? ''
  expect(note.length).toBeLessThan(760)
  expect(note).toContain('… (texto recortado; completo en assessment.json)')
})

test('two rulebooks never share an anchor', () => {
  const two = buildView(sample({ results: [resultOf(FINDINGS), resultOf(FINDINGS, { id: 'soc-gubernamental' })] }), 'es', FULL)
  const anchors = two.sections.flatMap((section) => [section.anchor, ...section.blocks.flatMap((block) => (block.kind === 'gap' ? [block.gap.anchor] : []))])
  expect(new Set(anchors).size).toBe(anchors.length)
})

test('each language has its own quotation marks', () => {
  const english = join(ROOT, 'src', 'i18n', 'en')
  const written = readdirSync(english).filter((name) => /[«»]/.test(readFileSync(join(english, name), 'utf8')))
  expect(written).toEqual([])
  const context = (lang: 'es' | 'en') => contextOf(sample(), sample().results[0]!, lang, { level: 'full', paper: 'letter' })
  const dataset = sample().results[0]!.datasets[0]!
  expect(datasetName(context('es'), dataset.id)).toBe(`«${dataset.title.es}» (${dataset.id})`)
  expect(datasetName(context('en'), dataset.id)).toBe(`“${dataset.title.en}” (${dataset.id})`)
})

test('inside a sentence only proper names and acronyms keep their capitals', () => {
  expect(['Entidad', 'Autoridad TIC', 'Estado panameño'].map(inSentence)).toEqual(['entidad', 'autoridad TIC', 'Estado panameño'])
  expect(['Custodian', 'ICT authority', 'Panamanian State'].map(inSentence)).toEqual(['custodian', 'ICT authority', 'Panamanian State'])
})

test('a step that is cut short keeps the path that it is about', () => {
  const step = (path: string) => `Put the missing file at ${path}: Letter notifying CSIRT Panamá of the institution's contact point.`
  expect(clipClause(step('documentos/nota-007-2026-punto-contacto.pdf'), 66)).toBe('Put the missing file at documentos/nota-007-2026-punto-contacto.pdf…')
  expect(clipClause(step('documentos/a.pdf'), 66)).toBe('Put the missing file at documentos/a.pdf: Letter notifying CSIRT…')
  expect(clipClause(step(`documentos/${'a'.repeat(200)}.pdf`), 66)).toBe('Put the missing file at…')
  expect(clipClause(`Put the ${'word'.repeat(20)} there`, 66)).toBe('Put the…')
})
