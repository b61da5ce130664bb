import { rmSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeInBrowser, launch } from '../../browser/chromium.ts'
import { buildPage, csvLine, writeDesk } from './desk.ts'

const script = '<script>globalThis.taken=true</script>'
const image = '"><img src=x onerror="globalThis.taken=true">'
const close = '</template></style></script><svg onload=globalThis.taken=true>'

const report = `---
title: ${JSON.stringify(`Title ${script}`)}
subtitle: ${JSON.stringify(image)}
kicker: ${JSON.stringify(close)}
lang: en
date: 2024-07-28
publisher: ${JSON.stringify(`Publisher ${image}`)}
authors:
  - { name: ${JSON.stringify(`Author ${script}`)}, id: ${JSON.stringify(image)}, contact: ${JSON.stringify(close)} }
related:
  - { title: ${JSON.stringify(image)}, date: ${JSON.stringify('2024-07-21')} }
waive:
  - { code: report/synthetic, reason: ${JSON.stringify(script)} }
---

# Data ${script.replaceAll('<', '\\<')}

It had [234,000](fact:example-app/downloads.daily?period=2024-07-25) downloads ${image.replaceAll('<', '\\<')}.
A [link](javascript:globalThis.taken=true), [another](JaVaScRiPt:globalThis.taken=true),
[data](data:text/html,<script>globalThis.taken=true</script>), [tabs](<java&#9;script:globalThis.taken=true>),
[markup](vbscript:x), and a [plain one](<https://example.com/?a="b"&c='d'>). Code: \`${close}\`.

:::table{#tbl-downloads}
Downloads ${image.replaceAll('<', '\\<')}

\`\`\`query
head: ${JSON.stringify(image)}
columns: [downloads.daily]
rows:
  - { subject: example-app, label: ${JSON.stringify(image)}, where: { period: 2024-07-25 } }
\`\`\`

Source: ${close.replaceAll('<', '\\<')}
:::

:::figure{#fig-downloads type=line}
Downloads ${close.replaceAll('<', '\\<')}

\`\`\`chart
x: period
y: { title: ${JSON.stringify(image)} }
measure: downloads.daily
series:
  - { subject: example-app, label: ${JSON.stringify(close)} }
alt: ${JSON.stringify(image)}
\`\`\`

Source: ${script.replaceAll('<', '\\<')}
:::

# Risks

None.
`

const files = {
  'assay.config.yaml': 'name: A desk\nlang: en\n',
  'data/entities.csv': `id,kind,zh,en,aliases,parent,note\n${csvLine('example-app', 'app', `App ${script}`, `App ${image}`, '', '', '')}`,
  'sources/register.csv': `id,publisher,title,url,published,retrieved,class,sha256,file,note
${csvLine('note', `Publisher ${script}`, `Title ${image}`, 'javascript:globalThis.taken=true', '2024-07-26', '2024-07-27', 'media', '', '', close)}
${csvLine('other', `Publisher ${close}`, `Title ${script}`, 'https://example.com/"onmouseover="globalThis.taken=true', '2024-07-26', '2024-07-27', 'media', '', '', close)}`,
  'facts/example.csv': `subject,measure,period,value,unit,bound,evidence,source,locator,quote,known,note
${csvLine('example-app', 'downloads.daily', '2024-07-25', '234000', 'download', '', 'synthetic', 'note', `line ${script}`, `${image}${script}`, '2024-07-26', close)}
${csvLine('example-app', 'downloads.daily', '2024-07-25', '234000', 'download', '', 'synthetic', 'other', `line ${close}`, close, '2024-07-26', image)}
${csvLine('example-app', 'downloads.daily', '2024-07-18', '195000', 'download', '', 'synthetic', 'other', `line ${close}`, close, '2024-07-26', image)}`,
  'reports/2024-07-28/index.en.md': report,
}

let folder = ''
let page = ''
beforeAll(async () => {
  folder = writeDesk(files)
  page = await buildPage(folder, 'en')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const tags = () => page.match(/<[a-z!/][^<>]*>/gi) ?? []

test('the strings arrive, as text', () => {
  const expected = [
    'Title &lt;script&gt;',
    'Publisher &quot;&gt;&lt;img',
    'Author &lt;script&gt;',
    'line &lt;script&gt;',
    'line &lt;/template&gt;',
    'App &quot;&gt;&lt;img',
  ]
  for (const words of expected) expect(page).toContain(words)
})

test('no element is there but our own', () => {
  expect(tags().filter((t) => /^<(img|iframe|object|embed|link|base|form|input)\b/i.test(t))).toEqual([])
  expect(tags().filter((t) => /^<script/i.test(t))).toEqual(['<script>'])
  expect(tags().filter((t) => /^<\/style/i.test(t))).toEqual(['</style>'])
  expect(tags().filter((t) => /\son\w+\s*=/i.test(t.replace(/"[^"]*"/g, '""')))).toEqual([])
})

test('every address is one of the page, of http or of mail', () => {
  const addresses = [...page.matchAll(/\s(?:href|src|action|data|xlink:href)="([^"]*)"/g)].map((m) => m[1]!)
  expect(addresses.filter((a) => !/^(#|https?:\/\/|mailto:)/.test(a))).toEqual([])
  expect(page).toContain('href="https://example.com/?a=&quot;b&quot;&amp;c=&#39;d&#39;"')
})

describeInBrowser('in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser?.close())

  test('nothing of it runs, also without the policy of the page and with every card open', async () => {
    const context = await browser.newContext({ bypassCSP: true })
    const tab = await context.newPage()
    const requests: string[] = []
    tab.on('request', (r) => requests.push(r.url()))
    await tab.setContent(page)
    const links = await tab.locator('a.n:visible').count()
    expect(links).toBeGreaterThan(3)
    for (let i = 0; i < links; i++) {
      await tab.locator('a.n:visible').nth(i).dispatchEvent('click')
      expect(await tab.locator('#evidence-card').isVisible()).toBe(true)
    }
    expect(await tab.evaluate(() => 'taken' in globalThis)).toBe(false)
    expect(await tab.locator('img, iframe, svg[onload]').count()).toBe(0)
    expect(requests).toEqual([])
  })
})
