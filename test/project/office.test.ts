import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Auditor, nodeEffects, openAuditor } from '../../src/project/index.ts'
import { root } from '../layout.ts'

const data = join(root, 'data')
const compiled = join(root, 'dist/shipped.json')
let auditor: Auditor
let folder = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-office-'))
  auditor = await openAuditor(nodeEffects([data, compiled]), { desk: folder, data, compiled })
})
afterAll(() => rmSync(folder, { recursive: true }))

const utf8 = (text: string) => new TextEncoder().encode(text)
const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`

test('heads and feet of pages are no part of what a document says', async () => {
  const wrong = 'Monday, 23 July 2024. Revenue grew from 100 million to 120 million, up 35%. A total of 1/3 (50%).'
  const documentOf = (body: string, edge: string) =>
    zipSync({
      'word/document.xml': utf8(`<w:document><w:body>${paragraph(body)}</w:body></w:document>`),
      'word/header1.xml': utf8(`<w:hdr>${paragraph(edge)}</w:hdr>`),
    })
  const right = 'MMLU was measured on Tuesday, 23 July 2024.'
  const inBody = await auditor.audit('a.docx', documentOf(`${right} ${wrong}`, right))
  const inHead = await auditor.audit('a.docx', documentOf(right, wrong))
  const bare = await auditor.audit('a.docx', documentOf(right, ''))
  expect(inBody.findings.length).toBeGreaterThan(0)
  expect(inHead.extract.text).toContain(wrong)
  expect(inHead.findings).toEqual([])
  expect(inHead.claims).toEqual(bare.claims)
})
