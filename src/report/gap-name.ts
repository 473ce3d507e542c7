// How a gap is named, in every format: as the fact that the rule words only where something shows it, else by what is lacking.
import { messages } from '../i18n/index.ts'
import type { Finding } from '../model/assessment.ts'
import { groundOf } from '../model/ground.ts'
import type { Lang } from '../model/vocabulary.ts'

export function gapName(finding: Finding, lang: Lang): string {
  const { gap, title } = finding.text
  const ground = groundOf(finding)
  return ground === 'shown' ? gap[lang] : messages(lang).findings.doubt[ground](title[lang])
}
