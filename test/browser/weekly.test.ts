import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { root } from '../layout.ts'
import { runIn } from '../terminal.ts'
import { describeInBrowser, launch } from './chromium.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']

const editions = [
  { lang: 'zh', labels: ['数值', '来源', '位置', '原文', '证据', '获知日'], others: '其他来源与旧版本' },
  {
    lang: 'en',
    labels: ['Value', 'Source', 'Where', 'Quotation', 'Evidence', 'Known'],
    others: 'Other sources and older vintages',
  },
] as const
type Edition = (typeof editions)[number]

describeInBrowser('the weekly in a browser', () => {
  let folder = ''
  let browser: Browser
  let page: Page
  let requests: string[] = []
  let troubles: string[] = []

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'assay-browser-'))
    const weekly = join(root, 'examples/weekly')
    cpSync(weekly, folder, { recursive: true, filter: (p) => !p.startsWith(join(weekly, 'dist')) })
    expect((await runIn(folder, 'build', '--no-pdf')).code).toBe(0)
    browser = await launch()
  })
  afterEach(() => page.context().close())
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const address = (lang: string) => pathToFileURL(join(folder, 'dist/2024-07-28', lang, 'report.html')).href

  async function open(lang: string, options: BrowserContextOptions = {}): Promise<void> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
    page = await context.newPage()
    requests = []
    troubles = []
    page.on('request', (r) => requests.push(r.url()))
    page.on('console', (m) => troubles.push(m.text()))
    page.on('pageerror', (e) => troubles.push(e.message))
    await page.goto(address(lang))
  }

  const card = () => page.locator('#evidence-card')
  const focused = (selector: string) => page.evaluate((s) => document.activeElement?.matches(s) ?? false, selector)
  const rowOf = (selector: string) =>
    page.evaluate((s) => document.querySelector(s)!.getAttribute('href')!.slice(1), selector)

  /** Marks the first number of the text whose evidence has more than one source, for the tests to find. */
  async function choose(edition: Edition): Promise<string> {
    await page.evaluate(
      ([others, quote]) => {
        const link = [...document.querySelectorAll('main table a.n')].find((a) => {
          const template = document.querySelector<HTMLTemplateElement>(
            `template[data-card="${a.getAttribute('href')!.slice(1)}"]`,
          )
          const text = template?.content.textContent ?? ''
          return text.includes(others!) && text.includes(quote!) && text.includes('shot')
        })
        link!.id = 'chosen'
      },
      [edition.others, edition.labels[3]],
    )
    return '#chosen'
  }

  async function expectEvidence(edition: Edition): Promise<void> {
    await card().waitFor({ state: 'visible' })
    expect(await card().locator('dt').allTextContents()).toEqual(expect.arrayContaining([...edition.labels]))
    expect(await card().locator('.what').first().textContent()).toMatch(/\d-shot/)
    expect(await card().textContent()).toContain(edition.others)
  }

  async function expectInside(): Promise<void> {
    const box = (await card().boundingBox())!
    const screen = page.viewportSize()!
    expect(box.x).toBeGreaterThanOrEqual(0)
    expect(box.x + box.width).toBeLessThanOrEqual(screen.width)
    expect(box.y).toBeGreaterThanOrEqual(0)
    expect(box.y + box.height).toBeLessThanOrEqual(screen.height)
  }

  describe.each(editions)('$lang', (edition) => {
    const { lang } = edition

    // colours are those of both languages: each looks at one of the schemes
    test.each([lang === 'zh' ? 'light' : 'dark'] as const)(
      'has no fault of accessibility in %s',
      async (colorScheme) => {
        await open(lang, { colorScheme })
        await page.evaluate(() => {
          for (const details of document.querySelectorAll('details')) details.open = true
        })
        await page.click(await choose(edition))
        // rows of the appendix are alike, and axe looks at each letter of a page
        await page.evaluate(() => {
          for (const row of [...document.querySelectorAll('section.evidence tbody tr')].slice(40)) row.remove()
        })
        await page.evaluate(axe)
        const found = await page.evaluate(async (runOnly) => {
          const { axe } = globalThis as unknown as {
            axe: { run(o: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
          }
          const { violations } = await axe.run({ runOnly, resultTypes: ['violations'] })
          return violations.map((v) => `${v.id}: ${v.nodes.length} × ${v.nodes[0]!.html.slice(0, 120)}`)
        }, rules)
        expect(found).toEqual([])
      },
    )

    test('opens evidence on hover, and lets the pointer into it', async () => {
      await open(lang)
      await page.hover(await choose(edition))
      await expectEvidence(edition)
      await expectInside()
      await card().locator('.address').hover()
      await page.waitForTimeout(350)
      expect(await card().isVisible()).toBe(true)
      await page.mouse.move(2, 2)
      await card().waitFor({ state: 'hidden' })
    })

    test.each(lang === 'zh' ? [360, 1280] : [360, 768])('has no overflow at %i pixels', async (width) => {
      await open(lang, { viewport: { width, height: 740 } })
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true
      })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
      const wide = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('.scroll')]
          .filter((s) => s.scrollWidth > s.clientWidth)
          .map((s) => ({ stop: s.tabIndex, name: s.getAttribute('aria-label') ?? '' })),
      )
      expect(wide.filter((s) => s.stop !== 0 || s.name === '')).toEqual([])
      if (width === 360) expect(wide.length).toBeGreaterThan(1)
      // by the size of the type, since the height of a letter's box is its font's own, and each machine has others
      const letters = await page.evaluate(() =>
        [...document.querySelectorAll<SVGGraphicsElement>('.chart text')]
          .filter((t) => t.getBoundingClientRect().height > 0)
          .map(
            (t) =>
              Number.parseFloat(getComputedStyle(t).fontSize) * Math.hypot(t.getScreenCTM()!.a, t.getScreenCTM()!.b),
          ),
      )
      expect(Math.min(...letters)).toBeGreaterThan(7.5)
    })

    test('on paper all is there but what only a screen needs', async () => {
      await open(lang, { colorScheme: 'dark', viewport: { width: 718, height: 1000 } })
      await page.click(await choose(edition))
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
      expect(await card().isVisible()).toBe(false)
      const hidden = await page.evaluate(() =>
        [...document.querySelectorAll('main > *, main figure table, main .chart.wide, .side > *, section.evidence tr')]
          .filter((e) => !e.closest('details') && e.getClientRects().length === 0)
          .map((e) => e.outerHTML.slice(0, 80)),
      )
      expect(hidden).toEqual([])
      expect(await page.locator('main .chart.narrow').first().isVisible()).toBe(false)
      const cut = await page.evaluate(
        () =>
          [...document.querySelectorAll('.scroll')].filter((s) => getComputedStyle(s).overflowX !== 'visible').length,
      )
      expect(cut).toBe(0)
      expect(
        await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--paper').trim()),
      ).toBe('#ffffff')
    })
  })

  // the program of the page is the same in both languages
  describe('by keys and by touch', () => {
    const edition = editions[0]
    const { lang } = edition

    test('asks for nothing and complains of nothing', async () => {
      await open(lang)
      await page.click(await choose(edition))
      await page.keyboard.press('End')
      await page.waitForLoadState('networkidle')
      expect(requests).toEqual([address(lang)])
      expect(troubles).toEqual([])
    })

    test('reads without JavaScript: each number leads to its row', async () => {
      await open(lang, { javaScriptEnabled: false })
      for (const selector of ['main p a.n', 'main .chart.wide a.n']) {
        const row = await rowOf(selector)
        await page.locator(selector).first().focus()
        await page.keyboard.press('Enter')
        expect(page.url()).toBe(`${address(lang)}#${row}`)
        expect(await page.locator(`tr#${row}`).isVisible()).toBe(true)
        const box = (await page.locator(`tr#${row}`).boundingBox())!
        expect(box.y).toBeGreaterThanOrEqual(-1)
        expect(box.y).toBeLessThan(900)
      }
      expect(await card().isVisible()).toBe(false)
    })

    test('opens evidence on focus; Enter goes in, Escape comes back', async () => {
      await open(lang)
      const chosen = await choose(edition)
      // the stop before the chosen one, so that the Tab key itself is tried
      await page.evaluate(() => {
        const all = [...document.querySelectorAll<HTMLElement>('a[href],[tabindex="0"]')]
        all[all.findIndex((a) => a.id === 'chosen') - 1]!.focus()
      })
      await page.keyboard.press('Tab')
      expect(await focused(chosen)).toBe(true)
      await expectEvidence(edition)
      await page.keyboard.press('Escape')
      await card().waitFor({ state: 'hidden' })
      expect(await focused(chosen)).toBe(true)
      await page.keyboard.press('Enter')
      await expectEvidence(edition)
      expect(await focused('#evidence-card .close')).toBe(true)
      await page.keyboard.press('Escape')
      await card().waitFor({ state: 'hidden' })
      expect(await focused(chosen)).toBe(true)
      await page.keyboard.press('Enter')
      const stops = await card().locator('button, a[href]').count()
      for (let i = 0; i < stops; i++) await page.keyboard.press('Tab')
      await card().waitFor({ state: 'hidden' })
      expect(await focused(chosen)).toBe(true)
    })

    test('opens evidence on tap and closes it on a tap elsewhere', async () => {
      await open(lang, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
      await page.tap(await choose(edition))
      await expectEvidence(edition)
      await expectInside()
      await page.tap('#evidence-card .close')
      await card().waitFor({ state: 'hidden' })
      await page.tap('#chosen')
      await card().waitFor({ state: 'visible' })
      await page.tap('#chosen >> xpath=ancestor::figure >> figcaption')
      await card().waitFor({ state: 'hidden' })
    })

    test('opens the evidence of a mark in a chart by pointer, by keys, and by a tap beside it', async () => {
      await open(lang, { hasTouch: true })
      const charts = await page.locator('main .chart.wide svg').count()
      expect(charts).toBeGreaterThan(2)
      for (let i = 0; i < charts; i++) {
        const marks = page.locator('main .chart.wide svg').nth(i).locator('a.n')
        await marks.nth(1).hover()
        await card().waitFor({ state: 'visible' })
        expect(await card().locator('dt').count()).toBeGreaterThan(2)
        await page.keyboard.press('Escape')
        await marks.first().focus()
        await page.keyboard.press('ArrowRight')
        expect(await marks.nth(1).evaluate((m) => m === document.activeElement)).toBe(true)
        await card().waitFor({ state: 'visible' })
        await page.keyboard.press('Enter')
        expect(await focused('#evidence-card .close')).toBe(true)
        await page.keyboard.press('Escape')
        expect(await marks.nth(1).evaluate((m) => m === document.activeElement)).toBe(true)
        await page.evaluate(() => (document.activeElement as HTMLElement).blur())
      }
      const point = page.locator('main .chart.wide svg').first().locator('a.n').first()
      await point.scrollIntoViewIfNeeded()
      const box = (await point.boundingBox())!
      await page.touchscreen.tap(box.x - 10, box.y + box.height / 2)
      await card().waitFor({ state: 'visible' })
      const named = (await point.getAttribute('aria-label'))!.split(':')[0]!
      expect(named).not.toBe('')
    })

    test('a wide table scrolls by keys', async () => {
      await open(lang, { viewport: { width: 360, height: 740 } })
      const table = page.locator('section.evidence .scroll')
      await table.focus()
      await page.keyboard.press('ArrowRight')
      await expect.poll(() => table.evaluate((t) => t.scrollLeft)).toBeGreaterThan(0)
    })
  })
})
