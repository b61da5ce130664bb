// A hundred thousand rating events judged: spells, outcomes and bootstrapped hit rates, in one process.
import { readFileSync } from 'node:fs'
import { decimal } from '../dist/index.js'
import { createCalendars, hitRates, outcomeOf, parseScheme, spellsOf } from '../dist/market.js'

const lines = (name) => {
  const [head, ...body] = readFileSync(new URL(`../data/calendars/${name}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
  const names = head.split(',')
  return body.map((l) => Object.fromEntries(l.split(',').map((c, i) => [names[i], c])))
}
const calendars = createCalendars(lines('exchanges.csv'), lines('closures.csv'))
const scheme = parseScheme(
  's.yaml',
  'id: s\nfrom: 2015-01-01\nsubject: stock\nhorizon: 6\nbenchmarks: { cn: index }\nbands:\n  - { label: up, range: "> 5", direction: buy }\n  - { label: flat, range: "[-5, 5]", direction: hold }\n  - { label: down, range: "< -5", direction: sell }\n',
).value
let state = 7
const random = () => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return state / 4_294_967_296
}
const day = (n) => new Date(Date.UTC(2015, 0, 5 + n)).toISOString().slice(0, 10)
const closes = new Map(
  ['index', ...Array.from({ length: 500 }, (_, i) => `stock-${i}`)].map((name) => {
    let level = 100
    const own = new Map()
    for (let n = 0; n < 3650; n += 1) {
      level *= 1 + (random() - 0.499) * 0.03
      own.set(day(n), decimal(level.toFixed(3)))
    }
    return [name, own]
  }),
)
const events = Array.from({ length: 100_000 }, (_, i) => ({
  issuer: `house-${i % 20}`,
  subject: `stock-${Math.floor(random() * 500)}`,
  market: 'cn',
  scheme: 's',
  label: ['up', 'flat', 'down'][Math.floor(random() * 3)],
  change: '',
  published: day(Math.floor(random() * 3400)),
}))

const started = performance.now()
const input = { schemes: new Map([['s', scheme]]), calendars, markets: { cn: 'xshg' }, closes, day: '2024-12-31' }
const spells = spellsOf(events)
const outcomes = spells.map((s) => outcomeOf(s, 6, input)).filter((o) => typeof o !== 'string')
hitRates(outcomes, 10_000, 1)
process.stdout.write(
  JSON.stringify({
    seconds: Number(((performance.now() - started) / 1000).toFixed(2)),
    spells: spells.length,
    outcomes: outcomes.length,
  }),
)
