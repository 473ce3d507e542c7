// Spanish words for everything that a finding, a document, a check or an observation can say.
// Parameters arrive ready to print: ids already carry their titles, dates are already written out.
import type { DocumentState } from '../../model/assessment.ts'
import type { CHECK_REASONS } from '../../model/basics.ts'
import type { VerdictWord } from '../../model/audit.ts'
import type { FindingMessages, ObservationMessages } from '../../model/messages.ts'
import type { AnswerValue, Assurance, Effort, InstitutionKind, Obligation, Outcome, Reading, Role, Severity, Threshold } from '../../model/vocabulary.ts'
import { formatList, formatNumber } from '../format.ts'
import type { TableTrouble } from '../says.ts'
import { rowProblems, whyUnread } from './datasets.ts'
import { gaps } from './gaps.ts'

type Words<Id extends string> = Record<Id, string>
type Messages<Table> = { [Id in keyof Table]: (params: Table[Id]) => string }

/** What a sentence about a document may say; dates are written out, `ago` counts days since `until`. */
export interface DocumentWords {
  readonly name: string
  readonly path: string
  readonly issued: string
  readonly until: string
  readonly ago: number
  readonly detail: readonly string[]
  readonly kinds: readonly string[]
  readonly threshold: string
}
type Reason = (typeof CHECK_REASONS)[number]
/** What a sentence about a check that could not run may say. */
export interface ObstacleWords {
  readonly dataset: string
  readonly file: string
  readonly detail: readonly string[]
  readonly passed: boolean
  readonly failed: boolean
}

const and = (items: readonly string[]) => formatList(items, 'es')
const count = (n: number, one: string, many: string) => `${formatNumber(n)} ${n === 1 ? one : many}`
const ago = (days: number) => (days <= 0 ? '' : ` (hace ${count(days, 'día', 'días')})`)
/** `3 de 5 filas`; what is counted agrees with the whole. */
const of = (good: number, total: number, one: string, many: string) => `${formatNumber(good)} de ${count(total, one, many)}`

