import type { Read } from './input.ts'

// two levels and a change; what names them is looked for before them, since a name may begin at every letter
const levels =
  /(?<![\d,.])(-?\d[\d,]{0,24}(?:\.\d+)?)(?:[%％]|B)?[ \t]{1,3}(-?\d[\d,]*(?:\.\d+)?)(?:[%％]|B)?[ \t]{1,3}([+\-−]?\d+(?:\.\d+)?)\s?[%％]/g
const name = /[A-Za-z\u4e00-\u9fff][^\d\n|，。；,;:：]{0,40}?(?:[（(]\d[)）])?[ \t]{1,3}$/
const longestName = 48

interface Row {
  readonly name: string
  readonly a: number
  readonly b: number
  readonly change: number
  readonly printed: string
  readonly at: number
  readonly start: number
  readonly end: number
  /** half of the last digits */
  readonly halves: readonly [number, number, number]
}

// what stands between two rows of one table: the heads of the next group at most
const gap = 60

/** Tells of a change in a table that was pasted as text, where it is none of its two levels as all others are: Japan 2.98 3.04 2.1%. */
export function checkPasted({ desk, text, start }: Read): void {
  let rows: Row[] = []
  for (const m of text.matchAll(levels)) {
    const last = rows.at(-1)
    const front = name.exec(text.slice(Math.max(last?.end ?? 0, m.index - longestName), m.index))
    if (front === null) continue
    const own = rowOf(front[0], m)
    const between = last === undefined ? '' : text.slice(last.end, own.start)
    if (last !== undefined && (between.length > gap || /[.。；;](?:\s|$)/.test(between))) {
      check(rows, start, desk)
      rows = []
    }
    rows.push(own)
  }
  check(rows, start, desk)
}

function rowOf(front: string, m: RegExpMatchArray): Row {
  const number = (t: string) => Number(t.replace(/,/g, '').replace('−', '-'))
  const half = (t: string) => 0.5 * 10 ** -(t.split('.')[1]?.length ?? 0)
  const end = m.index! + m[0].length
  const at = m.index! + m[0].lastIndexOf(m[3]!)
  return {
    name: front.trim(),
    a: number(m[1]!),
    b: number(m[2]!),
    change: number(m[3]!),
    printed: m[3]!,
    at,
    start: m.index! - front.length,
    end,
    halves: [half(m[1]!), half(m[2]!), half(m[3]!)],
  }
}

interface Relation {
  readonly of: (r: Row) => number
  readonly slack: (r: Row) => number
}

const relations: readonly Relation[] = [
  { of: (r) => r.a - r.b, slack: (r) => r.halves[0] + r.halves[1] },
  { of: (r) => r.b - r.a, slack: (r) => r.halves[0] + r.halves[1] },
  { of: (r) => (r.b / r.a - 1) * 100, slack: (r) => 100 * (r.b / r.a) * (r.halves[0] / r.a + r.halves[1] / r.b) },
  { of: (r) => (r.a / r.b - 1) * 100, slack: (r) => 100 * (r.a / r.b) * (r.halves[0] / r.a + r.halves[1] / r.b) },
]

function check(rows: readonly Row[], start: number, desk: Read['desk']): void {
  if (rows.length < 4 || rows.length > 200 || rows.some((r) => r.a <= 0 || r.b <= 0)) return
  for (const { of, slack } of relations) {
    const off = rows.filter((r) => Math.abs(of(r) - r.change) > slack(r) + r.halves[2] * 1.2 + 1e-9)
    const [only] = off
    if (off.length === 0) return
    if (only === undefined || off.length !== 1) continue
    const end = only.at + only.printed.length
    if (desk.isTold(start + only.at, start + end)) return
    const expected = of(only).toFixed(Math.max(0, Math.round(-Math.log10(only.halves[2] * 2))))
    desk.tell(
      'audit/ratio',
      desk.place(start + only.at, start + end),
      {
        en: `\`${only.printed}\` of ${only.name} does not follow from the two numbers before it, as ${rows.length - 1} others do: that makes ${expected}`,
        zh: `${only.name} 的 \`${only.printed}\` 与其前两个数值不符（其余 ${rows.length - 1} 行均相符），据此应为 ${expected}`,
      },
      { confidence: 0.85, printed: only.printed, expected },
    )
    return
  }
}
