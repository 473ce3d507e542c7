// One institution, start to end: read, refuse or assess, write its reports into a folder of its own. Runs in a worker process.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { assessOpened } from '../assess.ts'
import { findAudit } from '../evidence/audit.ts'
import { hashFile } from '../evidence/documents.ts'
import { listOnce, resolveInside } from '../evidence/inside.ts'
import { openEvidence, type OpenedEvidence } from '../evidence/open.ts'
import { judge } from '../gate.ts'
import { Assessment } from '../model/assessment.ts'
import type { CampaignRow, Rejection } from '../model/campaign.ts'
import { InputError, type Problem } from '../model/problem.ts'
import type { Rulebook } from '../model/rulebook.ts'
import { loadFormat } from '../report/index.ts'
import { library as shipped } from '../rulebook/library.ts'
import { admits, type RulebookLibrary } from '../rulebook/select.ts'
import { canonicalJson, sha256 } from '../util/canonical-json.ts'
import { deepFreeze, prettyBytes } from '../util/json-bytes.ts'
import { errorCode } from '../util/read-file.ts'
import { PLAIN } from '../util/paint.ts'
import { detailOf, rowOf } from './record.ts'
import { printsOf } from './prints.ts'
import { safeName } from './safe-name.ts'
import type { Item, ItemResult, ItemSettings, Order } from './settings.ts'
import { treeDigest, treeOf } from './tree.ts'

/** Rulebooks that stay as they are, so that what is said of them is spelled once for all institutions. */
const library: RulebookLibrary = {
  ...shipped,
  byId: async (id) => deepFreeze(await shipped.byId(id)),
  byPath: async (path) => {
    const rulebook = compiled.get(path) ?? deepFreeze(JSON.parse(readFileSync(path, 'utf8')) as Rulebook)
    compiled.set(path, rulebook)
    return rulebook
  },
}

/** The campaign's own, by the path of their compiled form. */
const compiled = new Map<string, Rulebook>()

/** Name of the HTML that waits to be printed. */
const TO_PRINT = '.informe.html'
const MAX_PROBLEMS = 20
const LINE_FEED = Buffer.from('\n')

/** Assesses one source. Never throws for what the source holds. */
export async function assessItem({ item, staging, known }: Order, settings: ItemSettings): Promise<ItemResult> {
  if (item.link)
    return rejected(
      item,
      undefined,
      ofProblems([{ code: 'path-outside', place: { file: item.source, line: 0, col: 0 }, params: { path: item.source } }], undefined),
    )
  const tree = treeOf(item.path, settings.maxBytes)
  if (!tree.ok) return rejected(item, undefined, { code: 'too-large', params: { megabytes: Math.floor(settings.maxBytes / 1_000_000) }, problems: [] })
  let opened: OpenedEvidence | undefined
  try {
    opened = openEvidence(item.path)
    const refusal = refusalOf(opened, item, settings)
    if (refusal) return rejected(item, opened, refusal)
    const { id } = opened.manifest.institution
    const audit = settings.audit !== undefined && settings.judged?.includes(id) ? findAudit(settings.audit, id) : undefined
    const previous = settings.previous !== undefined && settings.earlier?.includes(id) ? previousOf(settings.previous, id, settings.asOf) : undefined
    const key = sha256(
      canonicalJson({
        ...settings,
        // Their digests are among the settings, or the earlier assessment's below.
        own: undefined,
        earlier: undefined,
        audit: audit && fileDigest(audit),
        previous: previous?.digest,
        item: [item.source, item.expected],
        tree: treeDigest(tree),
        more: namedFiles(opened, tree.cache),
      }),
    )
    if (key === known?.key && known.files.every(({ name, sha256: digest }) => fileDigest(join(known.folder, name)) === digest)) return { status: 'same' }
    return await assessed(opened, { item, staging, settings, key, audit, previous: previous?.assessment, cache: tree.cache })
  } catch (error) {
    if (error instanceof InputError) return rejected(item, opened, ofProblems(error.problems, settings.audit))
    if (error instanceof StagingError) return { status: 'failed', reason: error.message }
    throw error
  }
}

