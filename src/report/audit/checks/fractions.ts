import { wordNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { slipOf } from '../digits.ts'
import type { Read } from './input.ts'

const parts: Readonly<Record<string, number>> = {
  half: 50,
  'a third': 33.3,
  'one third': 33.3,
  'one-third': 33.3,
  'two thirds': 66.7,
  'two-thirds': 66.7,
  'a quarter': 25,
  'one quarter': 25,
  'three quarters': 75,
  'three-quarters': 75,
  'a fifth': 20,
  'one fifth': 20,
}
const zh =
  /(近|将近|超过?|逾|约|不足|不到)?(?:([一两二三四五六七八九])成(半)?(?!本|立|为|功|长|果|员|交|人|就|都|绩)|(一半|半数)|([三四五])分之([一二三四]))(?:以上)?的?[\u4e00-\u9fff]{0,8}\s?[（(]\s?(?:占比?)?\s?(\d{1,2}(?:\.\d+)?)\s?[%％]\s?[)）]$/
const en =
  /\b(?:(nearly|almost|just under|under|less than)|(more than|over|just over)|(?:about|roughly|around))?\s?(half|a third|one[- ]third|two[- ]thirds|a quarter|one quarter|three[- ]quarters|a fifth|one fifth)\b(?:\s(?:of\s)?[a-z]+){0,3}\s\((\d{1,2}(?:\.\d+)?)%\)$/i

/** Tells of a part in words that is not the percentage in brackets beside it: 近四成（28.3%）, two thirds (52.1%). */
export function checkFractions({ desk, text, start }: Read): void {
  // most words may begin a part, and few percentages stand in brackets
  for (const { index, 0: sign } of text.matchAll(/\d\s?[%％]\s?[)）]/g)) {
    const from = Math.max(0, index - longest)
    const words = text.slice(from, index + sign.length)
    const m = /[成半一二三四]/.test(words) ? zh.exec(words) : null
    if (m !== null) {
      const value =
        m[2] !== undefined
          ? 10 * wordNumber(m[2])! + (m[3] === undefined ? 0 : 5)
          : m[4] !== undefined
            ? 50
            : (100 * wordNumber(m[6]!)!) / wordNumber(m[5]!)!
      const way = /近|不/.test(m[1] ?? '') ? -1 : /超|逾/.test(m[1] ?? '') || /以上/.test(m[0]) ? 1 : 0
      check(m, value, way, Number(m[7]), m[7]!, start + from, desk)
      continue
    }
    const r = round.exec(words)
    if (r !== null) {
      const way = /近|nearly|almost/i.test(r[1]!) ? -1 : /超|逾|more|over/i.test(r[1]!) ? 1 : 0
      check(r, Number(r[2]), way, Number(r[3]), r[3]!, start + from, desk)
      continue
    }
    const e = /half|third|quarter|fifth/i.test(words) ? en.exec(words) : null
    const value = e === null ? undefined : (parts[e[3]!.toLowerCase()] ?? parts[e[3]!.toLowerCase().replace('-', ' ')])
    if (e === null || value === undefined) continue
    check(e, value, e[1] !== undefined ? -1 : e[2] !== undefined ? 1 : 0, Number(e[4]), e[4]!, start + from, desk)
  }
}

const round =
  /(近|将近|超过?|逾|约|nearly |almost |more than |over |about |roughly )\s?(\d{1,2})\s?[%％](?:\sof [a-z ]{2,20})?\s?[（(]\s?(\d{1,2}\.\d+)\s?[%％]\s?[)）]$/i

const counts =
  /(?<![\d.,/$¥€£\w-])(\d{1,3}(?:,\d{3})+|\d{1,7})\s?\/\s?(\d{1,3}(?:,\d{3})+|\d{1,7})(?![\d/]|[.,]\d|\s?[%％])\s?(?:[a-z]{3,12}|[\u4e00-\u9fff]{1,3})?\s?(?:[（(]|[=＝≈]|[,，:：]\s?(?:即|或|也就是|or)?)\s?(?:约|about\s|≈|~|i\.e\.,?\s)?\s?(\d{1,3}(?:\.\d+)?)\s?[%％](?=\s|[)）,，。;；.]|$)/gim

/** Tells of so many of so many that are not the percentage beside them: 1133/1319 (89.50%). */
export function checkCounts({ desk, text, start }: Read): void {
  if (!text.includes('/')) return
  for (const m of text.matchAll(counts)) {
    const [a, b, said] = [m[1]!, m[2]!, m[3]!].map((t) => Number(t.replace(/,/g, ''))) as [number, number, number]
    // 11/30 is a day, 7/8 a fraction of anything
    if (b < 20 || a > b || (a <= 12 && b <= 31)) continue
    const places = m[3]!.split('.')[1]?.length ?? 0
    const made = (100 * a) / b
    // what is cut off instead of rounded, and the rest of the whole
    if ([made, 100 - made].some((r) => Math.abs(said - r) <= 10 ** -places + 1e-9)) continue
    const expected = made.toFixed(places)
    if (slipOf(m[3]!, expected) === 'other' && (said > made * 1.5 || made > said * 1.5)) continue
    const at = start + m.index + m[0].lastIndexOf(m[3]!)
    if (desk.isTold(at, at + m[3]!.length + 1)) continue
    const whole = `${m[1]}/${m[2]}`
    desk.tell(
      'audit/ratio',
      desk.place(at, at + m[3]!.length + 1),
      {
        en: `\`${m[3]}%\` disagrees with \`${whole}\`, which is ${expected}%`,
        zh: `\`${m[3]}%\` 与 \`${whole}\` 不符，应为 ${expected}%`,
      },
      { confidence: 0.9, printed: `${m[3]}%`, expected: `${expected}%` },
    )
  }
}

// a part in words stands within so many characters of its percentage
const longest = 72

// nearly and more than end at the part itself; how far they reach the other way is a matter of taste
function check(
  m: RegExpMatchArray,
  value: number,
  way: number,
  said: number,
  digits: string,
  start: number,
  desk: AuditDesk,
): void {
  const off = said - value
  const isFit = way < 0 ? off <= 0.5 && off > -9 : way > 0 ? off >= -0.5 && off < 15 : Math.abs(off) <= 5.5
  if (isFit) return
  const at = start + m.index! + m[0].lastIndexOf(digits)
  if (desk.isTold(at, at + digits.length)) return
  const words = m[0].replace(/\s?[（(][^（(]*$/, '')
  desk.tell(
    'audit/ratio',
    desk.place(at, at + digits.length + 1),
    {
      en: `\`${digits}%\` disagrees with the words before it: \`${words.trim()}\``,
      zh: `\`${digits}%\` 与前面的“${words.trim()}”不符`,
    },
    { confidence: 0.8, printed: `${digits}%` },
  )
}
