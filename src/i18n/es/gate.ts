// Spanish words of `check`: why the gate fails or warns, what changed since the baseline, and what cannot be compared.
// Parameters arrive ready to print, as in findings.ts; numbers stay numbers.
import type { GateReason, GateVerdict } from '../../model/verdict.ts'
import { formatList, formatNumber, formatPercent, pointsToPercent } from '../format.ts'
import { causes } from './causes.ts'

/** What each reason may be told with. */
export interface ReasonParams {
  readonly document: string
  readonly before: string | number
  readonly now: number
  readonly most?: number
  readonly until: string
  readonly days: number
  readonly dataset: string
  readonly rule: string
  readonly rules: readonly string[]
  readonly expired: string
  readonly limit: string
  readonly path: string
  /** The table that the name of a file is near to. */
  readonly meant?: string
  readonly period: number
  readonly index: string
  readonly at_least: number
  readonly value: number
  /** Of what a floor is: a topic or a rulebook by name. */
  readonly of: string
  readonly rulebooks: readonly string[]
  readonly rulebook: string
  readonly version: string
}
type Params<Id extends keyof ReasonParams = never> = Pick<ReasonParams, Id>
/** `title` heads a list or an annotation; `what` is a sentence. */
interface Words<Told> {
  readonly title: string
  readonly what: (params: Told) => string
}
export interface ReasonTable extends Record<GateReason['id'], Words<never>> {
  readonly 'document-altered': Words<Params<'document'>>
  readonly 'document-expired': Words<Params<'document' | 'until'>>
  readonly 'document-expiring': Words<Params<'document' | 'until' | 'days'>>
  readonly 'dataset-stale': Words<Params<'dataset'>>
  readonly 'waiver-expired': Words<Params<'rule' | 'expired'>>
  readonly 'waiver-too-long': Words<Params<'rule' | 'limit'>>
  readonly 'evidence-reused': Words<Params<'document' | 'before' | 'period'>>
  readonly 'file-unread': Words<Params<'path' | 'meant'>>
  readonly 'notes-identical': Words<Params<'rules'>>
  readonly floor: Words<Params<'index' | 'at_least' | 'value' | 'of'>>
  readonly 'floor-not-calculable': Words<Params<'index' | 'of'>>
  readonly 'nothing-evaluated': Words<Params<'rulebooks'>>
  readonly 'rulebook-gone': Words<Params<'rulebook' | 'version'>>
  readonly 'answer-withdrawn': Words<Params<'before' | 'now' | 'most'>>
  readonly worse: Words<Params<'before' | 'now' | 'most'>>
}
interface IncomparableParams {
  readonly 'rulebook-gone': { readonly rulebook: string; readonly version: string }
  readonly 'rulebook-new': { readonly rulebook: string }
  readonly 'rulebook-version': { readonly rulebook: string; readonly before: string; readonly now: string }
  readonly 'overlay-other': { readonly rulebook: string; readonly before: string; readonly now: string }
  readonly 'rule-off': { readonly rulebook: string; readonly rules: readonly string[]; readonly overlay: string }
  readonly 'rule-not-in-force': { readonly rulebook: string; readonly rules: readonly string[] }
  readonly 'rule-gone': { readonly rulebook: string; readonly rules: readonly string[] }
  readonly 'rule-not-applicable': { readonly rulebook: string; readonly rules: readonly string[] }
}
type Incomparable = GateVerdict['incomparable'][number]['id']

const count = (n: number, one: string, many: string) => `${formatNumber(n)} ${n === 1 ? one : many}`
const and = (items: readonly string[]) => formatList(items, 'es')
const percent = (value: number) => formatPercent(value, 'es')
const credit = (points: number) => percent(pointsToPercent(points))
/** A requirement of which nothing is known yet is at no figure: `most` is its best end. */
const standing = (now: number, most: unknown) => (most === undefined ? `en ${credit(now)}` : 'sin determinar')
const arriving = (now: number, most: unknown) => (most === undefined ? credit(now) : 'estar sin determinar')
const INDEX: Readonly<Record<string, string>> = {
  compliance: 'el índice de cumplimiento, con sustento,',
  declared: 'el índice declarado',
  'good-practice': 'el índice de buenas prácticas',
  coverage: 'la cobertura',
}
const indexOf = (index: string, of: string) => `${INDEX[index] ?? index}${of === '' ? '' : ` de ${of}`}`

