import { append, isDay } from '../base/index.ts'
import { type Expr, unitWords } from './expression.ts'
import { keyword } from './keyword.ts'
import type { Line } from './line.ts'
import {
  badLine,
  headOf,
  placeOf,
  type Reading,
  readExpr,
  readPeriod,
  splitCite,
  splitNames,
  wordsOf,
} from './reading.ts'
import {
  type Act,
  type Amendment,
  type Case,
  type Content,
  type Definition,
  type Modality,
  modalities,
  type Pause,
  type Version,
} from './tree.ts'

/** Kinds of blocks that define a name with versions. */
export const definitionKinds = ['value', 'list', 'table', 'window', 'quota', 'pool'] as const

type Kind = Definition['kind']

interface Spec {
  unit: string
  modality: Modality
  per: string
  event: string
  words: string
  under: string
  keys: Expr[]
}

/**
 * The definition that a block writes.
 *
 * Its head is `KIND NAME: UNIT, MODALITY, per THING, at EVENT`; each further line is a version: what holds, `from` act
 * and clause, then `valid A..B`, `known DAY`, `in PLACE`, `replaces`, `extends` or `retroactive`.
 */
export function readDefinition(
  reading: Reading,
  line: Line,
  kind: Kind,
  acts: ReadonlyMap<string, Act>,
): Definition | null {
  const head = headOf(line)
  const match = /^([^\s:：]+)\s*(?:[:：]\s*(.*))?$/.exec(head.rest)
  if (match === null) {
    badLine(reading, line, `\`${kind} NAME: UNIT\``, `\`${kind} 名称: 单位\``)
    return null
  }
  const spec = readSpec(reading, line, kind, match[2] ?? '', head.start + head.rest.length - (match[2] ?? '').length)
  const versions: Version[] = []
  const pauses: Pause[] = []
  let note = ''
  let fact = ''
  for (const child of line.children) {
    const { word, rest } = headOf(child)
    if (word === 'zh' || word === 'en') continue
    if (word === 'note') note = rest
    else if (word === 'fact') fact = rest
    else if (word === 'pause') append(pauses, readPause(reading, child, acts))
    else append(versions, readVersion(reading, child, kind, acts))
  }
  if (versions.length === 0) badLine(reading, line, 'a line with what holds below it', '其下应有说明内容的一行')
  const names = wordsOf(line.children, match[1])
  return { kind, name: match[1]!, names, ...spec, versions, pauses, note, fact, at: placeOf(reading, line) }
}

function readSpec(reading: Reading, line: Line, kind: Kind, text: string, start: number): Spec {
  const spec: Spec = {
    unit: kind === 'quota' ? 'item' : '1',
    modality: 'exact',
    per: '',
    event: '',
    words: '',
    under: '',
    keys: [],
  }
  if (kind === 'window') spec.unit = 'date'
  let offset = start
  // `year(invoice)` has no comma inside, so commas part the words of a head
  for (const part of text.split(/[,，]/)) {
    const words = part.trim().split(/\s+/)
    const first = keyword(words[0] ?? '')
    const rest = words.slice(1).join(' ')
    if (first === 'at') spec.event = rest
    else if (first === 'per' && kind !== 'quota') spec.per = rest
    else if (first === 'of' || first === 'by') spec.words = rest
    else if (first === 'under') spec.under = rest
    else if ((modalities as readonly string[]).includes(first)) spec.modality = first as Modality
    else if (kind === 'quota' && first !== '') readKeys(reading, spec, part, offset)
    else if (first !== '') readUnit(reading, line, spec, words)
    offset += part.length + 1
  }
  return spec
}

function readKeys(reading: Reading, spec: Spec, part: string, offset: number): void {
  const bare = part.replace(/^\s*(?:per|每)\s+/, (m) => ' '.repeat(m.length))
  const key = readExpr(reading, bare, offset)
  if (key !== null) spec.keys.push(key)
}

function readUnit(reading: Reading, line: Line, spec: Spec, words: readonly string[]): void {
  const [unit, ...rest] = words
  const known = unitOf(unit!)
  if (known === null) badLine(reading, line, `a unit instead of \`${unit}\``, `单位，而不是 \`${unit}\``)
  else spec.unit = known
  const by = rest.findIndex((w) => ['by', 'per', 'at', 'of'].includes(keyword(w)))
  if (by === -1) return
  const word = keyword(rest[by]!)
  const value = rest.slice(by + 1).join(' ')
  if (word === 'by' || word === 'of') spec.words = value
  else if (word === 'at') spec.event = value
  else spec.per = value
}

/** The engine's name of a unit as a head writes it, or `null`. */
export function unitOf(text: string): string | null {
  if (text === 'date' || text === '日期') return 'date'
  if (text === 'truth' || text === '是否') return 'truth'
  if (text === '1' || text === 'number') return '1'
  const [over, under] = text.split('/')
  const top = Object.hasOwn(unitWords, over!) ? unitWords[over!] : undefined
  if (top === undefined) return /^[A-Z]{3}$/.test(text) ? text : null
  if (under === undefined) return top
  const below = Object.hasOwn(unitWords, under) ? unitWords[under] : undefined
  return below === undefined ? null : `${top}/${below}`
}

