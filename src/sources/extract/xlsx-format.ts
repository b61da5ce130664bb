/** The text that a cell shows for what it holds. */
export type Show = (value: string) => string

const builtIn: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  22: 'yyyy-mm-dd h:mm',
}

// days and months, those of East Asian editions among them
const builtInDates: ReadonlySet<number> = new Set([14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58])

/** How many days later the calendar of some workbooks begins, 1904 instead of 1900. */
export const laterStart = 1462

/**
 * How a cell with the format of this number shows what it holds; with `held` a number keeps all its places.
 *
 * Days are counted from `start` days behind the usual first one.
 */
export function showOf(id: number, codes: ReadonlyMap<number, string>, held: boolean, start = 0): Show {
  if (!codes.has(id) && builtInDates.has(id)) return (v) => dateText(v, start)
  const code = (codes.get(id) ?? builtIn[id] ?? '').split(';')[0]!
  // what pads, and what names a place or a colour, shows nothing; a currency in brackets does
  const literal = code.replace(/\[\$([^\]-]*)(?:-[^\]]*)?\]/g, '"$1"').replace(/\[[^\]]*\]|_.|\*./g, '')
  if (/[ymd]/i.test(literal.replace(/"[^"]*"/g, '')) && !/[0#]/.test(literal))
    return /h/i.test(literal) ? (v) => momentText(v, start) : (v) => dateText(v, start)
  const places = /\.([0?]+)/.exec(literal)?.[1]?.length ?? (/[0#]/.test(literal) ? 0 : null)
  const suffix = [...literal.matchAll(/"([^"]*)"/g)]
    .map((m) => m[1]!)
    .join('')
    .trim()
  if (literal.includes('%')) return (v) => `${shift(v, 2, places ?? 0)}%`
  const commas = /[0#?](,+)(?![0#?,.])/.exec(literal.replace(/"[^"]*"/g, ''))?.[1]?.length ?? 0
  if (places === null || code === 'General' || (held && suffix === '' && commas === 0)) return plainText
  const money = /^["\\\s]*([$¥￥€£])/.exec(literal)?.[1] ?? ''
  const unit = /^[\u4e00-\u9fffA-Za-z%]{1,8}$/.test(suffix) ? suffix : ''
  return (v) => signed(money, shift(v, -3 * commas, places), unit)
}

function signed(money: string, number: string, unit: string): string {
  return number.startsWith('-') ? `-${money}${number.slice(1)}${unit}` : `${money}${number}${unit}`
}

function shift(value: string, by: number, places: number): string {
  const number = Number(value) * 10 ** by
  return Number.isFinite(number) ? number.toFixed(Math.min(places, 20)) : value
}

// 88.600000000000009 is what a program keeps for 88.6
/** A number as its program shows it without a format. */
export function plainText(value: string): string {
  const number = Number(value)
  return value.length > 15 && Number.isFinite(number) ? String(Number(number.toPrecision(15))) : value
}

function dateText(value: string, start: number): string {
  const days = Number(value) + start
  if (!Number.isFinite(days) || days < 1 || days > 2_958_465) return value
  return new Date(Math.round((days - 25_569) * 86_400_000)).toISOString().slice(0, 10)
}

// a clock that is shown is part of what is said; one at midnight is a day
function momentText(value: string, start: number): string {
  const days = Number(value) + start
  const day = dateText(value, start)
  if (day === value || days % 1 === 0) return day
  const moment = new Date(Math.round((days - 25_569) * 86_400) * 1000).toISOString()
  return moment.endsWith('T00:00:00.000Z') ? moment.slice(0, 10) : moment.slice(0, 19).replace('T', ' ')
}