export const gate = {
  name: 'Verificación',
  verdict: { passed: 'Pasa la verificación', failed: 'No pasa la verificación' },
  counts: {
    gaps: (n: number) => count(n, 'brecha', 'brechas'),
    failures: (n: number) => count(n, 'falla', 'fallas'),
    warnings: (n: number) => count(n, 'aviso', 'avisos'),
    unknown: (n: number) => `${formatNumber(n)} sin determinar`,
    waived: (n: number) => `${formatNumber(n)} con excepción justificada`,
    notApplicable: (n: number) => count(n, 'requisito no aplica', 'requisitos no aplican'),
  },
  /** `3 fallas, 12 avisos; 40 brechas (30 sin determinar, 2 con excepción justificada); 5 requisitos no aplican.` */
  totals: (failures: string, warnings: string, gaps: string, ofThem: string, notApplicable: string) =>
    `${failures}, ${warnings}; ${gaps} (${ofThem}); ${notApplicable}.`,
  asOf: (date: string) => `corte al ${date}`,
  revision: (revision: string) => `revisión ${revision}`,
  failures: 'Fallas',
  warnings: 'Avisos',
  noFailures: 'Ninguna falla.',
  better: 'Mejoró desde la línea base',
  incomparableTitle: 'No se pudo comparar con la línea base',
  waivedTitle: 'Brechas con excepción justificada vigente',
  waivedUntil: (date: string) => `hasta el ${date}`,
  first: 'Qué hacer primero',
  do: (action: string) => `Qué hacer: ${action}`,
  place: 'Lugar',
  subject: 'Requisito',
  why: 'Motivo',
  indices: 'Índices',
  more: (n: number) => `… y ${formatNumber(n)} más.`,
  moreIn: (n: number) => `… y ${formatNumber(n)} más; la salida «json» (check.json) ${n === 1 ? 'lo incluye' : 'los incluye'}.`,
  reasonUnlisted: 'Se respondió «no aplica» por una razón que este requisito no admite.',
  noFindings: 'No se evaluó ningún requisito.',
  badge: { label: 'cumple', passed: 'pasa', failed: 'no pasa', nothing: 'sin evaluar' },
  cause: causes,
  because: (cause: string) => `Causa: ${cause}.`,
  reason: {
    'critical-gap': {
      title: 'Brecha crítica',
      what: () => 'Brecha crítica: el requisito es obligatorio, de severidad crítica, y no consta que se cumpla por completo.',
    },
    contradiction: {
      title: 'Contradicción',
      what: () => 'Contradicción: los datos de la propia institución dicen lo contrario de lo que se respondió.',
    },
    'document-altered': {
      title: 'Documento alterado',
      what: ({ document }) => `Documento alterado: el archivo de ${document} cambió después de registrarse.`,
    },
    'document-expired': {
      title: 'Documento vencido',
      what: ({ document, until }) =>
        `Documento vencido: ${document === '' ? 'un documento que se pide' : document} ${until === '' ? 'ya no sirve' : `sirvió hasta el ${until}`}.`,
    },
    'evaluation-error': {
      title: 'No se pudo evaluar',
      what: () => 'La respuesta o la evidencia de este requisito tiene un error, y no se pudo evaluar.',
    },
    'rulebook-gone': {
      title: 'Catálogo que ya no se evalúa',
      what: ({ rulebook, version }) => `Catálogo que ya no se evalúa: la línea base tiene ${rulebook}, versión ${version}, y sus requisitos quedaron fuera.`,
    },
    'waiver-expired': {
      title: 'Excepción vencida',
      what: ({ rule, expired }) => `Excepción vencida: la excepción justificada de ${rule} rigió hasta el ${expired}. Renuévela o quite la entrada.`,
    },
    'waiver-too-long': {
      title: 'Excepción demasiado larga',
      what: ({ rule, limit }) => `Excepción demasiado larga: la de ${rule} no puede pasar del ${limit}. Acórtela o quite la entrada.`,
    },
    'answer-withdrawn': {
      title: 'Respuesta retirada',
      what: ({ before, now, most }) =>
        `Respuesta retirada: el requisito estaba respondido en la línea base y ya no lo está; ${typeof before !== 'number' || before < 0 ? `antes no contaba y ahora está ${standing(now, most)}` : before === now && most === undefined ? `sigue en ${credit(now)}` : `pasó de ${credit(before)} a ${arriving(now, most)}`}.`,
    },
    'unmet-must': {
      title: 'Obligatorio sin cumplir',
      what: () => 'Obligatorio sin cumplir: es un deber y no consta que se cumpla ni en parte.',
    },
    unanswered: {
      title: 'Sin determinar',
      what: () => 'Falta la respuesta, o los datos con los que medir.',
    },
    'document-expiring': {
      title: 'Documento por vencer',
      what: ({ document, until, days }) =>
        `Documento por vencer: ${document} sirve hasta el ${until}${days <= 0 ? ' (hoy)' : ` (en ${count(days, 'día', 'días')})`}.`,
    },
    'dataset-stale': {
      title: 'Datos sin actualizar',
      what: ({ dataset }) => `Datos sin actualizar: en la tabla ${dataset} hay menos filas con fecha vigente de las que se piden.`,
    },
    'evidence-reused': {
      title: 'Evidencia de otro período',
      what: ({ document, before, period }) =>
        `Evidencia de otro período: el archivo de ${document} es el mismo que se presentó para el período ${period} (${before}).`,
    },
    'file-unread': {
      title: 'Archivo que nadie usa',
      what: ({ path, meant }) =>
        `Archivo que nadie usa: ${path} está en la carpeta y ningún requisito de los catálogos evaluados lo usa.${meant === undefined ? '' : ` Si es la tabla ${meant}, guárdelo en esa ruta, como CSV.`}`,
    },
    'notes-identical': {
      title: 'Notas idénticas',
      what: ({ rules }) => `Notas idénticas: la misma nota, palabra por palabra, en ${and(rules)}.`,
    },
    floor: {
      title: 'Por debajo del mínimo',
      what: ({ index, at_least, value, of }) =>
        `Por debajo del mínimo: ${indexOf(index, of)} está en ${percent(value)} y se exige al menos ${percent(at_least)}.`,
    },
    'floor-not-calculable': {
      title: 'Mínimo que no se puede calcular',
      what: ({ index, of }) => `Mínimo que no se puede calcular: ${indexOf(index, of)} no tiene con qué calcularse, o no se evalúa.`,
    },
    'nothing-evaluated': {
      title: 'Nada que evaluar',
      what: ({ rulebooks }) => `Nada que evaluar: no hay respuestas ni datos para ${rulebooks.length === 0 ? 'ningún catálogo' : and(rulebooks)}.`,
    },
    worse: {
      title: 'Empeoró',
      what: ({ before, now, most }) =>
        typeof before === 'number' && before >= 0
          ? `Empeoró desde la línea base: de ${credit(before)} a ${arriving(now, most)}.`
          : `Brecha nueva desde la línea base: está ${standing(now, most)}.`,
    },
  } satisfies ReasonTable as ReasonTable,
  incomparable: {
    'rulebook-gone': ({ rulebook, version }) => `El catálogo ${rulebook}, versión ${version}, está en la línea base y ya no se evalúa.`,
    'rulebook-new': ({ rulebook }) => `El catálogo ${rulebook} no está en la línea base: todas sus brechas cuentan como nuevas.`,
    'rulebook-version': ({ rulebook, before, now }) =>
      before === now
        ? `El catálogo ${rulebook}, versión ${now}, no tiene el mismo contenido que en la línea base: los requisitos que cambiaron no se pueden comparar sin más.`
        : `La línea base es de la versión ${before} del catálogo ${rulebook} y ahora se evalúa con la ${now}: los requisitos que cambiaron no se pueden comparar sin más.`,
    'overlay-other': ({ rulebook, before, now }) =>
      now === ''
        ? `En la línea base el catálogo ${rulebook} tenía la adaptación «${before}», y ahora se evalúa sin ella: los requisitos que ella cambiaba no se pueden comparar sin más.`
        : before === ''
          ? `El catálogo ${rulebook} se evalúa ahora con la adaptación «${now}», que la línea base no tiene: los requisitos que ella cambia no se pueden comparar sin más.`
          : `La adaptación del catálogo ${rulebook} (${before === now ? `«${now}»` : `antes «${before}» y ahora «${now}»`}) no es la misma que en la línea base: los requisitos que ella cambia no se pueden comparar sin más.`,
    'rule-off': ({ rulebook, rules, overlay }) =>
      rules.length === 1
        ? `Un requisito de ${rulebook} está en la línea base y lo retiró la adaptación «${overlay}»: ${and(rules)}.`
        : `Hay requisitos de ${rulebook} que están en la línea base y que retiró la adaptación «${overlay}»: ${and(rules)}.`,
    'rule-not-in-force': ({ rulebook, rules }) =>
      rules.length === 1
        ? `Un requisito de ${rulebook} está en la línea base y ya no consta que esté en vigor: ${and(rules)}.`
        : `Hay requisitos de ${rulebook} que están en la línea base y ya no consta que estén en vigor: ${and(rules)}.`,
    'rule-gone': ({ rulebook, rules }) =>
      rules.length === 1
        ? `Un requisito de ${rulebook} está en la línea base y ya no se evalúa: ${and(rules)}.`
        : `Hay requisitos de ${rulebook} que están en la línea base y ya no se evalúan: ${and(rules)}.`,
    'rule-not-applicable': ({ rulebook, rules }) =>
      rules.length === 1
        ? `Un requisito de ${rulebook} estaba en la línea base y ahora no aplica: ${and(rules)}.`
        : `Hay requisitos de ${rulebook} que estaban en la línea base y ahora no aplican: ${and(rules)}.`,
  } as { readonly [Id in Incomparable]: (params: IncomparableParams[Id]) => string },
}
