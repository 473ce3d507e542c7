// The XML of a workbook, read as a stream of events. Types of document are refused, so no entity of its own can grow or fetch.
// The only importer of saxen.
import { Parser } from 'saxen'
import { utf8Text } from '../util/utf8.ts'
import { FormRefused } from './filled.ts'

export interface XmlEvents {
  readonly open: (name: string, attributes: () => Readonly<Record<string, string>>) => void
  readonly close?: (name: string) => void
  readonly text?: (text: string) => void
}

/** Thirty times what a cell can hold: a text made of escapes takes far more memory than it has bytes. */
const MAX_TEXT = 1_000_000

/** Reads a part; names come without their prefix. Throws FormRefused for what is not well-formed UTF-8 XML. */
export function readXml(bytes: Uint8Array, part: string, events: XmlEvents): void {
  const source = utf8Text(bytes)
  if (source === undefined) throw new FormRefused('broken-xml', part)
  const parser = new Parser()
  parser.on('openTag', (name, attributes) => events.open(local(name), attributes))
  parser.on('closeTag', (name) => events.close?.(local(name)))
  parser.on('text', (text) => {
    if (text.length > MAX_TEXT) throw new FormRefused('too-large', part)
    events.text?.(decoded(text))
  })
  parser.on('cdata', (text) => events.text?.(text))
  parser.on('attention', () => {
    throw new FormRefused('doctype', part)
  })
  parser.on('error', () => {
    throw new FormRefused('broken-xml', part)
  })
  parser.parse(source)
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** saxen's own decoding cuts characters above U+FFFF. */
const decoded = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (entity, decimal?: string, hex?: string, name?: string) => {
        if (name !== undefined) return NAMED[name.toLowerCase()] ?? entity
        const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
        return code <= 0x10_ff_ff ? String.fromCodePoint(code) : entity
      })
    : text

/** Characters that XML cannot hold are written `_xHHHH_` in a workbook; a text that looks like that has its first sign written so (util/workbook-text.ts). */
export const fromWorkbook = (text: string): string =>
  text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text
