import { type Amount, decimal, type ExtractCell, parseAmount, toNumber, type Units } from '../../../base/index.ts'
import type { Scope } from '../../../facts/index.ts'
import { conditionsIn, conditionWord } from '../conditions.ts'

/** A data cell. */
export interface GridCell {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly kind: 'number' | 'dash' | 'empty' | 'text'
  readonly amount: Amount | null
  readonly number: number
  readonly decimals: number
  readonly unitText: string
  readonly note: Scope
  /** the digits alone, without note and mark */
  readonly digits: string
  /** letters that stand for digits were read as such: O for 0, l for 1 */
  readonly recognised: boolean
  /** what may be reckoned with: an exact number that is no range and no fraction */
  readonly exact: Exact | null
  /** the row of the table it stands in, where that is not the row of the grid */
  readonly line?: number
  /** printed as a part of one, where the number is in hundredths */
  readonly isPart?: true
}

/** A number as printed, and half of its last digit. */
export interface Exact {
  readonly value: number
  readonly half: number
}

const empty: Content = {
  text: '',
  kind: 'empty',
  amount: null,
  number: Number.NaN,
  decimals: 0,
  unitText: '',
  note: {},
  digits: '',
  recognised: false,
  exact: null,
}

/** Where a square has no cell at all. */
export const missing: GridCell = Object.freeze({ ...empty, kind: 'text' as const, start: 0, end: 0 })

/** Whether `text` is what tables print where nothing was reported. */
export function isDash(text: string): boolean {
  return /^(?:-|‐|–|—|−|──|\/|N\/A|NA|n\.a\.|未报告|未披露|无)$/i.test(text.trim())
}

/** What the text of a cell is, wherever it stands. */
type Content = Omit<GridCell, 'start' | 'end'>

// the same figures stand in table after table
const contents = new WeakMap<Units, Map<string, Content>>()
const mostContents = 50_000

/** `cell` as a data cell; one that is missing stands empty at the end of `last`. */
export function cellOf(cell: ExtractCell | undefined, last: ExtractCell, units: Units): GridCell {
  if (cell === undefined) return cellAt(empty, last.end, last.end)
  let kept = contents.get(units)
  if (kept === undefined) {
    kept = new Map()
    contents.set(units, kept)
  }
  let content = kept.get(cell.text)
  if (content === undefined) {
    content = readContent(cell.text, units)
    if (kept.size < mostContents) kept.set(cell.text, content)
  }
  return cellAt(content, cell.start, cell.end)
}

function cellAt(c: Content, start: number, end: number): GridCell {
  const { text, kind, amount, number, decimals, unitText, note, digits, recognised, exact } = c
  return { text, start, end, kind, amount, number, decimals, unitText, note, digits, recognised, exact }
}

// most cells are figures alone
const figure = /^([+-]?)(\d{1,15})(?:\.(\d{1,15}))?(%?)$/

function readFigure(whole: string, text: string, units: Units): Content | null {
  const found = figure.exec(text)
  if (found === null) return null
  const [, sign, front, part = '', percent] = found
  const digits = `${sign}${front}${part === '' ? '' : `.${part}`}`
  const decimals = part.length
  const unitText = percent === '%' && units.match('%', 0) > 0 ? '%' : ''
  const amount: Amount = { value: decimal(digits), decimals, bound: 'exact' }
  const number = Number(digits)
  const exact = { value: number, half: halfOf(decimals) }
  return { ...empty, text: whole, kind: 'number', amount, number, decimals, unitText, digits: text, exact }
}

/** `value` as a cell with a scale would print it, with so many `decimals` of its base unit: 30.84M in a cell of 38.04M; `null` where it has none. */
export function scaledAs(
  { digits, number }: Pick<Content, 'digits' | 'number'>,
  value: number,
  decimals: number,
): string | null {
  const own = /^([+-]?[\d,]*\.?\d+)(\s?[^\d.,%\s].*)$/.exec(digits)
  const bare = own === null ? Number.NaN : Number(own[1]!.replace(/,/g, ''))
  const factor = Math.abs(Math.round(number / bare))
  if (own === null || !(factor >= 1000)) return null
  const places = Math.max(0, Math.min(6, Math.round(decimals + Math.log10(factor))))
  return `${(value / factor).toFixed(places)}${own[2]!}`
}

function halfOf(decimals: number): number {
  return 0.5 * 10 ** -decimals
}

