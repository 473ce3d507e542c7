// The words of docs/evidence.md that no schema holds, in both languages.
import type { Lang } from '../src/model/vocabulary.ts'

export interface Prose {
  readonly title: string
  readonly other: string
  readonly made: string
  readonly intro: string
  readonly manifest: string
  readonly keysOf: string
  readonly keysOfEach: string
  readonly kinds: string
  readonly roles: (list: string) => string
  readonly answersTitle: string
  readonly answers: string
  readonly documents: string
  readonly proof: string
  readonly datasetsTitle: string
  readonly datasets: string
  readonly waivers: string
  readonly gateTitle: string
  readonly gate: string
  readonly key: string
  readonly meaning: string
  readonly needed: string
  readonly kind: string
  readonly needs: string
  readonly condition: string
  readonly level: string
  readonly yes: string
  readonly otherwise: string
  /** What the schema leaves to its list of values. */
  readonly undescribed: Readonly<Record<string, string>>
}

const example = (...lines: readonly string[]) => `\`\`\`yaml\n${lines.join('\n')}\n\`\`\``

/** The files of one small municipality, with the few words that are of a language. A test assesses them together. */
const EXAMPLES = {
  manifest: (name: string, post: string) =>
    example(
      'schema: cumple/evidence@1',
      'institution: {id: mun-ejemplo, name: Municipio de Ejemplo, kind: municipality}',
      'period: 2026',
      'facts: {uses_cloud: false, ict_projects: true}',
      'signatories:',
      `  - {role: approved, name: ${name}, post: ${post}}`,
    ),
  answers: (responsible: string) =>
    example(
      'GOB-02:',
      '  value: yes',
      '  criteria: {acto: true, funcion-expresa: true, en-funciones: true}',
      '  documents: [res-ugd]',
      `  responsible: ${responsible}`,
      '  at: 2026-10-05',
    ),
  documents: (title: string, signer: string) =>
    example(
      'res-ugd:',
      '  kind: resolution',
      `  title: ${title}`,
      '  number: "014-2024"',
      '  issued: 2024-02-19',
      `  signed_by: ${signer}`,
      '  path: documentos/resolucion-014-2024.pdf',
      '  fulfils: [creacion-ugd]',
    ),
  waivers: (reason: string, approver: string) =>
    example('- rule: SEG-06', `  reason: ${reason}`, `  approved_by: ${approver}`, '  approved_at: 2026-03-02', '  expires_at: 2027-02-28'),
  gate: example(
    'gate:',
    '  conditions: {unanswered: error, file-unread: off}',
    '  floors: [{index: compliance, at_least: 60}, {index: coverage, at_least: 80, rulebook: aig-tic}]',
    '  baseline: baseline.json',
  ),
}

