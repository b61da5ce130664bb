import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run } from '../../src/cli/main.ts'
import { createPreview, type Preview, withReload } from '../../src/desk/index.ts'
import { runIn } from '../terminal.ts'

let folder = ''
let preview: Preview
let port = 0

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-preview-'))
  mkdirSync(join(folder, 'dist/2024-07-28/a#b'), { recursive: true })
  writeFileSync(join(folder, 'secret.html'), 'secret')
  mkdirSync(join(folder, 'dist-more'))
  writeFileSync(join(folder, 'dist-more/secret.html'), 'secret')
  writeFileSync(join(folder, 'dist/2024-07-28/report.html'), '<!doctype html><body><p>text</p></body>')
  writeFileSync(join(folder, 'dist/2024-07-28/a#b/report.html'), '<!doctype html><body><p>other</p></body>')
  writeFileSync(join(folder, 'dist/2024-07-28/report.pdf'), '%PDF')
  symlinkSync(join(folder, 'secret.html'), join(folder, 'dist/link.html'))
  preview = await createPreview(join(folder, 'dist'), 0)
  port = Number(new URL(preview.url).port)
})
afterAll(async () => {
  await preview.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Answer {
  readonly status: number
  readonly type: string
  readonly text: string
}

// the path goes out as it is: `fetch` would tidy it up
function ask(path: string, host = `127.0.0.1:${port}`, method = 'GET'): Promise<Answer> {
  return new Promise((done, fail) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers: { host } }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (d) => {
        text += d
      })
      response.on('end', () =>
        done({ status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '', text }),
      )
    })
    sent.on('error', fail)
    sent.end()
  })
}

describe('serves what was built', () => {
  test('a page, with the script that loads it again', async () => {
    const { status, type, text } = await ask('/2024-07-28/report.html')
    expect([status, type]).toEqual([200, 'text/html; charset=utf-8'])
    expect(text).toBe(withReload('<!doctype html><body><p>text</p></body>'))
    expect(text).toContain('EventSource')
  })
  test('another file as it is', async () => {
    expect(await ask('/2024-07-28/report.pdf')).toEqual({ status: 200, type: 'application/pdf', text: '%PDF' })
  })
  test('a list whose links can be followed', async () => {
    const { text } = await ask('/')
    const links = [...text.matchAll(/href="([^"]*)"/g)].map((m) => m[1]!)
    expect(links).toContain('/2024-07-28/a%23b/report.html')
    for (const link of links.filter((l) => l !== '/link.html')) expect((await ask(link)).status, link).toBe(200)
  })
})

describe('refuses', () => {
  test.each([
    ['evil.example'],
    ['evil.example:80'],
    ['127.0.0.1.evil.example'],
    ['localhost.evil.example'],
    ['evil.example#127.0.0.1'],
  ])('the host `%s`', async (host) => {
    for (const path of ['/', '/2024-07-28/report.html', '/~events']) {
      const { status, text } = await ask(path, host)
      expect([status, text], path).toEqual([403, ''])
    }
  })
  test.each(['localhost', 'localhost:4000', '127.0.0.1'])('not the host `%s`', async (host) => {
    expect((await ask('/2024-07-28/report.html', host)).status).toBe(200)
  })
  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('the method %s', async (method) => {
    expect((await ask('/', undefined, method)).status).toBe(403)
  })
  test.each([
    '/../secret.html',
    '/%2e%2e/secret.html',
    '/%2E%2E%2Fsecret.html',
    '/..%2fsecret.html',
    '/2024-07-28/../../secret.html',
    '/2024-07-28/%2e%2e/%2e%2e/secret.html',
    '/..%5csecret.html',
    '/../dist-more/secret.html',
    '/..%2fdist-more%2fsecret.html',
    '//secret.html',
    '/link.html',
    '/%00',
    '/%E0%A4%A',
    '/2024-07-28',
  ])('the path %s', async (path) => {
    const { status, text } = await ask(path)
    expect(status).toBe(404)
    expect(text).not.toContain('secret')
  })
})

test('listens on 127.0.0.1 only', async () => {
  const others = Object.values(networkInterfaces())
    .flatMap((i) => i ?? [])
    .filter((i) => i.family === 'IPv4' && !i.internal)
    .map((i) => i.address)
  const reached = (host: string) =>
    new Promise<boolean>((done) => {
      const socket = connect({ port, host, timeout: 2000 })
      const tell = (answer: boolean) => {
        socket.destroy()
        done(answer)
      }
      socket.on('connect', () => tell(true))
      socket.on('error', () => tell(false))
      socket.on('timeout', () => tell(false))
    })
  expect(await reached('127.0.0.1')).toBe(true)
  for (const host of ['::1', '127.0.0.2', ...others]) expect(await reached(host), host).toBe(false)
})

/** The events of a preview as they come. */
async function listen(url: string): Promise<{ readonly next: () => Promise<string>; readonly stop: () => void }> {
  const stop = new AbortController()
  const response = await fetch(`${url}~events`, { signal: stop.signal })
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  return { next: async () => (await reader.read()).value ?? '', stop: () => stop.abort() }
}

test('tells every open page to load again', async () => {
  const pages = await Promise.all([listen(preview.url), listen(preview.url)])
  for (const page of pages) expect(await page.next()).toBe(': open\n\n')
  preview.reload()
  for (const page of pages) expect(await page.next()).toBe('event: reload\ndata: \n\n')
  pages[0]!.stop()
  preview.reload()
  expect(await pages[1]!.next()).toContain('event: reload')
  pages[1]!.stop()
})

test('`watch` builds after a save and tells the page', async () => {
  const desk = join(folder, 'desk')
  expect((await runIn(folder, 'init', 'desk')).code).toBe(0)
  let out = ''
  const ended = run(['watch', '--no-pdf', '--desk', desk], {
    out: (text) => {
      out += text
    },
    error: () => {},
    progress: () => {},
    color: false,
    folder,
  })
  await expect.poll(() => out, { timeout: 20_000 }).toMatch(/http:\S+/)
  const url = /http:\S+?\/(?=\W|$)/.exec(out)![0]
  const page = `${url}2024-07-28/zh/report.html`
  expect(await (await fetch(page)).text()).toContain('第一份报告')
  const events = await listen(url)
  expect(await events.next()).toBe(': open\n\n')
  const file = join(desk, 'reports/2024-07-28/index.zh.md')
  writeFileSync(file, readFileSync(file, 'utf8').replace('第一份报告', '改过的报告'))
  expect(await events.next()).toContain('event: reload')
  expect(await (await fetch(page)).text()).toContain('改过的报告')
  events.stop()
  process.emit('SIGINT')
  expect(await ended).toBe(0)
})
