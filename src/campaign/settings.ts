// What the parent tells its workers, and what they answer: plain values that pass between processes.
import type { GatePolicy } from '../model/gate.ts'
import type { CampaignRow, Rejection } from '../model/campaign.ts'
import type { Lang, Role } from '../model/vocabulary.ts'
import type { FormatName, Level, Paper } from '../report/index.ts'

/** How every item is assessed; the same for all. */
export interface ItemSettings {
  readonly asOf: string
  readonly generatedAt: string
  readonly version: string
  /** Digest of the program itself, so that another build never passes for this one. */
  readonly tool: string
  readonly lang: Lang
  readonly rulebooks: readonly { readonly id: string; readonly version: string; readonly digest: string; readonly role?: Role }[]
  /** Files with the compiled form of those that do not ship with the program, by id. */
  readonly own?: Readonly<Record<string, string>>
  readonly formats: readonly FormatName[]
  readonly level: Level
  readonly paper: Paper
  readonly publishable: boolean
  /** Last day to answer. */
  readonly closes?: string
  readonly gate?: GatePolicy
  /** Folder with an auditor's file per institution. */
  readonly audit?: string
  /** Institutions that it has verdicts on. */
  readonly judged?: readonly string[]
  /** Output folder of an earlier campaign. */
  readonly previous?: string
  /** Institutions whose assessment is there as that campaign wrote it; no other is used. */
  readonly earlier?: readonly string[]
  /** Bytes of evidence above which an institution is refused unread. */
  readonly maxBytes: number
}

/** One source of evidence. */
export interface Item {
  /** As it is named in outputs; the same wherever the program is called from. */
  readonly source: string
  readonly path: string
  /** It is a link among other people's evidence, and never followed. */
  readonly link?: true
  /** The institution that should be there, where that is known beforehand. */
  readonly expected?: { readonly id: string; readonly kind: string }
}

/** An assessed institution without what only the whole campaign can tell (ranks, anomalies). */
export type AssessedRow = Omit<CampaignRow, 'status' | 'source' | 'rejection' | 'anomalies' | 'band'>

/** Parts of a result as JSON, which the parent keeps without looking into them: the Prints, and both lists of a CampaignDetail. */
export interface ResultTexts {
  readonly prints: string
  readonly evidence: string
  readonly findings: string
}

export type ItemResult =
  | { readonly status: 'same' }
  | ({
      readonly status: 'assessed'
      readonly key: string
      readonly row: AssessedRow
      /** The report as HTML waiting to be printed, in the staging folder. */
      readonly toPrint?: string
    } & ResultTexts)
  | { readonly status: 'rejected'; readonly id?: string; readonly name?: string; readonly rejection: Rejection }
  /** Its reports could not be written: not its fault, and the end of the run. */
  | { readonly status: 'failed'; readonly reason: string }

/** What a worker is asked to do. */
export interface Order {
  readonly item: Item
  /** A new folder for its reports. */
  readonly staging: string
  /** An earlier result: when its key is still the same and its reports are as they were written, nothing is done again. */
  readonly known?: { readonly key: string; readonly folder: string; readonly files: NonNullable<CampaignRow['files']> }
}

export interface Answer {
  readonly result: ItemResult
  /** Resident memory of the worker in bytes, after the item. */
  readonly memory: number
}
