// What goes wrong in life and in attacks, one kind per institution: changes to the files of a healthy one, and what must come of it.
import { spawnSync } from 'node:child_process'
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Evidence } from './campaign-evidence.ts'
import type { Institution } from './campaign-roster.ts'

export interface Breakage {
  readonly kind: string
  /** What a campaign makes of it. */
  readonly status: 'assessed' | 'rejected' | 'missing'
  /** Why it is rejected there. */
  readonly code?: 'input' | 'duplicate' | 'id-mismatch' | 'rulebook-version'
  /** What `cumple assess` ends with when it is given the rulebook by hand; null where there is no folder. */
  readonly exit: 0 | 3 | null
  /** It needs tables, which boards have none of. */
  readonly tables?: true
  /** Before writing: changes the content. */
  readonly alter?: (evidence: Evidence, institution: Institution) => void
  /** After writing: what only a file system can show. `folder` is the institution's. */
  readonly place?: (folder: string, evidence: Evidence, institution: Institution) => void
}

const text = ({ files }: Evidence, path: string): string => String(files.get(path) ?? '')
const change = (evidence: Evidence, path: string, how: (text: string) => string | Buffer) => void evidence.files.set(path, how(text(evidence, path)))
const inManifest =
  (how: (text: string, institution: Institution) => string | Buffer): NonNullable<Breakage['alter']> =>
  (evidence, institution) =>
    change(evidence, evidence.manifest, (before) => how(before, institution))
/** A name that is a formula, markup, reordered text or two lines, or all of them in turn. */
const named = (name: string) => inManifest((before) => before.replace(/^ {2}name: .*$/m, () => `  name: ${JSON.stringify(name)}`))
const rejected = { status: 'rejected', code: 'input', exit: 3 } as const
const assessed = { status: 'assessed', exit: 0 } as const
const HARDWARE = 'datos/hardware.csv'

function bomb(): string {
  const level = (index: number) => `b${index}: &b${index} [${Array.from({ length: 9 }, () => (index === 0 ? 'x' : `*b${index - 1}`)).join(', ')}]`
  return `${Array.from({ length: 9 }, (_, index) => level(index)).join('\n')}\n`
}

function fifo(path: string): void {
  mkdirSync(dirname(path), { recursive: true })
  // Where there are no FIFOs, a folder of that name is no regular file either.
  if (spawnSync('mkfifo', [path]).status !== 0) mkdirSync(path)
}

function link(folder: string, path: string, target: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  symlinkSync(target, join(folder, path))
}

/** The folder that nobody listed. */
export const STRAY = 'oficina-que-nadie-espera'

