// Spanish words of diff: what changed between two assessments, or between two campaigns, and why.
import type { Change, IndexDiff, Notice, Status } from '../../model/diff.ts'
import { formatList, formatNumber } from '../format.ts'
import { says } from '../says.ts'
import { causes } from './causes.ts'

/** What each notice is told with; dates arrive written out. */
interface NoticeParams {
  readonly 'dates-reversed': { readonly before: string; readonly now: string }
  readonly 'rulebook-version': { readonly rulebook: string; readonly before: string; readonly now: string }
  readonly 'overlay-other': { readonly rulebook: string; readonly before: string; readonly now: string }
  readonly 'rulebook-new': { readonly rulebook: string; readonly version: string }
  readonly 'rulebook-gone': { readonly rulebook: string; readonly version: string }
  readonly 'other-kind': { readonly before: string; readonly now: string }
  readonly 'other-kinds': { readonly count: number; readonly institutions: readonly string[] }
  readonly 'audit-one-side': { readonly side: string }
  readonly 'anonymous-one-side': { readonly side: string }
  readonly 'causes-unread': { readonly count: number }
  readonly 'causes-bounded': { readonly shown: number; readonly of: number }
}
const some = (n: number, one: string, many: string) => `${formatNumber(n)} ${n === 1 ? one : many}`
const side = (which: string) => (which === 'before' ? 'la primera' : 'la segunda')

