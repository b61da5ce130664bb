/**
 * The number that a text writes as a whole: as Python's `float` reads it, or in other signs, digits and scripts; `null` for none.
 *
 * Vulgar fractions (`2½`), powers in superscript (`10³`), Chinese numerals, full-width digits, and commas or points that
 * group, whichever comes first.
 *
 * @source UKGovernmentBEIS/inspect_ai 0.3.285, scorer/_unicode.py; scorer/_common.py: _parse_number
 * @example readNumeral('1.5e3') // 1500
 * @example readNumeral('二十三') // 23
 */
export function readNumeral(text: string): number | null {
  const plain = readFloat(text)
  if (plain !== null) return plain
  const { bare, negative } = signed(text.trim())
  if (bare === '') return null
  const found = [...bare].length === 1 ? symbolOf(bare) : null
  const value = found ?? readPower(bare)
  if (value === null || !Number.isFinite(value)) return null
  return found !== null ? (negative ? -value : value) : value === null ? null : raised(value, bare, negative)
}

// the sign belongs to the base: -2² is 4
function raised(base: number, bare: string, negative: boolean): number | null {
  const { exponent } = powerOf(bare)
  const value = (negative ? -base : base) ** (exponent ?? 1)
  return Number.isFinite(value) ? value : null
}

function readPower(bare: string): number | null {
  return readMixed(powerOf(bare).base)
}

/** `text` as a decimal number in any digits, with an exponent and a sign, `null` otherwise. */
export function readFloat(text: string): number | null {
  const plain = westernDigits(text.trim())
  if (!/^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?$/.test(plain)) return null
  const value = Number(plain.replaceAll('_', ''))
  return Number.isFinite(value) ? value : null
}

/** Digits of other scripts as those of ASCII. */
export function westernDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (d) => {
    const code = d.codePointAt(0)!
    if (code < 0x80) return d
    let zero = code
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1
    return String(code - zero)
  })
}

function signed(text: string): { readonly bare: string; readonly negative: boolean } {
  const signs = /^(?:[-−﹣－负負+＋﹢正]\s*)*/u.exec(text)?.[0] ?? ''
  const minus = signs.match(/[-−﹣－负負]/gu)?.length ?? 0
  return { bare: text.slice(signs.length), negative: minus % 2 === 1 }
}

const raisedDigits = '⁰¹²³⁴⁵⁶⁷⁸⁹'

