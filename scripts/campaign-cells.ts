// What stands in a cell of a made-up table that is in order: plausible, and such that the rulebook's checks hold. Tables refer to
// each other by row number, so nothing is kept in memory.
import type { Column, DatasetDef } from '../src/model/rulebook.ts'
import type { Chance } from './campaign-random.ts'

/** Rows of each table of one institution. */
export type RowCounts = Readonly<Record<string, number>>

const days = (first: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => new Date(Date.parse(`${first}T00:00:00Z`) + index * 86_400_000).toISOString().slice(0, 10))
const PAST = days('2019-01-07', 2_400)
const EARLY = days('2026-09-01', 29)
const LATE = days('2026-10-22', 8)
const FUTURE = days('2028-01-10', 600)

export const rowId = (dataset: string, index: number): string => `${dataset.slice(0, 3).toUpperCase()}-${String(index + 1).padStart(5, '0')}`

/** Columns that name a row of another table. */
const REFERS: Readonly<Record<string, string>> = {
  sistema: 'sistemas',
  incidente: 'incidentes',
  tramite: 'tramites',
  meta_agenda: 'agenda',
  proyecto: 'proyectos',
  iniciativa_poa: 'poa',
  'mantenimientos.equipo': 'hardware',
  activo: 'hardware',
  'capacitacion.persona': 'personal',
  'cuentas.titular': 'personal',
  'acuerdos.firmante': 'personal',
  'pruebas_rendimiento.version': 'versiones',
  'cambios.version': 'versiones',
}

/** How many rows of this table stand for one of the table that it refers to. */
const PER_ROW: Readonly<Record<string, number>> = { calidad: 2, muestreos_prueba: 2 }
/** Every tenth item of hardware is a server or a switch, which is maintained. */
const SERVER_EVERY = 10

const MAKES = ['Dell', 'HP', 'Lenovo', 'Cisco', 'Epson', 'Ubiquiti', 'Acer']
const PLACES = [
  'Sede Central, piso 1',
  'Sede Central, piso 4',
  'Regional de Colón',
  'Regional de Coclé, Penonomé',
  'Regional de Veraguas, Santiago',
  'Depósito',
]
const WORDS = ['servicio', 'registro', 'control', 'atención', 'revisión', 'plataforma', 'módulo', 'expediente', 'consulta', 'gestión', 'soporte', 'informe']
const NORMS = ['normas-tic-2017', 'ley-83-2012', 'de-53-2025', 'ley-81-2019', 'ley-6-2002', 'ley-22-2006']

type Cell = (index: number, chance: Chance, rows: RowCounts) => string
const cycle =
  (...list: readonly string[]): Cell =>
  (index) =>
    list[index % list.length]!
const always =
  (text: string): Cell =>
  () =>
    text
const among =
  (list: readonly string[]): Cell =>
  (_, chance) =>
    chance.pick(list)

