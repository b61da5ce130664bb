// Item by item beside the originals: `node bench/agreement.js FOLDER` imports and scores every file of FOLDER that `tasks.txt`
// names (`NAME TASK` and a protocol or none, files `samples_NAME_*`) and prints how often both agree, with the first that differ.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = process.argv[2]
const shown = Number(process.env.SHOW ?? 2)
const program = fileURLToPath(new URL('../bin/assay.js', import.meta.url))
const work = mkdtempSync(join(tmpdir(), 'assay-agreement-'))
const row = (...cells) => process.stdout.write(`| ${cells.join(' | ')} |\n`)

function assay(...argv) {
  const ran = spawnSync(process.execPath, [program, 'eval', ...argv, '--json'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (ran.status === 2 || ran.status === 70) throw new Error(ran.stderr + ran.stdout)
  return JSON.parse(ran.stdout)
}

row('file', 'protocol', 'score', 'items', 'different')
row('---', '---', '---', '---', '---')
const differing = []
const files = readdirSync(folder)
for (const line of readFileSync(join(folder, 'tasks.txt'), 'utf8').trim().split('\n')) {
  const [name, task, ...protocol] = line.split(' ')
  const mine = files.filter((f) => f.startsWith(`samples_${name}_2`)).map((f) => join(folder, f))
  const run = join(work, name)
  const data = files.includes(`data_${name}.jsonl`) ? ['--data', join(folder, `data_${name}.jsonl`)] : []
  const { header } = assay(
    'import',
    ...mine,
    '--task',
    task,
    '--out',
    run,
    ...data,
    ...protocol.flatMap((p) => ['--protocol', p]),
  )
  const { agreement } = assay('score', run)
  for (const [score, { same, compared }] of Object.entries(agreement))
    row(name, header.protocol.id, score, compared, compared - same)
  const scores = readFileSync(join(run, 'scores.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((l) => JSON.parse(l))
  const logged = new Map(
    readFileSync(join(run, 'samples.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((l) => JSON.parse(l))
      .map((r) => [`${r.n}/${r.epoch}`, r.output?.text]),
  )
  for (const s of scores.filter((s) => s.agrees === false).slice(0, shown))
    differing.push({
      name,
      text: logged.get(`${s.n}/${s.epoch}`),
      target: s.target,
      answer: s.answer,
      value: s.value,
      parts: s.parts,
      recorded: s.recorded,
    })
}
for (const d of differing) process.stdout.write(`${JSON.stringify(d)}\n`)
rmSync(work, { recursive: true })
