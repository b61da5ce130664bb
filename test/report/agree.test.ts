import { expect, test } from 'vitest'
import {
  amountInterval,
  type Bound,
  decimal,
  parseAmount,
  type Unit,
  unitFromRow,
  unitTable,
} from '../../src/base/index.ts'
import { agree } from '../../src/report/agree.ts'

const units = unitTable(
  [
    { id: '1', dimension: 'ratio' },
    { id: 'percent', dimension: 'ratio', factor: '0.01', zh: '%', en: '%', aliases: 'percent' },
    { id: 'multiple', dimension: 'ratio', zh: '倍', en: 'times', aliases: 'fold' },
    { id: 'CNY', zh: '元', en: 'yuan' },
    { id: 'user', zh: '用户', en: 'users' },
    { id: 'company', zh: '家', en: 'companies' },
  ].map((row) => unitFromRow(row) as Unit),
)

function verdict(literal: string, value: string, unit: string, decimals = 0, bound: Bound = 'exact'): string {
  const mention = parseAmount(literal, units)
  if (mention === null) return 'no number'
  const amount = { value: decimal(value), decimals, bound }
  return agree(mention, { ...amount, interval: amountInterval(amount), unit, derived: false }, units).kind
}

test.each([
  ['四千零五十亿元', '405000000000', 'CNY', -8],
  ['四千零五十亿', '405000000000', '1', -8],
  ['三点五亿元', '350000000', 'CNY', -7],
  ['一百二十八家', '128', 'company', 0],
  ['a third', '33.4', 'percent', 1],
  ['a third', '0.334', '1', 3],
  ['三分之一', '33', 'percent', 0],
  ['two thirds', '66.7', 'percent', 1],
  ['半数', '50', 'percent', 0],
  ['过半', '56', 'percent', 0],
  ['nearly half', '48', 'percent', 0],
  ['百分之八十四', '84', 'percent', 0],
  ['三成', '31', 'percent', 0],
  ['七成半', '75', 'percent', 0],
  ['one in five', '20', 'percent', 0],
  ['翻两番', '4.1', 'multiple', 1],
  ['doubled', '2', 'multiple', 0],
  ['5x', '5', 'multiple', 0],
  ['twice', '2', 'multiple', 0],
  ['three million users', '3000000', 'user', -6],
  ['hundreds of users', '523', 'user', 0],
  ['数百家', '523', 'company', 0],
  ['近百家', '96', 'company', 0],
  ['百万级用户', '3200000', 'user', -5],
  ['five', '5', '1', 0],
  ['八', '8', '1', 0],
])('%s is a true rendering of %s %s', (literal, value, unit, decimals) => {
  expect(verdict(literal, value, unit, decimals)).toBe('agrees')
})

test.each([
  ['四千零五十亿元', '40500000000', 'CNY', 'scale'],
  ['四千零五十亿元', '406000000000', 'CNY', 'value'],
  ['四千零五十亿', '405000000000', 'CNY', 'unit'],
  ['a third', '40', 'percent', 'value'],
  ['one in a hundred', '1.4', 'percent', 'value'],
  ['过半', '45', 'percent', 'value'],
  ['三成', '36', 'percent', 'value'],
  ['翻两番', '2', 'multiple', 'value'],
  ['数百家', '1523', 'company', 'value'],
  ['three million users', '3', 'user', 'scale'],
])('%s is no true rendering of %s %s', (literal, value, unit, kind) => {
  expect(verdict(literal, value, unit)).toBe(kind)
})

