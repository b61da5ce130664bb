import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { root } from '../layout.ts'
import { sharedAuditor } from './auditor.ts'

interface Layout {
  readonly name: string
  readonly file: string
  readonly checked: number
  readonly text: string
}

const shared = sharedAuditor()
const audit = (text: string, file: string) => shared().auditor.audit(file, new TextEncoder().encode(text))
const layouts = parse(readFileSync(join(root, 'test/project/layouts.yaml'), 'utf8')) as readonly Layout[]

test.each(layouts)('$name', async ({ file, checked, text }) => {
  const right = await audit(text, file)
  expect(right.findings.filter((f) => f.severity !== 'note').map((f) => f.message.en)).toEqual([])
  expect(right.coverage.checked).toBe(checked)
  const isPart = text.includes('0.804')
  const wrong = isPart ? text.replace('0.804', '0.840') : text.replace('80.4', '84.0')
  const told = (await audit(wrong, file)).findings.filter((f) => f.severity !== 'note')
  expect(told.map((f) => [f.code, f.expected])).toEqual([['audit/cell', isPart ? '0.804' : '80.4']])
})
