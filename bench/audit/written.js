// Documents that people wrote, each with its faults marked: `⟦class|right|wrong⟧` in a sentence or a cell, `%% class a b` under a table.
// One file is two documents: the clean one, where everything counts as a false alarm, and the faulty one, with all faults in it.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const mark = /⟦([a-z-]+)\|([^|⟧]*)\|([^⟧]*)⟧/g
export const unitClasses = new Set(['scale', 'points', 'bytes', 'memory', 'currency', 'perunit', 'period', 'unit-word'])
export const structuralClasses = new Set([
  'row-shift',
  'row-swap',
  'row-duplicate',
  'column-swap',
  'column-duplicate',
  'cell-swap',
  'lost-value',
  'condition',
  'head-condition',
])

const split = (line) =>
  line
    .replace(/^\||\|$/g, '')
    .split(/\|(?![^⟦]*⟧)/)
    .map((c) => c.trim())

/** What a table's directive does to its rows; row 1 is the first below the head, column 1 the label. */
function fault(rows, kind, [a, b, ...rest]) {
  const [x, y] = [Number(a), Number(b)]
  switch (kind) {
    case 'row-swap': {
      const [p, q] = [rows[x].slice(1), rows[y].slice(1)]
      rows[x] = [rows[x][0], ...q]
      rows[y] = [rows[y][0], ...p]
      return { from: x, to: y }
    }
    // the values of rows a to b move up by one, the last keeps a copy
    case 'row-shift':
      for (let r = x; r < y; r += 1) rows[r] = [rows[r][0], ...rows[r + 1].slice(1)]
      return { from: x, to: y }
    case 'row-duplicate':
      rows[y] = [rows[y][0], ...rows[x].slice(1)]
      return { from: y, to: y }
    case 'column-swap':
      for (let r = 1; r < rows.length; r += 1) [rows[r][x - 1], rows[r][y - 1]] = [rows[r][y - 1], rows[r][x - 1]]
      return { from: 0, to: rows.length }
    case 'column-duplicate':
      for (let r = 1; r < rows.length; r += 1) rows[r][y - 1] = rows[r][x - 1]
      return { from: 0, to: rows.length }
    case 'cell-swap': {
      const z = Number(rest[0])
      ;[rows[x][y - 1], rows[x][z - 1]] = [rows[x][z - 1], rows[x][y - 1]]
      return { from: x, to: x }
    }
    case 'lost-value':
      rows[x][y - 1] = '-'
      return { from: x, to: x }
    default:
      throw new Error(`no fault of a table is called ${kind}`)
  }
}

function tableOf(lines, directives, faulty, table, count) {
  const plants = []
  const isIn = () => faulty === true || faulty === count + plants.length - 1
  const rows = lines
    .filter((l) => !/^\|[\s:|-]+\|$/.test(l))
    .map((l, r) =>
      split(l).map((cell) =>
        cell.replace(mark, (_, kind, right, wrong) => {
          plants.push({ kind, table, from: r, to: r, right, wrong })
          return isIn() ? wrong : right
        }),
      ),
    )
  for (const d of directives) {
    const [kind, ...args] = d.replace(/^%%\s*/, '').split(/\s+/)
    const own = faulty === true || faulty === count + plants.length
    const copy = own ? rows : rows.map((r) => [...r])
    plants.push({ kind, table, ...fault(copy, kind, args), wrong: d, right: '' })
  }
  return { block: { kind: 'table', rows, kinds: rows.map(() => ({ kind: 'plain' })), covered: true }, plants }
}

