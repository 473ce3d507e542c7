// What is said about rulebooks themselves, in Spanish: reference pages, control maps, examples, differences, overlays.
import type { AppliedOverlay } from '../../model/overlay.ts'
import type { Reading } from '../../model/vocabulary.ts'

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`
/** A reason inside a sentence. */
const bare = (reason: string) => reason.replace(/\.$/, '')

export const rulebooks = {
  pages: {
    generated: (id: string) => `Página generada por «cumple reglas documentar» desde rules/${id}; no se edita a mano.`,
    index: 'Catálogos de requisitos',
    indexIntro: 'Cada catálogo es un instrumento jurídico o un conjunto coherente. Los números de cada método son propuesta de esta herramienta, no de la AIG.',
    columns: {
      rulebook: 'catálogo',
      version: 'versión',
      rules: 'requisitos',
      must: 'obligatorios',
      should: 'recomendados',
      good: 'buenas prácticas',
      unconfirmed: 'por confirmar',
      norm: 'leídos en la norma',
    },
    version: 'Versión',
    authority: 'Autoridad',
    roles: 'Calidades en que se evalúa',
    scope: 'Ámbito',
    defaults: 'Se aplica por omisión a',
    optIn: 'Solo se aplica si se elige.',
    instruments: 'Instrumentos y cómo se leyeron',
    facts: 'Hechos de los que depende qué aplica',
    topics: 'Temas y su peso',
    weight: 'factor',
    rules: 'Requisitos',
    requirement: 'Requisito',
    basis: 'Fundamento',
    why: 'Por qué',
    question: 'Pregunta',
    criteria: 'Para responder «sí» deben cumplirse todos',
    when: 'Aplica cuando',
    notApplicable: 'Razones admitidas para «no aplica»',
    documents: 'Documentos',
    optional: 'opcional',
    maxAge: (age: string, threshold: string) => `antigüedad máxima: ${age} (${threshold})`,
    forPeriod: 'del período evaluado',
    checks: 'Comprobaciones sobre los datos',
    floor: (floor: string, threshold: string) => `se pide ${floor} (${threshold})`,
    within: (within: string, threshold: string) => `plazo: ${within}${threshold === '' ? '' : ` (${threshold})`}`,
    remedy: 'Qué hacer',
    remedyLine: (owner: string, effort: string, within: string) => `Responsable: ${owner}. Esfuerzo: ${effort}. Plazo propuesto: ${within}.`,
    shares: (id: string) => `Comparte respuesta y evidencia con ${id}.`,
    maps: 'Correspondencias',
    datasets: 'Tablas',
    key: 'clave de la fila',
    star: '* columna obligatoria',
    column: { name: 'columna', type: 'tipo', required: 'obligatoria', meaning: 'qué se anota' },
    yes: 'sí',
    personal: 'dato personal',
    sensitive: 'dato sensible',
    types: { text: 'texto', integer: 'entero', number: 'número', date: 'fecha', datetime: 'fecha y hora', boolean: 'sí o no', enum: 'lista' },
    unit: (n: number, unit: string) =>
      unit === 'h' ? count(n, 'hora', 'horas') : unit === 'd' ? count(n, 'día', 'días') : count(n, 'día hábil', 'días hábiles'),
  },
  map: {
    title: (standard: string) => `Correspondencia con ${standard}`,
    note: 'La correspondencia es de este catálogo, no de la AIG ni de quienes publican la norma.',
    touched: (n: number, total: number) => `${n} de ${total} tienen algún requisito.`,
    none: 'ninguno',
  },
  test: {
    'out-of-role': (d: readonly string[]) => `el requisito no se evalúa en calidad de ${d[0] ?? ''}`,
    differs: (d: readonly string[]) => `${d[0] ?? ''}: se esperaba ${d[1] ?? ''} y resultó ${d[2] ?? ''}`,
    'cannot-fail': (d: readonly string[]) => `se cumple igual sin «${d[0] ?? ''}»: un requisito que no puede incumplirse no es un requisito`,
    passed: (examples: number, rules: number) =>
      `${count(examples, 'ejemplo', 'ejemplos')} de ${count(rules, 'requisito', 'requisitos')}, todos como se esperaba.`,
    failed: (failures: number, examples: number) =>
      `${failures} de ${count(examples, 'ejemplo', 'ejemplos')} no ${failures === 1 ? 'resulta' : 'resultan'} como se esperaba.`,
    incomplete: 'Faltan ejemplos: cada requisito necesita al menos uno que cumpla y uno con brecha.',
    coverage: (seen: number, of: number) => `Ramas de las condiciones («when») vistas: ${seen} de ${of}.`,
    kinds: (names: string) => `Comprobaciones ejercitadas: ${names}.`,
    lacking: {
      noSatisfied: 'Sin ejemplo que cumpla',
      noGap: 'Sin ejemplo con brecha',
      noPartial: 'Sin ejemplo que cumpla en parte',
      noNotApplicable: 'Sin ejemplo que no aplique',
    },
  },
  diff: {
    same: (a: string, b: string) => `${a} y ${b} son iguales.`,
    added: 'Requisitos nuevos',
    removed: 'Requisitos retirados',
    changed: 'Requisitos que cambiaron',
    method: 'Método, tablas y encabezado',
    was: 'antes',
    now: 'ahora',
  },
  overlay: {
    title: 'Adaptación en vigor',
    intro: (title: string, version: string) =>
      `El catálogo se aplicó con la adaptación «${title}», hecha sobre la versión ${version}. Sus resultados no se comparan con los del catálogo sin adaptar.`,
    sentence: (title: string, n: number) =>
      `Se aplicó la adaptación «${title}», con ${count(n, 'cambio', 'cambios')}; el capítulo «Método» de la versión completa ${n === 1 ? 'lo expone' : 'los enumera'}.`,
    /** Beside the grade. */
    grade: 'catálogo adaptado',
    threshold: (title: string, reason: string) => `umbral de la adaptación «${title}»: ${bare(reason)}`,
    severity: (title: string, from: string, to: string, reason: string) => `La adaptación «${title}» cambió la severidad de ${from} a ${to}: ${bare(reason)}.`,
    columns: { what: 'cambio', from: 'antes', to: 'ahora', reason: 'razón' },
    what: { off: 'retirado', severity: 'severidad', topic: 'factor del tema', threshold: 'umbral', added: 'añadido' } satisfies Record<
      AppliedOverlay['changes'][number]['what'],
      string
    >,
  },
  reading: { norm: 'leído en la norma', secondary: 'fuente secundaria', inferred: 'inferido' } satisfies Record<Reading, string>,
  templates: (n: number, dir: string) => `${count(n, 'plantilla escrita', 'plantillas escritas')} en ${dir}.`,
  templatesKept: (names: string) => `Ya estaban y no se tocaron: ${names}.`,
  written: (n: number, dir: string) => `${count(n, 'página escrita', 'páginas escritas')} en ${dir}.`,
}
