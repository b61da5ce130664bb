// The same rules in four other engines, each installed from npm into a folder of its own; quotas are kept by the caller.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { categories, days, oracle, total } from './households.js'

const versions = {
  publicodes: '1.10.3',
  feelin: '8.2.0',
  'json-rules-engine': '7.3.1',
  '@gorules/zen-engine': '0.54.0',
}
const { window, papers, applications, registeredBy } = days
const fen = (yuan) => Math.round(yuan * 100 + 1e-7)

/** Households a second and wrong results of each peer; one that cannot be installed says so. */
export async function peers(folder, households) {
  writeFileSync(join(folder, 'package.json'), '{"private":true}')
  const names = Object.entries(versions).map(([n, v]) => `${n}@${v}`)
  const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...names]
  const installed = spawnSync('npm', args, { cwd: folder, stdio: 'pipe', timeout: 240_000 }).status === 0
  if (!installed) return Object.keys(versions).map((name) => ({ name, perSecond: 'not installed', wrong: '–' }))
  const require = createRequire(join(folder, 'package.json'))
  const load = (name) => import(pathToFileURL(require.resolve(name)).href)
  const found = []
  for (const [name, make, count] of [
    ['publicodes', publicodes, 400],
    ['feelin', feelin, 400],
    ['json-rules-engine', jsonRules, 4000],
    ['@gorules/zen-engine', zen, 4000],
  ])
    found.push(await measure(`${name} ${versions[name]}`, make, await load(name), households.slice(0, count)))
  return found
}

async function measure(name, make, module, households) {
  try {
    const answer = await make(module)
    const started = process.cpuUsage()
    let wrong = 0
    for (const household of households) if ((await answer(household)) !== oracle(household)) wrong += 1
    const { user, system } = process.cpuUsage(started)
    const seconds = (user + system) / 1e6
    return { name, perSecond: Math.round(households.length / seconds), wrong: `${wrong} of ${households.length}` }
  } catch (error) {
    return { name, perSecond: `failed: ${String(error.message).split('\n')[0].slice(0, 80)}`, wrong: '–' }
  }
}

// one item of each category is a loop, which none of the four keeps across calls
async function withQuota(household, appliance, car) {
  const amounts = new Map()
  for (const item of household.items) amounts.set(item, await appliance(item))
  const paid = household.car === null ? 0 : await car(household.car)
  return total(
    household,
    (item) => amounts.get(item),
    () => paid,
  )
}

async function publicodes({ default: found }) {
  const Engine = found.default ?? found
  const quiet = { logger: { log() {}, warn() {}, error() {} } }
  const yes = (list) => list
  const engine = new Engine(
    {
      price: { unité: 'CNY' },
      grade: null,
      invoice: null,
      listed: null,
      rate: { variations: [{ si: 'grade = 1', alors: '20 %' }, { si: 'grade = 2', alors: '15 %' }, { sinon: '0 %' }] },
      appliance: {
        valeur: 'price * rate',
        plafond: '2000 CNY',
        'applicable si': {
          'toutes ces conditions': yes(['listed = 1', `invoice >= ${window[0]}`, `invoice <= ${window[1]}`]),
        },
      },
      old: null,
      limit: null,
      nev: null,
      oldnev: null,
      displacement: null,
      catalogue: null,
      first: null,
      last: null,
      applied: null,
      car: {
        variations: [
          {
            si: {
              'toutes ces conditions': [
                'old <= limit',
                `first >= ${papers[0]}`,
                `last <= ${papers[1]}`,
                `applied >= ${applications[0]}`,
                `applied <= ${applications[1]}`,
                {
                  'une de ces conditions': [
                    { 'toutes ces conditions': ['nev = 1', 'catalogue = 1'] },
                    { 'toutes ces conditions': ['nev = 0', 'oldnev = 0', 'displacement <= 2000'] },
                  ],
                },
              ],
            },
            alors: { variations: [{ si: 'nev = 1', alors: '20000 CNY' }, { sinon: '15000 CNY' }] },
          },
          { sinon: '0 CNY' },
        ],
      },
    },
    quiet,
  )
  const value = (situation, rule) => Number(engine.setSituation(situation).evaluate(rule).nodeValue ?? 0)
  const appliance = (i) =>
    fen(
      value(
        {
          price: `${i.price / 100} CNY`,
          grade: i.grade,
          invoice: i.invoice,
          listed: categories.includes(i.category) ? 1 : 0,
        },
        'appliance',
      ),
    )
  return (h) => withQuota(h, appliance, (c) => fen(value(flat(c), 'car')))
}

