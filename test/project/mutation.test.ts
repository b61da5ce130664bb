import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { holdBlocks } from '../../src/project/blocks.ts'
import { type Desk, loadDesk, nodeEffects } from '../../src/project/index.ts'
import { compile } from '../../src/report/index.ts'
import { root } from '../layout.ts'

// every number of the weekly is spoiled in each of these ways, a few of each, and every spoiled one must be told of
type Spoil = (text: string) => string

const lastDigit: Spoil = (t) => t.replace(/\d(?=\D*$)/, (d) => String((Number(d) + 1) % 10))
const firstDigit: Spoil = (t) => t.replace(/\d/, (d) => String((Number(d) % 9) + 1))
const lostPoint: Spoil = (t) => t.replace(/(\d)\.(\d)/, '$1$2')
const swap =
  (...pairs: readonly (readonly [RegExp, string])[]): Spoil =>
  (t) => {
    const pair = pairs.find(([from]) => from.test(t))
    return pair === undefined ? t : t.replace(...pair)
  }

const spoils: Readonly<Record<'zh' | 'en', Readonly<Record<string, Spoil>>>> = {
  zh: {
    'a wrong last digit': lastDigit,
    'a wrong first digit': firstDigit,
    'a lost point': lostPoint,
    'another scale': swap([/万亿/, '亿'], [/亿/, '万'], [/万/, '亿'], [/K/, 'M']),
    'another unit': swap([/%/, ' 个百分点'], [/\s?个百分点/, '%'], [/元/, '美元']),
    'a lost qualifier': swap([/^(?:不超过|不低于|约|近|不足) ?/, '']),
    'a qualifier too many': swap([/^(?=\d)/, '不足 ']),
    'the opposite qualifier': swap([/^不超过/, '超过'], [/^超过/, '不超过'], [/^约/, '超过']),
    'the opposite comparison': swap([/^高于$/, '低于'], [/^低于$/, '高于'], [/^击败$/, '不及'], [/^不及$/, '超过']),
  },
  en: {
    'a wrong last digit': lastDigit,
    'a wrong first digit': firstDigit,
    'a lost point': lostPoint,
    'another scale': swap([/trillion/, 'billion'], [/billion/, 'million'], [/million/, 'billion'], [/K\b/, 'M']),
    'another unit': swap([/%/, ' percentage points'], [/ percentage points?/, '%'], [/yuan/, 'dollars']),
    'a lost qualifier': swap([/^(?:about|up to|at least|nearly|no more than|not more than) /, '']),
    'the opposite qualifier': swap(
      [/^more than/, 'at most'],
      [/^about/, 'more than'],
      [/^(?:up to|at most)/, 'more than'],
    ),
    'the opposite comparison': swap([/^above$/, 'below'], [/^below$/, 'above'], [/^beats$/, 'trails']),
  },
}
const most = 5

let desk: Desk
beforeAll(async () => {
  const places = { desk: join(root, 'examples/weekly'), data: join(root, 'data') }
  desk = (await loadDesk(nodeEffects(Object.values(places)), places)).value
})

describe.each(['zh', 'en'] as const)('%s', (lang) => {
  const file = `reports/2024-07-28/index.${lang}.md`
  const text = readFileSync(join(root, 'examples/weekly', file), 'utf8')
  const links = [...text.matchAll(/\[([^\]\n]+)\](\((?:<fact:[^>]+>|fact:[^)\s]+)(?: "[^"]*")?\))/g)]
  // a block that is as it was need not be bound again
  const memory = holdBlocks()
  const errors = (report: string) => {
    const { store, registry, lexicon } = desk
    const { document } = compile({ file, text: report, lang, store, registry, lexicon, memory })
    return document.diagnostics.filter((d) => d.severity === 'error' && d.waived === undefined)
  }

  test('nothing is told of while nothing is spoiled', () => expect(errors(text)).toEqual([]))

  test.each(Object.entries(spoils[lang]))('%s', (_, spoil) => {
    const all = links.filter((l) => spoil(l[1]!) !== l[1])
    const picked = all.filter((_, i) => i % Math.ceil(all.length / most) === 0)
    expect(picked.length).toBeGreaterThan(0)
    for (const link of picked) {
      const wrong = `[${spoil(link[1]!)}]${link[2]}`
      const report = text.slice(0, link.index) + wrong + text.slice(link.index + link[0].length)
      const line = text.slice(0, link.index).split('\n').length
      const told = errors(report).map((d) => d.at?.line)
      expect({ wrong, told: told.includes(line) }).toEqual({ wrong, told: true })
    }
  })
})