// marks of notes: 68.4*, 68.4¹ and 68.4a, but not the power of 10²⁵
const behindNumber =
  /[*†‡§¶]+$|\s?\[\d+\]$|\s?\^\[?\d{1,2}\]?\^?$|\s?\[\d[\d.,]*\s?%?\s?[,;–~-]\s?\d[\d.]*\s?%?\]$|\s[+−-]\d[\d.]*$|\s?[\u2190-\u21ff\u25a0-\u25ff]+$|(?<=\.\d)\s?分$|(?<=\.\d{1,3}%?)(?:[¹²³⁰⁴-⁹]{1,2}|[a-e])$/
// how far a measured value may be off
const spread = /(?<=\d%?)\s?(?:±|\+\/-)\s?\d+(?:\.\d+)?\s?%?$/

// $80.4 \\pm 0.4$, \\textbf{80.4}
function withoutTex(printed: string): string {
  const text = /\p{Extended_Pictographic}/u.test(printed)
    ? printed.replace(/\p{Extended_Pictographic}\ufe0f?/gu, '')
    : printed
  if (!text.includes('\\') && !/^\s*\$[^$]*\$\s*$/.test(text)) return text
  return text
    .replace(/\\(?:textbf|textit|mathbf|underline|boldsymbol|bm|text|mathrm)\s?\{([^{}]*)\}/g, '$1')
    .replace(/[_^]?\s?\{?\s?\\pm\s?([\d.]+)\s?\}?/g, ' ± $1')
    .replace(/\\(?=[%&_#])/g, '')
    .replace(/^\s*\$([^$]*)\$\s*$/, '$1')
    .trim()
}

// 88.6 5-shot and 90.0% CoT@32 say the same as with parentheses
const conditioned = new RegExp(
  `^(\\s*\\d{1,4}(?:\\.\\d{1,9})?\\s?%?)[\\s,，;]+(${conditionWord}(?:[\\s,，;/+]+${conditionWord}){0,3})\\s*$`,
  'i',
)

function readContent(whole: string, units: Units): Content {
  const base = { ...empty, text: whole }
  const text = withoutTex(whole).replace(conditioned, '$1 ($2)')
  if (text.trim() === '') return base
  const plain = readFigure(whole, text.trim(), units)
  if (plain !== null) return plain
  if (isDash(text)) return { ...base, kind: 'dash' }
  const note = /\s*[（(]([^()（）]{1,40})[）)]\s*$/.exec(text)
  // 168（70.0%）: a count, and what it is of the whole
  const isShare = note !== null && note.index > 0 && /^\d{1,3}(?:\.\d+)?\s?[%％]$/.test(note[1]!)
  // 74.2 (-11.9) says by how much it is more or less
  const isDelta = note !== null && note.index > 0 && /^[+−-]\d[\d.]*\s?%?$/.test(note[1]!)
  const isBare = note === null || (!isShare && !isDelta && /^[\d.,%\s-]+$/.test(note[1]!))
  const marked = (isBare ? text : text.slice(0, note.index)).replace(behindNumber, '').replace(spread, '').trim()
  const mended =
    /^[+\-−]?[\dOolI]+(?:[.,][\dOolI]+)?%?$/.test(marked) && /\d/.test(marked) && /[OolI]/.test(marked)
      ? marked.replace(/[Oo]/g, '0').replace(/[lI]/g, '1')
      : marked
  const mention = parseAmount(mended, units)
  if (mention === null) return { ...base, kind: 'text' }
  const amount: Amount = {
    value: mention.value,
    bound: mention.bound,
    ...(mention.high === undefined ? {} : { high: mention.high }),
    ...(mention.decimals === undefined ? {} : { decimals: mention.decimals }),
  }
  const number = toNumber(mention.value)
  const decimals = mention.decimals ?? 0
  // 92/100 is printed in hundredths, whatever its decimals
  const isPlain = amount.bound === 'exact' && amount.high === undefined && !/\d\s?\/\s?\d/.test(marked)
  return {
    ...base,
    kind: 'number',
    amount,
    number,
    decimals,
    unitText: mention.unitText,
    note: note === null || isShare ? {} : conditionsIn(note[1]!),
    digits: marked,
    recognised: mended !== marked,
    exact: isPlain ? { value: number, half: halfOf(decimals) } : null,
  }
}
