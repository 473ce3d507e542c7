// The package that an XLSX is. Written with fflate, whose bytes are the same on every machine; read with Node's own inflate,
// which stops at a bound (a bomb declares less than it holds). The only importer of both.
import { crc32, inflateRawSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'
import { FormRefused } from './filled.ts'

/** A time without a zone is read in the zone of the machine and written in it, so it is the same everywhere. */
const EPOCH = '1980-01-01T00:00:00'

/** Packs texts in the order given, always with the same date. */
export const packed = (files: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])), { level: 6, mtime: EPOCH })

const MAX_ENTRIES = 2_000
/** Of one part, and of all parts read, when unpacked. */
export const MAX_PART = 48_000_000
const MAX_TOTAL = 96_000_000

const END = 0x06_05_4b_50
const CENTRAL = 0x02_01_4b_50
const LOCAL = 0x04_03_4b_50

interface Entry {
  readonly method: number
  readonly crc: number
  readonly packedSize: number
  readonly size: number
  readonly offset: number
}

export interface Package {
  readonly names: readonly string[]
  /** The bytes of a part; undefined when there is none of that name. Throws FormRefused for one that is broken or too large. */
  readonly read: (name: string) => Uint8Array | undefined
}

/** Opens a package by its directory. Throws FormRefused for what is cut short, encrypted, or larger than a form can be. */
export function openPackage(bytes: Uint8Array): Package {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = directory(view, bytes)
  let total = 0
  return {
    names: [...entries.keys()],
    read: (name) => {
      const entry = entries.get(name)
      if (!entry) return undefined
      if (entry.size > MAX_PART || total + entry.size > MAX_TOTAL) throw new FormRefused('too-large', name)
      const data = unpacked(view, bytes, entry, name, Math.min(MAX_PART, MAX_TOTAL - total))
      total += data.length
      return data
    },
  }
}

function directory(view: DataView, bytes: Uint8Array): Map<string, Entry> {
  const broken = (): never => {
    throw new FormRefused('broken-zip')
  }
  let end = bytes.length - 22
  const lowest = Math.max(0, end - 65_535)
  while (end >= lowest && view.getUint32(end, true) !== END) end--
  if (end < lowest) return broken()
  const count = view.getUint16(end + 10, true)
  if (count > MAX_ENTRIES) throw new FormRefused('too-large', String(count))
  const entries = new Map<string, Entry>()
  let at = view.getUint32(end + 16, true)
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) return broken()
    const [nameLength, extraLength, commentLength] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)]
    if (at + 46 + nameLength > bytes.length) return broken()
    const name = Buffer.from(bytes.subarray(at + 46, at + 46 + nameLength)).toString('utf8')
    const encrypted = (view.getUint16(at + 8, true) & 1) === 1
    // One name twice is how a package shows one thing to one program and another to the next.
    if (encrypted || entries.has(name)) return broken()
    entries.set(name, {
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    })
    at += 46 + nameLength + extraLength + commentLength
  }
  return entries
}

function unpacked(view: DataView, bytes: Uint8Array, entry: Entry, name: string, limit: number): Uint8Array {
  const broken = (): never => {
    throw new FormRefused('broken-zip', name)
  }
  const { offset, packedSize, size, method } = entry
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL) return broken()
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
  if (start + packedSize > bytes.length || (method !== 0 && method !== 8)) return broken()
  const data = bytes.subarray(start, start + packedSize)
  let plain = data
  if (method === 8) {
    try {
      // One byte more than declared is allowed, so that a lie shows as a wrong size and not as a cut text.
      plain = inflateRawSync(data, { maxOutputLength: Math.min(limit, size + 1) })
    } catch (error) {
      if (error instanceof RangeError) throw new FormRefused('too-large', name)
      return broken()
    }
  }
  return plain.length === size && crc32(plain) === entry.crc ? plain : broken()
}
