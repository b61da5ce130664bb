import { largest, smallest, wordNumber } from '../../../base/index.ts'
import type { Read } from './input.ts'

const longest = 16
const number = '([两三四五六七八九十]|\\d{1,2})'
const counter = '(家|款|个|项|类|种|位|所|座|名|大|人|轮|档|部门|笔|起|支|只|件|科|省|市|城|国|行)'
// the tail of 二千六百五十五, 第十 and 十五大 counts nothing
const bare = '(?<![第初零〇一二三四五六七八九十百千万亿两几半\\d.])'
const clause = '[^，。；;：:\\n|（）()、和与及]'
// 三家：甲、乙、丙、丁; 共有五项：
const zhAhead = new RegExp(
  `${bare}${number}\\s?${counter}[\\u4e00-\\u9fff]{0,8}[：:]\\s?([^。；;：:\\n|]{3,160})(?=[。；;\\n]|$)`,
  'g',
)
// 甲、乙、丙和丁五家; 甲、乙、丙，共四人
const zhBehind = new RegExp(
  `(?<=^|[，。；;：:\\n（(])(${clause}{1,40}(?:、[^，。；;：:\\n|（）()、]{1,${longest}}){1,11})(?:这|，?[一总]?共计?)?(?<!的)${bare}${number}${counter}(?![一二三四五六七八九十两\\d])`,
  'g',
)
// 在 6 项中的 5 项领先，分别是甲、乙、丙和丁
const zhNamed = new RegExp(
  `${number}\\s?${counter}(?![^，]{0,24}?${number}\\s?${counter})[\\u4e00-\\u9fffA-Za-z0-9. -]{0,24}，(?:分别|依次|它们)是\\s?([^。；;：:\\n|]{3,160})(?=[。；;\\n]|$)`,
  'g',
)
// 拿第一的有 5 行（甲、乙、丙、丁）
const zhAside = new RegExp(
  `(?<![\\d.第])${number}\\s?${counter}[\\u4e00-\\u9fff]{0,4}[（(]([^（）()\\n|]{3,160})[）)]`,
  'g',
)
// 北京 20 起、上海 14 起、深圳 11 起，三城合计 45 起
const zhSummed = new RegExp(
  `(?<=^|[。；;：:\\n（(])((?:[^，。；;：:\\n|、]{2,20}、){2,11}[^，。；;：:\\n|、]{2,20})，(?:这|以上|上述)?${number}\\s?(?:${counter}|地|州|县|区)(?:合计|共计|总计|一共|共)`,
  'g',
)
// 三家股东分别持有1%、2%和3%
const figure = '\\d[\\d,.]*\\s?[^\\d、，。；;：:和与及（）()\\s]{0,5}'
const zhEach = new RegExp(
  `${number}${counter}([\\u4e00-\\u9fffA-Za-z]{0,8}?)(?:分别|依次)[\\u4e00-\\u9fff]{0,4}?(${figure}(?:、${figure}){0,8}[和与及、]${figure})(?=[，。；;（(\\n]|$)`,
  'g',
)
const word = '(two|three|four|five|six|seven|eight|nine|ten)'
// a stop that ends nothing: the point of 1.1
const rest = '((?:[^.:;()\\n|]|\\.(?=\\d)|\\([^()\\n|]*\\)){5,200})'
const enAhead = new RegExp(
  `\\b${word}\\s(of\\sthe\\s[a-z]+\\s)?(?!(?:[a-z-]+\\s){1,4}${word.replace('(', '(?:')}\\s)((?:[a-z-]+\\s){0,4}?[a-z-]+s)(?:\\s(?:are|were|remain|followed|have|had)(?:\\s[a-z-]+){0,2})?:\\s${rest}(?=[.;\\n]|$)`,
  'gi',
)
// four of the five are in one country: A, B and C; three rose slightly: A, B and C
const verb =
  '(?:are|were|have|had|use|used|offer|offered|rose|fell|grew|led|lead|leads|won|win|lost|beat|stayed|remained|declined|increased|gained|slipped|improved|raised|cut)'
