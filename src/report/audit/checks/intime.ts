import { type Mention, toNumber } from '../../../base/index.ts'
import { isPercent } from '../kept.ts'
import type { Sentence } from '../prose/sentence.ts'
import { isOneThing, isYearApart, orderOf, spanIn, timedAt } from '../prose/timed.ts'
import { isOnlyChange, ofPrices, textBetween } from './growth.ts'

const changing =
  /增长|增幅|增速|涨幅|升幅|降幅|跌幅|上升|提[高升]|增加|上涨|扩大|下降|下滑|减少|降低|下跌|回落|[涨跌升降]价?|growth|grew|ris(?:e|ing)|rose|increas|\bup\b|gain|climb|jump|declin|fell|fall|drop|decreas|\bdown\b|chang/i
const changingBehind = /^\s?(?:more|less|higher|lower|growth|increase|decrease|decline|rise|drop|up|down)\b/i
const yearly =
  /同比|year[- ](?:on|over)[- ]year|\byoy\b|(?:from|over|on|in) (?:a|the) (?:past |last |previous |prior )?year\b/i
const stepwise = /环比|(?:quarter|month|week)[- ](?:on|over)[- ](?:quarter|month|week)|sequential|\b(?:qoq|mom|wow)\b/i
// what is reckoned over several steps, or at other prices, follows from no two levels
const otherwise = /复合|年均|累计|合计|年化|CAGR|compound|annuali[sz]ed|constant[- ]currency|organic|同口径|可比/i
const fillers =
  /同比|环比|year[- ]on[- ]year|\byoy\b|\bqoq\b|sequential(?:ly)?|\b(?:in|for|of|the|during|over|at|to)\b|US\$|[$¥€£]/gi

/**
 * The two numbers of one thing at two times right before the change at `n`, the earlier first: 二季度 51.3 亿元，一季度 42.1 亿元，
 * 环比增长 21.9%; `null` where the words do not say that it is the change from the one to the other.
 */
export function levelsInTime(sentence: Sentence, n: number, alike: Alike): Pair | null {
  const { mentions, text } = sentence
  const change = mentions[n]!
  const around = levelsAround(sentence, n, alike) ?? levelsBehind(sentence, n, alike)
  if (around !== null) return around
  const [first, second] = [mentions[n - 2], mentions[n - 1]]
  if (first === undefined || second === undefined || !alike(first, second)) return null
  // rates of growth are none that grow, and bare numbers may be of anything
  if (first.unitText === '' && first.scaleText === '' && (first.decimals ?? 0) > 0) return null
  if (isPercent(first.unitText) || first.value.eq(second.value)) return null
  const front = textBetween(sentence, second.end, change.numberStart)
  const behind = textBetween(sentence, change.end, change.end + 30)
  if (front.length > 60 || !(changing.test(front) || changingBehind.test(behind))) return null
  if (otherwise.test(front + behind) || ofPrices.test(text)) return null
  // 上半年增长 has a time of its own
  if (/[\u4e00-\u9fff]/.test(front) && spanIn(front.replace(/^[（(][^）)]*[）)]/, '')).span !== null) return null
  if (!isOnlyChange(spanIn(front).rest.replace(fillers, ''))) return null
  const [a, b] = [timedAt(sentence, n - 2), timedAt(sentence, n - 1)]
  if (!isOneThing(a, b)) return null
  const order = orderOf(a.span, b.span)
  if (order === 0) return null
  const apart = isYearApart(a.span, b.span, text)
  if (yearly.test(front + behind) ? !apart : stepwise.test(front + behind) && apart) return null
  // of three years the change may be that from the first
  const earlier = mentions.slice(0, n - 2).filter((m) => alike(m, second))
  const said = Math.abs(toNumber(change.value)) / 100
  const [x, y] = order < 0 ? [first, second] : [second, first]
  const now = toNumber(y.value)
  if (earlier.some((m) => Math.abs(Math.abs(now / toNumber(m.value) - 1) - said) < 0.01)) return null
  return { old: x, now: y }
}

interface Pair {
  readonly old: Mention
  readonly now: Mention
}
type Alike = (a: Mention, b: Mention) => boolean

function pairOf({ mentions }: Sentence, from: number, to: number, alike: Alike): Pair | null {
  const [old, now] = [mentions[from], mentions[to]]
  return old === undefined || now === undefined || isPercent(old.unitText) || !alike(old, now) ? null : { old, now }
}

const leaving = /[较比从由自][^，。；;\d]{0,10}$/
const arriving = /^\s?(?:并?[升增降减]?[至到]|达到?)\s?$/

// 较去年同期的 98.2 亿元增长 23.5% 至 121.3 亿元
function levelsAround(sentence: Sentence, n: number, alike: Alike): Pair | null {
  const pair = pairOf(sentence, n - 1, n + 1, alike)
  if (pair === null) return null
  const { old, now } = pair
  const change = sentence.mentions[n]!
  const words = textBetween(sentence, old.end, change.numberStart)
  if (!changing.test(words) || !isOnlyChange(words) || yearly.test(words) || stepwise.test(words)) return null
  if (!leaving.test(textBetween(sentence, old.numberStart - 16, old.numberStart))) return null
  return arriving.test(textBetween(sentence, change.end, now.numberStart)) ? pair : null
}

const turned = /^[，,]\s?(?:即|也就是)?[由从自][^，。；;\d]{0,10}$/

// 降价 80%，由 10.5 元降至 2.1 元
function levelsBehind(sentence: Sentence, n: number, alike: Alike): Pair | null {
  const pair = pairOf(sentence, n + 1, n + 2, alike)
  if (pair === null) return null
  const { old, now } = pair
  const change = sentence.mentions[n]!
  const front = textBetween(sentence, change.numberStart - 10, change.numberStart)
  if (!changing.test(front) || yearly.test(front)) return null
  if (!turned.test(textBetween(sentence, change.end, old.numberStart))) return null
  return /^\s?[^，。；;\d]{0,6}[至到为]\s?$/.test(textBetween(sentence, old.end, now.numberStart)) ? pair : null
}
