// A campaign: one set of rulebooks and one day over many institutions. The file that asks for it, and the one value that its
// outputs are made from.
import * as z from 'zod'
import { FindingAudit } from './finding.ts'
import { Method } from './rulebook.ts'
import { Assessment, Coverage, Grade, Location, OutcomeCounts, Param, Range } from './assessment.ts'
import { VerdictWord } from './audit.ts'
import { Previous } from './campaign-previous.ts'
import { ANOMALIES, CAMPAIGN_SCHEMA, REJECTIONS, UNRANKED } from './campaign-words.ts'
import { GatePolicy } from './gate.ts'
import { AppliedOverlay } from './overlay.ts'
import { PlainDate, Sha256, Slug } from './scalars.ts'
import { AnswerValue, Assurance, InstitutionKind, Lang, Localized, Obligation, Outcome, Role, Severity } from './vocabulary.ts'

const Short = z.string().trim().min(1).max(300)

/** One expected institution. */
export const RosterEntry = z.strictObject({
  id: Slug.describe('Id de la institución, el mismo de su cumple.yaml'),
  name: Short.describe('Nombre oficial de la institución'),
  kind: InstitutionKind.describe('Tipo de institución'),
  sector: Short.describe('Sector').optional(),
  province: Short.describe('Provincia o comarca').optional(),
  staff_band: Short.describe('Tramo de funcionarios, como lo escribe quien convoca; si falta, se toma del número de funcionarios').optional(),
  path: z.string().min(1).max(1_000).describe('Carpeta o archivo de su evidencia, relativa a este archivo; si falta, se busca por el id').optional(),
})
export type RosterEntry = z.infer<typeof RosterEntry>

/** `campaign.yaml`: what is assessed, as of which day, and who is expected. */
export const CampaignFile = z.strictObject({
  schema: z.literal('cumple/campaign@1'),
  name: Short.describe('Nombre del ciclo de evaluación'),
  lang: Lang.describe('Idioma de los informes: es o en').optional(),
  as_of: PlainDate.describe('Fecha de evaluación, una para todas, AAAA-MM-DD'),
  closes: PlainDate.describe('Último día para responder, AAAA-MM-DD').optional(),
  rulebooks: z
    .array(
      z.strictObject({
        id: Slug.describe('Id del catálogo'),
        version: z.string().min(1).max(50).describe('Versión exigida, por ejemplo 1.0.0').optional(),
        path: z
          .string()
          .min(1)
          .max(1_000)
          .describe('Carpeta del catálogo, o archivo de su adaptación, relativa a este archivo; si falta, el que viene con el programa')
          .optional(),
        role: Role.describe('Calidad en que se evalúa; si falta, la que diga cada institución').optional(),
      }),
    )
    .min(1)
    .describe('Catálogos con que se evalúa a todas'),
  institutions: z.array(RosterEntry).max(20_000).default([]).describe('Instituciones que se esperan; si no hay ninguna, las que se encuentren'),
  common_documents: z
    .array(z.strictObject({ sha256: Sha256.describe('Huella SHA-256 del archivo'), title: Short.describe('Qué documento es') }))
    .default([])
    .describe('Documentos que varias instituciones pueden aportar legítimamente'),
  /** Without a baseline: that is one institution's own. */
  gate: GatePolicy.omit({ baseline: true }).describe('Condiciones que «--gate» exige a cada institución').optional(),
})
export type CampaignFile = z.infer<typeof CampaignFile>

/** Why an institution was not assessed: a code, where, and the raw parameters of its words. */
export const Rejection = z.strictObject({
  code: z.enum(REJECTIONS),
  params: z.record(z.string(), Param),
  /** What was wrong with its files, the first ones; the words are those of any problem. */
  problems: z.array(z.strictObject({ code: z.string(), file: z.string(), line: z.int().min(0), col: z.int().min(0), params: z.record(z.string(), Param) })),
})
export type Rejection = z.infer<typeof Rejection>

const TopicScores = z.strictObject({ compliance: Range, declared: Range, goodPractice: Range, maturity: z.number().nullable(), counts: OutcomeCounts })

/** Places from the best possible to the worst possible, since indices are ranges; `percentile` is the share of peers below, 0…100. */
export const Rank = z.strictObject({
  by: z.enum(['kind', 'sector', 'band']),
  group: z.string(),
  best: z.int().min(1),
  worst: z.int().min(1),
  of: z.int().min(2),
  percentile: z.number(),
})
export type Rank = z.infer<typeof Rank>

const VerdictCounts = z.strictObject({
  accept: z.int(),
  lower: z.int(),
  raise: z.int(),
  reject: z.int(),
  /** Verdicts over evidence that has changed since; not counted above. */
  lapsed: z.int(),
})

