// An assessment for the tests of the reports: every outcome, every kind of support, numbers from the real scoring.
import type { Assessment, CheckResult, Finding, RulebookResult, SlotResult } from '../../src/model/assessment.ts'
import type { Method } from '../../src/model/rulebook.ts'
import { VERDICT_TEXTS } from '../../src/model/basics.ts'
import { planOf } from '../../src/plan.ts'
import { coverageOf, gradeOf, scoreSet } from '../../src/score.ts'

const SHA = (digit: string): string => digit.repeat(64)
const both = (es: string, en = `${es} (en)`) => ({ es, en })

export const METHOD: Method = {
  weights: { critical: 8, high: 5, medium: 3, low: 1 },
  weights_why: both('Una brecha crítica pesa como una alta y una media juntas.'),
  claim: { yes: 10_000, partial: 5_000, planned: 0, no: 0 },
  proof: { none: 3_000, some: 5_000, data: 8_000, all: 10_000 },
  bands: [
    { id: 'alto', title: both('Alto', 'High'), floor: 90 },
    { id: 'sustancial', title: both('Sustancial', 'Substantial'), floor: 75 },
    { id: 'parcial', title: both('Parcial', 'Partial'), floor: 55 },
    { id: 'bajo', title: both('Bajo', 'Low'), floor: 30 },
    { id: 'incipiente', title: both('Incipiente', 'Incipient'), floor: 0 },
  ],
  cap: { band: 'parcial', below: 9_000, severity: 'critical' },
  provisional_above: 20,
  effort: { low: 1, medium: 3, high: 8 },
  papers: { effort: 'low', within: 'P30D' },
  expiring_days: 90,
  waiver_max: 'P12M',
}

type Change = Partial<Omit<Finding, 'text'>> & { readonly text?: Partial<Finding['text']> }

/** A `must` of high severity that is met on a current document, unless the change says otherwise. */
export function finding(rule: string, title: string, change: Change = {}): Finding {
  const { text, ...rest } = change
  return {
    rule,
    topic: rule.slice(0, 3),
    obligation: 'must',
    severity: 'high',
    weight: 15,
    text: {
      title: both(title),
      gap: both(`${title}: no consta`),
      requirement: both(`La institución cuenta con: ${title.toLowerCase()}.`),
      why: both('Sin ello, las demás medidas no se sostienen.'),
      question: both(`¿Cuenta la institución con: ${title.toLowerCase()}?`),
      criteria: [{ id: 'vigente', ...both('Está vigente') }],
      not_applicable: [{ id: 'sin-equipos', ...both('La institución no tiene equipos propios') }],
      basis: [{ instrument: 'normas-tic-2017', at: 'resumen, párr. 6', read: 'secondary' }],
      maps: { iso27001: ['A.5.9'], csf2: ['ID.AM'] },
      proof: 'all',
      remedy: { action: both(`Completar: ${title.toLowerCase()}.`), owner: 'jefe-tic', effort: 'medium', within: 'P90D', due: '2027-02-18', free: false },
      ...text,
    },
    outcome: 'satisfied',
    credit: { low: 10_000, high: 10_000 },
    declared: { low: 10_000, high: 10_000 },
    terms: { claim: 10_000, base: 10_000, factor: 10_000, proof: 'all', normative: 10_000 },
    assurance: 'documented',
    maturity: 3,
    contradiction: false,
    slots: [],
    checks: [],
    messages: [],
    locations: [],
    digests: { rule: SHA('1'), answer: SHA('2'), evidence: SHA('3') },
    ...rest,
  }
}

const slot = (state: SlotResult['state'], change: Partial<SlotResult> = {}): SlotResult => ({
  slot: 'politica',
  title: both('Política de seguridad firmada'),
  kinds: ['policy'],
  required: true,
  state,
  document: 'pol-seg',
  path: 'documentos/pol-seg.pdf',
  ...change,
})

export const failing = (count: number, change: Partial<CheckResult> = {}): CheckResult => ({
  kind: 'complete',
  label: both('Marca, modelo, serie y custodio de cada equipo'),
  dataset: 'hardware',
  file: 'datos/hardware.csv',
  state: 'failed',
  good: 188,
  total: 200,
  ratio: 9_400,
  floor: 9_800,
  threshold: 'proposed',
  failed: { count, rows: Array.from({ length: Math.min(count, 1_000) }, (_, index) => ({ line: index + 2, key: `EQ-${index + 1}`, columns: ['custodio'] })) },
  ...change,
})

export const unknownCredit = {
  credit: { low: 0, high: 10_000 },
  declared: { low: 0, high: 10_000 },
  assurance: 'none',
  maturity: 0,
  terms: { factor: 3_000, proof: 'none', normative: 0 },
} as const
const noCredit = {
  credit: { low: 0, high: 0 },
  declared: { low: 0, high: 0 },
  assurance: 'declared',
  maturity: 0,
  terms: { claim: 0, base: 0, factor: 3_000, proof: 'none', normative: 0 },
} as const

