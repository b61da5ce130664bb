import { describe, expect, test } from 'vitest'
import { breaches, sourceFiles } from './layout.ts'

const clean = sourceFiles()

function withFile(path: string, text: string): readonly string[] {
  return breaches([...clean.filter((f) => f.path !== path), { path, text }])
}

test('the house keeps its rules', () => {
  expect(breaches(clean)).toEqual([])
})

describe('each rule bites', () => {
  test('a forbidden part', () => {
    expect(withFile('src/base/spoilt.ts', "import { derive } from '../facts/index.ts'\n")).toContain(
      'src/base/spoilt.ts: base may not import facts',
    )
    expect(withFile('src/report/spoilt.ts', "import { readRows } from '../sources/index.ts'\n")).toContain(
      'src/report/spoilt.ts: report may not import sources',
    )
    expect(withFile('src/cli/spoilt.ts', "import { compile } from '../report/index.ts'\n")).toContain(
      'src/cli/spoilt.ts: cli may not import report',
    )
  })
  test('a type import counts too', () => {
    expect(withFile('src/facts/spoilt.ts', "import type { Document } from '../report/index.ts'\n")).toContain(
      'src/facts/spoilt.ts: facts may not import report',
    )
  })
  test('a reach past the door', () => {
    expect(withFile('src/facts/spoilt.ts', "import { decimal } from '../base/decimal.ts'\n")).toContain(
      'src/facts/spoilt.ts: reaches past the door of base',
    )
  })
  test('its own door', () => {
    expect(withFile('src/facts/spoilt.ts', "import { derive } from './index.ts'\n")).toContain(
      'src/facts/spoilt.ts: imports its own door',
    )
  })
  test('the machine in a pure part', () => {
    expect(withFile('src/report/spoilt.ts', "import { readFileSync } from 'node:fs'\n")).toContain(
      'src/report/spoilt.ts: node:fs in a pure part',
    )
  })
  test('a file that is too long', () => {
    expect(withFile('src/base/spoilt.ts', '\n'.repeat(401))).toContain('src/base/spoilt.ts: 401 lines, at most 400')
  })
  test('a dependency in two files', () => {
    expect(
      withFile('src/report/spoilt.ts', "import Big from 'big.js'\n").some((b) => b.startsWith('big.js: imported by')),
    ).toBe(true)
  })
  test('a cycle', () => {
    const files = [
      { path: 'src/base/a.ts', text: "import { b } from './b.ts'\n" },
      { path: 'src/base/b.ts', text: "import { a } from './a.ts'\n" },
    ]
    expect(breaches(files)).toEqual(['cycle: src/base/a.ts → src/base/b.ts → src/base/a.ts'])
  })
  test('a folder that is no part', () => {
    expect(withFile('src/utils/a.ts', "import { decimal } from '../base/index.ts'\n")).toContain(
      'src/utils/a.ts: utils is no part of the house',
    )
  })
})