/** One rulebook's figures for one institution; the same numbers as in its assessment. */
export const Standing = z.strictObject({
  rulebook: z.string(),
  role: Role,
  compliance: Range,
  declared: Range,
  /** With the auditor's verdicts; absent where he judged nothing of this rulebook. Then `compliance` is what evidence alone sustains. */
  audited: Range.optional(),
  /** His verdicts on this rulebook alone; there where `audited` is. */
  verdicts: VerdictCounts.optional(),
  goodPractice: Range,
  maturity: z.number().nullable(),
  coverage: Coverage,
  counts: OutcomeCounts,
  /** Null also when nothing was answered or measured. */
  grade: Grade,
  topics: z.record(z.string(), TopicScores),
  /** Digest of the rules that apply: only equal ones are compared. */
  applicable: Sha256,
  ranks: z.array(Rank),
  /** Why it is listed apart. */
  unranked: z.enum(UNRANKED).optional(),
})
export type Standing = z.infer<typeof Standing>

const Verdicts = VerdictCounts.extend({ auditor: z.string(), date: PlainDate })

/** One listed institution. `status` says which of the parts are there. */
export const CampaignRow = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: InstitutionKind.nullable(),
  sector: z.string().nullable(),
  province: z.string().nullable(),
  staff: z.int().nullable(),
  /** Size band: as the roster says, else from `staff`; null when neither is known. */
  band: z.string().nullable(),
  status: z.enum(['assessed', 'rejected', 'missing']),
  /** Where its evidence was, as given. */
  source: z.string().nullable(),
  rejection: Rejection.optional(),
  /** Its folder of reports below `instituciones/`, and its files with their digests, sorted. */
  folder: z.string().optional(),
  files: z.array(z.strictObject({ name: z.string(), bytes: z.int(), sha256: Sha256 })).optional(),
  period: z.int().optional(),
  /** Of `assessment.json` as it was written; absent where that was not asked for. */
  digest: Sha256.optional(),
  standings: z.array(Standing),
  documents: z.strictObject({ registered: z.int(), present: z.int() }).optional(),
  audit: Verdicts.optional(),
  gate: z.strictObject({ passed: z.boolean(), errors: z.int(), warnings: z.int(), reasons: z.array(z.string()) }).optional(),
  /** How many anomalies name it. */
  anomalies: z.int(),
})
export type CampaignRow = z.infer<typeof CampaignRow>

/** Something an auditor should look at, with where to look. Not an accusation: a reason to ask. */
export const Anomaly = z.strictObject({
  id: z.enum(ANOMALIES),
  /** Of the gravest first: 3 high, 2 medium, 1 low. */
  weight: z.int().min(1).max(3),
  institutions: z.array(z.string()),
  rules: z.array(z.string()),
  params: z.record(z.string(), Param),
  evidence: z.array(z.strictObject({ institution: z.string(), ...Location.shape })),
})
export type Anomaly = z.infer<typeof Anomaly>

/** One finding as the tables carry it. */
export const FindingRow = z.strictObject({
  rulebook: z.string(),
  role: Role,
  rule: z.string(),
  topic: z.string(),
  obligation: Obligation,
  severity: Severity,
  weight: z.int(),
  outcome: Outcome,
  assurance: Assurance,
  maturity: z.int().nullable(),
  credit: z.strictObject({ low: z.int(), high: z.int() }).nullable(),
  declared: z.strictObject({ low: z.int(), high: z.int() }).nullable(),
  contradiction: z.boolean(),
  answer: AnswerValue.nullable(),
  /** By which door a rule that does not apply left. */
  removed: z.enum(['scope', 'when', 'fact', 'answer']).nullable(),
  waivedUntil: PlainDate.nullable(),
  /** The verdict that stands. */
  verdict: VerdictWord.nullable(),
  /** The whole verdict, standing or not, and the credit with it; absent where nobody judged. */
  audit: z.strictObject({ ...FindingAudit.shape, credit: z.strictObject({ low: z.int(), high: z.int() }).nullable() }).optional(),
  location: Location.nullable(),
  digests: z.strictObject({ rule: Sha256, answer: Sha256, evidence: Sha256 }),
})
export type FindingRow = z.infer<typeof FindingRow>

/** One registered document as the tables carry it. */
export const EvidenceRow = z.strictObject({
  document: z.string(),
  kind: z.string(),
  title: z.string(),
  issued: PlainDate.nullable(),
  validUntil: PlainDate.nullable(),
  path: z.string(),
  file: z.enum(['present', 'missing', 'empty', 'unreadable']),
  sha256: z.string().nullable(),
  rules: z.array(z.string()),
  location: Location.nullable(),
})
export type EvidenceRow = z.infer<typeof EvidenceRow>

