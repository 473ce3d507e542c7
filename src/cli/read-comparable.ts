// What `diff` is given: an assessment or a campaign, as a file or as the folder that holds one.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Assessment } from '../model/assessment.ts'
import { ASSESSMENT_SCHEMA } from '../model/basics.ts'
import { CAMPAIGN_SCHEMA } from '../model/campaign-words.ts'
import type { Campaign } from '../model/campaign.ts'
import { isFolder } from '../util/kind-of.ts'
import { MAX_ASSESSMENT_BYTES, asAssessment } from './read-assessment.ts'
import { CAMPAIGN_FILE, asCampaign } from './read-campaign.ts'
import { readJson, refuse, versionOf } from './read-json.ts'

/** One of the two, with the file that it was read from. */
export type Comparable = { readonly path: string } & ({ readonly assessment: Assessment } | { readonly campaign: Campaign })

const FILES = [CAMPAIGN_FILE, 'assessment.json']

/** Reads `path` (shown as `name`). Throws InputError when it is neither, or holds neither. */
export function readComparable(path: string, name: string): Comparable {
  if (isFolder(path)) {
    const file = FILES.find((candidate) => existsSync(join(path, candidate)))
    return file === undefined ? refuse(name, 'diff-nothing') : readComparable(join(path, file), join(name, file))
  }
  const value = readJson(path, name, MAX_ASSESSMENT_BYTES)
  const version = versionOf(value)
  if (version === ASSESSMENT_SCHEMA) return { path, assessment: asAssessment(value, name) }
  if (version === CAMPAIGN_SCHEMA) return { path, campaign: asCampaign(value, name) }
  return refuse(name, 'diff-version', { found: version })
}
