// The result of a campaign, read back: it is input like any other, so it is validated whole.
import { join } from 'node:path'
import { CAMPAIGN_SCHEMA } from '../model/campaign-words.ts'
import { Campaign } from '../model/campaign.ts'
import { isFolder } from '../util/kind-of.ts'
import { readJson, refuse, validated, versionOf } from './read-json.ts'

export const MAX_CAMPAIGN_BYTES = 256_000_000
export const CAMPAIGN_FILE = 'campaign.json'

/** Reads a campaign.json, or the one in an output folder of `batch` (shown as `name`). Throws InputError when it is not one that this version understands. */
export function readCampaign(path: string, name: string): Campaign {
  const inside = isFolder(path)
  const [file, shown] = inside ? [join(path, CAMPAIGN_FILE), join(name, CAMPAIGN_FILE)] : [path, name]
  return asCampaign(readJson(file, shown, MAX_CAMPAIGN_BYTES), shown)
}

/** A JSON value as a campaign; `name` is the file that it came from. */
export function asCampaign(value: unknown, name: string): Campaign {
  const version = versionOf(value)
  if (version !== CAMPAIGN_SCHEMA) return refuse(name, 'campaign-version', { found: version })
  return validated(Campaign, value, name)
}
