// Writes the parts of fixtures/ that are tedious by hand: sample PDFs, big or oddly encoded tables, and the SHA-256 of
// registered documents. No clock, no chance: run twice, it gives the same bytes. Run: node scripts/make-fixtures.ts
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ISO_27001_CONTROLS } from '../src/model/controls.ts'
import { readYaml } from '../src/util/yaml.ts'
import { TEXTS, type DocumentText } from '../test/fixtures/document-texts.ts'

const ROOT = join(import.meta.dirname, '..', 'fixtures')

interface Registered {
  title: string
  number?: string
  issued?: string
  signed_by?: string
  path: string
}

// --- windows-1252 -----------------------------------------------------------------------------------------------

const CP1252: Record<string, number> = { '€': 0x80, '…': 0x85, '‘': 0x91, '’': 0x92, '“': 0x93, '”': 0x94, '•': 0x95, '–': 0x96, '—': 0x97 }
const cp1252 = (text: string): Buffer => Buffer.from([...text].map((c) => CP1252[c] ?? ((c.codePointAt(0) ?? 0) < 0x100 ? c.charCodeAt(0) : 0x3f)))

// --- A PDF of one Letter page, with the standard Helvetica faces -----------------------------------------------------

interface Line {
  readonly text: string
  readonly size: number
  readonly bold?: boolean
  readonly after: number
}

const literal = (text: string) => `(${text.replace(/[\\()]/g, '\\$&')})`
const utf16 = (text: string) => `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()}>`

function pdf(title: string, lines: readonly Line[]): Buffer {
  let y = 734
  const shown = lines.map((line) => {
    const show = `BT /${line.bold ? 'F2' : 'F1'} ${line.size} Tf 72 ${y} Td ${literal(line.text)} Tj ET`
    y -= line.after
    return show
  })
  if (y < 60) throw new Error(`${title}: more than a page`)
  const footer = `BT /F1 8 Tf 72 40 Td ${literal('DOCUMENTO FICTICIO - muestra de Cumple, sin valor alguno')} Tj ET`
  const stream = cp1252(['0.5 w 72 711 m 540 711 l S', ...shown, footer].join('\n'))
  const face = (name: string) => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /Lang (es-PA) >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> /Contents 4 0 R >>',
    Buffer.concat([Buffer.from(`<< /Length ${stream.length} >>\nstream\n`), stream, Buffer.from('\nendstream')]),
    face('Helvetica'),
    face('Helvetica-Bold'),
    `<< /Title ${utf16(title)} >>`,
  ]
  const parts = [Buffer.from('%PDF-1.4\n%\xE2\xE3\xCF\xD3\n', 'latin1')]
  const offsets: number[] = []
  const length = () => parts.reduce((sum, part) => sum + part.length, 0)
  for (const [index, object] of objects.entries()) {
    offsets.push(length())
    parts.push(Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n'))
  }
  const start = length()
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 7 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  )
  return Buffer.concat(parts)
}

const MONTHS = ['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio', 'julio', 'agosto', 'septiembre', 'octubre', 'noviembre', 'diciembre']
const longDate = (day: string) => `${Number(day.slice(8))} de ${MONTHS[Number(day.slice(5, 7)) - 1] ?? ''} de ${day.slice(0, 4)}`

