import { type Mention, toNumber } from '../../../base/index.ts'
import type { Card } from '../cards.ts'
import type { Place } from '../claim.ts'
import type { AuditDesk } from '../desk.ts'
import { slipOf } from '../digits.ts'
import { isQuoted } from '../prose/audit.ts'
import type { Sentence } from '../prose/sentence.ts'
import type { Grid, GridCell } from '../table/grid.ts'
import type { Paragraph } from './input.ts'

const memory = /显存|内存|HBM|memory|VRAM/i
const gigabytes = /^(?:GB|GiB|G)$/
// what may stand between a card and the memory that it has
const between =
  /^\s?(?:(?:SXM\d?|PCIe|GPUs?|Tensor Core|cards?|加速卡|芯片|卡|单卡|每卡|each|的|显存|内存|容量|分?别?为|是|有|配备|搭载|拥有|达到?|仅|则|carr(?:y|ies)|has|have|with|is|are|comes?|offers?|provides?|holds?|memory|HBM\d?e?)\s?|[（(，,：:]\s?)*$/i
const notOwn =
  /^\s?(?:\/s|\/秒|per second|free|left|used|available|in use|of (?:system|host|CPU|shared)|剩余|可用|占用|空闲|系统|主机)/i
// several cards may share a list of numbers, and some are made to order
const shared = /^\s?(?:、|,|\/|和|与|及|或|\band|\bor)\s?(?:the\s)?$/
const special = /定制|魔改|改装|各自|分别|依次|respectively|custom|modified|MIG/i

/** Tells of the memory of a card that its maker does not build it with: H200 with 114 GB. */
export function checkCards({ sentences, from, to, desk }: Paragraph): void {
  if (desk.input.cards.length === 0) return
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    if (sentence.text.includes('G') && memory.test(sentence.text)) checkSentence(sentence, desk)
  }
}

interface Named {
  readonly card: Card
  readonly start: number
  readonly end: number
}

function checkSentence(sentence: Sentence, desk: AuditDesk): void {
  const { text, start, mentions } = sentence
  let named: readonly Named[] | undefined
  for (const mention of mentions) {
    if (!gigabytes.test(mention.unitText) || mention.form !== 'digits' || mention.high !== undefined) continue
    if (mention.bound !== 'exact' || isQuoted(sentence, mention)) continue
    named ??= namedIn(text, desk.input.cards)
    const owner = named.findLast((x) => x.end <= mention.start - start)
    if (owner === undefined || !between.test(text.slice(owner.end, mention.numberStart - start))) continue
    const last = named.findLast((x) => x.end <= owner.start)
    const isListed = last !== undefined && shared.test(text.slice(last.end, owner.start))
    if (isListed || notOwn.test(text.slice(mention.end - start)) || isSpecial(text, owner, mentions)) continue
    const value = toNumber(mention.value)
    const sizes = [...owner.card.gigabytes, ...owner.card.also]
    // several cards have several times as much
    if (sizes.some((g) => value % g === 0)) continue
    if (value >= 24 && value < 300) tell(sentence, mention, owner.card, desk)
  }
}

// 分别 parts a list of numbers, where each number has a card of its own it does not
function isSpecial(text: string, owner: Named, mentions: readonly Mention[]): boolean {
  return (
    special.test(
      `${text.slice(Math.max(0, owner.start - 24), owner.end)}${/^[^，。；]{0,24}/.exec(text.slice(owner.end))![0]}`,
    ) || mentions.length > 30
  )
}

function namedIn(text: string, cards: readonly Card[]): readonly Named[] {
  const found: Named[] = []
  for (const card of cards)
    for (const { index, 0: word } of text.matchAll(card.names))
      if (!found.some((x) => x.start < index + word.length && index < x.end))
        found.push({ card, start: index, end: index + word.length })
  return found.sort((a, b) => a.start - b.start)
}

const memoryHead = /显存|HBM|\bmemory\b|\bVRAM\b/i

/** Tells of a cell with the memory of a card that its maker does not build it with, a slip of a digit away: H200 SXM | 114 GB. */
export function checkCardCells(grid: Grid, desk: AuditDesk): void {
  if (desk.input.cards.length === 0 || grid.rows.length > 200) return
  for (const [j, row] of grid.rows.entries()) {
    if (!grid.cells[j]!.some((cell, k) => isMemory(cell, grid.columns[k]!.text))) continue
    const [named, ...others] = namedIn(row.text, desk.input.cards)
    if (named === undefined || others.length > 0 || special.test(row.text) || /[×x*]\s?\d|\d\s?[×x*]/i.test(row.text))
      continue
    const sizes = [...named.card.gigabytes, ...named.card.also]
    for (const [k, cell] of grid.cells[j]!.entries()) {
      if (!isMemory(cell, grid.columns[k]!.text)) continue
      const value = cell.number
      if (sizes.some((g) => value % g === 0) || value < 24 || value >= 300 || desk.isTold(cell.start, cell.end))
        continue
      if (sizes.every((g) => slipOf(String(value), String(g)) === 'other')) continue
      const place = desk.place(cell.start, cell.end, {
        table: grid.number,
        row: grid.rowAt[j]!,
        cell: grid.columnAt[k]!,
      })
      tellOf(named.card, cell.text, place, desk)
    }
  }
}

function isMemory({ kind, unitText }: GridCell, head: string): boolean {
  if (kind !== 'number') return false
  return gigabytes.test(unitText) || (/\bGi?B\b/.test(head) && memoryHead.test(head))
}

function tell(sentence: Sentence, mention: Mention, card: Card, desk: AuditDesk): void {
  const { text, start } = sentence
  tellOf(card, text.slice(mention.start - start, mention.end - start), desk.place(mention.start, mention.end), desk)
}

function tellOf(card: Card, printed: string, at: Place, desk: AuditDesk): void {
  const right = card.gigabytes.join(' / ')
  desk.tell(
    'audit/mismatch',
    at,
    {
      en: `\`${printed}\` disagrees with ${card.source} (${card.locator}): ${card.name} has ${right} GB`,
      zh: `\`${printed}\` 与 ${card.source}（${card.locator}）不符：${card.name} 为 ${right} GB`,
    },
    { confidence: 0.84, printed, expected: `${right} GB` },
  )
}
