import type { Dimension } from './dimension.ts'

/** What a price or a rate is per, but for time and things: a number of tokens, an amount of energy or of memory. */
export interface Under {
  readonly dimension: Dimension
  readonly size: number
}

const sizes: Readonly<Record<string, number>> = {
  百万: 1e6,
  m: 1e6,
  '1m': 1e6,
  million: 1e6,
  '1 million': 1e6,
  千: 1e3,
  k: 1e3,
  '1k': 1e3,
  thousand: 1e3,
  '1,000': 1e3,
  万: 1e4,
  亿: 1e8,
  billion: 1e9,
}
const perToken =
  /(?:\/|每|per\s|a\s)\s?(百万|1\s?million|million|1M|M|千|thousand|1,000|1K|K|万|亿|billion)?\s?(?:个\s?)?(?:input\s|output\s|输入\s?|输出\s?)?(?:tokens?|词元)/i
const perSize = /^\s?per\s(million|thousand)(?!\s[a-z])/i
const perEnergy = /(?:\/|每|per\s|an?\s)\s?(?:(千瓦时|度|kWh)|(兆瓦时|MWh))/i
const perParameter = /(?:\/|每个?|per\s|a\s)\s?(?:参数|parameter|param\b)/i
const perBytes = /(?:\/|每|per\s|a\s)\s?([KMGTP])B(?![a-z])/i
const perMass = /(?:\/|每|per\s|an?\s)\s?(?:(吨|tonne|ton(?![a-z]))|(?:公斤|千克|kg(?![a-z])))/i
const perArea = /(?:\/|每|per\s|an?\s)\s?(?:平方米|平米|㎡|square met(?:re|er))/i
const aheadOf = (pattern: RegExp) =>
  new RegExp(
    `${pattern.source.replace('(?:\\/|每|per\\s|a\\s)', '(?:每|per\\s)').replace('(?:\\/|每|per\\s|an?\\s)', '(?:每|per\\s)')}[^，。,;；\\d]{0,8}$`,
    'i',
  )
const tokenAhead = aheadOf(perToken)
const energyAhead = aheadOf(perEnergy)
const massAhead = aheadOf(perMass)
const areaAhead = aheadOf(perArea)
const bytesAhead = /(?:每|per\s)\s?([KMGTP])B(?![a-z])[^，。,;；\d]{0,8}$/i

const anyAhead = /每|per\s/i

/** What a number is per by its unit, the words behind it or in front of it; `null` where none is said. */
export function underOf(unitText: string, after: string, front: string): Under | null {
  const own = /^\s?[/每pa]/i.test(after) ? after.slice(0, 34) : ''
  const written = /[/每].*$|per .*$/i.exec(unitText)?.[0] ?? ''
  for (const text of [written, own]) {
    const made = underIn(text)
    if (made !== null) return made
  }
  if (!anyAhead.test(front)) return null
  const token = tokenAhead.exec(front)
  if (token !== null) return { dimension: { tok: 1 }, size: sizes[(token[1] ?? '').toLowerCase()] ?? 1 }
  const energy = energyAhead.exec(front)
  if (energy !== null) return { dimension: { W: 1, h: 1 }, size: energy[1] === undefined ? 1e6 : 1e3 }
  const mass = massAhead.exec(front)
  if (mass !== null) return { dimension: { kg: 1 }, size: mass[1] === undefined ? 1 : 1e3 }
  if (areaAhead.test(front)) return { dimension: { m2: 1 }, size: 1 }
  if (/(?:每个?|per\s)(?:参数|parameter)[^，。,;；\d]{0,8}$/i.test(front)) return { dimension: { par: 1 }, size: 1 }
  const bytes = bytesAhead.exec(front)
  return bytes === null ? null : { dimension: { B: 1 }, size: scaleOf[bytes[1]!.toLowerCase()]! }
}

const scaleOf: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, g: 1e9, t: 1e12, p: 1e15 }

function underIn(text: string): Under | null {
  if (text === '') return null
  const size = perSize.exec(text)
  if (size !== null) return { dimension: { tok: 1 }, size: sizes[size[1]!.toLowerCase()]! }
  const token = perToken.exec(text)
  if (token !== null && token.index <= 1)
    return { dimension: { tok: 1 }, size: sizes[(token[1] ?? '').toLowerCase()] ?? 1 }
  const energy = perEnergy.exec(text)
  if (energy !== null && energy.index <= 1)
    return { dimension: { W: 1, h: 1 }, size: energy[1] === undefined ? 1e6 : 1e3 }
  const mass = perMass.exec(text)
  if (mass !== null && mass.index <= 1) return { dimension: { kg: 1 }, size: mass[1] === undefined ? 1 : 1e3 }
  const area = perArea.exec(text)
  if (area !== null && area.index <= 1) return { dimension: { m2: 1 }, size: 1 }
  const parameter = perParameter.exec(text)
  if (parameter !== null && parameter.index <= 1) return { dimension: { par: 1 }, size: 1 }
  const power = /^\s?(?:\/|per\s|a\s|每)\s?(?:([kMG])W(?![a-z])|(千|兆)瓦(?!时))/i.exec(text)
  if (power !== null)
    return { dimension: { W: 1 }, size: scaleOf[(power[1] ?? (power[2] === '千' ? 'k' : 'm')).toLowerCase()]! }
  const bytes = perBytes.exec(text)
  if (bytes !== null && bytes.index <= 1) return { dimension: { B: 1 }, size: scaleOf[bytes[1]!.toLowerCase()]! }
  return null
}