class StagingError extends Error {}

function stage(path: string, data: string | Uint8Array): void {
  try {
    writeFileSync(path, data)
  } catch (error) {
    throw new StagingError(errorCode(error))
  }
}

interface Going {
  readonly item: Item
  readonly staging: string
  readonly settings: ItemSettings
  readonly key: string
  readonly audit: string | undefined
  readonly previous: Assessment | undefined
  readonly cache: Extract<ReturnType<typeof treeOf>, { ok: true }>['cache']
}

async function assessed(opened: OpenedEvidence, { item, staging, settings, key, audit, previous, cache }: Going): Promise<ItemResult> {
  const { asOf, generatedAt, version, lang, closes, own: compiledForms = {} } = settings
  const role = new Map(settings.rulebooks.map((rulebook) => [rulebook.id, rulebook.role]))
  // One role for all where the campaign sets it, else every role that the institution says it has; one version for all in any case.
  const own = opened.manifest.rulebooks ?? []
  const manifest = {
    ...opened.manifest,
    rulebooks: settings.rulebooks.flatMap(({ id }) => {
      const set = role.get(id)
      const said = set === undefined ? own.filter((entry) => entry.id === id).map((entry) => entry.role) : [set]
      return [...new Set(said.length === 0 ? [undefined] : said)].map((as) => ({
        id,
        ...(as === undefined ? {} : { role: as }),
        ...(compiledForms[id] === undefined ? {} : { overlay: compiledForms[id] }),
      }))
    }),
  }
  const assess = (verdicts: string | undefined) =>
    assessOpened(
      // The campaign's own stand in the place of an overlay, so that the names of their base are still known.
      { ...opened, manifest, overlays: Object.fromEntries(Object.values(compiledForms).map((path) => [path, path])) },
      { path: item.path, asOf, generatedAt, version, lang, library, audit: verdicts, previous, digests: cache },
    )
  // Figures, signs and samples are of the evidence alone, whatever an auditor said since; his verdicts stand beside them.
  const plain = await assess(undefined)
  const assessment = audit === undefined ? plain : await assess(audit)
  const overlays = own.flatMap(({ id, overlay }) => (overlay !== undefined && role.has(id) ? [{ rulebook: id, overlay }] : []))
  const verdict = settings.gate && judge({ assessment: plain, policy: settings.gate, previous })
  const files: NonNullable<CampaignRow['files']> = []
  let toPrint: string | undefined
  for (const name of settings.formats) {
    const format = await loadFormat(name)
    const options = { lang, level: settings.level, paper: settings.paper, publishable: settings.publishable, paint: PLAIN }
    if (name === 'pdf') {
      stage(join(staging, TO_PRINT), (await loadFormat('html')).render(assessment, options) as string)
      toPrint = TO_PRINT
      continue
    }
    const data =
      name === 'json' && !settings.publishable ? Buffer.concat([prettyBytes(assessment), LINE_FEED]) : Buffer.from(await format.render(assessment, options))
    stage(join(staging, format.fileName), data)
    files.push({ name: format.fileName, bytes: data.length, sha256: sha256(data) })
  }
  const digest = files.find(({ name }) => name === 'assessment.json')?.sha256
  const row = { ...rowOf(plain, assessment, verdict), folder: safeName(assessment.institution.id), ...(digest === undefined ? {} : { digest }), files }
  const prints = printsOf(plain, { closes, previous, overlays })
  const { evidence, findings } = detailOf(plain, assessment)
  return {
    status: 'assessed',
    key,
    row,
    prints: JSON.stringify(prints),
    evidence: JSON.stringify(evidence),
    findings: JSON.stringify(findings),
    ...(toPrint === undefined ? {} : { toPrint }),
  }
}

