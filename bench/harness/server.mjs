// An OpenAI-compatible endpoint that answers after a delay and counts: most in flight, all, repeated.
// Behaviour by options: latency (ms), spread (log-normal sigma), status429, status500, hang, half, html, empty, wrong (shares).
import { hash } from 'node:crypto'
import { createHttp } from './http.mjs'

const json = { 'content-type': 'application/json' }
const none = { total: 0, inFlight: 0, peak: 0, duplicates: 0, answered: 0, refused: 0, waited: 0, first: 0 }
const kinds = ['status429', 'status500', 'hang', 'html', 'empty', 'wrong', 'half']

/** Starts the endpoint on loopback and returns its address and counts. */
export async function startServer(options = {}) {
  const { latency = 0, spread = 0, model = 'bench' } = options
  const counts = { ...none }
  const seen = new Map()
  const sockets = new Set()
  const chance = chances()
  const later = createDelays()
  const delay = () => {
    if (spread === 0) return latency
    const normal = Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance())
    return latency * Math.exp(normal * spread)
  }
  // which misbehaviour the chance of a request falls on
  const misbehaviour = (r) => {
    let sum = 0
    return kinds.find((kind) => {
      sum += options[kind] ?? 0
      return r < sum
    })
  }
  const server = createHttp((path, body, send, gone) => {
    if (path === '/counts') return send(200, json, JSON.stringify({ ...counts, distinct: seen.size }))
    if (path === '/reset') {
      seen.clear()
      Object.assign(counts, none)
      return send(200, json, '{}')
    }
    if (counts.total === 0) counts.first = Date.now()
    counts.total += 1
    counts.inFlight += 1
    counts.peak = Math.max(counts.peak, counts.inFlight)
    const done = (status, headers, text) => {
      counts.inFlight -= 1
      send(status, headers, text)
    }
    const kind = misbehaviour(chance())
    if (kind === 'status429') {
      counts.refused += 1
      return done(429, { ...json, 'retry-after': '0.05' }, '{"error":{"message":"slow down"}}')
    }
    if (kind === 'status500') return later(delay(), () => done(500, json, '{"error":{"message":"broken"}}'))
    if (kind === 'hang') {
      return gone(() => {
        counts.inFlight -= 1
      })
    }
    if (kind === 'html') return done(200, { 'content-type': 'text/html' }, '<html><body>Bad gateway</body></html>')
    if (kind === 'empty') return done(200, json, '')
    const text = answerTo(JSON.parse(body), kind === 'wrong' ? 'another-model' : model)
    if (kind === 'half') return done(200, json, text.slice(0, text.length / 2))
    const key = hash('sha1', body, 'base64')
    const started = performance.now()
    return later(delay(), () => {
      const times = seen.get(key) ?? 0
      if (times > 0) counts.duplicates += 1
      seen.set(key, times + 1)
      counts.answered += 1
      counts.waited += performance.now() - started
      done(200, json, text)
    })
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise((ready) => server.listen(0, '127.0.0.1', 4096, ready))
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    counts: () => ({ ...counts, distinct: seen.size }),
    close: () =>
      new Promise((done) => {
        server.close(done)
        for (const socket of sockets) socket.destroy()
      }),
  }
}

function answerTo(asked, model) {
  const prompt = asked.messages?.at(-1)?.content ?? asked.prompt ?? ''
  const served = JSON.stringify(model === 'another-model' ? model : (asked.model ?? model))
  const content = JSON.stringify(`The final answer is ${lastNumber(prompt)}`)
  return `{"id":"x","created":1,"object":"chat.completion","model":${served},"choices":[{"index":0,"message":{"role":"assistant","content":${content}},"text":${content},"finish_reason":"stop"}],"usage":{"prompt_tokens":80,"completion_tokens":6,"total_tokens":86}}`
}

const isDigit = (text, at) => text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57

function lastNumber(text) {
  let to = text.length
  while (to > 0 && !isDigit(text, to - 1)) to -= 1
  let from = to
  while (from > 0 && isDigit(text, from - 1)) from -= 1
  return to === 0 ? '0' : text.slice(from, to)
}

function chances() {
  let state = 12345
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return state / 0x7fffffff
  }
}

// a timer of whole milliseconds is late by half of one on average: what is due within that half is answered now
function createDelays() {
  const waiting = new Map()
  return (milliseconds, then) => {
    if (milliseconds <= 0) return then()
    const whole = Math.max(1, Math.round(milliseconds))
    let queue = waiting.get(whole)
    if (queue === undefined) {
      queue = { items: [], armed: false }
      waiting.set(whole, queue)
    }
    queue.items.push({ at: performance.now() + milliseconds, then })
    if (!queue.armed) arm(queue)
    return undefined
  }
}

function arm(queue) {
  queue.armed = true
  setTimeout(
    () => {
      queue.armed = false
      const now = performance.now() + 0.5
      let i = 0
      while (i < queue.items.length && queue.items[i].at <= now) queue.items[i++].then()
      queue.items.splice(0, i)
      if (queue.items.length > 0) arm(queue)
    },
    Math.max(1, Math.floor(queue.items[0].at - performance.now())),
  )
}

if (process.argv[2] === 'serve') {
  const server = await startServer(JSON.parse(process.argv[3] ?? '{}'))
  process.stdout.write(`${server.url}\n`)
}
