// Where a folder stands in the git repository around it, found without git.
import { existsSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { isFile } from '../util/kind-of.ts'
import { realPath } from './inside.ts'

/**
 * The folder's path inside the repository that holds it, `''` or ending in `/`; `''` outside of any. Looks for `.git` as git
 * does, without running it: git refuses a repository of another user, which is what the jobs of many CIs have.
 */
export function prefixOf(folder: string): string {
  const real = realPath(folder)
  if (real === undefined) return ''
  for (let root = real; ; root = dirname(root)) {
    const kept = join(root, '.git')
    // A folder with its HEAD, or the file that a worktree and a submodule have instead.
    if (existsSync(join(kept, 'HEAD')) || isFile(kept)) return root === real ? '' : `${relative(root, real).split(sep).join('/')}/`
    if (dirname(root) === root) return ''
  }
}
