import type { AuditDesk } from '../desk.ts'
import type { Sentence } from '../prose/sentence.ts'
import type { Paragraph } from './input.ts'

/**
 * Tells of a part that goes beyond its whole: of 70 cities 72, 72% from the one and 38% from the other; and of so many in so
 * many that are not the percentage they are said to be.
 */
export function checkBeyond({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    const { text } = sentence
    if (text.includes('个') && text.includes('中')) checkSet(sentence, desk)
    if (text.includes('每') && text.includes('有')) checkEvery(sentence, desk)
    if (text.includes('% of the')) checkSources(sentence, desk)
    if (/[赢胜平]|\bwins?\b/.test(text)) checkMatches(sentence, desk)
    if (/TOP|前/i.test(text)) checkTop(sentence, desk)
  }
}

const set = /(?<![\d.])(\d{1,4})\s?个([\u4e00-\u9fff]{2,8})中[，,]/
const members = /[^。；;]{0,40}?(?:有|达|为)\s?(\d{1,5})\s?个(?:和\s?(\d{1,5})\s?个)?/g

// 70 个城市中，下降的有 72 个
function checkSet({ text, start }: Sentence, desk: AuditDesk): void {
  const found = set.exec(text)
  if (found === null) return
  const from = found.index + found[0].length
  const [rest] = text.slice(from).split(/[。；;]/)
  for (const m of rest!.matchAll(members))
    for (const digits of [m[1], m[2]]) {
      if (digits === undefined || Number(digits) <= Number(found[1])) continue
      // 3 个省份中有 25 个城市: of another thing
      const after = text.slice(from + m.index! + m[0].length).trimStart()
      if (!/^(?:[，。；;、]|$)/.test(after) && !after.startsWith(found[2]!.slice(-2))) continue
      if (/增加|减少|多|少|较|比/.test(m[0].replace(/[环同]比/g, ''))) continue
      const at = start + from + m.index! + m[0].lastIndexOf(digits)
      if (desk.isTold(at, at + digits.length)) continue
      desk.tell(
        'audit/impossible',
        desk.place(at, at + digits.length),
        {
          en: `\`${digits}\` cannot be among the ${found[1]} of \`${found[2]}\``,
          zh: `\`${digits}\` 个不可能出自 ${found[1]} 个${found[2]}`,
        },
        { confidence: 0.88, printed: digits },
      )
    }
}

const matches =
  /(?<![\d.,])(\d{1,3}(?:,\d{3})+|\d{1,4})\s?[项个场局款轮次][^。；;\d]{0,16}?[赢胜]\s?了?\s?(\d{1,3}(?:,\d{3})+|\d{1,4})\s?[项个场局款轮次]?[、，,]\s?(?:平\s?了?\s?(\d{1,3}(?:,\d{3})+|\d{1,4})\s?[项个场局款轮次]?[、，,和与]?\s?)?[^。；;\d]{0,6}?[输负胜赢]\s?了?\s?(\d{1,3}(?:,\d{3})+|\d{1,4})\s?[项个场局款轮次]/
const matchesEn =
  /\bwins?\s(\d{1,3}(?:,\d{3})+|\d{1,4})(?:,\s(?:ties|draws)\s(\d{1,3}(?:,\d{3})+|\d{1,4}))?,?\sand\sloses?\s(\d{1,3}(?:,\d{3})+|\d{1,4})\s(?:out )?of\s(?:the\s|all\s)?(\d{1,3}(?:,\d{3})+|\d{1,4})\b/i

// 20 项基准中赢 12 项、平 3 项、输 6 项
function checkMatches({ text, start }: Sentence, desk: AuditDesk): void {
  const zh = matches.exec(text)
  const m = zh ?? matchesEn.exec(text)
  if (m === null) return
  const [whole, won, even, lost] = zh !== null ? [m[1]!, m[2]!, m[3], m[4]!] : [m[4]!, m[1]!, m[2], m[3]!]
  const countOf = (digits: string | undefined) => Number((digits ?? '0').replaceAll(',', ''))
  // 胜 472 场，负 441 场，平 237 场: the draws may come last
  const late =
    even === undefined
      ? /^[、，,和与及\s]{0,2}平\s?了?\s?([\d,]{1,7})/.exec(text.slice(m.index + m[0].length))?.[1]
      : even
  const sum = countOf(won) + countOf(late) + countOf(lost)
  // ties that are not told of make it less
  if (sum === countOf(whole) || (late === undefined && sum < countOf(whole))) return
  const at = start + m.index
  if (desk.isTold(at, at + m[0].length)) return
  desk.tell(
    'audit/sum',
    desk.place(at, at + m[0].length),
    {
      en: `won, even and lost add up to ${sum}, not to ${whole}`,
      zh: `胜、平、负之和为 ${sum}，与总数 ${whole} 不符`,
    },
    { confidence: 0.84, printed: m[0], expected: whole },
  )
}