/** Digests of the files that the evidence names, wherever below its folder they are. */
function namedFiles({ root, documents, manifest }: OpenedEvidence, cache: Going['cache']): string[] {
  const named = [...Object.values(documents).map(({ path }) => path), ...Object.values(manifest.datasets).flatMap(({ path }) => path ?? [])]
  const listing = listOnce()
  return named.toSorted().map((path) => {
    const inside = resolveInside(root, path, listing)
    return typeof inside === 'string' ? `${path} ${inside}` : `${path} ${hashFile(inside.real, undefined, cache).actualSha256 ?? ''}`
  })
}

/** Another institution than expected, or one that insists on another version: refused by name, never mixed. */
function refusalOf({ manifest, places }: OpenedEvidence, { expected }: Item, { rulebooks }: ItemSettings): Rejection | undefined {
  const { id, kind } = manifest.institution
  const otherThan = (code: 'id-mismatch' | 'kind-mismatch', name: 'id' | 'kind', allowed: string, found: string): Rejection => ({
    code,
    params: { expected: allowed, found },
    problems: [{ code: 'not-allowed', ...places.manifest('institution', name), params: { name, found, allowed } }],
  })
  if (expected && expected.id !== id) return otherThan('id-mismatch', 'id', expected.id, id)
  if (expected && expected.kind !== kind) return otherThan('kind-mismatch', 'kind', expected.kind, kind)
  for (const [index, entry] of (manifest.rulebooks ?? []).entries()) {
    const used = rulebooks.find((rulebook) => rulebook.id === entry.id)
    if (!used || entry.version === undefined || admits(used.version, entry.version)) continue
    const place = places.manifest('rulebooks', index, 'version')
    const params = { id: entry.id, wanted: entry.version, found: used.version }
    return {
      code: 'rulebook-version',
      params: { rulebook: entry.id, wanted: used.version, found: entry.version },
      problems: [{ code: 'rulebook-version', ...place, params }],
    }
  }
  return undefined
}

const ofProblems = (problems: readonly Problem[], audit: string | undefined): Rejection => ({
  code: audit !== undefined && problems.every(({ place }) => place.file.startsWith(audit)) ? 'audit' : 'input',
  params: { count: problems.length },
  problems: problems.slice(0, MAX_PROBLEMS).map(({ code, place, params }) => ({
    code,
    ...place,
    // Where the auditor keeps his files is nobody's business.
    file: audit !== undefined && place.file.startsWith(audit) ? place.file.slice(audit.length + 1) : place.file,
    params: Object.fromEntries(
      Object.entries(params).map(([name, value]) => [name, typeof value === 'string' && audit !== undefined ? value.replaceAll(audit + sep, '') : value]),
    ),
  })),
})

function rejected(item: Item, opened: OpenedEvidence | undefined, rejection: Rejection): ItemResult {
  const institution = opened?.manifest.institution
  const problems = rejection.problems.map((problem) => ({ ...problem, file: problem.file === item.path ? item.source : problem.file }))
  return { status: 'rejected', ...(institution ? { id: institution.id, name: institution.name } : {}), rejection: { ...rejection, problems } }
}

const fileDigest = (path: string): string => (existsSync(path) ? sha256(readFileSync(path)) : '')

/** The institution's assessment in an earlier campaign's folder, when it is there, readable, and of an earlier day. */
function previousOf(folder: string, id: string, asOf: string): { readonly digest: string; readonly assessment: Assessment } | undefined {
  const path = join(folder, 'instituciones', safeName(id), 'assessment.json')
  try {
    const bytes = readFileSync(path)
    const parsed = Assessment.safeParse(JSON.parse(bytes.toString('utf8')))
    return parsed.success && parsed.data.asOf < asOf ? { digest: sha256(bytes), assessment: parsed.data } : undefined
  } catch {
    return undefined
  }
}
