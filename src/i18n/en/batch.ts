// English words of `batch` and `merge`; the keys are those of Spanish.
import type { batch as esBatch } from '../es/batch.ts'
import { formatDate, formatNumber, formatPercent } from '../format.ts'

const n = (value: number) => formatNumber(value)
const some = (names: readonly string[]) => `${names.slice(0, 5).join(', ')}${names.length > 5 ? '…' : ''}`
const institutions = (value: number) => `${n(value)} ${value === 1 ? 'institution' : 'institutions'}`

export const batch: typeof esBatch = {
  unnamed: (asOf) => `Campaign as of ${formatDate(asOf, 'en')}`,
  options: {
    out: 'folder of the results; required',
    format: (names) => `format per institution (${names}); several, with commas or by repeating it; json and html by default`,
    rulebook: 'rulebook when there is no campaign file: id, folder or overlay file; may be repeated; aig-tic by default',
    ownRulebook: 'folder or overlay file of a rulebook of your own that the parts were assessed with; may be repeated',
    asOf: 'as-of date when there is no campaign file',
    resume: 'go on with what another run left in the folder; what has not changed is not done again',
    shard: 'assess only one of several parts, for example 2/4; “cumple merge” brings them together',
    jobs: 'how many institutions at once (the cores of the machine by default)',
    timeout: 'seconds that an institution may take',
    maxSize: 'megabytes of evidence that an institution may have',
    gate: 'exit with 1 when one is missing, rejected or fails the conditions of the campaign',
    audit: 'folder with the auditor’s verdicts, one <id>.yaml per institution',
    previous: 'results folder of an earlier campaign, to see what changed',
    sample: 'draw so many answers for review',
    seed: 'seed of the draw',
    anonymize: 'add the tables with pseudonyms; the file keeps the secret and is made when missing',
  },
  progress: {
    line: (done, total, rejected, rate, left) => `${n(done)} of ${n(total)} · ${n(rejected)} rejected · ${rate} per second · ${left} left`,
    minutes: (value) => `${n(value)} min`,
    seconds: (value) => `${n(value)} s`,
    publishing: 'Bringing the results together…',
  },
  ahead: {
    closes: (place, closes, asOf) =>
      `Warning: ${place}: this assesses as of ${formatDate(asOf, 'en')}, before the last day to answer (${formatDate(closes, 'en')}).`,
    audits: (place, date, asOf, more) =>
      `Warning: ${place}: the date of the verdict (${formatDate(date, 'en')}) is after the day of the assessment (${formatDate(asOf, 'en')})${more === 0 ? '' : more === 1 ? ', and so is another' : `, and so are ${n(more)} others`}. Make sure that it is no slip.`,
  },
  lost: (ids) =>
    `Warning: the earlier ${ids.length === 1 ? 'assessment of 1 institution is missing or is not the one that was written' : `assessments of ${n(ids.length)} institutions are missing or are not those that were written`} (${some(ids)}): ${ids.length === 1 ? 'it is' : 'they are'} not used, and none of their requirements reaches level L5.`,
  partsWithout:
    'Warning: the parts were assessed without --previous. Changes are told, but evidence of an earlier period is not pointed out and no requirement reaches level L5; to have that, assess each part with --previous.',
  done: {
    title: (asOf) => `As of ${formatDate(asOf, 'en')}`,
    totals: (listed, assessed, rejected, missing) => `${n(listed)} listed = ${n(assessed)} assessed + ${n(rejected)} rejected + ${n(missing)} missing`,
    reused: (value) => `${institutions(value)} unchanged since the earlier run: not done again.`,
    strays: (names, most) =>
      `${names.length === 1 ? 'One source belongs' : `${n(names.length)} sources belong`} to no expected institution: ${names.slice(0, most).join(', ')}${names.length > most ? '…' : ''}`,
    audits: ({ used, lapsed, unassessed, unlisted, blank, verdicts }) =>
      `Audit files: ${[
        `${n(used)} used`,
        ...(lapsed.length > 0 ? [`${n(lapsed.length)} with every verdict lapsed (${some(lapsed)})`] : []),
        ...(unassessed.length > 0 ? [`${n(unassessed.length)} of institutions that were not assessed (${some(unassessed)})`] : []),
        ...(unlisted.length > 0 ? [`${n(unlisted.length)} of ids that are not listed (${some(unlisted)})`] : []),
        ...(blank > 0 ? [`${n(blank)} not filled in`] : []),
      ].join(', ')}${verdicts > 0 ? `. ${verdicts === 1 ? '1 verdict' : `${n(verdicts)} verdicts`} lapsed: the answer or the evidence changed` : ''}`,
    failing: 'Do not meet the conditions of the campaign',
    median: (sustained, declared) => `evidence-backed ${formatPercent(sustained, 'en')} · declared ${formatPercent(declared, 'en')} (medians)`,
    noIndex: 'no index to calculate',
    failed: 'Requirements with most gaps',
    rejected: 'Rejected',
    missing: 'Missing',
    anomalies: (value) => (value === 1 ? '1 alert worth a look' : `${n(value)} alerts worth a look`),
    more: (value) => `… and ${n(value)} more`,
    gate: (failed) =>
      `Conditions of the campaign: ${failed === 0 ? 'all assessed institutions meet them' : `${institutions(failed)} ${failed === 1 ? 'does' : 'do'} not meet them`}`,
    shard: (index, of) => `Part ${index} of ${of} is ready. To bring all together: cumple merge FOLDER… --out RESULTS`,
    files: 'Files',
    noPdf: 'No browser could be used (see: cumple doctor): the summary in PDF was not made.',
    outdated: (names) =>
      `Templates in muestra/ that were filled in, of another draw or of evidence that changed: left as they are, and what they judge may have lapsed (${names.slice(0, 5).join(', ')}${names.length > 5 ? `… and ${n(names.length - 5)} more` : ''}).`,
    key: (path) => `The secret of the pseudonyms is in ${path}: keep it apart and do not hand it over with the tables.`,
  },
  errors: {
    shortSecret: (path, least) => `The secret in ${path} is short: it needs ${n(least)} characters or more. Name a new file and one will be made.`,
    taken: (path) => `The folder ${path} has other files: choose a new or empty one.`,
    ours: (path) => `The folder ${path} already has the results of a run: add --resume to go on with it, or choose another.`,
    forgotten: {
      audit: (path) => `The results in ${path} count the verdicts of an auditor: add --audit with their folder, or choose another for the results.`,
      previous: (path) => `The results in ${path} are compared with an earlier campaign: add --previous with its folder, or choose another for the results.`,
      parts: 'The parts were assessed against an earlier campaign: add --previous with the folder of that same one.',
    },
    inside: (path) => `The results folder ${path} may not be inside the evidence, nor the evidence in it.`,
    busy: (path) => `Another run is using the folder ${path}.`,
    noOut: 'The folder of the results is missing: --out FOLDER',
    badShard: (text) => `“${text}” is not a part: write i/n, for example 2/4.`,
    badNumber: (flag, text) => `“${text}” is not a value of ${flag}: it must be a whole number above zero.`,
    twice: (flag) => `The campaign file already says it: ${flag} cannot be given as well.`,
    stdout: 'In a campaign formats are written to the results folder: give the name alone, without a path.',
    nothing: 'No institution could be assessed.',
    noSources: 'No evidence was found.',
    ofTheWhole: 'The sample and the anonymous tables are of the whole campaign: give --sample and --anonymize to "cumple merge", not to the parts.',
    gateless: 'The parts were not assessed with --gate: it cannot be asked of the merge.',
    merge: {
      'no-state': (what) => `${what} is not a results folder.`,
      unfinished: (what) => `The run of ${what} did not end well: go on with it by "cumple batch … --resume" and merge again.`,
      'other-campaign': (what) => `${what} is of another campaign, or was assessed with other options.`,
      'shard-twice': (what) => `${what} repeats a part.`,
      'shards-overlap': (what) => `The parts overlap, being of different divisions or repeating institutions: ${what}. Give those of one division.`,
      'shard-missing': (what) => `Parts are missing: ${what}.`,
      'other-program': (what) => `${what} was assessed with another version of the program.`,
      'other-rulebook': (what) =>
        `The parts were assessed with a rulebook that does not ship with the program, or another version of it: ${what}. Give its folder, or the file of its overlay, with --rulebook PATH.`,
      'report-changed': (what) => `${what} has results or reports that are not those that were written.`,
      'source-missing': (what) => `Not assessed yet: ${what}.`,
    },
  },
}
