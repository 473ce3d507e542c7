// English words for everything that a finding, a document, a check or an observation can say; the keys are those of Spanish.
import { formatList, formatNumber } from '../format.ts'
import type { TableTrouble } from '../says.ts'
import { rowProblems, whyUnread } from './datasets.ts'
import { gaps } from './gaps.ts'
import type { findings as esFindings } from '../es/findings.ts'

const and = (items: readonly string[]) => formatList(items, 'en')
const count = (n: number, one: string, many: string) => `${formatNumber(n)} ${n === 1 ? one : many}`
const ago = (days: number) => (days <= 0 ? '' : ` (${count(days, 'day', 'days')} ago)`)
/** `3 of 5 rows`; what is counted agrees with the whole. */
const of = (good: number, total: number, one: string, many: string) => `${formatNumber(good)} of ${count(total, one, many)}`

export const findings: typeof esFindings = {
  outcome: {
    satisfied: 'Met',
    partial: 'Partly met',
    unmet: 'Not met',
    unknown: 'Not determined',
    'not-applicable': 'Not applicable',
    error: 'Could not be assessed',
  },
  outcomeCount: {
    satisfied: (n) => `${formatNumber(n)} met`,
    partial: (n) => `${formatNumber(n)} partly met`,
    unmet: (n) => `${formatNumber(n)} not met`,
    unknown: (n) => `${formatNumber(n)} not determined`,
    'not-applicable': (n) => `${formatNumber(n)} not applicable`,
    error: (n) => `${formatNumber(n)} could not be assessed`,
  },
  assurance: { none: 'No support', declared: 'Declared', documented: 'Documented', verified: 'Verified', audited: 'Audited' },
  obligation: { must: 'Mandatory', should: 'Recommended', 'good-practice': 'Good practice', unconfirmed: 'To be confirmed' },
  severity: { critical: 'Critical', high: 'High', medium: 'Medium', low: 'Low' },
  effort: { low: 'Low', medium: 'Medium', high: 'High' },
  institutionKind: {
    'central-government': 'Central government',
    legislature: 'National Assembly',
    judiciary: 'Judiciary',
    'autonomous-entity': 'Autonomous entity',
    'semi-autonomous-entity': 'Semi-autonomous entity',
    'public-company': 'Public company',
    'state-majority-company': 'Company with a State majority',
    'state-financial-intermediary': 'State financial intermediary',
    municipality: 'Municipality',
    'communal-board': 'Communal board',
    'other-state-entity': 'Other State entity',
    'private-entity': 'Private entity',
    national: 'Panamanian State',
  },
  role: {
    entity: 'Entity',
    operator: 'Operator',
    'ict-authority': 'ICT authority',
    'budget-authority': 'Budget authority',
    'central-authority': 'Central authority',
    'contact-point': 'Contact point',
    'judicial-authority': 'Judicial authority',
    'service-provider': 'Service provider',
    custodian: 'Custodian',
    national: 'Panamanian State',
  },
  reading: { norm: 'read in the norm', secondary: 'read in a secondary source', inferred: 'inferred by this rulebook' },
  threshold: { normative: 'threshold set by the norm', proposed: 'threshold proposed by the rulebook' },
  answer: { yes: 'yes', partial: 'partly', planned: 'planned', no: 'no', 'not-applicable': 'not applicable' },
  verdict: { accept: 'accepted', lower: 'lowered', raise: 'raised', reject: 'rejected' },
  proof: { none: 'Nothing that is asked for', some: 'A part of what is asked for', data: 'The data without the document', all: 'All that is asked for' },
  removedBy: { scope: 'Outside the scope', when: "The requirement's own condition", fact: 'Declared fact', answer: "The institution's answer" },
  waiverState: {
    'in-force': 'In force',
    'not-yet': 'Not yet in force',
    expired: 'Expired',
    'too-long': 'Exceeds the longest term',
    'not-needed': 'No longer needed',
    'not-assessed': 'Of a requirement not assessed here',
  },
  fileState: { present: 'Present', missing: 'Missing', empty: 'Empty', unreadable: 'Unreadable' },
  confidentiality: { public: 'Public', internal: 'Internal use', confidential: 'Confidential' },
  signatory: { prepared: 'Prepared by', reviewed: 'Reviewed by', approved: 'Approved by' },
  field: {
    title: 'title',
    number: 'number',
    issued: 'date of issue',
    signed_by: 'signatory',
    valid_until: 'last day of validity',
    period: 'year',
  },

  document: {
    current: ({ name, until }) => `${name}: in force${until === '' ? '' : ` until ${until}`}.`,
    'not-provided': ({ name }) => `${name}: not provided.`,
    'file-missing': ({ name, path }) => `${name}: registered, but the file is not at ${path}.`,
    empty: ({ name, path }) => `${name}: the file ${path} is empty.`,
    altered: ({ name, path }) => `${name}: the file ${path} changed after it was registered; its SHA-256 digest does not match.`,
    unregistered: ({ name, path }) => `${name}: the file ${path} is there, but the register holds no SHA-256 digest for it, so a change could not be noticed.`,
    expired: ({ name, until, ago: days }) => `${name}: expired on ${until}${ago(days)}.`,
    'too-old': ({ name, issued, until, ago: days, threshold }) =>
      `${name}: ${issued === '' ? '' : `issued on ${issued}, it `}passed the age allowed on ${until}${ago(days)}${threshold === '' ? '' : `; ${threshold}`}.`,
    'not-yet-issued': ({ name, issued }) => `${name}: carries a date in the future${issued === '' ? '' : `, ${issued}`}.`,
    incomplete: ({ name, detail }) => `${name}: the register lacks ${and(detail)}.`,
    'wrong-kind': ({ name, kinds }) => `${name}: the registered document is not of the kind asked for${kinds.length === 0 ? '' : ` (${kinds.join(', ')})`}.`,
    'wrong-period': ({ name }) => `${name}: the registered document belongs to another period.`,
    reused: ({ name }) => `${name}: the same file is registered as another kind of document; it does not prove both.`,
    unreadable: ({ name, path }) => `${name}: the file ${path} could not be read.`,
  },

  ...gaps,

  measure: {
    complete: (good, total) => `${of(good, total, 'cell', 'cells')} filled in`,
    unique: (good, total) => `${of(good, total, 'row', 'rows')} not repeated`,
    'one-of': (good, total) => `${of(good, total, 'row', 'rows')} with an allowed value`,
    current: (good, total) => `${of(good, total, 'row', 'rows')} with a date in force`,
    count: (good, total) => of(good, total, 'record needed', 'records needed'),
    cross: (good, total) => `${of(good, total, 'row', 'rows')} with a match`,
    coverage: (good, total) => of(good, total, 'group covered', 'groups covered'),
    deadline: (good, total) => `${of(good, total, 'row', 'rows')} in time`,
    yearly: (good, total) => `${formatNumber(good)} of ${formatNumber(total)} with a record of the period`,
    'forbidden-pattern': (good, total) => `${of(good, total, 'row', 'rows')} without what must not be there`,
    hash: (good, total) => `${of(good, total, 'row', 'rows')} with a valid digest of their own`,
    exists: (good) => (good > 0 ? 'the table has rows' : 'the table has no rows'),
    holds: (good) => (good > 0 ? 'it holds' : 'it does not hold'),
    rows: (good, total) => of(good, total, 'row complies', 'rows comply'),
  },
  wanted: (floor, threshold) => `${floor} is asked for${threshold === '' ? '' : ` (${threshold})`}`,
  wantedAll: 'all of them are asked for',
  moreRows: (shown, total) => `${formatNumber(shown)} of ${count(total, 'row with faults', 'rows with faults')} shown.`,

  unread: (trouble: TableTrouble) => `could not be read: ${whyUnread(trouble)}`,
  unmeasured: (obstacle, labels) => `${obstacle}; without it this cannot be checked: ${labels.join('; ')}.`,
  obstacle: {
    'dataset-missing': ({ detail }) => `the ${detail.length === 1 ? 'table' : 'tables'} ${and(detail)} ${detail.length === 1 ? 'was' : 'were'} not provided`,
    'dataset-error': ({ dataset, detail: [path = dataset, code = '', line = 0, detail = ''] }) =>
      `the table ${path} could not be read: ${whyUnread({ code, line: Number(line), detail })}`,
    'column-missing': ({ dataset, detail }) => `the table ${dataset} lacks ${detail.length === 1 ? 'the column' : 'the columns'} ${and(detail)}`,
    empty: ({ dataset, passed, failed }) =>
      passed
        ? `the table ${dataset} has no rows and a signed statement says that there were no cases`
        : failed
          ? `the table ${dataset} has no rows`
          : `the table ${dataset} has no rows and nothing says whether that is because there were no cases`,
    'not-covered': ({ dataset, detail }) => `table ${dataset} says nothing${detail.length === 0 ? '' : ` about ${and(detail)}`}`,
    invalid: ({ dataset, detail }) => `the table ${dataset} has values that could not be read in columns that the check needs (${and(detail)})`,
    'fact-missing': ({ detail }) => `still to be declared: ${and(detail)}`,
    threw: ({ detail }) => `the check stopped${detail.length === 0 ? '' : `: ${detail.join(' ')}`}`,
  },

  message: {
    'answer-none': () => 'The institution has not answered this requirement.',
    'answer-criteria-open': ({ criteria }) => `The answer is “yes”, but criteria are still open: ${criteria.join('; ')}.`,
    'answer-reason-missing': () => 'The answer is “not applicable”, without a reason.',
    'answer-reason-unlisted': ({ reason }) => `The answer is “not applicable” for a reason that this requirement does not admit: ${reason}.`,
    'answer-na-not-allowed': () => 'The answer is “not applicable”, which this requirement does not admit.',
    'answer-na-against-data': ({ dataset, rows }) => `The answer is “not applicable”, but the table ${dataset} has ${count(rows, 'row', 'rows')}.`,
    'answer-target-past': ({ target }) => `The date that the institution set has passed: ${target}.`,
    'answer-shared': ({ from }) => `The answer and the evidence are those of ${from}.`,
    contradiction: () => "The answer says that it is met and the institution's own data say otherwise.",
    'when-unknown': ({ fact }) => `Whether the requirement applies cannot be known: “${fact}” is still to be answered.`,
    'fact-against-data': ({ fact, dataset, rows }) =>
      `The answer to “${fact}”, which decides whether the requirement applies, is no, but the table ${dataset} has ${count(rows, 'row', 'rows')}.`,
    'audit-verdict': ({ verdict }) => `The verdict of an audit on this result: ${verdict}.`,
    'check-threw': ({ kind, error }) => `The check “${kind}” stopped: ${error}`,
  },

  observation: {
    'waiver-expired': ({ rule, expired }) => `The waiver of ${rule} expired on ${expired}: renew it or take the entry out.`,
    'waiver-too-long': ({ rule, limit }) => `The waiver of ${rule} exceeds the longest term (it may not go beyond ${limit}): shorten it or take the entry out.`,
    'waiver-not-needed': ({ rule }) => `The waiver of ${rule} is no longer needed, as there is no gap: take the entry out.`,
    'file-unread': ({ path, meant }) =>
      `The file ${path} is in the folder and no requirement of the rulebooks assessed uses it.${meant === undefined ? '' : ` If it is the table ${meant}, save it there, as CSV.`}`,
    'dataset-windows-1252': ({ path }) => `The table ${path} is not in UTF-8; it was read as windows-1252.`,
    'dataset-unknown-headers': ({ path, headers }) => `The table ${path} has columns that are not used: ${and(headers)}.`,
    'dataset-utf-16': ({ path }) => `The table ${path} was read as UTF-16, which other programs may not understand; save it as "CSV UTF-8".`,
    'dataset-row-problems': rowProblems,
    'dataset-unread': ({ path, error, line, detail }) => `The table ${path} could not be read: ${whyUnread({ code: error, line, detail })}.`,
    'notes-identical': ({ rules }) => `Several requirements carry the same note, word for word: ${and(rules)}.`,
    'audit-inside': ({ path }) => `The audit file ${path} lies inside the evidence and was not used.`,
    'audit-other-institution': ({ path, institution }) => `The audit file ${path} belongs to another institution (${institution}) and was not used.`,
    'audit-lapsed': ({ rules }) =>
      `${rules.length === 1 ? "An auditor's verdict" : "Auditor's verdicts"} lapsed, because the answer or the evidence changed since: ${and(rules)}.`,
    'audit-idle': ({ rules }) =>
      `Some auditor's verdicts have no effect, being over requirements that do not apply by the scope of the rulebook or a declared fact, or accepting where there is no valid answer or measurement: ${and(rules)}.`,
    'audit-undigested': ({ rules }) => `Some auditor's verdicts carry no digest of what was judged; they do not lapse when evidence changes: ${and(rules)}.`,
    'audit-not-assessed': ({ rules }) => `There are auditor's verdicts over requirements that were not assessed: ${and(rules)}.`,
    'fact-contradicted': ({ fact, dataset, rows }) => `The answer to “${fact}” is no, but the table ${dataset} has ${count(rows, 'row', 'rows')}.`,
    'fact-missing': ({ fact }) => `A fact that decides which requirements apply is still to be answered: “${fact}”.`,
    'scope-outside': ({ rulebook }) => `The institution is outside the scope of ${rulebook}.`,
    'document-unused': ({ document }) => `The document ${document} is registered and no requirement of the rulebooks assessed uses it.`,
    'document-altered': ({ document, registered, found }) =>
      `The file of ${document} changed after it was registered: the registered digest is ${registered} and that of the file is ${found}.`,
    'document-same-file': ({ document, other }) => `The documents ${document} and ${other} are the same file.`,
    'expiring-soon': ({ document, until, days }) => `${document} expires on ${until}${days <= 0 ? ' (today)' : ` (in ${count(days, 'day', 'days')})`}.`,
    'period-past': ({ period, year }) =>
      `The period assessed is ${period} and the day of assessment is in ${year}: what is asked of the period is looked for in documents of ${period}. If another year is assessed, change the period in the data of the institution.`,
    'nothing-answered': ({ rulebook }) => `There are no answers or data for ${rulebook}.`,
    'answers-not-assessed': ({ rules }) =>
      `Rules were answered that are switched off, because the text was not confirmed or the role is another: ${and(rules)}.`,
    'rulebook-not-yet': ({ rulebook, until }) =>
      `The instrument of this rulebook (${rulebook}) enters into force for Panama on ${until}: until then its duties are not assessed.`,
    'rulebook-unconfirmed': ({ rulebook, fact }) =>
      `The instrument of this rulebook (${rulebook}) is not known to be in force for Panama: its duties are not assessed until "${fact}" is answered.`,
  },
}
