// The least that any client does: requests in flight over kept connections, a body read and parsed, nothing kept.
// It says what this machine and the endpoint allow, in the same run as the others.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Agent } from 'undici'

const [url, count, concurrency] = process.argv.slice(2)
const agent = new Agent({ connections: Number(concurrency), pipelining: 1, headersTimeout: 0, bodyTimeout: 0 })
const headers = { 'content-type': 'application/json', accept: 'application/json' }
const words = 'buys a few more, then gives some away, opens a few boxes of ten, and counts all of them again. '.repeat(
  3,
)
let sent = 0

async function ask() {
  while (sent < Number(count)) {
    sent += 1
    const content = `Adira has ${sent} apples, ${words}How many are there in the end?`
    const body = JSON.stringify({
      model: 'bench',
      max_tokens: 512,
      temperature: 0,
      messages: [{ role: 'user', content }],
    })
    const reply = await agent.request({ origin: url, path: '/v1/chat/completions', method: 'POST', headers, body })
    JSON.parse(await reply.body.text())
  }
}

const lag = monitorEventLoopDelay({ resolution: 5 })
lag.enable()
const started = performance.now()
await Promise.all(Array.from({ length: Number(concurrency) }, ask))
const seconds = (performance.now() - started) / 1000
const cpu = process.cpuUsage()
await agent.close()
process.stdout.write(
  `${JSON.stringify({
    samples: sent,
    seconds: Math.round(seconds * 1000) / 1000,
    rate: Math.round(sent / seconds),
    cpuMs: Math.round((cpu.user + cpu.system) / Number(count)) / 1000,
    lagP99: Math.round(lag.percentile(99) / 1e3) / 1e3,
  })}\n`,
)
