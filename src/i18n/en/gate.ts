// English words of `check`; the keys are those of Spanish.
import type { gate as esGate } from '../es/gate.ts'
import { formatList, formatNumber, formatPercent, pointsToPercent } from '../format.ts'
import { causes } from './causes.ts'

const count = (n: number, one: string, many: string) => `${formatNumber(n)} ${n === 1 ? one : many}`
const and = (items: readonly string[]) => formatList(items, 'en')
const percent = (value: number) => formatPercent(value, 'en')
const credit = (points: number) => percent(pointsToPercent(points))
/** A requirement of which nothing is known yet is at no figure: `most` is its best end. */
const standing = (now: number, most: unknown) => (most === undefined ? `at ${credit(now)}` : 'not determined')
const arriving = (now: number, most: unknown) => (most === undefined ? credit(now) : 'not being determined')
const INDEX: Readonly<Record<string, string>> = {
  compliance: 'the compliance index, with support,',
  declared: 'the declared index',
  'good-practice': 'the good practice index',
  coverage: 'the coverage',
}
const indexOf = (index: string, of: string) => `${INDEX[index] ?? index}${of === '' ? '' : ` of ${of}`}`

export const gate: typeof esGate = {
  name: 'Check',
  verdict: { passed: 'The check passes', failed: 'The check fails' },
  counts: {
    gaps: (n) => count(n, 'gap', 'gaps'),
    failures: (n) => count(n, 'failure', 'failures'),
    warnings: (n) => count(n, 'warning', 'warnings'),
    unknown: (n) => `${formatNumber(n)} not determined`,
    waived: (n) => `${formatNumber(n)} with a waiver`,
    notApplicable: (n) => count(n, 'rule does not apply', 'rules do not apply'),
  },
  totals: (failures, warnings, gaps, ofThem, notApplicable) => `${failures}, ${warnings}; ${gaps} (${ofThem}); ${notApplicable}.`,
  asOf: (date) => `as of ${date}`,
  revision: (revision) => `revision ${revision}`,
  failures: 'Failures',
  warnings: 'Warnings',
  noFailures: 'No failures.',
  better: 'Better than the baseline',
  incomparableTitle: 'Could not be compared with the baseline',
  waivedTitle: 'Gaps with a waiver in force',
  waivedUntil: (date) => `until ${date}`,
  first: 'What to do first',
  do: (action) => `What to do: ${action}`,
  place: 'Place',
  subject: 'Rule',
  why: 'Reason',
  indices: 'Indices',
  more: (n) => `… and ${formatNumber(n)} more.`,
  moreIn: (n) => `… and ${formatNumber(n)} more; the “json” output (check.json) has ${n === 1 ? 'it' : 'them'}.`,
  reasonUnlisted: 'The answer is “not applicable” for a reason that this rule does not admit.',
  noFindings: 'No rule was assessed.',
  badge: { label: 'cumple', passed: 'passing', failed: 'failing', nothing: 'not assessed' },
  cause: causes,
  because: (cause) => `Cause: ${cause}.`,
  reason: {
    'critical-gap': { title: 'Critical gap', what: () => 'Critical gap: the rule is mandatory, of critical severity, and not shown to be wholly met.' },
    contradiction: { title: 'Contradiction', what: () => "Contradiction: the institution's own data say the opposite of what was answered." },
    'document-altered': {
      title: 'Document altered',
      what: ({ document }) => `Document altered: the file of ${document} changed after it was registered.`,
    },
    'document-expired': {
      title: 'Document expired',
      what: ({ document, until }) =>
        `Document expired: ${document === '' ? 'a document that is asked for' : document} ${until === '' ? 'no longer serves' : `was valid until ${until}`}.`,
    },
    'evaluation-error': {
      title: 'Could not be assessed',
      what: () => 'The answer or the evidence of this rule has an error, and it could not be assessed.',
    },
    'rulebook-gone': {
      title: 'Rulebook no longer assessed',
      what: ({ rulebook, version }) => `Rulebook no longer assessed: the baseline has ${rulebook}, version ${version}, and its rules were left out.`,
    },
    'waiver-expired': {
      title: 'Waiver expired',
      what: ({ rule, expired }) => `Waiver expired: the waiver of ${rule} ran until ${expired}. Renew it or take the entry out.`,
    },
    'waiver-too-long': {
      title: 'Waiver too long',
      what: ({ rule, limit }) => `Waiver too long: that of ${rule} may not go beyond ${limit}. Shorten it or take the entry out.`,
    },
    'answer-withdrawn': {
      title: 'Answer withdrawn',
      what: ({ before, now, most }) =>
        `Answer withdrawn: the rule was answered in the baseline and is not any more; it ${typeof before !== 'number' || before < 0 ? `did not count and is now ${standing(now, most)}` : before === now && most === undefined ? `stays at ${credit(now)}` : `went from ${credit(before)} to ${arriving(now, most)}`}.`,
    },
    'unmet-must': { title: 'Mandatory and not met', what: () => 'Mandatory and not met: it is a duty and not shown to be met even in part.' },
    unanswered: { title: 'Not determined', what: () => 'The answer is missing, or the data to measure it with.' },
    'document-expiring': {
      title: 'Document about to expire',
      what: ({ document, until, days }) =>
        `Document about to expire: ${document} serves until ${until}${days <= 0 ? ' (today)' : ` (in ${count(days, 'day', 'days')})`}.`,
    },
    'dataset-stale': {
      title: 'Stale data',
      what: ({ dataset }) => `Stale data: the table ${dataset} has fewer rows with a current date than are asked for.`,
    },
    'evidence-reused': {
      title: 'Evidence of another period',
      what: ({ document, before, period }) =>
        `Evidence of another period: the file of ${document} is the one that was handed in for the period ${period} (${before}).`,
    },
    'file-unread': {
      title: 'File that nothing uses',
      what: ({ path, meant }) =>
        `File that nothing uses: ${path} is in the folder and no rule of the rulebooks assessed uses it.${meant === undefined ? '' : ` If it is the table ${meant}, save it there, as CSV.`}`,
    },
    'notes-identical': { title: 'Identical notes', what: ({ rules }) => `Identical notes: the same note, word for word, in ${and(rules)}.` },
    floor: {
      title: 'Below the floor',
      what: ({ index, at_least, value, of }) => `Below the floor: ${indexOf(index, of)} is ${percent(value)} and at least ${percent(at_least)} is required.`,
    },
    'floor-not-calculable': {
      title: 'Floor that cannot be calculated',
      what: ({ index, of }) => `Floor that cannot be calculated: ${indexOf(index, of)} has nothing to be calculated from, or is not assessed.`,
    },
    'nothing-evaluated': {
      title: 'Nothing to assess',
      what: ({ rulebooks }) => `Nothing to assess: there are no answers and no data for ${rulebooks.length === 0 ? 'any rulebook' : and(rulebooks)}.`,
    },
    worse: {
      title: 'Got worse',
      what: ({ before, now, most }) =>
        typeof before === 'number' && before >= 0
          ? `Worse than the baseline: from ${credit(before)} to ${arriving(now, most)}.`
          : `New gap since the baseline: it is ${standing(now, most)}.`,
    },
  },
  incomparable: {
    'rulebook-gone': ({ rulebook, version }) => `The rulebook ${rulebook}, version ${version}, is in the baseline and no longer assessed.`,
    'rulebook-new': ({ rulebook }) => `The rulebook ${rulebook} is not in the baseline: all its gaps count as new.`,
    'rulebook-version': ({ rulebook, before, now }) =>
      before === now
        ? `The rulebook ${rulebook}, version ${now}, does not have the content that it had in the baseline: rules that changed cannot simply be compared.`
        : `The baseline is of version ${before} of the rulebook ${rulebook} and version ${now} is assessed now: rules that changed cannot simply be compared.`,
    'overlay-other': ({ rulebook, before, now }) =>
      now === ''
        ? `In the baseline the rulebook ${rulebook} had the overlay “${before}”, and it is assessed without it now: rules that it changed cannot simply be compared.`
        : before === ''
          ? `The rulebook ${rulebook} is assessed now with the overlay “${now}”, which the baseline does not have: rules that it changes cannot simply be compared.`
          : `The overlay of the rulebook ${rulebook} (${before === now ? `“${now}”` : `“${before}” before and “${now}” now`}) is not the one of the baseline: rules that it changes cannot simply be compared.`,
    'rule-off': ({ rulebook, rules, overlay }) =>
      rules.length === 1
        ? `A rule of ${rulebook} is in the baseline and the overlay “${overlay}” switched it off: ${and(rules)}.`
        : `Rules of ${rulebook} are in the baseline and the overlay “${overlay}” switched them off: ${and(rules)}.`,
    'rule-not-in-force': ({ rulebook, rules }) =>
      rules.length === 1
        ? `A rule of ${rulebook} is in the baseline and is not known to be in force any more: ${and(rules)}.`
        : `Rules of ${rulebook} are in the baseline and are not known to be in force any more: ${and(rules)}.`,
    'rule-gone': ({ rulebook, rules }) =>
      rules.length === 1
        ? `A rule of ${rulebook} is in the baseline and no longer assessed: ${and(rules)}.`
        : `Rules of ${rulebook} are in the baseline and no longer assessed: ${and(rules)}.`,
    'rule-not-applicable': ({ rulebook, rules }) =>
      rules.length === 1
        ? `A rule of ${rulebook} was in the baseline and does not apply now: ${and(rules)}.`
        : `Rules of ${rulebook} were in the baseline and do not apply now: ${and(rules)}.`,
  },
}
