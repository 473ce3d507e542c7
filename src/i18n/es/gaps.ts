// Spanish words for how a gap is named and what closes it.
import type { DocumentState } from '../../model/assessment.ts'
import type { CHECK_REASONS } from '../../model/basics.ts'
import type { Doubt } from '../../model/ground.ts'
import { formatList } from '../format.ts'
import type { DocumentWords } from './findings.ts'

type ActionWords = Pick<DocumentWords, 'name' | 'path' | 'detail' | 'kinds'>
type Reason = Exclude<(typeof CHECK_REASONS)[number], 'dataset-missing'>

const and = (items: readonly string[]) => formatList(items, 'es')
/** An action inside a sentence; it begins with an infinitive. */
const inside = (action: string) => action.charAt(0).toLowerCase() + action.slice(1)

export const gaps = {
  /** A gap that nothing shows: by what is lacking, with the title of the rule. */
  doubt: {
    unproven: (title: string) => `Falta probar: ${title}`,
    unconfirmed: (title: string) => `Falta confirmar: ${title}`,
    unanswered: (title: string) => `Falta responder: ${title}`,
    undetermined: (title: string) => `Sin determinar: ${title}`,
    broken: (title: string) => `No se pudo evaluar: ${title}`,
  } satisfies Record<Doubt, (title: string) => string>,

  /** What comes before a remedy that may not be needed. */
  firstAction: {
    answer: (action: string) => `Responder y, si no se cumple, ${inside(action)}`,
    amend: (action: string) => `Corregir la respuesta; si el requisito aplica y no se cumple, ${inside(action)}`,
    fact: (action: string, question: string) => `Responder «${question}»; si el requisito aplica y no se cumple, ${inside(action)}`,
  },
  criteriaAction: (places: readonly string[]) =>
    `Confirmar uno por uno los criterios que faltan${places.length === 0 ? '' : ` en ${and(places)}`}, o responder «partial» (parcialmente) mientras no se cumplan todos.`,
  /** What to do with a document that does not prove. */
  documentAction: {
    current: () => '',
    'not-provided': ({ name }) => `Aportar y registrar: ${name}.`,
    'file-missing': ({ name, path }) => `Colocar en ${path} el archivo que falta: ${name}.`,
    empty: ({ name, path }) => `Sustituir el archivo vacío ${path} por el documento: ${name}.`,
    altered: ({ name, path }) => `Aclarar por qué cambió ${path} después de registrarse y registrar el documento correcto: ${name}.`,
    unregistered: ({ name, detail }) =>
      `Anotar en el registro de documentos la huella SHA-256 del archivo${detail[0] === undefined ? '' : ` (${detail[0]})`}: ${name}.`,
    expired: ({ name }) => `Renovar el documento vencido: ${name}.`,
    'too-old': ({ name }) => `Actualizar el documento, que superó la antigüedad admitida: ${name}.`,
    'not-yet-issued': ({ name }) => `Revisar la fecha de emisión registrada, que es futura: ${name}.`,
    incomplete: ({ name, detail }) => `Completar el registro de documentos (${and(detail)}): ${name}.`,
    'wrong-kind': ({ name, kinds }) => `Aportar un documento de la clase que se pide (${kinds.join(', ')}): ${name}.`,
    'wrong-period': ({ name }) => `Aportar el documento del período evaluado: ${name}.`,
    reused: ({ name }) => `Aportar un archivo propio, que no sirva ya como otro documento: ${name}.`,
    unreadable: ({ name, path }) => `Reponer en ${path} un archivo que se pueda leer: ${name}.`,
  } satisfies Record<DocumentState, (words: ActionWords) => string>,
  /** What to do with tables that were not handed in, and with one that does not let a check run. */
  tablesAction: (tables: readonly string[]) => `Aportar ${tables.length === 1 ? 'la tabla' : 'las tablas'} ${and(tables)}.`,
  tableAction: {
    'dataset-error': (table: string, _detail: readonly string[]) => `Sustituir por un CSV que se pueda leer la tabla ${table}.`,
    'column-missing': (table, detail) => `Añadir a la tabla ${table} ${detail.length === 1 ? 'la columna' : 'las columnas'} ${and(detail)}.`,
    empty: (table) => `Llenar la tabla ${table} o, si no hubo casos, aportar la declaración que lo haga constar donde el requisito la admita.`,
    'not-covered': (table) => `Completar la tabla ${table} con los casos de los que no dice nada.`,
    invalid: (table, detail) => `Corregir en la tabla ${table} los valores que no se pudieron interpretar (${and(detail)}).`,
    'fact-missing': (_table, detail) => `Declarar: ${and(detail)}.`,
    threw: (table) => `Revisar los valores de la tabla ${table}, con los que la comprobación se interrumpió.`,
  } satisfies Record<Reason, (table: string, detail: readonly string[]) => string>,
}
