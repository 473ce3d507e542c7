// Files that are no form, or worse: refused with a word about why, within bounds, and never opened further (T22).
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { FormRefused } from '../../src/questionnaire/filled.ts'
import { readForm } from '../../src/questionnaire/read.ts'
import { MAX_PART } from '../../src/questionnaire/zip.ts'
import { bytesOf, merged, miniForm } from './forms.ts'

const good = bytesOf(miniForm(), 'xlsx')
const SHEET = 'xl/worksheets/sheet2.xml'

function refusal(bytes: Uint8Array): [string, string] {
  try {
    readForm(bytes, 'f')
  } catch (error) {
    if (error instanceof FormRefused) return [error.reason, error.detail]
    throw error
  }
  throw new Error('it was taken')
}

/** The workbook with one part made anew. */
function repacked(change: (text: string) => string, part = SHEET): Uint8Array {
  const parts = unzipSync(good)
  return zipSync({ ...parts, [part]: strToU8(change(strFromU8(parts[part]!))) })
}

test('the helper leaves a workbook whole', () =>
  expect(
    readForm(
      repacked((text) => text),
      'f',
    ).questions,
  ).toHaveLength(3))

test.for([
  ['nothing', new Uint8Array(), 'empty'],
  ['a program', Buffer.concat([Buffer.from('MZ\u0090\u0000', 'latin1'), Buffer.alloc(500)]), 'program'],
  ['a Linux program', Buffer.from('\u007FELF\u0002\u0001', 'latin1'), 'program'],
  ['an old workbook, or one with a password', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'old-excel'],
  ['a picture', Buffer.from('\u0089PNG\r\n\u001A\n\0\0\0\rIHDR', 'latin1'), 'not-a-form'],
  ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj\n'), 'not-a-form'],
  ['a letter', Buffer.from('Estimados señores:\nadjunto el cuestionario.\n'), 'not-a-form'],
  ['a table of something else', Buffer.from('marca,modelo\nAcme,1\n'), 'not-a-form'],
  ['a form of another version', Buffer.from('cumple/questionnaire@2 institution=x lang=es,,,\n'), 'not-a-form'],
  ['the mark alone', Buffer.from('cumple/questionnaire@1 institution=x lang=es\n'), 'not-a-form'],
  ['a document', zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'word/document.xml': strToU8('<w/>') }), 'other-zip'],
  [
    'an OpenDocument sheet',
    zipSync({ mimetype: [strToU8('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }], 'content.xml': strToU8('<o/>') }),
    'ods',
  ],
  ['cut in half', good.subarray(0, good.length / 2), 'broken-zip'],
  ['without its end', good.subarray(0, good.length - 10), 'broken-zip'],
  ['only the beginning', Buffer.from('PK\u0003\u0004', 'latin1'), 'broken-zip'],
  ['blank lines without end', Buffer.concat([Buffer.from('cumple/questionnaire@1 institution=x lang=es,,'), Buffer.alloc(2_000_001, '\n')]), 'too-many-rows'],
  ['a quote never closed', Buffer.from('cumple/questionnaire@1 institution=x lang=es,,\n"abc,\n'), 'malformed-csv'],
] as const)('%s', ([, bytes, reason]) => expect(refusal(bytes)[0]).toBe(reason))

describe('a workbook', () => {
  test('bomb: what it declares is too much', () => {
    const bomb = repacked(() => ' '.repeat(MAX_PART + 1))
    expect(bomb.length).toBeLessThan(1_000_000)
    expect(refusal(bomb)).toEqual(['too-large', SHEET])
  })
  test('bomb: what it declares is a lie', () => {
    const bomb = Buffer.from(repacked(() => ' '.repeat(40_000_000)))
    const at = bomb.lastIndexOf(Buffer.from(SHEET)) - 46
    expect(bomb.readUInt32LE(at)).toBe(0x02_01_4b_50)
    bomb.writeUInt32LE(100, at + 24)
    const before = process.memoryUsage().arrayBuffers
    expect(refusal(bomb)).toEqual(['too-large', SHEET])
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(60_000_000)
  })
  test('many parts that are too much together', () => {
    const parts = unzipSync(good)
    const filler = strToU8(`<worksheet><sheetData/></worksheet>${' '.repeat(30_000_000)}`)
    const names = [2, 3, 4, 5].map((n) => `xl/worksheets/sheet${n}.xml`)
    const sheets = names.map((_, index) => `<sheet name="s${index}" sheetId="${index + 9}" r:id="r${index}"/>`).join('')
    const bytes = zipSync(
      {
        ...parts,
        ...Object.fromEntries(names.map((name) => [name, filler])),
        'xl/workbook.xml': strToU8(`<workbook><sheets>${sheets}</sheets></workbook>`),
        'xl/_rels/workbook.xml.rels': strToU8(`<R>${names.map((name, index) => `<Relationship Id="r${index}" Target="/${name}"/>`).join('')}</R>`),
      },
      { level: 1 },
    )
    expect(refusal(bytes)[0]).toBe('too-large')
  })
  test.for([
    ['entities that grow', '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'],
    ['entities that fetch', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'],
    ['a DTD from elsewhere', '<!DOCTYPE worksheet SYSTEM "http://127.0.0.1:9/x.dtd">'],
  ] as const)('%s', ([, doctype]) => expect(refusal(repacked((text) => text.replace('<worksheet', `${doctype}<worksheet`)))).toEqual(['doctype', SHEET]))
  test.for([
    ['cut XML', (text: string) => text.slice(0, 5_000)],
    ['tags that do not close', (text: string) => text.replace('</sheetData>', '')],
    ['text that is no XML', () => 'hola'],
  ] as const)('%s', ([, change]) => expect(refusal(repacked(change))[0]).toBe('broken-xml'))
  test('XML in another encoding', () => {
    const parts = unzipSync(good)
    expect(refusal(zipSync({ ...parts, [SHEET]: Buffer.from(strFromU8(parts[SHEET]!), 'utf16le') }))).toEqual(['broken-xml', SHEET])
  })
  test('a text of escapes without end is refused before it is read', () => {
    const cell = `<row r="900"><c r="A900" t="inlineStr"><is><t>${'&amp;'.repeat(1_000_000)}</t></is></c></row></sheetData>`
    expect(refusal(repacked((text) => text.replace('</sheetData>', cell)))).toEqual(['too-large', SHEET])
  })
  test('a million empty rows are passed over', () => {
    const rows = Array.from({ length: 1_000_000 }, (_, index) => `<row r="${index + 1_000}"/>`).join('')
    const form = readForm(
      repacked((text) => text.replace('</sheetData>', `${rows}</sheetData>`)),
      'f',
    )
    expect(form.questions).toHaveLength(3)
  }, 30_000)
  test('more rows with content than a form has are refused', () => {
    const rows = Array.from({ length: 30_000 }, (_, index) => `<row r="${index + 1_000}"><c r="A${index + 1_000}"><v>1</v></c></row>`).join('')
    expect(refusal(repacked((text) => text.replace('</sheetData>', `${rows}</sheetData>`)))[0]).toBe('too-many-rows')
  })
  test('columns beyond any form, addresses that are none, and shared texts that are not there do no harm', () => {
    const cells = '<row r="900"><c r="XFD900"><v>1</v></c><c r="??"><v>1</v></c><c r="A900" t="s"><v>77</v></c><c r="B900" t="s"/></row>'
    expect(
      merged(
        [
          readForm(
            repacked((text) => text.replace('</sheetData>', `${cells}</sheetData>`)),
            'f',
          ),
        ],
        {},
      ).rejected,
    ).toEqual([])
  })
  test('links to outside are not followed', () => {
    const rels = (text: string) => text.replace(/Target="worksheets\/sheet2.xml"/, 'Target="http://127.0.0.1:9/x.xml" TargetMode="External"')
    expect(readForm(repacked(rels, 'xl/_rels/workbook.xml.rels'), 'f').questions.map(({ rule }) => rule)).toEqual(['SEG-01'])
  })
  test('a part that is there twice is refused', () => {
    const twice = Buffer.from(good)
    for (let at = twice.indexOf('xl/worksheets/sheet3.xml'); at >= 0; at = twice.indexOf('xl/worksheets/sheet3.xml', at + 1)) twice.write(SHEET, at)
    expect(refusal(twice)[0]).toBe('broken-zip')
  })
  test('parts that are encrypted are refused', () => {
    const locked = Buffer.from(good)
    for (let at = locked.indexOf('PK\u0001\u0002'); at >= 0; at = locked.indexOf('PK\u0001\u0002', at + 1)) locked.writeUInt16LE(1, at + 8)
    expect(refusal(locked)[0]).toBe('broken-zip')
  })
})

test('a CSV that a spreadsheet saved again: semicolons, tabs, Windows-1252', () => {
  const source = Buffer.from(bytesOf(miniForm({ 'SEG-01': { value: 'no', note: 'señal, y más' } }), 'csv'))
    .toString('utf8')
    .slice(1)
  const there = { 'SEG-01': { value: 'no', note: 'señal, y más' } } as const
  const withDelimiter = (delimiter: string) =>
    source
      .split('\r\n')
      .map((line) =>
        (line.match(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g) ?? [])
          .slice(0, 13)
          .map((cell) => cell.replace(/,$/, ''))
          .join(delimiter),
      )
      .join('\r\n')
  for (const delimiter of [';', '\t']) {
    const merge = merged([readForm(Buffer.from(withDelimiter(delimiter)), 'f.csv')], there)
    expect([merge.unchanged, merge.rejected]).toEqual([['ACT-01', 'ACT-02', 'SEG-01'], []])
  }
  const old = readForm(Buffer.from(source.replaceAll('◇', '?'), 'latin1'), 'f.csv')
  expect(old.notices).toEqual(['not-utf8'])
  expect(merged([old], there).unchanged).toEqual(['ACT-01', 'ACT-02', 'SEG-01'])
})

test('a sign that Windows-1252 does not know alters no answer that nobody touched', () => {
  const said = { value: 'no', note: 'Listo ✅ (100 %), ≥ 3 «veces» 👩‍👧?', by: 'Łucja Ñandú', at: '2026-01-05' } as const
  const there = { 'SEG-01': said, 'ACT-02': { value: 'planned', responsible: 'José 🎉' } } as const
  const source = Buffer.from(bytesOf(miniForm(there), 'csv'))
    .toString('utf8')
    .slice(1)
  for (const mark of ['?', '??']) {
    const marred = source.replace(/[^\n\r\t -ÿ]/gu, mark)
    const read = (text: string) => merged([readForm(Buffer.from(text, 'latin1'), 'f.csv')], there)
    expect(read(marred).unchanged).toEqual(['ACT-01', 'ACT-02', 'SEG-01'])
    const [change] = read(marred.replace('planificado,', 'no,')).changed
    expect(change?.after).toMatchObject({ value: 'no', responsible: 'José 🎉' })
    const [other] = read(marred.replace('(100 %)', '(90 %)')).changed
    expect(other?.after?.note).toContain('(90 %)')
  }
})

test.for([
  ['headings', '# a\n'],
  ['headings far apart', '# a\n\n\n'],
  ['lines of one label', '- Nota: x\n'],
] as const)('a Markdown form of hundreds of thousands of %s is read in seconds', { timeout: 10_000 }, ([, line]) => {
  const text = Buffer.from(bytesOf(miniForm(), 'md')).toString('utf8')
  const at = text.indexOf('\n', text.indexOf('- **Nota')) + 1
  expect(readForm(Buffer.from(text.slice(0, at) + line.repeat(300_000) + text.slice(at)), 'f').questions).toHaveLength(3)
})
