import { largest, toNumber } from '../../../base/index.ts'
import { slipOf } from '../digits.ts'
import { isQuoted, type Linked } from '../prose/audit.ts'
import { basisOf, isLeft, isNoLevel, isOfOther, isStep } from '../prose/basis.ts'
import type { Sentence } from '../prose/sentence.ts'
import { spanIn } from '../prose/timed.ts'
import { agreesWith } from '../table/agree.ts'
import type { Grid, GridCell } from '../table/grid.ts'
import { textBetween } from './growth.ts'
import { type Label, labelOf, longestIn } from './inconsistent.ts'
import type { Read } from './input.ts'
import { createPairs, type Pairs } from './pairs.ts'

// a sentence speaks of tables within this many characters of it
const reach = 4000

/**
 * Tells of a number that a sentence gives for the one row of a table that it names, and that the row has with two digits
 * exchanged or in another scale.
 */
export function checkEchoes({ desk, grids, links }: Read): void {
  const moved = new Set(desk.findings.filter((f) => /^audit\/(?:row|column)-/.test(f.code)).map((f) => f.at.table))
  const open = grids
    .filter((g) => !moved.has(g.number) && g.rows.length * g.columns.length < 2000)
    .flatMap((grid) => [alongRows(grid), alongColumns(grid)])
  if (open.length === 0) return
  const pairs = createPairs()
  let first = 0
  for (const linked of links) {
    const mention = linked.sentence.mentions[linked.index]!
    while (first < open.length && open[first]!.grid.table.end < mention.start - reach) first += 1
    if (mention.form !== 'digits' || !isLevel(mention.bound) || mention.high !== undefined) continue
    if (linked.link.known.length > 0 || desk.isTold(mention.start, mention.end)) continue
    if (first === open.length || open[first]!.grid.table.start > mention.end + reach) continue
    const { sentence, index } = linked
    const before = sentence.mentions[index - 1]?.end ?? sentence.start
    const front = closed(textBetween(sentence, before, mention.numberStart).toLowerCase())
    const all = closed(textBetween(sentence, sentence.start, mention.numberStart).toLowerCase())
    pairs.note(all)
    for (let n = first; n < open.length && n < first + 12; n += 1) {
      if (open[n]!.grid.table.start > mention.end + reach) break
      if (checkRow(linked, [front, all], pairs, open[n]!, desk)) break
    }
  }
}

interface Open {
  readonly grid: Grid
  readonly labels: readonly Label[]
  /** the cells of each line that a label stands for, and the heads over them */
  readonly lines: readonly (readonly GridCell[])[]
  readonly heads: readonly string[]
  /** the scale that the head of each cell of a line or the caption gives, 0 where none does */
  readonly scale: readonly number[]
  readonly isAcross: boolean
}

function alongRows(grid: Grid): Open {
  const heads = grid.columns.map((c) => c.text)
  return { grid, labels: labelsOf(grid.rows), lines: grid.cells, heads, scale: scalesOf(grid), isAcross: false }
}

function alongColumns(grid: Grid): Open {
  const lines = grid.columns.map((_, k) => grid.cells.map((row) => row[k]!))
  const heads = grid.rows.map((r) => r.text)
  return { grid, labels: namedOf(grid), lines, heads, scale: heads.map(() => 0), isAcross: true }
}

function isLevel(bound: string): boolean {
  return bound === 'exact' || bound === 'about'
}

// 1 月 and 1月 are one
function closed(text: string): string {
  return text.replace(/(?<=[\u4e00-\u9fff\d])\s(?=[\u4e00-\u9fff])/g, '')
}

function labelsOf(lines: readonly { readonly text: string }[]): Open['labels'] {
  return lines
    .map((r, at) =>
      labelOf(
        closed(
          r.text
            .replace(/\s*[（(][^()（）]*[）)]\s*$/, '')
            .trim()
            .toLowerCase(),
        ),
        at,
      ),
    )
    .filter((r) => r.text.length >= 2 && r.text.length <= 40 && !/^[\d.,%\s]+$/.test(r.text) && !general.test(r.text))
}