// what may be said of a number of 2000 yuan that the fact knows in each way: words down, bounds across
const across: readonly Bound[] = ['exact', 'about', 'at-most', 'less-than', 'at-least', 'more-than']
test.each([
  ['2000 元', 'agrees', 'qualifier', 'qualifier', 'qualifier', 'qualifier', 'qualifier'],
  ['约 2000 元', 'agrees', 'agrees', 'qualifier', 'qualifier', 'qualifier', 'qualifier'],
  ['2000 元左右', 'agrees', 'agrees', 'qualifier', 'qualifier', 'qualifier', 'qualifier'],
  ['近 2000 元', 'qualifier', 'qualifier', 'qualifier', 'qualifier', 'qualifier', 'qualifier'],
  ['不超过 2000 元', 'agrees', 'qualifier', 'agrees', 'agrees', 'qualifier', 'qualifier'],
  ['2000 元以内', 'agrees', 'qualifier', 'agrees', 'agrees', 'qualifier', 'qualifier'],
  ['最高 2000 元', 'agrees', 'qualifier', 'agrees', 'agrees', 'qualifier', 'qualifier'],
  ['不足 2000 元', 'qualifier', 'qualifier', 'qualifier', 'agrees', 'qualifier', 'qualifier'],
  ['不低于 2000 元', 'agrees', 'qualifier', 'qualifier', 'qualifier', 'agrees', 'agrees'],
  ['超过 2000 元', 'qualifier', 'qualifier', 'qualifier', 'qualifier', 'qualifier', 'agrees'],
  ['2000 余元', 'qualifier', 'qualifier', 'qualifier', 'qualifier', 'qualifier', 'agrees'],
  ['about 2000 yuan', 'agrees', 'agrees', 'qualifier', 'qualifier', 'qualifier', 'qualifier'],
  ['nearly 2000 yuan', 'qualifier', 'qualifier', 'qualifier', 'qualifier', 'qualifier', 'qualifier'],
  ['up to 2000 yuan', 'agrees', 'qualifier', 'agrees', 'agrees', 'qualifier', 'qualifier'],
  ['less than 2000 yuan', 'qualifier', 'qualifier', 'qualifier', 'agrees', 'qualifier', 'qualifier'],
  ['at least 2000 yuan', 'agrees', 'qualifier', 'qualifier', 'qualifier', 'agrees', 'agrees'],
  ['more than 2000 yuan', 'qualifier', 'qualifier', 'qualifier', 'qualifier', 'qualifier', 'agrees'],
])('%s', (literal, ...expected) => {
  expect(across.map((bound) => verdict(literal, '2000', 'CNY', 0, bound))).toEqual(expected)
})

test.each([
  ['近 1500 亿元', 'agrees'],
  ['超过 1400 亿元', 'agrees'],
  ['不足 1500 亿元', 'agrees'],
  ['超过 1480 亿元', 'qualifier'],
  ['超过 1500 亿元', 'value'],
  ['近 1400 亿元', 'value'],
])('%s of about 148 billion', (literal, expected) => {
  expect(verdict(literal, '148000000000', 'CNY', -9, 'about')).toBe(expected)
})

test.each([
  ['近 1500 亿元', '148000000000', 'agrees'],
  ['近 1500 亿元', '151000000000', 'value'],
  ['超过 15 万亿', '15600000000000', 'agrees'],
  ['超过 1.6 万', '16384', 'agrees'],
  ['up to 405 billion', '405000000000', 'agrees'],
  ['up to 406 billion', '405000000000', 'value'],
  ['up to 410 billion', '405000000000', 'agrees'],
  ['more than 12', '1000000', 'value'],
])('%s of %s', (literal, value, expected) => {
  expect(verdict(literal, value, literal.includes('元') ? 'CNY' : '1', 0)).toBe(expected)
})

// 多 and 余 stay below the next round number
test.each([
  ['两倍多', '2.4', 'multiple', 'agrees'],
  ['两倍多', '3.29', 'multiple', 'misfit'],
  ['三倍多', '3.29', 'multiple', 'agrees'],
  ['80 多家', '84', 'company', 'agrees'],
  ['80 多家', '95', 'company', 'misfit'],
  ['20 多万用户', '260000', 'user', 'agrees'],
  ['20 多万用户', '310000', 'user', 'misfit'],
  ['超过 80 家', '95', 'company', 'agrees'],
] as const)('%s of %s', (literal, value, unit, wanted) => {
  const found = verdict(literal, value, unit)
  expect(found === 'agrees' ? found : 'misfit').toBe(wanted)
})