const top =
  /(?:TOP|前)\s?(\d{1,3})\s?[名大强]?[^。；;，,\d]{0,8}中[，,]?((?:[^。；;，,、\d]{1,8}(?:占据?|有|共)?\s?\d{1,3}\s?[款个家项席][，,、和]?){2,6})/i

// TOP10 应用中，中国占 4 款，美国占 7 款
function checkTop({ text, start }: Sentence, desk: AuditDesk): void {
  const m = top.exec(text)
  if (m === null) return
  const parts = Array.from(m[2]!.matchAll(/(\d{1,3})\s?[款个家项席]/g), (p) => Number(p[1]))
  const sum = parts.reduce((s, v) => s + v, 0)
  if (sum <= Number(m[1]) || /同时|并列|重复/.test(text)) return
  const at = start + m.index
  desk.tell(
    'audit/sum',
    desk.place(at, at + m[0].length),
    {
      en: `the ${parts.length} parts of the first ${m[1]} are ${sum} together`,
      zh: `前 ${m[1]} 名的 ${parts.length} 个部分之和为 ${sum}`,
    },
    { confidence: 0.82, printed: m[0] },
  )
}

const every =
  /([\d.]+)\s?[%％][^。；;]{0,40}?每[^，。；;\d]{0,4}(\d{1,2})\s?([辆台个人部家单])[^，。；;\d]{0,6}[，,]?\s?(?:就|便|约|即)?有\s?(\d{1,2})\s?\3/

// 渗透率突破 60%，意味着每卖出 5 辆车就有 3 辆
function checkEvery({ text, start }: Sentence, desk: AuditDesk): void {
  const m = every.exec(text)
  if (m === null) return
  const made = (Number(m[4]) / Number(m[2])) * 100
  if (Number(m[2]) === 0 || Math.abs(made - Number(m[1])) <= 50 / Number(m[2]) + 3) return
  if (/[\d.]+\s?[%％]/.test(m[0].slice(m[1]!.length + 1))) return
  const at = start + m.index + m[0].lastIndexOf(m[4]!)
  desk.tell(
    'audit/ratio',
    desk.place(at, at + m[4]!.length),
    {
      en: `\`${m[4]}\` of ${m[2]} are ${made.toFixed(0)}%, not \`${m[1]}%\``,
      zh: `\`${m[2]}\` 中有 \`${m[4]}\` 为 ${made.toFixed(0)}%，与 \`${m[1]}%\` 不符`,
    },
    { confidence: 0.8, printed: m[4]! },
  )
}

const sources =
  /(?<![\d.])(\d{1,3}(?:\.\d+)?)% of the [a-z][a-z ]{2,40}? (?:(?:coming|came|comes|originating|drawn) from|going to|held by|owned by) [^,.;\d%]{2,50}? and (\d{1,3}(?:\.\d+)?)%? (?:(?:coming |came )?from|to|by) /i

// 72% of the outflow coming from the one and 38% from the other
function checkSources({ text, start }: Sentence, desk: AuditDesk): void {
  const m = sources.exec(text)
  if (m === null || Number(m[1]) + Number(m[2]) <= 101) return
  const at = start + m.index + m[0].lastIndexOf(m[2]!)
  desk.tell(
    'audit/sum',
    desk.place(at, at + m[2]!.length),
    {
      en: `\`${m[1]}%\` and \`${m[2]}%\` of one whole are more than 100 %`,
      zh: `同一整体的 \`${m[1]}%\` 与 \`${m[2]}%\` 之和超过 100%`,
    },
    { confidence: 0.84, printed: `${m[2]}%` },
  )
}