const enVerb = new RegExp(
  `\\b${word}(?:\\sof\\sthe\\s(?:[a-z]+|\\d{1,2}))?(?:\\s[a-z-]+){0,2}?\\s${verb}(?:\\s[A-Za-z-]+){0,5}:\\s${rest}(?=[.;\\n]|$)`,
  'gi',
)
// four of the six companies are European (A, B and C); of the five providers, four (A, B, C) had them
const enAre = new RegExp(
  `\\b${word}\\sof\\sthe\\s[a-z]+\\s(?:[a-z-]+\\s)?[a-z-]+\\s(?:are|were)\\s[A-Za-z-]+\\s\\(([^()\\n|:;]{5,160})\\)`,
  'gi',
)
const enOf = new RegExp(`\\bof\\sthe\\s[a-z]+\\s[a-z-]+,\\s${word}\\s\\(([^()\\n|:;]{5,160})\\)`, 'gi')
// five rounds since 2019 ($12m, $48m and $130m)
const enAside = new RegExp(
  `\\b${word}\\s()((?:[a-z-]+\\s)?[a-z-]+s)(?:\\ssince\\s\\d{4})?\\s\\(([^()\\n|:;]{5,160})\\)`,
  'gi',
)

// 上涨 43 只、下跌 15 只: each has its own count
const ownCount = new RegExp(`[两三四五六七八九十\\d]\\s?${counter}$`)
const zhAny = new RegExp(`${number}\\s?${counter}`)
const enAny = new RegExp(`\\b${word}\\s`, 'i')

/** Tells of a list that has more or fewer items than its own words count: 三家：甲、乙、丙、丁; "four others: A, B and C". */
export function checkCounted({ desk, text, start }: Read): void {
  let at = start
  for (const line of text.split('\n')) {
    // most lines count no list
    if (line.includes('、') && zhAny.test(line)) checkChinese(line, at, desk)
    if ((line.includes(':') || line.includes('(')) && enAny.test(line)) checkEnglish(line, at, desk)
    at += line.length + 1
  }
}

// a line without what stands in brackets, and where each letter of it stood
function withoutBrackets(line: string): { readonly text: string; readonly at: readonly number[] } {
  const at: number[] = []
  let [text, from] = ['', 0]
  const take = (to: number) => {
    for (let i = from; i < to; i += 1) at.push(i)
    text += line.slice(from, to)
  }
  for (const m of line.matchAll(/[（(][^（()）]*[)）]/g)) {
    take(m.index)
    from = m.index + m[0].length
  }
  take(line.length)
  return { text, at }
}

function teller(desk: Read['desk']) {
  return (count: string, at: number, said: number, found: number) => {
    // eight models, of which three are named: a slip is one too many or too few
    if (Math.abs(said - found) !== 1 || desk.isTold(at, at + count.length)) return
    desk.tell(
      'audit/inconsistent',
      desk.place(at, at + count.length),
      {
        en: `\`${count}\` does not count the list beside it, which has ${found}`,
        zh: `\`${count}\` 与所列项数不符，所列为 ${found} 项`,
      },
      { confidence: 0.82, printed: count, expected: String(found) },
    )
  }
}

