// English words that every output of a campaign shares; the keys are those of Spanish.
import type { campaign as esCampaign } from '../es/campaign.ts'
import { formatList, formatNumber, formatPercent } from '../format.ts'

const count = (n: number, one: string, many: string) => `${formatNumber(n)} ${n === 1 ? one : many}`
const and = (items: readonly string[]) => formatList(items, 'en')
const percent = (value: number) => formatPercent(value, 'en')
const because = (reason: string) => (reason === '' ? '.' : `: ${reason}.`)

export const campaign: typeof esCampaign = {
  rejections: {
    input: {
      title: 'Evidence with errors',
      what: ({ count: n }) => `Its evidence has ${n === 1 ? 'an error that keeps' : `${formatNumber(n)} errors that keep`} it from being read.`,
    },
    duplicate: { title: 'Handed in more than once', what: ({ sources }) => `The same institution was handed in as ${and(sources)}.` },
    'id-mismatch': { title: 'Another id', what: ({ expected, found }) => `“${expected}” was expected and its evidence says “${found}”.` },
    'kind-mismatch': {
      title: 'Another kind of institution',
      what: ({ expected, found }) => `The campaign lists it as “${expected}” and its evidence says “${found}”.`,
    },
    'rulebook-version': {
      title: 'Another rulebook or version',
      what: ({ rulebook, wanted, found }) =>
        `The campaign asks for ${rulebook}, version ${wanted}; the institution ${found === '' ? 'does not state it' : `asks for ${found}`}.`,
    },
    crashed: { title: 'Assessment broken off', what: ({ reason }) => `The assessment broke off twice${because(reason)}` },
    timeout: { title: 'Out of time', what: ({ seconds }) => `The assessment did not end in ${count(seconds, 'second', 'seconds')}.` },
    'too-large': { title: 'Evidence too large', what: ({ megabytes }) => `Its evidence is over ${formatNumber(megabytes)} MB, the limit per institution.` },
    output: { title: 'Reports could not be written', what: ({ reason }) => `It was assessed, but its reports could not be written${because(reason)}` },
    pdf: { title: 'PDF could not be made', what: ({ reason }) => `It was assessed, but its PDF could not be made in two attempts${because(reason)}` },
    audit: { title: 'Audit file with errors', what: ({ count: n }) => `The file with the auditor’s verdicts has ${count(n, 'error', 'errors')}.` },
  },
  anomalies: {
    contradiction: {
      title: 'Contradicted by data',
      what: ({ count: n }) => `The institution’s own data say the opposite of what it answered in ${count(n, 'rule', 'rules')}.`,
    },
    'full-score-no-evidence': {
      title: 'High score without evidence',
      what: ({ rulebook, declared }) => `It declares ${percent(declared)} in ${rulebook} and hands in no current document or data at all.`,
    },
    'yes-without-proof': {
      title: 'Yes without proof',
      what: ({ count: n, of }) =>
        of === 1
          ? 'Its only yes rests on the institution’s word alone.'
          : `${formatNumber(n)} of ${count(of, 'yes', 'yeses')} ${n === 1 ? 'rests' : 'rest'} on the institution’s word alone.`,
    },
    'shared-document': {
      title: 'The same document in several institutions',
      what: ({ titles, count: n }) => `${count(n, 'institution', 'institutions')} handed in the same file, byte for byte: ${and(titles)}.`,
    },
    'identical-answers': { title: 'Identical answers', what: ({ answers }) => `Their ${formatNumber(answers)} answers are the same, one by one.` },
    'identical-notes': {
      title: 'Identical notes',
      what: ({ notes, excerpt }) => `The same ${notes === 1 ? 'note' : `${formatNumber(notes)} notes`}, word for word: “${excerpt}”`,
    },
    'not-applicable-above-peers': {
      title: 'More “not applicable” than its peers',
      what: ({ rulebook, share, median, peers }) =>
        `In ${rulebook} it left out ${percent(share)} of the weight as not applicable; the median of ${formatNumber(peers)} institutions of its kind is ${percent(median)}.`,
    },
    'document-after-as-of': {
      title: 'Document dated after the as-of date',
      what: ({ document, issued }) => `The document ${document} is dated ${issued}, after the as-of date.`,
    },
    'earlier-period': {
      title: 'Evidence of an earlier period',
      what: ({ document, period }) => `The document ${document} is the one that was handed in for the period ${period}.`,
    },
    'after-closing': {
      title: 'Answers after closing',
      what: ({ count: n, last }) => `${count(n, 'answer is', 'answers are')} dated after the closing day; the last one, ${last}.`,
    },
    'overlay-not-used': {
      title: 'Overlay not used',
      what: ({ rulebook, overlay }) => `The institution has the overlay “${overlay}” of ${rulebook}, which this campaign does not use.`,
    },
  },
  weight: { 3: 'High', 2: 'Medium', 1: 'Low' },
  unranked: {
    coverage: (floor) => `coverage below ${floor}`,
    'no-index': () => 'no index: no mandatory rule applies to it',
    'no-peers': () => 'no peers: no other of its kind with the same rules',
  },
  status: { assessed: 'Assessed', rejected: 'Rejected', missing: 'Not handed in' },
  changes: { improved: 'Improved', worse: 'Worse', same: 'Unchanged', new: 'New', gone: 'Gone', 'not-comparable': 'Not comparable' },
  rankedBy: { kind: 'Kind', sector: 'Sector', band: 'Size' },
  totals: (listed, assessed, rejected, missing) =>
    `${formatNumber(listed)} listed = ${formatNumber(assessed)} assessed + ${formatNumber(rejected)} rejected + ${formatNumber(missing)} not handed in`,
  audit: {
    verdicts: { accept: 'accepted', lower: 'lowered', raise: 'raised', reject: 'rejected', lapsed: 'lapsed' },
    agreement: 'Agreement',
    effect: 'Effect on the index',
  },
  sample: {
    random: 'Random sample',
    risk: 'Risk-based list',
    why: { contradiction: 'data against the answer', 'no-proof': 'mandatory, on the answer alone', removed: 'left out by the answer or a declared fact' },
  },
}