/** A marked text as blocks, clean, with all faults or with the one of a number alone, and what could be put in. */
export function parseWritten(name, source, faulty) {
  const blocks = []
  const plants = []
  let tables = 0
  for (const part of source.trim().split(/\n{2,}/)) {
    const lines = part.split('\n')
    if (lines[0].startsWith('%%')) continue
    if (lines[0].startsWith('|')) {
      tables += 1
      const at = source.indexOf(part) + part.length
      const after = /^\s*((?:%%[^\n]*\n?)+)/.exec(source.slice(at))
      const made = tableOf(lines, after === null ? [] : after[1].trim().split('\n'), faulty, tables, plants.length)
      blocks.push(made.block)
      plants.push(...made.plants)
      continue
    }
    const heading = /^#+\s+/.exec(part)
    const text = part.replace(/^#+\s+/, '').replaceAll('**', '')
    let plain = ''
    let last = 0
    const own = []
    for (const m of text.matchAll(mark)) {
      plain += text.slice(last, m.index)
      const isIn = faulty === true || faulty === plants.length + own.length
      own.push({ kind: m[1], right: m[2], wrong: m[3], start: plain.length })
      plain += isIn ? m[3] : m[2]
      last = m.index + m[0].length
    }
    plain += text.slice(last)
    for (const p of own) plants.push({ ...p, block: plain })
    blocks.push({ kind: heading === null ? 'paragraph' : 'heading', text: plain.replaceAll('\n', ' ') })
  }
  return { document: { lang: /zh|un/.test(name) ? 'zh' : 'en', blocks }, plants }
}

// a text without blanks, and where each letter of it stood
function squeeze(text) {
  const at = []
  let out = ''
  for (let i = 0; i < text.length; i += 1)
    if (!/\s/.test(text[i])) {
      out += text[i]
      at.push(i)
    }
  return { out, at }
}

/** Where the faults of a document stand in the text that was read. */
function placesOf(plants, extract) {
  const { out, at } = squeeze(extract.text)
  return plants.map((p) => {
    if (p.table !== undefined) return p
    const before = p.block.slice(0, p.start).replace(/\s/g, '')
    const own = p.wrong.replace(/\s/g, '')
    for (const reach of [40, 12, 4, 0]) {
      const near = before.slice(-reach || before.length)
      const found = out.indexOf((reach === 0 ? '' : near) + own)
      if (found === -1) continue
      const start = found + (reach === 0 ? 0 : near.length)
      return { ...p, at: [at[start], at[start + own.length - 1] + 1] }
    }
    return { ...p, at: [-1, -1] }
  })
}

function distance(finding, p) {
  if (p.table !== undefined) {
    if (finding.at.table !== p.table) return Number.POSITIVE_INFINITY
    const row = (finding.at.row ?? 1) - 1
    if (structuralClasses.has(p.kind)) return row >= p.from - 1 && row <= p.to + 1 ? 0 : 30
    return row === p.from ? 0 : p.kind === 'sum' ? 10 : Number.POSITIVE_INFINITY
  }
  if (finding.at.table !== undefined && p.kind !== 'table') return Number.POSITIVE_INFINITY
  if (p.kind === 'table' && finding.message.en.includes(/[\d.,]+/.exec(p.wrong)?.[0] ?? '\0')) return 0
  const [start, end] = p.at
  return Math.max(0, start - finding.at.end, finding.at.start - end)
}

const counted = (found) => found.findings.filter((f) => f.severity !== 'note')
const words = (f) => `${f.code} ${f.message.en.replace(/line \d+/g, '')}`

/** Which faults the findings tell of, and which findings tell of none: what was told of the clean document too tells of none. */
export function judge(plants, found, clean) {
  const same = new Set(counted(clean).map(words))
  const places = placesOf(plants, found.extract)
  const told = new Set()
  const beside = []
  for (const f of counted(found)) {
    const near = places.map((p, i) => [distance(f, p), i]).sort((a, b) => a[0] - b[0])
    if (near.length === 0 || near[0][0] > 40 || same.has(words(f))) {
      beside.push(f)
      continue
    }
    for (const [d, i] of near) if (d === near[0][0]) told.add(i)
  }
  return { told, beside, places }
}

/** The documents of a set, by name. */
export function writtenSet(set) {
  const folder = join(import.meta.dirname, 'written', String(set))
  return readdirSync(folder)
    .filter((f) => f.endsWith('.md'))
    .sort()
    .map((name) => ({ name, source: readFileSync(join(folder, name), 'utf8') }))
}
