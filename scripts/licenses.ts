// The licence of every package that ends up in the bundle, for THIRD-PARTY-LICENSES.txt.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

export async function licenseTexts(root: string, inputs: readonly string[]): Promise<string> {
  const names = new Set(inputs.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []))
  const parts = await Promise.all(
    [...names].toSorted().map(async (name) => {
      const folder = join(root, 'node_modules', name)
      const meta = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string; license?: string }
      const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry))
      const text = file === undefined ? `License: ${meta.license ?? 'see package'}` : (await readFile(join(folder, file), 'utf8')).trim()
      return `${name} ${meta.version}\n\n${text}\n`
    }),
  )
  const rule = `\n${'-'.repeat(72)}\n\n`
  return ['Packages bundled in dist/ and their licences. Inter (templates/fonts) is under the SIL Open Font License beside it.\n', ...parts].join(rule)
}
