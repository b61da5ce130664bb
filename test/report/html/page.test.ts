import { beforeAll, describe, expect, test } from 'vitest'
import { palette } from '../../../src/report/chart/index.ts'
import { renderHtml } from '../../../src/report/html/page.ts'
import { style } from '../../../src/report/html/style.ts'
import type { Document } from '../../../src/report/tree.ts'
import { fixture, paragraph } from '../fixture.ts'

describe.each(['zh', 'en'] as const)('the page in %s', (lang) => {
  let page = ''
  beforeAll(() => {
    page = renderHtml(fixture(lang))
  })

  test('refers to nothing outside but by plain links to sources', () => {
    const shown = page.replace(/<a [^>]*href="https?:[^"]*"[^>]*>/g, '').replace(/xmlns="[^"]*"/g, '')
    expect(shown.match(/\b(?:src|srcset|href|action|poster|data)="(?!#|mailto:)[^"]*"/g)).toBeNull()
    expect(shown.match(/url\(|@import|<link|<base|<iframe|<object|<img/gi)).toBeNull()
    expect(shown).not.toMatch(/\bhttps?:/)
    expect(page).toContain("default-src 'none'")
  })

  test('every link of the page has its target, and no id stands twice', () => {
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map((m) => m[1]!)
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
    const targets = [...page.matchAll(/\shref="#([^"]*)"/g)].map((m) => m[1]!)
    expect(targets.filter((t) => !ids.includes(t))).toEqual([])
  })

  test('every bound number and every mark leads to evidence that can be opened', () => {
    const numbers = [...page.matchAll(/<a class="n[^"]*" href="#(e\d+)"/g)].map((m) => m[1]!)
    expect(numbers.length).toBeGreaterThan(50)
    for (const entry of new Set(numbers)) {
      expect(page).toContain(`<tr id="${entry}">`)
      expect(page).toContain(`<template data-card="${entry}">`)
    }
    expect(page.match(/class="mark"/g)!.length).toBe(page.match(/<a class="n" href="#e\d+" aria-label=/g)!.length)
  })

  test('is the same each time', () => {
    expect(renderHtml(fixture(lang))).toBe(page)
  })
})

test('a card shows other sources with the days they became known, and where the rest is', () => {
  const base = fixture('en')
  const bindings = new Map(
    [...base.bindings].map(([key, binding]) => [
      key,
      key === 'n1'
        ? { ...binding, others: Array.from({ length: 8 }, () => ({ ...binding.facts[0]!, known: '2024-06-30' })) }
        : binding,
    ]),
  )
  const page = renderHtml({ ...base, bindings })
  const [card] = page.match(/<template data-card="e1">[\s\S]*?<\/template>/)!
  expect(card.match(/2024-06-30/g)).toHaveLength(6)
  expect(card).toContain('<a href="#e1">The rest is in the table of evidence</a>')
})

test('a link that is no address is left as its text', () => {
  const document: Document = { ...fixture('en'), bindings: new Map() }
  const link = (href: string) => ({ kind: 'link' as const, href, children: [], at: document.blocks[0]!.at })
  for (const href of ['javascript:alert(1)', 'JAVASCRIPT:alert(1)', ' javascript:alert(1)', 'java\tscript:alert(1)'])
    expect(renderHtml({ ...document, blocks: [paragraph(link(href))] })).not.toMatch(/href="[^"#]/)
})

test('page and charts have one set of colours', () => {
  for (const theme of ['light', 'dark'] as const)
    for (const [i, color] of palette[theme].entries()) expect(style).toContain(`--chart-${i + 1}:${color}`)
  for (const name of ['ink', 'muted', 'grid', 'paper', 'accent']) expect(style).toContain(`--${name}:#`)
  const used = [...style.matchAll(/var\((--[\w-]+)/g)].map((m) => m[1]!)
  expect([...new Set(used)].filter((name) => !style.includes(`${name}:`))).toEqual([])
})