export const findings = {
  outcome: {
    satisfied: 'Cumple',
    partial: 'Cumple parcialmente',
    unmet: 'No cumple',
    unknown: 'Sin determinar',
    'not-applicable': 'No aplica',
    error: 'No se pudo evaluar',
  } satisfies Words<Outcome>,
  /** `3 cumplen`, for counts in a sentence. */
  outcomeCount: {
    satisfied: (n: number) => count(n, 'cumple', 'cumplen'),
    partial: (n: number) => count(n, 'cumple parcialmente', 'cumplen parcialmente'),
    unmet: (n: number) => count(n, 'no cumple', 'no cumplen'),
    unknown: (n: number) => count(n, 'está sin determinar', 'están sin determinar'),
    'not-applicable': (n: number) => count(n, 'no aplica', 'no aplican'),
    error: (n: number) => count(n, 'no se pudo evaluar', 'no se pudieron evaluar'),
  } satisfies Record<Outcome, (n: number) => string>,
  assurance: {
    none: 'Sin sustento',
    declared: 'Declarado',
    documented: 'Documentado',
    verified: 'Verificado',
    audited: 'Auditado',
  } satisfies Words<Assurance>,
  obligation: {
    must: 'Obligatorio',
    should: 'Recomendado',
    'good-practice': 'Buena práctica',
    unconfirmed: 'Por confirmar',
  } satisfies Words<Obligation>,
  severity: { critical: 'Crítica', high: 'Alta', medium: 'Media', low: 'Baja' } satisfies Words<Severity>,
  effort: { low: 'Bajo', medium: 'Medio', high: 'Alto' } satisfies Words<Effort>,
  institutionKind: {
    'central-government': 'Gobierno Central',
    legislature: 'Asamblea Nacional',
    judiciary: 'Órgano Judicial',
    'autonomous-entity': 'Entidad autónoma',
    'semi-autonomous-entity': 'Entidad semiautónoma',
    'public-company': 'Empresa pública',
    'state-majority-company': 'Sociedad con mayoría de capital estatal',
    'state-financial-intermediary': 'Intermediario financiero estatal',
    municipality: 'Municipio',
    'communal-board': 'Junta comunal',
    'other-state-entity': 'Otra entidad del Estado',
    'private-entity': 'Entidad privada',
    national: 'Estado panameño',
  } satisfies Words<InstitutionKind>,
  role: {
    entity: 'Entidad',
    operator: 'Operador',
    'ict-authority': 'Autoridad TIC',
    'budget-authority': 'Autoridad presupuestaria',
    'central-authority': 'Autoridad central',
    'contact-point': 'Punto de contacto',
    'judicial-authority': 'Autoridad judicial',
    'service-provider': 'Proveedor de servicios',
    custodian: 'Custodio',
    national: 'Estado panameño',
  } satisfies Words<Role>,
  reading: {
    norm: 'leído en la norma',
    secondary: 'leído en una fuente secundaria',
    inferred: 'inferido por este catálogo',
  } satisfies Words<Reading>,
  threshold: { normative: 'umbral de la norma', proposed: 'umbral propuesto por el catálogo' } satisfies Words<Threshold>,
  answer: { yes: 'sí', partial: 'parcialmente', planned: 'planificado', no: 'no', 'not-applicable': 'no aplica' } satisfies Words<AnswerValue>,
  verdict: { accept: 'aceptado', lower: 'rebajado', raise: 'elevado', reject: 'rechazado' } satisfies Words<VerdictWord>,
  proof: { none: 'Nada de lo que se pide', some: 'Una parte de lo que se pide', data: 'Los datos, sin el documento', all: 'Todo lo que se pide' },
  removedBy: {
    scope: 'Fuera del ámbito',
    when: 'Condición del requisito',
    fact: 'Hecho declarado',
    answer: 'Respuesta de la institución',
  },
  waiverState: {
    'in-force': 'Vigente',
    'not-yet': 'Aún no rige',
    expired: 'Vencida',
    'too-long': 'Excede el plazo máximo',
    'not-needed': 'Ya no hace falta',
    'not-assessed': 'De un requisito no evaluado aquí',
  },
  fileState: { present: 'Presente', missing: 'No está', empty: 'Vacío', unreadable: 'Ilegible' },
  confidentiality: { public: 'Público', internal: 'Uso interno', confidential: 'Confidencial' },
  signatory: { prepared: 'Preparado por', reviewed: 'Revisado por', approved: 'Aprobado por' },
  field: {
    title: 'título',
    number: 'número',
    issued: 'fecha de emisión',
    signed_by: 'firmante',
    valid_until: 'último día de vigencia',
    period: 'año',
  } as Record<string, string>,

  document: {
    current: ({ name, until }) => `${name}: vigente${until === '' ? '' : ` hasta el ${until}`}.`,
    'not-provided': ({ name }) => `${name}: no se ha aportado.`,
    'file-missing': ({ name, path }) => `${name}: está en el registro, pero el archivo no se encuentra en ${path}.`,
    empty: ({ name, path }) => `${name}: el archivo ${path} está vacío.`,
    altered: ({ name, path }) => `${name}: el archivo ${path} cambió después de registrarse; su huella SHA-256 no coincide.`,
    unregistered: ({ name, path }) => `${name}: el archivo ${path} está, pero el registro no anota su huella SHA-256 y no puede saberse si cambió.`,
    expired: ({ name, until, ago: days }) => `${name}: venció el ${until}${ago(days)}.`,
    'too-old': ({ name, issued, until, ago: days, threshold }) =>
      `${name}: ${issued === '' ? '' : `se emitió el ${issued} y `}superó la antigüedad admitida el ${until}${ago(days)}${threshold === '' ? '' : `; ${threshold}`}.`,
    'not-yet-issued': ({ name, issued }) => `${name}: lleva una fecha futura${issued === '' ? '' : `, el ${issued}`}.`,
    incomplete: ({ name, detail }) => `${name}: en el registro ${detail.length === 1 ? 'falta' : 'faltan'} ${and(detail)}.`,
    'wrong-kind': ({ name, kinds }) => `${name}: el documento registrado no es de la clase que se pide${kinds.length === 0 ? '' : ` (${kinds.join(', ')})`}.`,
    'wrong-period': ({ name }) => `${name}: el documento registrado corresponde a otro período.`,
    reused: ({ name }) => `${name}: el mismo archivo figura como otra clase de documento; no prueba las dos cosas.`,
    unreadable: ({ name, path }) => `${name}: el archivo ${path} no se pudo leer.`,
  } satisfies Record<DocumentState, (words: DocumentWords) => string>,

  ...gaps,

  /** What a check counted, by kind; a kind without an entry says `rows`. */
  measure: {
    complete: (good: number, total: number) => `${of(good, total, 'celda', 'celdas')} con datos`,
    unique: (good: number, total: number) => `${of(good, total, 'fila', 'filas')} sin repetir`,
    'one-of': (good: number, total: number) => `${of(good, total, 'fila', 'filas')} con un valor admitido`,
    current: (good: number, total: number) => `${of(good, total, 'fila', 'filas')} con fecha vigente`,
    count: (good: number, total: number) => of(good, total, 'registro requerido', 'registros requeridos'),
    cross: (good: number, total: number) => `${of(good, total, 'fila', 'filas')} con correspondencia`,
    coverage: (good: number, total: number) => of(good, total, 'grupo cubierto', 'grupos cubiertos'),
    deadline: (good: number, total: number) => `${of(good, total, 'fila', 'filas')} dentro del plazo`,
    yearly: (good: number, total: number) => `${formatNumber(good)} de ${formatNumber(total)} con registro del período`,
    'forbidden-pattern': (good: number, total: number) => `${of(good, total, 'fila', 'filas')} sin lo que no debe figurar`,
    hash: (good: number, total: number) => `${of(good, total, 'fila', 'filas')} con huella válida y propia`,
    exists: (good: number): string => (good > 0 ? 'la tabla tiene filas' : 'la tabla no tiene filas'),
    holds: (good: number): string => (good > 0 ? 'se cumple' : 'no se cumple'),
    rows: (good: number, total: number) => of(good, total, 'fila cumple', 'filas cumplen'),
  },
  wanted: (floor: string, threshold: string) => `se pide ${floor}${threshold === '' ? '' : ` (${threshold})`}`,
  wantedAll: 'se pide la totalidad',
  moreRows: (shown: number, total: number) => `Se muestran ${formatNumber(shown)} de ${count(total, 'fila con faltas', 'filas con faltas')}.`,

  unread: (trouble: TableTrouble) => `no se pudo leer: ${whyUnread(trouble)}`,
  unmeasured: (obstacle: string, labels: readonly string[]) => `${obstacle}; sin ello no se puede comprobar: ${labels.join('; ')}.`,
  obstacle: {
    'dataset-missing': ({ detail }) => `${detail.length === 1 ? 'no se aportó la tabla' : 'no se aportaron las tablas'} ${and(detail)}`,
    'dataset-error': ({ dataset, detail: [path = dataset, code = '', line = 0, detail = ''] }) =>
      `la tabla ${path} no se pudo leer: ${whyUnread({ code, line: Number(line), detail })}`,
    'column-missing': ({ dataset, detail }) => `en la tabla ${dataset} ${detail.length === 1 ? 'falta la columna' : 'faltan las columnas'} ${and(detail)}`,
    empty: ({ dataset, passed, failed }) =>
      passed
        ? `la tabla ${dataset} no tiene filas y una declaración firmada hace constar que no hubo casos`
        : failed
          ? `la tabla ${dataset} no tiene filas`
          : `la tabla ${dataset} no tiene filas y nada dice si es porque no hubo casos`,
    'not-covered': ({ dataset, detail }) => `la tabla ${dataset} no dice nada${detail.length === 0 ? '' : ` de ${and(detail)}`}`,
    invalid: ({ dataset, detail }) =>
      `la tabla ${dataset} tiene valores que no se pudieron interpretar en columnas que la comprobación necesita (${and(detail)})`,
    'fact-missing': ({ detail }) => `falta declarar: ${and(detail)}`,
    threw: ({ detail }) => `la comprobación se interrumpió${detail.length === 0 ? '' : `: ${detail.join(' ')}`}`,
  } satisfies Record<Reason, (words: ObstacleWords) => string>,

  message: {
    'answer-none': () => 'La institución no ha respondido este requisito.',
    'answer-criteria-open': ({ criteria }) => `La respuesta es «sí», pero quedan criterios sin confirmar: ${criteria.join('; ')}.`,
    'answer-reason-missing': () => 'Se respondió «no aplica» sin indicar la razón.',
    'answer-reason-unlisted': ({ reason }) => `Se respondió «no aplica» por una razón que este requisito no admite: ${reason}.`,
    'answer-na-not-allowed': () => 'Se respondió «no aplica», pero este requisito no lo admite como respuesta.',
    'answer-na-against-data': ({ dataset, rows }) => `Se respondió «no aplica», pero la tabla ${dataset} tiene ${count(rows, 'fila', 'filas')}.`,
    'answer-target-past': ({ target }) => `La fecha prevista por la institución ya pasó: ${target}.`,
    'answer-shared': ({ from }) => `La respuesta y la evidencia son las mismas de ${from}.`,
    contradiction: () => 'La respuesta afirma que se cumple y los datos de la propia institución indican lo contrario.',
    'when-unknown': ({ fact }) => `No puede saberse si el requisito aplica: falta responder «${fact}».`,
    'fact-against-data': ({ fact, dataset, rows }) =>
      `Se respondió que no a «${fact}», de lo que depende que el requisito aplique, pero la tabla ${dataset} tiene ${count(rows, 'fila', 'filas')}.`,
    'audit-verdict': ({ verdict }) => `Una auditoría dio por ${verdict} este resultado.`,
    'check-threw': ({ kind, error }) => `La comprobación «${kind}» se interrumpió: ${error}`,
  } satisfies Messages<FindingMessages>,

  observation: {
    'waiver-expired': ({ rule, expired }) => `La excepción justificada de ${rule} venció el ${expired}: renuévela o quite la entrada.`,
    'waiver-too-long': ({ rule, limit }) =>
      `La excepción justificada de ${rule} excede el plazo máximo (no puede pasar del ${limit}): acórtela o quite la entrada.`,
    'waiver-not-needed': ({ rule }) => `La excepción justificada de ${rule} ya no hace falta, porque no hay brecha: quite la entrada.`,
    'file-unread': ({ path, meant }) =>
      `El archivo ${path} está en la carpeta y ningún requisito de los catálogos evaluados lo usa.${meant === undefined ? '' : ` Si es la tabla ${meant}, guárdelo en esa ruta, como CSV.`}`,
    'dataset-windows-1252': ({ path }) => `La tabla ${path} no está en UTF-8; se leyó como windows-1252.`,
    'dataset-unknown-headers': ({ path, headers }) => `La tabla ${path} tiene columnas que no se usan: ${and(headers)}.`,
    'dataset-utf-16': ({ path }) => `La tabla ${path} se leyó como UTF-16, que otros programas pueden no entender; guárdela como «CSV UTF-8».`,
    'dataset-row-problems': rowProblems,
    'dataset-unread': ({ path, error, line, detail }) => `La tabla ${path} no se pudo leer: ${whyUnread({ code: error, line, detail })}.`,
    'notes-identical': ({ rules }) => `Varios requisitos llevan la misma nota, palabra por palabra: ${and(rules)}.`,
    'audit-inside': ({ path }) => `El archivo de auditoría ${path} está dentro de la evidencia y no se tuvo en cuenta.`,
    'audit-other-institution': ({ path, institution }) => `El archivo de auditoría ${path} es de otra institución (${institution}) y no se tuvo en cuenta.`,
    'audit-lapsed': ({ rules }) =>
      `${rules.length === 1 ? 'Un dictamen de auditoría caducó' : 'Caducaron dictámenes de auditoría'}, porque la respuesta o la evidencia cambió después de ${rules.length === 1 ? 'emitido' : 'emitidos'}: ${and(rules)}.`,
    'audit-idle': ({ rules }) =>
      `Hay dictámenes de auditoría sin efecto, sobre requisitos que no aplican por el ámbito del catálogo o por un hecho declarado, o que aceptan donde no hay respuesta válida ni medición: ${and(rules)}.`,
    'audit-undigested': ({ rules }) => `Hay dictámenes de auditoría sin la huella de lo juzgado; no caducan aunque la evidencia cambie: ${and(rules)}.`,
    'audit-not-assessed': ({ rules }) => `Hay dictámenes de auditoría sobre requisitos que no se evaluaron: ${and(rules)}.`,
    'fact-contradicted': ({ fact, dataset, rows }) => `Se respondió que no a «${fact}», pero la tabla ${dataset} tiene ${count(rows, 'fila', 'filas')}.`,
    'fact-missing': ({ fact }) => `Falta declarar un hecho del que depende qué requisitos aplican: «${fact}».`,
    'scope-outside': ({ rulebook }) => `La institución está fuera del ámbito de ${rulebook}.`,
    'document-unused': ({ document }) => `El documento ${document} está en el registro y ningún requisito de los catálogos evaluados lo usa.`,
    'document-altered': ({ document, registered, found }) =>
      `El archivo de ${document} cambió después de registrarse: la huella registrada es ${registered} y la del archivo es ${found}.`,
    'document-same-file': ({ document, other }) => `Los documentos ${document} y ${other} son el mismo archivo.`,
    'expiring-soon': ({ document, until, days }) => `${document} vence el ${until}${days <= 0 ? ' (hoy)' : ` (en ${count(days, 'día', 'días')})`}.`,
    'period-past': ({ period, year }) =>
      `El período que se evalúa es ${period} y el día de la evaluación es de ${year}: lo que se pide del período se busca en documentos de ${period}. Si el año que se evalúa es otro, cambie el período (period) en los datos de la institución.`,
    'nothing-answered': ({ rulebook }) => `No hay respuestas ni datos para ${rulebook}.`,
    'answers-not-assessed': ({ rules }) =>
      `Se respondieron requisitos que están desactivados, por no haberse confirmado el texto o por no evaluarse en esta calidad: ${and(rules)}.`,
    'rulebook-not-yet': ({ rulebook, until }) =>
      `El instrumento de este catálogo (${rulebook}) entra en vigor para Panamá el ${until}: hasta entonces sus deberes no se evalúan.`,
    'rulebook-unconfirmed': ({ rulebook, fact }) =>
      `No consta que el instrumento de este catálogo (${rulebook}) esté en vigor para Panamá: sus deberes no se evalúan mientras no se responda «${fact}».`,
  } satisfies Messages<ObservationMessages>,
}
