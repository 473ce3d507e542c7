// Spanish words that every output of a campaign shares: why an institution was rejected, what an auditor should look at, what changed.
// Parameters arrive ready to print: rulebooks by title, dates written out; numbers stay numbers, for plurals.
import type { Anomaly, Campaign, CampaignRow, Rank, Rejection, Standing } from '../../model/campaign.ts'
import { formatList, formatNumber, formatPercent } from '../format.ts'

/** What each rejection may be told with. */
export interface RejectionParams {
  readonly input: { readonly count: number }
  readonly duplicate: { readonly sources: readonly string[] }
  readonly 'id-mismatch': { readonly expected: string; readonly found: string }
  readonly 'kind-mismatch': { readonly expected: string; readonly found: string }
  readonly 'rulebook-version': { readonly rulebook: string; readonly wanted: string; readonly found: string }
  readonly crashed: { readonly reason: string }
  readonly timeout: { readonly seconds: number }
  readonly 'too-large': { readonly megabytes: number }
  readonly output: { readonly reason: string }
  readonly pdf: { readonly reason: string }
  readonly audit: { readonly count: number }
}

/** What each anomaly may be told with. */
export interface AnomalyParams {
  readonly contradiction: { readonly count: number }
  readonly 'full-score-no-evidence': { readonly rulebook: string; readonly declared: number }
  readonly 'yes-without-proof': { readonly count: number; readonly of: number }
  readonly 'shared-document': { readonly sha256: string; readonly titles: readonly string[]; readonly count: number }
  readonly 'identical-answers': { readonly answers: number }
  readonly 'identical-notes': { readonly notes: number; readonly excerpt: string }
  readonly 'not-applicable-above-peers': { readonly rulebook: string; readonly share: number; readonly median: number; readonly peers: number }
  readonly 'document-after-as-of': { readonly document: string; readonly issued: string }
  readonly 'earlier-period': { readonly document: string; readonly period: string }
  readonly 'after-closing': { readonly count: number; readonly last: string }
  readonly 'overlay-not-used': { readonly rulebook: string; readonly overlay: string }
}

/** `title` heads a list; `what` is a sentence. */
interface Words<Told> {
  readonly title: string
  readonly what: (params: Told) => string
}
type RejectionTable = { readonly [Code in Rejection['code']]: Words<RejectionParams[Code]> }
type AnomalyTable = { readonly [Id in Anomaly['id']]: Words<AnomalyParams[Id]> }
type Delta = NonNullable<Campaign['previous']>['deltas'][number]

