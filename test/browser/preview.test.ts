import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPreview, type Preview } from '../../src/desk/index.ts'
import { renderHtml } from '../../src/report/html/page.ts'
import { fixture } from '../report/fixture.ts'
import { describeInBrowser, launch } from './chromium.ts'

describeInBrowser('the preview in a browser', () => {
  let folder = ''
  let browser: Browser
  let preview: Preview

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'assay-preview-'))
    preview = await createPreview(folder, 0)
    browser = await launch()
  })
  afterAll(async () => {
    await browser?.close()
    await preview?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const write = (title: string) => {
    const base = fixture('en')
    writeFileSync(join(folder, 'report.html'), renderHtml({ ...base, front: { ...base.front, title } }))
  }

  test('a page loads again after a build, and its policy lets it', async () => {
    write('Before')
    const page = await browser.newPage()
    const troubles: string[] = []
    page.on('console', (m) => troubles.push(m.text()))
    const listening = page.waitForResponse((r) => r.url().endsWith('/~events'))
    await page.goto(`${preview.url}report.html`)
    await listening
    expect(await page.title()).toBe('Before')
    write('After')
    preview.reload()
    await page.waitForFunction(() => document.title === 'After')
    expect(troubles).toEqual([])
  })
})
