import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../layout.ts'
import { runIn } from '../terminal.ts'

let desk = ''
const file = () => join(desk, 'reports/one/index.md')
const text = (ai: string, body: string, journal = '') => `---
title: 一份报告
lang: zh
date: 2026-07-28
publisher: 阿尔法实验室
${ai}${journal}---

# 正文 {#sec-a}

得分 [88.6%](fact:alpha/score?shots=0)。

${body}

:::panel{role=risk}
- [正文](#sec-a)的得分可能无法复现。
:::

:::panel{role=disclaimer}
版权所有，未经许可不得转载。
:::
`
const ai = 'ai: { label: 1, producer: p, id: a1 }\n'
const marked = ':::panel{ai=yes}\n一段文字。\n:::'
const fails = async () => JSON.parse((await runIn(desk, 'check', '--json')).out).coverage.publishing[0].fail

beforeAll(async () => {
  desk = mkdtempSync(join(tmpdir(), 'assay-marks-'))
  cpSync(join(root, 'test/codes/desk'), desk, { recursive: true })
  writeFileSync(
    join(desk, 'assay.config.yaml'),
    'name: m\nlang: zh\nbase: none\npublisher: { profile: cn-unlicensed }\n',
  )
  mkdirSync(join(desk, 'reports/one'), { recursive: true })
  writeFileSync(file(), text(ai, `${marked}\n\n${marked}`))
  expect((await runIn(desk, 'build', '--no-pdf')).code).toBe(0)
})
afterAll(() => rmSync(desk, { recursive: true, force: true }))

test('the manifest says how many passages are marked, and takes no part of the last build as an input', async () => {
  const read = () => readFileSync(join(desk, 'dist/one/zh/manifest.json'), 'utf8')
  const first = read()
  expect(JSON.parse(first).ai).toMatchObject({ label: 1, producer: 'p', marked: 2 })
  expect((await runIn(desk, 'build', '--no-pdf')).code).toBe(0)
  expect(read()).toBe(first)
})

test.each([
  ['kept', text(ai, `${marked}\n\n${marked}`), []],
  ['both taken out', text('', '一段文字。'), ['AI-04']],
  ['one taken out', text(ai, `${marked}\n\n一段文字。`), ['AI-04']],
  [
    'taken out and signed for',
    text('', '另一段文字。', 'journal: [{ rule: AI-04, person: 甲, day: 2026-07-28, says: 该段已删除 }]\n'),
    [],
  ],
])('marks of the last build, %s', async (_, source, expected) => {
  writeFileSync(file(), source)
  expect(await fails()).toEqual(expected)
})
