// What `cumple iniciar` says and what it writes into a new evidence folder, in Spanish.
import type { GateCondition } from '../../model/gate.ts'
import { formatNumber } from '../format.ts'

const count = (n: number, one: string, many: string) => `${formatNumber(n)} ${n === 1 ? one : many}`

export const init = {
  cli: {
    init: 'Prepara una carpeta de evidencia con todo lo que hay que responder y aportar',
    dir: 'carpeta que se prepara, nueva o vacía (la actual si no se indica)',
    kind: 'tipo de institución',
    name: 'nombre oficial de la institución',
    id: 'sigla o nombre corto, en minúsculas',
    staff: 'número de funcionarios',
    period: 'año que se evalúa (el actual si no se indica)',
    ci: 'escribir también el archivo de integración continua; puede repetirse',
    rulebook: 'catálogo con que se evalúa, por su id; puede repetirse (los que corresponden al tipo si no se indica)',
    missing: (flags: string, example: string, kinds: string) =>
      `Falta ${flags}, y aquí no hay una terminal donde preguntarlo. Escriba, por ejemplo: ${example}. Tipos: ${kinds}.`,
    noRulebook: (kind: string, known: string) =>
      `Ningún catálogo alcanza por sí solo a este tipo de institución (${kind}). Elija con --rulebook ID, que puede repetirse: ${known}.`,
    nothingApplies: (rulebooks: string, kind: string) =>
      `Ningún requisito de ${rulebooks} aplica a este tipo de institución (${kind}). Elija otro con --rulebook.`,
    unknownRulebook: (id: string, did: string, known: string) => `No existe el catálogo «${id}».${did ? ` ¿Quiso decir «${did}»?` : ''} Catálogos: ${known}.`,
    badName: 'El nombre debe tener entre 1 y 300 caracteres.',
    badId: (id: string) => `«${id}» no sirve como --id: use letras sin acento, números y guiones, empezando por una letra; por ejemplo: mides.`,
    badStaff: (text: string) => `«${text}» no es un número de funcionarios; escriba un entero, sin puntos ni comas.`,
    badPeriod: (text: string) => `«${text}» no es un año; escriba cuatro cifras, de 1990 a 2199.`,
    kept: (file: string) => `${file} ya existía y quedó como estaba.`,
    keptLines: (file: string, lines: string) => `${file} ya existía y quedó como estaba. Conviene añadirle estas líneas: ${lines}`,
    exists: (dir: string, names: string) =>
      `En ${dir} ya existe lo que se iba a escribir, y no se sobrescribe nada: ${names}. Mueva o borre esos archivos, o indique otra carpeta. No se escribió nada.`,
    notFolder: (dir: string) => `${dir} no es una carpeta.`,
    done: (dir: string, files: number) => `Listo: ${count(files, 'archivo', 'archivos')} en ${dir}.`,
    holds: (questions: number, rules: number, topics: number, facts: number, tables: number) =>
      `Le corresponden ${questions === rules ? '' : `${count(questions, 'pregunta', 'preguntas')} para `}${count(rules, 'requisito', 'requisitos')} en ${count(topics, 'tema', 'temas')}; ${count(facts, 'hecho decide', 'hechos deciden')} cuáles aplican, y ${count(tables, 'tabla se puede', 'tablas se pueden')} comprobar.`,
    nextTitle: 'Qué sigue:',
    next: (readme: string, dir: string) => [
      `1. Lea ${readme}: dice qué va en cada lugar.`,
      `2. Responda: cumple entrevista ${dir} (o edite answers/*.yaml).`,
      `3. Vea qué falta aportar: cumple evidencia estado ${dir}`,
      `4. Aporte cada documento, con el nombre y la clase que dice el paso 3: cumple evidencia agregar ARCHIVO --slot NOMBRE --kind CLASE --into ${dir}`,
      `5. Verifique: cumple verificar ${dir}`,
    ],
    ciAtRoot: (path: string) =>
      `Aviso: ${path} debe estar en la raíz del repositorio de git para que se ejecute. Muévalo y cambie en él «check .» por la ruta de esta carpeta.`,
    ciAzure: (path: string) => `En Azure DevOps cree la canalización con «Existing Azure Pipelines YAML file» y elija /${path}.`,
  },
  /** How to read the comments, at the head of each file. */
  howTo:
    'Las líneas con «##» explican y se quedan. Las que empiezan con «# » son datos desactivados: para usarlas, quite «# » del comienzo (en VS Code, Ctrl+/ sobre el bloque) y cambie lo que haga falta.',
  manifest: {
    title: (name: string) => `Evidencia: ${name}.`,
    about:
      'Aquí va lo que es común a toda la evaluación: la institución, los catálogos con que se mide, los hechos de los que depende qué requisitos aplican y cuándo falla la verificación. Las respuestas van en answers/, los documentos en documents.yaml y documentos/, las tablas en datos/.',
    institution: 'La institución. El tipo decide qué catálogos corresponden.',
    staff: 'número de funcionarios',
    province: 'provincia o comarca',
    sector: 'sector',
    capital: 'porcentaje del capital que posee el Estado; de él depende qué normas la alcanzan',
    period: 'Año que se evalúa.',
    confidentiality: 'Marca del informe: public, internal o confidential.',
    rulebooks: 'Catálogos de requisitos y calidad en que se evalúa. La versión admite las que no cambian de número mayor.',
    facts:
      'Hechos que declara la institución. Lo que no se sabe se deja desactivado: nunca cuenta como «no aplica». Con false, los requisitos que dependen del hecho dejan de aplicar; si además hay datos que lo contradicen, se dirá.',
    factWhy: (why: string) => `Por qué: ${why}`,
    factDate: 'AAAA-MM-DD',
    factNumber: 'un número',
    trueFalse: 'true (sí) o false (no)',
    signatories: 'Quién prepara, revisa y aprueba el informe: aparece en la última página.',
    person: 'Nombre y apellido',
    post: 'Cargo',
    gate: 'Cuándo falla «cumple verificar». Lo que sigue son los valores que rigen si no se dice nada. error = falla · warn = avisa · off = no se mira.',
    floors:
      'Mínimos en porcentaje. Índices: compliance (con sustento), declared (solo lo declarado), good-practice (buenas prácticas), coverage (respondido o medido). Se pueden limitar con rulebook y topic. Por ejemplo: [{index: compliance, at_least: 60}]',
    expiring: 'Con cuántos días de anticipación avisa de un documento por vencer.',
    baseline: 'Línea base: con ella solo falla lo que empeoró desde que se tomó, además de los mínimos, los documentos alterados y las excepciones vencidas.',
    conditions: {
      'critical-gap': 'brecha en un requisito obligatorio de severidad crítica',
      contradiction: 'la respuesta dice una cosa y los datos otra',
      'document-altered': 'un archivo cambió después de registrarse',
      'document-expired': 'un documento que se pide venció',
      'evaluation-error': 'un requisito no se pudo evaluar',
      'rulebook-gone': 'un catálogo de la línea base que ya no se evalúa',
      'waiver-expired': 'una excepción justificada venció',
      'waiver-too-long': 'una excepción dura más de lo que el catálogo admite',
      'answer-withdrawn': 'un requisito que estaba respondido en la línea base y ya no lo está',
      'unmet-must': 'un requisito obligatorio no se cumple',
      unanswered: 'un requisito sin respuesta ni datos',
      'document-expiring': 'un documento vence pronto',
      'dataset-stale': 'una tabla con fechas que ya no son vigentes',
      'evidence-reused': 'el mismo archivo que se entregó para otro año',
      'file-unread': 'un archivo que ningún requisito usa',
      'notes-identical': 'la misma nota en varios requisitos',
    } satisfies Record<GateCondition, string>,
  },
  answers: {
    title: (id: string, title: string, rulebook: string) => `${id}: ${title}. ${rulebook}.`,
    about:
      'Un bloque por requisito. value: yes (se cumplen todos los criterios, hoy) · partial (una parte) · planned (todavía no, con responsable y fecha) · no · not-applicable (solo por una de las razones admitidas, en reason).',
    keys: 'Se puede añadir a cualquiera: note (nota), responsible (quién se encarga), target (para cuándo, AAAA-MM-DD), review: true (para revisar), documents (ids de documents.yaml), by y at (quién y cuándo respondió).',
    pending: 'El instrumento de este catálogo no consta en vigor para Panamá: mientras no se responda su hecho en cumple.yaml, estos deberes no se evalúan.',
    requirement: (obligation: string, severity: string, text: string) => `Qué pide (${obligation}, severidad ${severity}): ${text}`,
    depends: (facts: string) => `Depende de los hechos: ${facts}.`,
    anyProof: 'Basta con uno de estos sustentos:',
    document: (title: string, notes: string, kind: string, slot: string) => `Documento: ${title}${notes}. En documents.yaml: kind: ${kind}, fulfils: [${slot}]`,
    optional: 'opcional',
    forPeriod: 'del año evaluado',
    maxAge: (age: string) => `de no más de ${age}`,
    or: ' o ',
    table: (title: string, id: string) => `Tabla: ${title}. Copie plantillas/${id}.csv a datos/${id}.csv y llénela.`,
    notApplicable: (reasons: string) => `«No aplica» solo por: ${reasons}`,
    values: 'yes · partial · planned · no',
    valuesNa: 'yes · partial · planned · no · not-applicable',
    reason: 'con not-applicable',
  },
  documents: {
    title: 'Registro de documentos: cada archivo que prueba algo, con su número, fecha, firma, vigencia y huella.',
    about:
      'Lo más fácil es no escribirlo a mano: «cumple evidencia agregar ARCHIVO --slot LO-QUE-PRUEBA» copia el archivo a documentos/, calcula su huella SHA-256 y lo anota aquí sin tocar los comentarios.',
    tampering: 'La huella permite saber si un archivo cambió después de registrarse. Para poner al día las huellas: cumple evidencia actualizar.',
    kinds: 'Clases de documento (kind), y lo que cada una debe llevar para que cuente:',
    kind: (id: string, title: string, needs: string) => `${id}: ${title}${needs === '' ? '' : ` (con ${needs})`}`,
    example: 'Ejemplo: quite «# » y cambie los datos.',
    sample: {
      title: 'Resolución que crea la Unidad de Gobierno Digital',
      number: 'Resolución No. 014-2026',
      signer: 'Nombre y cargo de quien firma',
      file: 'resolucion-014-2026.pdf',
    },
    validUntil: 'último día de vigencia; se omite si no vence',
    period: 'año al que corresponde, si es de un año',
    sha256: 'La huella (sha256) la escribe «cumple evidencia agregar» o «cumple evidencia actualizar».',
    fulfils: 'lo que prueba: los «fulfils» que dicen los archivos de answers/',
  },
  waivers: {
    title: 'Excepciones justificadas: una brecha que la autoridad acepta por un tiempo.',
    about:
      'No cambian el puntaje ni el nivel; solo evitan que la verificación falle. Todos los datos son obligatorios, y el último día cuenta entero (hora de Panamá).',
    limit: (limits: string) => `Duración máxima: ${limits}.`,
    reason: 'Por qué se acepta y qué la resolverá',
    approvedBy: 'Nombre y cargo de la autoridad',
  },
  readme: {
    file: 'LEEME.md',
    title: (name: string) => `Evidencia de cumplimiento TIC: ${name}`,
    intro: (kind: string, period: number) =>
      `Este repositorio guarda lo que la institución (${kind}) responde y aporta para medir, en el año ${period}, si cumple las reglas del Estado panameño en materia de tecnología. Lo lee el programa \`cumple\`, sin conexión. Es una ayuda para la autoevaluación: no es un dictamen jurídico ni una certificación de la AIG.`,
    privacy: '**No lo publique.** Contiene datos internos: documentos firmados, nombres de personas, inventarios y debilidades.',
    whereTitle: 'Qué va en cada lugar',
    whereHead: ['lugar', 'qué va ahí'],
    where: [
      ['`cumple.yaml`', 'la institución, los catálogos, los hechos de los que depende qué aplica, y cuándo falla la verificación'],
      ['`answers/`', 'las respuestas, un archivo por tema; cada requisito ya está, desactivado con `# `, con su pregunta y lo que lo prueba'],
      ['`documents.yaml`', 'el registro de documentos: número, fecha, firma, vigencia, huella y qué prueba cada uno'],
      ['`documentos/`', 'los archivos mismos (PDF, imágenes, correos guardados)'],
      ['`datos/`', 'las tablas en CSV que el programa comprueba fila por fila'],
      ['`plantillas/`', 'una tabla vacía por cada una que se comprueba, para copiarla a `datos/`'],
      ['`waivers.yaml`', 'las excepciones justificadas, con quién las aprobó y hasta cuándo'],
      ['`schemas/`', 'lo que permite al editor completar y explicar los archivos YAML, sin conexión'],
    ],
    audit: 'Los dictámenes de una auditoría **no** van aquí: se leen solo de un archivo de fuera, para que nadie se audite a sí mismo.',
    loopTitle: 'El ciclo: responder, sustentar, verificar',
    run: (version: string) =>
      `Se necesita Node 22.22 o posterior. Donde diga \`cumple\` puede escribir \`npx cumple@${version}\`, que usa exactamente la versión de aquí.`,
    steps: [
      '**Responder.** `cumple entrevista` pregunta requisito por requisito y guarda cada respuesta. También puede editar `answers/*.yaml` a mano, o repartir el trabajo: `cumple cuestionario exportar --by owner --split --out dependencias` y luego `cumple cuestionario importar dependencias/*.xlsx`.',
      '**Sustentar.** `cumple evidencia agregar ARCHIVO --slot LO-QUE-PRUEBA` copia y registra un documento. Las tablas: copie la de `plantillas/` a `datos/` con el mismo nombre y llénela.',
      '**Ver qué falta.** `cumple evidencia estado` lista los documentos con los días que les quedan y, por cada pieza que falta, la ruta exacta donde va.',
      '**Verificar.** `cumple verificar` mide todo y falla (código 1) si algo incumple lo que pide la sección `gate:` de `cumple.yaml`. El código 3 dice que un archivo tiene un error, con su línea.',
      '**No retroceder.** `cumple base escribir` anota dónde está la institución en `baseline.json`; con ese nombre en la sección `gate:`, la verificación solo falla por lo que empeore.',
      '**Informar.** `cumple evaluar --out informes` escribe el informe en PDF, HTML, Markdown y JSON.',
    ],
    emptyTitle: 'Por qué `datos/` empieza vacía',
    empty:
      'Una tabla sin filas dice algo: para muchas comprobaciones significa «no hay nada», y el requisito cuenta como incumplido. Por eso las tablas vacías están en `plantillas/`, que no se lee, y solo pasan a `datos/` cuando tienen datos. Si de verdad no hubo casos (por ejemplo, ningún incidente), se aporta la declaración firmada que el requisito pide.',
    commentsTitle: 'Los comentarios de los archivos',
    topicsTitle: 'Temas',
    topicsHead: ['archivo', 'tema', 'catálogo', 'requisitos'],
    shared: (rulebook: string, pairs: string) =>
      `Los requisitos de «${rulebook}» que siguen no se preguntan: piden lo mismo que otro, cuya respuesta vale también para ellos: ${pairs}.`,
    sharedPair: (rule: string, other: string) => `${rule} (por ${other})`,
    ciTitle: 'Integración continua',
    ci: (files: string) =>
      `Cada envío al repositorio se verifica con ${files}. La versión del programa está fijada ahí: para pasar a otra, cámbiela y lea qué cambió en los catálogos.`,
    weekly: 'También se ejecuta una vez por semana, porque los documentos vencen aunque nadie escriba.',
    gitlab: 'En GitLab programe además una ejecución semanal (Build > Pipeline schedules), porque los documentos vencen aunque nadie escriba.',
    noCi: 'Para que cada envío al repositorio se verifique, las plantillas para GitHub, GitLab, Azure DevOps y Jenkins están en la carpeta `ci/` del repositorio del programa.',
    schemasTitle: 'Si cambia de versión',
    schemas: 'Vuelva a escribir los esquemas: `cumple esquema evidence > schemas/evidence.schema.json`, y lo mismo con `answers`, `documents` y `waivers`.',
  },
  templates: {
    title: 'Plantillas de tablas',
    about:
      'Copie a `datos/` la que vaya a llenar, con el mismo nombre. Nada de esta carpeta se lee como evidencia. Para ver qué se anota en cada columna: `cumple reglas tablas`.',
    head: ['archivo', 'tabla', 'requisitos que la comprueban'],
  },
  ignore: 'Estado interno y archivos que la verificación escribe.',
  attributes: 'Los archivos se guardan byte por byte: si git cambiara los fines de línea, las huellas dejarían de coincidir.',
  ci: {
    weekly: 'cada lunes: los documentos vencen aunque nadie escriba',
    check: 'Verificar la evidencia',
    github: {
      sarif: 'Muestra las brechas en «Security > Code scanning». En un repositorio privado necesita GitHub Code Security; sin él este paso falla solo.',
    },
    jenkins: 'Necesita los complementos Docker Pipeline y JUnit.',
  },
}