export const FINDINGS: readonly Finding[] = [
  finding('ACT-01', 'Inventario de activos', {
    assurance: 'verified',
    maturity: 4,
    slots: [slot('current', { until: '2027-01-31' })],
    checks: [failing(0, { state: 'passed', good: 4, total: 4, ratio: 10_000 })],
  }),
  finding('ACT-02', 'Inventario de hardware completo', {
    outcome: 'partial',
    credit: { low: 9_400, high: 9_400 },
    assurance: 'verified',
    maturity: 2,
    contradiction: true,
    terms: { claim: 10_000, measured: 9_400, base: 9_400, factor: 10_000, proof: 'all', normative: 10_000 },
    messages: [{ id: 'contradiction', params: {} }],
    checks: [failing(12)],
    answer: { value: 'yes', criteria: ['vigente'], review: false, from: 'answers/ACT.yaml', note: 'Se revisa cada trimestre.' },
    locations: [{ file: 'answers/ACT.yaml', line: 4 }],
  }),
  finding('ACT-03', 'Licencias al día', {
    outcome: 'error',
    ...unknownCredit,
    checks: [
      {
        kind: 'complete',
        label: both('Contrato de cada licencia'),
        dataset: 'licencias',
        state: 'error',
        reason: 'dataset-error',
        detail: ['datos/licencias.csv', 'stray-quote', '7', ''],
      },
    ],
  }),
  finding('ACT-04', 'Baja de equipos', {
    outcome: 'not-applicable',
    credit: null,
    declared: null,
    maturity: null,
    assurance: 'none',
    removed: { by: 'answer', proven: false, reason: both('La institución no tiene equipos propios') },
  }),
  finding('GOB-02', 'Unidad de Gobierno Digital', { slots: [slot('current')] }),
  finding('GOB-03', 'Agenda digital', {
    outcome: 'unmet',
    severity: 'medium',
    weight: 9,
    ...noCredit,
    messages: [{ id: 'answer-target-past', params: { target: '2026-06-30' } }],
    answer: { value: 'planned', criteria: [], review: true, from: 'answers/GOB.yaml', responsible: 'Marta Quintero', target: '2026-06-30' },
    waiver: { reason: 'Depende del presupuesto de 2027', approvedBy: 'Despacho Superior', approvedAt: '2026-03-01', expiresAt: '2027-02-28' },
    text: {
      remedy: { action: both('Elaborar la agenda digital y someterla a firma.'), owner: 'ugd', effort: 'low', within: 'P30D', due: '2026-12-20', free: true },
    },
  }),
  finding('GOB-04', 'Cronograma de la AIG', {
    outcome: 'not-applicable',
    credit: null,
    declared: null,
    maturity: null,
    assurance: 'none',
    removed: { by: 'fact', fact: 'agenda_schedule_published', proven: false },
  }),
  finding('INC-01', 'Reporte de incidentes', {
    outcome: 'unknown',
    severity: 'critical',
    weight: 32,
    ...unknownCredit,
    messages: [{ id: 'answer-none', params: {} }],
    slots: [slot('not-provided', { slot: 'informe', title: both('Informe anual de incidentes') })],
  }),
  finding('INC-02', 'Punto de contacto', {
    outcome: 'unmet',
    ...noCredit,
    text: { basis: [{ instrument: 'de-53-2025', at: 'art. 5', read: 'norm' }] },
    answer: { value: 'no', criteria: [], review: false, from: 'answers/INC.yaml' },
  }),
  finding('SEG-01', 'Política de seguridad', {
    outcome: 'partial',
    severity: 'critical',
    weight: 32,
    credit: { low: 3_000, high: 3_000 },
    assurance: 'declared',
    maturity: 2,
    terms: { claim: 10_000, base: 10_000, factor: 3_000, proof: 'none', normative: 3_000 },
    slots: [slot('expired', { issued: '2023-03-10', until: '2026-05-31' })],
    answer: { value: 'yes', criteria: ['vigente'], review: false, from: 'answers/SEG.yaml' },
  }),
  finding('SEG-02', 'Oficial de seguridad', {
    obligation: 'should',
    outcome: 'partial',
    credit: { low: 5_000, high: 5_000 },
    maturity: 2,
    slots: [slot('altered')],
  }),
  finding('SEG-03', 'Revisión anual', { obligation: 'good-practice', severity: 'low', weight: 4, ...unknownCredit, outcome: 'unknown' }),
]

