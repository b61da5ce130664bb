import type { AuditDesk } from '../desk.ts'
import { slipOf } from '../digits.ts'
import type { Read } from './input.ts'

const numerals = '零一二三四五六七八九十'
const rank = '第([一二三四五六七八九十]|\\d{1,3})(?:名|位)?(?![季方代次届天周章条大批期阶个\\d])'
const up = '跃升至|跃升到|跃至|跃居|攀升至|攀升到|上升至|上升到|提升至|爬升至|升至|升到'
const down = '下滑至|下滑到|滑落至|滑落到|下降至|下降到|跌落至|跌至|跌到|降至|降到|滑至|退居'
const moved = new RegExp(`${rank}([^。；;\\d第]{0,28}?)(?:(${up})|(${down}))了?${rank}`, 'g')

/** Tells of a rank that rises to a worse one, and of lists in order of their numbers that one number breaks. */
export function checkOrder({ desk, text, start }: Read): void {
  if (text.includes('第')) for (const m of text.matchAll(moved)) checkMoved(m, text, start, desk)
  if (/[（(]\s?[-−]?\d/.test(text)) checkLists(text, start, desk)
}

const rankOf = (text: string) => (/\d/.test(text) ? Number(text) : numerals.indexOf(text))

// 从第一名升至第二名
function checkMoved(m: RegExpMatchArray, text: string, start: number, desk: AuditDesk): void {
  const [old, now] = [rankOf(m[1]!), rankOf(m[5]!)]
  // another name in between has a rank of its own
  // A 排第三，B 升至第五: only what says that it was so before is the same one's
  if (!/[由从自曾原]|此前|上[月年周期季]|去年/.test(text.slice(Math.max(0, m.index! - 10), m.index!))) return
  if (old === now || (m[2]!.match(/[，,]/g) ?? []).length > 1 || /倒数/.test(m[0])) return
  const word = m[3] ?? m[4]!
  if (m[3] !== undefined ? now < old : now > old) return
  const at = start + m.index! + m[0].lastIndexOf(word)
  desk.tell(
    'audit/flip',
    desk.place(at, at + word.length),
    {
      en: `\`${word}\` is not the way from rank ${old} to rank ${now}`,
      zh: `\`${word}\` 与由第 ${old} 到第 ${now} 的方向相反`,
    },
    { confidence: 0.85, printed: m[0] },
  )
}

/** A name with its number in parentheses, in a list of such. */
export interface Listed {
  readonly name: string
  readonly digits: string
  readonly value: number
  readonly unit: string
  readonly start: number
  readonly end: number
}

const amount =
  /[（(]\s?([+\-−]?\d[\d,]*(?:\.\d+)?)\s?(%|％|percent|亿元|万元|万辆|[亿万][次人台张件吨户]|亿|万|家|辆|GW|人|分|[mb]illion|bn|[MBK](?![A-Za-z]))?\s?[)）]/g
const named = /[^，。；;、,()（）\n:：]{1,32}$/
const joint = /^\s?(?:、|，|,|和|及|与|\/|,?\s?and)\s?(?:the\s|in\s)?$/

/** The lists of `text` whose items are a name and its number in parentheses, of at least `least` items. */
export function listsIn(text: string, least: number): readonly (readonly Listed[])[] {
  const lists: Listed[][] = []
  let last: Listed[] = []
  let end = -1
  for (const m of text.matchAll(amount)) {
    const front = named.exec(text.slice(Math.max(0, m.index - 33), m.index))?.[0] ?? ''
    const words = front.trimEnd()
    if (words.trim() === '') continue
    const at = m.index - front.length
    const unit = m[2] ?? ''
    const own: Listed = {
      name: words.replace(/^\s*(?:(?:and|the|和|及)\s|[和与及](?=[\u4e00-\u9fff]{2}))/, '').trim(),
      digits: m[1]!.replace(/[,+−-]/g, ''),
      value: Number(m[1]!.replace(/,/g, '').replace('−', '-')),
      unit,
      start: m.index + m[0].indexOf(m[1]!),
      end: m.index + m[0].length - 1,
    }
    const between = end === -1 || at < end ? null : text.slice(end, at + (words.length - words.trimStart().length))
    const isNext =
      between !== null &&
      (joint.test(between) || (between === '' && /^\s?(?:and\s|和|与|及|以及)/.test(words))) &&
      last[0]?.unit === unit
    if (isNext) last.push(own)
    else {
      if (last.length >= least) lists.push(last)
      last = [own]
    }
    end = m.index + m[0].length
  }
  if (last.length >= least) lists.push(last)
  return lists
}

const leaders = /(?:前[二三四五六七八九十\d]{1,2}(?:名|位|大|强)?)[^，。；;\d（(]{0,10}[为是：:][^，。；;（(]{0,16}$/

// of the fastest three the amounts come in any order
function isLedBy(front: string): boolean {
  const found = leaders.exec(front)
  return (
    found !== null && !/增速|[增涨跌降升]幅|占比|率/.test(front.slice(Math.max(0, found.index - 10), found.index + 12))
  )
}

function checkLists(text: string, start: number, desk: AuditDesk): void {
  for (const list of listsIn(text, 2)) {
    checkPlaces(list, text, start, desk)
    if (list.length < 3) continue
    const first = list[0]!
    checkLast(list, text, start, desk)
    const isLed =
      list.length <= 10 &&
      /[亿万家辆G人分]|illion|bn|^[MBK]$/.test(first.unit) &&
      isLedBy(text.slice(Math.max(0, first.start - 44), first.start - 1))
    if (!isLed && list.length < 5) continue
    const way = isLed ? -1 : Math.sign(list.at(-1)!.value - first.value)
    const apart = (rest: readonly Listed[]) =>
      rest.some((x, n) => n > 0 && Math.sign(x.value - rest[n - 1]!.value) === -way)
    if (way === 0 || (isLed && way > 0) || !apart(list)) continue
    const broken = list.filter((x, n) => !apart(list.filter((o) => o !== x)) && isSlip(list, n, way))
    const [only] = isLed ? list.filter((x, n) => n > 0 && x.value > list[n - 1]!.value) : broken
    if (only === undefined || (!isLed && broken.length !== 1)) continue
    if (desk.isTold(start + only.start, start + only.end)) continue
    desk.tell(
      'audit/inconsistent',
      desk.place(start + only.start, start + only.end),
      {
        en: `\`${only.digits}\` of ${only.name} breaks the order of the list it stands in`,
        zh: `${only.name} 的 \`${only.digits}\` 打乱了所在列表的大小顺序`,
      },
      { confidence: isLed ? 0.8 : 0.76, printed: text.slice(only.start, only.end) },
    )
  }
}

const places =
  /^[^（）()。；;]{0,6}[）)]\s?(?:分列|分居|分别位[列居]|分别排名?|位列|列)\s?第?[二三四五六](?:[、和与及至到-]第?[三四五六七八九十])+/

// B（1,254 万）、C（1,008 万）分列二、三位
function checkPlaces(list: readonly Listed[], text: string, start: number, desk: AuditDesk): void {
  if (!places.test(text.slice(list.at(-1)!.start, list.at(-1)!.end + 30).replace(/^[\d.,]+\s?/, ''))) return
  const only = list.find((x, n) => n > 0 && x.value > list[n - 1]!.value)
  if (only === undefined || desk.isTold(start + only.start, start + only.end)) return
  desk.tell(
    'audit/inconsistent',
    desk.place(start + only.start, start + only.end),
    {
      en: `\`${only.digits}\` of ${only.name} breaks the order of the places that the list is given`,
      zh: `${only.name} 的 \`${only.digits}\` 与所述名次的大小顺序不符`,
    },
    { confidence: 0.8, printed: text.slice(only.start, only.end) },
  )
}

const last =
  /^[）)][^。；;\n]{0,24}?[以为]\s?(\d[\d,]*(?:\.\d+)?)\s?(亿元|万元|万辆|亿|万|家|辆)[^，。；;\d]{0,3}(?:排名?末位|居末|垫底|排名?最后)/

// 前三名为…，某行以 489 亿元排名末位: no more than any of those before
function checkLast(list: readonly Listed[], text: string, start: number, desk: AuditDesk): void {
  const { end, unit } = list.at(-1)!
  const m = last.exec(text.slice(end, end + 60))
  if (m === null || m[2] !== unit) return
  const value = Number(m[1]!.replace(/,/g, ''))
  if (list.some((x) => x.value >= value)) return
  const at = start + end + m[0].indexOf(m[1]!)
  desk.tell(
    'audit/inconsistent',
    desk.place(at, at + m[1]!.length),
    {
      en: `\`${m[1]}\` is said to be the last, and is more than every one of the first`,
      zh: `\`${m[1]}\` 被称为末位，却高于前列各项`,
    },
    { confidence: 0.88, printed: m[1]! },
  )
}

// 38.0 between 33.5 and 30.6 is 30.8 with two digits exchanged
function isSlip(list: readonly Listed[], n: number, way: number): boolean {
  const { digits, value } = list[n]!
  const [low, high] = [list[n - 1]?.value, list[n + 1]?.value]
  // two neighbours that are all but the same come in any order
  if (
    [low, high].every(
      (x) =>
        x === undefined ||
        Math.abs(x - value) <= Math.abs(value) * 0.1 ||
        Math.sign(x - value) === (x === low ? -way : way),
    )
  )
    return false
  const fits = (x: number) =>
    (low === undefined || Math.sign(x - low) !== -way) && (high === undefined || Math.sign(high - x) !== -way)
  const turned: string[] = []
  const bare = digits.replace('.', '')
  const point = digits.indexOf('.')
  for (let i = 0; i + 1 < bare.length; i += 1) {
    const other = bare.slice(0, i) + bare[i + 1] + bare[i] + bare.slice(i + 2)
    turned.push(point === -1 ? other : `${other.slice(0, point)}.${other.slice(point)}`)
  }
  return turned.some((t) => slipOf(digits, t) === 'exchange' && fits(Math.sign(value) * Number(t)))
}