function powerOf(text: string): { readonly base: string; readonly exponent: number | null } {
  const found = /^(.*?)\s*([⁻⁺]?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/su.exec(text)
  if (found === null || found[1]!.trim() === '') return { base: text.trim(), exponent: null }
  const digits = Number([...found[3]!].map((c) => raisedDigits.indexOf(c)).join(''))
  return { base: found[1]!.trim(), exponent: found[2] === '⁻' ? -digits : digits }
}

const fractions: Readonly<Record<string, number>> = {
  '¼': 1 / 4,
  '½': 1 / 2,
  '¾': 3 / 4,
  '⅐': 1 / 7,
  '⅑': 1 / 9,
  '⅒': 1 / 10,
  '⅓': 1 / 3,
  '⅔': 2 / 3,
  '⅕': 1 / 5,
  '⅖': 2 / 5,
  '⅗': 3 / 5,
  '⅘': 4 / 5,
  '⅙': 1 / 6,
  '⅚': 5 / 6,
  '⅛': 1 / 8,
  '⅜': 3 / 8,
  '⅝': 5 / 8,
  '⅞': 7 / 8,
}
const roman = 'ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ'
const rounded = '①②③④⑤⑥⑦⑧⑨⑩'

// one sign that is a number by itself
function symbolOf(c: string): number | null {
  const place = [roman, rounded].map((list) => list.indexOf(c)).find((i) => i !== -1)
  if (place !== undefined) return place + 1
  if (raisedDigits.includes(c)) return raisedDigits.indexOf(c)
  return fractions[c] ?? digits[c] ?? tens[c] ?? small[c] ?? large[c] ?? null
}

function readMixed(text: string): number | null {
  const signs = [...text].filter((c) => c in fractions)
  if (signs.length === 0) return readPlain(text)
  if (signs.length > 1) return null
  const [head, tail] = text.split(signs[0]!) as [string, string]
  if (/[^,，﹐、٬\s'’ʼ＇]/u.test(tail)) return null
  const base = head.trim() === '' ? 0 : readPlain(head.trim())
  return base === null ? null : base + fractions[signs[0]!]!
}

const digits: Readonly<Record<string, number>> = Object.fromEntries(
  ['零〇○', '一壹幺', '二贰貳两兩', '三叁參', '四肆', '五伍', '六陆陸', '七柒', '八捌', '九玖'].flatMap((same, value) =>
    [...same].map((c) => [c, value] as const),
  ),
)
const tens: Readonly<Record<string, number>> = { 廿: 20, 卅: 30, 卌: 40 }
const small: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 }
const large: Readonly<Record<string, number>> = { 万: 1e4, 萬: 1e4, 亿: 1e8, 億: 1e8, 兆: 1e12 }

function readPlain(text: string): number | null {
  const chinese =
    /[点點负負]/u.test(text) || [...text].some((c) => c in digits || c in tens || c in small || c in large)
  return (chinese ? readChinese(text) : null) ?? readGrouped(text)
}

function readChinese(text: string): number | null {
  const mark = /[点點]|．|\./u.exec(text)
  const [whole, rest] = mark === null ? [text, ''] : [text.slice(0, mark.index), text.slice(mark.index + 1)]
  const units = [...whole].some((c) => c in small || c in large || c in tens)
  const integer = units ? counted(whole) : spelled(whole)
  const fraction = spelled(rest)
  if (integer === null || fraction === null) return null
  const places = rest.replace(/\s/g, '').length
  return Number(integer) + (places === 0 ? 0 : Number(fraction) / 10 ** places)
}

// digit after digit
function spelled(text: string): string | null {
  const found = [...westernDigits(text.replace(/\s/g, ''))].map((c) => (/\d/.test(c) ? c : (digits[c] ?? null)))
  return found.some((f) => f === null) ? null : found.join('') || '0'
}

function counted(text: string): string | null {
  let [total, section, number] = [0, 0, 0]
  for (const c of westernDigits(text.replace(/\s/g, ''))) {
    if (c in tens) section += tens[c]!
    else if ('零〇○'.includes(c)) continue
    else if (/\d/.test(c) || c in digits) number = /\d/.test(c) ? Number(c) : digits[c]!
    else if (c in small) {
      section += (number || 1) * small[c]!
      number = 0
    } else if (c in large) {
      total += (section + number) * large[c]!
      ;[section, number] = [0, 0]
    } else return null
  }
  return String(total + section + number)
}

// of commas and points the later one is decimal; a lone comma is, where one to three digits follow its last
function readGrouped(text: string): number | null {
  const [point, comma] = [text.lastIndexOf('.'), text.lastIndexOf(',')]
  const after = westernDigits(text.slice(comma + 1)).match(/\d/g)?.length ?? 0
  const decimal =
    point !== -1 && comma !== -1
      ? point > comma
        ? '.'
        : ','
      : point !== -1
        ? '.'
        : comma !== -1 && after < 4 && after > 0
          ? ','
          : ''
  let out = ''
  let power = false
  for (const c of westernDigits(text)) {
    const sign = /[-−﹣－]/u.test(c) ? '-' : /[+＋﹢]/u.test(c) ? '+' : ''
    if (/[eE]/.test(c) && !power) {
      if (out === '') return null
      out += 'e'
      power = true
    } else if (sign !== '') {
      if (!out.endsWith('e')) return null
      out += sign
    } else if ('٫．'.includes(c) || c === decimal) {
      if (out.includes('.')) return null
      out += '.'
    } else if (/[,，﹐、٬\s'’ʼ＇]/u.test(c) || (decimal !== '' && c === '.')) continue
    else if (/\d/.test(c)) out += c
    else return null
  }
  return readFloat(out)
}
