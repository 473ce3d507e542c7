// What `cumple explain` says, in English.
import type { explain as es } from '../es/explain.ts'

export const explain: typeof es = {
  obligation: 'Force', severity: 'Severity', topic: 'Topic', requirement: 'What it asks', why: 'Why it matters', basis: 'Basis', question: 'Question',
  criteria: 'To answer "yes" all of these must hold', when: 'Applies when', notApplicable: 'Accepted reasons for "not applicable"', always: 'whenever the institution is in scope',
  whenYes: (question) => `the answer is "yes" to: ${question}`,
  scope: 'Scope: it decides whom the rulebook applies to; it neither adds nor takes points.',
  documents: 'Documents asked for', checks: 'Checks on the data', optional: 'optional', anyProof: 'One of them is enough.',
  kind: (kinds) => `kind: ${kinds}`, maxAge: (age, threshold) => `no older than ${age} (${threshold})`, forPeriod: 'of the assessed period', slot: (slot) => `fulfils: [${slot}]`,
  table: (name) => `dataset ${name}`, atLeast: (floor, threshold) => `at least ${floor} (${threshold})`, file: (id) => `datos/${id}.csv`,
  full: 'What earns full credit', fullNothing: 'It asks for neither documents nor data: without proof the answer is worth what the method gives for "nothing that is asked for".',
  fullSteps: (answer, documents, checks) =>
    [answer ? 'Answer "yes" with every criterion' : '', documents > 0 ? (documents === 1 ? 'provide the current document' : `provide the ${documents} current documents`) : '', checks > 0 ? (checks === 1 ? 'have the check pass' : `have the ${checks} checks pass`) : ''].filter((part) => part !== '').join(', ') + '.',
  remedy: 'What to do', remedyDetail: (owner, effort, within) => `Owner: ${owner}. Effort: ${effort}. Proposed term: ${within}.`,
  maps: "Correspondences (ours, not AIG's)", duty: (duty) => `Shares a single weight with the other rules of duty ${duty}.`,
  on: (institution, date) => `${institution}, as of ${date}`,
  derivation: 'Where the credit comes from', result: 'Result', found: 'What was found',
  claim: 'Answer', measured: 'Measurement', base: 'Base (the lower of the two)', factor: 'Proof factor', credit: 'Credit = base × factor', weight: 'Weight in the index',
  absent: 'none', noAnswer: 'not answered', unmeasured: 'could not be measured in full', noChecks: 'the rule measures no data',
  weightOf: (severity, topic, scale, share, total) => `${severity} (severity) × ${topic} (topic) × ${scale} (scale)${share > 1 ? ` ÷ ${share} (rules of the same duty)` : ''} = ${total}`,
  contribution: (credit, weight, sum) => `It contributes ${credit} × ${weight} of ${sum} to the index.`,
  declaredCredit: 'Declared credit (the answer alone)', verdict: (word) => `An audit found it ${word}; its verdict replaces base and factor.`,
  range: 'Until it is determined, it counts 0.0% at the lower end and 100.0% at the upper.', removed: 'Not applicable: it enters no index.',
  normative: (credit) => `Leaving merely proposed thresholds aside the credit would be ${credit}; that is what the cap of the grade looks at.`,
  lift: 'What would lift it', nothingToLift: 'Nothing: it has full credit.', maturity: 'Maturity level', assurance: 'Assurance', outcome: 'Outcome',
  liftAnswer: 'Answer the rule.', liftYes: 'Meet the missing criteria and answer "yes".', waived: (until) => `Waived until ${until}: only the gate honours it, not the credit.`,
}