const CELLS: Readonly<Record<string, Cell>> = {
  'hardware.clase': (index) => (index % SERVER_EVERY === 0 ? (index % 20 === 0 ? 'servidor' : 'red') : index % 7 === 3 ? 'impresora' : 'equipo'),
  'hardware.serie': (index, chance) => `EJ${String(index + 1).padStart(6, '0')}${chance.int(10, 99)}`,
  'hardware.estado': (index) => (index % 23 === 5 ? 'deposito' : 'en-uso'),
  'hardware.modelo': (_, chance) => `${chance.pick(['OptiPlex', 'ProDesk', 'ThinkPad', 'Catalyst', 'EcoTank'])} ${chance.int(100, 999)}0`,
  'hardware.marca': among(MAKES),
  'hardware.ubicacion': among(PLACES),
  'software.producto': (index, _, rows) => `Producto ${String((index % (rows['licencias'] ?? 1)) + 1).padStart(3, '0')}`,
  'software.tipo': (index, _, rows) => ['comercial', 'libre', 'comercial', 'propio'][(index % (rows['licencias'] ?? 1)) % 4]!,
  'software.version': (_, chance) => `${chance.int(1, 24)}.${chance.int(0, 9)}.${chance.int(0, 99)}`,
  'software.instalaciones': (_, chance) => String(chance.int(1, 20)),
  'software.equipo': (_, chance, rows) => rowId('hardware', chance.int(0, Math.max(0, (rows['hardware'] ?? 1) - 1))),
  'licencias.producto': (index) => `Producto ${String(index + 1).padStart(3, '0')}`,
  'licencias.tipo': (index) => (index % 4 === 1 ? 'libre' : index % 3 === 0 ? 'suscripcion' : 'perpetua'),
  'licencias.cantidad': (_, __, rows) => String(20 * Math.ceil((rows['software'] ?? 0) / Math.max(1, rows['licencias'] ?? 1)) + 5),
  'licencias.vence': (index, chance) => (index % 25 === 0 ? '2026-12-20' : chance.pick(FUTURE)),
  'licencias.estado_renovacion': always('en-tramite'),
  'descubrimiento.motivo_ajeno': always(''),
  'cuentas.tipo': (index) => (index % 20 === 7 ? 'tercero' : index % 31 === 9 ? 'servicio' : 'persona'),
  'cuentas.privilegio': (index) => (index % 12 === 0 ? 'alto' : 'normal'),
  'personal.ingreso': among(PAST),
  'personal.egreso': always(''),
  'controles.control': (index) => `A.${5 + (index % 4)}.${Math.floor(index / 4) + 1}`,
  'redes.zona': cycle('usuarios', 'servidores', 'dmz', 'gestion'),
  'redes.publicado': (index) => (index % 4 === 2 ? 'si' : 'no'),
  'funciones.funcion': cycle('oficial-seguridad', 'jefe-tic', 'jefe-ugd'),
  'funciones.persona': (index) => `Persona Ejemplo ${901 + index}`,
  'funciones.hasta': always(''),
  'funciones.depende_de': always('maxima-autoridad'),
  'contactos.funcion': cycle('titular', 'suplente'),
  'registro_normativo.norma': cycle(...NORMS),
  'severidades.severidad': cycle('critica', 'alta', 'media', 'baja'),
  'severidades.categoria': (index) => `Categoría ${Math.floor(index / 4) + 1}`,
  'agenda.horizonte': cycle('corto', 'mediano', 'largo'),
  'agenda.estrategia_nacional': (index, _, rows) => `EJE-${(index % Math.max(1, rows['estrategia_digital'] ?? 1)) + 1}`,
  'estrategia_digital.eje': (index) => `EJE-${index + 1}`,
  'sistemas.critico': (index) => (index % 4 === 0 ? 'si' : 'no'),
  'sistemas.origen': cycle('propio', 'paquete', 'servicio'),
  'sistemas.logs_dias': always('365'),
  'calidad.caracteristica': cycle('adecuacion-funcional', 'fiabilidad'),
  'calidad.valor': always('97.5'),
  'calidad.umbral': always('90'),
  'disponibilidad.mes': always('2026-10-01'),
  'disponibilidad.disponibilidad': (_, chance) => `99.${chance.int(50, 99)}`,
  'disponibilidad.objetivo': always('99.5'),
  'muestreos_prueba.ambiente': cycle('prueba', 'desarrollo'),
  'muestreos_prueba.hallazgos': always('0'),
  'pruebas_rendimiento.usuarios': always('500'),
  'pruebas_rendimiento.usuarios_objetivo': always('400'),
  'pruebas_rendimiento.p95_ms': (_, chance) => String(chance.int(120, 480)),
  'pruebas_rendimiento.p95_objetivo_ms': always('500'),
  'versiones.fallos_funcionales': always('0'),
  'versiones.hallazgos_graves': always('0'),
  'aplicaciones.estado': always('en-produccion'),
  'aplicaciones.requisitos': always('24'),
  'aplicaciones.requisitos_probados': always('24'),
  'continuidad.rto_horas': always('24'),
  'continuidad.rto_logrado_horas': (_, chance) => String(chance.int(4, 20)),
  'respaldos.cada_dias': always('30'),
  'respaldos.ultimo_correcto': among(LATE),
  'revisiones_centro.temperatura': (_, chance) => `${chance.int(19, 23)}.5`,
  'revisiones_centro.temperatura_minima': always('18'),
  'revisiones_centro.temperatura_maxima': always('27'),
  'revisiones_centro.fecha': among(LATE),
  'revisiones_centro.centro': (index) => `CENTRO-${(index % 2) + 1}`,
  'incidentes.severidad': cycle('media', 'baja', 'alta', 'critica'),
  'incidentes.contenido': (_, chance) => `2026-10-02 ${chance.int(10, 18)}:15`,
  'incidentes.delito': always('no'),
  'incidentes.motivo_no_reporte': always(''),
  'acciones.estado': always('cerrada'),
  'hallazgos.estado': always('cerrado'),
  'hallazgos.origen': cycle('auditoria', 'prueba-penetracion', 'escaneo'),
  'compromisos_aig.estado': always('cumplido'),
  'consultas_peticiones.excepcion': always(''),
  'consultas_peticiones.ingreso': always('2026-10-08'),
  'consultas_peticiones.respuesta': always('2026-10-12'),
  'consultas_confidenciales.fundamento': always('norma'),
  'mantenimientos.programada': always('2026-10-12'),
  'mantenimientos.ejecutada': always('2026-10-19'),
  'mantenimientos.equipo': (index) => rowId('hardware', index * SERVER_EVERY),
  'control_proyectos.presupuesto': (_, chance) => String(chance.int(80, 900) * 1_000),
  'control_proyectos.costo_real': (_, chance) => String(chance.int(10, 79) * 1_000),
  'control_proyectos.fin_real': always(''),
  'proyectos.estado': always('en-ejecucion'),
  'simplificacion.anio': always('2026'),
  'tramites.nivel_digital': always('4'),
  'tramites.nivel_anterior': always('2'),
  'tramites.url_portal': (index) => `https://ejemplo.invalid/tramites/${index + 1}`,
  'tramites.canales': always('web; presencial; telefono'),
  'requisitos.se_pide': always('no'),
  'solicitudes_linea.estado': cycle('resuelta', 'en-tramite', 'resuelta', 'archivada'),
  'solicitudes_linea.ultimo_movimiento': among(LATE),
  'servicios_interop.estado': always('en-operacion'),
  'evidencias.sha256': (index, chance) => (index + chance.int(1, 1_000_000)).toString(16).padStart(64, 'a1b2c3d4'),
  'capacitacion.tema': always('seguridad'),
  ajeno: always('no'),
  opera_tic: always('no'),
}

