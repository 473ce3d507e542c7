// English words of the reports; the keys are those of Spanish.
import { formatList, formatNumber } from '../format.ts'
import type { report as esReport } from '../es/report.ts'
import { annexes } from './annexes.ts'
import { audit } from './audit.ts'

const count = (n: number, one: string, many: string) => `${formatNumber(n)} ${n === 1 ? one : many}`
const and = (items: readonly string[]) => formatList(items, 'en')
const requirements = (n: number) => count(n, 'requirement', 'requirements')

const topicOf = (among: boolean) => (among ? 'Among topics with more than one obligation, the' : 'Of the topics, the')

export const report: typeof esReport = {
  title: 'Gap report',
  contents: 'Contents',
  skip: 'Skip to the content',
  none: '—',
  notCalculable: 'Not calculable',
  yes: 'Yes',
  no: 'No',
  provisional: 'provisional',
  clipped: '(text shortened; whole in assessment.json)',
  waivedUntil: (date) => `Waived with justification until ${date}`,
  waived: 'waived with justification',
  points: (n) => (n === 1 ? '1.0 point' : `${formatNumber(n, 1)} points`),
  level: { executive: 'Summary for the head of the institution', manager: 'Version for management', full: 'Full version' },

  cover: {
    kind: 'Kind of institution',
    sector: 'Sector',
    province: 'Province',
    staff: 'Staff',
    period: 'Period assessed',
    asOf: 'As of',
    rulebooks: 'Rulebooks',
    confidentiality: 'Confidentiality',
    level: 'This copy',
    previous: 'Previous assessment',
    tool: 'Made with',
    digest: 'Digest of the assessment (SHA-256)',
    rulebook: (title, version, overlay) => `${title}, version ${version}${overlay === '' ? '' : `, with the overlay "${overlay}"`}`,
    previousOf: (date, digest) => `${date}; digest ${digest}`,
    publishableMark: 'Copy for publication',
    publishable: 'Copy for publication: sensitive values are hidden.',
    digestNote: 'It is the SHA-256 of assessment.json written without spaces and with its keys in ASCII order; anyone can repeat the calculation.',
  },

  notice: {
    title: 'Notice',
    aid: 'This report is an aid to self-assessment. It is neither a legal opinion nor a certification by AIG.',
    words:
      '“Declared” is the word of the institution. “Documented” means that a document in force supports it; “verified”, that the result was computed from the institution’s own data; “audited”, that an auditor gave a verdict.',
    method:
      'Weights, grades and the thresholds that no norm sets are proposals of the rulebook, not of AIG. The whole method stands in the full version of this report and in assessment.json.',
    support: (title, n, parts) => `${title}: ${requirements(n)} applicable; ${and(parts)}.`,
    supportPart: {
      audited: (n) => `${formatNumber(n)} audited`,
      verified: (n) => `${formatNumber(n)} verified with data`,
      documented: (n) => `${formatNumber(n)} documented`,
      declared: (n) => `${formatNumber(n)} declared only`,
      none: (n) => `${formatNumber(n)} without support`,
    },
    noneApplicable: (title) => `${title}: no requirement applies.`,
    diamond: (n, total) =>
      n === 0
        ? 'Every requirement of this report was read in the norm itself.'
        : `The sign ◇ marks requirements that were not read in the norm itself but in a secondary source, or that were inferred: ${formatNumber(n)} of ${formatNumber(total)}. Check them against the official text before acting on them.`,
  },

  overview: {
    title: 'At a glance',
    intro: 'Each rulebook has a result of its own; results are neither added up nor averaged.',
    rulebook: 'Rulebook',
    index: 'Index',
    declared: 'Declared',
    grade: 'Grade',
    coverage: 'Coverage',
  },
  decision: {
    subtitle: (id, version, role, asOf) => `Rulebook ${id}, version ${version} · assessed as: ${role} · as of ${asOf}`,
    index: 'Compliance index',
    goodPracticeIndex: 'Good practice index',
    sustained: 'sustained by evidence in force',
    declared: 'Declared',
    declaredNote: 'by the answers',
    grade: 'Grade',
    noGrade: 'No grade',
    undetermined: 'Not determined',
    coverage: 'Coverage',
    coverageNote: 'answered or measured',
    fullProof: 'With full support',
    goodPractice: 'Good practice',
    maturity: 'Mean maturity',
    outOf: (n, total) => `${formatNumber(n)} of ${formatNumber(total)}`,
    maturityOf: (value) => `${formatNumber(value, 1)} of 5`,
    difference: (declared, sustained) => `The institution declares ${declared}; evidence in force sustains ${sustained}.`,
    equal: (value) => `The institution declares ${value} and evidence in force sustains all of it.`,
    nothingClaimed: (value) => `The institution declares ${value}: by its answers it meets no mandatory requirement, not even in part.`,
    lifted: (declared, sustained) => `The institution declares ${declared}; its data and documents sustain ${sustained}.`,
    ranges: (declared, sustained, n) =>
      `The institution declares ${declared}; evidence in force sustains ${sustained}, depending on ${n === 1 ? 'one requirement' : `${formatNumber(n)} requirements`} not yet determined.`,
    notCalculable: 'No mandatory requirement applies to the institution, so the compliance index cannot be calculated.',
    nothing:
      'There are no answers or data to assess yet: the index could turn out anywhere between 0 and 100%. This copy does not point at breaches; it says where to begin.',
    outside: 'The institution is outside the scope of this rulebook: none of its requirements was assessed.',
    scopeUnknown: 'Whether the institution is within the scope of this rulebook could not be established; it was assessed as if it were.',
    byChoice: 'The source does not name this kind of institution among those bound: what is mandatory is to be read here as a reference.',
    satisfied: 'No gaps were found: every applicable requirement is met and has the support asked for. What remains is to keep the evidence up to date.',
    capped: (uncapped, band, rules, below) =>
      `By its index the grade would be ${uncapped}; it stays at ${band} because ${rules.length === 1 ? 'a mandatory requirement of critical severity does not reach' : 'mandatory requirements of critical severity do not reach'} ${below}: ${and(rules)}.`,
    provisionalUnknown: (n) => `The grade is provisional: ${n === 1 ? '1 requirement is' : `${formatNumber(n)} requirements are`} not determined.`,
    provisionalRemoved: (removed, limit) =>
      `The grade is provisional: ${removed} of the weight was left out by answers or facts that nothing proves (up to ${limit} is admitted).`,
    waivers: (n) => `${n === 1 ? 'One gap has' : `${formatNumber(n)} gaps have`} a waiver in force; the index does not change for that.`,
    errors: (n) =>
      `${n === 1 ? 'One requirement' : `${formatNumber(n)} requirements`} could not be assessed because of an error in the answer or the evidence; ${n === 1 ? 'it counts' : 'they count'} as not determined.`,
    chartSpread: (among, lowest, low, highest, high) => `${topicOf(among)} lowest is ${lowest} (${low}); the highest, ${highest} (${high})`,
    chartLowest: (among, topic, value) => `${topicOf(among)} lowest is ${topic} (${value})`,
    chartHighest: (among, topic, value) => `${topicOf(among)} highest is ${topic} (${value})`,
    chartBetween: (low, high) => `The topics stand between ${low} and ${high}`,
    chartOne: (topic, value) => `${topic}: ${value}`,
    chartEven: (value) => `Every topic stands at ${value}`,
    chartSummary: (topic, value, declared) => `${topic}: ${value} sustained, ${declared} declared`,
    legendSustained: 'sustained by evidence',
    legendRange: 'not determined',
    legendDeclared: 'declared',
    first: (n) => (n === 1 ? 'The first thing to do' : `The ${['', '', 'two', 'three', 'four', 'five'][n] ?? formatNumber(n)} things to do first`),
    free: (n) => (n === 1 ? 'One step that needs no budget' : `${formatNumber(n)} steps that need no budget`),
    begin: 'Where to begin',
    beginSteps: [
      'Answer the requirements with “cumple interview”, which asks them one by one, or with the Excel questionnaire (“cumple questionnaire”).',
      'Gather and register the acts, policies and minutes that already exist, with number, date and signatory; the interview asks for them.',
      'Provide the tables that the institution already keeps, such as inventories, licences and incidents; the interview asks for them too.',
    ],
    beginRules: 'And, among the requirements, begin with these:',
    upcoming: 'To keep the result',
    upcomingNote: 'Documents that sustain this result, by the last day on which they serve.',
    owner: 'Owner',
    due: 'Due',
    gain: 'Returns',
    effort: 'Effort',
    outcomes: (n, parts) => `${requirements(n)} applicable: ${and(parts)}.`,
  },

  topics: {
    title: 'Results by topic',
    counts: (n, parts) => `${requirements(n)} applicable: ${and(parts)}.`,
    index: (sustained, declared) => `Compliance index of the topic: ${sustained} sustained, ${declared} declared.`,
    goodPractice: (value) => `Good practice: ${value}.`,
    maturity: (value) => `Mean maturity: ${value}.`,
    heaviest: (rule) => `What weighs most: ${rule}.`,
    noneApplicable: 'No requirement of this topic applies to the institution.',
    noMust: 'This topic has no mandatory requirement that applies.',
    caption: (topic) => `Requirements of ${topic}`,
    rule: 'Requirement',
    outcome: 'Result',
    assurance: 'Support',
    credit: 'Credit',
  },

  gaps: {
    title: 'Gaps in detail',
    intro: (n, undetermined) =>
      undetermined === 0
        ? n === 1
          ? 'There is one gap.'
          : `There are ${formatNumber(n)} gaps, in the order of the action plan.`
        : `There are ${formatNumber(n + undetermined)} gaps: ${n === 1 ? 'one here' : `${formatNumber(n)} here, in the order of the plan,`} and ${undetermined === 1 ? 'one' : formatNumber(undetermined)} not determined, below.`,
    requirement: 'What is asked',
    why: 'Why it matters',
    found: 'What was found',
    remedy: 'What to do',
    answer: (value) => `Answer of the institution: ${value}.`,
    note: (text) => `Note of the institution: ${text}`,
    target: (date) => `Date set by the institution: ${date}.`,
    review: 'The institution marked this answer for review.',
    audit: (verdict, to, auditor, date) => `Audit: ${verdict}${to === '' ? '' : ` to “${to}”`} by ${auditor}, ${date}.`,
    auditNote: (text) => `Note of the audit: ${text}`,
    waiver: (reason, by, at, until) => `Waiver until ${until}: ${reason}. Approved by ${by}, ${at}.`,
    place: 'File and line',
    key: 'Record',
    column: 'Column',
    value: 'Value',
    maturity: (level) => `Maturity ${level} of 5`,
    gain: (points) => `+${points} on the index`,
    undetermined: 'Requirements not determined',
    undeterminedIntro: (n) =>
      `${n === 1 ? 'One requirement lacks an answer or a measurement' : `${formatNumber(n)} requirements lack an answer or a measurement`}. This is no proven breach: until they are answered they count 0 at the low end of the index and 100 at the high end.`,
    asked: 'What would support it',
    nothingAsked: 'The answer of the institution',
    table: (name) => `table ${name}`,
    assignedTo: 'Person assigned',
    free: 'needs no budget',
    inForceFrom: (date) => `in force from ${date}`,
    inForceTo: (date) => `in force until ${date}`,
  },

  attention: {
    title: 'Contradictions and what expires soon',
    contradictions: 'Contradictions',
    expiring: (days) => `Expiring in the next ${formatNumber(days)} days`,
    between: (rule, cause) => `${rule}. ${cause}`,
  },

  plan: {
    title: 'Action plan',
    intro: (from, to) =>
      `Mandatory requirements first and, among them, what returns most points for the effort. With every mandatory gap closed, the low end of the compliance index would go from ${from} to ${to}.`,
    introNoMust: 'What returns most points for the effort comes first.',
    top: (shown, total) => `${formatNumber(shown)} of ${count(total, 'measure', 'measures')} shown.`,
    caption: 'Measures in order',
    step: 'No.',
    measure: 'Measure',
    owner: 'Owner',
    due: 'Due',
    effort: 'Effort',
    gain: 'Points',
    running: 'Index after',
    gainNote:
      '“Points” counts on the compliance index for what is mandatory and on the good practice index for the rest. Effort and dates are proposals of the rulebook.',
  },

  filters: {
    title: 'Filter requirements',
    topic: 'Topic',
    outcome: 'Result',
    severity: 'Severity',
    all: 'All',
    reset: 'Clear filters',
    shown: '{shown} of {total} requirements shown',
    empty: 'No requirement here matches the filters.',
  },

  terminal: {
    files: 'Files',
    diamond: '◇ not read in the norm itself but in a secondary source, or inferred',
    more: (n) => `and ${count(n, 'more rule to attend to', 'more rules to attend to')}; the report has them`,
  },

  audit,
  ...annexes,
}