// columns that bear the names of makes: H200 SXM is the H200 where no other column is
function namedOf(grid: Grid): Open['labels'] {
  const names = grid.columns.map((c) => /^[A-Za-z]+[- ]?\d+[A-Za-z]*\b/.exec(c.text.trim())?.[0].toLowerCase() ?? '')
  return names.flatMap((name, at) =>
    name !== '' && names.indexOf(name) === names.lastIndexOf(name) ? [labelOf(name, at)] : [],
  )
}

const general = /^(?:合计|总计|其他|其它|其余|总和|小计|total|other|others|sum|rest|average|平均)$/

const words: readonly (readonly [RegExp, number])[] = [
  [/万亿|trillion/i, 1e12],
  [/十亿/, 1e9],
  [/亿/, 1e8],
  [/千万/, 1e7],
  [/十万/, 1e5],
  [/百万|million|\bmn\b|\bm\b/i, 1e6],
  [/billion|\bbn\b/i, 1e9],
  [/万/, 1e4],
  [/千|thousand|\bk\b/i, 1e3],
]

// 单位：万次, US$ bn; a head that says a unit alone says the scale of one
function scalesOf(grid: Grid): readonly number[] {
  const of = (text: string) => {
    const inside = /[（(]([^（）()]{1,16})[)）]|单位[:：]\s?([^）)，,\s]{1,10})|,\s([A-Za-z$ ]{2,14})$/.exec(text)
    const unit = inside?.[1] ?? inside?.[2] ?? inside?.[3] ?? ''
    if (unit === '' || /^[%％]$/.test(unit)) return unit === '' ? 0 : -1
    return words.find(([w]) => w.test(unit))?.[1] ?? (/[元次人件个台张]|\$|USD|CNY/.test(unit) ? 1 : 0)
  }
  const all = of(grid.caption) || of(grid.table.rows[0]?.[0]?.text ?? '')
  return grid.columns.map((c) => of(c.text) || (all === -1 ? 0 : all))
}

