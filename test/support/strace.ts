// Small programs run under strace, which kills or disturbs them at the n-th call that touches our files.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const hasTool = (name: string, ...args: string[]): boolean => spawnSync(name, args).status === 0
export const STRACE = 'strace'
export const canTrace = hasTool(STRACE, '-o', '/dev/null', 'true')
/** The programs. */
export const WRITER = fileURLToPath(import.meta.resolve('./write-child.ts'))
export const STARTER = fileURLToPath(import.meta.resolve('./lock-child.ts'))

/** `trace=` lists what is seen; `inject=` what is done about it; `paths` restricts both, so that counting begins at our first call. */
export interface Disturbance {
  readonly calls: string
  readonly inject?: readonly string[]
  readonly paths: readonly string[]
  readonly log?: string
}

export interface Ran {
  readonly out: string
  readonly killed: boolean
}

export function straceArgs({ calls, inject = [], paths, log = '/dev/null' }: Disturbance): string[] {
  // Signals are not injected under seccomp, which is several times faster.
  const fast = inject.some((what) => what.includes('signal=')) ? [] : ['--seccomp-bpf']
  return [
    '-f',
    '-qq',
    ...fast,
    '-y',
    '-s',
    '100000',
    '-o',
    log,
    '-e',
    `trace=${calls}`,
    ...inject.flatMap((what) => ['-e', `inject=${what}`]),
    ...paths.flatMap((path) => ['-P', path]),
  ]
}

export function runTraced(disturbance: Disturbance, program: string, ...args: string[]): Ran {
  const { stdout, signal, status, stderr } = spawnSync(STRACE, [...straceArgs(disturbance), process.execPath, program, ...args], { encoding: 'utf8' })
  if (signal === null && status !== 0 && status !== 2) throw new Error(`strace: ${status} ${stderr}`)
  return { out: stdout, killed: signal === 'SIGKILL' }
}
