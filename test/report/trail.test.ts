import { expect, test } from 'vitest'
import { renderSpark } from '../../src/report/chart/index.ts'
import { headFor, headUnit } from '../../src/report/head.ts'
import { renderHtml, sheetsOf } from '../../src/report/index.ts'
import type { Block, Cell } from '../../src/report/tree.ts'
import { registry } from '../market/desk.ts'
import { fixture, number, text } from './fixture.ts'

const at = { file: '', start: 0, end: 0, line: 1, column: 1 }
const plain = fixture('en')
const bound = [...plain.bindings.values()].find((b) => /^\d+(?:\.\d+)?$/.test(b.text))!
const key = bound.key
const weeks = ['2024-07-05/2024-07-11', '2024-07-12/2024-07-18', '2024-07-19/2024-07-25']
const cell: Cell = {
  children: [number(bound.text, key), text(' '), text('–'), text(' '), number(bound.text, key)],
  note: '',
  trail: [
    { period: weeks[0]!, text: '1.5', value: 1.5, binding: key },
    { period: weeks[1]!, text: '–', value: null, binding: '' },
    { period: weeks[2]!, text: '2.5', value: 2.5, binding: key },
  ],
}
const table: Block = {
  kind: 'table',
  id: 'tbl-trail',
  number: 1,
  caption: [text('Weeks')],
  source: [text('Source: x')],
  notes: [],
  columns: [
    { children: [text('App')], align: 'left' },
    { children: [text('Trail')], align: 'right' },
  ],
  rows: [{ kind: 'row', cells: [{ children: [text('Beta')], note: '' }, cell] }],
  at,
}
const document = fixture('en', { blocks: [table] })

test('a trail is a line with its numbers as a name on the page, and columns of numbers in a workbook', () => {
  const html = renderHtml(document)
  const words = `${weeks[0]} 1.5, ${weeks[1]} –, ${weeks[2]} 2.5`
  expect(html).toContain(`aria-label="${words}"`)
  expect(html).toMatch(/<td><a class="n" href="#e\d+" title="[^"]*"><svg/)
  const [sheet] = sheetsOf(document)
  expect(sheet!.rows[2]!.cells.slice(0, 4)).toEqual(['App', ...weeks.map((w) => `Trail ${w}`)])
  const cells = sheet!.rows[3]!.cells
  expect(cells[0]).toBe('Beta')
  expect(typeof cells[1]).toBe('object')
  expect(cells[2]).toBe('')
})

test('a small line breaks where a value is missing, and a level one lies in the middle', () => {
  const options = { width: 20, height: 10, theme: 'print', alt: 'a "b"' } as const
  const path = (values: readonly (number | null)[]) => / d="([^"]*)"/.exec(renderSpark(values, options))![1]
  expect(path([1, 2, 3])).toBe('M3 7L10 5L17 3')
  expect(path([1, null, 3])).toBe('M3 7M17 3')
  expect(path([2, 2])).toBe('M3 5L17 5')
  expect(renderSpark([1], options)).toContain('aria-label="a &quot;b&quot;"')
})

test('the unit of a caption speaks of numbers in that unit alone', () => {
  const { units } = registry
  const head = headUnit('下载量（单位：万次）', units)
  expect(headFor(head, 'download', units)).toBe(head)
  for (const unit of ['1', 'percent', 'week']) expect(headFor(head, unit, units)).toBeNull()
  const bare = headUnit('下载量（单位：万）', units)
  expect(headFor(bare, 'download', units)).toBe(bare)
  expect(headFor(bare, 'percent', units)).toBeNull()
})
