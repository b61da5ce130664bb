import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Policy, parsePolicy } from '../../src/policy/index.ts'
import { root } from '../layout.ts'

const folder = join(root, 'data/policies/cn')
const text = (name: string): string => readFileSync(join(folder, `${name}.md`), 'utf8')
const common = parsePolicy('common.md', text('common')).value

/** The shipped policy of a year. */
export function shipped(year: 2024 | 2025 | 2026): Policy {
  return parsePolicy(`trade-in-${year}.md`, text(`trade-in-${year}`), common).value
}

/** A policy written in a test: the blocks alone. */
export function written(blocks: string): Policy {
  return parsePolicy('test.md', `\`\`\`rules\n${blocks}\n\`\`\`\n`).value
}