export const diff = {
  between: (before: string, now: string) => `Cambios del ${before} al ${now}`,
  campaigns: (before: string, now: string) => `De «${before}» a «${now}»`,
  /** `Requisitos: 4 empeoraron y 50 siguen igual.` */
  totals: {
    rules: (parts: readonly string[]) => `Requisitos: ${formatList(parts, 'es')}.`,
    institutions: (parts: readonly string[]) => `Instituciones: ${formatList(parts, 'es')}.`,
  },
  nothing: 'No hay nada que comparar.',
  count: {
    rules: {
      worse: (n: number) => some(n, 'empeoró', 'empeoraron'),
      improved: (n: number) => some(n, 'mejoró', 'mejoraron'),
      new: (n: number) => some(n, 'se pide ahora', 'se piden ahora'),
      gone: (n: number) => some(n, 'ya no se pide', 'ya no se piden'),
      'not-comparable': (n: number) => some(n, 'no se puede comparar', 'no se pueden comparar'),
      same: (n: number) => some(n, 'sigue igual', 'siguen igual'),
    } satisfies Record<Change, (n: number) => string>,
    institutions: {
      worse: (n: number) => some(n, 'empeoró', 'empeoraron'),
      improved: (n: number) => some(n, 'mejoró', 'mejoraron'),
      new: (n: number) => some(n, 'es nueva', 'son nuevas'),
      gone: (n: number) => some(n, 'ya no está', 'ya no están'),
      'not-comparable': (n: number) => some(n, 'no se puede comparar', 'no se pueden comparar'),
      same: (n: number) => some(n, 'sigue igual', 'siguen igual'),
    } satisfies Record<Change, (n: number) => string>,
  },
  list: {
    rules: {
      worse: 'Empeoraron',
      improved: 'Mejoraron',
      new: 'Se piden ahora y antes no',
      gone: 'Ya no se piden',
      'not-comparable': 'No se pueden comparar',
      same: 'Solo cambió el mejor extremo',
    } satisfies Record<Change, string>,
    institutions: {
      worse: 'Empeoraron',
      improved: 'Mejoraron',
      new: 'Evaluadas ahora y antes no',
      gone: 'Evaluadas antes y ahora no',
      'not-comparable': 'No se pueden comparar',
      same: 'Solo cambió el mejor extremo',
    } satisfies Record<Change, string>,
    never: 'Sin evaluación en ninguno de los dos ciclos',
  },
  figures: {
    compliance: 'Cumplimiento',
    declared: 'Declarado',
    goodPractice: 'Buenas prácticas',
    coverage: 'Cobertura',
    grade: 'Nivel',
    version: 'Catálogo',
    median: 'Mediana de todas',
    comparableMedian: 'Mediana comparable',
  },
  columns: { index: 'Índice', before: 'Antes', now: 'Ahora', change: 'Cambio', rule: 'Requisito', institution: 'Institución', cause: 'Causa' },
  of: (part: number, whole: number) => `${formatNumber(part)} de ${formatNumber(whole)}`,
  points: (n: number) => `${n > 0 ? '+' : ''}${formatNumber(n, 1)} ${Math.abs(n) === 1 ? 'punto' : 'puntos'}`,
  none: '—',
  notCalculable: 'no calculable',
  noGrade: 'sin nivel',
  comparable: (n: number) => `La mediana comparable es la de ${some(n, 'institución que se puede', 'instituciones que se pueden')} comparar en los dos ciclos.`,
  reason: {
    'rulebook-version': 'el contenido del catálogo cambió',
    'overlay-other': 'la adaptación del catálogo no es la misma en los dos lados',
    'other-rules-apply': 'no se le aplican los mismos requisitos',
    'not-calculable': 'en uno de los dos lados no se puede calcular',
  } satisfies Record<NonNullable<IndexDiff['reason']>, string>,
  notCompared: (reason: string) => `Los índices se muestran sin restarlos: ${reason}.`,
  status: { assessed: 'evaluada', rejected: 'rechazada', missing: 'sin entregar', 'not-listed': 'fuera de la lista' } satisfies Record<Status, string>,
  kinds: (before: string, now: string) => `tipo: antes ${before}, ahora ${now}`,
  statuses: (before: string, now: string) => `antes ${before}, ahora ${now}`,
  cause: causes,
  /** `venció la evidencia (4: SEG-01, SEG-02, SEG-03 y otros)`. */
  causeOf: (cause: string, count: number, rules: readonly string[]) =>
    `${cause} (${formatNumber(count)}: ${rules.join(', ')}${count > rules.length ? '…' : ''})`,
  notice: {
    'dates-reversed': ({ before, now }) => `El orden de las fechas está invertido: la primera es del ${before} y la segunda, anterior, del ${now}.`,
    'rulebook-version': ({ rulebook, before, now }) =>
      before === now
        ? `El catálogo ${rulebook}, versión ${now}, no tiene el mismo contenido en los dos lados: solo se comparan los requisitos que no cambiaron.`
        : `El catálogo ${rulebook} pasó de la versión ${before} a la ${now}: solo se comparan los requisitos que no cambiaron.`,
    'overlay-other': ({ rulebook, before, now }) =>
      now === ''
        ? `El catálogo ${rulebook} se evaluó antes con la adaptación «${before}» y ahora sin ella: los requisitos que ella cambiaba no se comparan.`
        : before === ''
          ? `El catálogo ${rulebook} se evaluó antes sin adaptación y ahora con «${now}»: los requisitos que ella cambia no se comparan.`
          : `La adaptación del catálogo ${rulebook} (${before === now ? `«${now}»` : `antes «${before}» y ahora «${now}»`}) no es la misma en los dos lados: los requisitos que ella cambia no se comparan.`,
    'rulebook-new': ({ rulebook, version }) => `El catálogo ${rulebook}, versión ${version}, antes no se evaluó.`,
    'rulebook-gone': ({ rulebook, version }) => `El catálogo ${rulebook}, versión ${version}, ya no se evalúa.`,
    'other-kind': ({ before, now }) => `La institución cambió de tipo: de ${before} a ${now}.`,
    'other-kinds': ({ count, institutions }) =>
      count === 1
        ? `La institución ${formatList(institutions, 'es')} cambió de tipo: puede que ahora se le apliquen otros requisitos.`
        : `${formatNumber(count)} instituciones cambiaron de tipo (${institutions.join(', ')}${count > institutions.length ? '…' : ''}): puede que ahora se les apliquen otros requisitos.`,
    'audit-one-side': ({ side: which }) => `Solo ${side(which)} evaluación tiene dictámenes del auditor.`,
    'anonymous-one-side': ({ side: which }) =>
      `Solo ${which === 'before' ? 'el primer' : 'el segundo'} ciclo es anónimo: los seudónimos no coinciden con los id, y sus instituciones parecen nuevas o ausentes.`,
    'causes-unread': ({ count }) =>
      count === 1
        ? 'De una institución no se pudo leer la evaluación guardada, y falta la causa.'
        : `De ${formatNumber(count)} instituciones no se pudo leer la evaluación guardada, y falta la causa.`,
    'causes-bounded': ({ shown, of }) => `Se buscó la causa de las ${formatNumber(shown)} instituciones que más cambiaron, de ${formatNumber(of)}.`,
  } as { readonly [Id in Notice['id']]: (params: NoticeParams[Id]) => string },
  more: (n: number) => `… y ${formatNumber(n)} más; la salida «json» (diff.json) ${n === 1 ? 'lo incluye' : 'los incluye'}.`,
  help: {
    command: 'Compara dos evaluaciones, o dos ciclos: qué mejoró, qué empeoró y por qué',
    before: 'lo anterior: assessment.json, campaign.json o su carpeta',
    now: 'lo posterior, de la misma clase',
    exitCode: 'salir con 1 si algo empeoró',
  },
  usage: {
    otherInstitution: (a: string, b: string) => `Las dos evaluaciones no son de la misma institución: la primera es de «${a}» y la segunda, de «${b}».`,
    otherThing: (a: string, b: string) => `Solo se comparan dos evaluaciones o dos ciclos: de ${a} y ${b}, uno es una evaluación y el otro un ciclo.`,
  },
}
export type DiffWords = typeof diff

/** Of files that were to be compared. */
export const diffProblems = {
  'campaign-version': says(
    (p) => `No es el resultado de un ciclo de evaluación que esta versión sepa leer${p['found'] === '' ? '' : ` (${p['found']})`}.`,
    () => 'Use un campaign.json producido por «cumple lote» de esta versión, o la carpeta que lo contiene.',
  ),
  'diff-nothing': says(
    () => 'La carpeta no contiene campaign.json ni assessment.json.',
    () => 'Indique la carpeta de resultados. Si es la de la evidencia, evalúela primero: cumple evaluar CARPETA --out RESULTADOS.',
  ),
  'diff-version': says(
    (p) => `No es una evaluación ni el resultado de un ciclo que esta versión sepa leer${p['found'] === '' ? '' : ` (${p['found']})`}.`,
    () => 'Use un assessment.json o un campaign.json producido por esta versión.',
  ),
  'campaign-not-earlier': says(
    (p) => `El ciclo anterior tiene fecha de corte ${p['found']} y este, ${p['asOf']}: debe ser de una fecha anterior.`,
    () => 'Indique la carpeta de resultados de un ciclo con fecha de corte anterior.',
  ),
}
