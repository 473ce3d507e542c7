// The dashboard and the national summary: the numbers of the Campaign, words for everything, and nothing that data says taken for markup.
import { describe, expect, test } from 'vitest'
import { formatPercent, formatRange } from '../../src/i18n/format.ts'
import { messages } from '../../src/i18n/index.ts'
import { anonymize } from '../../src/campaign/anonymize.ts'
import { Campaign } from '../../src/model/campaign.ts'
import { ANOMALIES, REJECTIONS, UNRANKED } from '../../src/model/campaign-words.ts'
import { contextOf } from '../../src/report/campaign/context.ts'
import { median } from '../../src/util/median.ts'
import { dashboardHtml } from '../../src/report/campaign/dashboard.ts'
import { mainReport, reportLinks } from '../../src/report/campaign/links.ts'
import { anomalySentence, placesOf, rejectionSentence } from '../../src/report/campaign/sentences.ts'
import { summaryHtml } from '../../src/report/campaign/summary.ts'
import { typeset } from '../../src/report/template.ts'
import { madeCampaign } from '../support/campaign.ts'
import { ANOMALY_PARAMS, fullCampaign, REJECTION_PARAMS } from '../support/campaign-full.ts'

const LANGS = ['es', 'en'] as const
const HOSTILE = `R&D <b>"x"</b> <script>alert(1)</script> ]]> | {{title}} \u202E '" onerror=alert(1) `
const pagesOf = (campaign: Campaign, lang: 'es' | 'en') => ({
  dashboard: dashboardHtml(campaign, { lang }),
  summary: summaryHtml(campaign, { lang, paper: 'letter' }),
})
const rowsOf = (html: string, anchor: string) =>
  (html.split(`id="${anchor}"`)[1]?.split('</section>', 1)[0] ?? '').split('<tbody>').at(-1)!.split('<tr').slice(1)

