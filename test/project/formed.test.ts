import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { scanCsv } from '../../src/base/index.ts'
import { type Auditor, nodeEffects, openAuditor } from '../../src/project/index.ts'
import { faultOfForm } from '../../src/report/index.ts'
import { root } from '../layout.ts'

const data = join(root, 'data')
const compiled = join(root, 'dist/shipped.json')
let auditor: Auditor

beforeAll(async () => {
  auditor = await openAuditor(nodeEffects([data, compiled]), { desk: data, data, compiled })
})

const told = async (text: string) => {
  const found = await auditor.audit('a.txt', new TextEncoder().encode(text))
  return found.findings.filter((f) => f.severity !== 'note').map((f) => f.code)
}

// what stands around a sentence in a report must hide nothing, nor be taken into it
const around = (text: string) =>
  /[\u4e00-\u9fff]/.test(text)
    ? `公司今日介绍了近期经营情况。${text} 管理层预计行业竞争仍会持续。`
    : `The company reported on its recent business. ${text} Management expects competition to go on.`

const rows: string[][] = []
scanCsv(
  readFileSync(join(data, 'audit/forms.csv'), 'utf8'),
  (cells) => {
    rows.push(cells.map((c) => c.text))
    return true
  },
  () => {},
)
const [head, ...lines] = rows
const forms = lines.map((line) => Object.fromEntries(line.map((cell, i) => [head![i]!, cell])))

describe.each(forms)('$id', (row) => {
  const { right, wrong } = row
  test('it can be used', () => {
    expect(faultOfForm(row)).toBeNull()
  })
  test('its right example holds', async () => {
    expect(await told(right!)).toEqual([])
    expect(await told(around(right!))).toEqual([])
  })
  test('its wrong example is told of', async () => {
    expect(await told(wrong!)).toHaveLength(1)
    expect(await told(around(wrong!))).toHaveLength(1)
  })
})

test('no character of a document passes for the sign of a number', async () => {
  const { right } = forms.find((f) => f.id === 'counted-percent')!
  expect(await told(`In all, \ue000#\ue150 of the 1,240 people (\ue000%\ue151) run 5 agents; ${right}`)).toEqual([])
})