const count = (n: number, one: string, many: string) => `${formatNumber(n)} ${n === 1 ? one : many}`
const and = (items: readonly string[]) => formatList(items, 'es')
const percent = (value: number) => formatPercent(value, 'es')
const because = (reason: string) => (reason === '' ? '.' : `: ${reason}.`)
const REJECTIONS: RejectionTable = {
  input: {
    title: 'Evidencia con errores',
    what: ({ count: n }) => (n === 1 ? 'Su evidencia tiene un error que impide leerla.' : `Su evidencia tiene ${formatNumber(n)} errores que impiden leerla.`),
  },
  duplicate: { title: 'Entregada más de una vez', what: ({ sources }) => `La misma institución se entregó en ${and(sources)}.` },
  'id-mismatch': {
    title: 'Identificación distinta',
    what: ({ expected, found }) => `Se esperaba «${expected}» y su evidencia dice «${found}».`,
  },
  'kind-mismatch': {
    title: 'Otro tipo de institución',
    what: ({ expected, found }) => `El ciclo la convoca como «${expected}» y su evidencia dice «${found}».`,
  },
  'rulebook-version': {
    title: 'Otro catálogo u otra versión',
    what: ({ rulebook, wanted, found }) =>
      `El ciclo exige ${rulebook}, versión ${wanted}; ${found === '' ? 'la institución no lo declara' : `la institución pide ${found}`}.`,
  },
  crashed: { title: 'Evaluación interrumpida', what: ({ reason }) => `La evaluación se interrumpió dos veces${because(reason)}` },
  timeout: { title: 'Tiempo agotado', what: ({ seconds }) => `La evaluación no terminó en ${count(seconds, 'segundo', 'segundos')}.` },
  'too-large': {
    title: 'Evidencia demasiado grande',
    what: ({ megabytes }) => `Su evidencia pasa de ${formatNumber(megabytes)} MB, el límite por institución.`,
  },
  output: { title: 'No se pudieron escribir sus informes', what: ({ reason }) => `Se evaluó, pero sus informes no se pudieron escribir${because(reason)}` },
  pdf: { title: 'No se pudo elaborar su PDF', what: ({ reason }) => `Se evaluó, pero su PDF no se pudo elaborar en dos intentos${because(reason)}` },
  audit: {
    title: 'Dictamen de auditoría con errores',
    what: ({ count: n }) => `El archivo con el dictamen del auditor tiene ${count(n, 'error', 'errores')}.`,
  },
}
const ANOMALIES: AnomalyTable = {
  contradiction: {
    title: 'Contradicción con los datos',
    what: ({ count: n }) =>
      `Los datos de la propia institución dicen lo contrario de lo que respondió en ${n === 1 ? 'un requisito' : `${formatNumber(n)} requisitos`}.`,
  },
  'full-score-no-evidence': {
    title: 'Puntaje alto sin evidencia',
    what: ({ rulebook, declared }) => `Declara ${percent(declared)} en ${rulebook} y no aporta un solo documento ni dato vigente.`,
  },
  'yes-without-proof': {
    title: 'Respuestas afirmativas sin sustento',
    what: ({ count: n, of }) =>
      n === 1
        ? `${of === 1 ? 'Su única respuesta afirmativa' : `Una de ${formatNumber(of)} respuestas afirmativas`} descansa solo en la palabra de la institución.`
        : `${formatNumber(n)} de ${formatNumber(of)} respuestas afirmativas descansan solo en la palabra de la institución.`,
  },
  'shared-document': {
    title: 'El mismo documento en varias instituciones',
    what: ({ titles, count: n }) => `${count(n, 'institución aportó', 'instituciones aportaron')} el mismo archivo, byte por byte: ${and(titles)}.`,
  },
  'identical-answers': {
    title: 'Respuestas idénticas',
    what: ({ answers }) => `Sus ${formatNumber(answers)} respuestas son las mismas, una por una.`,
  },
  'identical-notes': {
    title: 'Notas idénticas',
    what: ({ notes, excerpt }) => `${notes === 1 ? 'La misma nota' : `Las mismas ${formatNumber(notes)} notas`}, palabra por palabra: «${excerpt}»`,
  },
  'not-applicable-above-peers': {
    title: 'Más «no aplica» que sus pares',
    what: ({ rulebook, share, median, peers }) =>
      `En ${rulebook} dejó fuera ${percent(share)} del peso por «no aplica»; la mediana de ${formatNumber(peers)} instituciones de su tipo es ${percent(median)}.`,
  },
  'document-after-as-of': {
    title: 'Documento posterior a la fecha de corte',
    what: ({ document, issued }) => `El documento ${document} tiene fecha ${issued}, posterior a la de corte.`,
  },
  'earlier-period': {
    title: 'Evidencia de un período anterior',
    what: ({ document, period }) => `El documento ${document} es el mismo que se presentó para el período ${period}.`,
  },
  'after-closing': {
    title: 'Respuestas posteriores al cierre',
    what: ({ count: n, last }) => `${count(n, 'respuesta es posterior', 'respuestas son posteriores')} al cierre; la última, del ${last}.`,
  },
  'overlay-not-used': {
    title: 'Adaptación no utilizada',
    what: ({ rulebook, overlay }) => `La institución tiene la adaptación «${overlay}» de ${rulebook}, que en este ciclo no se usa.`,
  },
}
const UNRANKED: Record<NonNullable<Standing['unranked']>, (coverage: string) => string> = {
  coverage: (floor) => `cobertura menor de ${floor}`,
  'no-index': () => 'sin índice: ningún requisito obligatorio le aplica',
  'no-peers': () => 'sin pares: ninguna otra de su tipo con los mismos requisitos',
}
const STATUS: Record<CampaignRow['status'], string> = { assessed: 'Evaluada', rejected: 'Rechazada', missing: 'Sin entregar' }
const CHANGES: Record<Delta['change'], string> = {
  improved: 'Mejoró',
  worse: 'Empeoró',
  same: 'Sin cambio',
  new: 'Nueva',
  gone: 'Ya sin evaluación',
  'not-comparable': 'No comparable',
}
const RANKED_BY: Record<Rank['by'], string> = { kind: 'Tipo', sector: 'Sector', band: 'Tamaño' }

export const campaign = {
  rejections: REJECTIONS,
  /** Not accusations: reasons to ask. */
  anomalies: ANOMALIES,
  weight: { 3: 'Alta', 2: 'Media', 1: 'Baja' } as Readonly<Record<number, string>>,
  unranked: UNRANKED,
  status: STATUS,
  changes: CHANGES,
  rankedBy: RANKED_BY,
  /** «15 listadas = 12 evaluadas + 2 rechazadas + 1 sin entregar» */
  totals: (listed: number, assessed: number, rejected: number, missing: number) =>
    `${count(listed, 'listada', 'listadas')} = ${count(assessed, 'evaluada', 'evaluadas')} + ${count(rejected, 'rechazada', 'rechazadas')} + ${formatNumber(missing)} sin entregar`,
  audit: {
    verdicts: { accept: 'aceptados', lower: 'rebajados', raise: 'elevados', reject: 'rechazados', lapsed: 'caducados' },
    agreement: 'Concordancia',
    effect: 'Efecto en el índice',
  },
  sample: {
    random: 'Muestra al azar',
    risk: 'Lista por riesgo',
    why: {
      contradiction: 'los datos contradicen la respuesta',
      'no-proof': 'obligatorio que descansa solo en la respuesta',
      removed: 'quedó fuera por la respuesta o por un hecho declarado',
    } as Readonly<Record<string, string>>,
  },
}
