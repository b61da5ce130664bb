import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { root } from '../layout.ts'
import { sharedAuditor } from './auditor.ts'

interface Form {
  readonly file: string
  readonly checked: number
  readonly text: string
}

const shared = sharedAuditor()
const forms = parse(readFileSync(join(root, 'test/project/strange.yaml'), 'utf8')) as readonly Form[]

test.each(forms)('$text', async ({ file, checked, text }) => {
  const found = await shared().auditor.audit(file, new TextEncoder().encode(text))
  expect(found.findings.filter((f) => f.severity !== 'note').map((f) => f.message.en)).toEqual([])
  expect(found.claims.map((c) => c.verdict)).toEqual(Array.from({ length: checked }, () => 'match'))
})

// lines of Windows end otherwise, and say the same
test.each(forms.filter(({ file }) => /\.(?:md|txt|csv|html)$/.test(file)))(
  'with other ends of lines: $text',
  async ({ file, checked, text }) => {
    const found = await shared().auditor.audit(file, new TextEncoder().encode(text.replaceAll('\n', '\r\n')))
    expect(found.findings.filter((f) => f.severity !== 'note').map((f) => f.message.en)).toEqual([])
    expect(found.claims.map((c) => c.verdict)).toEqual(Array.from({ length: checked }, () => 'match'))
  },
)
