import { largest, smallest } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import type { Grid } from '../table/grid.ts'
import type { Read } from './input.ts'

const pair =
  /(?:US)?\$\s?(\d[\d,]*(?:\.\d+)?)\s(million|billion),?\s(?:or|\()\s?(?:a\s)?(?:net\s)?(?:loss\s|earnings\s|income\s)?(?:of\s)?\$\s?(\d+\.\d+)\s(?:per|a)\s(?:basic\s|diluted\s|common\s|and\s|ordinary\s)*share/g
const behind =
  /(?:US)?\$\s?(\d[\d,]*(?:\.\d+)?)\s(million|billion),?\sor\s(?:a\s)?(?:loss|earnings|income)\sper\s(?:basic\s|diluted\s|common\s|and\s)*share\sof\s\$\s?(\d+\.\d+)/g

interface Stake {
  readonly at: number
  readonly text: string
  readonly digits: string
  readonly low: number
  readonly high: number
  readonly middle: number
}

/** Tells of a result and its part per share that make another number of shares than all the others of the report do. */
export function checkStakes({ desk, text, start }: Read): void {
  if (!/\bshare\b/.test(text)) return
  const stakes = [...text.matchAll(pair), ...text.matchAll(behind)].flatMap((m) => stakeOf(m, start))
  if (stakes.length < 3 || stakes.length > 60) return
  const off = stakes.filter((s) => {
    const rest = stakes.filter((o) => o !== s)
    // the number of shares that all the others make, as nearly as their cents tell
    const low = largest(rest.map((o) => o.low))
    const high = smallest(rest.map((o) => o.high))
    const agree = low <= high * 1.12
    // what a share has left after tax is less than its part, but not by half
    return agree && (s.low > low * 2.2 || s.high < high / 2.2)
  })
  const [only] = off
  if (off.length !== 1 || only === undefined) return
  const rest = stakes.filter((o) => o !== only)
  const shares = rest.reduce((t, o) => t + o.middle, 0) / rest.length
  if (desk.isTold(only.at, only.at + only.text.length)) return
  const ratio = only.middle / shares
  const isPower = Math.abs(Math.abs(Math.log10(ratio)) - 3) < 0.1
  desk.tell(
    isPower ? 'audit/scale-slip' : 'audit/ratio',
    desk.place(only.at, only.at + only.text.length),
    {
      en: `\`${only.text}\` makes ${millions(only.middle)} million shares, where the others of the document make ${millions(shares)} million`,
      zh: `\`${only.text}\` 对应 ${millions(only.middle)} 百万股，而文中其他各处对应 ${millions(shares)} 百万股`,
    },
    { confidence: 0.84, printed: only.text },
  )
}

const millions = (n: number) => (n / 1e6).toFixed(n < 1e7 ? 2 : 0)

function stakeOf(m: RegExpMatchArray, start: number): readonly Stake[] {
  const digits = m[1]!.replace(/,/g, '')
  const scale = m[2] === 'billion' ? 1e9 : 1e6
  const half = (text: string) => 0.5 * 10 ** -(text.split('.')[1]?.length ?? 0)
  const [amount, share] = [Number(digits), Number(m[3])]
  // what a few cents are of tells little
  if (amount <= 0 || share < 0.04) return []
  const low = ((amount - half(digits)) * scale) / (share + half(m[3]!))
  const high = ((amount + half(digits)) * scale) / (share - half(m[3]!))
  return [{ at: start + m.index!, text: m[0], digits, low: Math.max(0, low), high, middle: (amount * scale) / share }]
}

/** Tells of earnings that are more per diluted share than per basic one. */
export function checkDiluted(grid: Grid, desk: AuditDesk): void {
  const labels = grid.rows.map((r) => r.text)
  const basic = labels.findIndex((t) =>
    /每股/.test(t)
      ? /基本/.test(t) && !/稀释|扣除/.test(t)
      : /\bbasic\b/i.test(t) && !/diluted/i.test(t) && /share|EPS/i.test(t),
  )
  const diluted = labels.findIndex((t) =>
    /每股/.test(t)
      ? /稀释/.test(t) && !/基本|扣除/.test(t)
      : /\bdiluted\b/i.test(t) && !/basic/i.test(t) && /share|EPS/i.test(t),
  )
  if (basic === -1 || diluted === -1 || Math.abs(basic - diluted) > 2) return
  // shares are counted in rows of the same words
  if (/shares outstanding|number of|weighted|股数/i.test(labels[basic]! + labels[diluted]!)) return
  for (let k = 0; k < grid.columns.length; k += 1) {
    const [a, b] = [grid.cells[basic]![k]!, grid.cells[diluted]![k]!]
    if (a.kind !== 'number' || b.kind !== 'number' || a.unitText === '%' || b.unitText === '%') continue
    if (
      a.number <= 0 ||
      b.number <= a.number ||
      /[(（]/.test(a.text + b.text) ||
      /增|change|%/i.test(grid.columns[k]!.text)
    )
      continue
    // a cent more comes of rounding, and of what was discontinued at a loss
    if (b.number <= a.number * 1.03 + 0.011 || desk.isTold(b.start, b.end)) continue
    desk.tell(
      'audit/impossible',
      desk.place(b.start, b.end, { table: grid.number, row: grid.rowAt[diluted]!, cell: grid.columnAt[k]! }),
      {
        en: `\`${b.text}\` per diluted share cannot be more than \`${a.text}\` per basic share`,
        zh: `稀释每股收益 \`${b.text}\` 不可能高于基本每股收益 \`${a.text}\``,
      },
      { confidence: 0.88, printed: b.text },
    )
  }
}
