import { createReadStream } from 'node:fs'
import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, resolve, sep } from 'node:path'
import { type Html, html } from '../base/index.ts'

/** A server of built reports on loopback that tells open pages to load again. */
export interface Preview {
  readonly url: string
  readonly reload: () => void
  readonly close: () => Promise<void>
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.pdf': 'application/pdf',
  '.json': 'application/json; charset=utf-8',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

const events = '/~events'

const listener = `<script>new EventSource('${events}').addEventListener('reload',()=>location.reload())</script>`

/** `page` with the script that loads it again after a build, and leave to connect to its own server. */
export function withReload(page: string): string {
  return page
    .replace("default-src 'none'", "default-src 'none'; connect-src 'self'")
    .replace('</body>', `${listener}\n</body>`)
}

/** Serves the folder `root` on 127.0.0.1; port 0 takes a free one. */
export async function createPreview(root: string, port: number): Promise<Preview> {
  const open = new Set<ServerResponse>()
  const server = createServer((request, response) => {
    answer(request, response, resolve(root), open).catch(() => {
      response.writeHead(500)
      response.end()
    })
  })
  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.listen(port, '127.0.0.1', done)
  })
  const { port: taken } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${taken}/`,
    reload: () => {
      for (const response of open) response.write('event: reload\ndata: \n\n')
    },
    close: () =>
      new Promise((done) => {
        for (const response of open) response.end()
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  root: string,
  open: Set<ServerResponse>,
): Promise<void> {
  // a page from elsewhere that resolves its name to loopback must not read drafts
  if (
    !/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? '') ||
    (request.method !== 'GET' && request.method !== 'HEAD')
  ) {
    response.writeHead(403)
    response.end()
    return
  }
  const path = decode((request.url ?? '/').split(/[?#]/)[0]!)
  if (path === events) {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    response.write(': open\n\n')
    open.add(response)
    response.on('close', () => open.delete(response))
    return
  }
  const file = path === null ? null : await fileAt(root, path)
  if (file === null) {
    const page = path === '/' ? await index(root) : html`<!doctype html><title>404</title><p>404</p>`
    response.writeHead(path === '/' ? 200 : 404, { 'content-type': types['.html']!, 'cache-control': 'no-store' })
    response.end(withReload(page.text))
    return
  }
  const type = types[extname(file)] ?? 'application/octet-stream'
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
  if (extname(file) === '.html') response.end(withReload(await readFile(file, 'utf8')))
  else createReadStream(file).pipe(response)
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch {
    return null
  }
}

async function fileAt(root: string, path: string): Promise<string | null> {
  const base = await realpath(root).catch(() => root)
  const file = await realpath(join(base, path)).catch(() => null)
  if (file === null || !file.startsWith(base + sep)) return null
  return (await stat(file)).isFile() ? file : null
}

async function index(root: string): Promise<Html> {
  const names = await readdir(root, { recursive: true }).catch(() => [])
  const files = names.map((n) => n.split(sep).join('/')).filter((n) => types[extname(n)] !== undefined)
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>assay</title></head><body><main><h1>assay</h1><ul>${files.sort().map((f) => html`<li><a href="/${f.split('/').map(encodeURIComponent).join('/')}">${f}</a></li>`)}</ul></main></body></html>`
}
