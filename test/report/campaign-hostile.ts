// A campaign whose names and titles are what spreadsheets and databases get wrong, with every table in it.
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { databaseWriter } from '../../src/campaign/database.ts'
import type { Campaign, CampaignDetail } from '../../src/model/campaign.ts'
import { csvWriter } from '../../src/report/campaign/csv.ts'
import { tablesOf, type Table } from '../../src/report/campaign/tables.ts'
import { writeTables, type Sink } from '../../src/report/campaign/writer.ts'
import { workbookWriter } from '../../src/report/campaign/xlsx.ts'
import { madeCampaign, type MadeCampaign } from '../support/campaign.ts'

export const HOSTILE = [
  '=1+1',
  '+507 500-0000',
  '-1+cmd|x',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '＝1',
  ' =HYPERLINK("http://x","y")',
  '"comillas", comas; y\r\nsaltos\n\n',
  "'=1",
  '_x000D_ y _x0041_ y _x005F_',
  'nulo\u0000fin',
  'medio \uD83D par \uDE00',
  'entero 😀 par',
  'ñ'.repeat(40_000),
  `${'a'.repeat(32_766)}😀`,
  '\u202Eolrevés\u200F אבג',
  '<b>&amp;</b> ]]> <f>1+1</f>',
  '  dos  espacios  ',
  '\u001B[31mrojo\u0007\u0085\uFFFE',
  '00123',
  '2026-01-31',
  '1e5',
  'TRUE',
  '',
] as const

const DAYS = ['1900-01-01', '1900-03-01', '1999-12-31', '2024-02-29', '2026-11-01', '2199-12-31'] as const

const text = (at: number): string => HOSTILE[at % HOSTILE.length] ?? ''
const judged = (at: number): Pick<CampaignDetail['findings'][number], 'verdict' | 'audit'> => ({
  verdict: at % 3 === 0 ? 'lower' : null,
  audit: {
    ...(at % 3 === 0 ? { verdict: 'lower', to: 'no' } : { verdict: 'accept', ...(at % 3 === 1 ? { lapsed: true } : { idle: true }) }),
    condition: text(at),
    criterion: text(at + 1),
    cause: text(at + 2),
    effect: text(at + 3),
    recommendation: text(at + 4),
    reply: text(at + 5),
    note: text(at + 6),
    auditor: text(at + 7),
    date: DAYS[at % DAYS.length] ?? '',
    credit: at % 3 === 0 ? { low: 0, high: 0 } : null,
  },
})

/** All tables are there, and no text is tame. */
export function hostileCampaign(size = 40): MadeCampaign {
  let turn = 0
  const { campaign, details } = madeCampaign(size, { name: (text) => HOSTILE[turn++ % HOSTILE.length] ?? text })
  const day = (at: number) => DAYS[at % DAYS.length] ?? null
  const institutions = campaign.institutions.map((row, at) => ({
    ...row,
    name: HOSTILE[at % HOSTILE.length] ?? '',
    ...(row.status === 'assessed' && at % 2 === 0
      ? {
          audit: { auditor: HOSTILE[at % HOSTILE.length] ?? '', date: day(at) ?? '', accept: at, lower: 1, raise: 0, reject: 2, lapsed: 3 },
          gate: { passed: at % 4 === 0, errors: at, warnings: 0, reasons: [...HOSTILE].slice(0, 4) },
        }
      : {}),
  }))
  const items = institutions
    .slice(0, 5)
    .map(({ id }) => ({ institution: id, rulebook: 'aig-tic', rule: 'SEG-01', stratum: HOSTILE[0], why: ['contradiction'] }))
  const delta = (institution: string, at: number) =>
    ({
      institution,
      name: HOSTILE[at % HOSTILE.length] ?? '',
      rulebook: 'aig-tic',
      role: 'entity',
      of: at === 1 ? 'goodPractice' : 'compliance',
      before: at === 1 ? null : { low: 10.1, high: 20 },
      now: { low: at / 10, high: 30 },
      change: 'improved',
      points: -0.5,
    }) as const
  const whole: Campaign = {
    ...campaign,
    institutions,
    strays: [{ source: HOSTILE[9], id: null }],
    sample: { seed: '=7', size: 5, random: items, risk: items, strata: [{ stratum: HOSTILE[0], population: 9, drawn: 5 }], estimate: null },
    previous: {
      name: HOSTILE[2],
      asOf: '2025-11-21',
      digest: 'a'.repeat(64),
      notices: [],
      deltas: institutions.slice(0, 6).map(({ id }, at) => delta(id, at)),
    },
  }
  const dated = [...details()].map((detail, at): CampaignDetail => ({
    ...detail,
    findings: detail.findings.map((finding, n) => ({ ...finding, waivedUntil: n === 0 ? day(at) : null, ...(n < 3 && at % 2 === 0 ? judged(at + n) : {}) })),
    evidence: detail.evidence.map((row, n) => ({ ...row, issued: day(at + n) })),
  }))
  return { campaign: whole, details: () => dated }
}

export const hostileTables = (size?: number): { campaign: Campaign; tables: readonly Table[] } => {
  const { campaign, details } = hostileCampaign(size)
  return { campaign, tables: tablesOf(campaign, details, 'es') }
}

/** A file in memory. */
function sink(): Sink & { readonly bytes: () => Buffer } {
  const chunks: Uint8Array[] = []
  return { write: (chunk) => void chunks.push(Buffer.from(chunk)), close: () => undefined, bytes: () => Buffer.concat(chunks) }
}

export async function workbookOf(tables: readonly Table[], maxRows?: number): Promise<Uint8Array> {
  const file = sink()
  await writeTables(tables, [() => workbookWriter(file, { lang: 'es', title: HOSTILE[0], ...(maxRows === undefined ? {} : { maxRows }) })])
  return file.bytes()
}

export async function csvOf(table: Table): Promise<string> {
  const file = sink()
  await writeTables([table], [() => csvWriter(() => file)])
  return file.bytes().toString('utf8')
}

/** The bytes of the database. */
export async function databaseOf(tables: readonly Table[]): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'cumple-tables-'))
  try {
    await writeTables(tables, [() => databaseWriter(join(folder, 'c.sqlite'))])
    return readFileSync(join(folder, 'c.sqlite'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Digests of everything that is made of the tables. */
export async function digestsOf(tables: readonly Table[]): Promise<Readonly<Record<string, string>>> {
  const digest = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')
  const files = await Promise.all(tables.map(async (table) => [`${table.name}.csv`, digest(await csvOf(table))] as const))
  return { ...Object.fromEntries(files), xlsx: digest(await workbookOf(tables)), sqlite: digest(await databaseOf(tables)) }
}

/** RFC 4180 with either line end; whether a cell stood in quotes is kept. Anything else throws. */
export function parseCsv(source: string): { readonly text: string; readonly quoted: boolean }[][] {
  const rows: { text: string; quoted: boolean }[][] = []
  let row: { text: string; quoted: boolean }[] = []
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n)/y
  for (let at = 0; at < source.length; at = cell.lastIndex) {
    cell.lastIndex = at
    const found = cell.exec(source)
    if (!found) throw new Error(`not RFC 4180 at ${at}: ${JSON.stringify(source.slice(at, at + 40))}`)
    row.push({ text: found[1]?.replaceAll('""', '"') ?? found[2] ?? '', quoted: found[1] !== undefined })
    if (found[3] !== ',') {
      rows.push(row)
      row = []
    }
  }
  return rows
}
