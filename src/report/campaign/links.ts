// Links from the dashboard to an institution's own reports: relative, each part of the path encoded.
import type { CampaignRow } from '../../model/campaign.ts'
import type { Link } from './types.ts'

/** The folder of all institutions' reports, beside the dashboard. */
const FOLDER = 'instituciones'

/** One link per file; none when the campaign is anonymous or nothing was written. */
export function reportLinks({ folder, files = [] }: CampaignRow, anonymous: boolean): readonly Link[] {
  if (anonymous || folder === undefined || !isName(folder)) return []
  return files.filter(({ name }) => isName(name)).map(({ name }) => ({ href: `${FOLDER}/${encoded(folder)}/${encoded(name)}`, text: name }))
}

/** The report to open first: the page, else the print. Empty when there is neither. */
export function mainReport(row: CampaignRow, anonymous: boolean): string {
  const links = reportLinks(row, anonymous)
  return (links.find(({ text }) => text.endsWith('.html')) ?? links.find(({ text }) => text.endsWith('.pdf')))?.href ?? ''
}

const encoded = (name: string): string =>
  encodeURIComponent(name.toWellFormed()).replace(/['()*!]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
/** A name, and not a way out of the folder. */
const isName = (name: string): boolean => name !== '' && name !== '.' && name !== '..'