describe('words', () => {
  const campaign = fullCampaign(15)
  test.for(LANGS.flatMap((lang) => ANOMALIES.map((id) => [lang, id] as const)))('%s: anomaly %s', ([lang, id]) => {
    const context = contextOf(campaign, lang)
    const told = anomalySentence({ id, weight: 3, institutions: [], rules: [], evidence: [], params: ANOMALY_PARAMS[id] }, context)
    expect(told).not.toMatch(/undefined|NaN|\[object|!/)
    expect(told.length).toBeGreaterThan(20)
    expect(context.shared.anomalies[id].title).not.toBe('')
    // As an anonymous campaign tells it.
    expect(anomalySentence({ id, weight: 3, institutions: [], rules: [], evidence: [], params: {} }, context)).not.toMatch(/undefined|NaN/)
  })
  test.for(LANGS.flatMap((lang) => REJECTIONS.map((code) => [lang, code] as const)))('%s: rejection %s', ([lang, code]) => {
    const context = contextOf(campaign, lang)
    const told = rejectionSentence({ code, params: REJECTION_PARAMS[code], problems: [] }, context)
    expect(told).not.toMatch(/undefined|NaN|\[object|!/)
    expect(told.length).toBeGreaterThan(15)
    expect(context.shared.rejections[code].title).not.toBe('')
  })
  test.for(LANGS)('%s: why somebody is not ranked', (lang) => {
    for (const reason of UNRANKED) expect(messages(lang).campaign.unranked[reason](formatPercent(80, lang))).not.toBe('')
  })
  test('places of a file stand together, each line once', () => {
    const context = contextOf(campaign, 'es')
    const at = (file: string, line: number) => ({ institution: 'x', file, line })
    const evidence = [at('documents.yaml', 82), at('documents.yaml', 82), at('documents.yaml', 9), at('cumple.yaml', 0)]
    expect(placesOf({ id: ANOMALIES[0], weight: 1, institutions: ['x'], rules: [], evidence, params: {} }, context)).toEqual([
      'documents.yaml:82, 9',
      'cumple.yaml',
    ])
  })
  test('dates and names are written out', () => {
    const context = contextOf(campaign, 'es')
    const say = (id: (typeof ANOMALIES)[number]) =>
      anomalySentence({ id, weight: 1, institutions: [], rules: [], evidence: [], params: ANOMALY_PARAMS[id] }, context)
    expect(say('document-after-as-of')).toBe('El documento SEG-01 tiene fecha 1 de diciembre de 2026, posterior a la de corte.')
    expect(say('not-applicable-above-peers')).toContain('Normas TIC')
    expect(rejectionSentence({ code: 'kind-mismatch', params: REJECTION_PARAMS['kind-mismatch'], problems: [] }, context)).toContain('«Municipio»')
  })
})

test('the made-up campaign is one', () => expect(() => Campaign.parse(fullCampaign(60, { rulebooks: 2, topics: 5 }))).not.toThrow())

describe.for(LANGS)('%s', (lang) => {
  const campaign = fullCampaign(120, { rulebooks: 2, topics: 6 })
  const { dashboard, summary } = pagesOf(campaign, lang)

  test('the same campaign gives the same bytes', () => expect(pagesOf(structuredClone(campaign), lang)).toEqual({ dashboard, summary }))

  test('a class of more than one priority tells how many are of each', () => {
    const assessed = campaign.institutions.filter(({ status }) => status === 'assessed')
    const made = (weight: number, at: number): Campaign['anomalies'][number] => ({
      id: 'yes-without-proof',
      weight,
      institutions: [assessed[at]!.id],
      rules: ['SEG-01'],
      params: { count: 2, of: 3 },
      evidence: [],
    })
    const told = { es: ['Prioridad media (2), baja (1).', 'Prioridad media.'], en: ['Priority: medium (2), low (1).', 'Priority: medium.'] }[lang]
    const pageOf = (anomalies: Campaign['anomalies']) => pagesOf({ ...campaign, anomalies }, lang).dashboard
    expect(pageOf([made(2, 0), made(2, 1), made(1, 2)])).toContain(told[0])
    expect(pageOf([made(2, 0), made(2, 1)])).toContain(told[1])
  })
  test('an estimate is told with the ends of its interval, which are shares', () => {
    const wide = { ...campaign, sample: { ...campaign.sample!, estimate: { judged: 8, upheld: 17.7, error: 42.4 } } }
    const ends = { es: 'el 17.7 %, entre 0.0 % y 60.1 % (intervalo de 95 %)', en: '17.7% hold, between 0.0% and 60.1% (95% interval)' }
    expect(pagesOf(wide, lang).dashboard.replaceAll('\u00a0', ' ')).toContain(ends[lang])
  })

  test('listed = assessed + rejected + missing', () => {
    const { listed, assessed, rejected, missing } = campaign.totals
    const said = messages(lang).campaign.totals(listed, assessed, rejected, missing).replace('=', '&#x3D;')
    expect(listed).toBe(assessed + rejected + missing)
    expect(dashboard).toContain(`<p class="totals">${said}</p>`)
    expect(summary).toContain(`<p class="totals">${said}</p>`)
    expect(rowsOf(dashboard, 'instituciones')).toHaveLength(listed)
    expect(rowsOf(dashboard, 'rechazadas')).toHaveLength(rejected)
    expect(rowsOf(dashboard, 'sin-entregar')).toHaveLength(missing)
  })

  test('each index is that of the campaign', () => {
    const shown = (range: Parameters<typeof formatRange>[0]) => typeset(formatRange(range, lang, '—'))
    campaign.rulebooks.forEach((rulebook, book) => {
      const rows = new Map(
        [...dashboard.matchAll(new RegExp(`id="c${book}-(?:grupo-\\d+|aparte)"[^]*?</section>`, 'g'))]
          .flatMap(([part]) => part.split('<tr data-i="').slice(1))
          .map((row) => [row.split('"', 1)[0], row]),
      )
      campaign.institutions.forEach((institution, at) => {
        const standing = institution.standings.find((one) => one.rulebook === rulebook.id)
        const row = rows.get(String(at))
        expect([institution.id, row !== undefined]).toEqual([institution.id, standing !== undefined])
        if (!standing || row === undefined) return
        expect(row).toContain(`>${shown(standing.compliance)}<`)
        expect(row).toContain(`>${shown(standing.declared)}<`)
      })
    })
  })

  test('every heat cell is the low end of its topic', () => {
    campaign.rulebooks.forEach((rulebook, book) => {
      const rows = rowsOf(dashboard, `c${book}-mapa`)
      const stands = campaign.institutions.flatMap(({ standings }) => standings.filter((one) => one.rulebook === rulebook.id))
      expect(rows.map((row) => [...row.matchAll(/<td[^>]*>([^<\n]+)/g)].map(([, cell]) => cell))).toEqual(
        stands.map(({ topics }) => rulebook.topics.map(({ id }) => (topics[id]?.compliance ? String(Math.floor(topics[id].compliance.low)) : '—'))),
      )
    })
  })

  test('every anomaly and rejection is told', () => {
    const context = contextOf(campaign, lang)
    for (const anomaly of campaign.anomalies) expect(dashboard).toContain(typeset(anomalySentence(anomaly, context)).split(/[«“"']/)[0])
    for (const { rejection } of campaign.institutions)
      if (rejection) expect(dashboard).toContain(typeset(rejectionSentence(rejection, context)).split(/["']/)[0])
    expect(dashboard).toContain('datos/hardware.csv:7')
    expect(dashboard).toContain('answers/SEG.yaml:4, 9')
  })

  test('asks for nothing from outside', () => {
    for (const page of [dashboard, summary]) {
      expect(page.match(/(?:src|srcset|action|ping|style)="/g)).toBeNull()
      expect(page.match(/url\((?!#)|@import|https?:/g)).toBeNull()
    }
  })
})

test('an anonymous campaign says so and links nothing', () => {
  const campaign = { ...fullCampaign(30), anonymous: true }
  for (const lang of LANGS) {
    const html = dashboardHtml(campaign, { lang })
    expect(html).toContain(messages(lang).dashboard.notice.anonymous.slice(0, 40))
    expect(html).not.toContain('href="instituciones/')
  }
})

test.for(LANGS)('%s: figures of too few are not shown, which is not that there are none', (lang) => {
  const { noIndex, fewIndices } = messages(lang).dashboard.panorama
  const told = (size: number) => {
    const { campaign, details } = madeCampaign(size)
    const pages = pagesOf(anonymize(campaign, details, 'a'.repeat(64)).campaign, lang)
    return Object.values(pages).map((page) => [page.includes(noIndex), page.includes(fewIndices(5))])
  }
  expect(told(3)).toEqual([
    [false, true],
    [false, true],
  ])
  expect(told(60)).toEqual([
    [false, false],
    [false, false],
  ])
})

describe('links to reports', () => {
  const [row] = fullCampaign(15).institutions
  const file = (name: string) => ({ name, bytes: 1, sha256: 'a'.repeat(64) })
  test('are relative and encoded', () =>
    expect(reportLinks({ ...row!, folder: `a b"#?`, files: [file(`x'<>&%.pdf`)] }, false)).toEqual([
      { href: 'instituciones/a%20b%22%23%3F/x%27%3C%3E%26%25.pdf', text: `x'<>&%.pdf` },
    ]))
  test.for(['..', '.', ''])('never leave the folder: %j', (folder) => expect(reportLinks({ ...row!, folder, files: [file('a.pdf')] }, false)).toEqual([]))
  test('a slash is part of the name', () =>
    expect(reportLinks({ ...row!, folder: '../../etc', files: [file('a')] }, false)[0]?.href).toBe('instituciones/..%2F..%2Fetc/a'))
  test('the page comes before the print', () =>
    expect(mainReport({ ...row!, folder: 'x', files: [file('a.pdf'), file('b.html')] }, false)).toBe('instituciones/x/b.html'))
})

describe('what data says', () => {
  const campaign = fullCampaign(40, { name: (text) => `${text} ${HOSTILE}` })
  test.for(LANGS)('%s: no markup of its own', (lang) => {
    const tagsOf = (html: string) => [...new Set([...html.matchAll(/<([a-z][a-z0-9]*)/gi)].map(([, tag]) => tag!.toLowerCase()))].toSorted()
    const [plain, hostile] = [pagesOf(fullCampaign(40), lang), pagesOf(campaign, lang)]
    expect(tagsOf(hostile.dashboard)).toEqual(tagsOf(plain.dashboard))
    expect(tagsOf(hostile.summary)).toEqual(tagsOf(plain.summary))
    expect(hostile.dashboard.match(/<script/g)).toHaveLength(1)
    expect(hostile.summary.match(/<script/g)).toBeNull()
    expect(`${hostile.dashboard}${hostile.summary}`).not.toMatch(/\u202E/)
    expect(hostile.dashboard).toContain('{{title}}')
  })
})

describe('small and strange campaigns', () => {
  test.for([0, 1, 2, 3])('%i institutions', (size) => {
    for (const lang of LANGS) for (const page of Object.values(pagesOf(madeCampaign(size).campaign, lang))) expect(page).not.toMatch(/undefined|NaN|Infinity/)
  })
  test('nobody assessed, nothing known', () => {
    const { campaign } = madeCampaign(5)
    const institutions = campaign.institutions.map((row) => ({
      ...row,
      status: 'missing' as const,
      kind: null,
      sector: null,
      province: null,
      band: null,
      standings: [],
    }))
    const rulebooks = campaign.rulebooks.map((book) => ({
      ...book,
      compliance: null,
      declared: null,
      coverage: null,
      groups: [],
      failed: [],
      topics: [],
      grades: { '': 0 },
    }))
    for (const page of Object.values(pagesOf({ ...campaign, institutions, rulebooks, anomalies: [] }, 'es'))) expect(page).not.toMatch(/undefined|NaN|Infinity/)
  })
  test.for([
    [[], null],
    [[3], 3],
    [[1, 2], 1.5],
    [[1, 2.1], 1.6],
    [[-8.8, -8.7], -8.8],
    [[9, 1, 5], 5],
  ] as const)('median of %j is %j', ([values, middle]) => expect(median(values)).toBe(middle))
})

test.for([
  ['es', 1, '1 de 3 instituciones con índice sostiene menos de la mitad de lo que se le pide'],
  ['es', 2, '2 de 3 instituciones con índice sostienen menos de la mitad de lo que se les pide'],
  ['en', 1, '1 of 3 institutions with an index sustains less than half of what is asked of it'],
] as const)('%s: the verb agrees with %i', ([lang, n, sentence]) => expect(messages(lang).dashboard.panorama.histogram(n, 3)).toBe(sentence))

test('each page speaks of itself, and of pseudonyms only where there are any', () => {
  const campaign = fullCampaign(30)
  const { dashboard, summary } = pagesOf(campaign, 'es')
  expect(dashboard).toContain('Este tablero es una ayuda')
  expect(summary).toContain('Este resumen es una ayuda')
  expect(summary).not.toMatch(/Este tablero|se dibujan completos/)
  for (const page of [dashboard, summary]) expect(page).not.toContain('seudónimo')
  for (const page of Object.values(pagesOf(anonymize(campaign, () => [], 'k'.repeat(40)).campaign, 'es'))) {
    expect(page).toContain('Ejemplar anónimo: cada institución lleva un seudónimo')
    expect(page).not.toContain('Provisionales')
  }
})
