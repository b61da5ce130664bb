import { isMoney, type Quantity } from './quantity.ts'

// 114 个交易日以来首次: how long ago, and of nothing a factor
const since = /^\s?个?[\u4e00-\u9fff]{0,4}(?:以来|来的?(?:首|新|最))/
// a 40% rise is of what it rose from
const risen = /^\s?(?:%|％|percent)?\s(?:rise|increase|gain|jump|growth|fall|drop|decline)\b/i
// years until an investment has come in again: of flows that are reckoned elsewhere
const payback = /回收期[^，。；;]*$|payback[^,.;]*$/i
// 每提高 10 个百分点，收入增加 1,577 万元
const marginal =
  /每(?:提[高升]|增加|上升|多|降低|下降|减少)[^。；;]{0,20}$|\b(?:each|every) (?:additional|further|extra)\b[^.;]*$/i
const perCard = /每(?:张|台|块)?(?:卡|机|GPU)(?:每小?)?时?[^，。；;]{0,10}$|\bper (?:GPU|card)/i

/** Whether a number is no factor of others, by the words around it: how long ago, a growth, years of payback, what each further point brings. */
export function isNoFactor(q: Quantity, list: readonly Quantity[]): boolean {
  if (since.test(q.behind) || payback.test(q.front) || (q.kind === 'share' && risen.test(q.behind))) return true
  return isMarginal(q, list)
}

/** Whether hours stand beside a price of one card's without their number, which makes no price of all: 每卡时 7.9 元 × 8,000 小时. */
export function isOfOneCard(factors: readonly Quantity[]): boolean {
  if (factors.length !== 2) return false
  return factors.some((q) => q.key === 'h1') && factors.some((q) => isMoney(q) && perCard.test(q.front))
}

function isMarginal(q: Quantity, list: readonly Quantity[]): boolean {
  const last = list[list.indexOf(q) - 1]
  return last !== undefined && last.sentence === q.sentence && marginal.test(last.front)
}