export const PROSE: Readonly<Record<Lang, Prose>> = {
  es: {
    title: 'Lo que entrega una institución, archivo por archivo',
    other: 'In English',
    made: 'Página generada por scripts/make-docs.ts desde los esquemas; no se edita a mano.',
    intro: [
      'La evidencia es una carpeta con estos archivos, o uno solo, `evidence.yaml`, con las mismas secciones. Las claves están en inglés y son fijas; una que no existe es un',
      'error con su línea. `cumple iniciar` escribe la carpeta con todo esto explicado en comentarios, y `cumple esquema evidence` da el esquema para el editor.',
      'Los comentarios escritos a mano se conservan cuando el programa anota algo.',
    ].join('\n'),
    manifest: `Quién es la institución, con qué se la evalúa y los hechos de los que depende qué le aplica.\n\n${EXAMPLES.manifest('Nombre Apellido', 'Alcalde')}\n\nLos hechos los define cada catálogo ([qué pregunta cada uno](rulebooks/README.md)). Un hecho sin responder no deja fuera ningún requisito: lo deja sin determinar.`,
    keysOf: 'Claves de',
    keysOfEach: 'Claves de cada elemento de',
    kinds: 'Tipos de institución:',
    roles: (list) => `Una institución puede evaluarse en más de una calidad: ${list}.`,
    answersTitle: 'answers/&lt;TEMA&gt;.yaml',
    answers: `La palabra de una persona, por requisito: un archivo por tema, con el id del requisito como clave.\n\n${EXAMPLES.answers('Secretaría General')}\n\nLos criterios y las razones admitidas los dice \`cumple explicar REQUISITO\`. Sin \`value\` la respuesta es solo un comentario y el requisito sigue sin determinar.\nLo que una respuesta reemplazó queda en \`answers/history.jsonl\`.`,
    documents: `El registro de los papeles que prueban algo; los archivos van en \`documentos/\`.\n\n${EXAMPLES.documents('Resolución que crea la Unidad de Gobierno Digital', 'Nombre y cargo de quien firma')}\n\n\`cumple evidencia agregar ARCHIVO --slot LO-QUE-PRUEBA\` copia el archivo y lo anota con su huella (\`sha256\`), sin la cual no prueba nada; \`cumple evidencia estado\` dice qué falta y dónde va.`,
    proof: [
      'Un documento prueba lo que se pide si su archivo está y no está vacío, su huella está anotada y coincide, está vigente en la fecha de evaluación (`valid_until`, y `issued` más la antigüedad',
      'máxima que el requisito admita, ambas inclusive; rige la que llegue antes) y lleva los datos que su clase necesita. Un mismo archivo no sirve para varias clases.',
      'Los títulos de las clases son los del catálogo que las define primero; cada catálogo puede precisarlos.',
    ].join('\n'),
    datasetsTitle: 'datos/&lt;tabla&gt;.csv',
    datasets: [
      'Tablas que el programa comprueba fila por fila. Se leen en UTF-8, con marca o sin ella, UTF-16 o Windows-1252 (se advierte), con `,`, `;` o tabulador; los encabezados',
      'se reconocen con o sin tildes y mayúsculas, y por los nombres que usan otras herramientas. `cumple reglas tablas --templates plantillas` escribe una vacía de cada una',
      'con sus columnas, que [las páginas de los catálogos](rulebooks/README.md) explican. Una tabla sin filas significa algo: no la ponga en `datos/` hasta que tenga datos.',
      '',
      'En `cumple.yaml`, `datasets:` dice, por tabla, lo que no sigue esas costumbres:',
    ].join('\n'),
    waivers: `Brechas que la autoridad acepta por un tiempo. No cambian ni el crédito ni el nivel; solo evitan que la verificación falle.\n\n${EXAMPLES.waivers('La nueva estructura orgánica espera el visto bueno presupuestario.', 'Nombre y cargo de la autoridad')}`,
    gateTitle: 'cuándo falla la verificación',
    gate: `En \`cumple.yaml\`. Lo que no se escribe vale lo que dice la última columna; en el comando, \`--gate condición=nivel\` tiene preferencia.\n\n${EXAMPLES.gate}`,
    key: 'clave',
    meaning: 'qué es',
    needed: '¿obligatoria?',
    kind: 'valor',
    needs: 'debe llevar',
    condition: 'condición',
    level: 'si no se dice',
    yes: 'sí',
    otherwise: 'si no,',
    undescribed: {
      role: 'Si prepara, revisa o aprueba el informe',
      name: 'Nombre y apellido',
      post: 'Cargo',
      conditions: 'Nivel de cada condición de la tabla siguiente',
    },
  },
  en: {
    title: 'What an institution hands in, file by file',
    other: 'En español',
    made: 'Page made by scripts/make-docs.ts from the schemas; not edited by hand.',
    intro: [
      'Evidence is a folder with these files, or a single one, `evidence.yaml`, with the same sections. Keys are English and fixed; one that does not exist is an error with its',
      'line. `cumple init` writes the folder with all of this explained in comments, and `cumple schema evidence --lang en` gives the schema for the editor.',
      'Comments written by hand are kept when the program notes something down.',
    ].join('\n'),
    manifest: `Who the institution is, what it is assessed by, and the facts that decide what applies to it.\n\n${EXAMPLES.manifest('Name Surname', 'Mayor')}\n\nFacts are defined by each rulebook ([what each asks](rulebooks/README.en.md)). A fact that nobody answered leaves no requirement out: it leaves it undetermined.`,
    keysOf: 'Keys of',
    keysOfEach: 'Keys of each item of',
    kinds: 'Kinds of institution:',
    roles: (list) => `An institution may be assessed in more than one capacity: ${list}.`,
    answersTitle: 'answers/&lt;TOPIC&gt;.yaml',
    answers: `A person's word, by requirement: one file per topic, with the id of the requirement as the key.\n\n${EXAMPLES.answers('General Secretariat')}\n\nThe criteria and the accepted reasons are told by \`cumple explain RULE-ID\`. Without \`value\` the answer is only a comment and the requirement stays undetermined.\nWhat an answer replaced is kept in \`answers/history.jsonl\`.`,
    documents: `The register of the papers that prove something; the files go in \`documentos/\`.\n\n${EXAMPLES.documents('Resolution that creates the Digital Government Unit', 'Name and post of who signs')}\n\n\`cumple evidence add FILE --slot WHAT-IT-PROVES\` copies the file and notes it down with its digest (\`sha256\`), without which it proves nothing; \`cumple evidence status\` says what is missing and where it goes.`,
    proof: [
      'A document proves what is asked for if its file is there and not empty, its digest is noted down and matches, it is in force on the day of the assessment (`valid_until`, and `issued` plus the',
      'greatest age that the requirement admits, both inclusive; the earlier one holds) and it carries what its kind needs. One file cannot serve several kinds.',
      'The titles of the kinds are those of the rulebook that defines them first; each rulebook may be more precise.',
    ].join('\n'),
    datasetsTitle: 'datos/&lt;table&gt;.csv',
    datasets: [
      'Tables that the program checks row by row. They are read as UTF-8, with a mark or without, UTF-16 or Windows-1252 (told in a warning), with `,`, `;` or tab; headings are',
      'recognised with or without accents and capitals, and by the names that other tools use. `cumple rulebook datasets --templates plantillas` writes an empty one of each',
      'with its columns, which [the pages of the rulebooks](rulebooks/README.en.md) explain. A table without rows means something: leave it out of `datos/` until it has data.',
      '',
      'In `cumple.yaml`, `datasets:` says, for each table, what does not follow these customs:',
    ].join('\n'),
    waivers: `Gaps that the authority accepts for a time. They change neither credit nor grade; they only keep the check from failing.\n\n${EXAMPLES.waivers('The new structure waits for its budget to be approved.', 'Name and post of the authority')}`,
    gateTitle: 'when the check fails',
    gate: `In \`cumple.yaml\`. What is not written is what the last column says; on the command line \`--gate condition=level\` goes first.\n\n${EXAMPLES.gate}`,
    key: 'key',
    meaning: 'what it is',
    needed: 'required?',
    kind: 'value',
    needs: 'must carry',
    condition: 'condition',
    level: 'unless said',
    yes: 'yes',
    otherwise: 'else',
    undescribed: {
      role: 'Whether the person prepares, reviews or approves the report',
      name: 'Name and surname',
      post: 'Post',
      conditions: 'The level of each condition of the table that follows',
    },
  },
}
