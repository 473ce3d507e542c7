// Whether a rule applies: what `when` may ask of an institution, and which fact is said to have decided.
import { describe, expect, test } from 'vitest'
import { findings, passing } from '../support/cases.ts'
import type { EvidenceParts } from '../support/evidence.ts'
import { factOf, ruleOf, rulebookOf } from '../support/rulebook.ts'

const facts = ['early', 'cloud', 'apps'].map((id) => factOf(id))
const found = (when: string, parts: EvidenceParts, of = facts) => findings(rulebookOf([ruleOf('ACT-02', { when })], { facts: of }), parts)[0]!

describe('by what the institution is', () => {
  test.for<[when: string, institution: EvidenceParts['institution'], is: string]>([
    ['institution.staff > 50', { staff: 51 }, 'applies'],
    ['institution.staff > 50', { staff: 50 }, 'away'],
    ['institution.staff > 50', {}, 'unknown without staff'],
    ['institution.state_capital > 50', { state_capital: 51 }, 'applies'],
    ['institution.state_capital > 50', { state_capital: 50 }, 'away'],
    ['institution.state_capital > 50', {}, 'unknown without state_capital'],
    ['period > 2026', {}, 'away'],
  ])('when %s with %j: %s', ([when, institution, is]) => {
    const { removed, messages } = found(when, { institution: institution ?? {} })
    const open = messages.find(({ id }) => id === 'when-unknown')
    expect(removed ? 'away' : open ? `unknown without ${open.params['fact'] as string}` : 'applies').toBe(is)
    if (removed) expect(removed).toEqual({ by: 'when', proven: true })
  })
})

describe('the fact that decided', () => {
  test.for<[when: string, given: Record<string, boolean>, fact: string | undefined]>([
    // Either would do: the first of the rulebook's that the rule names and the institution denies.
    ['facts.cloud && facts.apps', { early: false, cloud: false, apps: false }, 'cloud'],
    ['facts.apps && facts.cloud', { early: false, cloud: true, apps: false }, 'apps'],
    // Either would do, and none is denied: the first that the rule names.
    ['!facts.cloud && !facts.apps', { early: true, cloud: true, apps: true }, 'cloud'],
    ['!facts.cloud', { early: false, cloud: true }, 'cloud'],
  ])('when %s with %j is %s', ([when, given, fact]) => expect(found(when, { facts: given }).removed).toMatchObject({ by: 'fact', fact }))
  test('is none where the answer is the same whatever the facts are', () =>
    expect(found('false && facts.cloud', { facts: { cloud: false } }).removed).toEqual({ by: 'when', proven: true }))
})

test('only a denial is contradicted by rows, and only where it decides', () => {
  const of = [factOf('cloud', { contradicted_by: 't' }), factOf('apps')]
  const contradicted = (when: string, given: Record<string, boolean>) => found(when, { facts: given, datasets: passing }, of).contradiction
  expect(contradicted('facts.cloud', { cloud: false })).toBe(true)
  expect(contradicted('!facts.cloud', { cloud: true })).toBe(false)
  expect(contradicted('facts.apps', { cloud: false, apps: false })).toBe(false)
})
