// An OpenAI-compatible endpoint that answers after a delay and counts: most in flight, all, repeated.
// Behaviour by options: latency (ms), spread (log-normal sigma), status429, status500, hang, half, html, empty, wrong (shares).
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'

/** Starts the endpoint on loopback and returns its address and counts. */
export async function startServer(options = {}) {
  const {
    latency = 0,
    spread = 0,
    status429 = 0,
    status500 = 0,
    hang = 0,
    half = 0,
    html = 0,
    empty = 0,
    wrong = 0,
    model = 'bench',
  } = options
  const counts = { total: 0, inFlight: 0, peak: 0, duplicates: 0, answered: 0, refused: 0 }
  const seen = new Map()
  let state = 12345
  const chance = () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return state / 0x7fffffff
  }
  const delay = () => {
    if (spread === 0) return latency
    const normal = Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance())
    return latency * Math.exp(normal * spread)
  }
  const server = createServer((request, response) => {
    if (request.url === '/counts') {
      response.end(JSON.stringify({ ...counts, distinct: seen.size }))
      return
    }
    if (request.url === '/reset') {
      seen.clear()
      Object.assign(counts, { total: 0, inFlight: 0, peak: 0, duplicates: 0, answered: 0, refused: 0 })
      response.end('{}')
      return
    }
    const pieces = []
    request.on('data', (p) => pieces.push(p))
    request.on('end', () => {
      counts.total += 1
      counts.inFlight += 1
      counts.peak = Math.max(counts.peak, counts.inFlight)
      const done = (status, headers, text) => {
        counts.inFlight -= 1
        response.writeHead(status, headers)
        response.end(text)
      }
      const r = chance()
      const json = { 'content-type': 'application/json' }
      const shares = [status429, status500, hang, html, empty, wrong, half]
      const [e429, e500, eHang, eHtml, eEmpty, eWrong, eHalf] = shares.map((_, i) =>
        shares.slice(0, i + 1).reduce((a, b) => a + b, 0),
      )
      if (r < e429) {
        counts.refused += 1
        return done(429, { ...json, 'retry-after': '0.05' }, '{"error":{"message":"slow down"}}')
      }
      if (r < e500) return setTimeout(() => done(500, json, '{"error":{"message":"broken"}}'), delay())
      if (r < eHang) {
        response.on('close', () => {
          counts.inFlight -= 1
        })
        return undefined
      }
      const body = Buffer.concat(pieces)
      const key = createHash('sha1').update(body).digest('hex')
      if (r < eHtml) return done(200, { 'content-type': 'text/html' }, '<html><body>Bad gateway</body></html>')
      if (r < eEmpty) return done(200, json, '')
      const asked = JSON.parse(body)
      const prompt = asked.messages?.at(-1)?.content ?? asked.prompt ?? ''
      const number = /(\d+)(?!.*\d)/s.exec(prompt)?.[1] ?? '0'
      const text = JSON.stringify({
        id: 'x',
        created: 1,
        object: 'chat.completion',
        model: r < eWrong ? 'another-model' : (asked.model ?? model),
        choices: [
          {
            index: 0,
            message: { role: 'assistant', content: `The final answer is ${number}` },
            text: `The final answer is ${number}`,
            finish_reason: 'stop',
          },
        ],
        usage: { prompt_tokens: 80, completion_tokens: 6, total_tokens: 86 },
      })
      if (r >= eWrong && r < eHalf) return done(200, json, text.slice(0, text.length / 2))
      const answer = () => {
        const times = seen.get(key) ?? 0
        if (times > 0) counts.duplicates += 1
        seen.set(key, times + 1)
        counts.answered += 1
        done(200, json, text)
      }
      const wait = delay()
      if (wait <= 0) answer()
      else setTimeout(answer, wait)
      return undefined
    })
  })
  server.keepAliveTimeout = 60_000
  await new Promise((ready) => server.listen(0, '127.0.0.1', 4096, ready))
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    counts: () => ({ ...counts, distinct: seen.size }),
    close: () =>
      new Promise((done) => {
        server.close(done)
        server.closeAllConnections()
      }),
  }
}

if (process.argv[2] === 'serve') {
  const server = await startServer(JSON.parse(process.argv[3] ?? '{}'))
  process.stdout.write(`${server.url}\n`)
}