function checkRow(
  { sentence, index }: Linked,
  [front, all]: readonly [string, string],
  pairs: Pairs,
  open: Open,
  desk: Read['desk'],
): boolean {
  const { labels, scale, lines, heads, isAcross } = open
  const mention = sentence.mentions[index]!
  const own = longestIn(labels, front, pairs)
  if (own.length > 1) return false
  // what the sentence began with holds on
  const longest = own.length === 0 ? nearestIn(labels, all, pairs) : own
  if (longest.length !== 1 || isQuoted(sentence, mention)) return false
  // 比市场均价 20.4 万元高: of many
  if (/(?:均价|均值|平均|中位数|同期|下限|上限|lower|upper|bound|average|mean|median)[^，。；;,]{0,6}$/i.test(front))
    return false
  const isTime = spanIn(longest[0]!.text).span !== null
  if (isNoLevel(sentence, mention) || (!isTime && isLeft(sentence, mention)) || isStep(sentence, mention)) return false
  const row = longest[0]!.at
  const isShare = /^[%％]$/.test(mention.unitText)
  const cells = lines[row]!.map((cell, k) => ({ cell, k })).filter(
    ({ cell, k }) =>
      cell.kind === 'number' &&
      isLevel(cell.amount?.bound ?? '') &&
      (cell.unitText === '%' || /[%％]|同比|环比|占比|growth|change|wow|yoy|share/i.test(heads[k]!)) === isShare,
  )
  const printed = toNumber(mention.value)
  const agree = (cell: GridCell, s: number) =>
    agreesWith(printed / s, (mention.decimals ?? 0) + Math.round(Math.log10(s)), cell.number, cell.decimals)
  const scales = [1, 1e3, 1e4, 1e6, 1e8, 1e9, 1e12]
  if (isShare && !isAcross && checkWay(sentence, mention, cells, open.grid, row, desk)) return true
  for (const { cell, k } of cells) {
    const same = scales.filter((s) => agree(cell, s))
    if (same.length === 0) continue
    const told = scale[k]!
    // figures of one or two digits meet by chance
    const digits = cell.digits.replace(/\D/g, '').replace(/^0+/, '')
    if (
      isAcross ||
      told <= 0 ||
      isShare ||
      same.includes(told) ||
      digits.length < (/\./.test(cell.digits) || isNamed(heads[k]!, sentence.text) ? 2 : 3) ||
      // of another quantity of the row, or another part of this one
      !(isNamed(heads[k]!, basisOf(sentence, mention)) || isTimed(heads[k]!)) ||
      isOfOther(
        basisOf(sentence, mention),
        `${open.grid.caption} ${heads[k]!} ${open.grid.rows[row]?.text ?? ''}`,
        desk.input.cues,
      ) ||
      mention.scaleText === '' ||
      // 222 万亿约 22 万张: cards are no tokens
      (/^[张台辆颗片座]$/.test(mention.unitText) &&
        !`${open.grid.caption} ${heads[k]!} ${open.grid.rows[row]?.text ?? ''}`.includes(mention.unitText)) ||
      // 0.5 million fewer
      /^\s(?:fewer|less|more|higher|lower)\b/.test(sentence.text.slice(mention.end - sentence.start))
    )
      return true
    tell(
      sentence.text.slice(mention.start - sentence.start, mention.end - sentence.start),
      mention,
      cell,
      open,
      [row, k],
      true,
      true,
      desk,
    )
    return true
  }
  // a cell with the unit and the scale of the number, the only one of its line, under a head that the sentence names
  const isOwn = (cell: GridCell, k: number) =>
    mention.unitText !== '' &&
    cell.unitText === mention.unitText &&
    mention.scaleText === (cell.amount as { scaleText?: string } | null)?.scaleText &&
    cells.filter((o) => o.cell.unitText === cell.unitText).length === 1 &&
    isNamed(heads[k]!, sentence.text)
  // the exchanged digits of one cell, and of no other
  const shown = sentence.text
    .slice(mention.numberStart - sentence.start, mention.numberEnd - sentence.start)
    .replace(/[^\d.]/g, '')
  const near = cells.filter(({ cell, k }) => {
    const digits = cell.digits.replace(/[^\d.]/g, '')
    // of another unit than the make is known by it is another thing
    if (isAcross && (mention.unitText === '' || cell.unitText !== mention.unitText)) return false
    const slip = slipOf(shown, digits)
    const size = digits.replace(/\D/g, '').length
    if (slip === 'exchange') return size >= 3 || (size === 2 && isOwn(cell, k))
    return slip === 'digit' && size >= 2 && isOwn(cell, k)
  })
  if (near.length !== 1) return false
  const { cell, k } = near[0]!
  if (!isAcross && isOfAnother(open.grid, k, sentence)) return false
  tell(
    sentence.text.slice(mention.start - sentence.start, mention.end - sentence.start),
    mention,
    cell,
    open,
    [row, k],
    false,
    isSure(open, k, row, sentence, mention, desk),
    desk,
  )
  return true
}

const ups =
  /(?:增长|上升|上涨|增加|提[高升]|上行|[增涨升])(?:了|约|近|达)*\s*$|\b(?:up|rose|grew|gained|increased|climbed)\s(?:by\s)?$/i
const downs =
  /(?:下降|下滑|下跌|减少|降低|回落|[降跌减])(?:了|约|近|达)*\s*$|\b(?:down|fell|dropped|declined|lost|decreased)\s(?:by\s)?$/i

// 文心一言环比增长 3.1% where the row of it has -3.1%
function checkWay(
  sentence: Linked['sentence'],
  mention: Linked['sentence']['mentions'][number],
  cells: readonly { readonly cell: GridCell; readonly k: number }[],
  grid: Grid,
  row: number,
  desk: Read['desk'],
): boolean {
  const front = textBetween(sentence, mention.numberStart - 14, mention.numberStart)
  const way = ups.test(front) ? 1 : downs.test(front) ? -1 : 0
  const said = toNumber(mention.value)
  if (way === 0 || said <= 0) return false
  const same = cells.filter(({ cell }) => cell.decimals === (mention.decimals ?? 0) && Math.abs(cell.number) === said)
  const [found] = same
  if (same.length !== 1 || found === undefined || Math.sign(found.cell.number) === way) return false
  // a column of changes shows its sign
  if (found.cell.number > 0 && !grid.cells.some((r) => (r[found.k]?.number ?? 0) < 0)) return false
  const printed = textBetween(sentence, mention.start, mention.end)
  const name = `${grid.rows[row]!.text} / ${grid.columns[found.k]!.text}`
  desk.tell(
    'audit/flip',
    desk.place(mention.start, mention.end),
    {
      en: `the way of \`${printed}\` is not that of \`${found.cell.text}\` for ${name} in table ${grid.number}`,
      zh: `\`${printed}\` 的增减方向与表 ${grid.number} 中 ${name} 的 \`${found.cell.text}\` 相反`,
    },
    { confidence: 0.82, printed, expected: found.cell.text },
  )
  return true
}

