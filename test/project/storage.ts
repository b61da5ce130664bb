import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An object storage on loopback that keeps its objects in memory and refuses what is not signed with its key. */
export interface Storage {
  readonly endpoint: string
  readonly objects: ReadonlyMap<string, Buffer>
  /** requests that were refused */
  readonly refused: readonly string[]
  readonly close: () => Promise<void>
}

const hash = (data: string | Buffer) => createHash('sha256').update(data).digest('hex')
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest()
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

/** @source AWS Signature Version 4, authenticating requests in the authorization header */
function isSigned(request: IncomingMessage, url: URL, body: Buffer, key: string, secret: string): boolean {
  const match =
    /Credential=([^/]+)\/(\d+)\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]+)/.exec(
      request.headers.authorization ?? '',
    )
  if (match === null || match[1] !== key) return false
  const [, , day, region, signed, signature] = match as unknown as string[]
  const stated = String(request.headers['x-amz-content-sha256'])
  if (stated !== 'UNSIGNED-PAYLOAD' && stated !== hash(body)) return false
  const query = [...url.searchParams].map(([k, v]) => `${encode(k)}=${encode(v)}`).sort()
  const headers = signed!.split(';').map((h) => `${h}:${String(request.headers[h] ?? '').trim()}\n`)
  const path = url.pathname
    .split('/')
    .map((p) => encode(decodeURIComponent(p)))
    .join('/')
  const canonical = [request.method, path, query.join('&'), headers.join(''), signed, stated].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, hash(canonical)].join('\n')
  const signing = hmac(hmac(hmac(hmac(`AWS4${secret}`, day!), region!), 's3'), 'aws4_request')
  return hmac(signing, toSign).toString('hex') === signature
}

/** Starts a storage whose only key is `key` with `secret`. */
export async function startStorage(key: string, secret: string): Promise<Storage> {
  const objects = new Map<string, Buffer>()
  const parts = new Map<string, Map<number, Buffer>>()
  const refused: string[] = []
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (!isSigned(request, url, body, key, secret)) {
      refused.push(`${request.method} ${request.url}`)
      response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>')
      return
    }
    const name = decodeURIComponent(url.pathname)
    const upload = url.searchParams.get('uploadId')
    const { method } = request
    if (method === 'POST' && url.searchParams.has('uploads')) {
      parts.set(name, new Map())
      response.end(
        `<InitiateMultipartUploadResult><UploadId>${hash(name).slice(0, 8)}</UploadId></InitiateMultipartUploadResult>`,
      )
    } else if (method === 'PUT' && upload !== null) {
      parts.get(name)?.set(Number(url.searchParams.get('partNumber')), body)
      response.writeHead(200, { ETag: `"${hash(body)}"` }).end()
    } else if (method === 'POST' && upload !== null) {
      const list = [...(parts.get(name) ?? [])].sort(([a], [b]) => a - b)
      objects.set(name, Buffer.concat(list.map(([, b]) => b)))
      response.end('<CompleteMultipartUploadResult><ETag>"x"</ETag></CompleteMultipartUploadResult>')
    } else if (method === 'PUT') {
      objects.set(name, body)
      response.writeHead(200, { ETag: `"${hash(body)}"` }).end()
    } else answerObject(request, response, objects.get(name))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `127.0.0.1:${port}`,
    objects,
    refused,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}

function answerObject(request: IncomingMessage, response: import('node:http').ServerResponse, found?: Buffer): void {
  if (found === undefined) {
    response.writeHead(404).end()
    return
  }
  const range = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '')
  const from = Number(range?.[1] ?? 0)
  const to = Math.min(Number(range?.[2] ?? found.length - 1), found.length - 1)
  const piece = found.subarray(from, to + 1)
  response.writeHead(range === null ? 200 : 206, {
    'Content-Length': request.method === 'HEAD' ? found.length : piece.length,
    'Accept-Ranges': 'bytes',
    ETag: `"${hash(found)}"`,
    ...(range === null ? {} : { 'Content-Range': `bytes ${from}-${to}/${found.length}` }),
  })
  response.end(request.method === 'HEAD' ? undefined : piece)
}
