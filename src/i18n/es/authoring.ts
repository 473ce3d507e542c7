// What is wrong with a rulebook or an overlay that its author can mend, in Spanish.
import { expressions } from './expressions.ts'
import { says, type Params } from '../says.ts'

const did = (p: Params, known: string): string => (p['did'] ? `¿Quiso decir «${p['did']}»?` : known)

export const authoring = {
  ...expressions,
  'no-default-rulebook': says(
    (p) => `Ningún catálogo se aplica por omisión a este tipo de institución (${p['kind']}).`,
    (p) => `Indique en rulebooks con cuáles se evalúa. Hay: ${p['known']}.`,
  ),
  'rule-without-example': says(
    (p) => `El requisito ${p['id']} no tiene ejemplos.`,
    (p) => `Escríbalos en ${p['id']}.test.yaml, junto al requisito: uno que cumpla y uno que no, al menos.`,
  ),
  'example-without-rule': says(
    (p) => `Los ejemplos son de «${p['id']}», y no hay tal requisito.`,
    (p) => did(p, 'Nombre el archivo como su requisito, <ID>.test.yaml, o bórrelo.'),
  ),
  'unknown-reason': says(
    (p) => `El requisito no admite la razón «${p['id']}» para no aplicar.`,
    (p) => did(p, p['known'] ? `Razones que admite: ${p['known']}.` : 'Agréguela a not_applicable del requisito, o quítela.'),
  ),
  'number-unused': says(
    (p) => `El texto dice ${p['number']} y ninguna comprobación ni documento usa ese número.`,
    () => 'Corrija el texto o la comprobación: lo que se pide y lo que se mide deben ser lo mismo.',
  ),
  'when-never': says(
    (p) => `La condición «${p['source']}» no se cumple con ningún tipo de institución ni valor de los hechos.`,
    () => 'Corríjala, o quite el requisito.',
  ),
  'never-used': says(
    (p) => `«${p['id']}» está definido y ningún requisito lo usa.`,
    () => 'Quítelo, o escriba el requisito que lo necesita.',
  ),
  'check-not-one': says(
    (p) => `Una comprobación lleva una sola clave, su clase; aquí hay varias: ${p['keys']}.`,
    () => 'Escriba las opciones debajo de la clase, con dos espacios más de sangría; si son dos comprobaciones, cada una con su guion.',
  ),
  'column-type': says(
    (p) => `La columna «${p['id']}» es de tipo ${p['found']}, y esta comprobación no puede usarla.`,
    (p) => `Use una columna de tipo ${p['wanted']}, o corrija el tipo en la definición de la tabla.`,
  ),
  'stray-file': says(
    () => 'Este archivo está en la carpeta del catálogo y no se lee.',
    () => 'Los requisitos van en <TEMA>/<ID>.yaml y las tablas en datasets/<id>.yaml, en minúsculas y sin más carpetas.',
  ),
  'unknown-band': says(
    (p) => `No hay un nivel «${p['id']}» en method.bands.`,
    (p) => did(p, `Niveles: ${p['known']}.`),
  ),
  'key-hidden': says(
    (p) => `La columna «${p['id']}» es personal o sensible: no puede ser la clave de la tabla, que los informes muestran.`,
    () => 'Elija como clave otra columna que distinga las filas; si no la hay, agregue un número o código.',
  ),
  'values-not-enum': says(
    (p) => `La columna «${p['id']}» es de tipo ${p['found']}: solo las de tipo enum llevan «values».`,
    () => 'Escriba «type: enum», o quite «values».',
  ),
  'reserved-name': says(
    (p) => `Una columna no puede llamarse «${p['id']}»: en las expresiones ese nombre es otra cosa.`,
    () => 'Dele otro nombre; el encabezado que usa la gente puede ir en «aliases».',
  ),
  'same-spelling': says(
    (p) => `«${p['found']}» ya es un nombre de «${p['other']}» (no cuentan mayúsculas, tildes, espacios ni guiones).`,
    () => 'Cada nombre y cada alias señala una sola cosa: cambie o quite uno.',
  ),
  'must-without-proof': says(
    () => 'Un requisito obligatorio debe pedir al menos un documento o una comprobación.',
    () => 'Agregue documents o checks.',
  ),
  'empty-pass-without-declaration': says(
    () => '«empty: pass» pide el documento firmado de que no hubo nada que registrar.',
    () => 'Nombre ese documento en «none» y agréguelo a documents.',
  ),
  'zero-weights': says(
    () => 'Todos los pesos son cero: ningún índice se podría calcular.',
    () => 'Dé peso a alguna severidad y a algún tema.',
  ),
  'bands-order': says(
    () => 'Los niveles van de mayor a menor y el último empieza en 0.',
    () => 'Ordene los pisos.',
  ),
  'rulebook-empty': says(
    () => 'El catálogo no tiene requisitos.',
    () => 'Agregue al menos un archivo <TEMA>/<ID>.yaml.',
  ),
  'shares-unknown': says(
    (p) => `«shares» remite a «${p['id']}», que no existe o es él mismo.`,
    () => 'Corrija el id.',
  ),
  'not-an-overlay': says(
    () => 'Este archivo no es una adaptación de un catálogo.',
    () => 'Para un catálogo indique su carpeta, no un archivo de ella. Una adaptación empieza con «schema: cumple/overlay@1» y dice su «base».',
  ),
  'overlay-base': says(
    (p) => `La adaptación es para ${p['base']} ${p['wanted']} y el catálogo es la versión ${p['found']}.`,
    () => 'Revise las diferencias que se señalen con ella, ajuste la adaptación y cambie la versión que indica.',
  ),
  'overlay-other': says(
    (p) => `La adaptación es del catálogo ${p['found']} y se indicó para ${p['id']}.`,
    () => 'Indíquela en la entrada de su catálogo.',
  ),
  'overlay-changed': says(
    (p) => `${p['id']}: la adaptación parte de «${p['was']}» y el catálogo dice «${p['now']}».`,
    () => 'Decida de nuevo con el valor actual.',
  ),
  'overlay-unknown': says(
    (p) => `El catálogo ${p['base']} no tiene «${p['id']}».`,
    (p) => did(p, 'Quite esa línea de la adaptación.'),
  ),
  'overlay-no-threshold': says(
    (p) => `La comprobación ${p['check']} de ${p['id']} no existe o no tiene umbral que cambiar.`,
    () => 'Cuente las comprobaciones desde 0, en el orden del requisito.',
  ),
}
