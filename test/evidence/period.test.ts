// Evidence of a year that has gone by: told in every report and when the interview is opened, and no error.
import { expect, test } from 'vitest'
import { assess } from '../../src/assess.ts'
import markdown from '../../src/report/markdown.ts'
import terminal from '../../src/report/terminal.ts'
import { library } from '../../src/rulebook/library.ts'
import { folderOf } from '../support/folder.ts'
import { converse } from '../support/interview.ts'
import { LANGS } from '../support/run.ts'

const folder = (period: number) =>
  folderOf({
    'cumple.yaml': `schema: cumple/evidence@1\ninstitution: {id: muni, name: Municipio, kind: municipality}\nperiod: ${period}\nrulebooks: [{id: aig-tic}, {id: soc-gubernamental}]\n`,
    'answers/ACT.yaml': 'ACT-01: {value: no}\n',
  })
const SAID = {
  es: 'El período que se evalúa es 2026 y el día de la evaluación es de 2027',
  en: 'The period assessed is 2026 and the day of assessment is in 2027',
}

test('the day of assessment is of a later year than the period', async () => {
  const on = (asOf: string, period = 2026) => assess({ path: folder(period), asOf, generatedAt: `${asOf}T00:00:00-05:00`, version: '0.0.0', library })
  const told = async (asOf: string, period?: number) => (await on(asOf, period)).observations.filter(({ id }) => id === 'period-past')
  expect(await told('2026-12-31')).toEqual([])
  expect(await told('2026-11-21', 2027)).toEqual([])
  expect(await told('2027-01-01')).toEqual([{ id: 'period-past', params: { period: 2026, year: 2027 }, rules: [], locations: [] }])
  const assessment = await on('2027-11-30')
  for (const lang of LANGS) {
    const options = { lang, level: 'full', paper: 'letter' } as const
    expect(terminal.render(assessment, options).replaceAll(/\s+/g, ' ').split(SAID[lang])).toHaveLength(2)
    expect(markdown.render(assessment, options)).toContain(`\n- ${SAID[lang]}`)
  }
})

test('the interview says so when it is opened', async () => {
  const opening = async (period: number) => (await converse(folder(period), {}, { leaveAt: 1 })).said.join(' ').replaceAll(/\s+/g, ' ')
  expect(await opening(2025)).toContain('El período que se evalúa es 2025 y el día de la evaluación es de 2026')
  expect(await opening(2026)).not.toContain('El período que se evalúa')
})
