// The market part: `npm run bench:market`. A hundred million daily rows take some minutes to make; `-- 10` makes ten million.
import { execFileSync, spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DuckDBInstance } from '@duckdb/node-api'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const cli = join(root, 'bin/assay.js')
const work = mkdtempSync(join(tmpdir(), 'assay-bench-market-'))
const millions = Number(process.argv[2] ?? 100)
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]
const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(2)} s`
const rows = []
const row = (what, target, measured) => {
  rows.push([what, target, measured])
  process.stderr.write(`${what}: ${measured}\n`)
}

const desk = join(work, 'desk')
cpSync(join(root, 'examples/weekly'), desk, {
  recursive: true,
  filter: (p) => !/(?:dist|\.assay|market)(?:\/|$)/.test(p.slice(root.length)),
})
mkdirSync(join(desk, 'market'), { recursive: true })
const instance = await DuckDBInstance.create(':memory:')
const connection = await instance.connect()
await connection.run("SET memory_limit='3GB'")
const parquet = join(desk, 'market/big-2024-07-26.parquet')
const days = Math.max(30, Math.round((millions * 1e6) / 100_000))
// 20,000 apps in 5 stores, day by day up to 2024-07-25
await connection.run(
  `COPY (SELECT 'app-' || (i % 20000) AS subject, 'downloads.daily' AS measure, 'stores=' || ((i // 20000) % 5) AS scope, DATE '2024-07-25' - CAST(${days - 1} - i // 100000 AS INTEGER) AS day, CAST(hash(i) % 100000 AS DECIMAL(28, 6)) AS value, 'download' AS unit, 'bench' AS source, DATE '2024-07-26' AS known FROM range(${days * 100_000}) t(i)) TO '${parquet}' (FORMAT parquet, ROW_GROUP_SIZE 500000)`,
)

function run(argv, times = 5) {
  const taken = []
  let memory = 0
  const busy = []
  for (let i = 0; i < times; i += 1) {
    const started = performance.now()
    const ran = spawnSync('/usr/bin/env', ['time', '-f', '%M %U %S', process.execPath, ...argv], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    })
    taken.push(performance.now() - started)
    if (ran.status !== 0) throw new Error(`${argv.join(' ')}: ${ran.status} ${ran.stderr}`.slice(0, 800))
    const [kilobytes, user, system] = ran.stderr.trim().split('\n').at(-1).split(' ').map(Number)
    memory = Math.max(memory, kilobytes / 1024)
    busy.push((user + system) * 1000)
  }
  return { time: median(taken), memory, processor: median(busy) }
}

// the same question to plain DuckDB, in a process of its own
const { weekSql } = await import('../dist/market.js')
const sql = weekSql({
  files: [parquet],
  measure: 'downloads.daily',
  week: '2024-07-19/2024-07-25',
  known: '9999-12-31',
  top: 200,
})
const plain = join(root, 'bench/.plain.mjs')
writeFileSync(
  plain,
  `import { DuckDBInstance } from '@duckdb/node-api'\nconst c = await (await DuckDBInstance.create(':memory:')).connect()\nconst r = await c.runAndReadAll(${JSON.stringify(sql)})\nprocess.stdout.write(JSON.stringify(r.getRowObjectsJson()))\n`,
)
try {
  const own = run([cli, 'market', 'top', '2024-07-20', '--json', '--desk', desk])
  const peer = run([plain])
  row(
    `week table of 200 apps from ${(days * 0.1).toFixed(0)} million daily rows`,
    '2 s, 1000 MB',
    `${seconds(own.time)}, ${Math.round(own.memory)} MB`,
  )
  row(
    '… beside plain DuckDB on the same query',
    'at most 1.2',
    `${(own.time / peer.time).toFixed(2)} (${seconds(peer.time)})`,
  )
} finally {
  rmSync(plain, { force: true })
}

// 20,000 apps over 500 days, as an export lies: by day, and by app within a day
const csv = join(desk, 'sources/ten-million.csv')
await connection.run(
  `COPY (SELECT 'app-' || (i % 20000) AS subject, DATE '2024-07-25' - CAST(499 - i // 20000 AS INTEGER) AS day, CAST(hash(i) % 100000 AS BIGINT) AS value FROM range(10000000) t(i)) TO '${csv}' (FORMAT csv, HEADER)`,
)
const names = join(desk, 'data/entities.csv')
const columns = readFileSync(names, 'utf8').split('\n')[0].split(',').length
const apps = Array.from({ length: 20_000 }, (_, i) => `app-${i},app,App ${i},App ${i}${','.repeat(columns - 4)}\n`)
appendFileSync(names, apps.join(''))
writeFileSync(
  join(desk, 'market/ten-million.feed.yaml'),
  'feed: generic/downloads-daily@1\nfile: sources/ten-million.csv\nsource: example-institute-demo\nknown: 2024-07-26\nevidence: synthetic\n',
)
writeFileSync(
  plain,
  `import { DuckDBInstance } from '@duckdb/node-api'\nconst c = await (await DuckDBInstance.create(':memory:')).connect()\nawait c.run("SET memory_limit='900MB'")\nawait c.run(${JSON.stringify(`COPY (SELECT * FROM read_csv('${csv}', header=true)) TO '${join(work, 'plain.parquet')}' (FORMAT parquet)`)})\n`,
)
try {
  const stored = run([cli, 'market', 'store', 'market/ten-million.feed.yaml', '--json', '--desk', desk], 3)
  const peer = run([plain], 3)
  row(
    '10,000,000 CSV rows stored, every cell, code and day checked',
    '10 s',
    `${seconds(stored.time)}, ${seconds(stored.processor)} of processor, ${Math.round(stored.memory)} MB`,
  )
  row(
    '… beside plain DuckDB, which copies the same file and checks nothing',
    '',
    `${(stored.time / peer.time).toFixed(2)} by the clock, ${(stored.processor / peer.processor).toFixed(2)} of processor (${seconds(peer.time)}, ${seconds(peer.processor)})`,
  )
} finally {
  rmSync(plain, { force: true })
}
connection.closeSync()

const judged = JSON.parse(execFileSync(process.execPath, [join(root, 'bench/ratings.js')], { encoding: 'utf8' }))
row(
  'hit rates of 100,000 rating events, 10,000 draws',
  '3 s',
  `${judged.seconds} s (${judged.spells} spells, ${judged.outcomes} outcomes)`,
)
rmSync(work, { recursive: true, force: true })
process.stdout.write(
  `${process.version}, ${cpus()[0].model}, ${cpus().length} cores, ${new Date().toISOString().slice(0, 10)}\n\n| what | target | measured |\n|---|---|---|\n${rows.map((r) => `| ${r.join(' | ')} |\n`).join('')}`,
)
