// Adds to package-lock.json the platform packages that a registry view could not resolve when the lock was made.
// npm 11's `ci` refuses a lock that lacks an optional package of another platform, though it would never install it.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

interface Entry {
  readonly version?: string
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly [key: string]: unknown
}

const OS: Record<string, string> = {
  darwin: 'darwin',
  linux: 'linux',
  linuxmusl: 'linux',
  win32: 'win32',
  android: 'android',
  freebsd: 'freebsd',
  openharmony: 'openharmony',
}
const CPU: Record<string, string> = {
  x64: 'x64',
  arm64: 'arm64',
  arm: 'arm',
  ia32: 'ia32',
  ppc64: 'ppc64',
  riscv64: 'riscv64',
  s390x: 's390x',
  loong64: 'loong64',
  wasm32: 'wasm32',
}

/** Names and versions of optional packages that the lock mentions and does not hold. */
export function missingOptional(packages: Readonly<Record<string, Entry>>): { name: string; version: string; dev: boolean }[] {
  const found = Object.entries(packages).flatMap(([path, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !resolves(path, name, packages))
      .map(([name, version]) => ({ name, version, dev: entry['dev'] === true })),
  )
  return found.toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

function resolves(from: string, name: string, packages: Readonly<Record<string, Entry>>): boolean {
  for (let base = from; ; base = base.slice(0, Math.max(0, base.lastIndexOf('node_modules/') - 1))) {
    if (packages[`${base === '' ? '' : `${base}/`}node_modules/${name}`] !== undefined) return true
    if (base === '') return false
  }
}

/** What the name of a platform package says about where it runs. */
function platformOf(name: string): Record<string, readonly string[]> {
  const words = name.split(/[-/]/)
  const os = words.flatMap((word) => OS[word] ?? []).slice(0, 1)
  const cpu = words.flatMap((word) => CPU[word] ?? []).slice(0, 1)
  return { ...(os.length > 0 ? { os } : {}), ...(cpu.length > 0 ? { cpu } : { cpu: ['none'] }) }
}

if (import.meta.main) {
  const file = join(import.meta.dirname, '..', 'package-lock.json')
  const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Entry> }
  const missing = missingOptional(lock.packages)
  for (const { name, version, dev } of missing)
    lock.packages[`node_modules/${name}`] = { version, ...(dev ? { dev } : {}), optional: true, ...platformOf(name) }
  const sorted = Object.entries(lock.packages).toSorted(([a], [b]) => (a < b ? -1 : 1))
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`)
  console.log(`package-lock.json: ${missing.length} platform packages added`)
}
