// Packs texts into a zip as they come, holding no more than a little of them. With fflate, whose bytes are the same on every machine;
// a long part is compressed in a thread beside the one that makes it.
import { crc32 } from 'node:zlib'
import { AsyncDeflate, Zip, ZipDeflate, type AsyncFlateStreamHandler, type ZipInputFile } from 'fflate'

export interface ZipWriter {
  /** A short part, at once. The part before it has ended, as before each. */
  readonly put: (name: string, text: string) => void
  /** Begins a long part. */
  readonly part: (name: string) => ZipPart
  /** Writes the directory of the package. */
  readonly end: () => void
  /** Stops what is still at work: after `end`, or instead of it. */
  readonly close: () => void
}

/** Both return when more may come, and throw what compressing or writing did. */
export interface ZipPart {
  readonly write: (text: string) => Promise<void>
  readonly end: () => Promise<void>
}

/** A time without a zone is read in the zone of the machine and written in it, so it is the same everywhere. */
const EPOCH = '1980-01-01T00:00:00'
/** Of sheets in XML it makes 6 % more than level 6, in half the time. */
const LEVEL = 4
/** In letters: small pieces cost time, large ones memory. A part that is shorter than `LONG` is compressed before a thread has begun. */
const [PIECE, LONG] = [65_536, 1_048_576]
/** Bytes that may wait to be compressed: more than the first piece, so that making and compressing overlap from the start. */
const MAX_WAITING = 2 * LONG

/** A package whose bytes go to `write`. The same texts in the same pieces give the same bytes. */
export function zipWriter(write: (bytes: Uint8Array) => void): ZipWriter {
  const ready: Uint8Array[] = []
  let failed: Error | undefined
  let wake = (): void => undefined
  const zip = new Zip((error, chunk) => {
    if (error) failed ??= error
    else if (chunk.length > 0) ready.push(chunk)
    wake()
  })
  // Bytes come from the thread at any time; written, and failing, they are only where somebody waits.
  const flush = (): void => {
    if (failed) throw failed
    for (const chunk of ready.splice(0)) write(chunk)
  }
  const until = async (holds: () => boolean): Promise<void> => {
    for (flush(); !holds(); flush())
      await new Promise<void>((resolve) => {
        wake = resolve
      })
  }
  const add = <File extends ZipDeflate | ThreadDeflate>(file: File): File => {
    file.mtime = EPOCH
    zip.add(file)
    return file
  }
  const encoder = new TextEncoder()
  return {
    put: (name, text) => {
      add(new ZipDeflate(name, { level: LEVEL })).push(encoder.encode(text), true)
      flush()
    },
    part: (name) => {
      let held = ''
      let thread: ThreadDeflate | undefined
      return {
        write: async (text) => {
          held += text
          if (held.length < (thread ? PIECE : LONG)) return
          const file = (thread ??= add(new ThreadDeflate(name, () => wake())))
          file.push(encoder.encode(held))
          held = ''
          await until(() => file.waiting < MAX_WAITING)
        },
        end: async () => {
          const file = thread ?? add(new ZipDeflate(name, { level: LEVEL }))
          file.push(encoder.encode(held), true)
          await until(() => thread?.done ?? true)
        },
      }
    },
    end: () => {
      zip.end()
      flush()
    },
    close: () => zip.terminate(),
  }
}

/** A part that another thread compresses, into the same compressed bytes. */
class ThreadDeflate implements ZipInputFile {
  readonly filename: string
  readonly compression = 8
  mtime: string | undefined
  size = 0
  crc = 0
  /** Set by the package it is added to. */
  ondata: AsyncFlateStreamHandler = () => undefined
  readonly terminate: () => void
  done = false
  readonly #deflate: AsyncDeflate

  constructor(filename: string, onDrain: () => void) {
    this.filename = filename
    this.#deflate = new AsyncDeflate({ level: LEVEL }, (error, data, final) => {
      this.done ||= final
      this.ondata(error, data, final)
    })
    this.#deflate.ondrain = onDrain
    this.terminate = () => this.#deflate.terminate()
  }

  /** Bytes that are still to be compressed. */
  get waiting(): number {
    return this.#deflate.queuedSize
  }

  push(chunk: Uint8Array, final = false): void {
    this.crc = crc32(chunk, this.crc)
    this.size += chunk.length
    this.#deflate.push(chunk, final)
  }
}
