// The shape of a worded report: sections that hold blocks, which every human format draws in its own way.
// All texts are raw (each renderer escapes them for its destination) and every number is already written out.
import type { Lang, Outcome } from '../../model/vocabulary.ts'

export type Level = 'executive' | 'manager' | 'full'
export type Paper = 'letter' | 'a4'

export interface ViewOptions {
  readonly level: Level
  readonly paper: Paper
  /** For a copy that leaves the institution: values of sensitive columns are hidden and the cover says so. */
  readonly publishable?: boolean
  /** Hides values of sensitive columns without saying so on the cover; Markdown always does. */
  readonly maskSensitive?: boolean
}

export interface Pair {
  readonly label: string
  readonly value: string
}

/** `outcome` cells carry a mark beside the word; `code` cells are digests, paths and ids. */
export interface Cell {
  readonly text: string
  /** A second, quieter line. */
  readonly sub: string | null
  readonly kind: 'text' | 'number' | 'date' | 'code' | 'outcome'
  readonly outcome: Outcome | null
  /** The line that names the requirement of the row: it leads to where that is told in full. */
  readonly names?: 'text' | 'sub'
}

/** What the filters of the HTML report look at. */
export interface Tags {
  /** The anchor of the requirement, under its rulebook. */
  readonly item: string
  readonly topic: string
  readonly outcome: Outcome
  readonly severity: string
}
export interface Row {
  readonly cells: readonly Cell[]
  readonly tags: Tags | null
  /** Where nothing else on the page tells more of the requirement: the anchor of the row. */
  readonly anchor: string | null
}
export interface Column {
  readonly text: string
  readonly number: boolean
  readonly wide: boolean
}
/** `captioned` is false where the heading above already says what the caption says. */
export interface Table {
  readonly caption: string
  readonly captioned: boolean
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
}

/** Percent values (0…100, one decimal) as they stand in the assessment, with their words. */
export interface Bar {
  readonly label: string
  readonly low: number
  readonly high: number
  readonly declared: number | null
  readonly text: string
}
export interface Chart {
  /** States what the chart shows, as a sentence. */
  readonly title: string
  /** The same in words, for those who do not see it. */
  readonly summary: string
  readonly bars: readonly Bar[]
  /** One bar in the text, without title or legend of its own. */
  readonly compact: boolean
  readonly legend: { readonly sustained: string; readonly range: string | null; readonly declared: string } | null
}

/** `wide` figures may be ranges. */
export interface Figure {
  readonly label: string
  readonly value: string
  readonly note: string
  readonly wide: boolean
}
/** The numbers at the head of the page that decides. */
export interface Panel {
  readonly label: string
  readonly value: string
  readonly note: string
  readonly figures: readonly Figure[]
  readonly minor: readonly Pair[]
}

/** One of the things to do first. */
/** `rule` is its id and title; `reason` names the gap, and is left out where the title says enough. */
export interface Step {
  /** Of the requirement. */
  readonly anchor: string
  readonly action: string
  readonly rule: string
  readonly reason: string | null
  readonly meta: readonly Pair[]
  readonly waived: string | null
}

export interface GapView {
  readonly anchor: string
  readonly rule: string
  /** `SEG-01 ◇ La política de seguridad no está vigente`. */
  readonly heading: string
  readonly title: string
  readonly outcome: Outcome
  readonly outcomeWord: string
  /** Obligation, severity, assurance and level of maturity. */
  readonly tagsLine: readonly string[]
  readonly tags: Tags
  readonly waived: string | null
  readonly requirement: string
  readonly basis: readonly string[]
  readonly why: string
  readonly found: readonly string[]
  /** Failing rows, one table per check. */
  readonly rows: readonly Table[]
  readonly action: string
  readonly remedy: readonly Pair[]
  readonly labels: { readonly requirement: string; readonly why: string; readonly found: string; readonly remedy: string }
}

export interface Signature {
  readonly label: string
  readonly name: string
  readonly post: string
}

export type Block =
  | { readonly kind: 'paragraph'; readonly text: string; readonly tone: 'plain' | 'lead' | 'quiet' | 'strong' }
  | { readonly kind: 'list'; readonly items: readonly string[]; readonly ordered: boolean }
  | { readonly kind: 'facts'; readonly pairs: readonly Pair[] }
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'chart'; readonly chart: Chart }
  | { readonly kind: 'panel'; readonly panel: Panel }
  | { readonly kind: 'steps'; readonly steps: readonly Step[] }
  | { readonly kind: 'gap'; readonly gap: GapView }
  | {
      readonly kind: 'signatures'
      readonly signatures: readonly Signature[]
      readonly labels: { readonly name: string; readonly post: string; readonly date: string; readonly signature: string }
    }

export interface Section {
  readonly anchor: string
  /** Depth in the heading tree: 2, 3 or 4 (the title of the document is 1). */
  readonly depth: 2 | 3 | 4
  readonly title: string
  /** A shorter name for the table of contents. */
  readonly short: string
  /** Begins a page in print. */
  readonly page: boolean
  readonly blocks: readonly Block[]
}

export interface CoverView {
  readonly title: string
  readonly institution: string
  readonly facts: readonly Pair[]
  readonly rulebooks: readonly string[]
  readonly rulebooksLabel: string
  readonly confidentiality: string
  readonly publishable: string | null
  readonly digest: string
  readonly digestLabel: string
  readonly digestNote: string
}

/** One rulebook's numbers in words, for formats that show a summary only. */
export interface Summary {
  readonly title: string
  readonly subtitle: string
  readonly panel: Panel | null
  readonly sentences: readonly string[]
  readonly chart: Chart | null
  readonly stepsTitle: string
  readonly steps: readonly Step[]
  readonly gaps: number
}

/** A rulebook among several, in one line. */
export interface OverviewLine {
  readonly title: string
  /** Which index `value` is. */
  readonly label: string
  readonly value: string
  readonly declared: string
  /** By evidence alone; null unless verdicts were used. */
  readonly evidenced: string | null
  readonly grade: string
  readonly coverage: string
}

export interface ReportView {
  readonly lang: Lang
  readonly level: Level
  readonly paper: Paper
  /** Title of the document: report, institution. */
  readonly title: string
  /** Left and right of the page foot. */
  readonly foot: { readonly institution: string; readonly date: string }
  readonly cover: CoverView
  readonly summaries: readonly Summary[]
  /** Empty unless several rulebooks were assessed. */
  readonly overview: readonly OverviewLine[]
  readonly sections: readonly Section[]
  /** What the filters of the HTML report can choose from. */
  readonly filters: { readonly topics: readonly Pair[]; readonly outcomes: readonly Pair[]; readonly severities: readonly Pair[] }
}
