// The measured detector: clean documents made from the shipped facts, one error of a named class put into each.
// node bin/... is not involved: one auditor reads them all. --held takes the seeds that were not used in development;
// --set 3 and --set 4 take other words and other tables.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { nodeEffects, openAuditor } from '../dist/index.js'
import { cleanDocument, pools } from './audit/documents.js'
import { errors } from './audit/errors.js'
import { formats as firstFormats, laterFormats } from './audit/formats.js'
import { laterDocument } from './audit/later.js'
import { randomOf } from './audit/random.js'

const held = process.argv.includes('--held')
const verbose = process.argv.includes('--verbose')
const option = (name, fallback) => Number(process.argv[process.argv.indexOf(`--${name}`) + 1] || fallback) || fallback
const trials = process.argv.includes('--trials') ? option('trials', 10) : 10
const only = process.argv.includes('--class') ? option('class', 0) : null
const data = fileURLToPath(new URL('../data', import.meta.url))
const compiled = fileURLToPath(new URL('../dist/shipped.json', import.meta.url))
const effects = nodeEffects([data, compiled])
const auditor = await openAuditor(effects, { desk: data, data, compiled })
const { store, registry } = auditor.desk
const world = { facts: store.facts, registry, pools: pools(store.facts) }
// development and held-out seeds never meet, and neither do their sentences
const set = process.argv.includes('--set') ? option('set', 1) : 1
const base = set > 2 ? set * 3_000_000 : held ? 900_000 : 1_000
const formats = set > 2 ? laterFormats : firstFormats
const make = (random, lang) =>
  set > 2 ? laterDocument(random, world, lang, set) : cleanDocument(random, world, lang, held)

const counted = (f) => f.severity !== 'note'

async function read(document, format) {
  return auditor.audit(`report.${format}`, await formats[format](document))
}

// models down and benchmarks across: a row of the one is a column of the other
const turned = (codes) =>
  codes.flatMap((c) => [
    c,
    c.replace('/row-shift', '/column-swap').replace('/row-swap', '/column-swap'),
    c.replace('/column-swap', '/row-swap'),
    c.replace('/row-duplicate', '/column-duplicate'),
    c.replace('/column-duplicate', '/row-duplicate'),
  ])
const codesOf = (error, layout) => (layout === 'across' ? turned(error.codes) : error.codes)

function isTold(finding, error, where, extract, layout) {
  if (!codesOf(error, layout).includes(finding.code)) return false
  if (where.sales) return finding.at.table === 2
  if (where.table !== undefined)
    return (
      finding.at.table === where.table &&
      (where.row === undefined ||
        !error.cell ||
        (layout ?? 'plain') !== 'plain' ||
        Math.abs(finding.at.row - where.row) <= 0)
    )
  const words = extract.text.slice(Math.max(0, finding.at.start - 200), finding.at.end + 200).replace(/\s/g, '')
  return (
    words.includes(where.text.replace(/\s/g, '').slice(0, 24)) ||
    words.includes(where.text.replace(/\s/g, '').slice(-24))
  )
}

const rows = []
const totals = { told: 0, made: 0, right: 0, wrong: 0 }
const perFormat = Object.fromEntries(Object.keys(formats).map((f) => [f, { made: 0, told: 0 }]))
let coverage = { numbers: 0, checked: 0 }
for (const [n, error] of errors.entries()) {
  if (only !== null && n !== only) continue
  const row = { name: error.name, ...error, by: {} }
  for (const format of Object.keys(formats)) {
    let [made, told] = [0, 0]
    for (let seed = 0; made < trials && seed < trials * 12; seed += 1) {
      const lang = seed % 2 === 0 ? 'zh' : 'en'
      const random = randomOf(base + n * 7919 + seed * 104_729)
      const document = make(random, lang)
      if (document.blocks.every((b) => !b.covered)) continue
      const where = error.make(random, document)
      if (where === null) continue
      made += 1
      const found = await read(document, format)
      const right = found.findings.filter((f) => isTold(f, error, where, found.extract, document.layout))
      const wrong = found.findings.filter((f) => counted(f) && !codesOf(error, document.layout).includes(f.code))
      // several true findings of one fault count once
      if (right.length > 0) told += 1
      else if (verbose)
        console.log(
          'MISSED',
          error.name,
          format,
          lang,
          seed,
          where.text ?? '',
          found.findings.map((f) => `${f.code} ${f.printed}`).join(' | '),
        )
      if (verbose) for (const f of wrong) console.log('WRONG', error.name, format, lang, seed, f.code, f.message.en)
      totals.right += right.length > 0 ? 1 : 0
      totals.wrong += wrong.length
      coverage = {
        numbers: coverage.numbers + found.coverage.found,
        checked: coverage.checked + found.coverage.checked,
      }
    }
    row.by[format] = { made, told }
    perFormat[format].made += made
    perFormat[format].told += told
    totals.made += made
    totals.told += told
  }
  rows.push(row)
}

let [numbers, alarms, documents] = [0, 0, 0]
if (only === null)
  for (const format of Object.keys(formats))
    for (let seed = 0; seed < trials * 3; seed += 1) {
      const document = make(randomOf(base + 50_000_000 + seed * 15_485_863), seed % 2 === 0 ? 'zh' : 'en')
      const found = await read(document, format)
      documents += 1
      numbers += found.coverage.found
      for (const f of found.findings.filter(counted)) {
        alarms += 1
        if (verbose) console.log('ALARM', format, seed, f.code, f.message.en)
      }
    }

const percent = (a, b) => (b === 0 ? '–' : `${((100 * a) / b).toFixed(1)} %`)
const group = (test) => {
  const own = rows.filter(test).flatMap((r) => Object.values(r.by))
  return percent(
    own.reduce((s, x) => s + x.told, 0),
    own.reduce((s, x) => s + x.made, 0),
  )
}
console.log(
  `${set > 2 ? `set ${set}` : held ? 'held-out' : 'development'} seeds, ${trials} documents of each class and format`,
)
console.log(`| error class | ${Object.keys(formats).join(' | ')} | all |`)
console.log(
  `|---|${Object.keys(formats)
    .map(() => '---')
    .join('|')}|---|`,
)
for (const r of rows) {
  const own = Object.values(r.by)
  console.log(
    `| ${r.name} | ${own.map((x) => percent(x.told, x.made)).join(' | ')} | ${percent(
      own.reduce((s, x) => s + x.told, 0),
      own.reduce((s, x) => s + x.made, 0),
    )} |`,
  )
}
console.log(
  `| all | ${Object.values(perFormat)
    .map((x) => percent(x.told, x.made))
    .join(' | ')} | ${percent(totals.told, totals.made)} |`,
)
console.log(
  `structural: ${group((r) => r.structural)}, unit slips: ${group((r) => r.unit)}, typos in covered cells: ${group((r) => r.cell)}`,
)
console.log(
  `precision: ${percent(totals.right, totals.right + totals.wrong)} (${totals.wrong} findings beside the errors that were put in)`,
)
console.log(
  `fact base: ${store.facts.length} facts; it covers ${percent(coverage.checked, coverage.numbers)} of the numbers of these documents`,
)
if (only === null) {
  const per = numbers === 0 ? 0 : (200 * alarms) / numbers
  console.log(
    `clean documents: ${documents} with ${numbers} numbers, ${alarms} false alarms, ${per.toFixed(2)} per 200 numbers`,
  )
}
void readFileSync