const AHEAD = /vence|hasta|limite|plazo|^fin$|^fin_|fecha_fin|reemplazo|meta$/
const BEFORE = /^(prueba_|aprobado$|evaluacion$|seguridad_evaluada$|detectado$|norma_modificada$|firmado$|obtenida$)/
const RUN = /^(produccion|aplicado|inicio|ejecucion_desde|contenido|cerrado|reportado_csirt|actualizado|verificada|respondido|fecha_cierre)$/

/** How the cells of a column are made, chosen once per table. */
export function cellOf(def: DatasetDef, column: Column): Cell {
  const { id } = def
  const { name, type } = column
  const own = CELLS[`${id}.${name}`] ?? CELLS[name]
  if (own) return own
  const target = REFERS[`${id}.${name}`] ?? REFERS[name]
  if (target !== undefined && target !== id) return (index, _, rows) => rowId(target, Math.floor(index / (PER_ROW[id] ?? 1)) % Math.max(1, rows[target] ?? 1))
  if (name === 'id') return (index) => rowId(id, index)
  switch (type) {
    case 'boolean':
      return always('si')
    case 'enum':
      return always(column.values?.[0]?.value ?? '')
    case 'integer':
    case 'number':
      return (_, chance) => String(chance.int(1, 40))
    case 'datetime':
      return (_, chance) => `${chance.pick(BEFORE.test(name) ? EARLY : LATE)} ${chance.int(10, 19)}:${chance.int(10, 59)}`
    case 'date':
      return among(AHEAD.test(name) ? FUTURE : RUN.test(name) ? LATE : EARLY)
    case 'text':
      if (column.personal) return (_, chance) => `Persona Ejemplo ${chance.int(1, 900)}`
      if (name === 'ip') return (_, chance) => `10.${chance.int(0, 255)}.${chance.int(0, 255)}.${chance.int(1, 254)}`
      return (_, chance) => `${name.replaceAll('_', ' ')} de ${chance.pick(WORDS)} ${chance.int(1, 999)}`
  }
}
