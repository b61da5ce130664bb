const digits = '零一二三四五六七八九'
const english = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth']
const best =
  /^(?:最[高低好强快大小优]|首位|榜首|居首|冠军|(?:the\s)?(?:highest|lowest|best|top|fastest|largest|smallest|strongest|most|least))$/i

/**
 * The place in an order that `text` names, or `null`: 第一, 第 3 名, 最高, first, 2nd, highest.
 *
 * @example rankIn('第十二') // 12
 * @example rankIn('the highest') // 1
 * @example rankIn('2nd') // 2
 */
export function rankIn(text: string): number | null {
  const said = text.trim()
  if (best.test(said)) return 1
  const zh = /^(?:排名|名列|位列|位居|居)?第\s?([一二三四五六七八九十]{1,3}|\d{1,3})\s?(?:名|位)?$/.exec(said)?.[1]
  if (zh !== undefined) return /\d/.test(zh) ? Number(zh) : numeral(zh)
  const en = /^(?:the\s|ranks?\s|ranked\s)?(\d{1,3})(?:st|nd|rd|th)$|^(?:the\s|ranks?\s|ranked\s)?([a-z]+)$/i.exec(said)
  if (en?.[1] !== undefined) return Number(en[1])
  const place = english.indexOf(en?.[2]?.toLowerCase() ?? '')
  return place === -1 ? null : place + 1
}

function numeral(text: string): number | null {
  const match = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(text)
  if (match === null || (match[2] === undefined && text.length > 1)) return null
  const of = (c: string | undefined) => (c === undefined ? 0 : digits.indexOf(c))
  return match[2] === undefined ? of(match[1]) : (of(match[1]) || 1) * 10 + of(match[3])
}