// the column too is named by the words, or is of a time that they do not contradict
function isSure(
  { grid, heads, lines }: Open,
  k: number,
  row: number,
  sentence: Linked['sentence'],
  mention: Linked['sentence']['mentions'][number],
  desk: Read['desk'],
): boolean {
  const basis = basisOf(sentence, mention)
  if (isOfOther(basis, `${grid.caption} ${heads[k]!} ${grid.rows[row]?.text ?? ''}`, desk.input.cues)) return false
  const unit = mention.unitText
  // 114 GB: the only cell of its line with that unit
  const isOnly = unit !== '' && !/^[%％]$/.test(unit) && lines[row]!.filter((c) => c.unitText === unit).length === 1
  if (!isTimed(heads[k]!)) return isOnly || isNamed(heads[k]!, basis)
  const front = textBetween(sentence, mention.numberStart - 90, mention.numberStart)
  const [said, own] = [spanIn(basis).span ?? spanIn(front).span, spanIn(heads[k]!).span]
  return said === null || own === null || JSON.stringify(said) === JSON.stringify(own)
}

// 2024Q2, 7 月 and 8.12-8.18 name no measure
function isTimed(head: string): boolean {
  return spanIn(head).span !== null || /^[\d.\-–~～/月日年Qq\s]+$/.test(head)
}

/** Whether a text has a word of the head of a column: it is of that column then. */
export function isNamed(head: string, text: string): boolean {
  const bare = head.replace(/[（(].*$/, '').toLowerCase()
  const own = text.toLowerCase()
  if (/[a-z]{4}/.test(bare)) return (bare.match(/[a-z]{4,}/g) ?? []).some((w) => own.includes(w))
  return [...bare].some(
    (_, n) =>
      bare.length - n >= 2 && /^[\u4e00-\u9fff]{2}$/.test(bare.slice(n, n + 2)) && own.includes(bare.slice(n, n + 2)),
  )
}

// the label that ends last before the number
function nearestIn(labels: Open['labels'], text: string, pairs: Pairs): readonly Label[] {
  const longest = longestIn(labels, text, pairs)
  if (longest.length < 2) return longest
  const ends = longest.map((l) => ({ l, end: text.lastIndexOf(l.text) + l.text.length }))
  const most = largest(ends.map((e) => e.end))
  return ends.filter((e) => e.end === most).map((e) => e.l)
}

// a sentence that names a model speaks of no other's column
function isOfAnother({ columns }: Grid, k: number, { names }: Sentence): boolean {
  const { entity } = columns[k]!
  const named = names.filter((x) => x.kind === 'entity')
  return entity !== null && named.length > 0 && !named.some((x) => x.id === entity)
}

function tell(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  cell: GridCell,
  { grid, heads, labels, isAcross }: Open,
  [row, column]: readonly [number, number],
  isScale: boolean,
  isSure: boolean,
  desk: Read['desk'],
): void {
  const line = isAcross ? (labels.find((l) => l.at === row)?.text ?? '') : grid.rows[row]!.text
  const name = `${line} / ${heads[column]!}`
  desk.tell(
    isScale ? 'audit/scale-slip' : isSure ? 'audit/inconsistent' : 'audit/near-miss',
    desk.place(start, end),
    {
      en: `\`${text}\` disagrees with \`${cell.text}\` for ${name} in table ${grid.number}${isScale ? ' on its scale' : ''}`,
      zh: `\`${text}\` 与表 ${grid.number} 中 ${name} 的 \`${cell.text}\` ${isScale ? '数量级不符' : '不一致'}`,
    },
    { confidence: isScale ? 0.85 : isSure ? 0.8 : 0.2, printed: text, expected: cell.text },
  )
}
