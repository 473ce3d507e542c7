// English words for how a gap is named and what closes it; the keys are those of Spanish.
import { formatList } from '../format.ts'
import type { gaps as esGaps } from '../es/gaps.ts'

const and = (items: readonly string[]) => formatList(items, 'en')
const inside = (action: string) => action.charAt(0).toLowerCase() + action.slice(1)

export const gaps: typeof esGaps = {
  doubt: {
    unproven: (title) => `Not proven: ${title}`,
    unconfirmed: (title) => `Not confirmed: ${title}`,
    unanswered: (title) => `Not answered: ${title}`,
    undetermined: (title) => `Not determined: ${title}`,
    broken: (title) => `Could not be assessed: ${title}`,
  },

  firstAction: {
    answer: (action) => `Answer and, if it is not met, ${inside(action)}`,
    amend: (action) => `Correct the answer; if the requirement applies and is not met, ${inside(action)}`,
    fact: (action, question) => `Answer “${question}”; if the requirement applies and is not met, ${inside(action)}`,
  },
  criteriaAction: (places) =>
    `Confirm the missing criteria one by one${places.length === 0 ? '' : ` in ${and(places)}`}, or answer "partial" until all of them hold.`,
  documentAction: {
    current: () => '',
    'not-provided': ({ name }) => `Provide and register: ${name}.`,
    'file-missing': ({ name, path }) => `Put the missing file at ${path}: ${name}.`,
    empty: ({ name, path }) => `Replace the empty file ${path} with the document: ${name}.`,
    altered: ({ name, path }) => `Find out why ${path} changed after it was registered, and register the right document: ${name}.`,
    unregistered: ({ name, detail }) =>
      `Note the SHA-256 digest of the file${detail[0] === undefined ? '' : ` (${detail[0]})`} in the register of documents: ${name}.`,
    expired: ({ name }) => `Renew the expired document: ${name}.`,
    'too-old': ({ name }) => `Update the document, which is older than allowed: ${name}.`,
    'not-yet-issued': ({ name }) => `Check the registered date of issue, which is in the future: ${name}.`,
    incomplete: ({ name, detail }) => `Complete ${and(detail)} in the register of documents: ${name}.`,
    'wrong-kind': ({ name, kinds }) => `Provide a document of the kind that is asked for (${kinds.join(', ')}): ${name}.`,
    'wrong-period': ({ name }) => `Provide the document of the assessed period: ${name}.`,
    reused: ({ name }) => `Provide a file of its own, not one that already serves as another document: ${name}.`,
    unreadable: ({ name, path }) => `Put a file that can be read at ${path}: ${name}.`,
  },
  tablesAction: (tables) => `Provide the ${tables.length === 1 ? 'table' : 'tables'} ${and(tables)}.`,
  tableAction: {
    'dataset-error': (table) => `Replace the table ${table} with a CSV that can be read.`,
    'column-missing': (table, detail) => `Add to the table ${table} the ${detail.length === 1 ? 'column' : 'columns'} ${and(detail)}.`,
    empty: (table) => `Fill in the table ${table} or, if there were no cases, provide the declaration that says so where the requirement admits one.`,
    'not-covered': (table) => `Complete the table ${table} with the cases of which it says nothing.`,
    invalid: (table, detail) => `Correct in the table ${table} the values that could not be understood (${and(detail)}).`,
    'fact-missing': (_table, detail) => `Declare: ${and(detail)}.`,
    threw: (table) => `Check the values of the table ${table}, on which the check stopped.`,
  },
}
