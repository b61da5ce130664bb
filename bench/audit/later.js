// Documents of the third and fourth set: other words, other tables. An error is put in before a table gets its layout.
import { benchmarkTable, salesTable } from './documents.js'
import { bonds, cap, comparison, context, date, growth, loan, params, plain, points, tokens } from './phrases.js'

const phrases = { bonds, cap, comparison, context, date, growth, loan, params, plain, points, tokens }
const week = {
  zh: [...'日一二三四五六'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
}
const months = 'January February March April May June July August September October November December'.split(' ')

function sentencesOf(random, { facts, registry }, lang, set) {
  const way = () => (set === 3 ? 0 : 3) + random.int(3)
  const take = (kind, ...given) => {
    const made = phrases[kind][lang][way()]
    const [text, value] = typeof made === 'function' ? made(...given) : made
    return { kind: 'paragraph', what: kind, text, value }
  }
  const sized = ['llama-3.1-405b', 'llama-3.1-70b', 'mistral-large-2', 'nemotron-4-340b', 'mixtral-8x22b']
  const subject = random.pick(sized)
  const size = facts.find((f) => f.subject === subject && f.measure === 'params').value.text
  const [a, p] = [50 + random.int(900) / 10, 5 + random.int(600) / 10]
  const [x, z] = [30 + random.int(200) / 10, 2 + random.int(80) / 10]
  const day = new Date(Date.UTC(2024 + random.int(2), random.int(12), 1 + random.int(28)))
  const [y, m, d] = [day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()]
  const w = week[lang][day.getUTCDay()]
  const other = phrases.plain[lang][way()](20 + random.int(60), 10 + random.int(80))
  return {
    known: [
      take('params', registry.entity(subject)[lang], size),
      take('context'),
      take('tokens'),
      take('bonds'),
      take('loan'),
      take('cap'),
    ],
    own: [
      take('growth', a.toFixed(1), (a * (1 + p / 100)).toFixed(1), p.toFixed(1)),
      take('points', x.toFixed(1), (x + z).toFixed(1), z.toFixed(1)),
      { ...take('date', y, m, d, w, months[m - 1]), week: lang === 'zh' ? w : w },
      { kind: 'paragraph', what: 'plain', text: other, value: '' },
    ],
    way,
  }
}

function comparisonOf(random, table, registry, lang, way) {
  const data = table.kinds.filter((k) => k.kind === 'data' && k.facts.filter((f) => f !== undefined).length >= 2)
  const row = random.pick(data)
  const [a, b] = random
    .some(
      row.facts.filter((f) => f !== undefined),
      2,
    )
    .sort((x, y) => Number(y.value.text) - Number(x.value.text))
  if (a.value.text === b.value.text) return []
  const name = (f) => registry.entity(f.subject)[lang]
  const [text, flip] = phrases.comparison[lang][way()](
    registry.measure(row.measure)[lang],
    name(a),
    a.value.text,
    name(b),
    b.value.text,
  )
  return [{ kind: 'paragraph', what: 'comparison', text, value: a.value.text, flip }]
}

const titles = {
  zh: [
    ['大模型跟踪', '表 1 主要模型评测成绩对比', '表 2 分区域收入'],
    ['AI 产业月报', '图表1：模型评测（%）', '图表2：收入结构'],
  ],
  en: [
    ['Model tracker', 'Exhibit 1. How the models score', 'Exhibit 2. Revenue by region'],
    ['The AI monthly', 'Figure 1: Evaluation results, %', 'Figure 2: Where revenue comes from'],
  ],
}

/** A clean document of the third or fourth set. */
export function laterDocument(random, world, lang, set) {
  const table = benchmarkTable(random, random.pick(world.pools), world.registry, lang)
  const { known, own, way } = sentencesOf(random, world, lang, set)
  const told = random.some(known, 5)
  const compared = table === null ? [] : comparisonOf(random, table, world.registry, lang, way)
  const [title, first, second] = titles[lang][set - 3]
  const layout = random.pick(
    set === 3 ? ['plain', 'category', 'settings', 'across'] : ['settings', 'across', 'bare', 'category'],
  )
  return {
    lang,
    layout,
    set,
    blocks: [
      { kind: 'heading', text: title },
      ...told.slice(0, 3),
      ...own.slice(0, 2),
      ...(table === null
        ? []
        : [
            { kind: 'heading', text: first },
            { ...table, layout },
          ]),
      ...compared,
      ...told.slice(3),
      ...own.slice(2),
      { kind: 'heading', text: second },
      salesTable(random, lang),
    ],
  }
}

const conditions = /\s*[（(]((?:\d+-shot)?(?:, )?(?:(?:non-)?CoT)?)[）)]$/

/** The rows of a table in its layout. */
export function laidOut(table, lang) {
  const { rows, kinds, layout } = table
  switch (layout) {
    // the group in a column of its own, once for its rows
    case 'category': {
      let group = ''
      const out = [[lang === 'zh' ? '类别' : 'Category', ...rows[0]]]
      for (const [i, row] of rows.entries()) {
        if (i === 0) continue
        if (kinds[i].kind === 'group' && row.slice(1).every((c) => c === '')) {
          group = row[0]
          continue
        }
        out.push([group, ...row])
        group = ''
      }
      return out
    }
    // conditions in a column of their own behind the benchmark
    case 'settings':
      return rows.map((row, i) => {
        const found = conditions.exec(row[0])
        const setting = i === 0 ? (lang === 'zh' ? '设置' : 'Setting') : (found?.[1] ?? '')
        return [found === null ? row[0] : row[0].slice(0, found.index), setting, ...row.slice(1)]
      })
    // models down, benchmarks across
    case 'across':
      return rows[0].map((_, c) =>
        rows.filter((row, r) => kinds[r].kind !== 'group' || row.slice(1).some((x) => x !== '')).map((row) => row[c]),
      )
    // no groups
    case 'bare':
      return rows.filter((row, r) => kinds[r].kind !== 'group' || row.slice(1).some((c) => c !== ''))
    default:
      return rows
  }
}
