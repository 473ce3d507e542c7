// The tables of one institution: how many rows, how good, and their bytes as CSV.
import type { Column, DatasetDef } from '../src/model/rulebook.ts'
import { cellOf, type RowCounts } from './campaign-cells.ts'
import { chanceOf, type Chance } from './campaign-random.ts'
import type { Institution } from './campaign-roster.ts'

/** Rows of the tables that grow with an institution, at the largest; the rest have tens. */
const LARGEST: RowCounts = {
  hardware: 5_000,
  software: 5_000,
  descubrimiento: 4_500,
  cuentas: 4_000,
  personal: 3_000,
  capacitacion: 3_000,
  acuerdos: 3_000,
  solicitudes_linea: 5_000,
  eventos_tramite: 4_000,
  mantenimientos: 500,
  licencias: 400,
  incidentes: 300,
  requisitos: 240,
  tramites: 120,
  sistemas: 60,
}
const SMALL = 40
const MULTIPLE: Readonly<Record<string, readonly [of: string, times: number]>> = {
  capacitacion: ['personal', 1],
  acuerdos: ['personal', 1],
  aplicaciones: ['sistemas', 1],
  ambientes: ['sistemas', 1],
  continuidad: ['sistemas', 1],
  respaldos: ['sistemas', 1],
  restauraciones: ['sistemas', 1],
  disponibilidad: ['sistemas', 1],
  calidad: ['sistemas', 2],
  muestreos_prueba: ['sistemas', 2],
  pruebas_rendimiento: ['versiones', 1],
  cambios: ['versiones', 1],
  mantenimientos: ['hardware', 0.1],
  acciones: ['incidentes', 1],
  control_proyectos: ['proyectos', 1],
  requisitos: ['tramites', 2],
}
const FIXED: RowCounts = {
  controles: 93,
  funciones: 3,
  contactos: 2,
  registro_normativo: 12,
  severidades: 12,
  redes: 8,
  agenda: 12,
  estrategia_digital: 4,
  dominios_correo: 2,
  sitios: 6,
}
/** What a municipality keeps, if it keeps tables at all. */
const LOCAL: ReadonlySet<string> = new Set([
  'hardware',
  'software',
  'licencias',
  'tramites',
  'requisitos',
  'sistemas',
  'respaldos',
  'funciones',
  'contactos',
  'personal',
  'incidentes',
  'poa',
  'agenda',
  'adquisiciones',
  'proyectos',
  'control_proyectos',
])

const SCALE = { large: 1, middle: 0.09, municipality: 0.012, board: 0 } as const

export function rowCounts(defs: readonly DatasetDef[], { tier, size }: Institution): RowCounts {
  const own = (id: string): number =>
    FIXED[id] ?? Math.max(tier === 'municipality' ? 6 : 12, Math.round((LARGEST[id] ?? SMALL) * (id in LARGEST ? SCALE[tier] : 1) * (0.3 + 0.7 * size)))
  const counted = (id: string): number => {
    const [of, times] = MULTIPLE[id] ?? []
    return of === undefined || times === undefined ? own(id) : Math.ceil(own(of) * times)
  }
  return Object.fromEntries(defs.map(({ id }) => [id, counted(id)]))
}

export interface TableState {
  readonly def: DatasetDef
  /** Share of cells that are wrong; none in a table that is in order. */
  readonly defects: number
}

/** Which tables an institution has, and in what state; `without` are those that its facts deny. */
export function tablesOf(defs: readonly DatasetDef[], { id, tier, quality }: Institution, without: ReadonlySet<string>, seed: string): TableState[] {
  if (tier === 'board') return []
  return defs.flatMap((def) => {
    const chance = chanceOf(`${seed}/${id}/has/${def.id}`)
    const has = chance.yes(tier === 'municipality' ? (LOCAL.has(def.id) ? 0.15 + quality : 0) : 0.5 + 0.47 * quality)
    const good = chance.yes(0.08 + 0.78 * quality)
    if (!has || without.has(def.id)) return []
    return [{ def, defects: good ? 0 : 0.004 + 0.12 * (1 - quality) * chance.next() }]
  })
}

/** The bytes of a table. One delimiter per institution, as its program writes. */
export function csvOf({ def, defects }: TableState, institution: Institution, rows: RowCounts, seed: string): string {
  const chance = chanceOf(`${seed}/${institution.id}/rows/${def.id}`)
  const delimiter = delimiterOf(institution, seed)
  const special = new RegExp(`["\\n${delimiter}]`)
  const quoted = (text: string) => (special.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const makers = def.columns.map((column) => ({ column, make: cellOf(def, column) }))
  const lines = [def.columns.map(({ name }) => name).join(delimiter)]
  const count = rows[def.id] ?? 0
  for (let index = 0; index < count; index += 1) {
    const cells = makers.map(({ column, make }) => {
      const text = make(index, chance, rows)
      return quoted(defects > 0 && column.name !== 'id' && chance.yes(defects) ? spoiled(text, column, chance) : text)
    })
    lines.push(cells.join(delimiter))
  }
  return `${lines.join('\n')}\n`
}

export const delimiterOf = ({ id }: Institution, seed: string): string => chanceOf(`${seed}/${id}/csv`).pick([',', ',', ';'])

/** What people get wrong: left blank, out of date, the other value. */
function spoiled(text: string, column: Column, chance: Chance): string {
  switch (column.type) {
    case 'boolean':
      return text === 'si' ? 'no' : 'si'
    case 'date':
    case 'datetime':
      return chance.yes(0.5) ? '' : text.replace(/^20\d\d/, '2023')
    case 'enum':
      return column.values?.at(-1)?.value ?? ''
    default:
      return ''
  }
}
