// `npm run bench:policy`: the 2024 appliance and car rules over synthetic households, beside other rule engines.
import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cellReader, Programs, parsePolicy, payAll, stateFor } from '../dist/policy.js'
import { households, oracle } from './households.js'
import { peers } from './policy-peers.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (name) => readFileSync(join(root, `data/policies/cn/${name}.md`), 'utf8')
const policy = parsePolicy('2024', read('trade-in-2024'), parsePolicy('common', read('common')).value).value
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]
const dayText = (n) => new Date(n * 86_400_000).toISOString().slice(0, 10)

// in seconds of processor time, since the cores are shared with others
function rate(count, work, runs = 5) {
  const taken = Array.from({ length: runs }, () => {
    const started = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(started)
    return (user + system) / 1000
  })
  return Math.round(count / (median(taken) / 1000))
}

const itemRow = (i) => ({
  category: i.category,
  grade: i.grade,
  'final-price': i.price / 100,
  invoice: dayText(i.invoice),
})
const carRow = (c) => ({
  'old-fuel': c.oldFuel,
  'old-registered': dayText(c.oldRegistered),
  'owned-since': dayText(c.ownedSince),
  'new-kind': c.newKind,
  displacement: c.displacement / 1000,
  catalogue: c.catalogue,
  scrapped: dayText(c.scrapped),
  cancelled: dayText(c.cancelled),
  invoice: dayText(c.invoice),
  registered: dayText(c.registered),
  applied: dayText(c.applied),
})

// households as numbers in slots, as they come out of a table
function load(list) {
  const programs = new Programs({ policy, knownOn: '2024-12-31', place: '' })
  const readers = new Map()
  const one = (name, row) => {
    const claim = policy.claims.get(name)
    const program = programs.of(claim)
    const values = new Float64Array(program.size).fill(Number.NaN)
    for (const input of claim.inputs) {
      if (row[input.name] === undefined) continue
      const key = `${name} ${input.name}`
      if (!readers.has(key)) readers.set(key, cellReader(policy, input))
      values[program.slots.get(input.name)] = readers.get(key).of(row[input.name])
    }
    return { program, values }
  }
  return list.map((h) => [
    ...h.items.map((i) => one('item', itemRow(i))),
    ...(h.car ? [one('car', carRow(h.car))] : []),
  ])
}

const count = Number(process.argv[2] ?? 200_000)
const list = households(count)
const loaded = load(list)
const state = stateFor()
const out = []
const sumOf = (claims) => {
  if (payAll(claims, claims.length, state, out) === null) throw new Error('a household was not answered')
  let sum = 0
  for (let i = 0; i < claims.length; i += 1) sum += out[i]
  return sum
}
const wrong = list.filter((h, i) => oracle(h) !== sumOf(loaded[i])).length
const compiled = rate(count, () => {
  for (const claims of loaded) sumOf(claims)
})
let steps = 0
const traced = rate(count, () => {
  steps = 0
  for (const claims of loaded) {
    state.trace = []
    sumOf(claims)
    steps += state.trace.length
  }
  state.trace = null
})

// a file of many households, whole process: reading, answering, totals
function wholeFile(rows) {
  const folder = mkdtempSync(join(tmpdir(), 'assay-policy-'))
  const file = join(folder, 'h.csv')
  const heads = [0, 1, 2].flatMap((i) =>
    Object.keys(itemRow(list[0].items[0] ?? { invoice: 19967 })).map((k) => `items.${i}.${k}`),
  )
  const carHeads = [
    'old-fuel',
    'old-registered',
    'owned-since',
    'new-kind',
    'displacement',
    'catalogue',
    'scrapped',
    'cancelled',
    'invoice',
    'registered',
    'applied',
  ]
  const line = (h) => {
    const items = [0, 1, 2].flatMap((i) => (h.items[i] ? Object.values(itemRow(h.items[i])) : ['', '', '', '']))
    return [h.id, ...items, ...(h.car ? Object.values(carRow(h.car)) : carHeads.map(() => ''))].join(',')
  }
  const text = `${list.map(line).join('\n')}\n`
  mkdirSync(folder, { recursive: true })
  const handle = openSync(file, 'w')
  writeSync(handle, `${['id', ...heads, ...carHeads.map((k) => `car.${k}`)].join(',')}\n`)
  for (let done = 0; done < rows; done += count) writeSync(handle, text)
  closeSync(handle)
  const started = performance.now()
  const ran = spawnSync('/usr/bin/time', [
    '-f',
    '%M',
    'node',
    join(root, 'bin/assay.js'),
    'policy',
    'run',
    'cn/trade-in-2024',
    '--input',
    file,
    '--known-on',
    '2024-12-31',
    '--json',
  ])
  const taken = (performance.now() - started) / 1000
  const total = JSON.parse(String(ran.stdout)).rows
  rmSync(folder, { recursive: true })
  return {
    total,
    perSecond: Math.round(total / taken),
    megabytes: Math.round(Number(String(ran.stderr).trim().split('\n').at(-1)) / 1024),
  }
}

const rows = [
  ['assay, compiled, no trace', compiled, wrong],
  [`assay, full trace (${(steps / count).toFixed(1)} steps a household)`, traced, wrong],
]
const folder = mkdtempSync(join(tmpdir(), 'assay-peers-'))
for (const peer of await peers(folder, list)) rows.push([peer.name, peer.perSecond, peer.wrong])
rmSync(folder, { recursive: true, force: true })
const slowest = Math.max(...rows.slice(2).map((r) => Number(r[1]) || 0), 1)
process.stdout.write(`${cpus()[0]?.model}, Node ${process.version}, ${count} households\n\n`)
process.stdout.write(
  '| engine | households a second of one core | of the fastest peer | wrong results |\n|---|---|---|---|\n',
)
for (const [name, perSecond, bad] of rows)
  process.stdout.write(
    `| ${name} | ${perSecond} | ${typeof perSecond === 'number' ? (perSecond / slowest).toFixed(2) : '–'} | ${bad} |\n`,
  )
for (const millions of (process.env.ROWS ?? '1,4').split(',').map(Number)) {
  const { total, perSecond, megabytes } = wholeFile(millions * 1e6)
  process.stdout.write(`\nCSV of ${total} households, whole process: ${perSecond} a second, ${megabytes} MB resident\n`)
}
