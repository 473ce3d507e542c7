// Who is expected in a made-up campaign: the mix of a country, with invented names. Quality and size are drawn here, once.
import type { INSTITUTION_KINDS } from '../src/model/basics.ts'
import { chanceOf } from './campaign-random.ts'

type Kind = (typeof INSTITUTION_KINDS)[number]
export type Tier = 'large' | 'middle' | 'municipality' | 'board'

export interface Institution {
  readonly id: string
  readonly name: string
  readonly kind: Kind
  readonly sector: string
  readonly province: string
  readonly staff: number
  readonly tier: Tier
  /** How well it is run, 0…1: what everything else depends on and nobody sees. */
  readonly quality: number
  /** Size within its tier, 0…1. */
  readonly size: number
  /** All in one evidence.yaml. */
  readonly single: boolean
  /** 1 for the first time over. */
  readonly copy: number
}

const PROVINCES = ['Bocas del Toro', 'Coclé', 'Colón', 'Chiriquí', 'Darién', 'Herrera', 'Los Santos', 'Panamá', 'Panamá Oeste', 'Veraguas']
const COMARCAS = ['Emberá-Wounaan', 'Guna Yala', 'Ngäbe-Buglé']
const SECTORS = ['salud', 'educación', 'finanzas', 'infraestructura', 'seguridad', 'agropecuario', 'ambiente', 'desarrollo social', 'justicia', 'energía']

interface Sort {
  readonly prefix: string
  readonly title: string
  readonly kind: Kind
  readonly count: number
  /** Share that is large. */
  readonly large: number
}

/** The 111 institutions of the State. */
const STATE: readonly Sort[] = [
  { prefix: 'min', title: 'Ministerio ficticio', kind: 'central-government', count: 18, large: 1 },
  { prefix: 'leg', title: 'Asamblea ficticia', kind: 'legislature', count: 1, large: 1 },
  { prefix: 'jud', title: 'Órgano Judicial ficticio', kind: 'judiciary', count: 1, large: 1 },
  { prefix: 'aut', title: 'Entidad autónoma ficticia', kind: 'autonomous-entity', count: 34, large: 0.5 },
  { prefix: 'sem', title: 'Entidad semiautónoma ficticia', kind: 'semi-autonomous-entity', count: 12, large: 0.25 },
  { prefix: 'emp', title: 'Empresa pública ficticia', kind: 'public-company', count: 14, large: 0.5 },
  { prefix: 'may', title: 'Sociedad de mayoría estatal ficticia', kind: 'state-majority-company', count: 3, large: 0 },
  { prefix: 'fin', title: 'Intermediario financiero ficticio', kind: 'state-financial-intermediary', count: 4, large: 0.5 },
  { prefix: 'ofi', title: 'Oficina del Estado ficticia', kind: 'other-state-entity', count: 24, large: 0.2 },
]
const MUNICIPALITIES = 82
const BOARDS = 679
const STATES = STATE.reduce((sum, { count }) => sum + count, 0)
export const COUNTRY = STATES + MUNICIPALITIES + BOARDS

/** How many of each for a campaign of `size`: up to 111 the State alone where asked for as the first phase, else by proportion. */
export function mixOf(size: number): { states: number; municipalities: number; boards: number } {
  if (size === 15) return { states: 15, municipalities: 0, boards: 0 }
  if (size === STATES + MUNICIPALITIES) return { states: STATES, municipalities: MUNICIPALITIES, boards: 0 }
  const states = Math.min(size, Math.max(1, Math.round((size * STATES) / COUNTRY)))
  const municipalities = Math.min(size - states, Math.max(1, Math.round((size * MUNICIPALITIES) / COUNTRY)))
  return { states, municipalities, boards: size - states - municipalities }
}

const bandOf = (staff: number): string => (staff < 50 ? '1–49' : staff < 250 ? '50–249' : staff < 1_000 ? '250–999' : '1,000 o más')
export const staffBand = ({ staff }: Institution): string => bandOf(staff)

/** The roster, `times` over: the same mix, qualities and sizes each time, under other ids. */
export function rosterOf(size: number, times: number, seed: string): Institution[] {
  const { states, municipalities, boards } = mixOf(size)
  const all = STATE.flatMap((sort) => Array.from({ length: sort.count }, (_, index) => ({ sort, index })))
  // Evenly over the whole list, so that the mix of kinds stays whatever the number.
  const chosen = Array.from({ length: states }, (_, index) => all[Math.floor(((index + 0.5) * STATES) / states) % STATES]!)
  const round = states > STATES ? (index: number) => Math.floor(index / STATES) * STATES : () => 0
  return Array.from({ length: times }, (_, copy) => [
    ...chosen.map(({ sort, index }, at) => stateOf(sort, index + round(at), copy + 1, seed)),
    ...Array.from({ length: municipalities }, (_, index) => municipalityOf(index, copy + 1, seed)),
    ...Array.from({ length: boards }, (_, index) => boardOf(index, copy + 1, seed)),
  ]).flat()
}

const suffix = (copy: number) => (copy === 1 ? '' : `-r${copy}`)
const nameSuffix = (copy: number) => (copy === 1 ? '' : ` (repetición ${copy})`)

function stateOf({ prefix, title, kind, count, large }: Sort, index: number, copy: number, seed: string): Institution {
  const base = `${prefix}-${String(index + 1).padStart(2, '0')}`
  const chance = chanceOf(`${seed}/plan/${base}`)
  const tier: Tier = (index % count) + 1 <= large * count ? 'large' : 'middle'
  return {
    id: base + suffix(copy),
    name: `${title} ${String(index + 1).padStart(2, '0')}${nameSuffix(copy)}`,
    kind,
    sector: chance.pick(SECTORS),
    province: chance.yes(0.8) ? 'Panamá' : chance.pick(PROVINCES),
    staff: tier === 'large' ? chance.int(700, 12_000) : chance.int(40, 900),
    tier,
    quality: 0.1 + 0.9 * chance.next() ** (tier === 'large' ? 0.8 : 1),
    size: 0.4 + 0.6 * chance.next(),
    single: false,
    copy,
  }
}

function municipalityOf(index: number, copy: number, seed: string): Institution {
  const base = `mun-${String(index + 1).padStart(3, '0')}`
  const chance = chanceOf(`${seed}/plan/${base}`)
  const province = PROVINCES[index % PROVINCES.length]!
  return {
    id: base + suffix(copy),
    name: `Municipio ficticio ${String(index + 1).padStart(2, '0')} de ${province}${nameSuffix(copy)}`,
    kind: 'municipality',
    sector: 'gobierno local',
    province,
    staff: chance.int(12, 400),
    tier: 'municipality',
    quality: 0.05 + 0.75 * chance.next(),
    size: chance.next(),
    single: chance.yes(0.25),
    copy,
  }
}

function boardOf(index: number, copy: number, seed: string): Institution {
  const base = `jc-${String(index + 1).padStart(4, '0')}`
  const chance = chanceOf(`${seed}/plan/${base}`)
  const province = [...PROVINCES, ...COMARCAS][index % (PROVINCES.length + COMARCAS.length)]!
  return {
    id: base + suffix(copy),
    name: `Junta Comunal ficticia ${String(index + 1).padStart(3, '0')} de ${province}${nameSuffix(copy)}`,
    kind: 'communal-board',
    sector: 'gobierno local',
    province,
    staff: chance.int(2, 25),
    tier: 'board',
    quality: 0.5 * chance.next(),
    size: chance.next(),
    single: chance.yes(0.6),
    copy,
  }
}
