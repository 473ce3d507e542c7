// Forms for the tests: from the fixtures or from a tiny rulebook, rendered, read back, and edited as people would.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { collectEvidence } from '../../src/evidence/collect.ts'
import { openEvidence } from '../../src/evidence/open.ts'
import type { Answer, Evidence } from '../../src/model/evidence.ts'
import type { Rule } from '../../src/model/rulebook.ts'
import type { Lang } from '../../src/model/vocabulary.ts'
import { carried } from '../../src/questionnaire/carried.ts'
import { csvForm } from '../../src/questionnaire/csv.ts'
import type { FilledForm } from '../../src/questionnaire/filled.ts'
import { buildForm, type Form, type FormOptions } from '../../src/questionnaire/form.ts'
import { markdownForm } from '../../src/questionnaire/markdown.ts'
import { mergeForms, type Merge, type MergeWorld } from '../../src/questionnaire/merge.ts'
import { readForm } from '../../src/questionnaire/read.ts'
import { xlsxForm } from '../../src/questionnaire/xlsx.ts'
import { selectRulebooks } from '../../src/rulebook/select.ts'
import { RULEBOOK_IDS, shipped } from '../support/assess.ts'
import { AS_OF, documentOf, evidenceOf } from '../support/evidence.ts'
import { ruleOf, rulebookOf, text } from '../support/rulebook.ts'

export const FORMATS = ['xlsx', 'csv', 'md'] as const
export type FormFormat = (typeof FORMATS)[number]

const RENDER = { xlsx: xlsxForm, csv: csvForm, md: markdownForm }

/** The bytes of a form, as the command writes them. */
export const bytesOf = (form: Form, format: FormFormat): Uint8Array => {
  const data = RENDER[format](form)
  return typeof data === 'string' ? Buffer.from(data, 'utf8') : data
}

export const reread = (form: Form, format: FormFormat, file = `f.${format}`): FilledForm => readForm(bytesOf(form, format), file)

export const MINI = rulebookOf([
  ruleOf('ACT-01', {
    criteria: [
      { id: 'a', ...text('Primero, con coma') },
      { id: 'b', ...text('segundo') },
    ],
  }),
  ruleOf('ACT-02', {
    not_applicable: [
      { id: 'sin-activos', es: 'No tiene activos, ni propios ni ajenos', en: 'It has no assets' },
      { id: 'otra', es: 'Otra razón', en: 'Another reason' },
    ],
  }),
  ruleOf('SEG-01'),
  ruleOf('SEG-02', { shares: 'SEG-01' }),
  ruleOf('SEG-03', { obligation: 'unconfirmed' }),
  ruleOf('SEG-04', { when: 'institution.kind == "municipality"' }),
])

/** Ids of the register. */
export const DOCUMENTS = ['politica', 'acta-2026', 'Plan_1.0'] as const

export const miniEvidence = (answers: Readonly<Record<string, Answer>> = {}): Evidence =>
  evidenceOf({ answers, documents: DOCUMENTS.map((id) => documentOf(id, [])) })

export const miniForm = (answers: Readonly<Record<string, Answer>> = {}, options: Partial<FormOptions> = {}): Form =>
  buildForm(miniEvidence(answers), [{ rulebook: MINI, role: 'entity' }], { lang: 'es', asOf: AS_OF, by: 'topic', ...options })

/** The form as it was exported, filled in with other answers: the stamps stay those of the export. */
export const filledWith = (form: Form, answers: Readonly<Record<string, Answer | undefined>>): Form => ({
  ...form,
  groups: form.groups.map((group) => ({
    ...group,
    questions: group.questions.map((question) => (question.rule.id in answers ? { ...question, answer: carried(answers[question.rule.id]) } : question)),
  })),
})

export const merged = (forms: readonly FilledForm[], answers: Readonly<Record<string, Answer>>, world: Partial<MergeWorld> = {}): Merge =>
  mergeForms(forms, { rules: MINI.rules, answers, documents: DOCUMENTS, today: AS_OF, ...world })

/** A fixture's form with the evidence it is of. */
export async function fixtureForm(
  path: string,
  options: Partial<FormOptions> = {},
): Promise<{ form: Form; answers: Record<string, Answer>; rules: readonly Rule[]; documents: string[] }> {
  const opened = openEvidence(path)
  const library = { ids: () => RULEBOOK_IDS, byId: (id: string) => shipped(id), byPath: (id: string) => shipped(id) }
  const selected = await selectRulebooks(opened, library)
  const evidence = collectEvidence(
    opened,
    selected.flatMap(({ rulebook }) => rulebook.datasets),
  )
  return {
    form: buildForm(evidence, selected, { lang: 'es', asOf: AS_OF, by: 'topic', ...options }),
    answers: Object.fromEntries(Object.entries(opened.answers).map(([rule, { file: _file, line: _line, col: _col, ...answer }]) => [rule, answer])),
    rules: selected.flatMap(({ rulebook }) => rulebook.rules),
    documents: Object.keys(opened.documents),
  }
}

export interface Edit {
  readonly text?: string
  readonly number?: number
  readonly formula?: string
}

/** Writes cells (`SEG!C4`) into a workbook, as a spreadsheet program would save them. */
export function editXlsx(bytes: Uint8Array, edits: Readonly<Record<string, Edit>>): Uint8Array {
  const parts = unzipSync(bytes)
  const names = [...strFromU8(parts['xl/workbook.xml']!).matchAll(/<sheet name="([^"]*)"/g)].map((match) => match[1])
  for (const [where, edit] of Object.entries(edits)) {
    const [sheet, cell] = where.split('!') as [string, string]
    const part = `xl/worksheets/sheet${names.indexOf(sheet) + 1}.xml`
    const source = strFromU8(parts[part]!)
    const pattern = new RegExp(`<c r="${cell}" s="(\\d+)"(?:/>|[^>]*>.*?</c>)`, 's')
    if (!pattern.test(source)) throw new Error(`no cell ${where}`)
    const inside =
      edit.formula !== undefined
        ? `><f>${edit.formula}</f><v>1</v></c>`
        : edit.number !== undefined
          ? `><v>${edit.number}</v></c>`
          : ` t="inlineStr"><is><t xml:space="preserve">${(edit.text ?? '').replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</t></is></c>`
    parts[part] = strToU8(source.replace(pattern, (_, style: string) => `<c r="${cell}" s="${style}"${inside}`))
  }
  return zipSync(parts)
}

export const langs: readonly Lang[] = ['es', 'en']