function checkChinese(line: string, start: number, desk: Read['desk']): void {
  // what stands in parentheses parts no items
  const text = line.replace(/[（(][^（()）]*[)）]/g, (m) => m.replace(/[、，,；;和与及]/g, '·'))
  const told = teller(desk)
  for (const m of text.matchAll(zhAhead)) {
    // 三大市场：东亚的日本、中国；欧洲的德国、法国: each half has a list of its own
    const rest = /^[；;]([^。\n]*)/.exec(text.slice(m.index + m[0].length))?.[1]
    if (rest?.includes('、') === true && !zhAny.test(rest)) continue
    const items = itemsOf(m[3]!, countOf(m[1]!))
    if (items !== null) told(m[1]! + m[2]!, start + m.index, countOf(m[1]!), items)
  }
  for (const m of line.matchAll(zhAside)) {
    const items = /含|例如|如|仅|及以|[,，]/.test(m[3]!) ? null : itemsOf(m[3]!, countOf(m[1]!))
    if (items !== null && items > 2) told(m[1]! + m[2]!, start + m.index, countOf(m[1]!), items)
  }
  for (const m of text.matchAll(zhNamed)) {
    const items = itemsOf(m.at(-1)!, countOf(m[1]!))
    if (items !== null) told(m[1]! + m[2]!, start + m.index, countOf(m[1]!), items)
  }
  for (const m of text.matchAll(zhSummed)) {
    const items = m[1]!.split('、')
    const at = m.index + m[0].lastIndexOf(m[2]!, m[0].length - 2)
    if (items.every((p) => /\d/.test(p))) told(m[2]!, start + at, countOf(m[2]!), items.length)
  }
  // 甲（300 亿美元）、乙（300 亿美元）和丙三大巨头
  const { text: plain, at } = withoutBrackets(line)
  for (const m of plain.matchAll(zhBehind)) {
    // 拿下写作、问答、对话四项: the first has the words before the list with it
    const list = m[1]!.replace(/^[^、]*(?=[^、]{16}、)/, '')
    if (!areAlike(list, m[2]!, m[3]!) || isWithin(plain, m.index + m[0].length)) continue
    const items = itemsOf(list, countOf(m[2]!))
    if (items !== null)
      told(m[2]! + m[3]!, start + at[m.index + m[0].length - m[2]!.length - m[3]!.length]!, countOf(m[2]!), items)
  }
  for (const m of text.matchAll(zhEach)) {
    // 三家公司两年分别: two counts, of which either may be that of the list
    if (!/[和与及两三四五六七八九十年月季]/.test(m[3]!))
      told(m[1]! + m[2]!, start + m.index, countOf(m[1]!), m[4]!.split(/[、和与及]/).length)
  }
}

function checkEnglish(text: string, start: number, desk: Read['desk']): void {
  const told = teller(desk)
  for (const form of [enVerb, enAre, enOf])
    for (const m of text.matchAll(form)) {
      const items = englishItems(m[2]!)
      if (items !== null && items > 1)
        told(m[1]!, start + m.index + m[0].indexOf(m[1]!), countOf(m[1]!.toLowerCase()), items)
    }
  for (const form of [enAhead, enAside])
    for (const m of text.matchAll(form)) {
      // per two years it rises: 57, 84 and 104
      if (
        /^(?:years|months|weeks|quarters|days|hours|points|times)\b/i.test(m[3]!) ||
        (m[2] === undefined &&
          /\b(?:per|every|over|in|of|by)\s$/i.test(text.slice(Math.max(0, m.index - 7), m.index)) &&
          form === enAhead)
      )
        continue
      const items = englishItems(m[4]!)
      // three nodes (7 nm and below)
      if (items !== null && (form === enAhead || items > 2))
        told(m[1]!, start + m.index, countOf(m[1]!.toLowerCase()), items)
    }
}

function countOf(text: string): number {
  return /\d/.test(text) ? Number(text) : (wordNumber(text) ?? 0)
}

const particle = /[将把被由让使了着的得要是]|举办|进行|开展|不[用要能会]/
const ofNames = /^(?:[家款位所座名]|部门)$/

