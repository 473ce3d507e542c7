// English words of diff; the keys are those of Spanish.
import { formatList, formatNumber } from '../format.ts'
import { says } from '../says.ts'
import type { DiffWords, diffProblems as esDiffProblems } from '../es/diff.ts'
import { causes } from './causes.ts'

const some = (n: number, one: string, many: string) => `${formatNumber(n)} ${n === 1 ? one : many}`
const side = (which: string) => (which === 'before' ? 'first' : 'second')

export const diff: DiffWords = {
  between: (before, now) => `Changes from ${before} to ${now}`,
  campaigns: (before, now) => `From “${before}” to “${now}”`,
  totals: { rules: (parts) => `Rules: ${formatList(parts, 'en')}.`, institutions: (parts) => `Institutions: ${formatList(parts, 'en')}.` },
  nothing: 'There is nothing to compare.',
  count: {
    rules: {
      worse: (n) => some(n, 'got worse', 'got worse'),
      improved: (n) => some(n, 'improved', 'improved'),
      new: (n) => some(n, 'is asked now', 'are asked now'),
      gone: (n) => some(n, 'is no longer asked', 'are no longer asked'),
      'not-comparable': (n) => some(n, 'cannot be compared', 'cannot be compared'),
      same: (n) => some(n, 'is the same', 'are the same'),
    },
    institutions: {
      worse: (n) => some(n, 'got worse', 'got worse'),
      improved: (n) => some(n, 'improved', 'improved'),
      new: (n) => some(n, 'is new', 'are new'),
      gone: (n) => some(n, 'is gone', 'are gone'),
      'not-comparable': (n) => some(n, 'cannot be compared', 'cannot be compared'),
      same: (n) => some(n, 'is the same', 'are the same'),
    },
  },
  list: {
    rules: {
      worse: 'Worse',
      improved: 'Improved',
      new: 'Asked now and not before',
      gone: 'No longer asked',
      'not-comparable': 'Cannot be compared',
      same: 'Only the best end changed',
    },
    institutions: {
      worse: 'Worse',
      improved: 'Improved',
      new: 'Assessed now and not before',
      gone: 'Assessed before and not now',
      'not-comparable': 'Cannot be compared',
      same: 'Only the best end changed',
    },
    never: 'Assessed in neither campaign',
  },
  figures: {
    compliance: 'Compliance',
    declared: 'Declared',
    goodPractice: 'Good practice',
    coverage: 'Coverage',
    grade: 'Grade',
    version: 'Rulebook',
    median: 'Median of all',
    comparableMedian: 'Comparable median',
  },
  columns: { index: 'Index', before: 'Before', now: 'Now', change: 'Change', rule: 'Rule', institution: 'Institution', cause: 'Cause' },
  of: (part, whole) => `${formatNumber(part)} of ${formatNumber(whole)}`,
  points: (n) => `${n > 0 ? '+' : ''}${formatNumber(n, 1)} ${Math.abs(n) === 1 ? 'point' : 'points'}`,
  none: '—',
  notCalculable: 'not calculable',
  noGrade: 'no grade',
  comparable: (n) =>
    `The comparable median is that of the ${some(n, 'institution that can be compared', 'institutions that can be compared')} in both campaigns.`,
  reason: {
    'rulebook-version': 'the content of the rulebook changed',
    'overlay-other': "the rulebook's overlay is not the same on both sides",
    'other-rules-apply': 'the same rules do not apply',
    'not-calculable': 'on one of the two sides it cannot be calculated',
  },
  notCompared: (reason) => `The indices are shown without a difference: ${reason}.`,
  status: { assessed: 'assessed', rejected: 'rejected', missing: 'missing', 'not-listed': 'not listed' },
  kinds: (before, now) => `kind: ${before} before, ${now} now`,
  statuses: (before, now) => `before ${before}, now ${now}`,
  cause: causes,
  causeOf: (cause, count, rules) => `${cause} (${formatNumber(count)}: ${rules.join(', ')}${count > rules.length ? '…' : ''})`,
  notice: {
    'dates-reversed': ({ before, now }) => `The dates are the wrong way round: the first is of ${before} and the second, earlier, of ${now}.`,
    'rulebook-version': ({ rulebook, before, now }) =>
      before === now
        ? `Rulebook ${rulebook}, version ${now}, does not have the same content on both sides: only rules that did not change are compared.`
        : `Rulebook ${rulebook} went from version ${before} to ${now}: only rules that did not change are compared.`,
    'overlay-other': ({ rulebook, before, now }) =>
      now === ''
        ? `Rulebook ${rulebook} was assessed with the overlay “${before}” before and without it now: rules that it changed are not compared.`
        : before === ''
          ? `Rulebook ${rulebook} was assessed without an overlay before and with “${now}” now: rules that it changes are not compared.`
          : `The overlay of rulebook ${rulebook} (${before === now ? `“${now}”` : `“${before}” before and “${now}” now`}) is not the same on both sides: rules that it changes are not compared.`,
    'rulebook-new': ({ rulebook, version }) => `Rulebook ${rulebook}, version ${version}, was not assessed before.`,
    'rulebook-gone': ({ rulebook, version }) => `Rulebook ${rulebook}, version ${version}, is no longer assessed.`,
    'other-kind': ({ before, now }) => `The institution changed its kind: from ${before} to ${now}.`,
    'other-kinds': ({ count, institutions }) =>
      count === 1
        ? `The institution ${formatList(institutions, 'en')} changed its kind: other requirements may apply to it now.`
        : `${formatNumber(count)} institutions changed their kind (${institutions.join(', ')}${count > institutions.length ? '…' : ''}): other requirements may apply to them now.`,
    'audit-one-side': ({ side: which }) => `Only the ${side(which)} assessment has verdicts of the auditor.`,
    'anonymous-one-side': ({ side: which }) =>
      `Only the ${side(which)} campaign is anonymous: pseudonyms do not match ids, and its institutions look new or gone.`,
    'causes-unread': ({ count }) =>
      count === 1
        ? 'The saved assessment of one institution could not be read, and its cause is missing.'
        : `The saved assessments of ${formatNumber(count)} institutions could not be read, and their causes are missing.`,
    'causes-bounded': ({ shown, of }) => `Causes were looked for in the ${formatNumber(shown)} institutions that moved most, of ${formatNumber(of)}.`,
  },
  more: (n) => `… and ${formatNumber(n)} more; the “json” output (diff.json) has ${n === 1 ? 'it' : 'them'}.`,
  help: {
    command: 'Compares two assessments or two campaigns: what improved, what got worse and why',
    before: 'the earlier one: assessment.json, campaign.json or its folder',
    now: 'the later one, of the same sort',
    exitCode: 'exit with 1 if anything got worse',
  },
  usage: {
    otherInstitution: (a, b) => `The two assessments are not of the same institution: the first is of “${a}” and the second of “${b}”.`,
    otherThing: (a, b) => `Only two assessments or two campaigns are compared: of ${a} and ${b}, one is an assessment and the other a campaign.`,
  },
}

export const diffProblems: typeof esDiffProblems = {
  'campaign-version': says(
    (p) => `It is not the result of a campaign that this version can read${p['found'] === '' ? '' : ` (${p['found']})`}.`,
    () => 'Use a campaign.json made by “cumple batch” of this version, or the folder that holds it.',
  ),
  'diff-nothing': says(
    () => 'The folder holds neither campaign.json nor assessment.json.',
    () => 'Give the folder of results. If it is one of evidence, assess it first: cumple assess FOLDER --out RESULTS.',
  ),
  'diff-version': says(
    (p) => `It is neither an assessment nor the result of a campaign that this version can read${p['found'] === '' ? '' : ` (${p['found']})`}.`,
    () => 'Use an assessment.json or a campaign.json made by this version.',
  ),
  'campaign-not-earlier': says(
    (p) => `The earlier campaign is as of ${p['found']} and this one as of ${p['asOf']}: it must be of an earlier day.`,
    () => 'Give the results folder of a campaign of an earlier day.',
  ),
}
