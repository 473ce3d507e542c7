// What `batch` and `merge` make of the results besides the usual: a sample, the changes since an earlier campaign, anonymous tables.
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Extras } from '../campaign/campaign.ts'
import { LEAST_KEY } from '../campaign/pseudonyms.ts'
import { INSTITUTIONS } from '../campaign/run.ts'
import { safeName } from '../campaign/safe-name.ts'
import { hashFile } from '../evidence/documents.ts'
import { messages } from '../i18n/index.ts'
import type { Campaign, CampaignRow } from '../model/campaign.ts'
import { InputError } from '../model/problem.ts'
import type { Lang } from '../model/vocabulary.ts'
import { digestOf } from '../util/canonical-json.ts'
import { errorCode } from '../util/read-file.ts'
import { whole, type ExtraFlags } from './batch-plan.ts'
import { OutputError, UsageError, type Session } from './io.ts'
import { MAX_ASSESSMENT_BYTES } from './read-assessment.ts'
import { readCampaign } from './read-campaign.ts'

export function extrasOf(flags: ExtraFlags, { io }: Session, lang: Lang): Extras {
  return {
    sample: flags.sample === undefined ? undefined : { size: whole('--sample', flags.sample, lang), seed: flags.seed },
    previous: flags.previous === undefined ? undefined : previousIn(resolve(io.cwd, flags.previous), flags.previous),
    anonymize: flags.anonymize === undefined ? undefined : secretIn(resolve(io.cwd, flags.anonymize), flags.anonymize, lang),
  }
}

function previousIn(path: string, name: string): NonNullable<Extras['previous']> {
  const campaign = readCampaign(path, name)
  return { campaign, digest: digestOf(campaign) }
}

/** Changes are told from an earlier day to a later one, or they are told the wrong way round. Throws InputError. */
export function refuseNotEarlier({ previous }: Extras, asOf: string, name = ''): void {
  if (!previous || previous.campaign.asOf < asOf) return
  throw new InputError([{ code: 'campaign-not-earlier', place: { file: name, line: 0, col: 0 }, params: { found: previous.campaign.asOf, asOf } }])
}

/** Of the institutions that an earlier campaign assessed, those whose assessment is in its output folder as it was written, and the others. */
export function earlierIn(folder: string, { institutions }: Campaign): { readonly kept: readonly string[]; readonly lost: readonly string[] } {
  const assessed = institutions.filter(({ status }) => status === 'assessed')
  const isKept = ({ id, files = [] }: CampaignRow): boolean => {
    const written = files.find(({ name }) => name === ASSESSMENT)?.sha256
    return written !== undefined && hashFile(join(folder, INSTITUTIONS, safeName(id), ASSESSMENT), MAX_ASSESSMENT_BYTES).actualSha256 === written
  }
  const kept = assessed.filter(isKept).map(({ id }) => id)
  return { kept, lost: assessed.flatMap(({ id }) => (kept.includes(id) ? [] : [id])) }
}

const ASSESSMENT = 'assessment.json'

/** The secret of the pseudonyms: made once, for its owner's eyes only. */
function secretIn(path: string, name: string, lang: Lang): string {
  try {
    if (!existsSync(path)) writeFileSync(path, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
    const secret = readFileSync(path, 'utf8').trim()
    if (secret.length < LEAST_KEY) throw new UsageError(messages(lang).batch.errors.shortSecret(name, LEAST_KEY))
    return secret
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new OutputError(messages(lang).cli.errors.write(name, errorCode(error)))
  }
}
