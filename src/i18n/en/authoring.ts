// The same as ../es/authoring.ts, in English.
import { expressions } from './expressions.ts'
import { says, type Params } from '../says.ts'

const did = (p: Params, known: string): string => (p['did'] ? `Did you mean "${p['did']}"?` : known)

export const authoring = {
  ...expressions,
  'no-default-rulebook': says(
    (p) => `No rulebook applies by default to this kind of institution (${p['kind']}).`,
    (p) => `Say in rulebooks which ones it is assessed by. There are: ${p['known']}.`,
  ),
  'rule-without-example': says(
    (p) => `Rule ${p['id']} has no examples.`,
    (p) => `Write them in ${p['id']}.test.yaml beside the rule: at least one that is satisfied and one that is not.`,
  ),
  'example-without-rule': says(
    (p) => `The examples are of "${p['id']}", and there is no such rule.`,
    (p) => did(p, 'Name the file like its rule, <ID>.test.yaml, or delete it.'),
  ),
  'unknown-reason': says(
    (p) => `The rule does not accept the reason "${p['id']}" for not applying.`,
    (p) => did(p, p['known'] ? `Reasons it accepts: ${p['known']}.` : 'Add it to not_applicable of the rule, or remove it.'),
  ),
  'number-unused': says(
    (p) => `The text says ${p['number']} and no check or document uses that number.`,
    () => 'Correct the text or the check: what is asked and what is measured must be the same.',
  ),
  'when-never': says(
    (p) => `The condition "${p['source']}" holds for no kind of institution and no value of the facts.`,
    () => 'Correct it, or remove the rule.',
  ),
  'never-used': says(
    (p) => `"${p['id']}" is defined and no rule uses it.`,
    () => 'Remove it, or write the rule that needs it.',
  ),
  'check-not-one': says(
    (p) => `A check has one key, its kind; here there are several: ${p['keys']}.`,
    () => 'Write the options below the kind, two spaces further in; if they are two checks, each with its own dash.',
  ),
  'column-type': says(
    (p) => `The column "${p['id']}" is of type ${p['found']}, and this check cannot use it.`,
    (p) => `Use a column of type ${p['wanted']}, or correct the type where the table is defined.`,
  ),
  'stray-file': says(
    () => 'This file lies in the rulebook folder and is not read.',
    () => 'Rules go in <TOPIC>/<ID>.yaml and tables in datasets/<id>.yaml, in lower case and no deeper.',
  ),
  'unknown-band': says(
    (p) => `There is no band "${p['id']}" in method.bands.`,
    (p) => did(p, `Bands: ${p['known']}.`),
  ),
  'key-hidden': says(
    (p) => `The column "${p['id']}" is personal or sensitive: it cannot be the key of the table, which reports show.`,
    () => 'Choose another column that tells rows apart as the key; if there is none, add a number or code.',
  ),
  'values-not-enum': says(
    (p) => `The column "${p['id']}" is of type ${p['found']}: only those of type enum have "values".`,
    () => 'Write "type: enum", or remove "values".',
  ),
  'reserved-name': says(
    (p) => `A column cannot be called "${p['id']}": in expressions that name is something else.`,
    () => 'Give it another name; the header that people use may stand in "aliases".',
  ),
  'same-spelling': says(
    (p) => `"${p['found']}" is already a name of "${p['other']}" (case, accents, spaces and hyphens do not count).`,
    () => 'Each name and each alias stands for one thing: change or remove one.',
  ),
  'must-without-proof': says(
    () => 'A must has to ask for at least one document or check.',
    () => 'Add documents or checks.',
  ),
  'empty-pass-without-declaration': says(
    () => '"empty: pass" asks for the signed document that there was nothing to record.',
    () => 'Name that document in "none" and add it to documents.',
  ),
  'zero-weights': says(
    () => 'All weights are zero: no index could be computed.',
    () => 'Give some severity and some topic a weight.',
  ),
  'bands-order': says(
    () => 'Bands go from the highest to the lowest and the last begins at 0.',
    () => 'Order the floors.',
  ),
  'rulebook-empty': says(
    () => 'The rulebook has no rules.',
    () => 'Add at least one file <TOPIC>/<ID>.yaml.',
  ),
  'shares-unknown': says(
    (p) => `"shares" refers to "${p['id']}", which does not exist or is itself.`,
    () => 'Correct the id.',
  ),
  'not-an-overlay': says(
    () => 'This file is no overlay of a rulebook.',
    () => 'For a rulebook give its folder, not a file in it. An overlay begins with "schema: cumple/overlay@1" and says its "base".',
  ),
  'overlay-base': says(
    (p) => `The overlay is for ${p['base']} ${p['wanted']} and the rulebook is version ${p['found']}.`,
    () => 'Review the differences told with it, adjust the overlay and change the version it names.',
  ),
  'overlay-other': says(
    (p) => `The overlay is of rulebook ${p['found']} and was named for ${p['id']}.`,
    () => 'Name it in the entry of its own rulebook.',
  ),
  'overlay-changed': says(
    (p) => `${p['id']}: the overlay was made when it said "${p['was']}" and now it says "${p['now']}".`,
    () => 'Decide again with the present value.',
  ),
  'overlay-unknown': says(
    (p) => `The rulebook ${p['base']} has no "${p['id']}".`,
    (p) => did(p, 'Remove that line of the overlay.'),
  ),
  'overlay-no-threshold': says(
    (p) => `Check ${p['check']} of ${p['id']} does not exist or has no threshold to change.`,
    () => 'Count the checks from 0, in the order of the rule.',
  ),
}