function flat(c) {
  const four = [c.scrapped, c.cancelled, c.invoice, c.registered]
  return {
    old: c.oldRegistered,
    limit: registeredBy[c.oldFuel],
    nev: c.newKind === 'nev' ? 1 : 0,
    oldnev: c.oldFuel === 'nev' ? 1 : 0,
    displacement: c.displacement,
    catalogue: c.catalogue ? 1 : 0,
    first: Math.min(...four),
    last: Math.max(...four),
    applied: c.applied,
  }
}

const applianceFeel = `if listed = 1 and invoice >= ${window[0]} and invoice <= ${window[1]} then min(price * (if grade = 1 then 0.2 else if grade = 2 then 0.15 else 0), 2000) else 0`
const carFeel = `if old <= limit and first >= ${papers[0]} and last <= ${papers[1]} and applied >= ${applications[0]} and applied <= ${applications[1]} and ((nev = 1 and catalogue = 1) or (nev = 0 and oldnev = 0 and displacement <= 2000)) then (if nev = 1 then 20000 else 15000) else 0`
const itemContext = (i) => ({
  price: i.price / 100,
  grade: i.grade,
  invoice: i.invoice,
  listed: categories.includes(i.category) ? 1 : 0,
})

async function feelin({ evaluate }) {
  const value = (text, context) => {
    const found = evaluate(text, context)
    return Number(found?.value ?? found ?? 0)
  }
  return (h) =>
    withQuota(
      h,
      (i) => fen(value(applianceFeel, itemContext(i))),
      (c) => fen(value(carFeel, flat(c))),
    )
}

// it decides and does not reckon: the amounts are made from the events
async function jsonRules({ Engine }) {
  const between = (fact, [low, high]) => [
    { fact, operator: 'greaterThanInclusive', value: low },
    { fact, operator: 'lessThanInclusive', value: high },
  ]
  const is = (fact, value) => ({ fact, operator: 'equal', value })
  const goods = new Engine()
  for (const [grade, rate] of [
    [1, 20],
    [2, 15],
  ])
    goods.addRule({
      conditions: { all: [is('listed', 1), is('grade', grade), ...between('invoice', window)] },
      event: { type: 'rate', params: { rate } },
    })
  const cars = new Engine()
  const common = [
    { fact: 'old', operator: 'lessThanInclusive', value: { fact: 'limit' } },
    { fact: 'first', operator: 'greaterThanInclusive', value: papers[0] },
    { fact: 'last', operator: 'lessThanInclusive', value: papers[1] },
    ...between('applied', applications),
  ]
  cars.addRule({
    conditions: { all: [...common, is('nev', 1), is('catalogue', 1)] },
    event: { type: 'pay', params: { fen: 2_000_000 } },
  })
  cars.addRule({
    conditions: {
      all: [
        ...common,
        is('nev', 0),
        is('oldnev', 0),
        { fact: 'displacement', operator: 'lessThanInclusive', value: 2000 },
      ],
    },
    event: { type: 'pay', params: { fen: 1_500_000 } },
  })
  const appliance = async (i) => {
    const { events } = await goods.run(itemContext(i))
    return events.length === 0 ? 0 : Math.min(Math.floor((i.price * events[0].params.rate * 2 + 100) / 200), 200_000)
  }
  const car = async (c) => (await cars.run(flat(c))).events[0]?.params.fen ?? 0
  return (h) => withQuota(h, appliance, car)
}

async function zen({ ZenEngine }) {
  const engine = new ZenEngine()
  const graph = (expression) =>
    engine.createDecision(
      Buffer.from(
        JSON.stringify({
          nodes: [
            { id: 'in', name: 'in', type: 'inputNode', content: {} },
            {
              id: 'e',
              name: 'e',
              type: 'expressionNode',
              content: { expressions: [{ id: 'x', key: 'pay', value: expression }] },
            },
            { id: 'out', name: 'out', type: 'outputNode', content: {} },
          ],
          edges: [
            { id: '1', sourceId: 'in', targetId: 'e', type: 'edge' },
            { id: '2', sourceId: 'e', targetId: 'out', type: 'edge' },
          ],
        }),
      ),
    )
  const goods = graph(
    `listed == 1 and invoice >= ${window[0]} and invoice <= ${window[1]} ? min([price * (grade == 1 ? 0.2 : grade == 2 ? 0.15 : 0), 2000]) : 0`,
  )
  const cars = graph(
    `old <= limit and first >= ${papers[0]} and last <= ${papers[1]} and applied >= ${applications[0]} and applied <= ${applications[1]} and ((nev == 1 and catalogue == 1) or (nev == 0 and oldnev == 0 and displacement <= 2000)) ? (nev == 1 ? 20000 : 15000) : 0`,
  )
  const value = async (decision, context) => fen(Number((await decision.evaluate(context)).result.pay))
  return (h) =>
    withQuota(
      h,
      (i) => value(goods, itemContext(i)),
      (c) => value(cars, flat(c)),
    )
}
