// The page that tells how the score is calculated, as its readers see it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Lang } from '../../src/model/vocabulary.ts'
import { ROOT } from './assess.ts'

export const methodPage = (lang: Lang): string => readFileSync(join(ROOT, 'docs', lang === 'es' ? 'method.md' : 'method.en.md'), 'utf8')

/** Its tables in order (factors, worked cases, grades, maturity), each as rows of cells without the header. */
export const tablesOfMethod = (lang: Lang): string[][][] =>
  [...methodPage(lang).matchAll(/(?:^\|.*\n)+/gm)].map(([table]) =>
    table
      .trim()
      .split('\n')
      .slice(2)
      .map((row) =>
        row
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      ),
  )
