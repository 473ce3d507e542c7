// Comments in YAML of two kinds: `##` explains and stays, `# ` is an entry that an editor's "toggle comment" makes real.
import { wrap } from '../util/text-layout.ts'
import { visibleLine } from '../util/terminal-safe.ts'

/** Columns of prose, which editors show beside a tree of files. */
const TEXT = 96

/** A paragraph that stays a comment when the block around it is uncommented; lines after the first stand under `hang`. */
export const prose = (text: string, hang = ''): string[] =>
  wrap(visibleLine(text), TEXT, hang)
    .split('\n')
    .map((line) => `## ${line}`.trimEnd())

/** Lines that become YAML once `# ` is taken from their beginning. */
export const entry = (lines: readonly string[]): string[] => lines.map((line) => `# ${line}`)

/** `key: value`, with what it means behind it. */
export const pair = (key: string, value: string, meaning: string): string => `${key}: ${value}  # ${visibleLine(meaning)}`

/** What a file's first line tells editors: where the schema is that completes and explains it. */
export const schemaLine = (path: string): string => `# yaml-language-server: $schema=${path}`

/** Blocks of lines with one blank line between them. */
export const paragraphs = (blocks: readonly (readonly string[])[]): string =>
  `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
