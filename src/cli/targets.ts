// Formats asked for → where each goes: to its path, to its own name in a folder, or to stdout.
import { join, resolve } from 'node:path'
import { messages } from '../i18n/index.ts'
import type { Lang } from '../model/vocabulary.ts'
import { nearest } from '../util/suggest.ts'
import { UsageError } from './io.ts'

export interface Target<Name extends string> {
  readonly name: Name
  /** Absent: stdout. */
  readonly path?: string
}

/** A list of formats, as far as where they go depends on it. */
type Formats<Name extends string> = Readonly<Record<Name, () => Promise<{ readonly default: { readonly fileName: string | null; readonly binary?: boolean } }>>>

/**
 * Where each format goes; with a folder and no format, the `usual` ones go there. On stdout texts for people may follow one another; a
 * document stands there alone, or nothing could read it.
 */
export async function settleTargets<Name extends string>(
  { format, out }: { readonly format: readonly string[]; readonly out?: string },
  formats: Formats<Name>,
  usual: readonly Name[],
  cwd: string,
  lang: Lang,
): Promise<Target<Name>[]> {
  const asked = format.length === 0 && out !== undefined ? usual : format
  const targets = await Promise.all(
    asked.map(async (text) => {
      const { name, path } = parse(text, formats, lang)
      const { fileName, binary = false } = (await formats[name]()).default
      const forPeople = name === 'terminal' || fileName === null
      const to = path ?? (out === undefined || forPeople ? undefined : join(out, fileName))
      return { forPeople, binary, target: { name, ...(to === undefined ? {} : { path: resolve(cwd, to) }) } }
    }),
  )
  const { usage, errors } = messages(lang).cli
  const streamed = targets.filter(({ target }) => target.path === undefined)
  if (streamed.length > 1 && streamed.some(({ forPeople }) => !forPeople)) throw new UsageError(usage.whereTo())
  const binary = streamed.find((one) => one.binary)
  if (binary) throw new UsageError(usage.binaryToTerminal(binary.target.name))
  const paths = targets.flatMap(({ target }) => target.path ?? [])
  const impossible = paths.find((path) => path.includes('\0'))
  if (impossible !== undefined) throw new UsageError(errors.write(impossible, 'EINVAL'))
  const twice = paths.find((path, index) => paths.indexOf(path) !== index)
  if (twice !== undefined) throw new UsageError(usage.sameTarget(twice))
  return targets.map(({ target }) => target)
}

/** `html=informe.html` → its format and its path. */
function parse<Name extends string>(text: string, formats: Formats<Name>, lang: Lang): { readonly name: Name; readonly path?: string } {
  const { usage } = messages(lang).cli
  const [name = '', ...rest] = text.split('=')
  const path = rest.join('=')
  if (!isOneOf(formats, name)) {
    const known = Object.keys(formats).toSorted()
    const did = nearest(name, known)
    throw new UsageError(`${usage.unknownFormat(name, known.join(', '))}${did === undefined ? '' : ` → ${did}`}`)
  }
  if (rest.length === 0) return { name }
  if (path === '') throw new UsageError(usage.noPath(name))
  return { name, path }
}

const isOneOf = <Name extends string>(formats: Formats<Name>, name: string): name is Name => Object.hasOwn(formats, name)
