// The published JSON Schemas, by name.
import * as z from 'zod'
import { CHECKS } from '../checks/index.ts'
import { IN_ENGLISH } from '../i18n/schemas.ts'
import { Assessment } from '../model/assessment.ts'
import { AuditFile } from '../model/audit.ts'
import { Campaign, CampaignFile } from '../model/campaign.ts'
import { Answers, Documents, Manifest, Waivers } from '../model/evidence.ts'
import { Diff } from '../model/diff.ts'
import { Examples } from '../model/example.ts'
import { Overlay } from '../model/overlay.ts'
import { DatasetDef, Rule, RulebookHead } from '../model/rulebook.ts'
import type { Lang } from '../model/vocabulary.ts'
import type { SchemaName } from './schema-names.ts'

/** One key, the kind, over its options. The model knows no kinds, and therefore takes any. */
const OneCheck = z.strictObject(Object.fromEntries(CHECKS.map(({ kind, options }) => [kind, options.optional()]))).meta({ minProperties: 1, maxProperties: 1 })
const RuleFile = Rule.extend({ checks: z.array(OneCheck).default([]) })

const SCHEMAS = {
  answers: Answers,
  assessment: Assessment,
  audit: AuditFile,
  campaign: CampaignFile,
  'campaign-result': Campaign,
  dataset: DatasetDef,
  diff: Diff,
  documents: Documents,
  evidence: Manifest,
  examples: Examples,
  overlay: Overlay.extend({ rules: z.array(RuleFile).default([]) }),
  rule: RuleFile,
  rulebook: RulebookHead,
  waivers: Waivers,
} satisfies Record<SchemaName, z.ZodType>

/** The JSON Schema (draft 2020-12) of a file, as text with a final newline; its descriptions are in `lang`. */
export function schemaText(name: SchemaName, lang: Lang = 'es'): string {
  const schema = z.toJSONSchema(SCHEMAS[name], { io: name === 'assessment' || name === 'campaign-result' ? 'output' : 'input' })
  return `${JSON.stringify({ $schema: schema.$schema, title: `cumple ${name}`, ...schema }, lang === 'en' ? inEnglish : undefined, 2)}\n`
}

const inEnglish = (key: string, value: unknown): unknown => (key === 'description' && typeof value === 'string' ? (IN_ENGLISH[value] ?? value) : value)
