import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openModel } from '../../../../../src/lab/index.ts'
import { evaluate, nodeDisk, nodeEffects, nodeTimer } from '../../../../../src/project/index.ts'

// a disk that takes one batch and then has no room
export async function run(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-case-'))
  const disk = nodeDisk([folder])
  let writes = 0
  const full: typeof disk = {
    ...disk,
    append: async (path, keep) => {
      const file = await disk.append(path, keep)
      return {
        ...file,
        write: async (bytes) => {
          writes += 1
          if (writes > 1) throw new Error('ENOSPC: no space left on device')
          await file.write(bytes)
        },
      }
    },
  }
  const spec = { name: 'mock:canonical', url: '', key: null, script: null, api: 'chat' as const, connections: 1, prefill: false }
  try {
    const ran = await evaluate(
      { effects: nodeEffects([folder]), disk: full, timer: nodeTimer, parquet: null },
      {
        task: 'arithmetic', protocol: '', set: {}, model: await openModel(spec), out: join(folder, 'r'), runs: '', shots: '', cache: '',
        queue: {}, budget: {}, served: null, version: '0', signal: new AbortController().signal, progress: () => {}, begin: () => {},
        data: '', sha256: '', seed: '0', limit: 5000,
      },
    )
    return ran.diagnostics.map((d) => `${d.severity} ${d.code}: ${d.message.en}\n`).join('')
  } finally {
    rmSync(folder, { recursive: true })
  }
}