const TOPICS = [
  {
    id: 'GOB',
    title: both('Gobierno digital y planificación', 'Digital government and planning'),
    factor: 3,
    why: both('Sin unidad responsable nadie lleva lo demás.'),
  },
  { id: 'SEG', title: both('Seguridad de la información', 'Information security'), factor: 4, why: both('Un fallo alcanza a las personas.') },
  { id: 'INC', title: both('Incidentes y SOC', 'Incidents and SOC'), factor: 4, why: both('Reportar protege a las demás.') },
  { id: 'ACT', title: both('Activos TIC', 'ICT assets'), factor: 3, why: both('El inventario sostiene lo demás.') },
]

/** A rulebook's result over these findings, scored as the tool scores. */
export function resultOf(findings: readonly Finding[], change: Partial<RulebookResult> = {}): RulebookResult {
  const [scores, coverage] = [scoreSet(findings), coverageOf(findings)]
  const basis = [{ instrument: 'normas-tic-2017', at: 'resumen, párr. 2', read: 'secondary' as const }]
  return {
    id: 'aig-tic',
    version: '1.0.0',
    digest: SHA('a'),
    role: 'entity',
    title: both('Normas generales para la gestión de las TIC en el Estado', 'General guidelines for ICT management in the State'),
    summary: both('Requisitos de 2017.'),
    authority: both('Autoridad Nacional para la Innovación Gubernamental (AIG)'),
    scope: { id: 'GOB-01', title: both('Ámbito'), requirement: both('Se aplican a las entidades del Estado.'), basis, holds: 'yes', byChoice: false },
    instruments: [
      {
        id: 'normas-tic-2017',
        title: both('Normas generales para la gestión de las TIC'),
        cite: both('Normas generales TIC 2017'),
        read: 'secondary',
        reading: both('Se leyó un resumen.'),
      },
      {
        id: 'de-53-2025',
        title: both('Decreto Ejecutivo No. 53'),
        cite: both('Decreto Ejecutivo 53 de 2025'),
        read: 'norm',
        reading: both('Se leyó el texto completo.'),
      },
    ],
    topics: TOPICS.map((topic) => ({ ...topic, scores: scoreSet(findings.filter((item) => item.topic === topic.id)) })),
    owners: [
      { id: 'jefe-tic', ...both('Jefatura de TIC', 'Head of ICT') },
      { id: 'ugd', ...both('Unidad de Gobierno Digital', 'Digital Government Unit') },
    ],
    documentKinds: [{ id: 'policy', title: both('Política', 'Policy') }],
    datasets: [
      { id: 'hardware', title: both('Inventario de hardware', 'Hardware inventory') },
      { id: 'licencias', title: both('Inventario de licencias', 'Licence inventory') },
    ],
    facts: [{ id: 'agenda_schedule_published', question: both('¿La AIG ha publicado un cronograma?', 'Has AIG published a schedule?'), value: false }],
    method: METHOD,
    weightScale: 1,
    scores,
    coverage,
    grade: gradeOf(findings, scores, coverage, METHOD),
    findings: [...findings],
    plan: planOf(findings, METHOD, '2026-11-21'),
    ...change,
  }
}

export function sample(change: Partial<Assessment> = {}, findings: readonly Finding[] = FINDINGS): Assessment {
  return {
    schemaVersion: 'cumple/assessment@1',
    tool: { name: 'cumple', version: '0.1.0' },
    generatedAt: '2026-11-20T00:00:00-05:00',
    asOf: '2026-11-20',
    lang: 'es',
    institution: {
      id: 'mides',
      name: 'Ministerio de Desarrollo Social',
      kind: 'central-government',
      sector: 'Desarrollo social',
      province: 'Panamá',
      staff: 1_850,
    },
    period: 2026,
    confidentiality: 'internal',
    signatories: [{ role: 'prepared', name: 'Ana Lucía Batista', post: 'Oficial de seguridad de la información' }],
    locations: { rulebooks: { file: 'cumple.yaml', line: 5, col: 1 }, gate: { file: 'cumple.yaml', line: 1, col: 1 }, answers: { SEG: 'answers/SEG.yaml' } },
    inputs: [
      { path: 'cumple.yaml', bytes: 1_200, sha256: SHA('b') },
      { path: 'datos/hardware.csv', bytes: 45_210, sha256: SHA('c') },
    ],
    documents: [
      {
        id: 'pol-seg',
        kind: 'policy',
        title: 'Política de seguridad',
        number: 'R-12',
        issued: '2023-03-10',
        signedBy: 'Despacho Superior',
        validUntil: '2026-05-31',
        path: 'documentos/pol-seg.pdf',
        sha256: SHA('d'),
        file: 'present',
        locations: [{ file: 'documents.yaml', line: 1, col: 1 }],
        rules: ['SEG-01'],
      },
    ],
    datasets: [
      {
        id: 'hardware',
        path: 'datos/hardware.csv',
        sha256: SHA('c'),
        rows: 50,
        encoding: 'utf-8',
        delimiter: ',',
        unknownHeaders: [],
        problems: { count: 0, rows: [] },
      },
    ],
    waivers: [
      {
        rule: 'GOB-03',
        reason: 'Depende del presupuesto de 2027',
        approvedBy: 'Despacho Superior',
        approvedAt: '2026-03-01',
        expiresAt: '2027-02-28',
        state: 'in-force',
      },
    ],
    results: [resultOf(findings)],
    observations: [
      { id: 'expiring-soon', params: { document: 'pol-seg', until: '2027-01-31', days: 72 }, rules: ['ACT-01'], locations: [] },
      { id: 'file-unread', params: { path: 'notas.txt' }, rules: [], locations: [] },
    ],
    ...change,
  }
}

