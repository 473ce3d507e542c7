// The form of a bundle that bin/code-cache.cjs loads: one function expression of what CommonJS modules are given, and its own URL.
import type { BuildOptions } from 'esbuild'

export const SCRIPT_BUNDLE = {
  bundle: true,
  platform: 'node',
  target: 'node22',
  minify: true,
  format: 'cjs',
  // Such a script can require, but not import.
  supported: { 'dynamic-import': false },
  define: { 'import.meta.url': '__url' },
  banner: { js: '(function (exports, require, module, __filename, __dirname, __url) {' },
  footer: { js: '})' },
} satisfies BuildOptions