// 甲、乙、丙三家: words of one kind, not 部署、指挥辽沈、淮海、平津三大战役, and not A、B和C两省, which counts the last two
function areAlike(list: string, count: string, counter: string): boolean {
  // 办法由网信办、公安部: the first has words before it
  const items = list
    .replace(/^[^、]*(?:[由将把被向从在是为]|包括|分为)(?=[^、]{2,}、)/, '')
    .split(/、|以及|和|与|及/)
    .map((p) => p.trim())
  if (items.some((p) => particle.test(p))) return false
  if (countOf(count) === 2 && /、.*[和与及]/.test(list)) return false
  if (items.every((p) => /[A-Za-z]/.test(p))) return true
  const sizes = items.map((p) => p.replace(/[“”"'《》「」]/g, '').length)
  return largest(sizes) - smallest(sizes) <= (ofNames.test(counter) ? 3 : counter === '大' ? 1 : 2)
}

// “四国集团” and 《三人手风琴》 are names
function isWithin(text: string, at: number): boolean {
  const front = text.slice(Math.max(0, at - 40), at)
  return /[“《「『][^”》」』]*$/.test(front)
}

// how many items a list has; `null` where it is none, or an open one
function itemsOf(list: string, said: number): number | null {
  // 工业和信息化部 is one
  const bare = list
    .replace(/[（(][^（）()]*[)）]/g, '')
    .replace(/(?<=[\u4e00-\u9fff]{2})和(?=[\u4e00-\u9fff]{2,5}[部委局会](?:、|$))/g, '')
    .trim()
  if (
    /等|各|均|都|有|共|[一二]是|其[一二]|首先|其中|以及其|分别|包括|不包括|除[了去外]|或|[，,]/.test(bare) ||
    !bare.includes('、')
  )
    return null
  const parts = bare.split('、')
  // 领先三项、落后三项 are no things that 三项 counts
  if (parts.some((p) => ownCount.test(p))) return null
  // 人才与房租补贴 is one of five
  if (parts.length === said && /[\u4e00-\u9fff]与[\u4e00-\u9fff]/.test(parts.at(-1)!)) return said
  // 甲、乙和丙: the last two may be joined by a word
  const last = parts.at(-1)!.split(/以及|和|与|及/)
  if (last.length > 2 || parts.slice(0, -1).some((p) => /和|与|及/.test(p))) return null
  const items = [...parts.slice(0, -1), ...last].map((p) => p.trim())
  const isName = (p: string) =>
    p.length > 0 &&
    p.length <= (/[\u4e00-\u9fff]/.test(p) ? longest : 2 * longest) &&
    !/[%％]|\d+\s?[个家款项]|[前后]\d/.test(p)
  // 甲150题、乙120题: a figure with each, or with none
  // MATH-500 and AIME 2024 are names
  const bareOf = (p: string) => p.replace(/[A-Za-z][A-Za-z-]*[\s-]?\d+/g, '')
  const isPlain = items.every((p) => !/\d{3}/.test(bareOf(p))) || items.every((p) => /\d/.test(p))
  return items.every(isName) && isPlain ? items.length : null
}

function englishItems(list: string): number | null {
  // the largest of five (followed by the other four)
  if (/^\s*(?:followed by|after)\b/i.test(list)) return null
  const bare = list
    .replace(/\([^()]*\)/g, '')
    .replace(/,\s(?:together|all|both|totalling|each|for)\s.*$/i, '')
    .trim()
  if (/\b(?:including|such as|among|etc|or|but|which|with|plus|first|second|one|both)\b/i.test(bare)) return null
  const found = /^(.+?),?\sand\s((?:[^,]|,(?=\d))+)$/.exec(bare)
  // A 2, B 2, C 3: names alone need no word before the last
  const names = bare.split(/,\s/)
  const isNames = found === null && names.length > 2 && names.every((p) => /^[A-Z][^,]*$/.test(p) && !/ and /.test(p))
  if (!isNames && (found === null || / and /.test(found[1]!) || / and /.test(found[2]!))) return null
  const items = isNames ? names : [...found![1]!.split(/,\s/), found![2]!].map((p) => p.trim())
  // before/after the call is two
  const isName = (p: string) => p.length > 0 && p.split(/\s/).length <= 6 && !/%|[a-z]\/[a-z]/.test(p)
  // AIME 2025 is a name
  const withFigure = items.filter((p) => /\d/.test(p)).length
  const isFigure = items.every((p) => /^[$€£¥]?\d[\d,.]*\s?[a-z]{0,9}$/i.test(p))
  if (!isFigure && withFigure > 0 && items.some((p) => /\d{4}/.test(p.replace(/^[A-Z][A-Za-z-]*\s20\d\d$/, ''))))
    return null
  return items.length >= 2 && items.every(isName) ? items.length : null
}
