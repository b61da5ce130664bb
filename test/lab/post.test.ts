import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { AnswerReader } from '../../src/lab/models/answer.ts'
import type { Cancel } from '../../src/lab/models/model.ts'
import { openPlain } from '../../src/lab/models/plain.ts'
import { type Address, openPoster, type Poster } from '../../src/lab/models/post.ts'
import { openSecure } from '../../src/lab/models/secure.ts'

const never: Cancel = { aborted: false, reason: null, addEventListener: () => {}, removeEventListener: () => {} }
const posters: readonly (readonly [string, (address: Address) => Poster | Promise<Poster>])[] = [
  ['sockets', openPlain],
  ['undici', openSecure],
]

let server: Server | null = null
let poster: Poster | null = null
const sockets = new Set<Socket>()
afterEach(async () => {
  await poster?.close()
  for (const socket of sockets) socket.destroy()
  await new Promise((done) => (server === null ? done(null) : server.close(done)))
  server = null
  poster = null
})

interface Seen {
  /** whole requests, in the order in which they came */
  readonly requests: string[]
  connections: number
}

/** A server of bytes: `answer` is called with a socket for every request that is there as a whole. */
async function listen(answer: (socket: Socket, nth: number) => void, host = '127.0.0.1') {
  const seen: Seen = { requests: [], connections: 0 }
  server = createServer((socket) => {
    seen.connections += 1
    sockets.add(socket)
    let text = Buffer.alloc(0)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    socket.on('data', (piece) => {
      text = Buffer.concat([text, piece])
      const at = text.indexOf('\r\n\r\n')
      const length = Number(/content-length: (\d+)/i.exec(text.toString('latin1'))?.[1] ?? Number.NaN)
      if (at < 0 || text.length < at + 4 + length) return
      seen.requests.push(text.toString('utf8'))
      text = Buffer.alloc(0)
      answer(socket, seen.requests.length)
    })
  })
  await new Promise<void>((ready) => server!.listen(0, host, ready))
  const { port } = server.address() as { port: number }
  return { seen, url: new URL(`http://${host.includes(':') ? `[${host}]` : host}:${port}/v1/chat/completions?v=1`) }
}

/** Sends pieces one after another, each in a packet of its own. */
async function send(socket: Socket, pieces: readonly (string | Buffer)[], end = false) {
  for (const piece of pieces) {
    socket.write(piece)
    await new Promise((done) => setTimeout(done, pieces.length > 8 ? 0 : 4))
  }
  if (end) socket.end()
}

function post(body = '{"a":1}', signal = never) {
  return new Promise<{ status: number; text: string; after: unknown } | { error: string }>((done) =>
    poster!.post(body, signal, {
      received: (status, headers, text) => done({ status, text, after: headers['retry-after'] }),
      failed: (error) => done({ error: error.code ?? error.message }),
    }),
  )
}

const open = async (url: URL, make: (address: Address) => Poster | Promise<Poster>, connections = 4) => {
  poster = await make({ url, headers: { 'content-type': 'application/json', authorization: 'Bearer k' }, connections })
}

const whole = '{"text":"二加二等于四 €"}'
const length = Buffer.byteLength(whole)
const bytes = Buffer.from(whole)
const head = `HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\n\r\n`
const chunk = (text: string | Buffer) =>
  Buffer.concat([Buffer.from(`${Buffer.byteLength(text).toString(16)}\r\n`), Buffer.from(text), Buffer.from('\r\n')])
const chunked = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n'

/** What is right, by name: pieces, and whether the connection ends after them. */
const right: Readonly<Record<string, readonly [pieces: readonly (string | Buffer)[], end?: boolean]>> = {
  'one piece': [[head + whole]],
  'head and body apart': [[head, bytes]],
  'a name split in the middle, a letter too': [
    [head.slice(0, 25), head.slice(25), bytes.subarray(0, 10), bytes.subarray(10)],
  ],
  'byte by byte': [[...Buffer.concat([Buffer.from(head), bytes])].map((b) => Buffer.from([b]))],
  chunks: [[chunked, chunk(bytes.subarray(0, 11)), chunk(bytes.subarray(11)), '0\r\n\r\n']],
  'chunks in one piece': [[Buffer.concat([Buffer.from(chunked), chunk(bytes), Buffer.from('0\r\n\r\n')])]],
  'chunks with extensions and a trailer': [
    [
      chunked,
      Buffer.concat([Buffer.from(`${length.toString(16).toUpperCase()};a=b\r\n`), bytes, Buffer.from('\r\n')]),
      '0;x\r\nsum: 1\r\n\r\n',
    ],
  ],
  'chunks byte by byte': [
    [...Buffer.concat([Buffer.from(chunked), chunk(bytes), Buffer.from('0\r\n\r\n')])].map((b) => Buffer.from([b])),
  ],
  'until the end of the connection': [['HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n', bytes], true],
  'HTTP/1.0': [[`HTTP/1.0 200 OK\r\nContent-Length: ${length}\r\n\r\n${whole}`], true],
  'hints before it': [
    ['HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n', `HTTP/1.1 103 Early Hints\r\n\r\n${head}${whole}`],
  ],
  'no word behind the status': [[`HTTP/1.1 200\r\ncontent-length:${length}\r\n\r\n${whole}`]],
}

