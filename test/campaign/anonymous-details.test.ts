// Findings and documents of the anonymous tables: their digests, and how they are read.
import { expect, test } from 'vitest'
import { anonymize } from '../../src/campaign/anonymize.ts'
import { sha256 } from '../../src/util/canonical-json.ts'
import { secretive } from '../support/secret-campaign.ts'
import type { MadeCampaign } from '../support/campaign.ts'

const KEY = 'una clave que nadie conoce'
const hide = ({ campaign, details }: MadeCampaign) => ({ details: [...anonymize(campaign, details, KEY).details()] })

test('digests: the same institution keeps its own, two with the same content differ', () => {
  const made = secretive(60)
  const same = {
    ...made,
    details: () =>
      [...made.details()].map((detail) => ({
        ...detail,
        findings: detail.findings.map((finding) => ({ ...finding, digests: { rule: finding.digests.rule, answer: sha256('sí'), evidence: sha256('nada') } })),
      })),
  }
  const digests = hide(same).details.map(({ findings }) => findings[0]!.digests.answer)
  expect(new Set(digests).size).toBe(digests.length)
  expect(hide(same).details.map(({ findings }) => findings[0]!.digests.answer)).toEqual(digests)
})

test('reads the details in batches, however many there are', () => {
  const made = secretive(872)
  let reads = 0
  const hidden = anonymize(made.campaign, () => ((reads += 1), made.details()), KEY)
  // Once for the requirements that apply to few, once for how they are met.
  expect(reads).toBe(2)
  expect([...hidden.details()]).toHaveLength(made.campaign.totals.assessed)
  // Once for the words, once per batch of 200.
  expect(reads).toBe(2 + 1 + Math.ceil(made.campaign.totals.assessed / 200))
})