function wrap(text: string, width: number): string[] {
  const indent = /^ */.exec(text)?.[0] ?? ''
  const lines: string[] = []
  for (const word of text.trim().split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && indent.length + last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines.map((line) => indent + line)
}

/** Letterhead, title, number, place and date, body, signature. */
function sheet(institution: string, place: string, entry: Registered, text: DocumentText, body = text.body): Buffer {
  const block = (paragraph: string, size: number, bold: boolean, after: number): Line[] =>
    wrap(paragraph, bold ? 62 : 88).map((line, index, all) => ({ text: line, size, bold, after: index === all.length - 1 ? after : size + 4 }))
  const signer = entry.signed_by ?? text.signer ?? ''
  return pdf(entry.title, [
    ...block('REPÚBLICA DE PANAMÁ', 9, true, 14),
    ...block(institution.toUpperCase(), 11, true, 50),
    ...block(entry.title, 14, true, 24),
    ...(entry.number === undefined ? [] : block(entry.number, 11, false, 18)),
    ...(entry.issued === undefined ? [] : block(`${place}, ${longDate(entry.issued)}`, 11, false, 34)),
    ...body.flatMap((paragraph) => block(paragraph, 10.5, false, 22)),
    ...block(' ', 10.5, false, 34),
    ...block('______________________________', 10.5, false, 15),
    ...block(signer, 10.5, false, 14),
  ])
}

// --- Tables --------------------------------------------------------------------------------------------------------

const quoted = (cell: string, delimiter: string) => (/["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell)
const csv = (rows: readonly (readonly string[])[], delimiter = ',', end = '\n') =>
  rows.map((row) => row.map((cell) => quoted(cell, delimiter)).join(delimiter) + end).join('')

/** A small fixed sequence (Park–Miller), so that tables look uneven and never change. */
function sequence(seed: number): <T>(items: readonly T[]) => T {
  let state = seed
  return <T>(items: readonly T[]) => {
    state = (state * 48271) % 2147483647
    const item = items[state % items.length]
    if (item === undefined) throw new Error('empty list')
    return item
  }
}

const SITES = [
  ...Array<string>(5).fill('Sede Central, Ciudad de Panamá'),
  'Regional de Bocas del Toro, Changuinola',
  'Regional de Chiriquí, David',
  'Regional de Coclé, Penonomé',
  'Regional de Colón, Colón',
  'Regional de Darién, Metetí',
  'Regional de Herrera, Chitré',
  'Regional de Los Santos, Las Tablas',
  'Regional de Panamá Oeste, La Chorrera',
  'Regional de Veraguas, Santiago',
]
const AREAS = ['Atención Ciudadana', 'Registro', 'Planificación', 'Administración', 'Recursos Humanos', 'Secretaría General', 'Tecnología', 'Comunicación']
const DESKTOP = ['Desktop', 'Dell', 'OptiPlex 7010', 'Windows 11 Pro'] as const
const LAPTOP = ['Laptop', 'Lenovo', 'ThinkPad E14', 'Windows 11 Pro'] as const
const MODELS: readonly (readonly [string, string, string, string])[] = [
  DESKTOP,
  DESKTOP,
  DESKTOP,
  DESKTOP,
  LAPTOP,
  LAPTOP,
  LAPTOP,
  ['Desktop', 'HP', 'ProDesk 400 G6', 'Windows 10 Pro'],
  ['Impresora', 'Epson', 'WorkForce Pro', ''],
  ['Switch', 'Cisco', 'CBS350-24P', ''],
  ['Servidor', 'Dell', 'PowerEdge R450', 'Ubuntu Server 24.04'],
  ['Punto de acceso', 'Ubiquiti', 'U6-Lite', ''],
]

/** 400 items as a help-desk tool exports them; 60 of 2,000 required cells are blank (97 %), two tags are repeated, one date cannot be. */
function hardware(): string {
  const pick = sequence(2026)
  const header = [
    'Nombre',
    'Estado',
    'Fabricante',
    'Número de serie',
    'Tipo',
    'Modelo',
    'Sistema operativo - Nombre',
    'Localización',
    'Usuario',
    'Grupo',
    'Número de inventario',
    'Fecha de compra',
    'Última actualización',
  ]
  const rows = Array.from({ length: 400 }, (_, index) => {
    const n = index + 1
    const [kind, brand, model, os] = pick(MODELS)
    const tag = n === 211 ? 37 : n === 388 ? 142 : n
    const [year, month, day] = [2018 + (n % 8), 1 + ((n * 7) % 12), 1 + ((n * 11) % 28)]
    return [
      `MAE-${String(n).padStart(4, '0')}`,
      pick(['En uso', 'En uso', 'En uso', 'En uso', 'En depósito', 'En reparación']),
      brand,
      n % 18 === 5 && n < 396 ? '' : `EJ${String(100000 + n * 137)}`,
      n % 150 === 1 ? 'UPS' : kind,
      n % 100 === 44 ? '' : model,
      os,
      pick(SITES),
      n % 12 === 3 ? '' : `Persona Ejemplo ${20 + (n % 180)}`,
      pick(AREAS),
      `MAE-TIC-${String(tag).padStart(5, '0')}`,
      n === 300 ? '31/02/2024' : `${String(day).padStart(2, '0')}/${String(month).padStart(2, '0')}/${year}`,
      '2026-10-02 06:00',
    ]
  })
  return `\uFEFF${csv([header, ...rows], ';', '\r\n')}`
}

const SOFTWARE: readonly (readonly [string, string, string, string, number])[] = [
  ['Windows 11 Pro', '24H2', 'Microsoft', 'comercial', 236],
  ['Windows 10 Pro', '22H2', 'Microsoft', 'comercial', 31],
  ['Ofimática Ejemplo 365', '2026.09', 'Ofimática Ejemplo, S. A.', 'comercial', 410],
  ['Antivirus Ejemplo Corporativo', '14.2', 'Seguridad Ejemplo, S. A.', 'comercial', 320],
  ['DiseñoCAD Ejemplo', '2025', 'Diseño Ejemplo, S. A.', 'comercial', 15],
  ['Respaldo Ejemplo', '9.1', 'Respaldo Ejemplo, S. A.', 'comercial', 6],
  ['Planilla Ejemplo', '7.4', 'Planilla Ejemplo, S. A.', 'comercial', 4],
  ['Editor PDF Ejemplo', '11', 'Documentos Ejemplo, S. A.', 'comercial', 60],
  ['Ubuntu Server', '24.04', 'Canonical', 'libre', 22],
  ['PostgreSQL', '16.4', 'PostgreSQL Global Development Group', 'libre', 9],
  ['Firefox', '140 ESR', 'Mozilla', 'libre', 267],
  ['LibreOffice', '25.2', 'The Document Foundation', 'libre', 48],
  ['7-Zip', '24.09', 'Igor Pavlov', 'libre', 260],
  ['GLPI', '', 'Teclib', 'libre', 1],
  ['Ventanilla en línea', '3.8', 'Dirección de Tecnología', 'propio', 2],
  ['Registro de constancias', '2.11', 'Dirección de Tecnología', 'propio', 2],
]

/** Tab separated; commercial products split in two groups of equipment, so that installations must be added up. */
const software = (): string =>
  csv(
    [
      ['producto', 'versión instalada', 'proveedor', 'equipo', 'tipo', 'número de instalaciones'],
      ...SOFTWARE.flatMap(([name, version, vendor, kind, n]) => {
        const central = Math.ceil(n * 0.6)
        return [['Sede Central', central] as const, ['Sedes regionales', n - central] as const]
          .filter(([, count]) => count > 0)
          .map(([group, count]) => [name, version, vendor, group, kind, String(count)])
      }),
    ],
    '\t',
  )

/** As an old spreadsheet program saves it: semicolons, windows-1252, day first. */
const licences = (): Buffer =>
  cp1252(
    csv(
      [
        ['Número de licencia', 'Producto', 'Tipo de licencia', 'Cantidad', 'Orden de compra', 'Fecha de vencimiento', 'Estado de renovación'],
        ['LIC-001', 'Windows 11 Pro', 'OEM', '240', 'OC-2023-0417', '', ''],
        ['LIC-002', 'Windows 10 Pro', 'OEM', '40', 'OC-2019-0120', '', ''],
        ['LIC-003', 'Ofimática Ejemplo 365', 'suscripción', '425', 'Contrato 012-2026', '28/02/2027', ''],
        ['LIC-004', 'Antivirus Ejemplo Corporativo', 'suscripción', '350', 'Contrato 027-2025', '31/12/2026', 'sin iniciar'],
        ['LIC-005', 'DiseñoCAD Ejemplo', 'suscripción', '12', 'OC-2025-0288', '15/07/2027', ''],
        ['LIC-006', 'Respaldo Ejemplo', 'suscripción', '6', 'Contrato 031-2025', '15/01/2027', 'solicitada'],
        ['LIC-007', 'Planilla Ejemplo', 'perpetua', '5', 'OC-2017-0033', '', ''],
        ['LIC-008', 'Editor PDF Ejemplo', 'perpetua', '60', 'OC-2024-0190', '', ''],
        ['LIC-009', 'Estadística Ejemplo', 'suscripción', '8', 'OC-2025-0301', '30/09/2026', 'no se renovará'],
        ['LIC-010', 'Ubuntu Server', 'código abierto', '22', '', '', ''],
        ['LIC-011', 'PostgreSQL', 'código abierto', '9', '', '', ''],
      ],
      ';',
      '\r\n',
    ),
  )

/** The 93 controls of ISO/IEC 27002:2022 with state and reason; two reasons are blank. */
function controls(): string {
  const excluded = new Map([
    ['A.8.30', 'Excluido: no se contrata desarrollo a terceros.'],
    ['A.8.4', 'Excluido: el código fuente lo custodia el proveedor.'],
  ])
  const blank = new Set(['A.7.12', 'A.8.17'])
  const reason = {
    aplicado: 'Incluido: reduce riesgos del análisis de 2026.',
    parcial: 'Incluido: falta extenderlo a las sedes regionales.',
    previsto: 'Incluido: figura en el plan de 2027.',
  }
  const owner: Record<string, string> = { 5: 'Oficial de Seguridad', 6: 'Recursos Humanos', 7: 'Seguridad Institucional', 8: 'Dirección de Tecnología' }
  const rows = ISO_27001_CONTROLS.map(({ id, es }, index) => {
    const state = index % 13 === 12 ? 'previsto' : index % 7 === 4 ? 'parcial' : 'aplicado'
    const out = excluded.get(id)
    return [
      'ISO/IEC 27002:2022',
      id,
      es,
      out ? 'no aplica' : state,
      blank.has(id) ? '' : (out ?? reason[state]),
      owner[id.charAt(2)] ?? '',
      'Declaración OSI-05-2025',
      '2025-12-05',
    ]
  })
  return csv([['norma', 'control', 'título', 'estado', 'justificación', 'responsable', 'documento', 'fecha de revisión'], ...rows])
}

// --- Hostile tables: every cell that reaches a report tries to break out of it ---------------------------------------

const HARM = [
  '=1+1',
  '@SUM(A1)',
  "-1+cmd|' /C calc'!A0",
  '+1+1',
  '\u001b[31mrojo\u001b[0m',
  'abc\u202Edef',
  'cero\u200Bancho',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '{{constructor.constructor}}',
  '![x](http://127.0.0.1:9/x)',
  '[x](javascript:alert(1))',
  '```\n# titulo',
  '<!-- -->]]>',
  '::add-mask::x',
  '##[error]x',
  '🏛️🇵🇦',
  'a|b',
  '"comillas"',
  "'; DROP TABLE x",
  '\u0007\u009b31m',
  'R&D &lt;b&gt;',
]

const hostileHardware = () =>
  csv([
    [
      'id',
      'clase',
      'marca',
      'modelo',
      'serie',
      'ubicacion',
      'custodio',
      ...HARM.slice(0, 3),
      HARM[7] ?? '',
      HARM[10] ?? '',
      'R&D | "x"',
      '\u001b[31m\u202Ecabecera',
      '::add-mask::x',
    ],
    ...HARM.map((harm, index) => [harm, index % 3 ? harm : 'equipo', harm, harm, index % 2 ? '' : harm, harm, '', ...Array<string>(8).fill(harm)]),
  ])
const hostileAgenda = () =>
  csv([
    ['id', 'meta', 'horizonte', 'fecha_meta'],
    ...['corto', 'mediano', 'largo'].map((term, index) => [HARM[index] ?? '', HARM[index + 7] ?? '', term, '2027-01-31']),
  ])
const hostilePlan = () => csv([['id', 'iniciativa', 'meta_agenda'], ...HARM.map((harm) => [harm, harm, `${harm} sin meta`.replaceAll(';', ',')])])
const hostileSoftware = () =>
  csv([['producto', 'version', 'proveedor', 'equipo', 'tipo', 'instalaciones'], ...HARM.map((harm) => [harm, harm, harm, harm, 'comercial', '2'])])
const hostileLicences = () =>
  csv([
    ['id', 'producto', 'tipo', 'cantidad', 'contrato', 'vence', 'estado_renovacion'],
    ...HARM.map((harm, index) => [harm, harm, 'suscripcion', '1', index % 2 ? '' : harm, '2026-12-01', harm]),
  ])
const hostileIncidents = () =>
  csv([
    [
      'id',
      'detectado',
      'clasificacion',
      'severidad',
      'reportable',
      'motivo_no_reporte',
      'descripcion',
      'contenido',
      'causa',
      'cerrado',
      'reportado_csirt',
      'acuse',
    ],
    ...HARM.map((harm, index) => [harm, index % 4 ? '2026-05-01 10:00' : harm, harm, 'alta', 'sí', harm, harm, '', harm, '', '', harm]),
  ])
const hostileSoc = () =>
  csv([
    ['id', 'norma', 'regla', 'estado', 'responsable', 'evidencia'],
    ['1', HARM[0] ?? '', HARM[7] ?? '', 'no cumple', HARM[1] ?? '', HARM[12] ?? ''],
  ])

// --- Writing -------------------------------------------------------------------------------------------------------

function write(path: string, content: string | Buffer): void {
  const full = join(ROOT, path)
  mkdirSync(dirname(full), { recursive: true })
  writeFileSync(full, content)
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** Writes the PDFs of a register and puts their digests where the register has a `sha256:` line. */
function documents(folder: keyof typeof TEXTS, register: string, section: string | undefined, institution: string, place: string): void {
  const file = join(ROOT, folder, register)
  const read = readYaml(readFileSync(file), register)
  if (!read.ok) throw new Error(`${register}: ${JSON.stringify(read.problems)}`)
  const value = read.yaml.value as Record<string, unknown>
  const entries = (section === undefined ? value : value[section]) as Record<string, Registered>
  const digests = new Map<string, string>()
  for (const [id, text] of Object.entries<DocumentText>(TEXTS[folder])) {
    const entry = entries[id]
    if (!entry) throw new Error(`${folder}: ${id} is not in ${register}`)
    const bytes = sheet(institution, place, entry, text)
    write(`${folder}/${entry.path}`, bytes)
    const digest = sha256(text.registered === undefined ? bytes : sheet(institution, place, entry, text, text.registered))
    for (const [other, { path }] of Object.entries(entries)) if (path === entry.path) digests.set(other, digest)
  }
  let current = ''
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => {
      current = /^ *([A-Za-z][\w.-]*): *(#.*)?$/.exec(line)?.[1] ?? current
      const digest = digests.get(current)
      return digest === undefined ? line : line.replace(/^( +sha256: ).*$/, `$1${digest}`)
    })
  writeFileSync(file, lines.join('\n'))
}

if (!existsSync(ROOT)) throw new Error(`${ROOT} is not there`)
write('ministerio/datos/hardware.csv', hardware())
write('ministerio/datos/software.csv', software())
write('ministerio/datos/licencias.csv', licences())
write('ministerio/datos/controles.csv', controls())
write(
  'ministerio/documentos/borrador-politica-v3.pdf',
  pdf('Borrador', [
    { text: 'BORRADOR - Política de seguridad, versión 3', size: 14, bold: true, after: 24 },
    { text: 'En revisión legal. No registrado.', size: 10.5, after: 20 },
  ]),
)
documents('ministerio', 'documents.yaml', undefined, 'Ministerio de Asuntos Ejemplares (ficticio)', 'Panamá')
documents('municipio', 'evidence.yaml', 'documents', 'Municipio de Villa Ejemplo (ficticio)', 'Villa Ejemplo')
documents('nacional', 'documents.yaml', undefined, 'Estado panameño (muestra ficticia)', 'Ciudad de Panamá')
write('hostil/datos/hardware & copia #1 (final) [x]{y} =1+1 ñ \u202Evsc.csv', hostileHardware())
write('hostil/datos/agenda.csv', hostileAgenda())
write('hostil/datos/poa.csv', hostilePlan())
write('hostil/datos/software.csv', hostileSoftware())
write('hostil/datos/licencias.csv', hostileLicences())
write('hostil/datos/incidentes.csv', hostileIncidents())
write('hostil/datos/reglas_soc.csv', hostileSoc())
write('hostil/datos/severidades.csv', 'id,categoria,severidad\n1,"comilla sin cerrar,alta\n')
write("hostil/datos/=1+1 & 'no leído' #2 [x](y) `z` ]]&gt; %00 🏛.csv", 'a,b\n')
write("hostil/auditoria & '=1+1' #1.yaml", 'schema: cumple/audit@1\n')
documents('hostil', 'documents.yaml', undefined, 'Institución hostil (ficticia)', 'Panamá')
