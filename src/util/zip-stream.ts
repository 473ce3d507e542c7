// Packs texts into a zip as they come, holding no more than a little of them. With fflate, whose bytes are the same on every machine;
// a long part is compressed in a thread beside the one that makes it.
import { AsyncDeflate, Zip, ZipDeflate, ZipPassThrough } from 'fflate'

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
/** In letters: small pieces cost time, large ones memory. */
const PIECE = 65_536
/** Bytes that may wait to be compressed. */
const MAX_WAITING = 16 * PIECE

/** A package whose bytes go to `write`. */
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
          if (held.length < PIECE) return
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

/** A part that another thread compresses, into the bytes that this one would make of it. */
class ThreadDeflate extends ZipPassThrough {
  override readonly compression = 8
  readonly terminate: () => void
  done = false
  readonly #deflate: AsyncDeflate

  constructor(name: string, onDrain: () => void) {
    super(name)
    this.#deflate = new AsyncDeflate({ level: LEVEL }, (error, data, final) => {
      this.done ||= final
      this.ondata(error, data, final)
    })
    this.#deflate.ondrain = onDrain
    this.terminate = () => this.#deflate.terminate()
  }

  get waiting(): number {
    return this.#deflate.queuedSize
  }

  protected override process(chunk: Uint8Array, final: boolean): void {
    this.#deflate.push(chunk, final)
  }
}
