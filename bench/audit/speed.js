// How long an audit takes as a whole process, and how time grows with size.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeEffects, openAuditor } from '../../dist/index.js'
import { cleanDocument, pools } from './documents.js'
import { formats, laterFormats } from './formats.js'
import { laterDocument } from './later.js'
import { extensions, machineTexts } from './machine.js'
import { digitsText, mixedText, taleText } from './mixed.js'
import { randomOf } from './random.js'

const data = new URL('../../data', import.meta.url).pathname
const compiled = new URL('../../dist/shipped.json', import.meta.url).pathname
const { desk } = await openAuditor(nodeEffects([data, compiled]), { desk: data, data, compiled })
const world = { facts: desk.store.facts, registry: desk.registry, pools: pools(desk.store.facts) }
const folder = mkdtempSync(join(tmpdir(), 'assay-speed-'))
// a text that says one thing again and again hides what grows with the square of its size
const documentOf = (n) => {
  const [random, lang] = [randomOf(77_000 + n), n % 2 === 0 ? 'zh' : 'en']
  const set = Math.floor(n / 2) % 4
  return set < 2 ? cleanDocument(random, world, lang, set === 1) : laterDocument(random, world, lang, set + 1)
}

function textOf(size) {
  const parts = []
  let length = 0
  for (let n = 0; length < size; n += 1) {
    const bytes = formats.txt(documentOf(n))
    parts.push(bytes)
    length += bytes.length
  }
  return Buffer.concat(parts)
}

function timed(name, runs = 3) {
  const file = join(folder, name)
  const seen = []
  for (let i = 0; i < runs; i += 1) {
    const started = performance.now()
    const ran = spawnSync(
      '/usr/bin/time',
      ['-f', '%U %S %M', process.execPath, 'bin/assay.js', 'audit', file, '--json'],
      {
        maxBuffer: 1 << 30,
      },
    )
    const [user, system, memory] = String(ran.stderr).trim().split('\n').at(-1).split(' ').map(Number)
    seen.push([(performance.now() - started) / 1000, user + system, memory / 1024])
  }
  const [seconds, processor, memory] = seen.sort((a, b) => a[0] - b[0])[Math.floor(runs / 2)]
  console.log(`| ${name} | ${seconds.toFixed(2)} s | ${processor.toFixed(2)} s | ${memory.toFixed(0)} MB |`)
}

// an archive in which whole issues stand again
function archiveOf(size) {
  const issue = textOf(15_000)
  return Buffer.concat(
    Array.from({ length: Math.ceil(size / issue.length) }, () => [issue, Buffer.from('\n\n')]).flat(),
  )
}

const large = process.argv.includes('--large')
const slope = process.argv.includes('--slope')
console.log('| document | time | time of processors | memory |')
console.log('|---|---|---|---|')
writeFileSync(join(folder, 'page.txt'), textOf(15_000))
const pages = Array.from({ length: 60 }, (_, n) => documentOf(n))
writeFileSync(
  join(folder, '60-pages.pdf'),
  await laterFormats.pdf({ lang: 'en', blocks: pages.flatMap((p) => [...p.blocks, { kind: 'break' }]) }),
)
timed('page.txt')
timed('60-pages.pdf')
// dense tables, reports of all kinds, a text of few numbers, an archive, documents with other digits each time (`--of FILE` takes that one), and
// what a program writes; what grows with the square of a size shows from one to the next
const own = process.argv.includes('--of')
  ? [readFileSync(process.argv[process.argv.indexOf('--of') + 1], 'utf8')]
  : undefined
const digits = (size) => digitsText(size, own)
const kinds = { tables: textOf, reports: mixedText, tale: taleText, archive: archiveOf, digits, ...machineTexts }
const sizes = [1, 10, ...(slope || large ? [30] : []), ...(large ? [100] : [])]
for (const [kind, make] of Object.entries(kinds))
  for (const size of sizes) {
    const name = `${kind.replace(' ', '-')}-${size}-MB.${extensions[kind] ?? 'txt'}`
    writeFileSync(join(folder, name), make(size * 1_000_000))
    timed(name, size === 1 ? 3 : 1)
    rmSync(join(folder, name))
  }
rmSync(folder, { recursive: true })
