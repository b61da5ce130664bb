// One run of this package against an endpoint, in a process of its own; prints what it cost.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { evaluate, nodeDisk, nodeEffects, nodeTimer, openModel, score } from '../../dist/index.js'

const [url, count, concurrency, scoring] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'))
const machine = { effects: nodeEffects([folder]), disk: nodeDisk([folder]), timer: nodeTimer, parquet: null }
const model = await openModel({
  name: 'bench',
  url: `${url}/v1`,
  key: null,
  script: null,
  api: 'chat',
  connections: Number(concurrency),
  prefill: false,
})
const lag = monitorEventLoopDelay({ resolution: 5 })
let peakRss = 0
lag.enable()
const started = performance.now()
const ran = await evaluate(machine, {
  task: 'arithmetic',
  protocol: '',
  set: {},
  model,
  out: join(folder, 'r'),
  runs: '',
  shots: '',
  cache: '',
  queue: { start: Number(concurrency), most: Number(concurrency) },
  budget: {},
  served: null,
  version: 'bench',
  signal: new AbortController().signal,
  begin: () => {},
  data: '',
  sha256: '',
  seed: '0',
  limit: Number(count),
  progress: () => {
    peakRss = Math.max(peakRss, process.memoryUsage.rss())
  },
})
const seconds = (performance.now() - started) / 1000
lag.disable()
const cpu = process.cpuUsage()
await model.close()
let [scored, live] = [null, null]
if (scoring === 'score') {
  const from = performance.now()
  await score(machine, {
    folder: join(folder, 'r'),
    protocol: '',
    set: {},
    sandbox: async () => null,
    width: 1,
    tokenizer: '',
    data: fileURLToPath(new URL('../../data', import.meta.url)),
    progress: (done) => {
      peakRss = Math.max(peakRss, process.memoryUsage.rss())
      // what is still held when the last one is scored
      if (done !== Number(count)) return
      globalThis.gc?.()
      const { heapUsed, arrayBuffers } = process.memoryUsage()
      live = Math.round((heapUsed + arrayBuffers) / 1e5) / 10
    },
  })
  scored = (performance.now() - from) / 1000
}
rmSync(folder, { recursive: true })
const round = (x) => Math.round(x * 1000) / 1000
process.stdout.write(
  `${JSON.stringify({
    samples: ran.generated.progress.done,
    failed: ran.generated.progress.failed,
    seconds: round(seconds),
    rate: Math.round(ran.generated.progress.done / seconds),
    cpuMs: round((cpu.user + cpu.system) / 1000 / Number(count)),
    lagP99: round(lag.percentile(99) / 1e6),
    rss: Math.round(peakRss / 1e6),
    peak: ran.generated.peak,
    live,
    scored,
  })}\n`,
)
