import { expect, test } from 'vitest'
import type { Extract } from '../../src/base/index.ts'
import { createReading, plainExtract } from '../../src/report/index.ts'

const extractOf = (text: string): Extract => ({
  kind: 'extract',
  file: 'a.txt',
  format: 'text',
  encoding: 'utf-8',
  text,
  blocks: [{ kind: 'paragraph', start: 0, end: text.length }],
  pages: [],
  boxes: [],
  unread: [],
})
const reading = async () => createReading([{ from: '億萬個點', to: '亿万个点' }])

test('a text in simplified characters is read as it stands', async () => {
  const extract = extractOf('共有三款应用、两款派生版，共计 1.2 亿次，其中一款下载最多，派发补贴款 3 万元。')
  expect(await plainExtract(extract, () => Promise.reject(new Error('asked for')))).toBe(extract)
})

test('traditional characters and digits of full width are read in their places', async () => {
  const { text } = await plainExtract(extractOf('１，２００億、４．５萬個，約３％；甲，１２個點－２'), reading)
  expect(text).toBe('1,200亿、4.5万个，約3%；甲，12个点-2')
})
