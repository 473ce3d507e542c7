// Builds dist/: templates, compiled rulebooks, the bundle, and the published JSON Schemas.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { InputError } from '../src/model/problem.ts'
import { compileRulebook } from '../src/rulebook/compile.ts'
import { compileTemplates } from './compile-templates.ts'
import { licenseTexts } from './licenses.ts'
import { writeSchemas } from './schemas.ts'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')

await rm(dist, { recursive: true, force: true })
await mkdir(join(dist, 'rulebooks'), { recursive: true })
await compileTemplates()
for (const entry of await readdir(join(root, 'rules'), { withFileTypes: true })) {
  if (!entry.isDirectory()) continue
  try {
    await writeFile(join(dist, 'rulebooks', `${entry.name}.json`), await compileRulebook(join(root, 'rules', entry.name)))
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    console.error(error.message)
    process.exitCode = 3
  }
}
const result = await build({
  entryPoints: { cli: join(root, 'src/cli/main.ts'), index: join(root, 'src/index.ts') },
  outdir: dist,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  minify: true,
  metafile: true,
  external: ['@sparticuz/chromium'],
  legalComments: 'none',
  logLevel: 'warning',
  // Some CommonJS dependencies call require() for Node's own modules.
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
})
await writeSchemas(join(root, 'schemas'))
const version = (JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }).version
await writeFile(join(root, 'THIRD-PARTY-LICENSES.txt'), await licenseTexts(root, Object.keys(result.metafile.inputs)))
console.log(`cumple ${version}: dist/ built`)
