import { readRows } from '../../../../../src/sources/index.ts'

/** A cell of a million and one characters is no cell. */
export function run(): string {
  const text = `a,b\n${'x'.repeat(1_000_001)},2\n`
  return readRows('long.csv', text, {}, () => {}).map((d) => `${d.code} ${d.at?.line}:${d.at?.column} ${d.message.en}\n`).join('')
}
