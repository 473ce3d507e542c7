// The Campaign → its files, all written beside their places first and moved there together at the end.
import { closeSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Campaign, CampaignDetail } from '../model/campaign.ts'
import type { Lang } from '../model/vocabulary.ts'
import { csvWriter } from '../report/campaign/csv.ts'
import { dashboardHtml } from '../report/campaign/dashboard.ts'
import { summaryHtml } from '../report/campaign/summary.ts'
import { tablesOf } from '../report/campaign/tables.ts'
import { writeTables, type Sink } from '../report/campaign/writer.ts'
import { workbookWriter } from '../report/campaign/xlsx.ts'
import type { Paper } from '../report/index.ts'
import { canonicalJson } from '../util/canonical-json.ts'
import { sortedEntries } from '../util/compare.ts'
import { databaseWriter } from './database.ts'
import { STATE } from './run.ts'

export interface PublishOptions {
  readonly out: string
  readonly lang: Lang
  readonly paper: Paper
  /** Absent: no national PDF. */
  readonly print?: ((html: string) => Promise<Uint8Array>) | undefined
  /** Below `out`; empty for `out` itself. */
  readonly folder?: string
}

export const CAMPAIGN_JSON = 'campaign.json'
export const DATABASE = 'campaign.sqlite'
export const WORKBOOK = 'consolidado.xlsx'
export const DASHBOARD = 'index.html'
export const SUMMARY = 'resumen.pdf'

/** Writes every output of the campaign and gives their names. */
export async function publish(
  campaign: Campaign,
  details: () => Iterable<CampaignDetail>,
  { out, lang, paper, print, folder = '' }: PublishOptions,
): Promise<string[]> {
  const next = join(out, STATE, 'next')
  rmSync(next, { recursive: true, force: true })
  mkdirSync(join(next, 'csv'), { recursive: true })
  writeChunks(join(next, CAMPAIGN_JSON), campaignChunks(campaign))
  await writeTables(tablesOf(campaign, details, lang), [
    () => workbookWriter(openSink(join(next, WORKBOOK)), { lang, title: campaign.name }),
    () => databaseWriter(join(next, DATABASE)),
    () => csvWriter((name) => openSink(join(next, 'csv', `${name}.csv`))),
  ])
  writeFileSync(join(next, DASHBOARD), dashboardHtml(campaign, { lang }))
  if (print) writeFileSync(join(next, SUMMARY), await print(summaryHtml(campaign, { lang, paper })))
  const names = readdirSync(next).toSorted()
  const target = join(out, folder)
  mkdirSync(target, { recursive: true })
  for (const name of [DASHBOARD, CAMPAIGN_JSON, DATABASE, WORKBOOK, SUMMARY, 'csv']) rmSync(join(target, name), { recursive: true, force: true })
  for (const name of names) renameSync(join(next, name), join(target, name))
  rmSync(next, { recursive: true, force: true })
  return names.map((name) => (folder === '' ? name : `${folder}/${name}`))
}

/** The Campaign as JSON, keys in code-unit order, a line for each item of its lists: never the whole text at once. */
function* campaignChunks(campaign: Campaign): Iterable<string> {
  let first = true
  for (const [key, value] of sortedEntries<unknown>(campaign)) {
    if (value === undefined) continue
    yield `${first ? '{' : ','}\n${JSON.stringify(key)}: `
    first = false
    if (!Array.isArray(value) || value.length === 0) yield canonicalJson(value)
    else for (const [index, item] of value.entries()) yield `${index === 0 ? '[' : ','}\n ${canonicalJson(item)}${index === value.length - 1 ? '\n]' : ''}`
  }
  yield '\n}\n'
}

function writeChunks(path: string, chunks: Iterable<string>): void {
  mkdirSync(dirname(path), { recursive: true })
  const { write, close } = openSink(path)
  try {
    for (const chunk of chunks) write(chunk)
  } finally {
    close()
  }
}

/** A file that is not there yet. */
function openSink(path: string): Sink {
  const file = openSync(path, 'wx')
  return {
    write: (chunk) => {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
    },
    close: () => closeSync(file),
  }
}
