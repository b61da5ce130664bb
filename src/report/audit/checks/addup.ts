import { wordNumber } from '../../../base/index.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import type { Paragraph } from './input.ts'

const numeral = '(\\d{1,3}(?:,\\d{3})+|\\d{1,5}|[一二两三四五六七八九十]{1,3})'
const measureWord = '(家|款|项|名|台|座|辆|套|支|件|例|题|场|条|位)'
const part = new RegExp(`(?<![\\d.,第约近超逾])${numeral}\\s?${measureWord}`, 'g')
// 21 家、9 家、16 家，共 48 家
const whole = new RegExp(
  `[，,、]\\s?(?:一共|总共|共计|合计|总计|共)(?:有|为|是)?\\s?${numeral}\\s?${measureWord}(?![\\u4e00-\\u9fff]{0,6}[以之]上)`,
  'g',
)
const any = gate(/[共计][有为是]?\s?[\d一二两三四五六七八九十]/)
const parted = gate(/持平|不变/)
const loose = /约|近|超|逾|多|余|至少|不足|其中|较|比|前|累计|[上今去]年|[（(]/

/** Tells of a number of things that is not what the numbers listed before it in its clause add up to: 北美 21 家、欧洲 9 家，共 40 家. */
export function checkAddUp({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    if (parted(sentence)) checkStates(sentence, desk)
    if (!any(sentence)) continue
    for (const found of sentence.text.matchAll(whole)) {
      const parts = partsBefore(sentence, found.index, found[2]!)
      const said = numberOf(found[1]!)
      if (parts === null || said === null) continue
      const sum = parts.reduce((t, n) => t + n, 0)
      // one thing may be in two of them, and of large numbers some may be left out
      if (sum === said || said > sum * 1.5 || said < sum / 1.5) continue
      const at =
        sentence.start + found.index + found[0].search(/[\d一二两三四五六七八九十]+(?:,\d{3})*\s?[\u4e00-\u9fff]$/)
      const end = sentence.start + found.index + found[0].length
      if (desk.isTold(at, end)) continue
      const printed = sentence.text.slice(at - sentence.start, end - sentence.start)
      desk.tell(
        'audit/sum',
        desk.place(at, end),
        {
          en: `\`${printed}\` disagrees with the ${parts.length} numbers before it, which add up to ${sum}`,
          zh: `\`${printed}\` 与前文 ${parts.length} 个数不符，其和为 ${sum}`,
        },
        { confidence: 0.85, printed, expected: `${sum}${found[2]}` },
      )
    }
  }
}

const group = new RegExp(`${numeral}\\s?${measureWord}[^，。；;\\d]{0,10}?(?:中|里|之中)[，,]`, 'g')
const state = /(?:上调|下调|持平|不变|上涨|下跌|上升|下降|增长|下滑|提价|降价|[涨跌升降平增减])/

// 24 家服务商中，15 家下调报价、7 家持平、2 家上调: each of them did one of the three
function checkStates({ text, start }: Sentence, desk: Paragraph['desk']): void {
  for (const found of text.matchAll(group)) {
    const said = numberOf(found[1]!)
    const rest = text.slice(found.index + found[0].length).split(/[。；;：:]/)[0]!
    const items: { readonly n: number; readonly at: number; readonly length: number }[] = []
    let at = found.index + found[0].length
    for (const item of rest.split(/(?<=[、，,])/)) {
      const own = [...item.matchAll(part)]
      const n = own.length === 1 ? numberOf(own[0]![1]!) : null
      if (n === null || own[0]![2] !== found[2] || !state.test(item) || loose.test(item.replace(/[上下]/g, ''))) break
      items.push({ n, at: at + own[0]!.index, length: own[0]![0].length })
      at += item.length
    }
    const sum = items.reduce((t, i) => t + i.n, 0)
    const isAll = items.length >= 3 && /持平|不变|平/.test(rest)
    if (said === null || !isAll || sum === said || sum > said * 1.5 || sum < said / 1.5) continue
    const from = start + found.index
    const to = start + items.at(-1)!.at + items.at(-1)!.length
    if (desk.isTold(from, to)) continue
    const printed = text.slice(from - start, to - start)
    desk.tell(
      'audit/sum',
      desk.place(from, to),
      {
        en: `the ${items.length} parts of \`${found[1]}${found[2]}\` add up to ${sum}`,
        zh: `\`${found[1]}${found[2]}\` 的 ${items.length} 部分之和为 ${sum}`,
      },
      { confidence: 0.85, printed, expected: String(said) },
    )
  }
}

// the numbers of one kind in the items of the list right before the total
function partsBefore({ text }: Sentence, at: number, word: string): readonly number[] | null {
  const clause = text.slice(Math.max(0, text.slice(0, at).search(/[^。；;：:]*$/)), at)
  const items = clause.split(/[、，,]|(?<=[\u4e00-\u9fff])[和及与](?=[^、，,]*$)/)
  const parts: number[] = []
  for (const item of items.toReversed()) {
    const own = [...item.matchAll(part)]
    if (own.length !== 1 || own[0]![2] !== word || loose.test(item) || item.length > 24) break
    const n = numberOf(own[0]![1]!)
    // an item ends in its number, or in what it is of: 三家金融客户
    if (n === null || /\d/.test(item.replace(own[0]![0], ''))) break
    parts.unshift(n)
  }
  return parts.length >= 2 && parts.length === items.length ? parts : null
}

function numberOf(text: string): number | null {
  return /^\d/.test(text) ? Number(text.replaceAll(',', '')) : (wordNumber(text) ?? null)
}
