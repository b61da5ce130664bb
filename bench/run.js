// Every figure of bench/README.md: `npm run bench`. Medians of whole processes unless a row says otherwise.
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createPdfMakers, createWatcher, nodeEffects } from '../dist/index.js'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const cli = join(root, 'bin/assay.js')
const work = mkdtempSync(join(tmpdir(), 'assay-bench-'))
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]
const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(2)} s`
const rows = []
const row = (what, target, measured) => {
  rows.push([what, target, measured])
  process.stderr.write(`${what}: ${measured}\n`)
}

function timeOf(times, argv, cwd = work) {
  const taken = []
  for (let i = 0; i < times; i += 1) {
    const started = performance.now()
    const ran = spawnSync(process.execPath, argv, { cwd, stdio: 'pipe', maxBuffer: 1 << 28 })
    taken.push(performance.now() - started)
    if (ran.status !== 0) throw new Error(`${argv.join(' ')}: ${ran.status} ${ran.stderr}${ran.stdout}`.slice(0, 2000))
  }
  return median(taken)
}

const desk = join(work, 'weekly')
cpSync(join(root, 'examples/weekly'), desk, { recursive: true, filter: (p) => !p.includes('/dist') })

row('`node` that does nothing', '–', seconds(timeOf(5, ['-e', '0'])))
row('`check` of the weekly, both editions', '0.5 s', seconds(timeOf(7, [cli, 'check', '--desk', desk])))
row('`check` of the issue of 2024-07-28, both editions, for the first time', '0.5 s', seconds(firstTime(5)))
row('`check` of the weekly, after an edit of one edition', '0.5 s', seconds(afterEdit(5)))
row('`check` of the weekly, one edition', '0.5 s', seconds(oneEdition(7)))
row('`build` of all four editions to HTML, PDF and XLSX, from nothing', '2 s', seconds(fromNothing(5)))
row('`build` of all four editions after a `check` of them', '–', seconds(afterCheck(5)))

function fromNothing(times) {
  const taken = Array.from({ length: times }, () => {
    for (const folder of ['.assay', 'dist']) rmSync(join(desk, folder), { recursive: true, force: true })
    return timeOf(1, [cli, 'build', '--desk', desk])
  })
  return median(taken)
}

function afterCheck(times) {
  timeOf(1, [cli, 'check', '--desk', desk])
  return timeOf(times, [cli, 'build', '--desk', desk])
}

function firstTime(times) {
  const taken = Array.from({ length: times }, () => {
    rmSync(join(desk, '.assay'), { recursive: true, force: true })
    return timeOf(1, [cli, 'check', '2024-07-28', '--desk', desk])
  })
  return median(taken)
}

function afterEdit(times) {
  const file = join(desk, 'reports/2024-07-28/index.zh.md')
  const text = readFileSync(file, 'utf8')
  const taken = Array.from({ length: times }, (_, i) => {
    writeFileSync(file, `${text}${'\n'.repeat(i + 1)}`)
    return timeOf(1, [cli, 'check', '--desk', desk])
  })
  writeFileSync(file, text)
  return median(taken)
}

function oneEdition(times) {
  const single = join(work, 'single')
  cpSync(desk, single, { recursive: true, filter: (p) => !p.includes('/dist') })
  rmSync(join(single, 'reports/2024-07-28/index.en.md'))
  return timeOf(times, [cli, 'check', '--desk', single])
}

const before = readFileSync(join(desk, 'dist/2024-07-28/zh/report.pdf'))
timeOf(1, [cli, 'build', '--desk', desk])
row(
  'second build gives the same bytes',
  'yes',
  before.equals(readFileSync(join(desk, 'dist/2024-07-28/zh/report.pdf'))) ? 'yes' : 'no',
)

const data = join(root, 'data')
const effects = nodeEffects([desk, data])
const watcher = createWatcher(
  effects,
  { desk, data },
  {
    reports: [],
    pdf: true,
    version: '0',
    maker: createPdfMakers(),
    shown: () => pages.push(performance.now() - saved),
  },
)
let saved = 0
const pages = []
await watcher.rebuild([])
pages.length = 0
const file = 'reports/2024-07-28/index.zh.md'
const text = readFileSync(join(desk, file), 'utf8')
const saves = []
for (let i = 0; i < 7; i += 1) {
  writeFileSync(join(desk, file), text.replace('# 风险提示', `# 风险提示${'　'.repeat(i + 1)}`))
  saved = performance.now()
  await watcher.rebuild([file])
  saves.push(performance.now() - saved)
}
row('re-save of one edition in `watch`: the page', '0.2 s', seconds(median(pages)))
row('re-save of one edition in `watch`: HTML, PDF and XLSX', '0.2 s', seconds(median(saves)))

const long = join(work, 'long')
mkdirSync(join(long, 'reports/2024-07-28'), { recursive: true })
mkdirSync(join(long, 'facts'), { recursive: true })
writeFileSync(join(long, 'assay.config.yaml'), 'name: long\nlang: en\n')
const facts = ['subject,measure,scope,value,unit,source,locator,known']
const prose = ['---', 'title: Many numbers', 'lang: en', 'date: 2024-07-28', '---', '']
for (let i = 0; i < 2000; i += 1) {
  const value = ((i * 37) % 1000) / 10
  facts.push(`gpt-4o,mmlu,variant=v${i},${value.toFixed(1)},percent,openai-simple-evals,row ${i},2024-07-01`)
  prose.push(
    i % 50 === 0 ? `# Part ${i / 50 + 1}\n` : '',
    `Variant ${'abcdefgh'[i % 8]} of the model reached [${value.toFixed(1)}%](fact:gpt-4o/mmlu?variant=v${i}) on the test.`,
    i % 5 === 4 ? '\n' : '',
  )
}
writeFileSync(join(long, 'facts/many.csv'), `${facts.join('\n')}\n`)
writeFileSync(join(long, 'reports/2024-07-28/index.en.md'), prose.join('\n'))
row('`build` of a report of 2,000 bound numbers', '3 s', seconds(timeOf(3, [cli, 'build', '--desk', long])))
row('the same without PDF', '–', seconds(timeOf(3, [cli, 'build', '--desk', long, '--no-pdf'])))

const million = JSON.parse(
  execFileSync(process.execPath, ['--max-semi-space-size=64', join(root, 'bench/facts.js')], { encoding: 'utf8' }),
)
row('1,000,000 facts read from CSV', '5 s', `${million.readSeconds} s (and ${million.indexSeconds} s for the index)`)
row('… resident memory', '1500 MB', `${million.residentMegabytes} MB`)
row('… an address resolved', '50 µs', `${million.resolveMicroseconds} µs`)
row('… all contradictions among them', '5 s', `${million.contradictionsSeconds} s, ${million.contradictions} found`)

const { page, peers } = await import('./peers.js')
for (const [name, measured] of await peers(work)) row(name, '–', measured)
row('that page with `assay build --no-pdf`', '–', seconds(page(work, cli, timeOf)))

rmSync(work, { recursive: true, force: true })
process.stdout.write(
  `${process.version}, ${cpus()[0].model}, ${cpus().length} cores, ${new Date().toISOString().slice(0, 10)}\n\n| what | target | measured |\n|---|---|---|\n${rows.map((r) => `| ${r.join(' | ')} |\n`).join('')}`,
)
