import type { AuditDesk } from '../desk.ts'
import type { Grid, GridCell } from '../table/grid.ts'
import type { Item } from '../table/item.ts'

/** A habit is shown by this many lines, */
const fewest = 4
/** and by this share of those that have bold numbers. */
const share = 0.8

// of these the smaller number is the better one
const low =
  /↓|⬇|lower (?:is )?better|越[低小少]越好|\b(?:errors?|err|latency|prices?|costs?|perplexity|ppl|loss|[wcpt]er|f[iv]d|mae|mse|rmse|nll|bp[bc]|ece|toxicity|hallucinations?|time|ms|seconds?|memory|vram|rank|violations?|refusals?|lpips)\b|错误|误差|幻觉|延迟|时延|耗时|价格|成本|困惑度|排名/i
const lowTable = /↓|lower (?:is )?better|越[低小少]越好/i
const high = /↑|⬆|higher (?:is )?better|越[高大多]越好/i
// what is counted or told of a model and is no race
const noRace =
  /^\W*(?:#|no\.?|year|date|release[ds]?|params?|parameters|(?:model )?size|context|layers?|heads|tokens?|vocab|license|batch|epochs?|steps?|shots?)\b|参数|日期|年份|规模|样本数|Δ|\b(?:delta|diff(?:erence)?|gains?|improvements?|change|increase)\b|提升|差值|增幅/i
// what no model runs against
const noRunner =
  /\b(?:avg|average|mean|overall|total|sum|human|experts?|oracle|random|chance|upper bound)\b|平均|合计|总计|人类|专家|随机|Δ/i

/** A bold number that another one beats. */
interface Wrong {
  readonly race: Race
  readonly mark: Runner
  readonly best: Runner
}

/** A row or a column as a race: its numbers, by the place of who has them. */
interface Race {
  readonly item: Item
  readonly isLow: boolean
  /** which way is better is known, not supposed */
  readonly isSure: boolean
  readonly runners: readonly Runner[]
  readonly marked: readonly Runner[]
}

interface Runner {
  readonly who: number
  readonly cell: GridCell
  readonly row: number
  readonly column: number
  readonly isStrong: boolean
}

type Outcome = 'right' | 'wrong' | 'unclear'

/**
 * Tells of a number set bold that is not the best of its row, or of its column, in a table that has the best of nearly each in bold.
 *
 * Who is never bold runs in no race: bold may be meant among some, and a reference may stand beside them.
 */
export function checkBest(grid: Grid, desk: AuditDesk): void {
  const { rows, columns } = grid
  if (
    rows.length < 2 ||
    rows.length > 500 ||
    columns.length < 2 ||
    !grid.table.rows.some((r) => r.some((c) => c.strong === true))
  )
    return
  const [across, down] = [habitOf(racesOf(grid, true, desk)), habitOf(racesOf(grid, false, desk))]
  // what is best both ways may be bold for either
  if (across !== null && down !== null) return
  for (const wrong of across ?? down ?? []) tell(wrong, grid, across !== null, desk)
}

function racesOf(grid: Grid, isAcross: boolean, desk: AuditDesk): readonly Race[] {
  const [lines, runners] = isAcross ? [grid.rows, grid.columns] : [grid.columns, grid.rows]
  const isLowTable = lowTable.test(grid.caption)
  return lines.flatMap((item, n) => {
    if (noRace.test(item.text)) return []
    const all: Runner[] = []
    for (let who = 0; who < runners.length; who += 1) {
      const [row, column] = isAcross ? [n, who] : [who, n]
      const cell = grid.cells[row]![column]!
      if (noRunner.test(runners[who]!.text) || noRace.test(runners[who]!.text) || !/\d/.test(cell.text)) continue
      // a note, a range or a spread: what is compared is not said by the number alone
      if (!isPlain(cell)) return []
      const isStrong = grid.table.rows[grid.rowAt[row]! - 1]?.[grid.columnAt[column]! - 1]?.strong === true
      all.push({ who, cell, row, column, isStrong })
    }
    const marked = all.filter((r) => r.isStrong)
    if (marked.length === 0 || all.length < 3 || marked.length * 2 > all.length) return []
    if (all.some((r) => r.cell.unitText !== all[0]!.cell.unitText)) return []
    const known = desk.input.registry.measure(item.measure ?? '')?.better ?? ''
    const isHigh = high.test(item.text) || (known === 'higher' && !isLowTable)
    const isLow = !isHigh && (isLowTable || known === 'lower' || low.test(item.text))
    return [{ item, isLow, isSure: isHigh || known === 'lower', runners: all, marked }]
  })
}

function isPlain({ kind, amount, text }: GridCell): boolean {
  return (
    kind === 'number' &&
    amount?.bound === 'exact' &&
    amount.high === undefined &&
    /^[+\-−]?\s?[$¥￥€]?\s?\d[\d,]*(?:\.\d+)?\s?[%％]?$/.test(text.trim())
  )
}

// what is told of; `null` where bold is no habit
function habitOf(races: readonly Race[]): readonly Wrong[] | null {
  const bold = new Set(races.flatMap((r) => r.marked.map((m) => m.who)))
  const outcomes = races.map((r) => outcomeOf(r, bold))
  const right = races.filter((_, n) => outcomes[n] === 'right')
  if (right.length < fewest || right.length < races.length * share) return null
  const winners = new Set(right.flatMap((r) => r.marked.map((m) => m.who)))
  // one's own numbers may be bold for being one's own
  if (winners.size < 2) return null
  return races.flatMap((race, n) => {
    if (outcomes[n] !== 'wrong') return []
    const [mark, best] = [race.marked[0]!, bestOf(race, bold)]
    const isElsewherePlain = races.some((r) => r.runners.some((o) => o.who === mark.who && !o.isStrong))
    return winners.has(best.who) && isElsewherePlain ? [{ race, mark, best }] : []
  })
}

function bestOf({ runners, isLow }: Race, bold: ReadonlySet<number>): Runner {
  return runners
    .filter((r) => bold.has(r.who))
    .reduce((best, r) => ((isLow ? r.cell.number < best.cell.number : r.cell.number > best.cell.number) ? r : best))
}

function outcomeOf(race: Race, bold: ReadonlySet<number>): Outcome {
  const { runners, marked } = race
  const best = bestOf(race, bold).cell
  if (marked.every((m) => m.cell.number === best.number)) return 'right'
  // with several of them bold is no prize, and what has the other end may count the other way
  if (marked.length > 1) return 'unclear'
  const own = marked[0]!.cell
  const isLast =
    !race.isSure && runners.every((r) => (race.isLow ? r.cell.number <= own.number : r.cell.number >= own.number))
  const slack = 0.5 * 10 ** -Math.min(own.decimals, best.decimals)
  const isTied = own.decimals !== best.decimals && Math.abs(own.number - best.number) <= slack + 1e-9
  return isLast || isTied ? 'unclear' : 'wrong'
}

function tell({ race, mark, best }: Wrong, grid: Grid, isAcross: boolean, desk: AuditDesk): void {
  if ([mark, best].some(({ cell }) => desk.isTold(cell.start, cell.end))) return
  const who = (isAcross ? grid.columns : grid.rows)[best.who]!.text.trim()
  const line = race.item.text.trim()
  desk.tell(
    'audit/best',
    desk.place(mark.cell.start, mark.cell.end, {
      table: grid.number,
      row: grid.rowAt[mark.row]!,
      cell: grid.columnAt[mark.column]!,
    }),
    {
      en: `\`${mark.cell.text}\` is set as the best of ${line}, \`${best.cell.text}\` of ${who} is ${race.isLow ? 'lower' : 'higher'}`,
      zh: `\`${mark.cell.text}\` 以粗体标为 ${line} 的最优值，而 ${who} 的 \`${best.cell.text}\` 更${race.isLow ? '低' : '高'}`,
    },
    { confidence: 0.8, printed: mark.cell.text, expected: best.cell.text },
  )
}