/** In the order in which they are planted: the first ten are what a campaign of 193 gets. */
export const BREAKAGES: readonly Breakage[] = [
  { kind: 'yaml-syntax', ...rejected, alter: inManifest((before) => `${before}answers: [{\n`) },
  { kind: 'missing', status: 'missing', exit: null },
  {
    kind: 'rulebook-version',
    status: 'rejected',
    code: 'rulebook-version',
    exit: 0,
    alter: inManifest((before) => before.replace(/version: \^[\d.]+/, 'version: ^9.0.0')),
  },
  { kind: 'path-outside', ...rejected, alter: inManifest((before) => `${before}datasets:\n  hardware: {path: ../../../etc/passwd}\n`) },
  { kind: 'duplicate-id', status: 'rejected', code: 'duplicate', exit: 0, place: (folder, { files }) => writeFiles(`${folder}-copia`, files) },
  {
    kind: 'fifo',
    ...rejected,
    place: (folder, { manifest }) => (manifest === 'cumple.yaml' ? fifo(join(folder, 'answers', 'ZZZ.yaml')) : fifo(join(folder, 'cumple.yaml'))),
  },
  { kind: 'sparse-csv', ...assessed, tables: true, place: sparse },
  { kind: 'yaml-bomb', ...rejected, alter: inManifest((before) => before + bomb()) },
  { kind: 'hostile-formula', ...assessed, alter: named(`=cmd|' /C calc'!A1`) },
  {
    kind: 'windows-1252',
    ...assessed,
    tables: true,
    alter: (evidence) => evidence.files.set(HARDWARE, latin(hardware(evidence, 'Depósito de Coclé, señalización'))),
  },
  {
    kind: 'id-mismatch',
    status: 'rejected',
    code: 'id-mismatch',
    exit: 0,
    alter: inManifest((before, { id }) => before.replace(`  id: ${id}\n`, `  id: ${id}-x\n`)),
  },
  { kind: 'unknown-key', ...rejected, alter: inManifest((before) => `${before}presupuesto: 1200000\n`) },
  {
    kind: 'symlink-outside',
    ...rejected,
    alter: inManifest((before) => `${before}datasets:\n  incidentes: {path: datos/enlace.csv}\n`),
    place: (folder) => link(folder, 'datos/enlace.csv', '/etc/passwd'),
  },
  { kind: 'empty-folder', ...rejected, alter: ({ files }) => files.clear(), place: (folder) => void mkdirSync(folder, { recursive: true }) },
  { kind: 'deep-nesting', ...rejected, alter: inManifest((before) => `${before}waivers: ${'['.repeat(5_000)}${']'.repeat(5_000)}\n`) },
  {
    kind: 'ragged-csv',
    ...assessed,
    tables: true,
    alter: (evidence) =>
      evidence.files.set(
        HARDWARE,
        hardware(evidence, 'Sede')
          .replaceAll(/^(EJ-\d+3),.*$/gm, '$1,equipo')
          .replaceAll(/^(EJ-\d+7.*)$/gm, '$1,de,más'),
      ),
  },
  { kind: 'hostile-markup', ...assessed, alter: named(`<script>alert(1)</script><img src=x onerror=alert(2)>"'&`) },
  { kind: 'hostile-rtl', ...assessed, alter: named('Junta \u202Efdp.exe\u202C \u2066oculta\u2069 @SUM(1+1) 😀') },
  { kind: 'hostile-note', ...assessed, alter: hostileNote },
  {
    kind: 'both-forms',
    ...rejected,
    place: (folder, { manifest }) => writeFileSync(join(folder, manifest === 'cumple.yaml' ? 'evidence.yaml' : 'cumple.yaml'), 'schema: cumple/evidence@1\n'),
  },
  { kind: 'bad-encoding', ...rejected, alter: inManifest((before) => Buffer.concat([Buffer.from(before), Buffer.from([0x23, 0xff, 0xfe, 0x0a])])) },
  { kind: 'fifo-table', ...assessed, tables: true, alter: ({ files }) => void files.delete(HARDWARE), place: (folder) => fifo(join(folder, HARDWARE)) },
  // Somebody else's evidence under one's own name.
  { kind: 'linked-folder', status: 'rejected', code: 'input', exit: 0, alter: ({ files }) => files.clear(), place: (folder) => symlinkSync(STRAY, folder) },
]

/** A table of hardware with accents; the one that was there may not have any. */
function hardware({ files }: Evidence, place: string): string {
  files.delete(HARDWARE)
  const rows = Array.from({ length: 60 }, (_, index) => `EJ-${String(index + 1).padStart(4, '0')},equipo,Marca,Modelo,S${index + 1},"${place}",Peña Muñoz`)
  return `id,clase,marca,modelo,serie,ubicacion,custodio\n${rows.join('\n')}\n`
}

const latin = (text: string): Buffer => Buffer.from(text, 'latin1')

function hostileNote(evidence: Evidence): void {
  const note = `=HYPERLINK("http://ejemplo.invalid";"clic")\n+cmd|' /C calc'!A0\r\n\u202E<script>alert(1)</script>\t\`rm -rf\` ${'x'.repeat(400)}`
  const path = [...evidence.files.keys()].find((name) => name === 'evidence.yaml' || name.startsWith('answers/'))
  if (path !== undefined)
    change(evidence, path, (before) =>
      before
        .replace(/^( *)by: .*$/m, (line, indent: string) => (before.includes('note: ') ? line : `${indent}note: ${JSON.stringify(note)}\n${line}`))
        .replace(/^( *)note: .*$/m, (_, indent: string) => `${indent}note: ${JSON.stringify(note)}`),
    )
}

/** 200 MB that take no room: more than a table may have, which costs the rules that read it and nothing else. */
function sparse(folder: string): void {
  const path = join(folder, HARDWARE)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, 'id,clase,marca\n')
  truncateSync(path, 200_000_000)
}

export function writeFiles(folder: string, files: Evidence['files']): void {
  const made = new Set<string>()
  for (const [path, content] of files) {
    const file = join(folder, path)
    const parent = dirname(file)
    if (!made.has(parent)) mkdirSync(parent, { recursive: true })
    made.add(parent)
    writeFileSync(file, content)
  }
}
