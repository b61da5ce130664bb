import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runIn } from '../../../../terminal.ts'

export async function run(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-case-'))
  const line = (id: number, score: number) =>
    JSON.stringify({ doc_id: id, doc: { question: `q${id}`, answer: '#### 7' }, resps: [['#### 7']], filter: 'strict-match', exact_match: score })
  writeFileSync(join(folder, 'p.jsonl'), `${line(0, 1)}\n${line(1, 0)}\n`)
  try {
    await runIn(folder, 'eval', 'import', 'p.jsonl', '--task', 'gsm8k', '--out', 'r', '--lang', 'en')
    const ran = await runIn(folder, 'eval', 'score', 'r', '--lang', 'en')
    const agrees = /agrees with recorded.*/.exec(ran.out)?.[0] ?? ''
    return `${agrees}\n${ran.error}exit ${ran.code}\n`.replaceAll(`${folder}/`, "")
  } finally {
    rmSync(folder, { recursive: true })
  }
}
