// Anomalies, rejections and problems of a campaign in sentences; their parameters are put into words first.
import type { Anomaly, Rejection } from '../../model/campaign.ts'
import { clip } from '../view/context.ts'
import { place } from '../view/sentences.ts'
import type { CampaignContext } from './context.ts'

type Wording = Readonly<Record<string, { readonly title: string; readonly what: (params: Record<string, unknown>) => string } | undefined>>
type Params = Anomaly['params']

/** What stands in for a parameter that is left out, as in an anonymous campaign. */
const ABSENT: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(['count', 'of', 'declared', 'answers', 'notes', 'share', 'median', 'peers', 'seconds', 'megabytes'].map((name) => [name, 0])),
  ...Object.fromEntries(
    ['rulebook', 'sha256', 'excerpt', 'document', 'issued', 'period', 'last', 'overlay', 'expected', 'found', 'wanted', 'reason'].map((name) => [name, '…']),
  ),
  titles: ['…'],
  sources: ['…'],
}

/** What was observed, as a sentence. */
export const anomalySentence = ({ id, params }: Anomaly, context: CampaignContext): string => sentence(context.shared.anomalies, id, params, context)

/** Why an institution was not assessed, as a sentence. */
export const rejectionSentence = ({ code, params }: Rejection, context: CampaignContext): string => sentence(context.shared.rejections, code, params, context)

/** A problem of an institution's files with its place: `cumple.yaml:3:1: …`. A code of a later version stands for itself. */
export function problemSentence({ code, file, line, col, params }: Rejection['problems'][number], { problems }: CampaignContext): string {
  const known = Object.hasOwn(problems, code) ? problems[code as keyof typeof problems] : undefined
  const told = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, typeof value === 'number' ? value : clip(String(value))]))
  return `${clip(file)}${line > 0 ? `:${line}:${col}` : ''}: ${known?.what(told) ?? code}`
}

/** `datos/hardware.csv:7, 12`: the lines of each file together; the institution's name first when there are several. */
export function placesOf({ evidence, institutions }: Anomaly, { nameOf }: CampaignContext): readonly string[] {
  const groups = Map.groupBy(evidence, ({ institution, file }) => `${institution}\n${file}`)
  return [...groups.values()].map((group) => {
    const [one] = group
    if (!one) return ''
    const [first = 0, ...rest] = new Set(group.map(({ line }) => line))
    const lines = [place(one.file, first), ...rest].join(', ')
    return institutions.length > 1 ? `${clip(nameOf(one.institution), LONGEST_NAME)}: ${lines}` : lines
  })
}
const LONGEST_NAME = 60

function sentence(table: object, id: string, params: Params, context: CampaignContext): string {
  // What a sentence would be made of is left out there.
  if (context.campaign.anonymous) return (table as Wording)[id]?.title ?? id
  const told = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, nameParam(name, value, context)]))
  return (table as Wording)[id]?.what({ ...ABSENT, ...told }) ?? id
}

const DATES = new Set(['issued', 'last'])

function nameParam(name: string, value: Params[string], { longDate, rulebookName, kindName }: CampaignContext): unknown {
  if (Array.isArray(value)) return value.map((item) => clip(item))
  if (name === 'period') return String(value)
  if (typeof value !== 'string') return value
  if (DATES.has(name)) return longDate(value)
  if (name === 'rulebook') return rulebookName(value)
  return clip(name === 'expected' || name === 'found' ? kindName(value) : value)
}
