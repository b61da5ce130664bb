import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runIn } from '../../../../terminal.ts'

/** Files of which nothing can be read, each with its reason. */
export async function run(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-case-'))
  const files: Readonly<Record<string, Uint8Array | string>> = {
    'empty.txt': '',
    'blank.html': '<html><script>1</script></html>',
    'cut.pdf': '%PDF-1.7\n1 0 obj\n<< /Type /Cata',
    'noise.bin': Uint8Array.from({ length: 4000 }, (_, i) => (i * 37) % 32),
    'broken.xlsx': 'PK\u0003\u0004 and nothing behind it',
    'deep.json': '['.repeat(5000) + ']'.repeat(5000),
    'wrong.json': '{{{{',
  }
  let text = ''
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), content)
    const ran = await runIn(folder, 'audit', name, '--lang', 'en')
    text += `${ran.out}${ran.error}exit ${ran.code}\n`
  }
  const missing = await runIn(folder, 'audit', 'nowhere.pdf', '--lang', 'en')
  rmSync(folder, { recursive: true })
  return `${text}${missing.out}${missing.error}exit ${missing.code}\n`
}
