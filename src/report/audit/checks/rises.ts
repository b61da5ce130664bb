import type { AuditDesk } from '../desk.ts'
import type { Read } from './input.ts'

const rise = /(\d{1,4}(?:\.\d{1,4})?)\s?[%％]\s?[（(]\s?([+\-−])\s?(\d{1,4}(?:\.\d{1,4})?)(\s?[%％])\s?[)）]/g
const rate = /(?<![\d.])(\d{1,4}(?:\.\d{1,4})?)\s?[%％]/g

// the number before stands in the same lines
const near = 200

/** Tells of a rise in parentheses that is the difference of two percentages and is printed in percent: 68.9 %, 79.5 % (+10.6 %). */
export function checkRises({ desk, blocks }: Read): void {
  const { text } = desk.input.extract
  for (const { kind, start, end } of blocks) {
    if (kind === 'table' || kind === 'furniture') continue
    const words = text.slice(start, end)
    if (!/[%％]\s?[（(]\s?[+\-−]/.test(words)) continue
    for (const found of words.matchAll(rise)) checkRise(words, start, found, desk)
  }
}

function checkRise(words: string, start: number, found: RegExpMatchArray, desk: AuditDesk): void {
  const [whole, now, sign, printed, mark] = found as unknown as readonly [string, string, string, string, string]
  const at = found.index!
  const from = Math.max(0, at - near)
  const before = [...words.slice(from, at).matchAll(rate)].at(-1)?.[1]
  if (before === undefined || Number(before) === 0) return
  const said = (sign === '+' ? 1 : -1) * Number(printed)
  const points = Number(now) - Number(before)
  const growth = (Number(now) / Number(before) - 1) * 100
  const half = 0.5 * 10 ** -(printed.split('.')[1]?.length ?? 0)
  if (Math.abs(points - said) > 1e-6 || Math.abs(growth - said) <= half * 2 || said === 0) return
  const open = at + whole.search(/[+\-−]/)
  const place = start + open
  const end = place + whole.slice(open - at).lastIndexOf(mark) + mark.length
  if (desk.isTold(place, end)) return
  const shown = words.slice(open, end - start)
  const right = `${sign}${printed}${/[\u4e00-\u9fff]/.test(words) ? ' 个百分点' : ' percentage points'}`
  desk.tell(
    'audit/unit-slip',
    desk.place(place, end),
    {
      en: `\`${shown}\` is the difference of \`${before}%\` and \`${now}%\`: percentage points, not percent`,
      zh: `\`${shown}\` 是 \`${before}%\` 与 \`${now}%\` 之差，应为百分点而非百分比`,
    },
    {
      confidence: 0.8,
      printed: shown,
      expected: right,
      repair: {
        message: { en: `write \`${right}\``, zh: `请写 \`${right}\`` },
        edits: [{ start: place, end, text: right }],
      },
    },
  )
}