/** What undici takes for none. */
const lenient: typeof right = {
  'the same length twice': [
    [`HTTP/1.1 200 OK\r\ncontent-length: ${length}\r\nContent-Length: ${length}\r\n\r\n${whole}`],
  ],
  'leave to go on, though nobody asked': [['HTTP/1.1 100 Continue\r\n\r\n', head + whole]],
}

/** What is no answer: pieces, after which the connection ends. */
const wrong: Readonly<Record<string, readonly string[]>> = {
  nothing: [],
  'half a head': ['HTTP/1.1 200 OK\r\nContent-Le'],
  'half a body': [head, '{"te'],
  'half a chunk': [chunked, '20\r\n{"te'],
  'no last chunk': [chunked, '4\r\n1234\r\n'],
  'no HTTP': ['SSH-2.0-OpenSSH_9.2\r\n\r\n'],
  'a size that is none': [chunked, 'zz\r\n1234\r\n0\r\n\r\n'],
  'a chunk longer than told': [chunked, '2\r\n1234\r\n0\r\n\r\n'],
  'a length that is none': ['HTTP/1.1 200 OK\r\nContent-Length: -4\r\n\r\n1234'],
  'another protocol': ['HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'],
}

describe.each(posters)('over %s', (name, make) => {
  const taken = Object.entries(name === 'undici' ? right : { ...right, ...lenient })
  test.each(taken)('%s is an answer', async (_, [pieces, end]) => {
    const { url } = await listen((socket) => void send(socket, pieces, end))
    await open(url, make)
    for (let i = 0; i < 2; i += 1) expect(await post()).toMatchObject({ status: 200, text: whole })
  })
  test.each(Object.entries(wrong))('%s is none, and the next request is not harmed', async (_, pieces) => {
    const { url } = await listen((socket, nth) => void send(socket, nth === 1 ? pieces : [head + whole], nth === 1))
    await open(url, make, 1)
    expect(await post()).toHaveProperty('error')
    expect(await post()).toMatchObject({ status: 200, text: whole })
  })
  test('a request is whole, and says where it goes', async () => {
    const { seen, url } = await listen((socket) => void send(socket, [head + whole]))
    await open(url, make)
    await post(whole)
    expect(seen.requests[0]).toMatch(/^POST \/v1\/chat\/completions\?v=1 HTTP\/1\.1\r\n/)
    for (const line of [`host: ${url.host}`, 'authorization: Bearer k', `content-length: ${length}`])
      expect(seen.requests[0]!.toLowerCase()).toContain(`\r\n${line.toLowerCase()}\r\n`)
    expect(seen.requests[0]!.endsWith(`\r\n\r\n${whole}`)).toBe(true)
  })
  test('large texts go out and come back', async () => {
    const large = '“二”'.repeat(300_000)
    const { seen, url } = await listen(
      (socket) => void socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${Buffer.byteLength(large)}\r\n\r\n${large}`),
    )
    await open(url, make)
    const answer = await post(large)
    expect('text' in answer && answer.text === large).toBe(true)
    expect(seen.requests[0]!.endsWith(large)).toBe(true)
  })
  test('refusals bring their header fields', async () => {
    const { url } = await listen(
      (socket) => void send(socket, ['HTTP/1.1 429 Slow Down\r\nRetry-After: 3\r\nContent-Length: 2\r\n\r\n{}']),
    )
    await open(url, make)
    expect(await post()).toEqual({ status: 429, text: '{}', after: '3' })
  })
  test('connections are kept, and no more are made than allowed', async () => {
    const { seen, url } = await listen((socket) => void setTimeout(() => void send(socket, [head + whole]), 10))
    await open(url, make, 3)
    const answers = await Promise.all(Array.from({ length: 12 }, () => post()))
    expect(answers.map((a) => 'text' in a && a.text)).toEqual(Array(12).fill(whole))
    expect(seen.requests.length).toBe(12)
    expect(seen.connections).toBe(3)
  })
  test('a connection that is said to end is not used again', async () => {
    const last = `HTTP/1.1 200 OK\r\nConnection: close\r\ncontent-length: ${length}\r\n\r\n${whole}`
    const { seen, url } = await listen((socket) => void send(socket, [last]))
    await open(url, make, 1)
    for (let i = 0; i < 3; i += 1) expect(await post()).toMatchObject({ text: whole })
    expect(seen.connections).toBe(3)
  })
  test('one that the other side ended meanwhile is made anew', async () => {
    const { seen, url } = await listen((socket) => void send(socket, [head + whole], true))
    await open(url, make, 1)
    for (let i = 0; i < 3; i += 1) {
      expect(await post()).toMatchObject({ text: whole })
      // this side has closed it as well
      await expect.poll(() => sockets.size).toBe(0)
    }
    expect(seen.connections).toBe(3)
  })
  test('what is given up fails at once, and its connection ends', async () => {
    let ended = 0
    const { url } = await listen((socket, nth) => {
      socket.on('close', () => {
        ended += 1
      })
      if (nth > 1) void send(socket, [head + whole])
    })
    await open(url, make, 1)
    const control = new AbortController()
    const waiting = post('{}', control.signal as unknown as Cancel)
    setTimeout(() => control.abort(new Error('given up')), 30)
    expect(await waiting).toEqual({ error: 'given up' })
    expect(await post('{}', control.signal as unknown as Cancel)).toEqual({ error: 'given up' })
    expect(await post()).toMatchObject({ text: whole })
    // the other side may hear of its end after the next answer
    await expect.poll(() => ended).toBe(1)
  })
  test('closing gives up what is on its way', async () => {
    const { url } = await listen(() => {})
    await open(url, make, 1)
    const waiting = [post(), post()]
    await new Promise((done) => setTimeout(done, 20))
    await poster!.close()
    for (const answer of await Promise.all(waiting)) expect(answer).toHaveProperty('error')
  })
  test('nobody listens', async () => {
    await open(new URL('http://127.0.0.1:9/v1'), make)
    expect(await post()).toEqual({ error: 'ECONNREFUSED' })
  })
  test('an address of IPv6', async ({ skip }) => {
    const there = await listen((socket) => void send(socket, [head + whole]), '::1').catch(() => null)
    if (there === null) return skip(`${name}: no IPv6 here`)
    await open(there.url, make)
    expect(await post()).toMatchObject({ text: whole })
  })
})

describe('sockets alone', () => {
  test('are taken for what is not encrypted', async () => {
    const address = { headers: {}, connections: 1 }
    const of = async (url: string) => (await openPoster({ ...address, url: new URL(url) })).constructor.name
    expect([await of('http://127.0.0.1:9/'), await of('https://127.0.0.1:9/')]).toEqual(['Plain', 'Object'])
  })
  test('a header field cannot begin another', () => {
    const address = { url: new URL('http://127.0.0.1:9/'), connections: 1 }
    expect(() => openPlain({ ...address, headers: { authorization: 'Bearer a\r\nx: y' } })).toThrow(TypeError)
  })
  test('a server that keeps for a second is asked on a new connection', async () => {
    const kept = `HTTP/1.1 200 OK\r\nkeep-alive: timeout=1\r\ncontent-length: ${length}\r\n\r\n${whole}`
    const { seen, url } = await listen((socket) => void send(socket, [kept]))
    await open(url, openPlain, 1)
    for (let i = 0; i < 2; i += 1) expect(await post()).toMatchObject({ text: whole })
    expect(seen.connections).toBe(2)
  })
  test.each([
    ['more than an answer', [`${head + whole}x`]],
    ['another coding', ['HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n']],
    ['two lengths', [`HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: ${length}\r\n\r\n${whole}`]],
    ['a head without end', Array(5).fill(`a: ${'b'.repeat(20_000)}\r\n`)],
    ['a length beyond all reason', ['HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n']],
  ])('%s is refused', async (_, pieces) => {
    const { url } = await listen((socket) => void send(socket, pieces))
    await open(url, openPlain, 1)
    expect(await post()).toHaveProperty('error')
  })
})

describe('an answer', () => {
  const texts = Object.values(right).map(([pieces]) => Buffer.concat(pieces.map((p) => Buffer.from(p))))
  const read = (pieces: readonly Buffer[]) => {
    const reader = new AnswerReader()
    // the place is used again, as it is for what is read from a socket
    const place = Buffer.alloc(4096)
    for (const piece of pieces) {
      const answer = reader.push(place, piece.copy(place))
      if (answer !== null) return answer
    }
    return reader.end()
  }
  let state = 7
  const chance = (below: number) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return (state >>> 8) % below
  }
  const cut = (text: Buffer) => {
    const pieces: Buffer[] = []
    for (let at = 0; at < text.length; ) {
      const to = Math.min(text.length, at + 1 + chance(40))
      pieces.push(text.subarray(at, to))
      at = to
    }
    return pieces
  }
  test('is the same however it is cut', () => {
    for (const text of texts) for (let i = 0; i < 200; i += 1) expect(read(cut(text))).toMatchObject({ text: whole })
  })
  test('that is spoilt is an answer, none or an error, and nothing else', () => {
    let errors = 0
    for (let i = 0; i < 20_000; i += 1) {
      const text = Buffer.from(texts[chance(texts.length)]!)
      for (let k = 0; k <= chance(3); k += 1) text[chance(text.length)] = chance(256)
      try {
        const answer = read(cut(text))
        if (answer !== null) expect(answer.status).toBeGreaterThanOrEqual(200)
      } catch (error) {
        expect(error).toBeInstanceOf(Error)
        expect((error as Error).message).toMatch(/^(the|a|more) /)
        errors += 1
      }
    }
    expect(errors).toBeGreaterThan(500)
  })
})
