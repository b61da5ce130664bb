import { type Mention, plain } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { isPercent } from '../kept.ts'
import type { Linked } from '../prose/audit.ts'
import type { Sentence } from '../prose/sentence.ts'
import type { Grid } from '../table/grid.ts'
import { textBetween } from './growth.ts'
import type { Read } from './input.ts'

const share =
  /占比|占[^，。,;；]{0,12}$|市场份额|准确率|正确率|胜率|渗透率|分位数?\s*$|percentile\s*(?:of|is)?\s*$|accuracy\s*(?:of|is|was|at|reached)?\s*$|market share\s*(?:of|is|was)?\s*$|accounts? for\s*(?:about|nearly|over)?\s*$/i

const gained =
  /(?:提[高升]|增[长加]|上升|改善)了?\s?$|\b(?:improv|gain|increas|ris|rose|jump|grew|grow|boost|rais|lift)\w*\s(?:[a-z]+\s){0,3}(?:by\s|of\s|about\s|up\s)*[+]?$/i

const gainedBehind =
  /^\s?(?:relative\s|overall\s)?(?:improvement|gain|increase|boost|jump|better|higher|faster|more|growth)\b/i

function frontOf(sentence: Sentence, { start, numberStart }: Mention): string {
  return textBetween(sentence, start - 24, numberStart)
}

/** Tells of shares above a hundred per cent and of scores outside their scale. */
export function checkImpossible({ desk, links }: Read): void {
  for (const linked of links) checkLink(linked, desk)
}

/** Tells of scores in a table that are outside their scale. */
export function checkScale(grid: Grid, desk: AuditDesk): void {
  const { registry } = desk.input
  for (let j = 0; j < grid.cells.length; j += 1) {
    const row = grid.cells[j]!
    for (let k = 0; k < row.length; k += 1) {
      const cell = row[k]!
      const own = grid.down === 'entity' ? grid.columns[k]!.measure : grid.rows[j]!.measure
      const other = grid.down === 'entity' ? grid.rows[j]!.entity : grid.columns[k]!.entity
      const measure = own === null || other === null ? undefined : registry.measure(own)
      if (measure === undefined || cell.kind !== 'number' || cell.amount === null) continue
      // MT-Bench (win rate adjusted, %) is on another scale than MT-Bench
      const top = grid.table.rows[0]?.[grid.columnAt[k]! - 1]?.text ?? ''
      const label = grid.down === 'entity' ? `${top} ${grid.columns[k]!.text}` : grid.rows[j]!.text
      if (measure.unit !== 'percent' && /[%％]|win|胜率|adjusted|归一|normali[sz]ed/i.test(label)) continue
      const outside =
        (measure.high !== null && cell.amount.value.gt(measure.high)) ||
        (measure.low !== null && cell.amount.value.lt(measure.low))
      if (!outside || desk.isTold(cell.start, cell.end)) continue
      desk.tell(
        'audit/impossible',
        desk.place(cell.start, cell.end, { table: grid.number, row: grid.rowAt[j]!, cell: grid.columnAt[k]! }),
        {
          en: `\`${cell.text}\` is outside the scale of ${measure.en}`,
          zh: `\`${cell.text}\` 超出 ${measure.zh} 的量表`,
        },
        { confidence: 0.95, printed: cell.text },
      )
    }
  }
}

function checkLink({ sentence, index, link }: Linked, desk: Read['desk']): void {
  const { registry } = desk.input
  const mention = sentence.mentions[index]!
  const measure = link.measure === null || link.units.length === 0 ? undefined : registry.measure(link.measure)
  const tail = sentence.text.slice(mention.end - sentence.start, mention.end - sentence.start + 28)
  // 份额为 14.9%，增幅达到 113%
  if (/(?:[增涨升]幅|增速|增长率?|同比|环比)[^。；;]{0,16}$/.test(frontOf(sentence, mention))) return
  if (gained.test(textBetween(sentence, mention.start - 48, mention.numberStart)) || gainedBehind.test(tail)) return
  const isShare =
    mention.value.gt(100) &&
    isPercent(mention.unitText) &&
    share.test(frontOf(sentence, mention).replace(/[约近达为超过到了高达\s]+$/g, (m) => (m.length > 6 ? m : '')))
  const scaled =
    measure !== undefined &&
    measure.high !== null &&
    link.units.includes(measure.unit) &&
    // GSM8K (+571%) is what it gained
    !/^[+＋]/.test(textBetween(sentence, mention.start, mention.end)) &&
    mention.value.gt(measure.high)
  if (!isShare && !scaled) return
  // shares sum to 124.1% due to multiple responses
  if (
    /multiple (?:responses|answers|choices|selections)|more than one|overlap|多选|重复|重叠/i.test(sentence.text) &&
    mention.value.lte(300)
  )
    return
  // rounded shares may make 100.1 %
  if (
    mention.value.lte(101) &&
    /四舍五入|尾差|之和|合计|相加|加总|rounding|rounded|add(?:s|ed)? up|sum/i.test(sentence.text)
  )
    return
  const printed = textBetween(sentence, mention.start, mention.end)
  const top = scaled ? plain(measure.high!) : '100'
  desk.tell(
    'audit/impossible',
    desk.place(mention.start, mention.end),
    { en: `\`${printed}\` cannot be: the scale ends at ${top}`, zh: `\`${printed}\` 不可能成立：上限为 ${top}` },
    { confidence: 0.9, printed },
  )
}
