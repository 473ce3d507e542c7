import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { pdfHasText } from '../../src/report/pdf-text-check.ts'

const stream = (content: string): Buffer => Buffer.concat([Buffer.from('<</Length 1>> stream\n'), deflateSync(content), Buffer.from('\nendstream\n')])
const font = '<</Type /Font\n/FontFile2 3 0 R>>'

test.for<[string, Buffer, boolean]>([
  ['text in the first stream', Buffer.concat([Buffer.from(font), stream('BT /F4 12 Tf <0036> Tj ET')]), true],
  [
    'text in a later stream',
    Buffer.concat([Buffer.from(font), stream('0 0 m'), Buffer.from('<<>> stream\nno deflate\nendstream'), stream('BT [<0036>] TJ ET')]),
    true,
  ],
  ['no font', stream('BT /F4 12 Tf <0036> Tj ET'), false],
  ['a font that nothing uses', Buffer.concat([Buffer.from(font), stream('0 0 m 10 10 l S')]), false],
  ['a cut stream', Buffer.concat([Buffer.from(font), Buffer.from('>> stream\n')]), false],
  ['nothing', Buffer.alloc(0), false],
])('%s', ([, pdf, expected]) => expect(pdfHasText(pdf)).toBe(expected))
