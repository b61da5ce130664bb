import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { build, type MemoryEffects, memoryEffects, recallCheck } from '../../src/project/index.ts'

const files = {
  '/desk/assay.config.yaml': 'name: a\nlang: en\nbase: none\n',
  '/desk/data/entities.csv': 'id,kind,zh,en\nalpha,model,阿尔法,Alpha\n',
  '/desk/data/measures.csv': 'id,zh,en,unit\nscore,得分,score,percent\n',
  '/desk/data/units.csv': 'id,dimension,factor,zh,en\npercent,ratio,0.01,%,%\n',
  '/desk/facts/a.csv': 'subject,measure,value,unit,source,known\nalpha,score,88.6,percent,,2024-07-01\n',
  '/desk/facts/b.csv': 'subject,measure,value,unit,source,known\nalpha,score,88.1,percent,,2024-06-01\n',
  '/desk/reports/one/index.en.md': '---\ntitle: A\ndate: 2024-07-28\n---\n\nAlpha has [88.6%](fact:alpha/score).\n',
}
const places = { desk: '/desk', data: '/data' }
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

async function built(effects: MemoryEffects): Promise<Readonly<Record<string, string>>> {
  const options = { reports: [], pdf: false, version: '0', maker: null, program: 'p' }
  const { diagnostics } = await build(effects, places, options)
  const names = ['report.html', 'report.xlsx', 'facts.json', 'manifest.json']
  const hashes = names.map(async (name) => {
    const bytes = await effects.read(`/desk/dist/one/en/${name}`)
    return [name, name.endsWith('json') ? new TextDecoder().decode(bytes!) : sha256(bytes!)] as const
  })
  return { ...Object.fromEntries(await Promise.all(hashes)), diagnostics: JSON.stringify(diagnostics) }
}

const put = (effects: MemoryEffects, path: string, text: string) =>
  effects.write([{ path, bytes: new TextEncoder().encode(text) }])
const check = (effects: MemoryEffects) => recallCheck(effects, places, { reports: [], fix: false }, 'p')

test.each([
  ['as it was checked', '/desk/reports/one/index.en.md', files['/desk/reports/one/index.en.md']],
  [
    'with a report edited since',
    '/desk/reports/one/index.en.md',
    `${files['/desk/reports/one/index.en.md']}\n# More\n`,
  ],
  ['with a fact edited since', '/desk/facts/b.csv', files['/desk/facts/b.csv'].replace('88.1', '88.2')],
  ['with a setting edited since', '/desk/assay.config.yaml', `${files['/desk/assay.config.yaml']}severity: {}\n`],
  ['with a table that was not there', '/desk/facts/c.csv', files['/desk/facts/b.csv'].replace('06', '05')],
])(
  'a desk %s is built to what it is built to without what was kept, and checked to the same',
  async (_, path, text) => {
    for (const before of [check, built]) {
      const [kept, fresh] = [memoryEffects(files, sha256), memoryEffects(files, sha256)]
      await before(kept)
      for (const effects of [kept, fresh]) await put(effects, path, text)
      const [here, there] = [
        memoryEffects(Object.fromEntries(kept.files), sha256),
        memoryEffects(Object.fromEntries(fresh.files), sha256),
      ]
      expect(await check(here)).toEqual(await check(there))
      expect(await built(kept)).toEqual(await built(fresh))
    }
  },
)

test.each([
  ['facts', 'desk', '"88.6"', '"77.7"', 'is 77.7 percent in'],
  ['blocks', 'blocks', 'is 88.6 percent in', 'is kept in', 'is kept in'],
])('a build takes %s from what check has kept, and check from what a build has', async (_, kind, from, to, said) => {
  const options = { reports: [], pdf: false, version: '0', maker: null, program: 'p' }
  const building = (effects: MemoryEffects) => build(effects, places, options)
  for (const [first, second] of [
    [check, building],
    [building, check],
  ] as const) {
    const effects = memoryEffects(files, sha256)
    const wrong = files['/desk/reports/one/index.en.md'].replace('88.6', '88.5')
    await put(effects, '/desk/reports/one/index.en.md', wrong)
    await first(effects)
    // a check keeps blocks from the second time on
    await put(effects, '/desk/reports/one/index.en.md', `${wrong}\n`)
    await first(effects)
    const [name] = (await effects.list('/desk/.assay')).filter((f) => f.startsWith(`${kind}-`))
    const path = `/desk/.assay/${name}`
    const text = new TextDecoder().decode((await effects.read(path))!)
    expect(text).toContain(from)
    await put(effects, path, text.replaceAll(from, to))
    if (kind === 'desk')
      await put(effects, '/desk/reports/one/index.en.md', wrong.replace('Alpha has', 'Alpha now has'))
    const { diagnostics } = await second(effects)
    expect(diagnostics.map((d) => d.message.en).join('\n')).toContain(said)
  }
})
