import { type Mention, toNumber, wordNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { slipOf } from '../digits.ts'
import { isPercent, isTimes } from '../kept.ts'
import { isQuoted } from '../prose/audit.ts'
import { isStep } from '../prose/basis.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import { ofPrices, textBetween, withoutYears } from './growth.ts'
import type { Paragraph } from './input.ts'
import { bareUnit, ulp } from './rates.ts'

const any = gate(/[%％]|per ?cent|fold\b|double|triple|quadruple|times\b|\dx\b|倍/i)

/**
 * Tells of a change or a multiple that no two levels around it make, where the sentence names what it is held against: 3,960 万台,
 * 与去年同期的 4,640 万台相比跌幅高达 14.7%; a 280-fold reduction from $20 to $0.07.
 *
 * What the level is that changed is left open: any number of the same unit close by may be it.
 */
export function checkRelated({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    const { mentions, text } = sentence
    if (mentions.length < 2 || mentions.length > 16 || !any(sentence) || ofPrices.test(text) || unlike.test(text))
      continue
    const bases = mentions.filter((m) => isLevel(m) && isNamedBase(sentence, m))
    if (bases.length === 0) continue
    for (const change of changesOf(sentence)) {
      if (desk.isTold(change.start, change.end)) continue
      // of percentages a percentage may be anything
      const open = bases.filter(
        (b) => (change.kind !== 'percent' || !isPercent(b.unitText)) && !isOfOtherBase(sentence, change, b),
      )
      const found = open.flatMap((b) => {
        // what is held against as well did not come from here
        const here = mentions.filter((m) => m !== b && isAlike(m, b) && !bases.includes(m))
        // the level that changed may stand in the sentence before
        const last = s > from && here.length === 0 ? sentences[s - 1]!.mentions.filter((m) => isAlike(m, b)) : []
        const own = here.length > 0 ? here : last.length === 1 ? last : []
        if (own.length === 0) return []
        const isStrict =
          isBeside(sentence, change, b) ||
          own.some((a) => isBeside(sentence, change, a) && isBeside(sentence, { start: a.start, end: a.end }, b))
        // nothing else in the sentence that it may be of
        const isAlone =
          isOfChange(sentence, change) && own.length === 1 && mentions.filter((m) => !isYear(m)).length === 3
        return isStrict || isAlone ? [{ base: b, own, isStrict }] : []
      })
      const pair = found.find((f) => f.isStrict) ?? found[0]
      if (pair === undefined) continue
      const around = sentences.slice(Math.max(from, s - 2), Math.min(to, s + 2)).flatMap((o) => o.mentions)
      judge(
        sentence,
        change,
        pair,
        around.filter((m) => m !== pair.base && isAlike(m, pair.base)),
        desk,
      )
    }
  }
}

// growth that is taken of something else than the levels
const unlike =
  /constant[- ]currency|organic|like-for-like|adjusted|excluding|annuali[sz]ed|local currenc|\bCER\b|\bannual(?:ly)?\b|per annum|each year|CAGR|compound|average annual|每年|平均|可比|剔除|不变|复合|年均|口径/i

interface Change {
  readonly kind: 'percent' | 'times'
  readonly start: number
  readonly end: number
  readonly printed: string
  readonly size: number
  /** how far rounding and its words may take it */
  readonly slack: number
  readonly decimals: number
  /** more than so many, or fewer */
  readonly bound: 'exact' | 'above' | 'below'
}

const rough =
  /\b(more than|over|at least|almost|nearly|just under|less than|close to|about|around|roughly|some|approximately|an? (?:estimated|impressive))\s?(?:a\s)?$|(近|约|超|逾|超过|将近|接近|不到)\s?$/i
const words =
  /\b(doubl(?:ed|ing|e)|tripl(?:ed|ing|e)|quadrupl(?:ed|ing|e)|(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|hundred|\d+(?:\.\d+)?)[- ]?fold)\b/gi
const sizes: Readonly<Record<string, number>> = { doubl: 2, tripl: 3, quadrupl: 4 }

function changesOf(sentence: Sentence): readonly Change[] {
  const { text, start, mentions } = sentence
  const changes: Change[] = []
  for (const m of mentions) {
    if (m.high !== undefined || m.value.lte(0) || isQuoted(sentence, m)) continue
    const isRate = isPercent(m.unitText)
    if (!isRate && !isTimes(m.unitText)) continue
    const { bound, loose } = boundOf(textBetween(sentence, m.start - 24, m.numberStart), m)
    const size = toNumber(m.value)
    changes.push({
      kind: isRate ? 'percent' : 'times',
      start: m.start,
      end: m.end,
      printed: textBetween(sentence, m.start, m.end),
      size,
      slack: isRate ? ulp(m) * 2.1 + size * (loose ? 0.1 : 0.004) : timesSlack(m, size, loose),
      decimals: Math.max(0, m.decimals ?? 0),
      bound,
    })
  }
  for (const found of text.matchAll(words)) {
    const word = found[0].toLowerCase()
    const at = start + found.index
    if (changes.some((c) => c.start <= at && at < c.end)) continue
    const size = sizes[/^(?:doubl|tripl|quadrupl)/.exec(word)?.[0] ?? ''] ?? foldOf(word)
    if (size === null) continue
    const { bound } = boundOf(text.slice(Math.max(0, found.index - 24), found.index), undefined)
    changes.push({
      kind: 'times',
      start: at,
      end: at + word.length,
      printed: found[0],
      size,
      slack: size * 0.2,
      decimals: 1,
      bound,
    })
  }
  return changes
}

function timesSlack(m: Mention, size: number, loose: boolean): number {
  if (m.form === 'words' || (m.decimals ?? 0) <= 0) return Math.min(0.6, size * 0.17) + size * (loose ? 0.1 : 0.03)
  return ulp(m) * 2.1 + size * (loose ? 0.1 : 0.02)
}

function foldOf(word: string): number | null {
  const number = word.replace(/[- ]?fold$/, '')
  return /^\d/.test(number) ? Number(number) : (wordNumber(number) ?? null)
}

function boundOf(front: string, m: Mention | undefined): { readonly bound: Change['bound']; readonly loose: boolean } {
  const word = rough.exec(front)?.[0].trim() ?? ''
  if (/more than|over|at least|超|逾/i.test(word) || m?.bound === 'more-than' || m?.bound === 'at-least')
    return { bound: 'above', loose: true }
  if (
    /almost|nearly|under|less than|close to|近|不到/i.test(word) ||
    m?.bound === 'less-than' ||
    m?.bound === 'at-most' ||
    m?.bound === 'nearly'
  )
    return { bound: 'below', loose: true }
  return { bound: 'exact', loose: word !== '' || m?.bound === 'about' }
}

function isLevel(m: Mention): boolean {
  if (m.form !== 'digits' || m.high !== undefined || m.value.lte(0)) return false
  // 4B and 27B are sizes of models
  if (m.scaleText === 'B' && m.unitText === '') return false
  if (isTimes(m.unitText) || /点|pp|points?/i.test(m.unitText)) return false
  return !isYear(m)
}

function isYear({ unitText, scaleText, value }: Mention): boolean {
  return unitText === '' && scaleText === '' && value.gte(1900) && value.lte(2100)
}

function isAlike(a: Mention, b: Mention): boolean {
  return (
    isLevel(a) && bareUnit(a) === bareUnit(b) && (a.unitText !== '' || (a.scaleText === '') === (b.scaleText === ''))
  )
}

const money = String.raw`(?:US\$|[A-Z]{0,3}[$¥€£]|RMB\s?|CNY\s?|USD\s?|EUR\s?)?`
const baseEn = new RegExp(
  String.raw`\b(?:from|compared (?:to|with)|versus|vs\.?|against|in contrast to|(?:more|higher|lower|less|fewer|larger|greater) than|double|triple|over (?:the|its|last|Q\d))\s(?:(?!and\b|or\b|to\b)(?:[A-Za-z][A-Za-z.'’-]*|(?:Q|FY|H)\d+(?:['’]s)?)\s){0,5}${money}$`,
  'i',
)
const baseZh = /(?:[由从自]|[较比与]|相[比较]于?|对比)[^，。；;、,（(\d]{0,14}$/

const afterEn = new RegExp(String.raw`\bafter\s${money}$`, 'i')
const wasEn = new RegExp(
  String.raw`\b(?:(?:a|one) (?:year|quarter|month|week) (?:ago|earlier|before)|(?:the )?(?:previous|prior|last) (?:year|quarter|month|week)),?\s(?:it|this|that|the figure|the number)?\s?(?:was|were|stood at|had been|came to)\s${money}$`,
  'i',
)
const wasZh =
  /(?:年初|期初|上年|去年|上[月周季期]|同期|此前|原先)(?:末|底|同期|份)?[^，。；;、,（(\d]{0,4}[为是：:]\s?$/

function isNamedBase(sentence: Sentence, m: Mention): boolean {
  if (isStep(sentence, m)) return false
  // 比原价低 0.6 元，比上年多售 1,254 辆
  if (/[多少高低][\u4e00-\u9fff]{0,2}\s?(?:约|近)?\s?$/.test(textBetween(sentence, m.start - 8, m.start))) return false
  // from 120 and 82
  if (/^\s?(?:and|or|和|与|及|、)\s?[$\d]/.test(textBetween(sentence, m.end, m.end + 8))) return false
  if (
    /^(?:years?|months?|weeks?|days?|quarters?|年|个?月|周|天)$/i.test(m.unitText) &&
    !/(?:from|[由从自较比])\s?$/i.test(textBetween(sentence, m.start - 6, m.start))
  )
    return false
  const front = withoutYears(textBetween(sentence, m.start - 60, m.start))
  const behind = textBetween(sentence, m.end, m.end + 30)
  // after $20.4 billion a year earlier; a year earlier it was $20.4 billion
  if (afterEn.test(front) && /^\s(?:a|one|the) (?:year|quarter|month|week)\b|^\sin the/i.test(behind)) return true
  if (wasEn.test(front)) return true
  // 是去年 1,500 亿元的 3 倍
  if (/^的\s?(?:约|近|超过?|逾|将近)*\s?\d+(?:\.\d+)?\s?倍/.test(behind)) return true
  if (baseEn.test(front)) return true
  // 6 月 62 起，5 月为 50 起: the month before comes after its own
  const isSecond = sentence.mentions.some((o) => o.end <= m.start && isAlike(o, m))
  if (isSecond && wasZh.test(front.replace(/(?<!\d)\d{1,2}\s?月份?/g, '上月'))) return true
  if (!baseZh.test(front.replace(/(?<!\d)\d{1,2}\s?月份?/g, '上月'))) return false
  // 与去年的 4640 万台相比
  return !/与[^，。；;、,（(\d]{0,14}$/.test(front) || /^\s?相[比较]/.test(textBetween(sentence, m.end, m.end + 4))
}

const filler =
  /同比|环比|相[比较]|幅度?|高达|近|约|达到?|为|了|超过?|年|月份?|的|[由从自较比与]|\b(?:year|quarter|month|week)[- ](?:over|on|to)[- ](?:year|quarter|month|week)\b|\b(?:the|same|a|an|in|of|its|by|was|is|or|just|only|about|nearly|almost|to|from|compared|with|last|previous|prior|year|quarter|month|week|years?|ago|earlier|late|early|mid|period|end|first|second|third|fourth|half|representing|marking|impressive|staggering|remarkable|growth|increase|decrease|reduction|gain|jump|jumping|rising|climbing|falling|dropping|going|drop|decline|rise|surge|up|down|over|than|against|versus|vs|more|less|higher|lower|fewer|larger|greater|January|February|March|April|May|June|July|August|September|October|November|December|Q\d|FY)\b|['’]s\b/gi

const changing =
  /增|涨|升|降|跌|减|提高|扩大|翻|缩|倍|fold|doubl|tripl|quadrupl|\b(?:times|more|less|fewer|higher|lower|greater|larger|rose|rise|risen|grew|grow(?:n|th)?|increas\w*|gain\w*|jump\w*|climb\w*|surg\w*|soar\w*|up|fell|fall\w*|drop\w*|declin\w*|decreas\w*|reduc\w*|cut|down|slid|shrank|expand\w*|improv\w*|saving)\b/i

// nearly 14 percent more, and not 60% of the cuts
function isOfChange(sentence: Sentence, change: Pick<Change, 'start' | 'end'>): boolean {
  const front = textBetween(sentence, change.start - 30, change.end)
  const behind = /^[^,，.。;；]{0,30}/.exec(textBetween(sentence, change.end, change.end + 30))?.[0] ?? ''
  return changing.test(`${front.replace(/^.*[,，;；]/, '')} ${behind}`) && !/^\s?(?:of|in)\b/i.test(behind)
}

// between the change and its base, or the level that it leads to, stands nothing but words of change
const held = /(?:compared (?:to|with)|versus|vs\.?|against)\s[^.;]{0,40}$/i
const before =
  /\b(?:year|quarter|month|week)s? (?:ago|earlier|before)|\b(?:last|previous|prior|same|year-ago|year-earlier)\b/i

// grew 10% in the year, compared with 80 million three years before, or with what was expected
function isOfOtherBase(sentence: Sentence, change: Pick<Change, 'start' | 'end'>, base: Mention): boolean {
  const front = textBetween(sentence, base.start - 60, base.start)
  const behind = textBetween(sentence, base.end, base.end + 40)
  if (/guidance|estimate|expect|consensus|forecast|target|预期|预计|指引|目标/i.test(front + behind)) return true
  return change.end <= base.start && held.test(front) && !before.test(front + behind)
}

function isBeside(sentence: Sentence, change: Pick<Change, 'start' | 'end'>, base: Mention): boolean {
  const between =
    change.end <= base.numberStart
      ? textBetween(sentence, change.end, base.numberStart)
      : textBetween(sentence, base.end, change.start)
  if (between.length > 60 || /[;；。:：]/.test(between)) return false
  const isAfter = change.end > base.numberStart
  const front = textBetween(sentence, change.start - 30, change.start)
  const behind = /^[^,，.。;；]{0,30}/.exec(textBetween(sentence, change.end, change.end + 30))?.[0] ?? ''
  // 8% to $92 million, 55% in Europe; by 20% and then by 25%; 14% of sales
  const said = `${isAfter ? between : front} ${behind} ${textBetween(sentence, change.start, change.end)}`
  if (
    !changing.test(said) ||
    /^\s?of\b/i.test(behind) ||
    /\d\s?[%％]\s?(?:and|then|和|及|、)[^,，]{0,12}$/i.test(front)
  )
    return false
  // 同比增长 80%，由 10.5 元增至 12.1 元
  if (!isAfter && /[,，]/.test(between) && /同比|环比|year[- ]on[- ]year|\byoy\b/i.test(front)) return false
  const rest = withoutYears(between)
    .replace(/^\s?(?:人次|[起个家款只辆台件笔项次人单])/, '')
    .replace(filler, '')
    .replace(
      /(?:大幅|小幅|快速|迅速)?(?:增长|增加|增至?|上升|提升|提高|上涨|下降|下滑|减少|下跌|回落|降低|跌|涨|升|降)/g,
      '',
    )
    .replace(/[\s，,（(、\d.$¥€£–—-]/g, '')
  return rest === ''
}

interface Pair {
  readonly base: Mention
  /** what may have changed from there, in the same sentence */
  readonly own: readonly Mention[]
  /** whether nothing but words of change stand between */
  readonly isStrict: boolean
}

function judge(
  sentence: Sentence,
  change: Change,
  { base, own, isStrict }: Pair,
  around: readonly Mention[],
  desk: AuditDesk,
): void {
  if ([base, ...own].some((m) => desk.isTold(m.start, m.end))) return
  const b = toNumber(base.value)
  const behind = textBetween(sentence, change.end, change.end + 24)
  const isMore =
    (/[\u4e00-\u9fff]/.test(change.printed) &&
      !/[至到是为的]\s?(?:约|近)?\s?$/.test(textBetween(sentence, change.start - 4, change.start))) ||
    /^\s?(?:as\s)?(?:increase|rise|more|larger|greater|higher|growth|jump|gain)/i.test(behind)
  const made = (m: Mention) => {
    const a = toNumber(m.value)
    const times = [a / b, b / a, ...(isMore ? [a / b - 1, b / a - 1] : [])]
    const ratios = change.kind === 'percent' ? [a / b - 1, 1 - a / b, a / b, b / a - 1].map((x) => x * 100) : times
    const wide = ulp(m) / a + ulp(base) / b
    return ratios.map((x) => ({ x, wide: (change.kind === 'percent' ? Math.abs(x) + 100 : x) * wide * 1.1 }))
  }
  const fits = (m: Mention) =>
    made(m).some(({ x, wide }) => {
      const slack = change.slack + wide
      if (change.bound === 'above') return x >= change.size * 0.985 - wide && x <= change.size * 1.6 + slack
      if (change.bound === 'below') return x <= change.size * 1.02 + slack && x >= change.size * 0.86 - slack
      return Math.abs(x - change.size) <= slack
    })
  if ([...own, ...around].some(fits)) return
  const level = own.findLast((m) => m.start < Math.min(base.start, change.start)) ?? own[0]!
  const a = toNumber(level.value)
  const right = change.kind === 'percent' ? Math.abs(a / b - 1) * 100 : Math.max(a / b, b / a)
  const expected = right.toFixed(change.decimals)
  if (!isStrict && slipOf(change.printed, expected) === 'other') return
  const [one, other] = [level, base].map((m) => desk.input.extract.text.slice(m.start, m.end)) as [string, string]
  desk.tell(
    'audit/ratio',
    desk.place(change.start, change.end),
    {
      en: `\`${change.printed}\` disagrees with \`${one}\` and \`${other}\`, from which follows ${expected}`,
      zh: `\`${change.printed}\` 与 \`${one}\`、\`${other}\` 不符，据此应为 ${expected}`,
    },
    { confidence: isStrict ? 0.82 : 0.78, printed: change.printed, expected },
  )
}
