// How fast models are asked: this package alone, then side by side with others in one run.
// `node bench/harness.js [own|peers|million|first]`; PEERS names a folder where the others are installed (made when absent).
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const what = process.argv[2] ?? 'all'

/** The endpoint in another process, as it is when models are asked in earnest. */
async function serve(options) {
  const child = spawn(process.execPath, [join(here, 'harness/server.mjs'), 'serve', JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await new Promise((done) => child.stdout.once('data', (d) => done(String(d).trim())))
  // a connection that was kept while a command ran may have been closed since
  const get = (path) => fetch(`${url}${path}`, { headers: { connection: 'close' } }).catch(() => fetch(`${url}${path}`))
  return {
    url,
    counts: async () => (await get('/counts')).json(),
    reset: () => get('/reset'),
    stop: () => child.kill(),
  }
}

/** What a program of `harness/` tells in a process of its own. */
async function told(program, ...args) {
  const out = await new Promise((done, fail) => {
    const child = spawn(process.execPath, ['--expose-gc', join(here, 'harness', program), ...args].map(String), {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let text = ''
    child.stdout.on('data', (d) => {
      text += d
    })
    child.on('exit', (code) => (code === 0 ? done(text) : fail(new Error(`exit ${code}`))))
  })
  return JSON.parse(out)
}

const own = (url, count, concurrency, scoring = '') => told('own.mjs', url, count, concurrency, scoring)

const prompt = (i) =>
  `Adira has ${i + 3} apples and buys ${(i * 7) % 60} more, then gives some away, opens a few boxes of ten, and counts again. How many apples does Adira have in the end? Think step by step, and end with a line "The final answer is N".`

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
const row = (...cells) => process.stdout.write(`| ${cells.join(' | ')} |\n`)

if (what === 'all' || what === 'own') {
  // whole rounds of everything in flight, so that the last one is not half empty
  row(
    'latency',
    'in flight',
    'samples',
    'samples/s',
    'of N·L/C',
    'bare client',
    'of it',
    'CPU-ms',
    'bare',
    'answered after ms',
    'lag p99',
    'bare',
    'RSS MB',
  )
  row(...Array(13).fill('---'))
  for (const [latency, concurrency, rounds] of [
    [0, 64, 300],
    [50, 16, 200],
    [50, 64, 200],
    [200, 256, 50],
    [500, 512, 20],
    [50, 256, 100],
    [50, 512, 100],
    [50, 512, 200],
  ]) {
    const count = concurrency * rounds
    const server = await serve({ latency })
    const runs = []
    const bare = []
    for (let i = 0; i < 3; i += 1) {
      bare.push(await told('bare.mjs', server.url, count, concurrency))
      runs.push(await own(server.url, count, concurrency))
    }
    // what the endpoint itself took under this load, which is later than it was told to
    const { waited, answered } = await server.counts()
    server.stop()
    const of = (list, name) => median(list.map((r) => r[name]))
    const share = (rate) => (latency === 0 ? '–' : `${Math.round((100 * rate * latency) / 1000 / concurrency)} %`)
    const [rate, most] = [of(runs, 'rate'), of(bare, 'rate')]
    row(
      `${latency} ms`,
      concurrency,
      count,
      rate,
      share(rate),
      share(most),
      `${Math.round((100 * rate) / most)} %`,
      of(runs, 'cpuMs'),
      of(bare, 'cpuMs'),
      (waited / answered).toFixed(1),
      of(runs, 'lagP99'),
      of(bare, 'lagP99'),
      of(runs, 'rss'),
    )
  }
  const bad = await serve({ latency: 30, spread: 0.8, status429: 0.05, status500: 0.01 })
  const mixed = await own(bad.url, 5000, 64)
  process.stdout.write(
    `\nlog-normal latency, 5 % 429, 1 % 500: ${JSON.stringify(mixed)} ${JSON.stringify(await bad.counts())}\n`,
  )
  bad.stop()
}

// from the start of the command to the first request that the endpoint sees, a file of questions checked on the way
if (what === 'first') {
  const folder = mkdtempSync(join(tmpdir(), 'assay-first-'))
  const rows = Array.from({ length: 1319 }, (_, i) =>
    JSON.stringify({ question: prompt(i), answer: `So it is.\n#### ${i}` }),
  )
  writeFileSync(join(folder, 'gsm8k.jsonl'), rows.join('\n'))
  const server = await serve({ latency: 0 })
  row('task', 'ms to the first request', 'each', 'ms of a Node.js that does nothing')
  row('---', '---', '---', '---')
  for (const [name, more] of [
    ['arithmetic', []],
    ['gsm8k', ['--protocol', 'assay/gsm8k-0-shot', '--data', join(folder, 'gsm8k.jsonl')]],
  ]) {
    const [took, bare] = [[], []]
    for (let i = 0; i < 7; i += 1) {
      await server.reset()
      const from = performance.now()
      execFileSync(process.execPath, ['-e', '0'])
      bare.push(Math.round(performance.now() - from))
      const argv = ['eval', 'run', name, '--model', 'bench', '--url', `${server.url}/v1`, '--limit', '8', ...more]
      const started = Date.now()
      execFileSync(process.execPath, [join(here, '../bin/assay.js'), ...argv, '--out', join(folder, `${name}-${i}`)], {
        stdio: 'ignore',
      })
      took.push((await server.counts()).first - started)
    }
    row(name, median(took), took.join(' '), median(bare))
  }
  server.stop()
  rmSync(folder, { recursive: true })
}

if (what === 'million') {
  const server = await serve({ latency: 0 })
  const counts = process.argv[3] === undefined ? [10_000, 100_000, 1_000_000] : process.argv.slice(3).map(Number)
  for (const count of counts)
    process.stdout.write(`${count}: ${JSON.stringify(await own(server.url, count, 64, 'score'))}\n`)
  server.stop()
}

async function peers() {
  const folder = process.env.PEERS ?? mkdtempSync(join(tmpdir(), 'assay-peers-'))
  mkdirSync(folder, { recursive: true })
  if (!existsSync(join(folder, 'node_modules/promptfoo'))) {
    writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}')
    execFileSync(
      'npm',
      ['i', '--ignore-scripts', '--no-audit', '--no-fund', 'promptfoo', 'evalite@0.19.0', 'vitest@3'],
      { cwd: folder, stdio: 'ignore' },
    )
    // of all their scripts the one that evalite's store needs
    spawnSync('npm', ['rebuild', 'better-sqlite3'], { cwd: folder, stdio: 'ignore' })
  }
  const python = join(folder, 'py/bin/python')
  if (!existsSync(python) && spawnSync('python3', ['--version']).status === 0) {
    spawnSync('python3', ['-m', 'venv', 'py'], { cwd: folder })
    spawnSync(join(folder, 'py/bin/pip'), ['install', '-q', 'inspect_ai', 'openai', 'lm_eval[api]'], { cwd: folder })
  }
  const count = Number(process.env.COUNT ?? 1000)
  const concurrency = 64
  row('harness', 'samples', 'samples/s', 'CPU-ms/sample', 'in flight seen', 'ratio of CPU')
  row('---', '---', '---', '---', '---', '---')
  let first = null
  for (const latency of [0, 50]) {
    const server = await serve({ latency })
    for (const [name, make] of Object.entries(harnesses)) {
      await server.reset()
      const command = make(folder, server.url, count, concurrency)
      if (command === null) continue
      const started = performance.now()
      const ran = timed(command.argv, command.folder ?? folder, command.env)
      const seconds = (performance.now() - started) / 1000
      const { answered, peak } = await server.counts()
      if (answered < count) {
        process.stdout.write(`${name}: ${answered} of ${count} answered, left out\n${ran.error.slice(-600)}\n`)
        continue
      }
      const cpu = ran.cpu / count
      if (first === null) first = cpu
      row(`${name}, ${latency} ms`, count, Math.round(count / seconds), cpu.toFixed(2), peak, (cpu / first).toFixed(1))
    }
    server.stop()
  }
  if (process.env.PEERS === undefined) rmSync(folder, { recursive: true, force: true })
}

/** A command with the CPU-ms that it and its children took. */
function timed(argv, cwd, env = {}) {
  const ran = spawnSync('bash', ['-c', `TIMEFORMAT='CPU %U %S'; time "$@" > /dev/null`, '-', ...argv], {
    cwd,
    encoding: 'utf8',
    timeout: 600_000,
    env: {
      ...process.env,
      OPENAI_API_KEY: 'none',
      NO_COLOR: '1',
      PROMPTFOO_DISABLE_TELEMETRY: '1',
      PROMPTFOO_DISABLE_UPDATE: '1',
      ...env,
    },
  })
  const [, user, system] = /CPU ([\d.]+) ([\d.]+)\s*$/.exec(ran.stderr) ?? []
  return { cpu: 1000 * (Number(user) + Number(system)), error: ran.stderr + ran.stdout }
}

// whole commands, with start-up and whatever they keep
const harnesses = {
  assay: (_, url, count, c) => {
    const out = mkdtempSync(join(tmpdir(), 'assay-own-'))
    return {
      argv: [
        process.execPath,
        join(here, '../bin/assay.js'),
        'eval',
        'run',
        'arithmetic',
        '--model',
        'bench',
        '--url',
        `${url}/v1`,
        '--limit',
        String(count),
        '--concurrency',
        String(c),
        '--out',
        join(out, 'r'),
      ],
    }
  },
  promptfoo: (folder, url, count, c) => {
    const tests = Array.from({ length: count }, (_, i) => ({
      vars: { q: prompt(i) },
      assert: [{ type: 'regex', value: 'answer is \\d+' }],
    }))
    writeFileSync(
      join(folder, 'promptfoo.json'),
      JSON.stringify({
        prompts: ['{{q}}'],
        providers: [{ id: 'openai:chat:bench', config: { apiBaseUrl: `${url}/v1`, apiKey: 'none', temperature: 0 } }],
        tests,
      }),
    )
    return {
      argv: [
        'node_modules/.bin/promptfoo',
        'eval',
        '-c',
        'promptfoo.json',
        '-j',
        String(c),
        '--no-cache',
        '--no-table',
        '--no-progress-bar',
        '-o',
        'out.json',
      ],
      env: { PROMPTFOO_CONFIG_DIR: join(folder, '.promptfoo') },
    }
  },
  evalite: (folder, url, count, c) => {
    mkdirSync(join(folder, 'ev'), { recursive: true })
    writeFileSync(
      join(folder, 'ev/bench.eval.ts'),
      `import { evalite } from 'evalite'\nevalite('bench', {\n  data: async () => Array.from({ length: ${count} }, (_, i) => ({ input: ${JSON.stringify(prompt(0))}.replace('3 apples', (i + 3) + ' apples'), expected: '1' })),\n  task: async (input) => (await (await fetch('${url}/v1/chat/completions', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ model: 'bench', messages: [{ role: 'user', content: input }] }) })).json()).choices[0].message.content,\n  scorers: [{ name: 'answer', scorer: ({ output }) => (/answer is \\d+/.test(output) ? 1 : 0) }],\n})\n`,
    )
    writeFileSync(
      join(folder, 'ev/vitest.config.ts'),
      `export default { test: { maxConcurrency: ${c}, testTimeout: 600000 } }\n`,
    )
    return { folder: join(folder, 'ev'), argv: ['../node_modules/.bin/evalite'] }
  },
  inspect_ai: (folder, url, count, c) => {
    const python = join(folder, 'py/bin/python')
    if (!existsSync(python)) return null
    writeFileSync(
      join(folder, 'inspect_bench.py'),
      `from inspect_ai import Task, eval\nfrom inspect_ai.dataset import Sample, MemoryDataset\nfrom inspect_ai.scorer import pattern\nfrom inspect_ai.solver import generate\nq = ${JSON.stringify(prompt(0))}\nds = MemoryDataset([Sample(input=q.replace('3 apples', str(i + 3) + ' apples'), target='1') for i in range(${count})])\neval(Task(dataset=ds, solver=generate(), scorer=pattern(r'answer is (\\d+)')), model='openai/bench', model_base_url='${url}/v1', model_args=dict(responses_api=False), max_connections=${c}, max_samples=${c}, display='none', log_realtime=False, log_dir='logs')\n`,
    )
    return { argv: [python, 'inspect_bench.py'] }
  },
  'lm-eval': (folder, url, count, c) => {
    const python = join(folder, 'py/bin/python')
    if (!existsSync(python)) return null
    mkdirSync(join(folder, 'lmtask'), { recursive: true })
    writeFileSync(
      join(folder, 'lmtask/data.jsonl'),
      Array.from({ length: count }, (_, i) => JSON.stringify({ q: prompt(i), a: '1' })).join('\n'),
    )
    writeFileSync(
      join(folder, 'lmtask/bench_task.yaml'),
      `task: bench_task\ndataset_path: json\ndataset_kwargs:\n  data_files:\n    test: ${join(folder, 'lmtask/data.jsonl')}\ntest_split: test\noutput_type: generate_until\ndoc_to_text: "{{q}}"\ndoc_to_target: "{{a}}"\ngeneration_kwargs:\n  until: []\n  max_gen_toks: 64\nmetric_list:\n  - metric: exact_match\n    aggregation: mean\n    higher_is_better: true\n`,
    )
    return {
      argv: [
        python,
        '-m',
        'lm_eval',
        '--model',
        'local-chat-completions',
        '--model_args',
        `model=bench,base_url=${url}/v1/chat/completions,num_concurrent=${c},max_retries=3,tokenized_requests=False,tokenizer_backend=None`,
        '--tasks',
        'bench_task',
        '--include_path',
        join(folder, 'lmtask'),
        '--apply_chat_template',
        '--output_path',
        join(folder, 'lmout'),
        '--log_samples',
      ],
      env: { HF_HUB_OFFLINE: '1', HF_DATASETS_OFFLINE: '1' },
    }
  },
}

if (what === 'all' || what === 'peers') await peers()