interface Tail {
  valid?: string
  known?: string
  jurisdiction?: string
  amendment: Amendment
  verified: boolean
  wrong?: string
}

function readTail(words: readonly string[]): Tail {
  const tail: Tail = { amendment: '', verified: true }
  for (let i = 0; i < words.length; i += 1) {
    const word = keyword(words[i]!.replace(/[,，]$/, ''))
    const next = words[i + 1]?.replace(/[,，]$/, '')
    if ((word === 'valid' || word === 'known' || word === 'in') && next !== undefined) {
      if (word === 'in') tail.jurisdiction = next
      else tail[word] = next
      i += 1
    } else if (word === 'replaces' || word === 'extends' || word === 'retroactive') tail.amendment = word
    else if (word === 'unverified') tail.verified = false
    else tail.wrong = words[i]!
  }
  return tail
}

function readVersion(reading: Reading, line: Line, kind: Kind, acts: ReadonlyMap<string, Act>): readonly Version[] {
  const { body, cite, tail } = splitCite(reading, line.text, line.start)
  const act = cite === null ? undefined : acts.get(cite.act)
  const said = readTail(tail)
  if (said.wrong !== undefined)
    badLine(
      reading,
      line,
      `\`valid\`, \`known\`, \`in\` or an amendment instead of \`${said.wrong}\``,
      `有效期、获知日等，而不是 \`${said.wrong}\``,
    )
  const valid = said.valid === undefined ? { from: null, to: null } : readPeriod(said.valid)
  if (valid === undefined) badLine(reading, line, 'a period A..B of days that exist', '真实存在的期间 A..B')
  if (said.known !== undefined && !isDay(said.known)) badLine(reading, line, 'a day after `known`', '`known` 后的日期')
  const content = readContent(reading, line, kind, body)
  if (content === null) return []
  const known = said.known !== undefined && isDay(said.known) ? said.known : (act?.public ?? '')
  return [
    {
      content,
      cite,
      from: valid?.from ?? null,
      to: valid?.to ?? null,
      known,
      jurisdiction: said.jurisdiction ?? act?.jurisdiction ?? '',
      amendment: said.amendment,
      verified: said.verified,
      at: placeOf(reading, line),
    },
  ]
}

function readContent(reading: Reading, line: Line, kind: Kind, body: string): Content | null {
  if (kind === 'list') return { kind: 'members', members: splitNames(body) }
  if (kind === 'window') {
    const period = readPeriod(body.trim())
    if (period !== undefined) return { kind: 'period', ...period }
    badLine(reading, line, 'a period A..B of days that exist', '真实存在的期间 A..B')
    return null
  }
  if (body.includes('->') || body.includes('→')) return readCases(reading, line, body)
  const dots = body.indexOf('..')
  if (dots !== -1) {
    const low = readExpr(reading, body.slice(0, dots), line.start)
    const high = readExpr(reading, body.slice(dots + 2), line.start + dots + 2)
    return low === null || high === null ? null : { kind: 'between', low, high }
  }
  const expr = readExpr(reading, body, line.start)
  return expr === null ? null : { kind: 'scalar', expr }
}

function readCases(reading: Reading, line: Line, body: string): Content | null {
  const cases: Case[] = []
  let offset = line.start
  for (const part of body.split(/[;；]/)) {
    const arrow = /->|→/.exec(part)
    const start = offset
    offset += part.length + 1
    if (part.trim() === '') continue
    if (arrow === null) {
      badLine(reading, { start, text: part }, '`KEY -> VALUE`', '`键 -> 值`')
      continue
    }
    const expr = readExpr(reading, part.slice(arrow.index + arrow[0].length), start + arrow.index + arrow[0].length)
    if (expr === null) continue
    const keys = splitNames(part.slice(0, arrow.index)).flatMap(keyRange)
    const others = keys.length === 1 && keyword(keys[0]!) === 'other'
    cases.push({ keys: others ? null : keys, expr, at: reading.span(start, start + part.length) })
  }
  return { kind: 'cases', cases }
}

// 3..5 is every whole number from 3 to 5
function keyRange(key: string): readonly string[] {
  const match = /^(\d{1,3})\.\.(\d{1,3})$/.exec(key)
  if (match === null) return [key]
  const [low, high] = [Number(match[1]), Number(match[2])]
  return Array.from({ length: Math.max(0, high - low + 1) }, (_, i) => String(low + i))
}

function readPause(reading: Reading, line: Line, acts: ReadonlyMap<string, Act>): readonly Pause[] {
  const { rest } = headOf(line)
  const { body, cite } = splitCite(reading, rest, line.start + line.text.length - rest.length)
  const [period, ...words] = body.trim().split(/\s+/)
  const days = readPeriod(period ?? '')
  if (days === undefined || typeof days.from !== 'string' || typeof days.to !== 'string') {
    badLine(reading, line, '`pause A..B in PLACE`', '`pause A..B in 地区`')
    return []
  }
  const place = keyword(words[0] ?? '') === 'in' ? (words[1] ?? '') : ''
  return [
    { from: days.from, to: days.to, jurisdiction: place || (acts.get(cite?.act ?? '')?.jurisdiction ?? ''), cite },
  ]
}