/** What the tables list per institution beside its row; too much to hold for all at once, so it is read one by one. */
export interface CampaignDetail {
  readonly institution: string
  readonly findings: readonly FindingRow[]
  readonly evidence: readonly EvidenceRow[]
}

/** Where a requirement fails, over all institutions to which it applies. */
const Failed = z.strictObject({
  rule: z.string(),
  applicable: z.int(),
  satisfied: z.int(),
  partial: z.int(),
  unmet: z.int(),
  unknown: z.int(),
  error: z.int(),
  share: z.number(),
})
const Spread = z
  .strictObject({ institutions: z.int(), low: z.number(), q1: z.number(), median: z.number(), q3: z.number(), high: z.number(), mean: z.number() })
  .nullable()

/** One rulebook over the whole campaign. Figures are of the worst end of each institution's range. */
export const CampaignRulebook = z.strictObject({
  id: z.string(),
  version: z.string(),
  digest: Sha256,
  title: Localized,
  /** How it was adapted for this campaign, with every change. */
  overlay: AppliedOverlay.optional(),
  topics: z.array(z.strictObject({ id: z.string(), title: Localized })),
  bands: z.array(z.strictObject({ id: z.string(), title: Localized, from: z.number() })),
  /** The numbers of its score, as each report explains them. */
  method: Method.pick({ weights: true, claim: true, proof: true, cap: true, provisional_above: true }),
  rules: z.array(z.strictObject({ id: z.string(), topic: z.string(), title: Localized, obligation: Obligation, severity: Severity })),
  /** Institutions whose index lies in 0–9.9, 10–19.9 … 90–100; the last number counts those without an index, or of whom nothing was answered or measured: they are in no other figure of the indices. Null, as in the grades: not shown in an anonymous copy. */
  histogram: z.strictObject({ compliance: z.array(z.int().nullable()).length(11), declared: z.array(z.int().nullable()).length(11) }),
  compliance: Spread,
  declared: Spread,
  coverage: Spread,
  /** By band; '' without an index, `undetermined` when nothing was answered or measured. */
  grades: z.record(z.string(), z.int().nullable()),
  /** Ranked groups: the same kind and the same applicable rules, members from the best to the worst. */
  groups: z.array(z.strictObject({ id: z.string(), kind: InstitutionKind, applicable: Sha256, members: z.array(z.string()) })),
  /** The most failed first. */
  failed: z.array(Failed),
})
export type CampaignRulebook = z.infer<typeof CampaignRulebook>

const SampleItem = z.strictObject({ institution: z.string(), rulebook: z.string(), rule: z.string(), stratum: z.string(), why: z.array(z.string()) })

export const Campaign = z.strictObject({
  schemaVersion: z.literal(CAMPAIGN_SCHEMA),
  tool: z.strictObject({ name: z.literal('cumple'), version: z.string() }),
  generatedAt: Assessment.shape.generatedAt,
  lang: Lang,
  name: z.string(),
  asOf: PlainDate,
  closes: PlainDate.optional(),
  /** Names and free texts are left out, ids are pseudonyms, small cells are null. */
  anonymous: z.boolean(),
  totals: z.strictObject({ listed: z.int(), assessed: z.int(), rejected: z.int(), missing: z.int() }),
  /** Sources that belong to no expected institution; they are not counted among the listed. */
  strays: z.array(z.strictObject({ source: z.string(), id: z.string().nullable() })),
  /** The numbers that ranking and anomalies use. */
  method: z.strictObject({
    rankCoverage: z.number(),
    identicalAnswers: z.int(),
    noteLength: z.int(),
    peers: z.int(),
    aboveMedian: z.number(),
    mostlyWords: z.number(),
    smallCell: z.int(),
  }),
  rulebooks: z.array(CampaignRulebook),
  /** Every listed institution, by id. */
  institutions: z.array(CampaignRow),
  anomalies: z.array(Anomaly),
  /** Drawn by chance for an estimate, and chosen by risk: never mixed. */
  sample: z
    .strictObject({
      seed: z.string(),
      size: z.int(),
      random: z.array(SampleItem),
      risk: z.array(SampleItem),
      strata: z.array(z.strictObject({ stratum: z.string(), population: z.int(), drawn: z.int() })),
      /** Share of drawn claims that hold, with the half-width of its 95 % interval, both in percent; null until there are verdicts. */
      estimate: z.strictObject({ judged: z.int(), upheld: z.number(), error: z.number() }).nullable(),
    })
    .optional(),
  previous: Previous.optional(),
})
export type Campaign = z.infer<typeof Campaign>
