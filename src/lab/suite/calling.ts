import { type Random, random, shuffled } from '../../base/index.ts'
import { bfcl } from '../benchmark/bfcl.ts'
import { defineProtocol } from '../protocol/protocol.ts'
import { defineTask, type Sample } from '../task/task.ts'
import { people } from './words.ts'

interface Parameter {
  readonly name: string
  readonly type: string
  readonly make: (chance: Random) => { readonly value: unknown; readonly said: string }
}

const cities = 'Bergen,Cuzco,Dakar,Hobart,Kochi,Lima,Odense,Quito,Turin,Windhoek'.split(',')
const parameters: readonly Parameter[] = [
  { name: 'city', type: 'string', make: (c) => said(c.pick(cities)) },
  { name: 'person', type: 'string', make: (c) => said(c.pick(people)) },
  { name: 'count', type: 'integer', make: (c) => said(1 + c.below(40)) },
  { name: 'ratio', type: 'float', make: (c) => said((1 + c.below(98)) / 100) },
  { name: 'urgent', type: 'boolean', make: (c) => said(c.below(2) === 1) },
  {
    name: 'tags',
    type: 'array',
    make: (c) => {
      const tags = shuffled(['red', 'old', 'heavy', 'rare', 'loud'], c).slice(0, 2)
      return { value: tags, said: tags.join(' and ') }
    },
  },
]
const verbs = 'book,move,count,paint,file,weigh,ship,rent,clean,sort'.split(',')
const nouns = 'boat,ticket,shelf,parcel,garden,engine,ledger,room,bridge,letter'.split(',')

function said(value: unknown) {
  return { value, said: String(value) }
}

/** Calls of functions that nobody has seen: one, one of several, several at once, or none. */
export const functionCalling = defineTask({
  ...bfcl,
  id: 'function-calling',
  version: 1,
  title: { en: 'function calling over generated schemas', zh: '生成模式的函数调用' },
  measure: 'assay.function-calling',
  licence: 'Apache-2.0',
  dataset: { kind: 'generated', size: 200, sample },
  protocols: [
    defineProtocol({
      id: 'assay/function-calling',
      template: 'bfcl/prompt@1',
      extractor: 'python-calls@1',
      averaging: 'macro',
    }),
    defineProtocol({
      id: 'assay/function-calling-tools',
      template: 'bfcl/tools@1',
      extractor: 'tool-calls@1',
      averaging: 'macro',
    }),
  ],
})

const kinds = ['simple', 'multiple', 'parallel', 'irrelevance'] as const

function sample(index: number, seed: string): Sample {
  const chance = random(`${seed}/calling/${index}`)
  const kind = kinds[index % kinds.length]!
  const count = kind === 'simple' || kind === 'irrelevance' ? 1 : 3
  const names = shuffled(
    verbs.flatMap((v) => nouns.map((n) => `${v}_${n}`)),
    chance,
  )
  const functions = Array.from({ length: count }, (_, i) => {
    const own = shuffled(parameters, chance).slice(0, 2 + chance.below(3))
    const properties = Object.fromEntries(
      own.map((p) => [
        p.name,
        { type: p.type, description: `the ${p.name}`, ...(p.type === 'array' ? { items: { type: 'string' } } : {}) },
      ]),
    )
    const spec = {
      name: names[i]!,
      description: `Lets you ${names[i]!.replace('_', ' a ')}.`,
      parameters: { type: 'dict', properties, required: own.map((p) => p.name) },
    }
    return { spec, own }
  })
  const wanted = kind === 'parallel' ? functions.slice(0, 2) : functions.slice(0, 1)
  const calls = wanted.map(({ spec, own }) => ({ spec, given: own.map((p) => ({ name: p.name, ...p.make(chance) })) }))
  const ask = (c: (typeof calls)[number]) =>
    `${c.spec.name.replace('_', ' a ')} with ${c.given.map((g) => `${g.name} ${g.said}`).join(', ')}`
  const other = names.at(-1)!.replace('_', ' a ')
  const input =
    kind === 'irrelevance'
      ? `Please ${other} for ${chance.pick(people)}.`
      : `Please ${calls.map(ask).join('; and also ')}.`
  const target =
    kind === 'irrelevance'
      ? []
      : calls.map((c) => JSON.stringify({ [c.spec.name]: Object.fromEntries(c.given.map((g) => [g.name, [g.value]])) }))
  return {
    id: `function-calling-${index}`,
    input,
    target,
    group: kind,
    data: { kind, function: functions.map((f) => f.spec) },
  }
}
