// A million facts from CSV: reading, resolving one address, and finding all contradictions.
import { createRegistry, createStore } from '../dist/facts.js'
import { readFactTable } from '../dist/sources.js'

const count = 1_000_000
const subjects = 2000
const measures = 50
const registry = createRegistry({
  entities: Array.from({ length: subjects }, (_, i) => ({ id: `app-${i}`, en: `App ${i}` })),
  measures: Array.from({ length: measures }, (_, i) => ({ id: `m${i}`, en: `Measure ${i}`, unit: 'percent' })),
  scopes: [],
  units: [{ id: 'percent', dimension: 'ratio', factor: '0.01' }],
  sources: [],
})

// a fixed seed, so that every run reads the same table
let state = 12_345
const random = (n) => {
  state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
  return state % n
}

const lines = ['subject,measure,scope,value,unit,source,locator,known']
for (let i = 0; i < count; i += 1) {
  const shots = Math.floor(i / (subjects * measures))
  lines.push(
    `app-${i % subjects},m${Math.floor(i / subjects) % measures},shots=${shots},${(random(1000) / 10).toFixed(1)},percent,${i % 100 === 99 ? 's2' : 's1'},row ${i},2024-07-01`,
  )
  // one in a thousand is said again by another source, sometimes otherwise
  if (i % 1000 === 0)
    lines.push(
      `app-${i % subjects},m${Math.floor(i / subjects) % measures},shots=${shots},${(random(1000) / 10).toFixed(1)},percent,s3,row ${i},2024-07-02`,
    )
}
const text = `${lines.join('\n')}\n`
lines.length = 0

const timed = (work) => {
  const started = performance.now()
  const value = work()
  return { value, seconds: (performance.now() - started) / 1000 }
}

const read = timed(() => readFactTable('million.csv', text, registry))
const made = timed(() => createStore(read.value.value.facts, registry))
const store = made.value.value
const addresses = Array.from(
  { length: 20_000 },
  () => `app-${random(subjects)}/m${random(measures)}?shots=${random(10)}`,
)
const resolved = timed(() => addresses.reduce((n, a) => n + ('fact' in store.resolve(a, '2024-07-28') ? 1 : 0), 0))
const contradictions = timed(() => store.contradictions('2024-07-28'))

process.stdout.write(
  `${JSON.stringify({
    facts: store.facts.length,
    findings: read.value.diagnostics.length + made.value.diagnostics.length,
    megabytesOfText: Math.round(text.length / 1e6),
    readSeconds: Number(read.seconds.toFixed(2)),
    indexSeconds: Number(made.seconds.toFixed(2)),
    resolveMicroseconds: Number(((resolved.seconds / addresses.length) * 1e6).toFixed(1)),
    resolved: resolved.value,
    contradictionsSeconds: Number(contradictions.seconds.toFixed(2)),
    contradictions: contradictions.value.length,
    residentMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  })}\n`,
)
