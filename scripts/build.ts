// Builds dist/: templates, compiled rulebooks, the bundle, and the published JSON Schemas.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type BuildOptions, type Plugin } from 'esbuild'
import { InputError } from '../src/model/problem.ts'
import { compileRulebook } from '../src/rulebook/compile.ts'
import { canonicalJson } from '../src/util/canonical-json.ts'
import { compileTemplates } from './compile-templates.ts'
import { declarations } from './declarations.ts'
import { licenseTexts } from './licenses.ts'
import { SCRIPT_BUNDLE } from './script-bundle.ts'
import { writeSchemas } from './schemas.ts'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')

await rm(dist, { recursive: true, force: true })
await mkdir(join(dist, 'rulebooks'), { recursive: true })
await compileTemplates()
const defaults: Record<string, unknown> = {}
for (const entry of await readdir(join(root, 'rules'), { withFileTypes: true })) {
  if (!entry.isDirectory()) continue
  try {
    const text = await compileRulebook(join(root, 'rules', entry.name))
    await writeFile(join(dist, 'rulebooks', `${entry.name}.json`), text)
    defaults[entry.name] = (JSON.parse(text) as { defaults: unknown }).defaults
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    console.error(error.message)
    process.exitCode = 3
  }
}
await writeFile(join(dist, 'defaults.json'), canonicalJson(defaults))
/**
 * Parts of libraries that nothing here reaches. Commander can run commands as programs of their own, and its module would bring the
 * network with it; puppeteer is only ever connected to a browser that we started, over the DevTools protocol.
 */
const slimmer: Plugin = {
  name: 'without what is never reached',
  setup: (bundler) => {
    const contents = {
      spawn: "module.exports = { get spawn() { return require('node:child_process').spawn } }",
      never: 'module.exports = {}',
    }
    bundler.onLoad({ filter: /.*/, namespace: 'slim' }, ({ path }) => ({ contents: contents[path as keyof typeof contents] }))
    bundler.onResolve({ filter: /^node:child_process$/ }, ({ importer }) => (importer.includes('commander') ? { path: 'spawn', namespace: 'slim' } : undefined))
    bundler.onResolve({ filter: /^@puppeteer\/browsers$|\/bidi\/Browser\w+\.js$|WebSocketTransport\.js$/ }, ({ importer }) =>
      importer.includes('puppeteer-core') ? { path: 'never', namespace: 'slim' } : undefined,
    )
  },
}
const shared = {
  outdir: dist,
  bundle: true,
  platform: 'node',
  target: 'node22',
  minify: true,
  metafile: true,
  external: ['@sparticuz/chromium'],
  legalComments: 'none',
  logLevel: 'warning',
} satisfies BuildOptions
// The command line: one CommonJS file, because only such a script can be kept with what a run compiled (bin/code-cache.cjs).
const cli = await build({
  ...shared,
  entryPoints: { cli: join(root, 'src/cli/main.ts') },
  ...SCRIPT_BUNDLE,
  outExtension: { '.js': '.cjs' },
  plugins: [slimmer],
})
// The loader reads it as Latin-1, the quickest; the bundler escapes strings, but not regular expressions.
const bundle = join(dist, 'cli.cjs')
const escaped = (await readFile(bundle, 'utf8')).replaceAll(/[^\u0000-\u007F]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
await writeFile(bundle, escaped)
// The library keeps its names and has short lines: a program that does not catch an error shows both.
const library = await build({
  ...shared,
  keepNames: true,
  lineLimit: 160,
  entryPoints: { index: join(root, 'src/index.ts') },
  format: 'esm',
  splitting: true,
  // Some CommonJS dependencies call require() for Node's own modules.
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
})
const inputs = new Set([cli, library].flatMap(({ metafile }) => Object.keys(metafile.inputs)))
await writeSchemas(join(root, 'schemas'))
await writeFile(join(dist, 'index.d.ts'), await declarations(root))
const version = (JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }).version
await writeFile(join(root, 'THIRD-PARTY-LICENSES.txt'), await licenseTexts(root, [...inputs]))
console.log(`cumple ${version}: dist/ built`)