/** A verdict with nothing but what it must have. */
export const AUDIT: NonNullable<Finding['audit']> = { verdict: 'lower', to: 'partial', note: 'Visto en parte', auditor: 'Contraloría', date: '2026-11-19' }

/** Every text that people write is `text`: names, notes, keys, paths, reasons. */
export function hostile(text: string): Assessment {
  const base = sample(
    {},
    FINDINGS.map((item) => ({
      ...item,
      text: { ...item.text, title: both(text, text), gap: both(text, text), requirement: both(text, text) },
      checks: item.checks.map((check) => ({
        ...check,
        ...(check.failed ? { failed: { count: 1, rows: [{ line: 2, key: text, columns: [text], value: text }] } } : {}),
      })),
      ...(item.answer ? { answer: { ...item.answer, note: text, responsible: text } } : {}),
      ...(item.waiver ? { waiver: { ...item.waiver, reason: text, approvedBy: text } } : {}),
      ...(item.rule === 'SEG-01' ? { audit: { ...AUDIT, ...Object.fromEntries([...VERDICT_TEXTS, 'auditor'].map((part) => [part, text])) } } : {}),
    })),
  )
  return {
    ...base,
    institution: { ...base.institution, name: text, sector: text },
    audit: { auditor: text, date: '2026-11-19', sha256: SHA('e') },
    signatories: [{ role: 'prepared', name: text, post: text }],
    inputs: [{ path: text, bytes: 1, sha256: SHA('b') }],
    documents: base.documents.map((document) => ({ ...document, title: text, number: text, signedBy: text, path: text })),
    observations: [{ id: 'file-unread', params: { path: text }, rules: [], locations: [] }],
  }
}

/** What the Big List of Naughty Strings and the payload lists of OWASP are about, in short. */
export const NAUGHTY: readonly string[] = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '<iframe src=file:///etc/passwd></iframe>',
  '</title><svg onload=alert(1)>',
  '</style><style>@import url(http://evil.example/x)</style>',
  'R&D <b>"x"</b> ]]> | pipe',
  '&lt;b&gt; &copy; &#x41;',
  '[x](javascript:alert(1))',
  '![](http://evil.example/p.png)',
  '[a]: http://evil.example',
  '[^1]',
  '<http://evil.example>',
  'http://evil.example/a_b',
  'www.evil.example',
  'a@evil.example',
  '@mention',
  'GH-12 #34 org/repo#5',
  '# title',
  '\n# title',
  '- item',
  '1. item',
  '> quote',
  '===',
  '---',
  '```js',
  '~~~',
  '    code',
  '| a | b |',
  '<!-- x',
  '*b* _i_ **b** __i__ ~~s~~ `c`',
  '$x^2$',
  'a\\|b\\',
  '\\',
  '`',
  '``` `',
  '=1+1',
  '=1+1\nx',
  ' =1',
  '\u200B=1',
  '\uFEFF=1',
  '＝1',
  '\t=1',
  '\r=1',
  '\n=1',
  '-1+cmd|x',
  '@SUM(A1)',
  '+507 500-0000',
  '"a","b"',
  'a;b',
  "'quoted",
  'a\u202Eb',
  'a\u2066b\u2069',
  '\u001B[31mred\u001B[0m',
  '\u009B31m',
  'a\rb',
  'a\u0000b',
  '\u200Bz\u200D\uFEFF',
  'a\u2028b',
  '\uD800',
  '{{constructor.constructor}}',
  '{{{x}}}',
  '${7*7}',
  '<%= 7 %>',
  '%0A',
  '🇵🇦 ñandú',
  'x'.repeat(10_000),
  'palabra '.repeat(1_250),
]

/** The same as rows of a table test: a short name, the text. */
export const CASES: readonly (readonly [string, string])[] = NAUGHTY.map((text) => [JSON.stringify(text.slice(0, 30)), text])
