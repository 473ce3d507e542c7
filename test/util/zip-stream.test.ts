// Packages written as their texts come: what a reader finds in them, and what becomes of one that cannot be written.
import { Worker } from 'node:worker_threads'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { zipWriter } from '../../src/util/zip-stream.ts'

/** Long enough to be compressed in a thread, and for that thread to be waited for. */
const LONG = Array.from({ length: 200_000 }, (_, at) => `fila ${at} de «ñandú» 😀\n`)

async function packed(parts: Readonly<Record<string, readonly string[]>>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  const zip = zipWriter((bytes) => chunks.push(bytes))
  for (const [name, texts] of Object.entries(parts)) {
    const part = zip.part(name)
    for (const text of texts) await part.write(text)
    await part.end()
  }
  zip.end()
  zip.close()
  return Buffer.concat(chunks)
}

describe('a package', () => {
  const parts = { 'corta.xml': ['<a/>'], 'larga.xml': LONG, 'vacía.xml': [], 'otra.xml': LONG.slice(0, 20_000) }
  test('is read back whole, long parts and short ones', async () => {
    const read = Object.entries(unzipSync(await packed(parts))).map(([name, bytes]) => [name, strFromU8(bytes)])
    expect(read).toEqual(Object.entries(parts).map(([name, texts]) => [name, texts.join('')]))
  })
  test('is the same bytes each time', async () => {
    const first = await packed(parts)
    expect((await packed(parts)).equals(first)).toBe(true)
  })
  test('a short part is put at once', () => {
    const chunks: Uint8Array[] = []
    const zip = zipWriter((bytes) => chunks.push(bytes))
    zip.put('a.xml', '<á/>')
    zip.end()
    expect(Object.entries(unzipSync(Buffer.concat(chunks))).map(([name, bytes]) => [name, strFromU8(bytes)])).toEqual([['a.xml', '<á/>']])
  })
})

test('a thread that ends before its time is an error, not a package without its end', async () => {
  // One that is stopped before it runs ends with 0, as no thread that fails does.
  process.once('worker', (worker) => worker.once('online', () => setTimeout(() => void Worker.prototype.terminate.call(worker), 60)))
  const zip = zipWriter(() => undefined)
  const part = zip.part('larga.xml')
  const write = async () => {
    for (let round = 0; round < 200; round += 1) for (const text of LONG) await part.write(text)
    await part.end()
  }
  await expect(write()).rejects.toThrow('exited')
  zip.close()
})

test('what writing throws reaches whoever waits, and no thread is left', async () => {
  const zip = zipWriter((bytes) => {
    if (bytes.length > 1_000) throw Object.assign(new Error('full'), { code: 'ENOSPC' })
  })
  const part = zip.part('larga.xml')
  const write = async () => {
    for (const text of LONG) await part.write(text)
    await part.end()
  }
  await expect(write()).rejects.toThrow('full')
  const threads = () => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length
  const before = threads()
  zip.close()
  await expect.poll(threads).toBeLessThan(before)
})
